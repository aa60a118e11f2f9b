"""Rules: what begins, stops, comes back and is read by the quarter, against plain runs of what it comes to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from crm_adoption import CRMAdoption
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import column
from crm_adoption.model.run import Run
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.coaching import Champions, Training
from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, ExecutiveSponsor, ToolingSpend
from crm_adoption.scenarios.simulate import simulate
from hypothesis import given, settings
from hypothesis import strategies as st

MONTHS = 14
COMPANY = load("no_programme").company
MONEY = [column(name) for name in ("cost", "net_value")]


def scenario(*each: Intervention) -> Scenario:
    return Scenario("tried", COMPANY, each, MONTHS)


def run(*each: Intervention, replications: int = 6) -> Run:
    return simulate(scenario(*each), replications=replications, seed=5)


def spells(rule: Intervention, seen: np.ndarray) -> list[tuple[int, int]]:
    """Return the spells of as_long_as = "sharing < x" by what a company showed month by month."""
    limit, found, begun = float(str(rule.as_long_as).split()[2]), list[tuple[int, int]](), -1
    for t in range(rule.start, MONTHS):
        if t == 0 or (t - rule.start) % rule.review:
            continue
        holds = seen[t - 1] < limit
        if holds and begun < 0:
            begun = t
        elif not holds and begun >= 0:
            found, begun = [*found, (begun, t)], -1
    return [*found, (begun, MONTHS)] if begun >= 0 else found


@pytest.mark.parametrize("review", [1, 3])
def test_what_comes_and_goes_is_the_same_as_its_spells_with_dates(review: int) -> None:
    """Each company on its own: the dates follow from what it shows, and with these dates it shows the same."""
    rule = Training(as_long_as="sharing < 0.182", start=1, review=review, strength=0.7)
    done, several = run(rule), 0
    for k in range(6):
        own = spells(rule, done.of("sharing")[k])
        several += len(own) > 1 if review == 1 else bool(own) and own[0][1] < MONTHS
        dated = scenario(*(Training(start=a, end=b, strength=0.7) for a, b in own))
        plain = simulate(dated, replications=1, seed=5, first_replicate=k)
        np.testing.assert_array_equal(
            np.delete(done.values[k], MONEY, axis=2), np.delete(plain.values[0], MONEY, axis=2)
        )
        np.testing.assert_allclose(done.values[k][..., MONEY], plain.values[0][..., MONEY], rtol=1e-9, atol=1e-5)
        assert done.fired[k, 0] == (own[0][0] if own else -1)
    assert several  # or else nothing has come back, or stopped


@settings(max_examples=12)
@given(st.integers(0, 6), st.integers(1, 4), st.sampled_from([0.02, 0.06, 0.1]))
def test_what_stops_by_a_rule_had_that_date(start: int, review: int, limit: float) -> None:
    rule = AlignKPIs(start=start, strength=0.5, until=f"deep_use > {limit}", review=review)
    done = run(rule, replications=2)
    for k in range(2):
        seen = done.of("deep_use")[k]
        read = [t for t in range(start + review, MONTHS, review) if seen[t - 1] > limit]
        plain = simulate(
            scenario(replace(rule.begun(start), end=min([*read, MONTHS]))), replications=1, seed=5, first_replicate=k
        )
        np.testing.assert_array_equal(
            np.delete(done.values[k], MONEY, axis=2), np.delete(plain.values[0], MONEY, axis=2)
        )


def test_a_rule_that_never_stops_it_changes_nothing_and_one_that_always_holds_stops_it_at_once() -> None:
    plain = run(Training(start=2, strength=0.6))
    kept = run(Training(start=2, strength=0.6, until="deep_use > 1"))
    np.testing.assert_array_equal(np.delete(kept.values, MONEY, axis=3), np.delete(plain.values, MONEY, axis=3))
    np.testing.assert_allclose(kept.values[..., MONEY], plain.values[..., MONEY], rtol=1e-9)
    short = run(Training(start=2, strength=0.6, until="deep_use < 1", review=3))
    three = run(Training(start=2, lasts=3, strength=0.6))
    np.testing.assert_allclose(short.values, three.values, rtol=1e-9, atol=1e-5)


def test_what_is_bought_is_paid_in_full_and_what_is_paid_by_the_month_is_not() -> None:
    bought, monthly = (
        run(kind(budget=60_000.0, start=1, until="deep_use < 1", review=4)).of("cost")[:, -1]
        for kind in (ToolingSpend, Champions)
    )
    np.testing.assert_allclose(bought, 60_000.0)
    assert (monthly < 30_000.0).all()


def test_money_moves_from_one_to_another_and_is_never_spent_twice() -> None:
    """Two with the same budget and opposite rules: together they cost what one costs."""
    limit, money = 0.152, 60_000.0
    one = Training(budget=money, start=1, as_long_as=f"deep_use < {limit}", review=3)
    other = ExecutiveSponsor(budget=money, start=1, as_long_as=f"deep_use > {limit}", review=3)
    both = run(one, other)
    spent = np.diff(both.of("cost"), axis=1)
    alone = [np.diff(run(replace(each, as_long_as="churn < 1")).of("cost"), axis=1) for each in (one, other)]
    np.testing.assert_allclose(np.minimum(abs(spent - alone[0]), abs(spent - alone[1])), 0.0, atol=1e-6)
    assert (both.fired >= 0).all(axis=1).any()  # in some the money has moved


def test_a_company_with_rules_is_the_same_alone_in_any_chunk_and_stepped_with_mesa() -> None:
    found = (
        Training(as_long_as="sharing < 0.182", start=1, review=3, strength=0.7),
        ToolingSpend(budget=50_000.0, until="deep_use > 0.09", review=2),
    )
    whole = run(*found, replications=9)
    for workers, first in ((2, 0), (1, 4)):
        part = simulate(scenario(*found), replications=9 - first, seed=5, first_replicate=first, workers=workers)
        assert part.values.tobytes() == whole.values[first:].tobytes()
    model = CRMAdoption(scenario(*found), base_seed=5, replicate=7)
    for _ in range(5):
        model.step()
    model.apply(Champions(strength=0.0))  # takes up another schedule in the middle: what is known goes along
    model.run_model()
    np.testing.assert_array_equal(model.values, whole.values[7, -1])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"as_long_as": "deep_use < 0.2", "when": "deep_use < 0.2"}, "as_long_as or when, not both"),
        ({"as_long_as": "deep_use < 0.2", "lasts": 3}, "as_long_as or lasts, not both"),
        ({"review": 3}, "no rule to be read every 3 months"),
        ({"until": "deep_use < 0.2", "review": 0}, "review"),
        ({"until": "deep_use"}, "is not a condition"),
    ],
)
def test_rules_that_do_not_go_together_are_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        Training(**fields)  # type: ignore[arg-type]
    assert said in str(refused.value)


def test_what_is_bought_once_cannot_come_and_go() -> None:
    with pytest.raises(InputError, match="bought once"):
        ToolingSpend(as_long_as="deep_use < 0.2")


def test_a_rule_names_a_department_that_is_there() -> None:
    with pytest.raises(InputError, match=r"interventions\.1\.until.*unknown department 'sale'"):
        scenario(Training(until="deep_use > 0.2 in sale"))
