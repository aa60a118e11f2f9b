"""Label, strength and price of a programme are one value in three forms: after any change all three are said."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import call
from crm_adoption import load
from crm_adoption.analysis.base.forms import changes, forms, told
from crm_adoption.analysis.laboratory.build import all_built, built, moved, spent_on, strengths
from crm_adoption.analysis.laboratory.choices import PROGRAMMES, Choices, Plan, State
from crm_adoption.analysis.laboratory.links import as_query, from_query
from crm_adoption.analysis.laboratory.panel import panel
from crm_adoption.analysis.laboratory.presets import shipped
from crm_adoption.analysis.telling.comparison import compare
from crm_adoption.analysis.telling.exports import scenario_toml
from crm_adoption.analysis.words.phrases import LANGUAGES, euro, percent
from crm_adoption.scenarios.files.catalogue import catalogue
from hypothesis import given, settings
from hypothesis import strategies as st

USUAL = Choices((Plan("no_programme"), Plan("aligned_kpis")))


def row(choices: Choices, kind: str = "AlignKPIs", lang: str = "en", number: int = 1) -> dict[str, Any]:
    shown = panel(choices, shipped(), all_built(choices, shipped()), lang)
    return next(each for each in shown["scenarios"][number]["rows"] if each["name"] == kind)


def scenario(choices: Choices, lang: str = "en") -> dict[str, Any]:
    found = panel(choices, shipped(), all_built(choices, shipped()), lang)["scenarios"][1]
    return dict(found)


# --- the laboratory ---


def test_a_larger_company_keeps_the_money_and_the_strength_shown_is_the_one_run() -> None:
    assert (row(USUAL)["value"], row(USUAL)["extra"], row(USUAL)["note"]) == (79, "EUR 150,000", "")
    large = row(USUAL.with_people(1000))
    assert (large["value"], large["extra"]) == (17, "EUR 150,000")
    assert large["note"] == (
        "“Aligned KPIs”: the money is kept. EUR 150,000 buy 17 % here; in “Aligned KPIs” as it stands 79 % cost "
        "EUR 150,000."
    )
    assert "Das Geld bleibt" in row(USUAL.with_people(1000), lang="de")["note"]


def test_a_strength_that_is_typed_says_what_it_costs_and_what_it_did_before() -> None:
    choices = moved(USUAL.with_people(1000), 1, shipped(), "AlignKPIs", 80)
    found, whole = row(choices), scenario(choices)
    assert (found["value"], found["extra"]) == (80, "EUR 1,287,550")
    assert "the strength is kept. 80 % cost EUR 1,287,550 here" in found["note"]
    assert whole["spent"] == "B spends EUR 1,287,550; “Aligned KPIs” as it stands: EUR 150,000"
    assert choices.plans[1].strengths == (("AlignKPIs", 80),)


def test_typing_what_stands_there_changes_nothing_in_any_company() -> None:
    for choices in (USUAL, USUAL.with_people(1000), USUAL.with_people(40).with_budget(90_000)):
        for kind in PROGRAMMES:
            stands = row(choices, kind)["value"]
            assert moved(choices, 1, shipped(), kind, stands) == choices, kind
    typed = moved(USUAL, 1, shipped(), "AlignKPIs", 80)
    assert moved(typed, 1, shipped(), "AlignKPIs", 79) == USUAL  # its money again, in whatever company comes next


def test_an_equal_budget_says_strength_and_price_as_run_and_what_is_left_over() -> None:
    equal = USUAL.with_budget(75_000)
    found = row(equal)
    assert (found["value"], found["extra"]) == (79, "54 %: EUR 75,000")
    assert "brought to the same budget. EUR 75,000 buy 54 % here" in found["note"]
    few = replace(USUAL, plans=(Plan("no_programme"), Plan("mandate"))).with_budget(200_000)
    assert "EUR 158,400 of the same budget are left over" in scenario(few)["spent"]


shown = st.builds(
    Choices,
    st.tuples(st.just(Plan("no_programme")), st.builds(
        lambda key, kinds: Plan(key, tuple((kind, kinds[kind]) for kind in PROGRAMMES if kind in kinds)),
        st.sampled_from(catalogue()), st.dictionaries(st.sampled_from(PROGRAMMES), st.integers(0, 100), max_size=2),
    )),
    st.sampled_from(["", "no_programme", "seed_company"]), st.none() | st.integers(20, 1000), st.just(0), st.just(()),
    st.none() | st.integers(10_000, 500_000),
)  # fmt: skip


@given(shown)
@settings(max_examples=40, deadline=None)
def test_nothing_shown_of_a_programme_differs_from_what_is_run(choices: Choices) -> None:
    state, _ = from_query(as_query(State(choices)), State(USUAL), shipped())
    run = all_built(state.choices, shipped())[1]
    usual = shipped()[choices.plans[1].preset].scenario
    for lang in LANGUAGES:
        for each in scenario(choices, lang)["rows"]:
            kind = each["name"]
            if choices.budget is None:
                assert each["value"] == (forms(run)[kind].strength if kind in forms(run) else 0)
            price, bought = spent_on(run, kind), strengths(run)[kind][0]
            buys = "" if bought == each["value"] else f"{percent(bought / 100.0, lang)}: "
            assert each["extra"] == (buys + euro(price, lang) if price else "")
            ours, theirs = forms(run).get(kind), forms(usual).get(kind)
            if (ours is None) != (theirs is None) or (ours and theirs and not ours.alike(theirs)):
                assert each["note"], (kind, lang)
        assert all(text in run.description(lang) for text in changes(run, usual, lang, equal=bool(choices.budget)))


def test_titles_and_descriptions_do_not_go_on_to_lie_in_files_and_links() -> None:
    run = built(USUAL.with_people(1000), 1, shipped())
    assert run.title("en") == "Aligned KPIs (changed)"
    table = tomllib.loads(scenario_toml(run))
    assert "1,000 people instead of 120" in table["description_en"]
    assert "EUR 150,000 buy 17 % here" in table["description_en"]
    assert "150.000 EUR kaufen hier 17 %" in table["description_de"]
    assert built(USUAL, 1, shipped()).description("en") == load("aligned_kpis").description("en")


# --- the other places ---


def test_an_equal_budget_is_written_into_descriptions() -> None:
    found = compare(["no_programme", "aligned_kpis"], budget=75_000, replications=2, months=6)
    record = found.to_dict()["provenance"]["scenarios"]["aligned_kpis"]
    assert "brought to the same budget. EUR 75,000 buy 54 % here" in record["description_en"]
    same = compare(["no_programme", "aligned_kpis"], replications=2, months=6)
    assert "Changed" not in same.to_dict()["provenance"]["scenarios"]["aligned_kpis"]["description_en"]


@pytest.mark.parametrize("setting", ["organisation.people=1000", "interventions.1.budget=1", "prices.align_kpis=3000"])
def test_values_set_on_the_command_line_are_written_into_descriptions(setting: str, tmp_path: Path) -> None:
    text = call("scenarios", "show", "aligned_kpis", "--set", setting).out
    said = tomllib.loads(text)["description_en"]
    assert "the money is kept" in said
    assert "79 % cost EUR 150,000" in said
    document = json.loads(call("run", "aligned_kpis", "--set", setting, "--replications", 1, "--json").out)
    assert document["provenance"]["scenarios"]["aligned_kpis"]["description_en"] == said
    (tmp_path / "again.toml").write_text(text, encoding="utf-8")
    assert load(tmp_path / "again.toml").total_cost == load("aligned_kpis", settings=[setting]).total_cost


def test_what_is_not_about_programmes_changes_no_description() -> None:
    now = load("aligned_kpis", settings=["organisation.sponsorship=0.6"])
    assert told(now, load("aligned_kpis")) is now


def test_the_mesa_page_says_what_another_headcount_does() -> None:
    pytest.importorskip("solara", reason="pages need the extra 'viz'")
    from crm_adoption.analysis.pages.choices import Choices as OnPage

    page = OnPage("aligned_kpis", "de")
    assert page.scenario().description("de") == load("aligned_kpis").description("de")
    page.people.set(1000)
    assert "150.000 EUR kaufen hier 17 %" in page.scenario().description("de")


def test_check_shows_label_strength_and_price() -> None:
    assert "1. Aligned KPIs: 79 %, EUR 150,000" in call("check", "aligned_kpis").out
