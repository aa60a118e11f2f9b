"""Scenario files: what a few lines of TOML can say, and that their schema says the same."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
from command_line import call, complaint
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.errors import InputError
from crm_adoption.model.features import STANDARD_FEATURES
from crm_adoption.model.market import Market
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import catalogue, load, schema, text_of
from crm_adoption.scenarios.files.made import make
from crm_adoption.scenarios.programmes.interventions import KINDS, AlignKPIs, Mandate, Training
from crm_adoption.scenarios.programmes.prices import Prices
from crm_adoption.scenarios.simulate import simulate
from hypothesis import given
from hypothesis import strategies as st

Write = Callable[..., Path]

OWN_COMPANY = """
title_en = "Our company"
months = 18
pull_shape = "linear"

[organisation]
name = "Our company"
seats = 70
silo_strength = 0.5
completeness = 0.4

[organisation.departments.sales]
people = 30
leaving = 0.02
silo_strength = 0.7

[organisation.departments.key_accounts]
label_en = "Key accounts"
label_de = "Großkunden"
role = "sales"
people = 12

[organisation.departments.service]
people = 20

[behaviour]
habit_bonus = 1.5

[market]
margin = 250
customers = 900

[prices]
training = 300

[features.activity_log]
go_live = 2
effort = 0.1

[features.mail_sync.go_live]
service = 4

[features.assistant]
label_en = "Assistant"
relevance = { sales = 0.9, service = 0.6 }
usefulness = 0.7
is_ai = true
autonomous = true
go_live = 6

[[interventions]]
kind = "Training"
budget = 40_000
departments = ["key_accounts"]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, name: str = "mine.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


def sizes(scenario: Scenario) -> dict[str, int]:
    return {each.name: each.people for each in scenario.company.organisation.departments}


def test_a_company_of_one_s_own(write: Write) -> None:
    scenario = load(write(OWN_COMPANY))
    organisation, company = scenario.company.organisation, scenario.company
    assert (scenario.name, scenario.title("de"), scenario.months) == ("mine", "Our company", 18)
    assert (company.pull_shape, organisation.seats, organisation.headcount) == ("linear", 70, 62)
    sales, key_accounts, service = organisation.departments
    assert (sales.levers.silo_strength, service.levers.silo_strength) == (0.7, 0.5)
    assert (sales.leaving, service.leaving) == (0.02, 0.010)
    assert (key_accounts.role, key_accounts.label("de"), service.label("de")) == ("sales", "Großkunden", "Service")
    assert company.behaviour == Behaviour(habit_bonus=1.5)
    assert company.market == Market(margin=250, customers=900, platform_cost=round(500_000 * 62 / 120))
    assert scenario.prices == Prices(training=300)
    assert scenario.interventions == (Training(budget=40_000, departments=("key_accounts",)),)
    assert simulate(scenario, replications=1).values.shape[1] == 18


def test_features_are_changed_and_added(write: Write) -> None:
    found = {each.name: each for each in load(write(OWN_COMPANY)).company.catalogue.features}
    assert list(found) == [*(each.name for each in STANDARD_FEATURES), "assistant"]
    assert (found["activity_log"].go_live, found["activity_log"].effort) == (2, 0.1)
    assert found["activity_log"].usefulness == 0.20
    assert [found["mail_sync"].live_from(name) for name in ("sales", "service")] == [0, 4]
    assistant = found["assistant"]
    assert (assistant.label("de"), assistant.go_live, assistant.is_ai, assistant.writes) == (
        "Assistant",
        6,
        True,
        False,
    )
    assert assistant.relevance == {"sales": 0.9, "service": 0.6}


def test_relevance_is_changed_for_single_roles(write: Write) -> None:
    scenario = load(write('extends = "no_programme"\n[features.pipeline.relevance]\nservice = 0.8'))
    pipeline = scenario.company.catalogue.features[2]
    assert pipeline.relevance == {"sales": 1.0, "marketing": 0.3, "customer_success": 0.4, "service": 0.8}


def test_extending_goes_deep_and_adds_interventions(write: Write) -> None:
    write('extends = "aligned_kpis"\nmonths = 20\n[market]\nmargin = 7\n[prices]\ntraining = 1', "base.toml")
    write('extends = "../base.toml"\n[market]\nhour_cost = 9\n[[interventions]]\nkind = "Mandate"', "deeper/next.toml")
    text = (
        'extends = "deeper/next.toml"\ndescription_en = "D"\n[prices]\ntraining = 2\n[[interventions]]\nkind="Training"'
    )
    scenario = load(write(text))
    assert scenario.interventions == (AlignKPIs(budget=150_000), Mandate(), Training())
    assert scenario.company.market == Market(customers=2000, platform_cost=500_000, margin=7, hour_cost=9)
    assert (scenario.prices.training, scenario.months) == (2.0, 20)
    assert (scenario.title("en"), scenario.description("en")) == ("Mine", "D")
    assert scenario.company.organisation == load("seed_company").company.organisation


def test_go_lives_of_departments_leave_the_rest_as_it_was(write: Write) -> None:
    base = 'extends = "full_programme"\n[features.shared_record'
    one = load(write(f"{base}.go_live]\nsales = 1")).company.catalogue.features[5]
    assert [one.live_from(name) for name in ("sales", "marketing", "service")] == [1, 9, 9]
    all_of_them = load(write(f"{base}]\ngo_live = 4")).company.catalogue.features[5]
    assert [all_of_them.live_from(name) for name in ("sales", "marketing")] == [4, 4]


def test_headcounts_take_the_place_of_a_roster_and_the_other_way_round(write: Write) -> None:
    departments = ("sales", "marketing", "customer_success", "service")
    counts = "".join(
        f"[organisation.departments.{name}]\npeople = {n}\n" for n, name in enumerate(departments, start=5)
    )
    counted = load(write(f'extends = "no_programme"\n{counts}', "counted.toml"))
    assert counted.company.organisation.roster is None
    assert sizes(counted) == dict(zip(departments, (5, 6, 7, 8), strict=True))
    assert counted.company.organisation.departments[0].leaving == 0.03
    again = load(write('extends = "counted.toml"\n[organisation]\nroster = "seed_company_roster.csv"'))
    assert again.company.organisation == load("seed_company").company.organisation


def test_a_roster_stands_beside_the_file_that_names_it(write: Write) -> None:
    rows = "id,department,manager,level,tenure_months\na,sales,,2,5\nb,sales,a,1,6\n"
    write(rows, "base/people.csv")
    write('[organisation]\nroster = "people.csv"\n[organisation.departments.sales]\n', "base/base.toml")
    scenario = load(write('extends = "base/base.toml"'))
    assert sizes(scenario) == {"sales": 2}


OUTSIDE = {
    "extends": 'extends = "{name}"',
    "organisation.roster": '[organisation]\nroster = "{name}"\n[organisation.departments.sales]',
    "organisation.ties": 'extends = "seed_company"\n[organisation]\nties = "{name}"',
    "feature_file": 'extends = "seed_company"\nfeature_file = "{name}"',
}


@pytest.mark.parametrize(
    "way", ["../other/{file}", "{folder}/other/{file}", "deeper/../../other/{file}", "link/{file}"]
)
@pytest.mark.parametrize("field", OUTSIDE)
def test_files_outside_the_scenario_s_folder_are_refused(field: str, way: str, tmp_path: Path) -> None:
    """Whether they exist or not, by whatever way; no word of their contents is read."""
    mine, other = tmp_path / "mine", tmp_path / "other"
    (mine / "deeper").mkdir(parents=True)
    other.mkdir()
    (mine / "link").symlink_to(other)
    file = "secret.toml" if field in ("extends", "feature_file") else "secret.csv"
    name = way.format(file=file, folder=tmp_path)
    scenario = mine / "mine.toml"
    scenario.write_text(OUTSIDE[field].format(name=name), encoding="utf-8")
    absent = complaint(call("check", scenario))
    (other / file).write_text("secret = secret", encoding="utf-8")
    message = complaint(call("check", scenario))
    assert message == absent
    assert f"{scenario}: {field}: {name!r} leads out of the scenario's folder ({mine})" in message
    assert "--allow-outside (in Python: allow_outside=True)" in message
    for command in ("run", "scenarios show --set months=3"):
        assert message == complaint(call(*command.split(), scenario))


def test_ties_without_a_roster_are_refused(write: Write) -> None:
    path = write('[organisation]\nties = "ties.csv"\n[organisation.departments.sales]\npeople = 5')
    assert "organisation.ties: ties name people one by one, so they need a roster" in complaint(call("check", path))


def test_files_outside_are_read_once_that_is_allowed(write: Write) -> None:
    write('extends = "mandate"\nmonths = 7', "base.toml")
    path = write('extends = "../base.toml"\ntitle_en = "Mine"', "below/mine.toml")
    assert "--allow-outside" in complaint(call("check", path))
    assert call("check", path, "--allow-outside").code == 0
    assert load(path, allow_outside=True).months == 7
    shown = call("scenarios", "show", path, "--set", "months=8", "--allow-outside")
    assert tomllib.loads(shown.out)["months"] == 8
    assert call("scenarios", "diff", path, path.parent.parent / "base.toml", "--allow-outside").code == 0
    assert call("run", path, "--allow-outside", "--replications", 1, "--months", 2, "--json").code == 0


def test_a_folder_of_scenarios_extends_within_itself_and_below(write: Write) -> None:
    """The folder that must not be left is that of the scenario one asks for, also for those it extends."""
    write("[organisation.departments.sales]\npeople = 9", "base.toml")
    write('extends = "../base.toml"\nmonths = 9', "below/middle.toml")
    path = write('extends = "below/middle.toml"')
    assert (load(path).months, sizes(load(path))) == (9, {"sales": 9})
    linked = path.parent / "elsewhere"
    linked.symlink_to(path.parent, target_is_directory=True)
    assert load(linked / "mine.toml") == load(path)


def test_shares_take_the_place_of_headcounts_and_the_other_way_round(write: Write) -> None:
    write("[organisation.departments.sales]\npeople = 30\n[organisation.departments.service]\npeople = 10", "base.toml")
    shares = "[organisation]\npeople = 80\n[organisation.departments.sales]\nshare = 0.5\n"
    shares += "[organisation.departments.service]\nshare = 0.5"
    assert sizes(load(write(f'extends = "base.toml"\n{shares}'))) == {"sales": 40, "service": 40}


@given(st.integers(10, 3000), st.lists(st.integers(1, 10), min_size=1, max_size=4))
def test_people_are_spread_by_shares(tmp_path_factory: pytest.TempPathFactory, people: int, parts: list[int]) -> None:
    names = ["sales", "marketing", "customer_success", "service"][: len(parts)]
    shares = dict(zip(names, (part / sum(parts) for part in parts), strict=True))
    text = f"[organisation]\npeople = {people}\n"
    text += "".join(f"[organisation.departments.{name}]\nshare = {share}\n" for name, share in shares.items())
    path = tmp_path_factory.mktemp("shares") / "mine.toml"
    path.write_text(text, encoding="utf-8")
    if min(shares.values()) * people >= 1.0:
        found = sizes(load(path))
        assert sum(found.values()) == people
        assert all(abs(found[name] - share * people) < 1.0 for name, share in shares.items())


def test_headcounts_and_shares_go_together(write: Write) -> None:
    text = "[organisation]\npeople = 40\n[organisation.departments.sales]\npeople = 10\n"
    text += "[organisation.departments.marketing]\nshare = 0.5\n[organisation.departments.service]\nshare = 0.25"
    assert sizes(load(write(text))) == {"sales": 10, "marketing": 20, "service": 10}


@pytest.mark.parametrize("name", catalogue())
def test_a_shipped_text_saved_to_a_file_is_the_same_scenario(name: str, write: Write) -> None:
    assert load(write(text_of(name), f"{name}.toml")) == load(name)


def test_a_path_is_read_whether_text_or_path(write: Write) -> None:
    path = write(OWN_COMPANY)
    assert load(path) == load(str(path))
    assert text_of(str(path)) == OWN_COMPANY


def accepts(rules: dict[str, Any], value: Any, definitions: dict[str, Any]) -> bool:
    """Return whether a value follows a JSON schema, for the words that ours uses."""
    if "$ref" in rules:
        return accepts(definitions[rules["$ref"].removeprefix("#/$defs/")], value, definitions)
    if "anyOf" in rules:
        return any(accepts(each, value, definitions) for each in rules["anyOf"])
    if "oneOf" in rules:
        return sum(accepts(each, value, definitions) for each in rules["oneOf"]) == 1
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "object": dict, "array": list}
    kind = rules.get("type")
    if kind == "null":
        return value is None
    if kind and (not isinstance(value, kinds[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return False
    if "pattern" in rules and not re.search(rules["pattern"], value):
        return False
    if value not in rules.get("enum", [value]) or value != rules.get("const", value):
        return False
    if kind in ("integer", "number"):
        low, high = rules.get("minimum", value), rules.get("maximum", value)
        return bool(low <= value <= high and value > rules.get("exclusiveMinimum", value - 1))
    if kind == "array":
        return all(accepts(rules["items"], each, definitions) for each in value)
    if kind == "object":
        known, rest = rules.get("properties", {}), rules.get("additionalProperties", True)
        return set(rules.get("required", [])) <= set(value) and all(
            accepts(known[name], each, definitions)
            if name in known
            else (rest if isinstance(rest, bool) else accepts(rest, each, definitions))
            for name, each in value.items()
        )
    return True


def words_of(rules: Any) -> set[str]:
    """Return all keywords in a schema, without the names of properties."""
    if isinstance(rules, list):
        return set().union(*map(words_of, rules))
    if not isinstance(rules, dict):
        return set()
    inner = [each for word in ("properties", "$defs") for each in rules.get(word, {}).values()]
    leave = ("properties", "$defs", "default")
    plain = [value for word, value in rules.items() if word not in leave]
    return set(rules) | words_of(inner) | words_of(plain)


def test_the_schema_is_one_that_the_check_here_understands() -> None:
    known = {"$defs", "$ref", "additionalProperties", "anyOf", "default", "description", "enum", "exclusiveMinimum"}
    known |= {"items", "maximum", "minimum", "pattern", "properties", "title", "type"}
    assert words_of(schema()) <= known | {"const", "examples", "oneOf", "required"}
    assert schema()["type"] == "object"
    assert schema()["additionalProperties"] is False


@pytest.mark.parametrize("text", [*(text_of(name) for name in catalogue()), OWN_COMPANY])
def test_the_schema_accepts_what_can_be_loaded(text: str) -> None:
    assert accepts(schema(), tomllib.loads(text), schema()["$defs"])


@pytest.mark.parametrize(
    "text",
    [
        "bugdet = 1",
        "months = 0",
        'months = "12"',
        'pull_shape = "none"',
        "[market]\nmargin = -1",
        "[organisation.departments.sales]\nsponsership = 0.5",
        "[organisation.departments.sales]\nshare = 0.0",
        "[organisation.departments.sales]\npeople = 0",
        "[features.activity_log]\ngo_live = -1",
        "[features.activity_log.go_live]\nsales = 1.5",
        "[features.activity_log]\nis_ai = 1",
        "[interventions]\nkind = 'Training'",
        "[[interventions]]\nstrength = 1",
        "[[interventions]]\nkind = 'Trainning'",
        "[[interventions]]\nkind = 'Training'\nstrenght = 1",
        "[[interventions]]\nkind = 'Training'\nstrength = 1.5",
        "[[interventions]]\nkind = 'Training'\nstart = 1.5",
        "[[interventions]]\nkind = 'Training'\nwhen = 3",
        "[[interventions]]\nkind = 'Training'\nmonthly = { per_heads = 3 }",
        "[[interventions]]\nkind = 'Training'\nmonthly = { per_head = -3 }",
        "[[interventions]]\nkind = 'Training'\nfeatures = ['pipeline']",
        "[[interventions]]\nkind = 'Mandate'\nfeatures = [3]",
    ],
)
def test_the_schema_refuses_what_cannot_be_loaded(text: str) -> None:
    assert not accepts(schema(), tomllib.loads(text), schema()["$defs"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_describes_every_kind_of_intervention(kind: str) -> None:
    """What the schema says of a kind is what its class takes: the same fields, and its own defaults are accepted."""
    rules = schema()["$defs"][kind]
    of_the_form = {"budget_by_year"}  # a form of the file's own: one intervention for each year
    said = [each for each in rules["properties"] if each not in of_the_form]
    assert said == ["kind", *(each.name for each in fields(KINDS[kind]))]
    assert all("description" in each for name, each in rules["properties"].items() if name != "kind")
    defaults = {each.name: each.default for each in fields(KINDS[kind]) if each.default not in (None, MISSING)}
    record = {name: list(value) if isinstance(value, tuple) else value for name, value in defaults.items()}
    assert accepts(rules, {"kind": kind, **record}, schema()["$defs"])
    with pytest.raises(InputError, match="unknown field"):
        make({"kind": kind, "strenght": 1})
    costs = {"kind": kind, "one_off": {"total": 5, "per_department": 2.5}, "monthly": 3}
    trigger = {"when": "deep_use < 0.30 in sales", "lasts": 4}
    assert accepts(schema()["properties"]["interventions"], [costs, {"kind": kind, **trigger}], schema()["$defs"])


def test_the_schema_is_one_for_programs_too() -> None:
    validators = pytest.importorskip("jsonschema")
    check = validators.Draft202012Validator(schema())
    check.check_schema(check.schema)
    for name in catalogue():
        check.validate(tomllib.loads(text_of(name)))
    with pytest.raises(validators.ValidationError):
        check.validate(tomllib.loads("[[interventions]]\nkind = 'Training'\nstrenght = 1"))


def test_the_schema_gives_meaning_unit_and_limits_of_every_number() -> None:
    behaviour = schema()["$defs"]["BehaviourTable"]["properties"]
    assert set(behaviour) == set(Behaviour.declarations())
    attention = behaviour["attention"]
    assert attention["anyOf"][0] == {"maximum": 1.0, "minimum": 0.0, "type": "number"}
    assert "Unit: share. Source: T6." in attention["description"]


def test_people_alone_scale_the_departments_of_the_extended_scenario(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_text(
        'extends = "no_programme"\ndescription_en = "Ours."\n[organisation]\npeople = 300\n', encoding="utf-8"
    )
    usual, large = load("no_programme").company.organisation, load(path).company.organisation
    assert large.headcount == 300
    for before, now in zip(usual.departments, large.departments, strict=True):
        assert abs(now.people - 2.5 * before.people) < 1.0
    assert load(path).description("en").startswith("Ours. 300 people instead of 120")
    path.write_text('extends = "no_programme"\n[organisation]\npeople = 3\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"large.toml.*not a headcount for 4 departments"):
        load(path)
