"""Adjustment, order and tie-breaking where a mistake would pass unseen: each test fails when its rule is left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.base.effects import effects_by_department, holm, p_value
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.comparing.ranking import dominators, rank
from crm_adoption.analysis.deciding.objective import Objective
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.simulation import Run
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import Training

Floats = npt.NDArray[np.float64]
COMPANY = load("no_programme")
PLACES = 5


def made(name: str, levels: Floats, cost: float = 0.0) -> Programme:
    """Return a programme of one month with given levels of real use, [pairs] or [pairs, places]."""
    values = np.zeros((len(levels), 1, PLACES, len(OUTCOME_NAMES)))
    values[:, 0, :, OUTCOME_NAMES.index("deep_use")] = levels if levels.ndim == 2 else levels[:, None]
    values[:, 0, 0, OUTCOME_NAMES.index("cost")] = cost
    spending = (Training(strength=0.0, one_off=cost),) if cost else ()
    scenario = replace(COMPANY, name=name, months=1, interventions=spending)
    return Programme(scenario, Run(values, None, 0, np.empty((len(levels), 0), np.int32)), name == "a")


def with_p(p: float, pairs: int = 12) -> Floats:
    """Return differences of pairs whose paired t-test has about this p."""
    from scipy.stats import t

    noise = np.linspace(-1.0, 1.0, pairs)
    noise = (noise - noise.mean()) / noise.std(ddof=1)
    return np.asarray(noise + t.ppf(1.0 - p / 2.0, pairs - 1) / np.sqrt(pairs)) * 0.01


def test_p_values_of_departments_are_adjusted_together() -> None:
    same = np.zeros((12, PLACES))
    moved = same.copy()
    for place in range(1, PLACES):
        moved[:, place] = with_p(0.02 * place)
    found = effects_by_department([made("a", same), made("b", moved)], ["deep_use"], 1, "en")
    assert [each.p_value for each in found] == pytest.approx([0.02, 0.04, 0.06, 0.08], rel=1e-6)
    assert [each.p_adjusted for each in found] == pytest.approx(holm([each.p_value for each in found]))
    assert found[0].p_adjusted == pytest.approx(0.08, rel=1e-6)


def test_what_is_near_the_best_is_judged_with_all_comparisons_in_mind() -> None:
    """One p of .03 beside two others is not significant by Holm, though it would be alone."""
    best = np.zeros(12) + 0.5
    rivals = [made(name, best - with_p(p)) for name, p in (("b", 0.03), ("c", 0.4), ("d", 0.6))]
    programmes = [made("a", best), *rivals]
    assert p_value(best - rivals[0].at("deep_use", 1)) == pytest.approx(0.03, rel=1e-6)
    assert rank(programmes, "deep_use", 1).indistinguishable == ("b", "c", "d")
    assert rank([programmes[0], rivals[0]], "deep_use", 1).indistinguishable == ()


def test_of_equal_dominators_the_cheapest_is_named() -> None:
    noise = np.linspace(-0.001, 0.001, 12)
    good, poor = 0.5 + noise, 0.2 - noise
    programmes = [made("a", poor, 300.0), made("dear", good, 200.0), made("cheap", good, 100.0)]
    assert dominators(programmes, "deep_use", 1)["a"] == "cheap"
    assert dominators(programmes[:1] + programmes[:0:-1], "deep_use", 1)["a"] == "cheap"


def test_the_worst_case_is_resampled_in_pairs_of_worlds() -> None:
    """Worlds that differ much and a programme that adds the same in each: paired, its interval is narrow."""
    worlds = np.repeat(np.linspace(0.1, 0.9, 40)[:, None], 4, axis=1)
    noise = np.random.default_rng(1).normal(0.0, 0.002, worlds.shape)
    found, low, high = Objective("deep_use", 12, "worst").difference(worlds + 0.05 + noise, worlds)
    assert found == pytest.approx(0.05, abs=0.003)
    assert high - low < 0.01  # unpaired it would be about a tenth


@pytest.mark.parametrize("target", [0.0, -0.1, 1.5, float("nan")])
def test_a_target_that_is_none_is_refused(target: float) -> None:
    with pytest.raises(InputError, match="target"):
        Objective("deep_use", 12, "target", target)
