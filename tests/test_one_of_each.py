"""One of each: what is added in its one place is found everywhere - page, menu, report, schema, help, documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from command_line import call
from crm_adoption import Comparison, compare
from crm_adoption.analysis.board import figures
from crm_adoption.analysis.cli.main import app
from crm_adoption.scenarios.usage import headings
from crm_adoption.scenarios.usage.reading import read_company
from matplotlib.figure import Figure
from typer.main import get_command

ROOT = Path(__file__).parent.parent
INTERVENTION = """
import json, sys
from dataclasses import dataclass
from crm_adoption.scenarios.programmes import interventions
from crm_adoption.scenarios.programmes.intervention import Investment
from crm_adoption.scenarios.programmes.offered import Offered

@dataclass(frozen=True, kw_only=True, repr=False)
class Lunch(Investment):
    '''People of several departments have lunch together (judgement).'''

    effects = (("silo_strength", "lower", 0.20),)
    prices = ("break_silos",)
    offered = Offered(choices={"ramp": (0, 3)}, rescue={"ramp": 1})
    label_en, label_de = "Lunches", "Mittagessen"

interventions.KINDS["Lunch"] = Lunch  # as if it stood in the list

from crm_adoption.analysis.deciding import rescue
from crm_adoption.analysis.deciding.menu import OFFERS, Menu
from crm_adoption.analysis.laboratory.choices import PROGRAMMES
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.files.schema import schema
from crm_adoption.scenarios.files.written import scenario_files
sys.path.insert(0, "docs")
import make_tables

scenario = load("training", settings={"interventions.1.kind": "Lunch"})
menu = Menu.of(scenario.company, scenario.months, scenario.prices)
print(json.dumps({
    "file": type(scenario.interventions[0]).__name__,
    "written": 'kind = "Lunch"' in "".join(scenario_files(scenario).values()),
    "schema": "Lunch" in schema()["$defs"],
    "menu": [name for name in menu.choices() if name.startswith("Lunch")],
    "bought": repr(menu.bought(OFFERS[-1], menu.idle(), 5000.0)),
    "rescue": rescue._KINDS.get("Lunch"),
    "page": "Lunch" in PROGRAMMES,
    "documents": ["Lunch" in make_tables.intervention_list(), "Mittagessen" in make_tables.intervention_words()],
    "order": [each.kind for each in OFFERS[:3]],
}))
"""
OUTCOME = """
import importlib.abc, importlib.util, json, sys

MODEL = "crm_adoption.model."
NEW = '    Outcome("late_use", "share", 1, "Late use", "Späte Nutzung", "Share, of late.", weight="people"),\\n'
DECLARED, MEASURED = ')  # fmt: skip\\n\\nOUTCOME_NAMES', '        row[_FRAGMENTATION] ='
PUT_BEFORE = {
    MODEL + "outcomes": (DECLARED, NEW),
    MODEL + "measuring": (MEASURED, '        row[len(OUTCOMES) - 1] = 0.25\\n'),
}

class Added(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name not in PUT_BEFORE:
            return None
        place, new = PUT_BEFORE[name]
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        sys.meta_path.insert(0, self)
        text = spec.loader.get_source(name)
        assert place in text
        text = text.replace(place, new + place, 1)
        spec.loader.get_code = lambda name: compile(text, spec.origin, "exec")
        return spec

sys.meta_path.insert(0, Added())
from crm_adoption import compare
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption import Company, Scenario, AlignKPIs
from crm_adoption.analysis.board.figures import drawn
from crm_adoption.analysis.telling import tables
from crm_adoption.analysis.comparing import pricing

pricing.DRAWS, pricing.EACH = 2, 1  # the engine is not compiled here
sales = Department("sales", "Sales", "Vertrieb", "sales", 4)
company = Company(Organisation("It", (sales,)))
plans = [Scenario("nothing", company, months=2), Scenario("goals", company, (AlignKPIs(one_off=1.0),), months=2)]
found = compare(plans, outcomes=["late_use"], replications=2, month=2, behaviour="default")
frame = found.to_frame()
sys.path.insert(0, "docs")
import make_tables
print(json.dumps({
    "level": found.effect("goals", "late_use").level,
    "frame": sorted(set(frame[frame.outcome == "late_use"].place)),
    "table": "Late use" in tables.effects(found, "late_use").title,
    "document": found.to_dict()["effects"][0]["outcome"],
    "documents": "Late use" in make_tables.outcome_list(),
}))
"""


def said(code: str, **environment: str) -> dict[str, Any]:
    """Return what a program of its own says: there, something is added before anybody has looked."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_an_intervention_is_declared_once() -> None:
    found = said(INTERVENTION)
    assert found["file"] == "Lunch"
    assert [found[each] for each in ("written", "schema", "page")] == [True] * 3
    assert found["menu"] == ["Lunch", "Lunch.start", "Lunch.where", "Lunch.ramp"]
    assert found["bought"] == "Lunch(budget=5000.0)"
    assert found["rescue"] == {"ramp": 1}
    assert found["documents"] == [True, True]
    assert found["order"] == ["AlignKPIs", "RewardSharing", "BreakSilos"]


def test_an_outcome_is_declared_and_measured_and_found_everywhere() -> None:
    found = said(OUTCOME, NUMBA_DISABLE_JIT="1")
    assert found["level"] == 0.25
    assert found["frame"] == ["company", "sales"]
    assert [found[each] for each in ("table", "documents")] == [True] * 2
    assert found["document"] == "late_use"


def test_a_chart_is_written_and_stands_in_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_adoption.analysis.telling.report import comparison_report

    def own(found: Comparison) -> Figure:
        figure = Figure(label=f"Something new of {len(found.programmes)} programmes")
        figure.add_subplot().plot([0, 1], [0, 1])
        return figure

    comparison = compare(["no_programme", "training"], replications=2, months=2, month=2)
    monkeypatch.setitem(figures.CHARTS, "something-new", own)
    with tempfile.TemporaryDirectory() as folder:
        names = [path.name for path in figures.figures_of(comparison, Path(folder))]
    assert {"7-something-new.png", "7-something-new.svg"} <= set(names)
    assert "Something new of 2 programmes" in comparison_report(comparison)


def test_a_command_is_found_in_the_help() -> None:
    def lunch_command() -> None:
        """Say when lunch is."""
        print("at noon")

    app.command("lunch")(lunch_command)
    try:
        assert "lunch" in get_command(app).commands  # type: ignore[attr-defined]
        assert "Say when lunch is." in call("--help").out
        assert call("lunch").out == "at noon\n"
    finally:
        app.registered_commands.pop()


def test_a_vendors_layout_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, heading in {"person": "Agent Kennung", "month": "Wann war es", "feature": "Welches Ding"}.items():
        monkeypatch.setitem(headings.COLUMNS, name, (*headings.COLUMNS[name], heading))
    monkeypatch.setitem(headings.FEATURES, "pipeline", (*headings.FEATURES["pipeline"], "Chancenwesen"))
    people = "".join(f"p{n},sales,{'' if n == 1 else 'p1'}\n" for n in range(1, 9))
    (tmp_path / "roster.csv").write_text("id,department,manager\n" + people, encoding="utf-8")
    rows = "".join(f"p{n},2025-0{month}-11,Chancenwesen\n" for n in range(1, 9) for month in (1, 2, 3))
    (tmp_path / "usage.csv").write_text("Agent Kennung,Wann war es,Welches Ding\n" + rows, encoding="utf-8")
    company, usage = read_company(tmp_path / "roster.csv", tmp_path / "usage.csv")
    assert usage.columns == {"person": "Agent Kennung", "month": "Wann war es", "feature": "Welches Ding"}
    assert list(usage.features) == ["pipeline"]
    assert usage.counts.sum() == 8  # the first month begins late and the last ends early: only the second is whole
    assert len(company.ids) == 8


def test_one_browser_serves_all_tests_of_a_process() -> None:
    """A second Playwright fails beside the first, but only where chance gives one process tests of both."""
    here = Path(__file__).resolve()
    started = [path.relative_to(here.parent).as_posix() for path in here.parent.rglob("*.py")
               if path != here and "sync_playwright()" in path.read_text(encoding="utf-8")]  # fmt: skip
    assert started == ["analysis/conftest.py"]
