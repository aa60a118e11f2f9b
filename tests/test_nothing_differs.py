"""Axes where nothing differs, ranges called by their numbers, and heads of tables that are there once only."""

from __future__ import annotations

import ast
import csv
import io
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption import compare, load
from crm_adoption.analysis.base.ranges import COMPANIES, SETS
from crm_adoption.analysis.board.figures import drawn
from crm_adoption.analysis.drawings import LIGHT, Line, Unit, draw_bands
from crm_adoption.analysis.drawings.ticks import nice_ticks
from crm_adoption.analysis.figures.parts import value_ticks
from crm_adoption.analysis.figures.words import measure
from crm_adoption.analysis.laboratory.choices import Choices, Look, Plan
from crm_adoption.analysis.laboratory.figures import summary
from crm_adoption.analysis.laboratory.presets import shipped
from crm_adoption.analysis.laboratory.runs import Kept, run_all
from crm_adoption.analysis.laboratory.scene import scene
from crm_adoption.analysis.report.parts import Table
from crm_adoption.analysis.telling import tables as comparison_tables
from crm_adoption.analysis.telling.comparison import Comparison
from crm_adoption.analysis.telling.exports import outcomes_csv
from crm_adoption.analysis.words.heads import distinct
from crm_adoption.analysis.words.phrases import LANGUAGES
from crm_adoption.scenarios.words.catalogue import Words
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

ROOT = Path(__file__).parents[1]
NOISE = re.compile(r"[.,]\d{5,}")
"""More decimal places than anybody reads."""


@pytest.fixture(scope="module")
def equal() -> Comparison:
    again = load("no_programme", settings={"title_en": "The same again", "title_de": "Noch einmal dasselbe"})
    from dataclasses import replace

    return compare([load("no_programme"), replace(again, name="again")], replications=4, months=6)


# --- axes ---


@pytest.mark.parametrize("outcome", ["deep_use", "customers", "net_value"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_equal_scenarios_in_the_laboratory_have_an_axis_one_can_read(outcome: str, lang: str) -> None:
    runs = run_all(Choices((Plan("mandate"), Plan("mandate"))), shipped(), replications=4, kept=Kept())
    shown = scene(runs, Look(lang=lang, outcome=outcome), width=900.0, dark=False)
    assert not NOISE.search(re.sub(r'"[^"]*"', "", shown["differences"])), shown["differences"]


@given(st.floats(-1e-9, 1e-9), st.sampled_from([Unit(), Unit(1.0, "", 0, True), Unit(digits=1, sign=True, suffix="")]))
def test_rounding_errors_are_no_axis(noise: float, unit: Unit) -> None:
    svg = draw_bands("x", [Line("A", [noise, 0.0, -noise], "#075794")], months=3, width=500.0, theme=LIGHT, unit=unit)
    assert not NOISE.search(re.sub(r'"[^"]*"', "", svg))


@given(st.floats(-1e6, 1e6), st.floats(0.0, 1e-3), st.sampled_from([1.0, 0.1]))
def test_an_axis_is_never_finer_than_its_unit(low: float, span: float, least: float) -> None:
    ticks = nice_ticks(low, low + span, least=least)
    assert ticks[0] <= low + 1e-6
    assert ticks[-1] >= low + span - 1e-6
    assert ticks[-1] - ticks[0] >= least * (1.0 - 1e-9)


@given(st.floats(-1e-12, 1e-12), st.sampled_from(["share", "customers", "EUR", "features", "month", "share/month"]))
def test_figures_have_no_axis_of_rounding_errors(noise: float, unit: str) -> None:
    axes = Figure().add_subplot()
    shown = measure(unit, [noise, -noise], "en", difference=True, margin=abs(noise))
    ticks = value_ticks(axes, min(noise, 0.0), max(noise, 0.0), shown, count=5)
    assert len(set(ticks)) == len(ticks) >= 2
    assert not any(NOISE.search(each) for each in ticks)


def test_figures_of_equal_programmes_can_be_read(equal: Comparison) -> None:
    for name, figure in drawn(equal).items():
        for axes in figure.axes:
            words = [each.get_text() for each in (*axes.get_xticklabels(), *axes.get_yticklabels()) if each.get_text()]
            assert not any(NOISE.search(each) for each in words), (name, words)


# --- heads ---


def test_heads_that_repeat_are_named_after_their_column() -> None:
    assert distinct(["Mean", "from", "Difference", "from", ""]) == [
        "Mean", "Mean: from", "Difference", "Difference: from", "",
    ]  # fmt: skip
    assert distinct(["from", "from"]) == ["from", "from (2)"]


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=8))
def test_no_two_heads_are_alike(heads: list[str]) -> None:
    found = distinct(heads)
    assert len(found) == len(heads)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_table_has_two_columns_of_one_name(lang: str, tmp_path: Path) -> None:
    found = compare(["no_programme", "aligned_kpis"], replications=4, months=6, lang=lang)
    table: Any
    for table in (comparison_tables.costs(found), comparison_tables.thresholds(found), comparison_tables.prices(found),
                  comparison_tables.standings(found), comparison_tables.effects(found, "deep_use")):  # fmt: skip
        repeated = [head for head, n in Counter(table.columns).items() if n > 1]
        assert repeated == []
    heads = next(csv.reader(io.StringIO(outcomes_csv(found.programmes, lang).lstrip("\ufeff")),
                            delimiter=";" if lang == "de" else ","))  # fmt: skip
    assert len(set(heads)) == len(heads)
    pytest.importorskip("openpyxl")
    from openpyxl import load_workbook

    for sheet in load_workbook(found.to_excel(tmp_path / "x.xlsx")):
        names = [cell.value for cell in sheet[1]]
        assert len(set(names)) == len(names), sheet.title
    assert len(set(found.frame().columns)) == len(found.frame().columns)


def test_every_table_passes_through_the_one_place() -> None:
    """Whatever writes heads calls `distinct`: tables of documents, on the screen, in workbooks and CSV files."""
    assert (
        Table(["a", "b", "b"], []).columns == ["a", "a: b", "b (2)"]
        or len(set(Table(["a", "b", "b"], []).columns)) == 3
    )
    writers = [
        "telling/exports.py",
        "base/sheets.py",
        "company/exports.py",
        "report/parts.py",
        "cli/screen.py",
        "words/heads.py",
    ]
    for name in writers:
        assert "distinct(" in (ROOT / "analysis" / name).read_text("utf-8"), name
    others = [path for path in (ROOT / "analysis").rglob("*.py") if "csv.writer(" in path.read_text("utf-8")]
    assert sorted(path.name for path in others) == ["exports.py", "exports.py", "heads.py"]


# --- ranges ---


def test_the_band_of_the_laboratory_is_the_range_of_the_files_and_called_so() -> None:
    values = np.arange(101.0)[:, None]
    found = summary(values)
    assert (found.low[0], found.high[0]) == (100.0 * COMPANIES.low, 100.0 * COMPANIES.high)
    for lang in LANGUAGES:
        assert (COMPANIES.share(lang), SETS.share(lang)) == ("80 %", "90 %")
        assert "{share}" in Words("laboratory.words").raw("band runs", lang)


def test_nobody_takes_quantiles_of_companies_without_their_name() -> None:
    """Quantiles of 10 and 90 % written as numbers would part from the words beside them."""
    for path in (ROOT / "analysis").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.List, ast.Tuple)) and path.name != "ranges.py":
                numbers = [each.value for each in node.elts if isinstance(each, ast.Constant)]
                assert not {0.1, 0.9} <= set(numbers), path
    assert math.isclose(COMPANIES.high - COMPANIES.low, 0.8)
