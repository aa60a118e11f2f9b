"""Every statistic takes flat, tied, tiny, huge and nearly equal numbers: no exception, no warning, no infinity.

Where a number is promised it is finite or honestly none (NaN); an interval holds its estimate and has a width.
"""

from __future__ import annotations

import dataclasses
import json
import math
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption import InputError, Uncertainty
from crm_adoption.analysis.base.effects import (
    correlation,
    effects,
    holm,
    interval,
    p_value,
    share_better,
    spread_of,
    variance_ratio,
)
from crm_adoption.analysis.base.frames import paired
from crm_adoption.analysis.base.intervals import ratio_interval
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.base.thresholds import passings
from crm_adoption.analysis.company.posterior import posterior, weighted_quantiles
from crm_adoption.analysis.comparing import ranking
from crm_adoption.analysis.comparing.break_even import BreakEven, between, break_evens_of, curve
from crm_adoption.analysis.comparing.costs import cost_of
from crm_adoption.analysis.comparing.pairs import main_half_width
from crm_adoption.analysis.comparing.price_ranges import shares_ahead
from crm_adoption.analysis.comparing.robustness import Robustness
from crm_adoption.analysis.deciding.information import _curves, _gain
from crm_adoption.analysis.deciding.mix import Mix
from crm_adoption.analysis.deciding.objective import Objective
from crm_adoption.analysis.deciding.options import NOTHING, Field, options
from crm_adoption.analysis.deciding.signs import early_signs, failure_level
from crm_adoption.analysis.learning.chance import chance_of
from crm_adoption.analysis.learning.discovery import discover
from crm_adoption.analysis.learning.elementary_effects import elementary_effects
from crm_adoption.analysis.learning.failing import condition
from crm_adoption.analysis.learning.phase_map import _estimated
from crm_adoption.analysis.learning.pilot import Wishes, planned
from crm_adoption.analysis.learning.sobol_indices import sobol_indices
from crm_adoption.analysis.learning.swings import swings
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.studies.designs import Design, morris, one_at_a_time, saltelli
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

Floats = npt.NDArray[np.float64]
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUICK = settings(max_examples=120, deadline=None)
AWKWARD = (0.0, -0.0, 1.0, 0.1, 0.30000000000000004, 0.3, 1e-320, 5e-324, 1e-160, -1e-160, 1e9, 1e50, -1e50)
"""Ties, numbers that differ in their last bit, numbers whose squares vanish, numbers whose squares are very large."""
numbers = st.sampled_from(AWKWARD) | st.floats(-1e50, 1e50) | st.floats(-1.0, 1.0)
near = st.floats(0.2, 0.9).flatmap(lambda x: st.sampled_from([x, np.nextafter(x, 1.0), np.nextafter(x, 0.0)]))
SHAPES = ("flat", "tied", "near", "free", "one out")


@st.composite
def samples(draw: st.DrawFn, least: int = 1, most: int = 12, size: int | None = None) -> Floats:
    n = draw(st.integers(least, most)) if size is None else size
    shape = draw(st.sampled_from(SHAPES))
    if shape == "flat":
        return np.full(n, draw(numbers))
    if shape == "near":
        return draw(arrays(np.float64, n, elements=near))
    if shape == "one out":
        found = np.full(n, draw(numbers))
        found[draw(st.integers(0, n - 1))] = draw(numbers)
        return found
    few = st.sampled_from([draw(numbers), draw(numbers)])
    return draw(arrays(np.float64, n, elements=few if shape == "tied" else numbers))


@contextmanager
def silent() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="warn"):
        warnings.simplefilter("error")
        np.seterr(under="ignore")
        yield


def no_infinity(found: Any, where: str = "") -> None:
    """Refuse an infinity anywhere in what a statistic gives."""
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        found = {f.name: getattr(found, f.name) for f in dataclasses.fields(found)}
    if isinstance(found, Mapping):
        for name, each in found.items():
            no_infinity(each, f"{where}.{name}")
    elif isinstance(found, (list, tuple)):
        for each in found:
            no_infinity(each, where)
    elif isinstance(found, (float, np.floating)):
        assert not math.isinf(found), where
    elif isinstance(found, np.ndarray) and found.dtype.kind == "f":
        assert not np.isinf(found).any(), where


def holds(value: float, low: float, high: float) -> None:
    """Refuse an interval without its estimate, or without a width; none at all is honest."""
    if math.isnan(low) or math.isnan(high):
        assert math.isnan(low)
        assert math.isnan(high)
        return
    assert low <= value <= high
    assert low < high


def made(name: str, table: Mapping[str, Floats], *, is_baseline: bool = False) -> Programme:
    """Return a programme whose outcomes are these in all of three months."""
    n = len(next(iter(table.values())))
    values = np.zeros((n, 3, 5, len(OUTCOME_NAMES)))
    for outcome, each in table.items():
        values[:, :, 0, OUTCOME_NAMES.index(outcome)] = each[:, None] * np.array([0.5, 1.0, 1.0])
    return Programme(load(name), Run(values, None, 0, np.empty((n, 0), np.int32)), is_baseline)


@QUICK
@given(samples())
@example(np.full(2, 0.1))
@example(np.array([0.1 + 0.2, 0.3]))
def test_intervals_and_tests(values: Floats) -> None:
    with silent():
        mean, low, high = interval(values)
        p, better = p_value(values), share_better(values, 1)
        adjusted = holm([p, math.nan, p])
    holds(mean, low, high)
    assert math.isnan(p) == (len(values) < 2)
    assert math.isnan(p) or 0.0 <= p <= 1.0
    assert len(values) > 5 or not p < 0.05 or low > 0.0 or high < 0.0
    assert math.isnan(better) == (len(values) < 6)
    no_infinity(adjusted)


@QUICK
@given(st.integers(1, 12).flatmap(lambda n: st.tuples(samples(size=n), samples(size=n), samples(size=n))))
@example((np.full(2, 2.22507386e-308), np.array([0.5, 0.25]), np.zeros(2)))
def test_comparisons(three: tuple[Floats, Floats, Floats]) -> None:
    names = ("no_programme", "training", "aligned_kpis")
    of = ("deep_use", "customers", "net_value", "cost")
    money = np.abs(three[0])
    programmes = [
        made(name, dict(zip(of, (each, each[::-1], -each, k * money), strict=True)), is_baseline=k == 0)
        for k, (name, each) in enumerate(zip(names, three, strict=True))
    ]
    with silent():
        found = effects(programmes, of[:3], 3, "en")
        places = ranking.rank(programmes, "deep_use", 3).standings
        costs = [cost_of(each, programmes[0], 3) for each in programmes[1:]]
        others = (
            correlation(three[0], three[1]), variance_ratio(programmes[1], programmes[0], "deep_use", 3),
            main_half_width(programmes, "deep_use", 3), main_half_width(programmes, "customers", 3),
            passings(programmes, (0.25, 0.5)), shares_ahead(np.column_stack(three), names, 1),
        )  # fmt: skip
        table = paired(programmes)
    for each in found:
        holds(each.difference, each.ci_low, each.ci_high)
    for each in places:
        holds(each.behind, each.ci_low, each.ci_high)
    for each in costs:
        assert math.isnan(each.per_point) or not each.per_point_low > each.per_point
        assert math.isnan(each.per_point) or not each.per_point_high < each.per_point
    no_infinity([found, places, costs, *others])
    no_infinity(table.select_dtypes("number").to_numpy(np.float64))


@QUICK
@given(st.integers(2, 30).flatmap(lambda n: st.tuples(samples(size=n), samples(size=n))))
def test_ratios(two: tuple[Floats, Floats]) -> None:
    with silent():
        found = ratio_interval(np.abs(two[0]), two[1])
    no_infinity(found)
    if not math.isnan(found[1]):
        assert found[1] <= found[0] <= found[2]


@QUICK
@given(st.integers(2, 20).flatmap(lambda n: st.lists(samples(size=n), min_size=3, max_size=3)), st.integers(0, 4))
def test_break_even_prices(three: list[Floats], sets: int) -> None:
    """Leads of any size and shape at three prices, straight in between."""

    def lead(step: int) -> Floats:
        part = (step + 12) / 12.0
        low, high = (three[0], three[1]) if part < 1.0 else (three[1], three[2])
        return np.asarray(low + (part % 1.0) * (high - low))

    with silent():
        found = between(("a", "b"), curve(lead, sets))
    no_infinity(found)
    for low, high in found.ranges:
        assert not low > high
    assert not (found.always and found.ranges)


@pytest.mark.parametrize(
    ("best", "rivals", "n", "seed"),
    [
        ("aligned_kpis", ("aligned_and_tooling",), 20, 53), ("aligned_kpis", ("aligned_and_tooling",), 10, 12),
        ("aligned_and_tooling", ("aligned_kpis",), 5, 3), ("tooling_spend", ("aligned_kpis",), 20, 1027),
    ],
)  # fmt: skip
def test_seeds_that_broke(best: str, rivals: tuple[str, ...], n: int, seed: int) -> None:
    chosen = [load(each) for each in (best, *rivals)]
    found: tuple[BreakEven, ...] = break_evens_of(
        best, chosen, "deep_use", 12, replications=n, seed=seed, workers=1
    )  # fmt: skip
    no_infinity(found)
    for each in found:
        assert each.always or each.ranges


UNCERTAIN = [Uncertainty("behaviour.peer_weight"), Uncertainty("levers.sponsorship")]
DESIGNS: dict[str, tuple[Design, Any]] = {
    "saltelli": (saltelli(UNCERTAIN, 8, seed=1), sobol_indices),
    "morris": (morris(UNCERTAIN, 4, seed=1), elementary_effects),
    "one": (one_at_a_time(UNCERTAIN), swings),
}  # fmt: skip


@SLOW
@given(st.data(), st.sampled_from(sorted(DESIGNS)), st.integers(1, 3))
def test_sensitivity(data: st.DataObject, kind: str, replications: int) -> None:
    design, analysis = DESIGNS[kind]
    values = np.column_stack([data.draw(samples(size=len(design))) for _ in range(replications)])
    with silent():
        try:
            found = analysis(design, values)
        except InputError:  # the same everywhere
            return
    no_infinity({f.name: getattr(found, f.name) for f in dataclasses.fields(found)})
    for each in getattr(found, "first", ()) + getattr(found, "total", ()):
        holds(each.value, each.low, each.high)
    for each in getattr(found, "effects", ()):
        holds(each.strength.value, each.strength.low, each.strength.high)
    for each in getattr(found, "swings", ()):
        for level in each.levels:
            holds(level.change.value, level.change.low, level.change.high)


@QUICK
@given(st.integers(1, 6).flatmap(lambda r: st.lists(samples(size=r), min_size=2, max_size=8)))
def test_chance(rows: list[Floats]) -> None:
    with silent():
        found = chance_of(np.array(rows))
        mean, half = _estimated(np.array(rows))
    no_infinity([found, mean, half])
    if found is not None:
        assert 0.0 <= found.share.low <= found.share.value <= found.share.high <= 1.0


def test_what_differs_by_rounding_only_has_no_variance_to_explain() -> None:
    """One point far off among the others makes what the base samples differ by vanish."""
    far, last = np.zeros(48), np.full(48, 0.5)
    far[1], last[47] = 7.38185986e15, 0.75
    design = DESIGNS["saltelli"][0]
    for values in (np.column_stack([np.zeros(48), last, far]), np.where(np.arange(48) == 0, 1e-320, 0.0)):
        with silent(), pytest.raises(InputError, match="no variance to explain"):
            sobol_indices(design, values)


@SLOW
@given(st.integers(5, 12).flatmap(lambda n: st.tuples(samples(size=n), samples(size=n))))
@example((np.zeros(10), np.full(10, 7.10697396e-138)))
@example((np.array([0.0, 1e-160] * 5), np.array([1e-160, 0.0] * 5)))
def test_planning(two: tuple[Floats, Floats]) -> None:
    programmes = [made("no_programme", {"deep_use": two[0]}, is_baseline=True), made("training", {"deep_use": two[1]})]
    with silent():
        found = planned(programmes, "deep_use", 3, Wishes(effect=1.0))
    json.dumps(found.to_dict(), allow_nan=False)


@SLOW
@given(st.data())
def test_discovery(data: st.DataObject) -> None:
    points = np.column_stack([data.draw(samples(size=60)) for _ in range(2)])
    fails = condition("customers > 0").met_by(data.draw(samples(size=60)))
    for method in ("prim", "cart"):
        with silent():
            found = discover(points, fails, ["a", "b"], method=method)
        no_infinity([found.boxes, found.trade_off])


@SLOW
@given(st.data())
def test_fitting(data: st.DataObject) -> None:
    table = np.column_stack([data.draw(samples(size=60)) for _ in range(3)])
    wanted = np.column_stack([data.draw(samples(size=60)) for _ in range(2)])
    with silent():
        found = posterior(table, wanted, table[0])
        quantiles = weighted_quantiles(found.values, found.weight, (0.05, 0.5, 0.95))
    no_infinity([found, quantiles])
    assert (np.diff(quantiles, axis=0) >= 0.0).all()
    assert found.weight.sum() == pytest.approx(1.0)


@QUICK
@given(st.data(), st.sampled_from(["mean", "worst", "target"]), st.integers(1, 8))
def test_objectives_and_options(data: st.DataObject, risk: str, worlds: int) -> None:
    target = 0.3 if risk == "target" else None
    objective = Objective("net_value", 3, risk, target)
    ours, theirs = (data.draw(samples(size=worlds * 2)).reshape(worlds, 2) for _ in range(2))
    with silent():
        found = (objective.criterion(ours), objective.score(ours), *objective.difference(ours, theirs, 1))
        runs = [
            made("no_programme", {"net_value": each.ravel(), "deep_use": each.ravel()}).run for each in (ours, theirs)
        ]
        mixes = Mix(load("training")), Mix(dataclasses.replace(load("no_programme"), name=NOTHING))
        chosen = options(Field(mixes, tuple(runs), worlds, objective, 1))
        signs = early_signs(runs[0], runs[1], objective, failure_level(objective, ours, theirs))
    no_infinity([found, signs, [{**vars(each), "mix": None} for each in chosen]])
    holds(*found[2:])


@QUICK
@given(st.integers(6, 20).flatmap(lambda n: st.tuples(samples(size=n), samples(size=n), samples(size=n))))
@example((np.array([0.0, *[1e-320] * 5]), np.zeros(6), np.zeros(6)))
def test_information(three: tuple[Floats, Floats, Floats]) -> None:
    points, table = three[0], np.column_stack(three[1:])
    if not spread_of(points) > 0.0:
        return  # what does not vary, or by rounding only, is no unknown
    with silent():
        found = _curves(points, table), _gain(points, table)
    no_infinity(list(found))


@QUICK
@given(st.integers(1, 30).flatmap(lambda n: st.tuples(samples(size=n), samples(size=n))))
def test_robustness(two: tuple[Floats, Floats]) -> None:
    table = np.column_stack(two)
    found = Robustness("own", "evidence", "deep_use", 3, ("a", "b"), table, table, 8)
    with silent():
        record = found.to_dict()
    no_infinity(record)
