"""The comparison as an Excel workbook: one sheet per question, in words and with units."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.display import displayable
from ...model.outcomes import OUTCOME
from ...model.phrase import Phrase
from ...scenarios.ground.extras import needed
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.writing.whole import write_file
from ..base.effects import COMPANY, Effect
from ..base.frames import paired
from ..words.heads import distinct
from ..words.phrases import is_share, unit_of_level
from .advice import advice

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult

HEADS = Words("telling.workbook.heads")
SHEETS = Words("telling.workbook.sheets")
VERDICTS = Words("telling.workbook.verdicts")

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins like this could be taken for a formula."""
_WIDEST, _NARROWEST = 60, 8
Row = Sequence[Any]


def check_excel() -> None:
    """Refuse where openpyxl is not installed."""
    needed("openpyxl", what=Phrase("Excel workbooks"), field="xlsx")


def _cell(sheet: Any, value: Any, *, bold: bool = False, wrap: bool = False) -> Any:
    """Return a cell; a text stays a text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    if isinstance(value, float) and not math.isfinite(value):
        value = None
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", displayable(value, lines=True))
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    if bold:
        cell.font = Font(bold=True)
    if bold or wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def write_sheet(book: Any, name: str, heads: Sequence[str], rows: Iterable[Row], formats: Sequence[str] = ()) -> None:
    """Write a sheet with its heading frozen, columns as wide as their words and a filter on them.

    ``formats`` are Excel's number formats by column; "" leaves a number as it is.
    """
    from openpyxl.utils import get_column_letter

    rows, heads = list(rows), distinct(heads)
    sheet = book.create_sheet(name)
    for column, head in enumerate(heads):
        longest = max((len(str(row[column])) for row in rows[:500] if isinstance(row[column], str)), default=0)
        width = min(_WIDEST, max(_NARROWEST, longest, max(map(len, head.split())), len(head) // 2)) + 2
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    sheet.freeze_panes = "A2"
    if rows and len(heads) > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    sheet.append([_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        cells = [_cell(sheet, value, wrap=len(heads) == 1) for value in row]
        for cell, shown in zip(cells, formats, strict=False):
            if shown and isinstance(cell.value, (int, float)):
                cell.number_format = shown
        sheet.append(cells)


def _shown(value: float, outcome: str) -> float:
    """Return an outcome in the unit of its column: shares in percent."""
    return 100.0 * value if is_share(outcome) else value


def _effect(found: ComparisonResult, each: Effect, place: str) -> Row:
    outcome = each.outcome
    numbers = [_shown(v, outcome) for v in (each.baseline, each.level, each.difference, each.ci_low, each.ci_high)]
    return [
        called(OUTCOME[outcome], found.lang), unit_of_level(outcome, found.lang), place, each.label, each.month,
        *numbers,
        each.n_pairs, 100.0 * each.p_better, each.correlation, each.p_adjusted,
    ]  # fmt: skip


def _labels(found: ComparisonResult) -> dict[str, str]:
    departments = found.baseline.scenario.company.organisation.departments
    labels = {each.name: called(each, found.lang) for each in departments}
    return {COMPANY: HEADS("company", found.lang), **labels}


def _standings(found: ComparisonResult) -> Iterable[Row]:
    for each in found.standings:
        key = "best" if each.best else "near" if each.indistinguishable else "behind"
        by = found.label(each.dominated_by) if each.dominated_by else None
        numbers = [_shown(v, found.main) for v in (each.level, each.behind, each.ci_low, each.ci_high)]
        yield [each.rank, found.label(each.scenario), *numbers, each.cost, VERDICTS(key, found.lang), by]


def _costs(found: ComparisonResult) -> Iterable[Row]:
    for each in found.costs:
        yield [
            found.label(each.scenario), each.total, each.until_month, each.per_point, each.per_point_low,
            each.per_point_high, each.per_customer, each.per_customer_low, each.per_customer_high,
            each.payback_month, 100.0 * each.payback_share, found.unspent.get(each.scenario),
        ]  # fmt: skip


def _prices(found: ComparisonResult) -> Iterable[Row]:
    words = VERDICTS.all(found.lang)
    for each in found.break_even:
        share = 100.0 * found.ahead_over_prices[each.scenario][each.rival]
        pair = [found.label(each.scenario), found.label(each.rival)]
        yield [*pair, each.ratio, each.ci_low, each.ci_high, words.get(f"always {each.always}"), share]


def _months(found: ComparisonResult) -> Iterable[Row]:
    """Yield the outcomes compared, month by month and by department."""
    frame, places = paired(found.programmes), _labels(found)
    columns = ["mean", "ci_low", "ci_high", "p10", "p90", "difference", "difference_low", "difference_high"]
    for outcome in found.outcomes:
        part = frame[frame["outcome"] == outcome]
        unit, label = unit_of_level(outcome, found.lang), called(OUTCOME[outcome], found.lang)
        names = {each.name: each.label(found.lang) for each in found.programmes}
        for row in part[["scenario", "place", "month", "n", *columns, "p_better"]].itertuples(index=False):
            scenario, place, month, n, *numbers, better = row
            shown = [_shown(each, outcome) for each in numbers]
            yield [label, unit, places[place], names[scenario], month, n, *shown, 100.0 * better]


def write_workbook(comparison: ComparisonResult, path: Path) -> Path:
    """Write a comparison as an Excel workbook, complete or not at all, and return its path.

    Sheets: the answer in words, effects, effects by department, the order of programmes, thresholds,
    costs, break-even prices, and the outcomes compared month by month. Shares are in percent, their
    differences in percentage points. Texts that begin with = + - @ are marked as texts.

    Raises
    ------
    InputError
        If openpyxl is not installed or the file cannot be written.
    """
    check_excel()
    from openpyxl import Workbook

    found, lang = comparison, comparison.lang
    places = _labels(comparison)
    book = Workbook(write_only=True)
    effect = [HEADS(key, lang) for key in ("outcome", "unit", "place", "programme", "month", "baseline", "level",
              "difference", "low", "high", "pairs", "better", "correlation", "p")]  # fmt: skip
    plain = [""] * 5 + ["0.00"] * 5 + ["0", "0", "0.00", "0.000"]
    write_sheet(book, SHEETS("answer", lang), [HEADS("answer", lang)], ([each] for each in advice(found, found.lang)))
    for name, effects in ((SHEETS("effects", lang), found.effects), (SHEETS("departments", lang), found.departments)):
        write_sheet(book, name, effect, (_effect(found, each, places[each.place]) for each in effects), plain)
    unit = f" ({unit_of_level(found.main, lang)})"
    order = [HEADS(key, lang) for key in ("rank", "programme", "level", "behind", "low", "high", "total", "verdict",
             "dominated")]  # fmt: skip
    order[2:4] = [each + unit for each in order[2:4]]
    write_sheet(book, SHEETS("order", lang), order, _standings(found), ["0", "", *["0.00"] * 4, "#,##0"])
    passing = [HEADS(key, lang) for key in ("programme", "threshold", "passes", "share")]
    rows = ([found.label(e.scenario), 100.0 * e.threshold, e.month, 100.0 * e.share] for e in found.passings)
    write_sheet(book, SHEETS("thresholds", lang), passing, rows, ["", "0.##", "0", "0"])
    money = [HEADS(key, lang, month=found.month) for key in ("programme", "total", "until", "point", "low", "high",
             "customer", "low", "high", "payback", "paid", "most")]  # fmt: skip
    write_sheet(book, SHEETS("costs", lang), money, _costs(found), ["", *["#,##0"] * 8, "0", "0", "#,##0"])
    prices = [HEADS(key, lang) for key in ("programme", "rival", "ratio", "low", "high", "always", "ahead")]
    write_sheet(book, SHEETS("prices", lang), prices, _prices(found), ["", "", "0.00", "0.00", "0.00", "", "0"])
    months = [HEADS(key, lang) for key in ("outcome", "unit", "place", "programme", "month", "n", "mean", "low", "high",
              "p10", "p90", "difference", "low", "high", "better")]  # fmt: skip
    write_sheet(book, SHEETS("months", lang), months, _months(found), [""] * 6 + ["0.00"] * 8 + ["0"])
    return save_workbook(book, path)


def save_workbook(book: Any, path: Path) -> Path:
    """Write a workbook, complete or not at all, and return its path; InputError if that is not possible."""
    whole = io.BytesIO()
    book.save(whole)
    return write_file(path, whole.getvalue(), field=None)
