"""Words of the three walls: the answer in sentences, and the table on the screen."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..figures.words import Measure
from ..report.brief import only
from ..report.parts import Table
from ..words.phrases import NO_NUMBER, euro, find, join, level, number
from .gain import Gain
from .gain_words import how_often, limits, partly_put_in, shown_as, silence, with_limits
from .walls_result import DOWN, WALLS, WallsResult

say = Words("questions.walls")
_NAMES = Words("questions.walls.names")
ALL = tuple(WALLS)


def names(down: tuple[str, ...], lang: str) -> str:
    """Return which walls are taken down, in words."""
    return join([_NAMES(name, lang) for name in down], lang) if down else say("none", lang)


def changes(found: WallsResult, lang: str) -> Measure:
    """Choose how all changes of a result are printed: alike, so that they can be added up by eye."""
    gains = [found.effect(*down) for down in DOWN[1:]]
    return shown_as([*gains, found.interplay(*ALL)], found.asked.outcome, lang)


def answer(found: WallsResult, lang: str) -> list[str]:
    """Return what the walls cost, alone and together, and whether they hold each other up, in sentences."""
    ending = [*partly_put_in(found.asked, lang), say("put in", lang, per_head=euro(found.per_head, lang))]
    if why := silence(found.asked, lang):
        return [*why, *ending]
    shown = changes(found, lang)
    return [*_together(found, shown, lang), _alone(found, shown, lang), _interplay(found, shown, lang),
            _left(found, shown, lang), *ending]  # fmt: skip


def _told(gain: Gain, shown: Measure, lang: str) -> dict[str, str]:
    return {
        "change": with_limits(gain, shown, lang), "unit": shown.unit,
        "better": number(gain.better, lang), "sets": number(gain.sets, lang),
    }  # fmt: skip


def _together(found: WallsResult, shown: Measure, lang: str) -> list[str]:
    gain, outcome = found.effect(*ALL), found.asked.outcome
    levels = {"before": level(found.level(), outcome, lang), "after": level(found.level(*ALL), outcome, lang)}
    said = [
        say(
            {1: "better", -1: "worse", 0: "open"}[gain.decided], lang, outcome=called(find(outcome), lang),
            month=number(found.asked.month, lang), **levels, **_told(gain, shown, lang),
        )
    ]  # fmt: skip
    if gain.low < gain.high:
        said.append(say("range", lang, low=shown.plain(gain.low), high=shown.plain(gain.high)))
    return said


def _each(gains: dict[str, Gain], shown: Measure, lang: str) -> str:
    return join([f"{_NAMES(name, lang)} {with_limits(gain, shown, lang)}" for name, gain in gains.items()], lang)


def _alone(found: WallsResult, shown: Measure, lang: str) -> str:
    each = _each({name: found.effect(name) for name in ALL}, shown, lang)
    return say(
        "alone", lang, budget=euro(found.budget, lang), each=each, unit=shown.unit,
        sum=shown.plain(found.added_up(*ALL)),
    )  # fmt: skip


def _interplay(found: WallsResult, shown: Measure, lang: str) -> str:
    gain = found.interplay(*ALL)
    return say(
        {1: "more", -1: "less", 0: "same"}[gain.decided], lang,
        together=shown.plain(found.effect(*ALL).mean), sum=shown.plain(found.added_up(*ALL)),
        **_told(gain, shown, lang),
    )  # fmt: skip


def _left(found: WallsResult, shown: Measure, lang: str) -> str:
    each = _each({name: found.left_standing(name) for name in ALL}, shown, lang)
    return say("left", lang, each=each, unit=shown.unit)


def headline(found: WallsResult, lang: str) -> str:
    """Return what the figure shows, in a sentence."""
    if silence(found.asked, lang):
        return say("title silent", lang)
    shown, gain = changes(found, lang), found.interplay(*ALL)
    return say(
        {1: "title more", -1: "title less", 0: "title same"}[gain.decided], lang,
        together=shown.plain(found.effect(*ALL).mean), sum=shown.plain(found.added_up(*ALL)), unit=shown.unit,
    )  # fmt: skip


def columns(found: WallsResult, lang: str) -> list[str]:
    """Return the headings of the table."""
    shown = changes(found, lang)
    heads = say.several("columns", lang)
    unit = f", {shown.unit}" if shown.unit else ""
    return [*heads[:2], called(find(found.asked.outcome), lang), heads[2] + unit, *heads[3:]]


def small(found: WallsResult, lang: str) -> Table:
    """Return what of the table fits on one screen."""
    return only(Table(columns(found, lang), rows(found, lang)), (0, 1, 2, 3, 4, 6))


def rows(found: WallsResult, lang: str) -> list[list[str]]:
    """Return a row for each set of walls: level, change with its limits, and what is beyond the sum of each."""
    shown, outcome = changes(found, lang), found.asked.outcome
    table = []
    for down in DOWN:
        row = [names(down, lang), euro(found.budget * len(down), lang), level(found.level(*down), outcome, lang)]
        if not down:
            table.append([*row, *[NO_NUMBER] * 6])
            continue
        gain = found.effect(*down)
        row += [shown.plain(gain.mean), limits(gain.ci_low, gain.ci_high, shown),
                limits(gain.low, gain.high, shown), how_often(gain, lang)]  # fmt: skip
        several = len(down) > 1
        row.append(shown.plain(found.added_up(*down)) if several else NO_NUMBER)
        row.append(with_limits(found.interplay(*down), shown, lang) if several else NO_NUMBER)
        table.append(row)
    return table
