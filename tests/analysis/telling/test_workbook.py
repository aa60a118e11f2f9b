"""The Excel workbook opened again: sheets, words, units, numbers, and texts that stay texts."""

from __future__ import annotations

import builtins
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.base.sheets import FORMULA
from crm_adoption.analysis.telling.comparison import Comparison, compare
from crm_adoption.model.display import displayable
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import AlignKPIs

openpyxl: Any = pytest.importorskip("openpyxl", reason="openpyxl comes with the extra 'analysis'")

DANGEROUS = ["=1+1", "+49 30 123", "-2", "@SUM(A1)", '=HYPERLINK("http://example.org","x")', "\t=1", "good\x0bbad"]


@pytest.fixture(scope="module")
def workbook(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return openpyxl.load_workbook(comparison.to_excel(tmp_path_factory.mktemp("book") / "results.xlsx"))


def table(book: Any, name: str) -> tuple[list[str], list[list[Any]]]:
    head, *rows = ([cell.value for cell in row] for row in book[name].iter_rows())
    return head, rows


def test_every_question_has_its_sheet_with_a_frozen_heading(workbook: Any) -> None:
    assert workbook.sheetnames == [
        "Answer", "Effects", "By department", "Best to worst", "Thresholds", "Costs", "Break-even prices",
        "Month by month",
    ]  # fmt: skip
    for sheet in workbook:
        assert sheet.freeze_panes == "A2"
        heads = list(sheet[1])
        assert all(cell.font.bold and cell.value for cell in heads)
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in heads)


def test_the_numbers_are_those_of_the_comparison(workbook: Any, comparison: Comparison) -> None:
    head, rows = table(workbook, "Effects")
    assert len(rows) == len(comparison.effects)
    row = dict(zip(head, rows[1], strict=True))
    effect = comparison.effects[1]
    assert (row["Outcome"], row["Unit"], row["Where"]) == ("Real use", "%", "Whole company")
    assert (row["Programme"], row["Pairs"]) == (effect.label, effect.n_pairs)
    assert row["Difference to the baseline"] == pytest.approx(100.0 * effect.difference)
    assert row["95 % CI from"] == pytest.approx(100.0 * effect.ci_low)
    head, rows = table(workbook, "Costs")
    row = dict(zip(head, rows[0], strict=True))
    assert row["Spending in total (EUR)"] == pytest.approx(comparison.costs[0].total)
    assert row["EUR per percentage point of real use"] == pytest.approx(comparison.costs[0].per_point)
    _, rows = table(workbook, "By department")
    assert len(rows) == len(comparison.departments)
    _, rows = table(workbook, "Answer")
    assert [row[0] for row in rows] == comparison.advice()
    _, rows = table(workbook, "Month by month")
    assert len(rows) == len(comparison.frame().query("outcome in @comparison.outcomes"))


def test_german_words(comparison: Comparison, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(replace(comparison, lang="de").to_excel(tmp_path / "de.xlsx"))
    assert "Nach Abteilung" in book.sheetnames
    head, rows = table(book, "Wirkungen")
    assert head[:4] == ["Ergebnis", "Einheit", "Wo", "Programm"]
    assert rows[0][0] == "Echte Nutzung"


@pytest.mark.parametrize("title", DANGEROUS)
def test_a_text_never_becomes_a_formula(title: str, tmp_path: Path) -> None:
    empty = load("no_programme")
    own = replace(empty, name="own", title_en=title, title_de=title, interventions=(AlignKPIs(budget=9_000),))
    found = compare([empty, own], replications=2, months=3, outcomes=["deep_use"])
    book = openpyxl.load_workbook(found.to_excel(tmp_path / "x.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" for cell in cells)
    mine = [cell for cell in cells if cell.value == displayable(title)]
    assert mine
    assert all(cell.quotePrefix == displayable(title).startswith(FORMULA) for cell in mine)


def test_a_workbook_that_cannot_be_written_is_explained(comparison: Comparison, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file cannot be written"):
        comparison.to_excel(tmp_path / "missing" / "x.xlsx")
    with pytest.raises(InputError, match="the file cannot be written"):
        comparison.to_parquet(tmp_path / "missing" / "x.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("package", "method"), [("openpyxl", "to_excel"), ("duckdb", "to_parquet")])
def test_a_missing_package_is_named(
    package: str, method: str, comparison: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == package:
            raise ImportError(name)
        return there(name, *rest, **more)

    monkeypatch.delitem(sys.modules, package, raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"pip install '\.\[analysis\]'"):
        getattr(comparison, method)(tmp_path / "file")
    assert list(tmp_path.iterdir()) == []
