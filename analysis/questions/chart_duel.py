"""The figure of the duel: who wins market share from whom, and the customers of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from ..base.effects import intervals
from ..board.curves import ABOVE, Comparison, Curve, Floats, Panel, room_for, shown_as
from ..board.months import AXIS, TICKS
from ..comparing.robustness import RANGE
from ..figures.colours import QUIET, Look, colour, dashes, marker
from ..figures.parts import MARGIN, finish, gap_for, headed, sheet, width_of, wrap
from ..figures.style import board_style
from ..figures.words import Measure, measure, say
from ..words.phrases import number, percent
from .duel_words import say as of_duel

if TYPE_CHECKING:
    from .duel_result import DuelResult

UPPER, LOWER, GAP, HEADING = 2.6, 2.2, 0.72, 0.56
"""Heights of the panels, of the space between them and of the words above, inches."""


def _look(company: int) -> Look:
    return Look(colour(company), dashes(company), marker(company))


def _shares(duel: DuelResult) -> list[Curve]:
    """Return both companies' market shares; bands hold 90 % of pairs with own luck."""
    found = []
    for c, programme in enumerate(duel.programmes):
        held = duel.own_luck.held
        own = held[:, :, c] / held.sum(axis=2)
        mean = duel.shares[:, :, c].mean(axis=0)
        low, high = np.quantile(own, RANGE, axis=0) if len(own) else np.full((2, len(mean)), np.nan)
        found.append(Curve(programme, _look(c), mean, low, high))
    return found


def _held(duel: DuelResult) -> list[Curve]:
    """Return both companies' customers with 95 % intervals of the mean."""
    found = []
    for c, programme in enumerate(duel.programmes):
        limits = intervals(duel.customers.held[:, :, c], duel.sets)
        found.append(Curve(programme, _look(c), *limits))
    return found


def _alone(duel: DuelResult) -> list[Floats]:
    return [each.of("customers").mean(axis=0) for each in duel.alone]


def finding(duel: DuelResult, lang: str) -> str:
    """Return what the figure shows, in a sentence."""
    leader = duel.leader
    if leader is None:
        return of_duel("title draw", lang, a=duel.label(0, lang), b=duel.label(1, lang), months=duel.months)
    share = percent(duel.share(duel.months, leader).mean, lang, 1)
    names = {"leader": duel.label(leader, lang), "other": duel.label(1 - leader, lang)}
    return of_duel("title ahead", lang, share=share, months=duel.months, **names)


def _beside(duel: DuelResult, curves: list[Curve], shown: Measure, lang: str) -> list[tuple[str, ...]]:
    names = [wrap(duel.label(c, lang), 2.35) for c in range(2)]
    return [(name, each.printed(duel.months, shown)) for name, each in zip(names, curves, strict=True)]


@board_style()
def market_shares(duel: DuelResult, lang: str = "en") -> Figure:
    """Draw the market share of each company over the months, on an axis from zero, and below it the customers of each.

    Parameters
    ----------
    duel : DuelResult
    lang : {"en", "de"}

    Returns
    -------
    matplotlib.figure.Figure
    """
    n = duel.programmes[0].replications
    shares, held = _shares(duel), _held(duel)
    shown = measure("share", [float(each.mean[-1]) for each in shares], lang)
    customers = shown_as(held, "customers", duel.months, lang, difference=False)
    texts = [_beside(duel, curves, each, lang) for curves, each in ((shares, shown), (held, customers))]
    notes = [
        of_duel("bands", lang, n=number(n, lang)) if n > 1 else of_duel("bands one", lang),
        of_duel("dashed", lang),
    ]
    body = HEADING + UPPER + GAP + max(LOWER, room_for(texts[1])) + AXIS
    page = sheet(*headed(finding(duel, lang), of_duel("subtitle", lang), ""), notes, body)
    header = say("month", lang, month=duel.months)
    values = max(width_of(each) for each in (header, *(value for text in texts for _, value in text)))
    leaders = gap_for(2)
    left = MARGIN + TICKS
    width = page.right - values - 0.2 - max(width_of(name) for name, _ in texts[0]) - leaders - left
    comparison = Comparison(duel.programmes[0], (duel.programmes[1],))
    frame = (comparison, duel.months, lang)

    top = Panel(page, left, page.top - HEADING - UPPER, width, UPPER, leaders, *frame)
    axes = top.draw(shares, shown, zero=True)
    axes.tick_params(labelbottom=False, bottom=False)
    top.labels(axes, shares, texts[0], (page.right,))
    top.strip(compared=False)
    page.write(MARGIN, page.top, shown.heading(of_duel("upper", lang)), weight="bold", va="top")
    page.write(page.right, page.top - HEADING + ABOVE, header, ha="right", color=QUIET)
    base = top.bottom - GAP
    bottom = Panel(page, left, base - LOWER, width, LOWER, leaders, *frame)
    axes = bottom.draw(held, customers)
    for each, mean in zip(held, _alone(duel), strict=True):
        months = np.arange(1, len(mean) + 1)
        axes.plot(months, mean, color=each.paint, linestyle=(0, (4, 2)), linewidth=1.2, zorder=2.7)
    bottom.labels(axes, held, texts[1], (page.right,))
    page.write(MARGIN, base + 0.25, of_duel("lower", lang), weight="bold")
    axes.set_xlabel(say("months", lang), labelpad=4)
    return finish(page)
