"""The answer over an ensemble: the same numbers as running each parameter set by itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption import Scenario, compare, load, simulate
from crm_adoption.analysis.board.uncertainty import uncertainty
from crm_adoption.analysis.comparing.robustness import Robustness, at_behaviour, over_sets, robustness
from crm_adoption.analysis.evidence.ensemble import Ensemble
from crm_adoption.model.behaviour import Behaviour

SETS = (Behaviour(), replace(Behaviour(), kpi_weight=0.5), replace(Behaviour(), effort_weight=2.9, attention=0.4))
THREE = Ensemble("three", "evidence", {}, SETS, {}, {})
SIX = Ensemble("six", "evidence", {}, (*SETS, *(replace(each, novelty=0.9) for each in SETS)), {}, {})
"""The fewest sets over which a share is told."""
NAMES = ("no_programme", "tooling_spend", "aligned_kpis")


@pytest.fixture(scope="module")
def found() -> Robustness:
    scenarios = [replace(load(name), months=6) for name in NAMES]
    return robustness(scenarios, "deep_use", 6, THREE, replications=3, draws=4, seed=2)


def elsewhere(name: str, behaviour: Behaviour) -> Scenario:
    scenario = load(name)
    return replace(scenario, company=replace(scenario.company, behaviour=behaviour), months=6)


def test_each_parameter_set_is_run_as_if_alone(found: Robustness) -> None:
    for row, behaviour in zip(found.by_set, SETS, strict=True):
        for value, name in zip(row, NAMES, strict=True):
            alone = simulate(elsewhere(name, behaviour), replications=3, seed=2)
            assert value == alone.of("deep_use")[:, 5].mean()


def test_another_behaviour_builds_no_other_company() -> None:
    company = load("no_programme").company
    changed = at_behaviour(company, SETS[1])
    assert changed.setting.place is company.setting.place
    whole = replace(company, behaviour=SETS[1])
    assert changed == whole
    assert changed.setting.behaviour == whole.setting.behaviour
    assert company.setting.behaviour.kpi_weight == Behaviour().kpi_weight


def test_shares_and_ranges_are_those_of_the_sets(found: Robustness) -> None:
    difference = found.by_set[:, 2] - found.by_set[:, 1]
    assert found.ahead("aligned_kpis", "tooling_spend") == (difference > 0).mean()
    assert found.ahead("tooling_spend", "aligned_kpis") == (difference < 0).mean()
    assert found.limits("aligned_kpis", "tooling_spend")[0] == np.median(difference)
    assert found.with_prices.shape == (4, 3)
    assert len(np.unique(found.with_prices[:, 0])) == 3, "nothing is bought without a programme: prices do not matter"
    assert len(np.unique(found.with_prices[:, 2])) == 4


def test_results_do_not_depend_on_workers(found: Robustness) -> None:
    scenarios = [replace(load(name), months=6) for name in NAMES]
    alone = robustness(scenarios, "deep_use", 6, THREE, replications=3, draws=4, seed=2, workers=1)
    np.testing.assert_array_equal(alone.by_set, found.by_set)
    np.testing.assert_array_equal(alone.with_prices, found.with_prices)


def test_a_good_that_is_less_is_better_the_other_way_round() -> None:
    scenarios = [replace(load(name), months=6) for name in NAMES]
    never = robustness(scenarios, "never_used", 6, THREE, replications=3, draws=2, seed=2)
    assert never.ahead("aligned_kpis", "no_programme") == (never.differences("aligned_kpis", "no_programme") < 0).mean()


def test_runs_over_the_sets_are_those_of_the_scenario() -> None:
    runs = over_sets(elsewhere("training", SETS[0]), THREE, seed=4)
    assert len(runs) == 3
    alone = simulate(elsewhere("training", SETS[2]), replications=8, seed=4)
    np.testing.assert_array_equal(runs[2].values, alone.values)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_advice_and_the_figure_name_both_uncertainties(lang: str) -> None:
    answer = compare(NAMES, replications=6, months=6, month=6, outcomes=["deep_use"], lang=lang, ensemble=SIX)
    said = " ".join(answer.advice())
    figure = uncertainty(answer)
    drawn = " ".join(text.get_text() for text in figure.texts)
    if lang == "en":
        assert "of the 6 parameter sets of the ensemble “six”" in said
        assert "No band on an intervention was used" in said
        assert "chance, 95 % CI" in drawn
        assert "behaviour, 6 accepted parameter sets" in drawn
    else:
        assert "der 6 Parametersätze des Ensembles „six“" in said
        assert "Kein Band über eine Maßnahme" in said
        assert "Zufall, 95-%-Intervall" in drawn
    plain = compare(NAMES, replications=6, months=6, month=6, outcomes=["deep_use"], lang=lang)
    with pytest.raises(ValueError, match="without an ensemble"):
        uncertainty(plain)


@pytest.mark.drawn
def test_the_command_line_shows_the_ensemble_and_says_which(tmp_path: Path) -> None:
    quick = ("--replications", 4, "--months", 6, "--month", 6, "--outcome", "deep_use")
    answer = call("compare", "no_programme", "aligned_kpis", *quick, "--ensemble", "evidence", "--out", tmp_path / "r")
    assert answer.code == 0, answer.err
    assert "parameter sets of the ensemble “evidence”" in answer.out
    assert (tmp_path / "r" / "6-chance-and-behaviour.png").stat().st_size > 10_000
    document = json.loads(call("compare", "no_programme", "training", *quick, "--ensemble", "all", "--json").out)
    assert document["robustness"]["target"] == "all"
    assert document["robustness"]["parameter_sets"] >= 30
    assert any("also accepted on bands about interventions" in sentence for sentence in document["advice"])
    one = json.loads(call("run", "no_programme", *quick[:4], "--ensemble", "evidence", "--json").out)["ensemble"]
    assert len(one["outcomes"]["deep_use"]) == 6
    assert all(each["low"] <= each["median"] <= each["high"] for each in one["outcomes"]["deep_use"])
    assert "of the ensemble “evidence”" in call("run", "no_programme", *quick[:4], "--ensemble", "evidence").out


def test_an_unknown_ensemble_is_explained() -> None:
    said = complaint(call("compare", "no_programme", "training", "--ensemble", "evidenc"))
    assert "evidenc" in said
    assert "Did you mean 'evidence'?" in said
