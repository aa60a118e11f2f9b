"""Numbers that do not fit each other: one sentence with the field and what would fit, and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import load

BASE = 'extends = "no_programme"\n'
SUCCESS = "organisation.departments.customer_success"
RETIRE = f'{BASE}[[interventions]]\nkind = "RetireOwnSystem"\n'
MISTAKES = {
    "more customers lost than there are": (
        f"{BASE}[market]\nbase_churn = 0.6",
        "market.base_churn: 0.6 is out of range; allowed is 0 to 0.5",
    ),
    "more customers lost than there are, once they feel it": (
        f"{BASE}[market]\nbase_churn = 0.5",
        "market.base_churn: 0.5 a month can rise to 2 at an effect_limit of 0.7, more customers than there are",
        "at most 0.24 fits",
    ),
    "told above 1": (
        f"{BASE}[behaviour]\ntold_at_best = 1.2",
        "behaviour.told_at_best: 1.2 is out of range; allowed is 0 to 1",
    ),
    "silos that take more than all": (f"{BASE}[behaviour]\nsilo_weight = 1.5", "behaviour.silo_weight: 1.5", "0 to 1"),
    "an own system for what the CRM lacks": (
        f"{BASE}[{SUCCESS}.own_systems.activty_log]",
        f"{SUCCESS}.own_systems: unknown feature 'activty_log'. Did you mean 'activity_log'?",
    ),
    "an own system too comfortable": (
        f"{BASE}[{SUCCESS}.own_systems.activity_log]\ncomfort = 90",
        f"{SUCCESS}.own_systems.activity_log.comfort: 90 is out of range; allowed is 0 to 20",
    ),
    "an own system that passes on more than all": (
        f"{BASE}[{SUCCESS}.own_systems.activity_log]\nconnected = 1.1",
        ".connected: 1.1 is out of range",
        "0 to 1",
    ),
    "a misspelt field of an own system": (
        f"{BASE}[{SUCCESS}.own_systems.activity_log]\nconected = 1",
        "unknown field 'conected'. Did you mean 'connected'?",
    ),
    "retiring where there is none": (
        f'{RETIRE}departments = ["sales"]',
        "interventions.1.departments: no department reached has a system of its own",
        "organisation.departments.NAME.own_systems",
    ),
    "retiring for another feature": (
        f'{RETIRE}features = ["quoting"]',
        "interventions.1.features: no department reached",
    ),
    "retiring for no feature": (
        f'{RETIRE}features = ["qoting"]',
        "interventions.1.features: unknown feature 'qoting'. Did you mean 'quoting'?",
    ),
    "handed over to nobody": (
        f"{BASE}[organisation.handovers.sales]\nmarkting = 1",
        "organisation.handovers.sales.markting: unknown department 'markting'. Did you mean 'marketing'?",
    ),
    "handed over by nobody": (
        f"{BASE}[organisation.handovers.salse]\nservice = 1",
        "organisation.handovers.salse.service: unknown department 'salse'. Did you mean 'sales'?",
    ),
    "handed over less than never": (
        f"{BASE}[organisation.handovers.sales]\nmarketing = -1",
        "organisation.handovers.sales.marketing: -1 is not a weight; allowed is 0 or more.",
    ),
    "handed over without end": (
        f"{BASE}[organisation.handovers.sales]\nmarketing = inf",
        "organisation.handovers.sales.marketing: inf is not a weight; allowed is 0 or more.",
    ),
    "nothing handed over": (
        f"{BASE}[organisation.handovers.sales]\nmarketing = 0",
        "organisation.handovers: nothing is handed over; at least one weight must be above 0.",
    ),
    "handed over at home": (
        f"{BASE}[organisation.handovers.sales]\nsales = 1",
        "organisation.handovers.sales.sales: nothing is handed over within a department; name two.",
    ),
    "handed over in words": (
        f'{BASE}[organisation.handovers.sales]\nmarketing = "often"',
        "organisation.handovers.sales.marketing: 'often' is not allowed; give a number.",
    ),
    "a list of handovers": (f"{BASE}[organisation]\nhandovers = [1]", "organisation.handovers", "give a table."),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_one_sentence_says_the_field_and_what_would_fit(name: str, tmp_path: Path) -> None:
    text, *wanted = MISTAKES[name]
    file = tmp_path / "wrong.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load(file)
    said = str(refused.value)
    assert [each for each in wanted if each not in said] == [], said
    assert said.startswith(str(file))


def test_the_command_ends_with_code_2_in_either_language(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(f"{BASE}[market]\nbase_churn = 0.5", encoding="utf-8")
    result = call("check", file, "--lang", "de")
    assert result.code == 2
    assert "mehr Kunden als da sind; höchstens 0.24 passt" in " ".join(result.err.split())
    assert "market.base_churn: 0.5 a month can rise to 2" in complaint(call("check", file))


def test_the_churn_said_to_fit_fits() -> None:
    for limit in (0.0, 0.7, 2.0):
        with pytest.raises(InputError) as refused:
            load("seed_company", settings={"market.base_churn": 0.5, "market.effect_limit": max(limit, 0.4)})
        fits = float(str(refused.value).split("at most ")[1].split(" fits")[0])
        load("seed_company", settings={"market.base_churn": fits, "market.effect_limit": max(limit, 0.4)})
