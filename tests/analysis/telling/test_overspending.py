"""Money beyond what full strength costs: told by every command and page, and never spent by an equal budget."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from command_line import call
from crm_adoption.analysis.base.purchase_words import records, warnings
from crm_adoption.analysis.telling.brief import table
from crm_adoption.analysis.telling.comparison import compare
from crm_adoption.analysis.telling.report import comparison_report
from crm_adoption.analysis.words.phrases import LANGUAGES
from crm_adoption.scenarios.core.budget import at_budget, most_spent
from crm_adoption.scenarios.core.purchases import full_cost, overspent, purchases
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.files.what_ifs import WHAT_IFS
from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import KINDS, ExecutiveSponsor, SupervisorCommitment, Training
from crm_adoption.scenarios.programmes.shocks import Shock
from hypothesis import given
from hypothesis import strategies as st
from strategies import MONTHS, interventions, plain

PAID = sorted(name for name, kind in KINDS.items() if not kind.free)
PLENTY = 50_000_000.0
SPONSOR = """extends = "no_programme"
months = 36
[[interventions]]
kind = "ExecutiveSponsor"
budget = 1_000_000
"""


def programme(*parts: Intervention, months: int = MONTHS) -> Scenario:
    return replace(load("no_programme"), name="mine", title_en="Mine", interventions=parts, months=months)


@pytest.fixture
def sponsor(tmp_path: Path) -> Path:
    file = tmp_path / "sponsor.toml"
    file.write_text(SPONSOR, encoding="utf-8")
    return file


# --- one function decides ---


@pytest.mark.parametrize("kind", PAID)
def test_every_kind_given_more_than_full_strength_costs_is_told(kind: str) -> None:
    most = full_cost(plain(KINDS[kind]), programme())
    (found,) = overspent(programme(plain(KINDS[kind], budget=most + 1_000.0)))
    assert (found.idle, found.wasted) == (pytest.approx(1_000.0), pytest.approx(1_000.0))
    assert not overspent(programme(plain(KINDS[kind], budget=most)))
    assert not overspent(programme(plain(KINDS[kind])))


@pytest.mark.parametrize("kind", PAID)
def test_no_kind_spends_a_budget_beyond_full_strength(kind: str) -> None:
    for part in (plain(KINDS[kind]), plain(KINDS[kind], budget=10.0), plain(KINDS[kind], budget=PLENTY)):
        scaled = at_budget(programme(part), 2.0 * PLENTY)
        assert scaled.total_cost == pytest.approx(full_cost(plain(KINDS[kind]), programme()))
        assert most_spent(programme(part)) == pytest.approx(scaled.total_cost)
        assert not overspent(scaled)


@given(st.lists(interventions(), min_size=1, max_size=3), st.floats(1.0, 5e6))
def test_an_equal_budget_buys_nothing_that_is_nothing(parts: list[Intervention], total: float) -> None:
    try:
        scenario = programme(*parts)
    except ValueError:  # two roll-outs of one feature
        return
    if not any(isinstance(each, Shock) for each in parts):
        assert not overspent(at_budget(scenario, total))


def test_who_need_not_be_paid_keeps_its_strength_and_gives_the_money_back() -> None:
    two = replace(load("no_programme").company.organisation.departments[0], people=2)
    organisation = replace(load("no_programme").company.organisation, departments=(two,), roster=None, ties=None)
    company = replace(load("no_programme").company, organisation=organisation)
    scenario = replace(programme(SupervisorCommitment(budget=9_000.0)), company=company)
    (found,) = purchases(scenario)
    scaled = at_budget(scenario, 20_000.0)
    if found.full_cost == 0.0:  # nobody leads two people
        assert (scaled.total_cost, scaled.strengths()) == (0.0, (1.0,))
    assert not overspent(scaled)


def test_money_for_trainers_who_are_not_there_is_said_not_to_be_spent() -> None:
    scenario = programme(Training(budget=PLENTY, trainers=1))
    (found,) = overspent(scenario)
    assert (found.wasted, found.idle) == (0.0, pytest.approx(PLENTY - scenario.total_cost))
    assert "are not spent" in warnings([scenario], "en")[0]


def test_no_shipped_scenario_burns_money() -> None:
    names = {*catalogue(), *(name for each in WHAT_IFS for name in each.scenarios)}
    assert {name: overspent(load(name)) for name in names if overspent(load(name))} == {}


# --- everybody says it ---


def test_check_warns_and_does_not_say_that_all_is_well(sponsor: Path) -> None:
    said = " ".join(call("check", sponsor).out.split())
    assert "given EUR 1,000,000, but full strength costs EUR 93,600: EUR 906,400 buy nothing" in said
    assert "No problems found" not in said
    assert "No problems found" in call("check", "aligned_kpis").out
    assert "906.400 EUR kaufen nichts" in " ".join(call("check", sponsor, "--lang", "de").out.split())


@pytest.mark.parametrize("command", [
    ("check",), ("run", "--replications", 2), ("compare", "no_programme", "--replications", 2),
    ("duel", "aligned_kpis", "--replications", 2),
])  # fmt: skip
def test_json_has_the_warning_as_numbers(command: tuple[Any, ...], sponsor: Path) -> None:
    name, *rest = command
    document = json.loads(call(name, *rest[:1] * (name in ("compare", "duel")), sponsor,
                               *rest[name in ("compare", "duel"):], "--json").out)  # fmt: skip
    (found,) = document["warnings"]
    assert (found["kind"], found["budget"], found["full_strength_costs"]) == ("ExecutiveSponsor", 1e6, 93_600.0)
    assert found["buys_nothing"] == 906_400.0


def test_the_first_screen_says_it(sponsor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # compare writes its folder
    for words in (("run", sponsor), ("duel", "aligned_kpis", sponsor), ("compare", "no_programme", sponsor)):
        assert "906,400 buy nothing" in " ".join(call(*words, "--replications", 2).out.split()), words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_advice_and_report_say_it(lang: str) -> None:
    scenario = programme(ExecutiveSponsor(budget=1_000_000.0))
    found = compare([load("no_programme"), scenario], replications=4, months=MONTHS, lang=lang)
    (said,) = warnings([scenario], lang)
    assert any(said.split(":")[-1] in each for each in found.advice())
    assert said.split(":")[-1].split(".")[0].strip() in unescape(comparison_report(found)).replace("\u00a0", " ")
    assert records([scenario])[0]["spent"] == pytest.approx(1_000_000.0)


def test_an_equal_budget_says_what_is_left_over(sponsor: Path) -> None:
    found = compare([load("no_programme"), load(sponsor), load("mandate")], replications=2, budget=200_000)
    assert found.unspent == {"sponsor": pytest.approx(93_600.0), "mandate": pytest.approx(41_600.0)}
    (said,) = (each for each in found.advice() if "cannot spend" in each)
    assert "EUR 106,400 are left over" in said
    assert found.to_dict()["budget"]["left_over"]["mandate"] == pytest.approx(158_400.0)


def test_the_first_screen_shows_what_is_spent_until_the_month_compared() -> None:
    late = programme(Training(start=9, budget=90_000.0), months=24)
    found = compare([replace(load("no_programme"), months=24), late], month=12, replications=8)
    (cost,) = found.costs
    assert 0.0 < cost.until_month < cost.total
    told = table(found, "en")
    assert told.columns[-1] == "Cost (EUR)"
    assert told.rows[1][-1] == f"{cost.until_month:,.0f}"
