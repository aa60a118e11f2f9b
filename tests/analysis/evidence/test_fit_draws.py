"""A fit comes back from its file as it was, and a foreign file is refused in words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from crm_adoption import InputError, load
from crm_adoption.analysis.deciding.deciding import decide
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import Draw, Fit, load_fit, write_fit


@pytest.fixture
def fit() -> Fit:
    members = load_ensemble("evidence").members
    settings = {"organisation.sponsorship": 0.61, "organisation.departments.sales.resistance": 0.25}
    draws = (Draw(0.25, members[0], settings, 7), Draw(0.75, members[3], {"organisation.sponsorship": 0.3}))
    return Fit(load("full_programme"), draws, history=9, seed=5, provenance={"rule": {"deep_from": 6}})


def test_a_fit_comes_back_as_it_was(fit: Fit, tmp_path: Path) -> None:
    assert write_fit(fit, tmp_path) == tmp_path / "fit.json"
    assert load_fit(tmp_path) == load_fit(tmp_path / "fit.json") == fit


def test_the_draws_become_companies(fit: Fit) -> None:
    (first, weight), (second, _) = fit.companies(months=24)
    levers = {each.name: each.levers for each in first.company.organisation.departments}
    assert (weight, first.months, second.months) == (0.25, 24, 24)
    assert levers["sales"].resistance == 0.25 != levers["service"].resistance
    assert {each.sponsorship for each in levers.values()} == {0.61}
    assert first.company.behaviour == fit.draws[0].behaviour
    assert first.interventions == fit.scenario.interventions


def test_without_data_every_parameter_set_is_equally_likely() -> None:
    found = Fit.from_ensemble(load("seed_company"), load_ensemble("evidence"))
    assert sum(each.weight for each in found.draws) == pytest.approx(1.0)
    assert found.history == 0


def test_a_company_like_no_simulated_one_is_decided_on_only_if_that_is_accepted(fit: Fit) -> None:
    far = replace(fit, provenance={"distance": 3.2, "warnings": {"en": ["Warning: far."]}})
    assert far.misfit
    assert not fit.misfit
    with pytest.raises(InputError, match="times as far"):
        decide(fit=far, budget=100_000)
    assert not replace(far, provenance={"distance": 1.4}).misfit
    wider = far.widened(load_ensemble("evidence"))
    assert sum(each.weight for each in wider.draws) == pytest.approx(1.0)
    assert sum(each.weight for each in wider.draws[:2]) == pytest.approx(0.5)
    assert {each.behaviour for each in wider.draws} == set(load_ensemble("evidence").members)


def test_a_fit_of_another_engine_is_refused(fit: Fit, tmp_path: Path) -> None:
    file = write_fit(replace(fit, history=3), tmp_path / "fit.json")
    table = json.loads(file.read_text())
    file.write_text(json.dumps({**table, "engine": "0" * 64}))
    with pytest.raises(InputError, match="another version of the model"):
        load_fit(file)


@pytest.mark.parametrize(("text", "said"), [("{}", "not a fit"), ("nothing", "not a fit"), ("[]", "not a fit")])
def test_what_is_no_fit_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "fit.json").write_text(text)
    with pytest.raises(InputError, match=said):
        load_fit(tmp_path)


def test_a_missing_fit_says_which_command_writes_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="crm-adoption fit"):
        load_fit(tmp_path)
