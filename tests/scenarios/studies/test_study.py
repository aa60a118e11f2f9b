"""Studies: what they refuse, what they keep fixed between sessions, and how large they say they are."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption import InputError, load
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, SponsorLeaves
from crm_adoption.scenarios.studies import designs
from crm_adoption.scenarios.studies.estimate import Estimate
from crm_adoption.scenarios.studies.study import Study
from crm_adoption.scenarios.studies.uncertainty import Uncertainty
from hypothesis import given
from hypothesis import strategies as st

BASE = load("no_programme", settings=["organisation.people=24", "months=6"])
ALIGNED = replace(BASE, name="aligned", interventions=(AlignKPIs(strength=0.5, start=2),), months=8)
UNCERTAIN = (Uncertainty("behaviour.peer_weight"), Uncertainty("interventions.1.strength"))


def study(**words: Any) -> Study:
    uncertain = words.pop("uncertainties", UNCERTAIN)
    plan = designs.sobol(uncertain, 8, seed=2) if uncertain else designs.single()
    return Study(**{"name": "s", "scenarios": (BASE, ALIGNED), "uncertainties": uncertain, "design": plan, **words})


def test_a_study_is_scenarios_times_points_times_replicates() -> None:
    chosen = study(replications=5)
    assert (chosen.size, chosen.runs) == (8, 2 * 8 * 5)
    assert chosen.months == (6,), "the last month that all scenarios have"
    assert study(keep="trajectories").months == (1, 2, 3, 4, 5, 6)
    assert study(months=(6, 2), outcomes="churn").months == (2, 6)


def test_without_uncertainties_there_is_one_point() -> None:
    chosen = Study("one", ("no_programme",))
    assert (chosen.size, chosen.runs) == (1, 10)
    assert chosen.applied(0, 0) is chosen.scenarios[0]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"name": " "}, "name: ' ' is no name"),
        ({"scenarios": ()}, "scenarios: there is nothing to run"),
        ({"scenarios": (BASE, BASE)}, "scenarios: 'no_programme' is given twice"),
        ({"scenarios": ("no_programm",)}, "Did you mean 'no_programme'"),
        ({"scenarios": 3}, "scenarios: 3 is not a list"),
        ({"scenarios": (3,)}, "scenarios: 3 is no scenario"),
        ({"replications": 0}, "replications: 0 is not allowed; give a whole number from 1"),
        ({"replications": 2.5}, "replications: 2.5 is not allowed"),
        ({"seed": -1}, "seed: -1 is not allowed"),
        ({"outcomes": ("deep_us",)}, "outcomes: unknown outcome 'deep_us'. Did you mean 'deep_use'"),
        ({"outcomes": ()}, "outcomes: nothing would be kept"),
        ({"outcomes": ("churn", "churn")}, "outcomes: 'churn' is given twice"),
        ({"outcomes": 1.5}, "outcomes: 1.5 is not a list"),
        ({"months": (7,)}, "months: 7 is not allowed; give a whole number from 1 to 6"),
        ({"months": (0,)}, "months: 0 is not allowed"),
        ({"months": ("6",)}, "months: '6' is not allowed"),
        ({"months": (6,), "keep": "trajectories"}, "months: trajectories are all months"),
        ({"departments": ("sale",)}, r"departments \(scenario no_programme\): unknown department 'sale'. Did you mean"),
        ({"keep": "all"}, "keep: unknown way to keep results 'all'"),
        ({"design": designs.single()}, "design: it is not said at which points"),
        ({"design": designs.sobol(UNCERTAIN[:1], 8)}, "design: the design is made from other uncertainties"),
        ({"uncertainties": ("peer_weight",), "design": designs.single()}, "'peer_weight' is no Uncertainty"),
        ({"scenarios": (BASE,)}, "uncertainties.interventions.1.strength: none of the scenarios has it"),
        ({"uncertainties": (Uncertainty("features.quotin.effort"),)}, "unknown feature 'quotin'. Did you mean"),
        ({"uncertainties": (Uncertainty("organisation.departments.sals.leaving"),)}, "Did you mean 'sales'"),
        ({"uncertainties": (Uncertainty("interventions.2.start", 0, 3),)}, "unknown intervention with 'start' '2'"),
        ({"uncertainties": (Uncertainty("interventions.1.start", 0, 8),)},
         "uncertainties.interventions.1.start: at 8 scenario 'aligned' cannot run: .*month 8 is outside the horizon"),
        ({"uncertainties": (Uncertainty("people", 2, 50),)}, "uncertainties.people: at 2 scenario 'no_pro"),
        ({"uncertainties": (Uncertainty("peer_weight"), Uncertainty("behaviour.peer_weight"))},
         "uncertainties.behaviour.peer_weight: it overlaps with 'peer_weight'"),
    ],
)  # fmt: skip
def test_what_does_not_exist_or_fit_is_refused(words: dict[str, Any], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        study(**words)


def test_a_budget_for_what_costs_nothing_is_refused_before_anything_runs() -> None:
    shock = replace(BASE, name="shock", interventions=(SponsorLeaves(),))
    with pytest.raises(InputError, match=r"at 100 scenario 'shock' cannot run: .*costs nothing"):
        study(scenarios=(shock,), uncertainties=(Uncertainty("interventions.1.budget", 100, 200),))


def test_points_of_ones_own_at_which_a_scenario_cannot_run_are_refused() -> None:
    late = (Uncertainty("interventions.1.start", distribution="given"),)
    with pytest.raises(InputError, match=r"interventions.1.start: at 30 scenario 'aligned' cannot run: .*horizon of 8"):
        study(uncertainties=late, design=designs.from_array([[2.0], [30.0], [3.0]], late))


FIXED: dict[str, Callable[[], Study]] = {
    "seed": lambda: study(seed=1),
    "outcomes": lambda: study(outcomes=("churn",)),
    "months": lambda: study(months=(3,)),
    "departments": lambda: study(departments=("company", "sales")),
    "keep": lambda: study(keep="means"),
    "scenarios": lambda: study(scenarios=(BASE, replace(ALIGNED, interventions=(AlignKPIs(strength=0.51, start=2),)))),
    "order": lambda: study(scenarios=(ALIGNED, BASE)),
    "range": lambda: study(uncertainties=(Uncertainty("behaviour.peer_weight", 1.0, 2.0), UNCERTAIN[1])),
    "distribution": lambda: study(uncertainties=(replace(UNCERTAIN[0], distribution="normal"), UNCERTAIN[1])),
    "design": lambda: study(design=designs.lhs(UNCERTAIN, 8, seed=2)),
    "design's seed": lambda: study(design=designs.sobol(UNCERTAIN, 8, seed=3)),
}


@pytest.mark.parametrize("what", FIXED)
def test_the_fingerprint_changes_with_whatever_must_stay(what: str) -> None:
    assert FIXED[what]().fingerprint() != study().fingerprint()


def test_the_fingerprint_stays_when_a_study_is_extended() -> None:
    once = study()
    assert study(replications=99).fingerprint() == once.fingerprint()
    assert study(design=once.design.extended(64)).fingerprint() == once.fingerprint()
    fixed = [study(design=designs.lhs(UNCERTAIN, n, seed=2)).fingerprint() for n in (8, 16)]
    assert fixed[0] != fixed[1], "a larger hypercube has other points"


def test_ten_million_points_by_mistake_are_counted_and_not_sampled() -> None:
    names = ("peer_weight", "attention", "staleness", "entry_rate", "leadership_weight", "kpi_weight", "comfort")
    many = tuple(Uncertainty(f"behaviour.{name}") for name in names)
    begun = time.perf_counter()
    mistake = study(uncertainties=many, design=designs.grid(many, levels=10), replications=100)
    estimate = mistake.estimate(workers=2)
    assert time.perf_counter() - begun < 5.0
    assert (estimate.points, estimate.runs) == (10**7, 2 * 10**9)
    assert estimate.large
    assert estimate.bytes > 1e9
    assert "points" not in vars(mistake.design), "nothing was sampled"
    assert estimate.words().startswith("10,000,000 points, 2,000,000,000 runs: about ")
    assert estimate.words("de").startswith("10.000.000 Punkte, 2.000.000.000 Läufe: etwa ")
    assert not study().estimate().large


@given(st.integers(1, 50), st.integers(0, 6), st.integers(1, 4))
def test_an_estimate_grows_with_the_work(replications: int, power: int, workers: int) -> None:
    small = study(replications=replications, design=designs.sobol(UNCERTAIN, 2**power)).estimate(workers)
    larger = study(replications=replications + 1, design=designs.sobol(UNCERTAIN, 2 ** (power + 1))).estimate(workers)
    assert 0 < small.seconds < larger.seconds
    assert 0 < small.bytes < larger.bytes
    assert study(keep="means", replications=50).estimate().bytes < study(replications=50).estimate().bytes
    assert study(keep="trajectories").estimate().bytes > study().estimate().bytes


@pytest.mark.parametrize(
    ("seconds", "size", "en", "de"),
    [
        (0.1, 10.0, "about 1 second and 0.1 MB", "etwa 1 Sekunde und 0,1 MB"),
        (90.0, 25e6, "about 90 seconds and 25 MB", "etwa 90 Sekunden und 25 MB"),
        (3 * 3600.0, 2.5e9, "about 3 hours and 2.5 GB", "etwa 3 Stunden und 2,5 GB"),
        (4e8, 3e15, "about 13 years and 3.0 PB", "etwa 13 Jahre und 3,0 PB"),
    ],
)
def test_an_estimate_is_told_in_fitting_units(seconds: float, size: float, en: str, de: str) -> None:
    estimate = Estimate(1, 1, seconds, size)
    assert en in estimate.words("en")
    assert de in estimate.words("de")
    assert estimate.words("en").startswith("1 point, 1 run:")
    assert estimate.words("de").startswith("1 Punkt, 1 Lauf:")


def test_a_study_runs_into_its_file_and_goes_on(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    chosen = study(replications=2)
    seen: list[int] = []
    found = chosen.run(tmp_path / "s.duckdb", workers=1, progress=lambda runs, failed: seen.append(runs))
    assert sum(seen) == chosen.runs
    frame = found.frame()
    assert len(frame) == chosen.runs
    again = study(replications=3, design=chosen.design.extended(16))
    seen.clear()
    longer = again.run(tmp_path / "s.duckdb", extend=True, progress=lambda runs, failed: seen.append(runs))
    assert sum(seen) == again.runs - chosen.runs, "what was there is not run again"
    assert len(longer.frame()) == again.runs
    assert np.isfinite(longer.frame()["deep_use"]).all()
