"""The steps of the ways to spend the money: which the room thinks leads, how sure that is, and whether it pays."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..comparing.costs import break_even_margin, payback
from ..comparing.verdict import AHEAD, DEPENDS, EQUAL, OPEN
from ..drawings.theme import Theme
from ..laboratory.film import Film
from ..words.phrases import euro, join, number, percent
from . import pictures
from .company_steps import note, one_company, still
from .runs import ALONE, SHIPPED, StoryRuns
from .step import CHOICE, Guess, Step, guessed, limits_of, say

Floats = npt.NDArray[np.float64]
MOST_FILMS = 3
"""Companies that move side by side at most."""


def leading(runs: StoryRuns, values: Sequence[Floats]) -> tuple[int, ...]:
    """Return which of several things that are done may be the best, that with the best mean first."""
    best = max(range(len(values)), key=lambda n: float(values[n].mean()))
    others = (n for n in range(len(values)) if n != best)
    return (best, *(n for n in others if runs.standing(values[best], values[n]) != AHEAD))


def _values(runs: StoryRuns) -> list[Floats]:
    return [runs.programmes[name].at("deep_use", runs.year) for name in runs.ways]


def leader(runs: StoryRuns) -> str:
    """Return the programme with the most real use after a year."""
    return runs.ways[leading(runs, _values(runs))[0]]


def side_by_side(runs: StoryRuns, most: int = 4) -> tuple[str, ...]:
    """Return what the laboratory shows of a story: nothing done, the presenter's plans, and the shipped ways.

    Parameters
    ----------
    runs : StoryRuns
    most : int
        How many there may be; the leader is among them.
    """
    plans = [name for name in runs.ways if name not in SHIPPED]
    ranked = dict.fromkeys([leader(runs), *plans, *runs.ways])
    kept = list(ranked)[: most - 1]
    return (ALONE, *(name for name in runs.ways if name in kept))


def _quoted(runs: StoryRuns, names: Sequence[str], lang: str) -> str:
    return join([say("quoted", lang, name=runs.programmes[name].label(lang)) for name in names], lang)


def ways(runs: StoryRuns, lang: str) -> Step:
    """Tell what comes of each way to spend the money, which the room guesses first."""
    values = _values(runs)
    best, labels = leading(runs, values), [runs.programmes[name].label(lang) for name in runs.ways]
    gaps = [limits_of(runs.gap("deep_use", runs.year, name), lang)["gap"] for name in runs.ways]
    most, base = (float(each.mean()) for each in (values[best[0]], runs.alone.at("deep_use", runs.year)))
    words = {"base": percent(base, lang, 1), "level": percent(most, lang, 1), "past": percent(1.0 - most, lang)}
    text = say("ways text", lang, **words, best=_quoted(runs, [runs.ways[best[0]]], lang))
    shown = _films(runs, lang)
    return Step(
        say("ways leads", lang, name=labels[best[0]]) if len(best) == 1 else say("ways open", lang),
        f"{text} {say('ways still', lang, **words)}", tuple(zip(gaps, labels, strict=True)),
        f"{one_company(runs, lang)} {say('points note', lang)}", ("deep_use", "never_used"),
        lambda width, theme: pictures.companies(runs, shown, runs.year, width, theme, lang),
        say("ways notes", lang), films=tuple(film for _, film in shown),
        guess=Guess(
            CHOICE, guessed("ways question", lang), _about(runs, lang), still(runs, runs.lived, lang),
            (*labels, guessed("none", lang)), best,
        ),
    )  # fmt: skip


def _films(runs: StoryRuns, lang: str) -> list[tuple[str, Film]]:
    """Return the companies that move side by side, the leading one among them, under their names."""
    ranked = list(dict.fromkeys([leader(runs), *runs.ways]))[:MOST_FILMS]
    told = [name for name in runs.ways if name in ranked]
    labels = [runs.programmes[name].label(lang) for name in told]
    return list(zip(labels, pictures.films(runs, told, runs.year, runs.lived), strict=True))


def _about(runs: StoryRuns, lang: str) -> str:
    """Return what is asked of the ways to spend the money, and that it is the same money where it is."""
    costs = [runs.programmes[name].scenario.total_cost for name in runs.ways]
    if max(costs) - min(costs) < 1.0:
        return guessed("ways same money", lang, cost=euro(costs[0], lang))
    return guessed("ways own money", lang)


def sure(runs: StoryRuns, lang: str) -> Step:
    """Tell how sure the order of the programmes is, by the rules of the verdict."""
    values = dict(zip(runs.ways, _values(runs), strict=True))
    best = leader(runs)
    standings = {name: runs.standing(values[best], values[name]) for name in runs.ways if name != best}
    by = {kind: [name for name, each in standings.items() if each == kind] for kind in (AHEAD, EQUAL, DEPENDS, OPEN)}
    words = {"best": _quoted(runs, [best], lang)}
    said = [
        *([say("sure ahead", lang, **words, others=_quoted(runs, by[AHEAD], lang))] if by[AHEAD] else []),
        *([say("sure equal", lang, **words, others=_quoted(runs, by[EQUAL], lang))] if by[EQUAL] else []),
        *([say("sure depends", lang, **words, others=_quoted(runs, by[DEPENDS], lang))] if by[DEPENDS] else []),
        *([say("sure open", lang, **words, others=_quoted(runs, by[OPEN], lang))] if by[OPEN] else []),
    ]
    if by[DEPENDS] or by[OPEN]:
        title = say("unsure title", lang)
    else:
        title = say("equal title", lang) if by[EQUAL] else say("sure title", lang)
    gaps = {name: runs.gap("deep_use", runs.year, name) for name in runs.ways}
    limits, label = limits_of(gaps[best], lang), runs.programmes[best].label(lang)
    unit = say("difference", lang, month=runs.year, base=runs.alone.label(lang))

    def draw(width: float, theme: Theme) -> str:
        found = {
            runs.programmes[name].label(lang): (gap, pictures.paint_of(runs, name, theme)) for name, gap in gaps.items()
        }
        return pictures.gains(found, unit, width, theme, lang)

    return Step(
        title, " ".join([*said, say("sure how", lang)]),
        ((limits["gap"], say("points of", lang, name=label, low=limits["low"], high=limits["high"])),),
        note(runs, "differences", lang), ("deep_use",), draw, say("sure notes", lang),
    )  # fmt: skip


def money(runs: StoryRuns, lang: str) -> Step:
    """Tell whether the leading programme pays, and from which margin on."""
    best = runs.programmes[leader(runs)]
    margin, low, high = break_even_margin(best, runs.alone)
    back = float(np.isfinite(payback(best, runs.alone)).mean())
    words = {
        "name": _quoted(runs, [best.name], lang), "cost": euro(best.scenario.total_cost, lang),
        "each": euro(best.scenario.total_cost / runs.alone.scenario.company.organisation.headcount, lang),
        "months": number(runs.alone.months - runs.lived, lang), "margin": euro(margin, lang),
        "low": euro(low, lang), "high": euro(high, lang), "hundred": number(100.0 * back, lang),
        "assumed": euro(best.scenario.company.market.margin, lang),
    }  # fmt: skip
    figures = [(words["cost"], say("spent", lang, **words)),
               (say("of hundred", lang, **words), say("paid back", lang, **words))]  # fmt: skip
    if margin > 0.0 and not math.isnan(low):
        figures.insert(1, (words["margin"], say("margin needed", lang, **words)))
    title, hangs = _hangs_on(margin, words, lang)
    return Step(
        title, f"{_so_far(runs, best.name, words, lang)} {hangs}", tuple(figures), note(runs, "money note", lang),
        ("net_value", "customers"), lambda width, theme: pictures.money(runs, width, theme, lang),
        say("money notes", lang),
    )  # fmt: skip


def _hangs_on(margin: float, words: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Return the title and the sentence on what a customer must bring."""
    if math.isnan(margin):
        return say("money unknown title", lang), say("money unknown", lang, **words)
    if margin <= 0.0:
        return say("money always title", lang), say("money always", lang, **words)
    return say("money title", lang, **words), say("money margin", lang, **words)


def _so_far(runs: StoryRuns, name: str, words: Mapping[str, str], lang: str) -> str:
    """Return what a programme costs and has brought after a year and at the end."""
    after, end = (runs.gap("net_value", month, name).value for month in (runs.year, runs.alone.months))
    said = {"after": euro(round(abs(after), -3), lang), "end": euro(round(abs(end), -3), lang)}
    first = say("money minus", lang, **words, **said) if after < 0.0 else say("money plus", lang, **words, **said)
    last = say("money end minus", lang, **words, **said) if end < 0.0 else say("money end plus", lang, **words, **said)
    return f"{first} {last}"
