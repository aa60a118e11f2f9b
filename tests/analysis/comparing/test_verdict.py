"""The one verdict: how the best stands against each other programme, and what follows for all."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.base.precision import Precision
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.comparing.break_even import _where, between, curve
from crm_adoption.analysis.comparing.pairs import Paired
from crm_adoption.analysis.comparing.pricing import Pricing
from crm_adoption.analysis.comparing.question import select
from crm_adoption.analysis.comparing.ranking import rank
from crm_adoption.analysis.comparing.robustness import over_behaviour
from crm_adoption.analysis.comparing.verdict import NEGLIGIBLE, SURE, Verdict, judge, standing_of, surely
from crm_adoption.analysis.evidence.ensemble import Ensemble
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import Training
from hypothesis import given
from hypothesis import strategies as st

Floats = npt.NDArray[np.float64]
SETS = 40
MANY = Ensemble("many", "evidence", {}, tuple(replace(Behaviour(), novelty=0.1 + k / 100) for k in range(SETS)), {}, {})
PAIRS, MONTHS = 2 * SETS, 3
NOISE = np.tile(np.random.default_rng(1).normal(0.0, 0.002, SETS), 2)
DOING = (Training(one_off=1000.0),)


def scenario(name: str, start: int = 0) -> Scenario:
    doing = (replace(DOING[0], start=start),) if name != "nothing" else ()
    return replace(load("no_programme"), name=name, months=MONTHS, interventions=doing)


def verdict_on(
    levels: dict[str, Floats], *, at_prices: dict[str, Floats] | None = None, starts: dict[str, int] | None = None,
    month: int = 2, outcome: str = "deep_use",
) -> Verdict:  # fmt: skip
    """Return the verdict on programmes with given levels of the main outcome by replicate."""
    asked = select(
        [scenario(name, (starts or {}).get(name, 0)) for name in levels], baseline=None, replications=PAIRS,
        precision=1.0, most=PAIRS, seed=0, months=None, outcomes=(outcome,), month=month, budget=None,
        thresholds=(0.5,), behaviour=MANY,
    )  # fmt: skip
    programmes = []
    for each in asked.scenarios:
        values = np.zeros((PAIRS, MONTHS, 1 + 4, len(OUTCOME_NAMES)))
        values[:, :, 0, OUTCOME_NAMES.index(outcome)] = levels[each.name][:, None]
        run = Run(values, None, 0, np.empty((PAIRS, 0), np.int32))
        programmes.append(Programme(each, run, each is asked.scenarios[0]))
    runs = Paired(tuple(programmes), Precision(1.0, 0.1, True, PAIRS))
    order = rank(programmes, outcome, month)
    means = {name: at_prices[name] if at_prices else np.full(64, each.mean()) for name, each in levels.items()}
    pricing = Pricing((), (), {}, np.column_stack([means[each.name] for each in asked.scenarios]))
    return judge(asked, runs, order, pricing, over_behaviour(asked, runs, pricing.over_prices))


def around(level: float, noise: float = 1.0) -> Floats:
    return np.asarray(level + noise * NOISE)


def test_one_is_best() -> None:
    found = verdict_on({"nothing": around(0.1), "a": around(0.2, 0.5), "b": around(0.15)})
    assert (found.kind, found.best, found.recommended, found.depends_on) == ("best", "a", ("a",), ())
    assert [each.rival for each in found.rivalries] == ["b", "nothing"]  # the closest first
    assert found.rivalries[0].lead == pytest.approx(0.05 + 0.0, abs=0.001)


def test_a_lead_below_half_a_point_is_no_practical_difference_however_certain() -> None:
    found = verdict_on({"nothing": around(0.1), "a": around(0.204, 0.5), "b": around(0.2)})
    assert found.rivalries[0].p_adjusted < 1e-6
    assert (found.kind, found.standing("equal"), found.recommended) == ("equal", ("b",), ("a", "b"))


def test_nothing_helps_where_the_best_is_half_a_point_ahead_of_nothing() -> None:
    found = verdict_on({"nothing": around(0.1), "a": around(0.104, 0.5)})
    assert (found.kind, found.recommended) == ("nothing", ())
    worse = verdict_on({"nothing": around(0.1), "a": around(0.05, 0.5)})
    assert (worse.kind, worse.best, worse.recommended) == ("nothing", "nothing", ())


def test_an_order_that_turns_in_too_many_behaviours_depends_on_behaviour() -> None:
    """Ahead by ten points in 70 % of the sets, behind by five in the others: clear on average, not for anybody."""
    turning = np.tile(np.where(np.arange(SETS) < 0.7 * SETS, 0.3, 0.15), 2)
    found = verdict_on({"nothing": around(0.1), "a": turning + NOISE, "b": around(0.2)})
    rivalry = found.rivalries[0]
    assert rivalry.p_adjusted < 0.05
    assert (found.kind, rivalry.standing, rivalry.on, rivalry.sets_ahead) == ("depends", "depends", ("behaviour",), 0.7)
    assert found.depends_on == ("behaviour",)
    assert set(found.recommended) == {"a", "b"}


def test_behaviour_that_makes_an_order_uncertain_is_named_even_where_the_mean_cannot_be_told() -> None:
    turning = np.tile(np.where(np.arange(SETS) % 2 == 0, 0.3, 0.11), 2)
    found = verdict_on({"nothing": around(0.1, 0.0), "a": turning + NOISE, "b": around(0.2)})
    assert found.rivalries[0].rival == "b"
    assert not found.rivalries[0].p_adjusted < 0.05
    assert (found.kind, found.rivalries[0].on) == ("depends", ("behaviour",))


def test_chance_leaves_it_open() -> None:
    rng = np.random.default_rng(3)
    found = verdict_on({"nothing": around(0.0), "a": 0.3 + rng.normal(0.0, 0.1, PAIRS), "b": around(0.295)})
    rival = {"a": "b", "b": "a"}[found.best]
    assert (found.kind, found.standing("open"), found.rivalries[0].sources.largest) == ("open", (rival,), "chance")
    assert set(found.recommended) == {"a", "b"}


def test_an_order_that_turns_in_too_many_prices_depends_on_prices() -> None:
    prices = {"nothing": np.full(64, 0.1), "a": np.where(np.arange(64) < 40, 0.25, 0.1), "b": np.full(64, 0.15)}
    found = verdict_on({"nothing": around(0.1), "a": around(0.2, 0.5), "b": around(0.15)}, at_prices=prices)
    assert (found.kind, found.depends_on) == ("depends", ("prices",))
    assert found.rivalries[0].prices_ahead == 40 / 64


def test_what_begins_later_is_neither_best_nor_beaten() -> None:
    levels = {"nothing": around(0.1), "a": around(0.2, 0.5), "late": around(0.1)}
    found = verdict_on(levels, starts={"late": 2})
    assert found.later == ("late",)
    assert "late" not in [each.rival for each in found.rivalries]
    only = verdict_on({"nothing": around(0.1), "late": around(0.1)}, starts={"late": 2})
    assert (only.kind, only.rivalries) == ("later", ())
    assert verdict_on(levels, starts={"late": 1}).later == ()  # it has one month


def test_less_is_better_where_less_is_better() -> None:
    found = verdict_on({"nothing": around(0.5), "a": around(0.3, 0.5), "b": around(0.4)}, outcome="never_used")
    assert (found.kind, found.best) == ("best", "a")
    assert found.rivalries[0].lead > 0.0


@given(
    st.floats(-3.0, 3.0), st.floats(0.0, 2.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0),
    st.sampled_from(["", "chance", "behaviour", "prices"]),
)  # fmt: skip
def test_a_standing_holds_what_it_says(
    lead: float, half: float, p: float, behaviour: float, prices: float, largest: str
) -> None:
    shares = {"behaviour": behaviour, "prices": prices}
    standing, on = standing_of(lead, lead - half, lead + half, p, shares, largest)
    if standing == "ahead":
        assert p < 0.05
        assert lead >= NEGLIGIBLE
        assert min(behaviour, prices) >= SURE
    if standing == "depends":
        assert set(on) <= set(shares)
        assert len(on) == 1
    else:
        assert on == ()
    if standing == "equal":
        assert lead < NEGLIGIBLE or max(abs(lead - half), abs(lead + half)) <= 2.0 * NEGLIGIBLE


def test_unknown_shares_hold_nothing_up() -> None:
    shares = {"behaviour": math.nan, "prices": math.nan}
    assert standing_of(2.0, 1.5, 2.5, 0.001, shares, "")[0] == "ahead"
    assert standing_of(2.0, -1.5, 5.5, 0.3, shares, "")[0] == "open"
    assert standing_of(math.nan, math.nan, math.nan, math.nan, shares, "")[0] == "open"


# Break-even prices


def leads(at: float, spread: float, pairs: int, seed: int, slope: float = 1.0) -> dict[int, Floats]:
    """Return leads by step that fall with the logarithm of the price and are zero on average at ``at`` times it."""
    rng = np.random.default_rng(seed)
    own, falls = spread * rng.normal(size=pairs), slope * (1.0 + 0.3 * rng.normal(size=pairs))
    return {step: own + falls * (math.log(at) - step * math.log(2.0) / 4.0) for step in range(-12, 13)}


@pytest.mark.parametrize("at", [0.3, 1.0, 1.7, 5.0])
def test_a_break_even_is_where_the_mean_lead_is_zero(at: float) -> None:
    table = leads(at, 0.0, 50, 1)
    found = between(("a", "b"), curve(table.__getitem__))
    assert found.ratio == pytest.approx(at, rel=1e-6)
    assert found.always == ""


def test_a_lead_is_sure_only_where_it_is_more_than_negligible() -> None:
    chance = np.random.default_rng(3).normal(0.0, 0.0005, 100)
    for sign in (1, -1):
        assert surely(sign * (0.03 + chance), 0.01, 0) == sign
        assert surely(sign * (0.003 + chance), 0.01, 0) == 0


@pytest.mark.parametrize("sign", [1, -1])
def test_a_break_even_does_not_hang_on_the_unit_of_the_lead(sign: int) -> None:
    ratios = []
    for unit in (sign, sign * 1e-3):
        bent = {step: np.full(20, unit * (1.7 - 2.0 ** (step / 4.0))) for step in range(-12, 13)}
        ratios.append(between(("a", "b"), curve(bent.__getitem__)).ratio)
    assert ratios[0] == pytest.approx(ratios[1], rel=1e-9)
    assert ratios[0] == pytest.approx(1.7, rel=0.01)


def test_a_line_that_ends_at_zero_is_not_below_it_there() -> None:
    assert _where(0.0, 1.0, -1.0, 0.0, up=True) == (1.0, 1.0)
    assert _where(0.0, 1.0, 1.0, 0.0, up=False) == (1.0, 1.0)
    assert _where(0.0, 1.0, -1.0, -0.5, up=True) is None


@pytest.mark.parametrize("pairs", [20, 60, 100])
def test_what_is_not_excluded_holds_the_true_price_in_95_of_100(pairs: int) -> None:
    """A thousand samples: between 93 and 97 % with a probability of .99 if it is 95 %."""
    held = 0
    for seed in range(1000):
        ranges = between(("a", "b"), curve(leads(1.7, 1.5, pairs, seed).__getitem__)).ranges
        held += any(not low > 1.7 and not high < 1.7 for low, high in ranges)
    assert 930 <= held <= 970


def test_what_is_not_excluded_may_be_open_empty_or_in_parts() -> None:
    wide = between(("a", "b"), curve(leads(1.0, 9.0, 20, 2).__getitem__))
    assert wide.always == ""
    assert any(math.isnan(end) for part in wide.ranges for end in part)
    far = between(("a", "b"), curve(leads(400.0, 0.1, 20, 2).__getitem__))
    assert (far.always, far.ranges, math.isnan(far.ratio)) == ("ahead", (), True)
    behind = between(("a", "b"), curve(leads(0.001, 0.1, 20, 2).__getitem__))
    assert (behind.always, behind.ranges) == ("behind", ())
    noise = 0.05 * np.random.default_rng(2).normal(size=20)
    parts = between(("a", "b"), curve(lambda step: noise + (step / 4.0) ** 2 - 1.0))
    assert len(parts.ranges) == 2
    assert parts.ratio in (pytest.approx(2.0, rel=0.05), pytest.approx(0.5, rel=0.05))
    assert between(("a", "b"), curve(lambda step: np.zeros(20))).always == "same"


def test_with_one_pair_no_price_is_excluded() -> None:
    found = between(("a", "b"), curve(leads(1.7, 0.1, 1, 2).__getitem__))
    assert found.always == ""
    assert [math.isnan(end) for part in found.ranges for end in part] == [True, True]


def test_draws_that_repeat_make_a_price_no_surer() -> None:
    """Twenty behaviours, each five times: as wide as twenty pairs, not as a hundred."""
    table = {step: np.tile(each, 5) for step, each in leads(1.7, 0.5, 20, 4).items()}
    alone = between(("a", "b"), curve(leads(1.7, 0.5, 20, 4).__getitem__))
    found = between(("a", "b"), curve(table.__getitem__, 20))
    assert found.ranges[0] == pytest.approx(alone.ranges[0], rel=1e-9)
