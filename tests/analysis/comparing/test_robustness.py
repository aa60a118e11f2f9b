"""The answer over an ensemble: the same numbers as running each parameter set by itself."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption import Comparison, Scenario, compare, load, simulate
from crm_adoption.analysis.board.uncertainty import uncertainty
from crm_adoption.analysis.comparing.robustness import Robustness, of_lead
from crm_adoption.analysis.evidence.behaviour import sets_of, uncertain
from crm_adoption.analysis.evidence.ensemble import Ensemble
from crm_adoption.model.behaviour import Behaviour

pytestmark = pytest.mark.priced
SETS = (Behaviour(), replace(Behaviour(), kpi_weight=0.5), replace(Behaviour(), effort_weight=2.9, attention=0.4))
THREE = Ensemble("three", "evidence", {}, SETS, {}, {})
SIX = Ensemble("six", "evidence", {}, (*SETS, *(replace(each, novelty=0.9) for each in SETS)), {}, {})
"""The fewest sets over which a share is told."""
NAMES = ("no_programme", "tooling_spend", "aligned_kpis")


@pytest.fixture(scope="module")
def answer() -> Comparison:
    return compare(NAMES, replications=9, months=6, month=6, outcomes=["deep_use"], behaviour=THREE, seed=2)


@pytest.fixture(scope="module")
def found(answer: Comparison) -> Robustness:
    assert answer.robustness is not None
    return answer.robustness


def elsewhere(name: str, behaviour: Behaviour) -> Scenario:
    scenario = load(name)
    return replace(scenario, company=replace(scenario.company, behaviour=behaviour), months=6)


def test_each_parameter_set_is_run_as_if_alone(found: Robustness) -> None:
    for number, (row, behaviour) in enumerate(zip(found.by_set, SETS, strict=True)):
        for value, name in zip(row, NAMES, strict=True):
            alone = simulate(elsewhere(name, behaviour), replications=9, seed=2).of("deep_use")[:, 5]
            assert value == pytest.approx(alone[number::3].mean(), rel=1e-14)


def test_numbers_of_behaviour_that_a_scenario_sets_itself_stay_as_it_sets_them() -> None:
    own = load("training", settings={"behaviour.attention": 0.9})
    drawn = uncertain(own, THREE).draws
    assert {each.behaviour.attention for each in drawn} == {0.9}
    assert [each.behaviour.kpi_weight for each in drawn] == [each.kpi_weight for each in SETS]


def test_behaviour_may_be_taken_as_known() -> None:
    plain = compare(NAMES, replications=6, months=6, month=6, outcomes=["deep_use"], behaviour="default")
    assert plain.robustness is None
    assert not any(each.sets for each in plain.programmes)
    assert sets_of("default") is None
    assert sets_of(THREE) is THREE


def test_another_behaviour_builds_no_other_company() -> None:
    company = load("no_programme").company
    changed = company.behaving(SETS[1])
    assert changed.setting.place is company.setting.place
    whole = replace(company, behaviour=SETS[1])
    assert changed == whole
    assert changed.setting.behaviour == whole.setting.behaviour
    assert company.setting.behaviour.kpi_weight == Behaviour().kpi_weight


def test_shares_and_ranges_are_those_of_the_sets(found: Robustness) -> None:
    difference = found.by_set[:, 2] - found.by_set[:, 1]
    assert math.isnan(found.ahead("aligned_kpis", "tooling_spend"))  # a share of three says nothing
    twice = replace(found, by_set=np.vstack([found.by_set] * 2))
    assert twice.ahead("aligned_kpis", "tooling_spend") == (difference > 0).mean()
    assert twice.ahead("tooling_spend", "aligned_kpis") == (difference < 0).mean()
    assert found.limits("aligned_kpis", "tooling_spend")[0] == np.median(difference)
    assert found.with_prices.shape == (64, 3)


def test_a_set_that_no_replicate_was_of_is_left_out() -> None:
    few = compare(NAMES, replications=2, months=3, month=3, outcomes=["deep_use"], behaviour=THREE).robustness
    assert few is not None
    assert few.sets == 2
    assert len(few.differences(NAMES[1], NAMES[0])) == 2


def test_where_the_uncertainty_comes_from_is_told_apart() -> None:
    """Known parts: behaviour varies by 4, chance by 1 (two companies to a set), prices by 2, four companies to each."""
    rng = np.random.default_rng(5)
    sets, rounds = 400, 2
    behaviour = rng.normal(0.0, 2.0, sets)
    lead = np.tile(behaviour, rounds) + rng.normal(0.0, 1.0, rounds * sets)
    at_prices = rng.normal(0.0, 2.0, 800) + rng.normal(0.0, math.sqrt(2.0), 800) + rng.normal(0.0, 0.5, 800)
    found = of_lead("a", "b", lead, sets, at_prices, 4)
    assert (found.chance, found.behaviour, found.prices) == pytest.approx((1 / 7, 4 / 7, 2 / 7), abs=0.08)
    assert found.largest == "behaviour"
    assert of_lead("a", "b", lead[:sets], sets, at_prices, 4).largest == ""


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_advice_and_the_figure_name_both_uncertainties(lang: str) -> None:
    answer = compare(NAMES, replications=6, months=6, month=6, outcomes=["deep_use"], lang=lang, behaviour=SIX)
    said = " ".join(answer.advice())
    figure = uncertainty(answer)
    drawn = " ".join(text.get_text() for text in figure.texts)
    if lang == "en":
        assert "one of the 6 parameter sets of the ensemble “six”" in said
        assert "No band on an intervention was used" in said
        assert "mean with 95 % CI" in drawn
        assert "6 parameter sets one by one" in drawn
    else:
        assert "der 6 Parametersätze des Ensembles „six“" in said
        assert "Kein Band über eine Maßnahme" in said
        assert "6 Parametersätze einzeln" in drawn
    plain = compare(NAMES, replications=6, months=6, month=6, outcomes=["deep_use"], lang=lang, behaviour="default")
    with pytest.raises(ValueError, match="without an ensemble"):
        uncertainty(plain)


@pytest.mark.drawn
def test_the_command_line_shows_the_ensemble_and_says_which(tmp_path: Path) -> None:
    quick = ("--replications", 4, "--months", 6, "--month", 6, "--outcome", "deep_use")
    told = ("--behaviour", "evidence", "--details", "--out", tmp_path / "r")
    answer = call("compare", "no_programme", "aligned_kpis", *quick, *told)
    assert answer.code == 0, answer.err
    assert "parameter sets of the ensemble “evidence”" in answer.out
    assert (tmp_path / "r" / "6-chance-and-behaviour.png").stat().st_size > 10_000
    document = json.loads(call("compare", "no_programme", "training", *quick, "--ensemble", "all", "--json").out)
    assert document["robustness"]["target"] == "all"
    assert document["robustness"]["parameter_sets"] == 4  # one to a company
    assert document["provenance"]["behaviour_drawn"]["training"]["number"] >= 30
    assert any("also accepted on bands about interventions" in sentence for sentence in document["advice"])
    one = json.loads(call("run", "no_programme", *quick[:4], "--behaviour", "all", "--json").out)
    assert one["behaviour"]["name"] == "all"
    assert one["provenance"]["behaviour_drawn"]["no_programme"]["number"] == one["behaviour"]["parameter_sets"]
    assert "of the ensemble “evidence”" in call("run", "no_programme", *quick[:4], "--details").out


def test_an_unknown_ensemble_is_explained() -> None:
    said = complaint(call("compare", "no_programme", "training", "--behaviour", "evidenc"))
    assert "evidenc" in said
    assert "Did you mean 'evidence'?" in said
