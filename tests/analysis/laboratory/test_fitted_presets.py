"""The laboratory in one's own company: everything is done there, nothing else can be made of it, and that is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from crm_adoption import InputError, load
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import FAR, TOO_FAR, Draw, Fit, write_fit
from crm_adoption.analysis.evidence.fitted import trusted
from crm_adoption.analysis.laboratory.build import all_built, moved
from crm_adoption.analysis.laboratory.choices import Choices, Plan
from crm_adoption.analysis.laboratory.fitted_presets import Fitted, brought, fitted_presets
from crm_adoption.analysis.laboratory.panel import panel
from crm_adoption.analysis.laboratory.presets import Preset, uploaded
from crm_adoption.scenarios.core.overrides import overridden

LIVED, PEOPLE = 7, 40
USUAL = Choices((Plan("no_programme"), Plan("aligned_kpis")))


def known(distance: float = 1.0) -> Fit:
    company = overridden(load("no_programme", settings={"months": LIVED + 36}), {"people": PEOPLE})
    draws = (Draw(1.0, load_ensemble("evidence").members[0], {"organisation.sponsorship": 0.7}),)
    return Fit(company, draws, history=LIVED, provenance={"distance": distance, "warnings": {"en": ["Far."]}})


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Fitted:
    return Fitted(str(write_fit(known(), tmp_path_factory.mktemp("fit"))))


@pytest.fixture
def presets(fitted: Fitted) -> dict[str, Preset]:
    return dict(fitted_presets((), fitted))


def test_every_scenario_is_done_in_the_company_after_its_months(presets: dict[str, Preset]) -> None:
    for each in presets.values():
        assert each.scenario.company.organisation.headcount == PEOPLE
        assert all(part.start >= LIVED for part in each.scenario.interventions), each.key


def test_what_is_added_begins_after_the_months_that_were_lived(presets: dict[str, Preset]) -> None:
    choices = moved(USUAL, 0, presets, "Training", 60)
    (training,) = all_built(choices, presets)[0].interventions
    assert training.start == LIVED


@pytest.mark.parametrize("choices", [
    USUAL.with_people(200), USUAL.with_lever("sponsorship", 90), replace(USUAL, company="training"),
])  # fmt: skip
def test_the_company_is_as_it_was_fitted(choices: Choices, presets: dict[str, Preset]) -> None:
    with pytest.raises(InputError, match="is set when it is fitted"):
        all_built(choices, presets)


def test_settings_offer_nothing_of_the_company_but_which_draw_is_shown(presets: dict[str, Preset]) -> None:
    shown = panel(USUAL, presets, all_built(USUAL, presets), "en")
    assert [row["name"] for row in shown["company"]["rows"]] == ["replicate"]
    assert len(shown["company"]["presets"]) == 1
    assert len(shown["scenarios"][0]["presets"]) == len(presets)


def test_an_upload_is_done_in_the_company_and_one_that_does_nothing_is_refused(fitted: Fitted) -> None:
    plan = uploaded("mine.toml", 'extends = "aligned_kpis"', ())
    assert brought(plan, fitted).scenario.company.organisation.headcount == PEOPLE
    with pytest.raises(InputError, match="is set when it is fitted"):
        brought(uploaded("people.toml", 'extends = "no_programme"', ()), fitted)


def test_a_company_that_was_widened_is_not_widened_again(tmp_path: Path) -> None:
    far = trusted(known((FAR + TOO_FAR) / 2))
    assert far is not None
    assert trusted(far) is far
    with pytest.raises(InputError, match="no simulated company has a history"):
        _ = Fitted(str(write_fit(known(TOO_FAR + 1.0), tmp_path))).fit
    assert Fitted(str(tmp_path), despite_misfit=True).fit.is_widened
