"""The decision as an Excel workbook: its numbers, one sheet per question, with units."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ...model.outcomes import OUTCOME
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.sheets import Row, check_excel, save_workbook, write_sheet
from ..words.phrases import is_share, unit_of_level
from .answer import advice, answer, option_label
from .decision import DecisionResult
from .mix import Mix
from .phrases import criterion_label, parts_of
from .unknown_words import unknown_label
from .workbook_words import heads, sheet_name

say = Words("deciding.words")

_NUMBER, _MONEY = "0.00", "#,##0"


def _shown(decision: DecisionResult, value: float, *, outcome: bool = False) -> float:
    """Return a value of the criterion (or of the outcome) in the unit of its column: shares in percent."""
    o = decision.question.objective
    share = is_share(o.outcome) or (o.risk == "target" and not outcome)
    return 100.0 * value if share else value


def _unit(decision: DecisionResult, lang: str) -> str:
    o = decision.question.objective
    return "%" if o.risk == "target" else unit_of_level(o.outcome, lang)


def _options(found: DecisionResult, lang: str) -> Iterable[Row]:
    for each in found.options:
        values = (each.level, each.behind, each.behind_low, each.behind_high, each.gain, each.gain_low, each.gain_high)
        yield [each.label(lang), each.cost, *(_shown(found, v) for v in values), 100.0 * each.likely_best,
               _shown(found, each.regret), each.payback_month, 100.0 * each.payback_share]  # fmt: skip


def _mixes(found: DecisionResult, lang: str) -> Iterable[Row]:
    for each in found.options:
        yield from _parts(each.mix, each.label(lang), lang)


def _parts(mix: Mix, name: str, lang: str) -> Iterable[Row]:
    scenario = mix.scenario
    costs, words = scenario.ledger.values(), parts_of(scenario, lang)
    for part, cost, full in zip(words, costs, scenario.strengths(), strict=True):
        yield [name, part.what, part.where or say("everywhere", lang), part.when, 100.0 * full, float(cost.sum())]


def _shipped(found: DecisionResult, lang: str) -> Iterable[Row]:
    for each in found.rivals:
        values = (each.level, each.behind, each.low, each.high)
        yield [each.mix.scenario.title(lang), each.mix.cost, *(_shown(found, v) for v in values)]


def _signs(found: DecisionResult, lang: str) -> Iterable[Row]:
    for each in found.warnings.signs:
        threshold = 100.0 * each.threshold if is_share(each.outcome) else each.threshold
        yield [each.month, called(OUTCOME[each.outcome], lang), say("below" if each.below else "above", lang),
               threshold, unit_of_level(each.outcome, lang), 100.0 * each.missed,
               100.0 * each.false_alarms]  # fmt: skip


def _rescues(found: DecisionResult, lang: str) -> Iterable[Row]:
    for each in found.rescues:
        gains = [_shown(found, v, outcome=True) for v in (each.gain, each.low, each.high)]
        yield [KINDS[each.kind].label(lang), each.cost, *gains, 100.0 * each.rescued]


def _unknowns(found: DecisionResult, lang: str) -> Iterable[Row]:
    for each in found.knowledge.unknowns:
        instead = option_label(found, each.instead, lang) if each.instead else None
        worth = _shown(found, each.worth, outcome=True)
        yield [unknown_label(each.name, lang), each.name, each.low, each.high, worth, each.clear, 100.0 * each.changes,
               instead]  # fmt: skip


def _frontier(found: DecisionResult, lang: str) -> Iterable[Row]:
    for each in found.frontier:
        numbers = [_shown(found, v) for v in (each.level, each.gain, each.low, each.high)]
        yield [each.budget, each.cost, *numbers]


def write_workbook(decision: DecisionResult, path: Path) -> Path:
    """Write a decision as an Excel workbook, complete or not at all, and return its path.

    Sheets: the answer in words, the options, what each is made of, shipped programmes, early signs, rescues,
    unknowns, budgets. Shares are in percent, their differences in percentage points.

    Raises
    ------
    InputError
        If openpyxl is not installed or the file cannot be written.
    """
    check_excel()
    from openpyxl import Workbook

    lang, book = decision.lang, Workbook(write_only=True)
    filled = {"criterion": f"{criterion_label(decision.question.objective, lang)} ({_unit(decision, lang)})"}
    said = [*answer(decision, lang), *advice(decision, lang)]
    write_sheet(book, sheet_name("answer", lang), heads("answer", lang, filled), ([each] for each in said))
    sheets = {
        "options": (_options, ["", _MONEY, *[_NUMBER] * 7, "0", _NUMBER, "0", "0"]),
        "mixes": (_mixes, ["", "", "", "", "0", _MONEY]),
        "shipped": (_shipped, ["", _MONEY, *[_NUMBER] * 4]),
        "signs": (_signs, ["0", "", "", "0.0", "", "0", "0"]),
        "rescues": (_rescues, ["", _MONEY, *[_NUMBER] * 3, "0"]),
        "unknowns": (_unknowns, ["", "", "0.###", "0.###", "0.000", "", "0", ""]),
        "frontier": (_frontier, [_MONEY, _MONEY, *[_NUMBER] * 4]),
    }
    for name, (rows, formats) in sheets.items():
        write_sheet(book, sheet_name(name, lang), heads(name, lang, filled), rows(decision, lang), formats)
    return save_workbook(book, path)
