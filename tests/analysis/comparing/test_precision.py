"""How many pairs are enough: the rule keeps its promise, and a result with n pairs is that of a plain run."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.base.effects import interval
from crm_adoption.analysis.base.precision import FIRST, joined, until_precise
from crm_adoption.analysis.comparing.pairs import main_half_width
from crm_adoption.analysis.telling.comparison import Comparison, compare
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.simulate import simulate

Floats = npt.NDArray[np.float64]
QUICK: dict[str, Any] = {"months": 4, "month": 4, "seed": 3, "outcomes": ["deep_use"]}
PAIR = ["no_programme", "aligned_kpis"]


def half_of(values: Floats) -> float:
    _, low, high = interval(values)
    return (high - low) / 2.0


@pytest.mark.parametrize("wrong", [{"seed": 2**64}, {"seed": -1}, {"most": 1}, {"replications": 0}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        compare(PAIR, **{**QUICK, **wrong})


def test_the_largest_seed_and_the_fewest_pairs_are_taken() -> None:
    found = compare(PAIR, **{**QUICK, "seed": 2**64 - 1}, replications=2, most=2)
    assert found.programmes[0].replications == 2


@pytest.mark.parametrize("kind", ["normal", "exponential"])
def test_intervals_after_adding_pairs_still_cover_the_truth(kind: str) -> None:
    """Optional stopping costs less than a point of coverage.

    4,000 repetitions: standard error 0.35 points, so a loss of 2 points would be found in 99 of 100
    cases. The spread asks for about 250 pairs, so that the rule has to go on from its first 100.
    """
    random = np.random.default_rng(11)
    sd, wanted, hits, sizes = 1.0, 0.125, 0, []
    for _ in range(4000):
        values = random.normal(0.0, sd, 2000) if kind == "normal" else sd * (random.exponential(1.0, 2000) - 1.0)
        asked: list[int] = []

        def half_width(n: int, values: Floats = values, asked: list[int] = asked) -> float:
            asked.append(n)
            return half_of(values[:n])

        reached = until_precise(half_width, wanted, 2000)
        _, low, high = interval(values[: asked[-1]])
        assert (high - low) / 2.0 == pytest.approx(reached)
        hits += low <= 0.0 <= high
        sizes.append(len(asked))
    assert 0.935 <= hits / 4000 <= 0.96
    assert np.mean(sizes) < 4.0


def test_it_begins_with_the_first_hundred_and_ends_at_the_cap() -> None:
    asked: list[int] = []

    def never(n: int) -> float:
        asked.append(n)
        return 1.5 if len(asked) < 3 else 1.2

    assert until_precise(never, 1.0, 330) == 1.2
    assert asked[0] == FIRST
    assert asked[-1] == 330
    assert asked == sorted(set(asked))
    asked.clear()
    assert until_precise(lambda n: asked.append(n) or 0.5, 1.0, 2000) == 0.5  # type: ignore[func-returns-value]
    assert asked == [FIRST]
    asked.clear()
    assert math.isnan(until_precise(lambda n: asked.append(n) or math.nan, 1.0, 40))  # type: ignore[func-returns-value]
    assert asked == [40]


def answers(found: Comparison) -> bytes:
    return b"".join(each.run.values.tobytes() for each in found.programmes)


def test_the_result_is_that_of_a_plain_run_with_as_many_pairs() -> None:
    precise = compare(PAIR, precision=0.1, **QUICK)
    n = precise.baseline.replications
    assert n > FIRST
    plain = compare(PAIR, replications=n, **QUICK)
    assert answers(precise) == answers(plain)
    assert precise.effects == plain.effects
    assert precise.costs == plain.costs
    assert precise.break_even == plain.break_even
    assert precise.baseline.run.use is not None
    assert plain.baseline.run.use is not None
    assert precise.baseline.run.use.tobytes() == plain.baseline.run.use.tobytes()


def test_the_main_differences_are_as_precise_as_asked() -> None:
    found = compare([*PAIR, "aligned_and_tooling"], precision=0.1, **QUICK)
    assert found.precision is not None
    assert found.precision.met
    assert not found.precision.fixed
    best, month = found.programme(found.best), found.month
    second = found.programme(found.standings[1].scenario)
    sets = best.sets
    for other in (found.baseline, second):
        gap = best.at("deep_use", month) - other.at("deep_use", month)
        of_a_set = [gap[k::sets] - gap[k::sets].mean() for k in range(sets)]
        chance = math.sqrt(sum(float((each**2).sum()) for each in of_a_set) / (len(gap) - sets))
        assert 100.0 * 1.97 * chance / math.sqrt(len(gap)) <= 0.1
    assert main_half_width(found.programmes, "deep_use", month) == found.precision.reached


def test_what_is_no_share_is_known_in_percent_of_the_baseline() -> None:
    found = compare(PAIR, replications=6, **{**QUICK, "outcomes": ["customers"]})
    assert found.precision is not None
    effect = found.effect("aligned_kpis", "customers")
    half = (effect.ci_high - effect.ci_low) / 2.0
    assert found.precision.reached == pytest.approx(100.0 * half / effect.baseline)


def test_the_cap_is_kept_and_said() -> None:
    found = compare(PAIR, precision=0.001, most=110, **QUICK)
    assert found.baseline.replications == 110
    assert found.precision is not None
    assert not found.precision.met
    assert any("asked for were ±0.00" in each for each in found.advice())
    assert any("verlangt waren ±0,00" in each for each in found.advice("de"))
    fixed = compare(PAIR, replications=3, **QUICK)
    assert not any("asked for" in each for each in fixed.advice())


def test_parts_are_joined_as_if_run_at_once() -> None:
    parts = [
        simulate("rescue", replications=n, first_replicate=k, seed=1, months=8, record_features=True)
        for k, n in ((0, 3), (3, 4))
    ]
    whole = simulate("rescue", replications=7, seed=1, months=8, record_features=True)
    found = joined(parts)
    assert found.values.tobytes() == whole.values.tobytes()
    assert found.fired.tobytes() == whole.fired.tobytes()
    assert found.use is not None
    assert whole.use is not None
    assert found.use.tobytes() == whole.use.tobytes()


@pytest.mark.parametrize("precision", [0, -1.0, math.nan, math.inf, 101, "1", True])
def test_what_is_no_precision_is_refused(precision: Any) -> None:
    with pytest.raises(InputError, match=r"precision: .* is not allowed; give percentage points above 0"):
        compare(PAIR, precision=precision, **QUICK)


@pytest.mark.parametrize("most", [1, 0, 2.5, 10**8])
def test_what_is_no_cap_is_refused(most: Any) -> None:
    with pytest.raises(InputError, match="most: "):
        compare(PAIR, most=most, **QUICK)
