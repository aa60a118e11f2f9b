"""Interventions that are not ours, named in files: their code runs only with leave; what is wrong with it is told."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import call, complaint
from crm_adoption import InputError, Training, load, load_study
from crm_adoption.scenarios.core.provenance import plain, restored_scenario
from crm_adoption.scenarios.files.catalogue import load_all, resolved_text
from crm_adoption.scenarios.files.schema import OWN, schema
from crm_adoption.scenarios.files.written import scenario_files
from crm_adoption.scenarios.programmes.plugins import is_found, kind_named, name_of
from typer.testing import CliRunner

MODULE = "lunch_programmes"
CODE = """
from dataclasses import dataclass

from crm_adoption import Intervention


@dataclass(frozen=True, kw_only=True, repr=False)
class Lunch(Intervention):
    people: int = 8

    effects = (("sponsorship", "raise", 0.30),)
    label_en, label_de = "Lunches", "Mittagessen"

    def cost_of_full(self, prices, reach):
        return 20.0 * self.people * reach.months


class NoLunch:
    pass
"""
PLAN = f"""
extends = "seed_company"
months = 12

[[interventions]]
kind = "{MODULE}:Lunch"
people = 12
strength = 0.5
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A scenario file whose intervention stands in a module that Python finds and has not seen yet."""
    code = tmp_path / "code"
    code.mkdir()
    (code / f"{MODULE}.py").write_text(CODE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(code))
    (tmp_path / "lunch.toml").write_text(PLAN, encoding="utf-8")
    yield tmp_path / "lunch.toml"
    sys.modules.pop(MODULE, None)


def test_without_leave_no_code_is_run(plan: Path) -> None:
    with pytest.raises(InputError, match=r"its code must be run.*--allow-plugins") as mistake:
        load(plan)
    assert mistake.value.field == "interventions.1.kind"
    assert MODULE not in sys.modules


def test_a_setting_cannot_bring_code_in_either(plan: Path) -> None:
    with pytest.raises(InputError, match="--allow-plugins"):
        load("training", settings={"interventions.1.kind": f"{MODULE}:Lunch"})
    assert MODULE not in sys.modules


def test_what_extends_such_a_file_needs_leave_as_well(plan: Path) -> None:
    above = plan.with_name("above.toml")
    above.write_text('extends = "lunch.toml"\n', encoding="utf-8")
    with pytest.raises(InputError, match="--allow-plugins"):
        load(above)
    assert type(load(above, allow_plugins=True).interventions[0]).__name__ == "Lunch"


def test_leave_is_not_kept_for_the_next_file(plan: Path) -> None:
    load(plan, allow_plugins=True)
    with pytest.raises(InputError, match="--allow-plugins"):
        load_all([plan])


def test_with_leave_it_is_one_of_the_scenario(plan: Path) -> None:
    found = load(plan, allow_plugins=True, settings={"interventions.1.people": 10, "organisation.people": 60})
    (lunch,) = found.interventions
    assert lunch.label("de") == "Mittagessen"
    assert found.total_cost == pytest.approx(0.5 * 20.0 * 10 * 12)
    assert found.company.organisation.headcount == 60
    with pytest.raises(InputError, match="unknown field of lunch_programmes:Lunch 'seats'"):
        load(plan, allow_plugins=True, settings={"interventions.1.seats": 3})


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("lunch_programs:Lunch", "'lunch_programs' cannot be imported: there is no module 'lunch_programs'"),
        (f"{MODULE}:Lunhc", "Did you mean 'Lunch'?"),
        (f"{MODULE}:NoLunch", "'NoLunch' of 'lunch_programmes' is no intervention; derive it from"),
        (f"{MODULE}:dataclass", "is no intervention"),
        ("os:system('ls')", "One of your own is named as module:Class."),
        ("../code:Lunch", "One of your own is named as module:Class."),
        ("Lunch", "unknown intervention 'Lunch'"),
    ],
)
def test_what_is_wrong_with_a_name_is_told(plan: Path, kind: str, said: str) -> None:
    plan.write_text(PLAN.replace(f"{MODULE}:Lunch", kind), encoding="utf-8")
    with pytest.raises(InputError) as mistake:
        load(plan, allow_plugins=True)
    assert said in str(mistake.value)
    assert str(mistake.value).startswith(f"{plan}: interventions.1.kind: ")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1 / 0", "fails when it is imported: ZeroDivisionError: division by zero."),
        ("import nowhere_to_be_found", "there is no module 'nowhere_to_be_found'"),
        ("from crm_adoption import Shock\nclass Lunch(Shock):\n    effects = (('sponsorshp', 'raise', 0.1),)",
         "unknown lever 'sponsorshp'. Did you mean 'sponsorship'?"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_code_is_told(plan: Path, code: str, said: str) -> None:
    (plan.parent / "code" / f"{MODULE}.py").write_text(code, encoding="utf-8")
    with pytest.raises(InputError) as mistake:
        load(plan, allow_plugins=True)
    assert said in str(mistake.value)


def test_it_is_written_back_to_files(plan: Path) -> None:
    found = load(plan, allow_plugins=True)
    assert f'kind = "{MODULE}:Lunch"' in resolved_text(plan, allow_plugins=True)
    (text,) = scenario_files(found).values()
    plan.write_text(text, encoding="utf-8")
    assert load(plan, allow_plugins=True).interventions == found.interventions


def test_what_no_other_program_finds_is_not_written() -> None:
    class Here(Training):
        pass

    assert not is_found(Here)
    assert is_found(Training)
    assert name_of(Training) == "Training"


def test_one_that_is_called_like_ours_is_told_apart(plan: Path) -> None:
    code = (plan.parent / "code" / f"{MODULE}.py").read_text(encoding="utf-8")
    (plan.parent / "code" / f"{MODULE}.py").write_text(code.replace("Lunch(", "Training("), encoding="utf-8")
    other = kind_named(f"{MODULE}:Training", allow_plugins=True)
    assert name_of(other) == f"{MODULE}:Training"
    assert other is not Training
    found = load("training")
    assert restored_scenario(plain(found)) == found


def test_a_stored_scenario_needs_leave_again(plan: Path) -> None:
    record = plain(load(plan, allow_plugins=True))
    assert record["interventions"][0]["kind"] == f"{MODULE}:Lunch"
    changed = {**record, "interventions": [{**record["interventions"][0], "kind": f"{MODULE}2:Lunch"}]}
    (plan.parent / "code" / f"{MODULE}2.py").write_text(CODE, encoding="utf-8")
    with pytest.raises(InputError, match="--allow-plugins"):
        restored_scenario(changed)
    found = restored_scenario(changed, allow_plugins=True)
    assert type(found.interventions[0]).__module__ == f"{MODULE}2"


def test_the_schema_accepts_it(plan: Path) -> None:
    record = tomllib.loads(PLAN)["interventions"][0]
    own = schema()["$defs"][OWN]
    assert {"$ref": f"#/$defs/{OWN}"} in schema()["properties"]["interventions"]["items"]["oneOf"]
    assert own["additionalProperties"] is True
    assert set(record) - {"people"} <= set(own["properties"])


def test_a_study_needs_leave_too(plan: Path) -> None:
    study = plan.with_name("study.toml")
    study.write_text('scenarios = ["lunch.toml"]\nreplications = 2\n', encoding="utf-8")
    with pytest.raises(InputError, match="--allow-plugins"):
        load_study(study)
    assert load_study(study, allow_plugins=True).scenarios[0].name == "lunch"


COMMANDS: list[tuple[str, ...]] = [
    ("check", "PLAN"),
    ("run", "PLAN", "--replications", "2", "--quiet"),
    ("compare", "PLAN", "--replications", "2", "--json"),
    ("duel", "PLAN", "PLAN", "--replications", "2", "--json"),
    ("scenarios", "show", "PLAN", "--set", "months=6"),
    ("scenarios", "diff", "seed_company", "PLAN"),
    ("example-export", "OUT", "--scenario", "PLAN", "--quiet"),
    ("plan", "no_programme", "PLAN", "--months", "12", "--json"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: " ".join(each[:2]))
def test_commands_run_it_with_leave_and_refuse_it_without(plan: Path, command: tuple[str, ...]) -> None:
    words = [each.replace("PLAN", str(plan)).replace("OUT", str(plan.parent / "out")) for each in command]
    if words[0] == "example-export":
        (plan.parent / "out").mkdir()
    assert "--allow-plugins" in complaint(call(*words))
    assert MODULE not in sys.modules
    done = call(*words, "--allow-plugins")
    assert (done.code, done.err) == (0, "")


def test_whatever_may_read_outside_its_folder_may_be_given_leave_for_plugins() -> None:
    from crm_adoption.analysis.cli.main import app

    for name, command in _commands(app):
        options = {each for one in command.params for each in one.opts}
        assert ("--allow-outside" not in options) or ("--allow-plugins" in options), name


def _commands(app: Any) -> Iterator[tuple[str, Any]]:
    from typer.main import get_command

    for name, command in get_command(app).commands.items():
        yield from getattr(command, "commands", {name: command}).items()


def test_a_page_never_runs_it(plan: Path) -> None:
    assert "--allow-plugins" not in CliRunner().invoke(_app(), ["present", "--help"]).output
    assert MODULE not in sys.modules


def _app() -> Any:
    os.environ.setdefault("COLUMNS", "200")
    from crm_adoption.analysis.cli.main import app

    return app
