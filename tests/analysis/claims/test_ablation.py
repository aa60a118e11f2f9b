"""What each mechanism is needed for: the same situations, the same readings, and honest words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption.analysis.claims.ablation import Ablation, ablate, ablated, evenly, readings_without
from crm_adoption.analysis.claims.ablation_page import as_markdown, sentences
from crm_adoption.analysis.evidence.band_settings import case
from crm_adoption.analysis.evidence.bands import BAND, BANDS, readings
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.errors import InputError
from crm_adoption.model.simulation import run
from crm_adoption.scenarios.core.ablation import MECHANISMS, mechanisms, without
from crm_adoption.scenarios.files.catalogue import load

FEW = {"replications": 3, "companies": 6}


def test_with_nothing_switched_off_the_readings_are_those_of_the_bands() -> None:
    assert readings_without(Behaviour(), **FEW) == readings(Behaviour(), **FEW)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", MECHANISMS)
def test_situations_and_scenarios_are_switched_off_alike(name: str) -> None:
    """Bit for bit: the article's company as a situation of the bands, and as a scenario."""
    off = mechanisms(name)
    behaviour = replace(Behaviour(), **{key: value for each in off for key, value in each.behaviour.items()})
    situation = ablated(case("seed_company"), off).run(behaviour, 2, 3)
    scenario = without(replace(load("seed_company"), months=12), name)
    done = run(scenario.company, scenario.schedule, replications=2, seed=3)
    assert np.array_equal(situation.values, done.values, equal_nan=True)


@pytest.fixture(scope="module")
def found() -> Ablation:
    return ablate(["novelty", "turnover", "data", "peers"], sets=6, **FEW)  # type: ignore[arg-type]


def test_mechanisms_are_needed_for_what_only_they_can_do(found: Ablation) -> None:
    """Where the answer is known: no early peak without curiosity, no newcomers without turnover, no harm by AI."""
    lost = {name: {each.name for each in found.lost(name)} for name in found.names}
    assert {"seed_early_peak", "default_early_peak"} <= lost["novelty"]
    newcomers = BANDS.index(BAND["newcomers_odds"])
    assert found.holding_without()[newcomers, found.names.index("turnover")] == 0.0 < found.holding()[newcomers]
    assert {"ai_on_bad_data", "ai_on_good_data"} <= lost["data"]
    assert "record_half_life" not in set.union(*lost.values())  # nobody uses anything there


def test_shares_are_those_of_the_sets(found: Ablation) -> None:
    k = BANDS.index(BAND["seed_never_used"])
    by_hand = [
        BAND["seed_never_used"].holds(readings_without(member, "peers", **FEW)["seed_never_used"])  # type: ignore[arg-type]
        for member in evenly(load_ensemble("evidence"), 6)
    ]
    assert found.holding_without()[k, found.names.index("peers")] == pytest.approx(np.mean(by_hand))


def test_lost_weaker_and_gained_part_the_bands(found: Ablation) -> None:
    for name in found.names:
        lost, weaker, gained = ({b.name for b in of(name)} for of in (found.lost, found.weaker, found.gained))
        assert not lost & weaker
        assert not (lost | weaker) & gained
        fall = found.holding() - found.holding_without()[:, found.names.index(name)]
        assert {band.name for band, by in zip(BANDS, fall, strict=True) if by >= 0.5 - 1e-9} == lost


def test_the_number_of_workers_changes_nothing(found: Ablation) -> None:
    again = ablate(["data"], sets=6, workers=3, **FEW)  # type: ignore[arg-type]
    column = found.names.index("data")
    assert np.array_equal(again.without[:, 0], found.without[:, column], equal_nan=True)


def test_an_interrupted_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    how = {"sets": 2, "replications": 1, "companies": 2}
    whole = ablate(["peers", "novelty"], out=tmp_path / "whole", **how)  # type: ignore[arg-type]
    done = ablate(["peers"], out=tmp_path / "parts", **how)  # type: ignore[arg-type]
    assert done.names == ("peers",)
    asked: list[object] = []
    monkeypatch.setattr("crm_adoption.analysis.claims.ablation.readings_without", _counting(asked))
    again = ablate(["peers", "novelty"], out=tmp_path / "parts", **how)  # type: ignore[arg-type]
    assert asked == ["novelty"] * 2
    assert np.array_equal(again.without, whole.without, equal_nan=True)
    with pytest.raises(InputError, match="another sets"):
        ablate(["peers"], out=tmp_path / "parts", **{**how, "sets": 3})  # type: ignore[arg-type]


def _counting(asked: list[object]):  # type: ignore[no-untyped-def]
    def read(behaviour: Behaviour, names: object, **how: int) -> dict[str, float]:
        asked.append(names)
        return readings_without(behaviour, names, **how)  # type: ignore[arg-type]

    return read


@pytest.mark.parametrize("lang", ["en", "de"])
def test_page_and_sentences(found: Ablation, lang: str) -> None:
    document = found.to_dict()
    page = as_markdown(document, lang)
    assert "{" not in page.split("```")[0]
    assert all(each.label(lang) in page for each in BANDS)
    assert "**0**" in page
    assert len(sentences(document, lang)) == len(found.names)


# --- the command ------------------------------------------------------------------------------------


def test_the_document() -> None:
    done = call("ablate", "novelty", "--sets", 2, "--replications", 1, "--companies", 2, "--json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert list(document["mechanisms"]) == ["novelty"]
    assert len(document["bands"]) == len(BANDS)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_table(lang: str) -> None:
    done = call("ablate", "turnover", "--sets", 1, "--replications", 1, "--companies", 2, "--lang", lang)
    assert done.code == 0, done.err
    assert MECHANISMS["turnover"].label(lang) in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["novelti"], "Did you mean 'novelty'"),
        (["--sets", "0"], "sets"),
        (["--replications", "0"], "replications"),
        (["--companies", "-3"], "companies"),
        (["--ensemble", "evidenc"], "evidence"),
    ],
)
def test_mistakes_are_explained(arguments: list[str], said: str) -> None:
    assert said in complaint(call("ablate", *arguments))
