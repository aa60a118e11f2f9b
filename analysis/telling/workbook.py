"""The comparison as an Excel workbook: one sheet per question, in words and with units."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.effects import COMPANY, Effect
from ..base.frames import paired
from ..base.sheets import Row, check_excel, save_workbook, write_sheet
from ..base.sites import parts_of
from ..words.phrases import is_share, unit_of_level
from .advice import advice
from .price_words import ranges
from .tables import standing

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult

HEADS = Words("telling.workbook.heads")
SHEETS = Words("telling.workbook.sheets")
VERDICTS = Words("telling.workbook.verdicts")


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
    parts = parts_of(found.baseline.scenario.company.organisation)
    labels = {each.name: called(each, found.lang) for each in parts}
    return {COMPANY: HEADS("company", found.lang), **labels}


def _standings(found: ComparisonResult) -> Iterable[Row]:
    for each in found.standings:
        by = found.label(better) if (better := found.beaten_by(each.scenario)) else None
        numbers = [_shown(v, found.main) for v in (each.level, each.behind, each.ci_low, each.ci_high)]
        yield [
            each.rank,
            found.label(each.scenario),
            *numbers,
            each.cost,
            standing(found, each.scenario, found.lang),
            by,
        ]


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
        yield [*pair, each.ratio, ranges(each, found.lang, 2), words.get(f"always {each.always}"), share]


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
    prices = [HEADS(key, lang) for key in ("programme", "rival", "ratio", "ranges", "always", "ahead")]
    write_sheet(book, SHEETS("prices", lang), prices, _prices(found), ["", "", "0.00", "0.00", "0.00", "", "0"])
    months = [HEADS(key, lang) for key in ("outcome", "unit", "place", "programme", "month", "n", "mean", "low", "high",
              "p10", "p90", "difference", "low", "high", "better")]  # fmt: skip
    write_sheet(book, SHEETS("months", lang), months, _months(found), [""] * 6 + ["0.00"] * 8 + ["0"])
    return save_workbook(book, path)
