"""Values set from outside a scenario's file: ``--set PATH=VALUE`` and ``load(..., settings=...)``."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import call, complaint, process
from crm_adoption import InputError, load
from crm_adoption.model.declared import Declared
from crm_adoption.scenarios.core.overrides import GROUPS
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, resolved_text
from crm_adoption.scenarios.programmes.interventions import AlignKPIs, Training
from crm_adoption.scenarios.reading.toml_text import document
from hypothesis import given, settings
from hypothesis import strategies as st

WHERE = {
    "levers": "organisation", "department": "organisation.departments.sales", "organisation": "organisation",
    "behaviour": "behaviour", "market": "market", "prices": "prices",
}  # fmt: skip


def held(scenario: Scenario, group: type[Declared]) -> Any:
    organisation = scenario.company.organisation
    return {
        "levers": organisation.departments[-1].levers,
        "department": organisation.departments[0],
        "organisation": organisation,
        "behaviour": scenario.company.behaviour,
        "market": scenario.company.market,
        "prices": scenario.prices,
    }[group.__name__.lower()]


@pytest.mark.parametrize("group", GROUPS)
def test_every_declared_number_can_be_set_by_its_path(group: type[Declared]) -> None:
    for name, declared in group.declarations().items():
        value = declared.plausible[0] if declared.plausible[0] != declared.default else declared.plausible[1]
        path = f"{WHERE[group.__name__.lower()]}.{name}"
        assert getattr(held(load("mandate", settings={path: np.float64(value)}), group), name) == value
        assert path in complaint(call("check", "mandate", "--set", f"{path}={declared.allowed[1] + 1!r}"))


def test_a_lever_of_one_department_leaves_the_others() -> None:
    chosen = load("aligned_kpis", settings=["organisation.departments.sales.resistance=0.4", "months = 24"])
    sales, *others = chosen.company.organisation.departments
    assert sales.levers.resistance == 0.4
    assert {each.levers.resistance for each in others} == {0.0}
    before = load("aligned_kpis")
    assert others == list(before.company.organisation.departments[1:])
    assert (chosen.months, chosen.company.organisation.roster) == (24, before.company.organisation.roster)


def test_settings_say_the_same_as_a_file_on_top(tmp_path: Path) -> None:
    path = tmp_path / "mandate.toml"
    path.write_text(
        'extends = "mandate"\nmonths = 20\ntitle_en = "Mandate"\ntitle_de = "Anordnung"\npull_shape = "linear"\n'
        "[organisation]\nsponsorship = 0.6\nseats = 90\n[organisation.departments.service]\nleaving = 0.02\n"
        "[behaviour]\nattention = 0.4\n[prices]\nmandate_month = 9\n"
        "[features.pipeline]\neffort = 0.2\ngo_live = { sales = 3 }\n[features.assistant.relevance]\nsales = 0.5\n",
        encoding="utf-8",
    )
    settings = [
        "months=20", "title_en=Mandate", "title_de=Anordnung", "pull_shape=linear", "organisation.sponsorship=.6",
        "organisation.seats=90", "organisation.departments.service.leaving=0.02", "behaviour = { attention = 0.4 }",
        "prices.mandate_month=9", "features.pipeline.effort=0.2", "features.pipeline.go_live.sales=3",
        "features.assistant.relevance.sales=0.5",
    ]  # fmt: skip
    whole = load(path)
    wanted = replace(whole, description_en="", description_de="")
    with pytest.raises(InputError, match="unknown feature 'assistant'"):
        load("mandate", settings=settings)  # a new feature needs a file
    base = tmp_path / "base.toml"
    base.write_text('extends = "mandate"\n[features.assistant.relevance]\nsales = 0.9\n', encoding="utf-8")
    found = load(base, settings=settings)
    assert replace(found, name="mandate") == wanted


def test_interventions_are_set_by_their_number_in_the_whole_scenario(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "aligned_kpis"\n[[interventions]]\nkind = "Training"\nmonthly = 900', encoding="utf-8")
    given = {"interventions.1.strength": 0.5, "interventions.2.departments": ["sales"], "interventions.2.start": 3}
    assert load(path, settings=given).interventions == (
        AlignKPIs(strength=0.5),  # in place of its budget
        Training(monthly=900, departments=("sales",), start=3),
    )
    parts = load(path, settings=["interventions.2.monthly.per_head=5"]).interventions[1]
    assert parts == Training(monthly={"total": 900, "per_head": 5})  # type: ignore[arg-type]
    back = load(path, settings={"interventions.2": {"strength": 0.5, "monthly": {"per_department": 3}}}).interventions
    assert back[1] == Training(strength=0.5, monthly={"per_department": 3})  # type: ignore[arg-type]
    assert load(path).interventions == (AlignKPIs(budget=150_000), Training(monthly=900))


@given(people=st.integers(4, 2000))
@settings(max_examples=20, deadline=None)
def test_another_number_of_people_is_spread_as_before(people: int) -> None:
    before = load("seed_company").company.organisation
    found = load("seed_company", settings={"organisation.people": people}).company.organisation
    assert found.headcount == people
    for one, other in zip(before.departments, found.departments, strict=True):
        assert abs(other.people - one.people * people / before.headcount) < 2
        assert replace(other, people=one.people) == one


def test_headcounts_and_rosters_take_each_other_s_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("sales", "marketing", "customer_success", "service")
    counts = [f"organisation.departments.{name}.people={n}" for n, name in enumerate(names, start=3)]
    assert load("mandate", settings=counts).company.organisation.headcount == 18
    monkeypatch.chdir(tmp_path)
    rows = "id,department,manager,level,tenure_months\n"
    rows += "".join(f"{d}1,{d},,2,9\n{d}2,{d},{d}1,1,9\n" for d in names)
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    assert load("mandate", settings=["organisation.roster=people.csv"]).company.organisation.headcount == 8


@pytest.mark.parametrize("name", catalogue())
@pytest.mark.parametrize("given", [["months=40"], ["organisation.people=60", "features.shared_record.go_live.sales=2"]])
def test_what_is_shown_is_the_same_scenario_saved(name: str, given: list[str], tmp_path: Path) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(resolved_text(name, settings=given), encoding="utf-8")
    assert load(path) == load(name, settings=given)


def test_what_is_shown_names_files_as_the_scenario_did(tmp_path: Path) -> None:
    rows = "id,department,manager,level,tenure_months\na,sales,,2,5\nb,sales,a,1,6\n"
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "people.csv").write_text(rows, encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text('[organisation]\nroster = "lists/people.csv"\n[organisation.departments.sales]\n', encoding="utf-8")
    shown = call("scenarios", "show", path, "--set", "months=5").out
    assert tomllib.loads(shown)["organisation"]["roster"] == "lists/people.csv"
    (tmp_path / "again.toml").write_text(shown, encoding="utf-8")
    assert replace(load(tmp_path / "again.toml"), name="mine") == load(path, settings=["months=5"])


PLAIN = st.one_of(
    st.booleans(), st.integers(-(2**62), 2**62), st.floats(), st.text(st.characters(exclude_categories=["Cs"]))
)
VALUES = st.recursive(
    PLAIN, lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text("aä .\"'\\\n"), each, max_size=3)
)


@given(st.dictionaries(st.text('ab_-. ä"\n', max_size=4), VALUES, max_size=5))
def test_tables_written_as_text_are_read_as_the_same_tables(table: dict[str, Any]) -> None:
    assert json.dumps(tomllib.loads(document(table)), sort_keys=True) == json.dumps(table, sort_keys=True)


PARTS = st.sampled_from(
    ["organisation", "departments", "sales", "resistance", "people", "seats", "interventions", "1", "2", "start",
     "when", "monthly", "per_head", "features", "pipeline", "go_live", "relevance", "months", "behaviour", ""]
)  # fmt: skip
TEXTS = st.sampled_from(["0.5", "3", "-1", "true", "{sales = 1}", "['sales']", "[[1]]", "nan", "1e9"])
SETTINGS = st.builds("{}={}".format, st.lists(PARTS, min_size=1, max_size=5).map(".".join), TEXTS | st.text(max_size=8))


@settings(max_examples=300, deadline=None)
@given(st.lists(SETTINGS, max_size=3))
def test_whatever_is_set_it_works_or_is_explained(texts: list[str]) -> None:
    said = ""
    try:
        load("mandate", settings=texts)
    except InputError as error:
        said = str(error)
    assert said == "" or said.startswith("mandate with --set: ")


MISTAKES = {
    "no value": ("months", "'months' sets nothing; write PATH=VALUE, for example organisation.departments.sales"),
    "no path": ("=3", "'=3' sets nothing"),
    "nothing": ("", "'' sets nothing"),
    "misspelt table": ("organistion.sponsorship=1", "unknown field 'organistion'. Did you mean 'organisation'?"),
    "misspelt lever": (
        "organisation.sponsership=0.5",
        "organisation.sponsership: unknown field 'sponsership'. Did you mean 'sponsorship'?",
    ),
    "misspelt department": (
        "organisation.departments.slaes.resistance=0.4",
        "organisation.departments.slaes.resistance: unknown department 'slaes'. Did you mean 'sales'?",
    ),
    "misspelt lever of a department": (
        "organisation.departments.sales.resistence=0.4",
        "unknown field 'resistence'. Did you mean 'resistance'?",
    ),
    "bare name": ("attention=0.4", "attention: unknown field 'attention'. Did you mean 'behaviour.attention'?"),
    "misspelt bare name": ("atention=0.4", "Did you mean 'behaviour.attention'? `crm-adoption parameters` lists all"),
    "name in another table": ("market.attention=0.4", "Did you mean 'behaviour.attention'?"),
    "misspelt feature": ("features.piepline.effort=0.4", "unknown feature 'piepline'. Did you mean 'pipeline'?"),
    "misspelt field of a feature": ("features.pipeline.efort=0.4", "unknown field 'efort'. Did you mean 'effort'?"),
    "misspelt role": ("features.pipeline.relevance.salse=1", "unknown department role 'salse'. Did you mean 'sales'?"),
    "misspelt place": ("features.pipeline.go_live.salse=1", "unknown department 'salse'. Did you mean 'sales'?"),
    "misspelt field of an intervention": (
        "interventions.1.strenght=1",
        "interventions.1.strenght: unknown field of Mandate 'strenght'. Did you mean 'strength'?",
    ),
    "intervention that is not there": ("interventions.2.strength=1", "no intervention '2'; it has 1, numbered from 1"),
    "whole intervention": ("interventions.1=0.5", "interventions.1: give one field of one intervention"),
    "all interventions": ("interventions=0.5", "interventions: give one field of one intervention, for example"),
    "below a value": ("organisation.sponsorship.high=1", "'high': organisation.sponsorship is a single value"),
    "another base": ("extends=training", "extends: unknown field 'extends'"),
    "out of range": ("behaviour.attention=1.5", "behaviour.attention: 1.5 is out of range; allowed is 0 to 1 (share)"),
    "wrong type": ("behaviour.attention=high", "behaviour.attention: 'high' is not a number; allowed is 0 to 1"),
    "table for a value": ("behaviour.attention={a=1}", "behaviour.attention: {'a': 1} is not a number"),
    "value for a table": ("behaviour=1", "behaviour: 1 is not allowed; give a table"),
    "date": ("months=2026-01-01", "months: 2026-01-01 is not allowed; give a whole number. 2026-01-01 is a date"),
    "number too long": (f"months={'9' * 5000}", "is not allowed; give a whole number"),
    "lists too deep": (f"months={'[' * 3000}", "is not allowed; give a whole number"),
    "strength out of range": ("interventions.1.strength=2", "interventions.1.strength: 2 is out of range; allowed is"),
    "kind of cost": ("interventions.1.monthly.per_haed=2", "unknown kind of cost 'per_haed'. Did you mean 'per_head'?"),
    "condition": (
        "interventions.1.when=deep_us < 0.3",
        "interventions.1.when: unknown outcome 'deep_us'. Did you",
    ),
    "beyond the horizon": ("interventions.1.start=99", "interventions.1.start: month 99 is outside the horizon of 36"),
    "people": ("organisation.people=3", "organisation.people: 3 is not a headcount for 4 departments"),
    "missing roster": ("organisation.roster=people.csv", "people.csv: there is no such roster"),
    "value that is no text": ("title_en=\udcff", "title_en: '\\udcff' is no text in UTF-8"),
    "part of a month": ("interventions.1.start.late=2", "unknown part 'late': interventions.1.start is a single value"),
    "no text": ("organisation.\udcff=1", "unknown field '\\udcff'"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_in_a_setting_is_explained(case: str) -> None:
    text, words = MISTAKES[case]
    message = complaint(call("check", "mandate", "--set", "market.margin=90", "--set", text))
    assert words in message
    assert case == "missing roster" or message.startswith("Error: mandate with --set: ")


@pytest.mark.parametrize("command", ["run", "check", "scenarios show"])
def test_every_command_takes_settings_and_refuses_wrong_ones(command: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "mandate"', encoding="utf-8")
    quick = ("--replications", 1, "--months", 2, "--quiet") if command == "run" else ()
    assert call(*command.split(), path, "--set", "behaviour.attention=0.4", *quick).code == 0
    message = complaint(call(*command.split(), path, "--set", "behaviour.atention=0.4", *quick))
    assert f"Error: {path} with --set: behaviour.atention: unknown field" in message


def test_a_mistake_of_the_file_stays_one_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "mandate"\nmonths = 6\n[features.pipeline]\ngo_live = 9', encoding="utf-8")
    message = complaint(call("check", path, "--set", "market.margin=90"))
    assert f"Error: {path}: features.pipeline.go_live: month 9 is outside the horizon of 6 months" in message
    mended = call("check", path, "--set", "months=12")
    assert mended.code == 0


def test_a_run_with_settings_is_the_run_of_the_scenario_they_make() -> None:
    given = ("--set", "organisation.departments.sales.resistance=0.4", "--set", "interventions.1.strength=0.2")
    quick = ("--replications", 2, "--months", 3, "--json")
    plain, changed = (json.loads(call("run", "mandate", *more, *quick).out) for more in ((), given))
    described = changed["provenance"]["scenarios"]["mandate"]
    assert described["company"]["organisation"]["departments"][0]["levers"]["resistance"] == 0.4
    assert described["interventions"][0]["strength"] == 0.2
    assert changed["outcomes"] != plain["outcomes"]


def test_settings_from_python_are_called_so() -> None:
    with pytest.raises(InputError, match=r"mandate with settings: market\.margin: 'x' is not a number"):
        load("mandate", settings={"market.margin": "x"})
    for wrong in (5, [5], {5: 5}):
        with pytest.raises(InputError, match="with"):
            load("mandate", settings=wrong)  # type: ignore[arg-type]


def test_a_user_sees_the_same(tmp_path: Path) -> None:
    """The real command, as a process, with bytes that are no text among its arguments."""
    message = complaint(process("check", "mandate", "--set", "organisation.\udcff=1", folder=tmp_path))
    assert "unknown field '\\udcff'" in message
    assert complaint(process("run", "mandate", "--set", "months=0", folder=tmp_path)).endswith("give 1 or more.")
    assert list(tmp_path.iterdir()) == []
