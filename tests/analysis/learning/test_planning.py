"""How many replicates: textbook numbers, the promised share of successes, and the engine itself."""

from __future__ import annotations

import itertools
import json
import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from crm_adoption import load, plan, simulate
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.learning.pilot import Wishes, planned
from crm_adoption.analysis.learning.planning import (
    Spread,
    between,
    cautious,
    chance_of_half_width,
    for_half_width,
    for_power,
    half_width,
    independent,
    paired,
    power,
)
from crm_adoption.analysis.learning.planning_words import rows, sentences
from scipy import stats

sys.path.insert(0, str(Path(__file__).parents[2]))
from command_line import call, complaint
from few_sets import few_sets, written

KNOWN = 1e9
"""Degrees of freedom of a spread that is as good as known."""
Floats = npt.NDArray[np.float64]


def test_the_textbook_numbers_come_out() -> None:
    """Cohen (1988), power .80 at two-sided .05, effect of half a standard deviation: 34 pairs, 64 in each group."""
    pairs, groups = Spread(1.0, KNOWN, 1.0), Spread(2.0, KNOWN, 2.0)
    assert for_power(pairs, 0.5, 0.8, 0.05, 0.9).usual == 34
    assert for_power(groups, 0.5, 0.8, 0.05, 0.9).usual == 64
    assert for_power(groups, 0.2, 0.8, 0.05, 0.9).usual == 394
    assert for_power(pairs, -0.5, 0.8, 0.05, 0.9).safe == 34


@pytest.mark.parametrize("n", [3, 12, 80])
def test_power_is_that_of_another_library(n: int) -> None:
    theirs = pytest.importorskip("statsmodels.stats.power")
    for effect in (0.1, 0.3, 0.6):
        assert power(1.0, n - 1.0, n, effect, 0.05) == pytest.approx(
            theirs.TTestPower().power(effect, n, 0.05), abs=1e-6
        )
        assert power(2.0, 2.0 * n - 2.0, n, effect, 0.01) == pytest.approx(
            theirs.TTestIndPower().power(effect, n, 0.01), abs=1e-6
        )


@pytest.mark.parametrize(("deviation", "wished"), [(1.0, 0.1), (3.0, 0.5), (1.0, 2.0)])
def test_with_a_known_spread_the_half_width_is_just_reached(deviation: float, wished: float) -> None:
    n = for_half_width(Spread(deviation**2, KNOWN, 1.0), wished, 0.9).usual
    assert n is not None
    halves = [stats.t.ppf(0.975, k - 1) * deviation / math.sqrt(k) for k in (n, n - 1)]
    assert halves[0] <= wished < halves[1]
    assert half_width(Spread(deviation**2, KNOWN, 1.0), n) == pytest.approx(halves[0], rel=1e-9)


def test_the_safe_number_reaches_the_half_width_as_often_as_promised() -> None:
    """Normal differences, pilots of 20: 90 % (within 4 standard errors) by the safe number, about half by the usual."""
    random, wished, reached = np.random.default_rng(1), 0.3, {"usual": 0, "safe": 0}
    for _ in range(1000):
        found = for_half_width(Spread(random.chisquare(19) / 19, 19.0, 1.0), wished, 0.9)
        for name, n in (("usual", found.usual), ("safe", found.safe)):
            assert n is not None
            half = stats.t.ppf(0.975, n - 1) * math.sqrt(random.chisquare(n - 1) / (n - 1) / n)
            reached[name] += half <= wished
    assert abs(reached["safe"] / 1000 - 0.9) < 4.0 * math.sqrt(0.09 / 1000)
    assert 0.35 < reached["usual"] / 1000 < 0.65


def test_the_safe_number_has_the_power_as_often_as_promised() -> None:
    """In 90 % of pilots of 15 (within 4 standard errors) the true power is as wished or more."""
    random, enough, exact = np.random.default_rng(2), {"usual": 0, "safe": 0}, 34
    for _ in range(1000):
        found = for_power(Spread(random.chisquare(14) / 14, 14.0, 1.0), 0.5, 0.8, 0.05, 0.9)
        for name, n in (("usual", found.usual), ("safe", found.safe)):
            assert n is not None
            enough[name] += n >= exact
    assert abs(enough["safe"] / 1000 - 0.9) < 4.0 * math.sqrt(0.09 / 1000)
    assert 0.3 < enough["usual"] / 1000 < 0.6


def test_independent_groups_after_a_pilot_with_common_random_numbers() -> None:
    """Unequal spreads, correlation .9 in the pilot: still 90 %, within 4 standard errors and a point for Welch."""
    random, wished, reached = np.random.default_rng(3), 0.8, 0
    shape = np.array([[1.0, 1.8], [1.8, 4.0]])
    for _ in range(400):
        one, other = random.multivariate_normal([0.0, 0.0], shape, 25).T
        n = for_half_width(independent(one, other), wished, 0.9).safe
        assert n is not None
        a, b = random.normal(0.0, 1.0, n), random.normal(0.0, 2.0, n)
        low, high = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
        reached += (high - low) / 2.0 <= wished
    assert abs(reached / 400 - 0.9) < 4.0 * math.sqrt(0.09 / 400) + 0.01


def test_spreads_are_those_of_differences_and_of_sums() -> None:
    one, other = np.random.default_rng(4).multivariate_normal([0.0, 0.0], [[1.0, 0.8], [0.8, 1.0]], 50).T
    assert paired(one, other).variance == pytest.approx(np.var(one - other, ddof=1))
    assert independent(one, other).variance == pytest.approx(np.var(one, ddof=1) + np.var(other, ddof=1))
    assert paired(one, other).df == 49
    assert 49 <= independent(one, other).df <= 98
    assert independent(one, one).df == pytest.approx(49.0)
    wider = 3.0 * other
    welch = stats.ttest_ind(one, wider, equal_var=False).df
    assert independent(one, wider).df_of(50) == pytest.approx(welch)
    assert paired(one, wider).df_of(50) == 49


def test_a_small_pilot_costs_replicates() -> None:
    safe = [for_half_width(Spread(1.0, df, 1.0), 0.2, 0.9).safe for df in (4.0, 19.0, 99.0, KNOWN)]
    assert all(a is not None and b is not None and a > b for a, b in itertools.pairwise(safe))
    assert cautious(Spread(1.0, KNOWN, 1.0), 0.9) == pytest.approx(1.0, abs=1e-3)
    assert chance_of_half_width(Spread(1.0, 19.0, 1.0), 99, 0.2) == pytest.approx(0.5, abs=0.05)


def test_what_cannot_be_had_is_said() -> None:
    assert for_half_width(Spread(1.0, KNOWN, 1.0), 1e-5, 0.9).usual is None
    assert for_half_width(Spread(0.0, 19.0, 1.0), 1e-5, 0.9).safe == 2
    assert for_power(Spread(0.0, 19.0, 1.0), 1.0, 0.8, 0.05, 0.9).safe == 2


def test_power_never_fails_to_be_a_number() -> None:
    """From one degree of freedom to a hundred thousand, for effects from none to 150 standard errors, it rises to 1."""
    for df in (1.0, 2.0, 20.0, 79.0, 1000.0, 1e5):
        found = [power(1.0, df, 1, shift, 0.05) for shift in np.linspace(0.0, 150.0, 601)]
        assert found[0] == pytest.approx(0.05, abs=1e-9)
        assert np.all(np.diff(found) > -1e-8)
        assert found[-1] == pytest.approx(1.0, abs=1e-9)


# --- of the engine -------------------------------------------------------------------------------------------------

MONTH = 6


@pytest.fixture(scope="module")
def many() -> tuple[Programme, Programme]:
    """Two programmes over 2,400 replicates."""
    first, second = (load(name) for name in ("no_programme", "aligned_kpis"))
    made = [replace(each, months=MONTH) for each in (first, second)]
    runs = [simulate(each, replications=2400, seed=11, workers=2) for each in made]
    return Programme(made[0], runs[0], True), Programme(made[1], runs[1])


def part(programme: Programme, first: int, count: int) -> Programme:
    run = programme.run
    return replace(programme, run=replace(run, values=run.values[first : first + count]))


def test_a_planned_comparison_reaches_its_half_width_as_often_as_promised(many: tuple[Programme, Programme]) -> None:
    """30 pilots of 20 replicates, each followed by the study planned, on replicates of its own.

    At 90 % each, fewer than 21 of 30 succeed with a probability of .0005.
    """
    met, first = 0, 0
    values = [each.at("deep_use", MONTH) for each in many]
    for _ in range(30):
        found = planned([part(each, first, 20) for each in many], "deep_use", MONTH, Wishes(half_width=0.3))
        n = found.safe
        assert n is not None
        assert first + 20 + n <= 2400
        study = (values[1] - values[0])[first + 20 : first + 20 + n]
        met += stats.t.ppf(0.975, n - 1) * stats.sem(study) <= 0.003
        first += 20 + n
    assert met >= 21


def test_without_common_random_numbers_the_spread_is_the_planned_one(many: tuple[Programme, Programme]) -> None:
    """Pairs of different replicates vary as both together: variances within 4 standard errors of each other."""
    base, other = (each.at("deep_use", MONTH) for each in many)
    crossed = other[:1200] - base[1200:]
    seen, told = float(crossed.var(ddof=1)), independent(other, base).variance
    assert abs(seen / told - 1.0) < 4.0 * math.sqrt(2.0 / 1199)
    assert paired(other, base).variance < 0.5 * told


def test_the_command_says_what_the_library_says() -> None:
    options = ["--replications", "12", "--seed", "3", "--months", "4"]
    asked = ["no_programme", "aligned_kpis", "training", "--half-width", "0.5", "--effect", "1"]
    told = json.loads(call("plan", *asked, *options, "--json").out)
    found = plan(
        ["no_programme", "aligned_kpis", "training"], pilot=12, seed=3, months=4, half_width=0.5, effect=1.0
    )  # fmt: skip
    made, again = told.pop("provenance"), found.to_dict()
    assert {**made, "created": ""} == {**again.pop("provenance"), "created": ""}
    assert told == again
    assert (told["level"], told["month"], told["half_width"], told["effect"]) == (0.025, 4, 0.005, 0.01)
    assert told["safe"] == max(
        each[kind]["common_random_numbers"]["safe"] for each in told["programmes"] for kind in ("half_width", "power")
    )
    shown = call("plan", *asked, *options, "--lang", "de")
    assert shown.code == 0
    assert "Wiederholungen von jedem" in shown.out
    assert "90 % Sicherheit" in " ".join(shown.out.split())
    assert call("plan", *asked, *options, "--quiet").out == ""


def test_money_is_planned_in_percent_of_the_baseline() -> None:
    found = plan(["no_programme", "aligned_kpis"], outcome="customers", pilot=10, months=3, half_width=0.5)
    level = float(found.baseline.at("customers", 3).mean())
    assert found.to_dict()["half_width"] == pytest.approx(0.005 * level)
    assert "% of the baseline's level" in rows(found, "en")[0][1]
    assert found.to_dict()["programmes"][0]["power"] == {"common_random_numbers": None, "independent": None}


def test_two_names_for_the_same_need_two_replicates() -> None:
    again = replace(load("no_programme"), name="again")
    found = plan([load("no_programme"), again], pilot=6, months=2)
    assert found.safe == 2
    assert any("two are enough" in each for each in sentences(found, "en"))


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["no_programme"], "add another scenario"), (["no_programme", "aligned_kpi"], "aligned_kpis"),
        (["--half-width", "0"], "--half-width"), (["--half-width", "wide"], "not a number"),
        (["--effect", "-1"], "--effect"), (["--effect", "1", "--power", "100"], "--power"),
        (["--assurance", "20"], "50 % or more"), (["--replications", "4"], "replications"),
        (["--outcome", "deepuse"], "deep_use"), (["--outcome", "cost"], "0 in the baseline"), (["--month", "99"], "99"),
    ],
)  # fmt: skip
def test_bad_options_are_refused(options: list[str], problem: str) -> None:
    given: list[Any] = options if not options[0].startswith("-") else ["no_programme", "aligned_kpis", *options]
    usual = [] if "--replications" in options else ["--replications", "5"]
    assert problem in complaint(call("plan", *given, *usual, "--json"))


def mixed(random: np.random.Generator, sets: int, each: int) -> tuple[Floats, Floats, Floats]:
    """Return two programmes and a baseline whose gain has spread 2 from set to set and chance 1 within a set."""
    turn = np.arange(sets * each) % sets
    base = random.normal(0.0, 5.0, sets)[turn] + random.normal(0.0, 3.0, sets * each)
    return base + random.normal(1.0, 2.0, sets)[turn] + random.normal(0.0, 1.0, sets * each), base, turn


def test_a_pilot_with_behaviour_mixed_in_plans_for_chance_alone() -> None:
    """The spread within sets is the residual of an analysis of variance, as statsmodels has it."""
    formula = pytest.importorskip("statsmodels.formula.api", reason="needs the extra dev")
    random = np.random.default_rng(5)
    ours, base, turn = mixed(random, 16, 8)
    spread = paired(ours, base, 16)
    fitted = formula.ols("gain ~ C(turn)", pd.DataFrame({"gain": ours - base, "turn": turn})).fit()
    assert spread.variance == pytest.approx(fitted.mse_resid)
    assert spread.df == fitted.df_resid
    assert spread.df_of(128) == 112
    own = independent(ours, base, 16)
    parts = [
        formula.ols("y ~ C(turn)", pd.DataFrame({"y": each, "turn": turn})).fit().mse_resid for each in (ours, base)
    ]
    assert own.variance == pytest.approx(sum(parts))
    assert paired(ours, base) == paired(ours, base, 0)
    assert paired(ours, base).variance > 3.0 * spread.variance


def test_what_no_replicates_take_away_is_found() -> None:
    """The method of moments for a random effect, unbiased over many pilots."""
    random = np.random.default_rng(6)
    found = []
    for _ in range(300):
        ours, base, _ = mixed(random, 32, 4)
        found.append(between(ours - base, 32) ** 2)
    assert np.mean(found) == pytest.approx(4.0, rel=0.1)


def test_a_plan_with_behaviour_says_what_stays(tmp_path: Path) -> None:
    found = plan(["no_programme", "training"], behaviour=few_sets(4), pilot=16, months=3, month=3, seed=2)
    (pair,) = found.pairs
    assert pair.programme.sets == 4
    assert pair.between >= 0.0
    assert pair.same.df == 12.0
    assert any("parameter set to parameter set" in each for each in sentences(found, "en"))
    assert any("Parametersatz zu Parametersatz" in each for each in sentences(found, "de"))
    assert math.isnan(plan(["no_programme", "training"], pilot=5, months=2, month=2).pairs[0].between)
    few = call("plan", "no_programme", "training", "--behaviour", written(tmp_path, 4), "--replications", 7)
    assert few.code == 2
    assert "8 or more" in " ".join(few.err.split())
