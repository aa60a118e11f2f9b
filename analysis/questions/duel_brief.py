"""A duel on one screen, and its table."""

from __future__ import annotations

from ...scenarios.words.months import month_cell
from ..base.purchase_words import warnings
from ..evidence.behaviour import misfit_said
from ..report.brief import Brief, only
from ..report.parts import Table
from ..words.phrases import number, percent
from .duel_result import DuelResult
from .duel_words import answer, odds, say

SHOWN_MONTHS = (1, 3, 6, 12, 24, 36)
FEW_MONTHS = (12, 24)
"""Months on one screen, beside the last one."""


def table(found: DuelResult, lang: str, months: tuple[int, ...] = SHOWN_MONTHS) -> Table:
    """Return market shares with their intervals by month, the last month included."""
    names = [found.label(c, lang) for c in range(2)]
    rows = []
    for month in sorted({*(m for m in months if m < found.months), found.months}):
        share = found.share(month)
        mean, low, high = (percent(each, lang, 2) for each in (share.mean, share.ci_low, share.ci_high))
        held = found.customers.held[:, month - 1].mean(axis=0)
        rows.append([
            month_cell(month, lang), mean, f"{low} … {high}",
            f"{percent(share.low, lang, 2)} … {percent(share.high, lang, 2)}",
            odds(share.ahead_own_luck, lang), *(number(float(each), lang) for each in held),
        ])  # fmt: skip
    heads = [
        say("month", lang), say("share", lang, name=names[0]), say("interval", lang), say("range", lang),
        say("p", lang),
    ]  # fmt: skip
    return Table([*heads, *(say("customers", lang, name=each) for each in names)], rows)


def head(found: DuelResult, lang: str) -> str:
    """Return who was held against whom, and how often."""
    n = number(found.programmes[0].replications, lang)
    return say("head", lang, a=found.label(0, lang), b=found.label(1, lang), n=n, seed=found.seed)


def brief(found: DuelResult, lang: str) -> Brief:
    """Return a duel as it fits on one screen."""
    small = only(table(found, lang, FEW_MONTHS), (0, 1, 2, 3, 4))
    *said, put_in = answer(found, lang)
    idle = warnings([each.scenario for each in found.programmes], lang)
    first = [each for each in (misfit_said(found.ensemble, lang), said[:1]) if each]
    return Brief(head(found, lang), first, small, [*idle, put_in], said[1:])
