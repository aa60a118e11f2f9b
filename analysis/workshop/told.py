"""What a team is shown and offered, in words: figures, a picture, earlier quarters, and what can be ordered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ...scenarios.programmes.interventions import KINDS
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..deciding.menu import EVERYWHERE
from ..drawings import Line, Theme, draw_bands
from ..words.phrases import euro, join, number, percent
from .debrief import BEST, NOTHING, Curve
from .game import Game, Order, Orders, range_of
from .seen import TASKS, Seen

say = Words("workshop.words")


def team_name(team: int, lang: str) -> str:
    """Return what a team is called."""
    return say("team", lang, number=team + 1)


def place(where: str, game: Game, lang: str) -> str:
    """Return where something is done, in words."""
    labels = {each.name: called(each, lang) for each in game.setting.known.company.organisation.departments}
    if where in labels:
        return labels[where]
    if where.startswith("not ") and where[4:] in labels:
        return say("all but", lang, department=labels[where[4:]])
    return say("everywhere", lang)


def in_words(order: Order, game: Game, lang: str) -> str:
    """Return an order in words."""
    where = "" if order.where == EVERYWHERE else place(order.where, game, lang)
    parts = [each for each in (where, say("until the end", lang) if order.to_end else "") if each]
    extra = f" ({', '.join(parts)})" if parts else ""
    return f"{called(KINDS[order.kind], lang)} {euro(order.euros, lang)}{extra}"


def ordered(orders: Orders, game: Game, lang: str) -> str:
    """Return the orders of a quarter in words."""
    return join([in_words(each, game, lang) for each in orders], lang) if orders else say("nothing ordered", lang)


def figures(sight: Seen, lang: str) -> list[tuple[str, str]]:
    """Return what the board sees now, as numbers and what they are."""
    found = []
    if sight.active:
        found.append((percent(sight.active[-1], lang), say("logged in", lang)))
    if sight.checks:
        found.append((percent(sight.checks[-1], lang), say("checked", lang, tasks=TASKS)))
    if not math.isnan(sight.customers):
        found.append((number(sight.customers, lang), say("customers", lang)))
    return [*found, (euro(sight.left, lang), say("left", lang))]


def earlier(game: Game, team: int, sight: Seen, lang: str) -> list[list[str]]:
    """Return a row for each closed quarter: which, what was ordered, log-ins and spot check at its end."""
    return [
        [
            say("quarter", lang, number=q + 1), ordered(orders, game, lang),
            percent(sight.active[game.month(q + 1) - 1], lang), percent(sight.checks[q], lang),
        ]
        for q, orders in enumerate(game.closed(team))
    ]  # fmt: skip


def picture(game: Game, sight: Seen, width: float, theme: Theme, lang: str) -> str:
    """Draw what the board sees over the months; between two spot checks nothing is known, so a line joins them."""
    if not sight.active:
        return ""
    lines = [
        Line(say("log-ins", lang), sight.active, theme.fills["active_users"], letters=theme.letters["active_users"])
    ]
    checked = _joined(game, sight.checks)
    if checked:
        lines.append(
            Line(say("spot check", lang), checked, theme.fills["deep_use"], letters=theme.letters["deep_use"])
        )  # fmt: skip
    return draw_bands(
        say("board's picture", lang), lines, months=game.end, width=width, theme=theme, lang=lang, cursor=False
    )


def _joined(game: Game, checks: Sequence[float]) -> list[float]:
    """Return a value for each month up to the last spot check."""
    known = [(0, 0.0), *((game.month(q + 1), share) for q, share in enumerate(checks))]
    found: list[float] = []
    for (a, low), (b, high) in pairwise(known):
        found += [low + (high - low) * (month - a) / (b - a) for month in range(a + 1, b + 1)]
    return found


def real_curves(curves: Sequence[Curve], game: Game, width: float, theme: Theme, lang: str) -> str:
    """Draw what really happened with each team, with nothing done, and with the best mix."""
    names = {NOTHING: say("nothing done", lang), BEST: say("best mix", lang)}
    paints = {NOTHING: theme.quiet, BEST: theme.ink}
    lines = [
        Line(names.get(each.who) or team_name(each.who, lang), each.real,
             paints.get(each.who) or theme.series[each.who % len(theme.series)])
        for each in curves
    ]  # fmt: skip
    return draw_bands(
        say("real picture", lang), lines, months=game.end, width=width, theme=theme, lang=lang, height=340.0,
        cursor=False,
    )  # fmt: skip


def shelf(game: Game, lang: str) -> list[dict[str, Any]]:
    """Return what can be ordered in the present quarter, with the least and the most of it by place and time."""
    menu = game.menu()
    return [
        {
            "kind": each.kind, "name": called(KINDS[each.kind], lang), "lasting": each.lasting,
            "places": [
                {
                    "where": where, "name": place(where, game, lang),
                    "once": range_of(game, each.kind, where),
                    "to_end": range_of(game, each.kind, where, to_end=True) if each.lasting else None,
                }
                for where in (menu.places if each.local else (EVERYWHERE,))
            ],
        }
        for each in menu.offers
        if menu.starts(each.kind)[:1] == (game.month(),)
    ]  # fmt: skip
