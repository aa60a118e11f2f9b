"""What a phase map shows, in sentences."""

from __future__ import annotations

import numpy as np

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.least_sizes import by_luck
from ..words.phrases import change, find, is_share, number, percent, unit_of_change
from ..words.phrases import level as in_unit
from .discovery_words import place_words
from .phase_map import PhaseMapResult
from .uncertainty_words import label, plausible, written

say = Words("learning.phase")


def value_words(shown: PhaseMapResult, value: float, lang: str) -> str:
    """Return a value of the map with its unit, differences in percentage points."""
    outcome = shown.runs.outcome
    if shown.is_difference:
        shown_as = 100.0 * value if is_share(outcome) else value
        whole = abs(shown_as - round(shown_as)) < 1e-9
        size = number(shown_as, lang) if whole else change(value, outcome, lang).lstrip("+")
        return f"{size} {unit_of_change(outcome, lang)}"
    return in_unit(value, outcome, lang)


def starts(shown: PhaseMapResult) -> bool:
    """Return whether the map compares two starts."""
    return shown.between is not None and shown.between.name.endswith("starting_use")


def shown_words(shown: PhaseMapResult, lang: str) -> str:
    """Return what the map shows."""
    runs, words = shown.runs, called(find(shown.runs.outcome), lang)
    if runs.against:
        words = say("against", lang, outcome=words, against=runs.title(lang, runs.against))
    if (axis := shown.between) is None:
        return words
    low, high = (written(axis.name, float(end), lang, axis.high - axis.low) for end in (axis.low, axis.high))
    return say("between", lang, shown=words, name=label(axis.name, lang), low=low, high=high)


def place_of(shown: PhaseMapResult, index: tuple[int, int], lang: str) -> str:
    """Return a place of the map in words."""
    pairs = ((shown.x, float(shown.xs[index[1]])), (shown.y, float(shown.ys[index[0]])))
    return ", ".join(f"{label(a.name, lang)} {written(a.name, value, lang, a.high - a.low)}" for a, value in pairs)


def headline(shown: PhaseMapResult, lang: str) -> str:
    """Return the finding in one line."""
    words = shown_words(shown, lang)
    if shown.level is None:
        low, high = (value_words(shown, float(end), lang) for end in (shown.mean.min(), shown.mean.max()))
        return say("range", lang, shown=words, low=low, high=high)
    state = "always" if shown.reached.all() else "reached" if shown.reached.any() else "never"
    key = f"start {state}" if starts(shown) else state
    level = value_words(shown, shown.level, lang)
    return say(key, lang, shown=words, level=level, share=percent(shown.share, lang))


def notes(shown: PhaseMapResult, lang: str) -> list[str]:
    """Return what must be known to read the numbers."""
    found = _ends(shown, lang) if shown.level is None else _inside(shown, shown.level, lang)
    if np.isfinite(shown.half_width).all():
        found.append(say("widest", lang, reach=reach_words(shown, lang)))
        if shown.level is not None:
            counts = {"undecided": int(shown.undecided.sum()), "points": shown.mean.size}
            found.append(say("undecided", lang, level=value_words(shown, shown.level, lang), **counts))
    if luck := by_luck(shown.runs.replications, lang):
        found.append(luck)
    if shown.others:
        found.append(say("others", lang, names=", ".join(label(each.name, lang) for each in shown.others)))
    return found


def _ends(shown: PhaseMapResult, lang: str) -> list[str]:
    """Say where the map is lowest and highest."""
    ends = [np.unravel_index(int(each), shown.mean.shape) for each in (shown.mean.argmin(), shown.mean.argmax())]
    at_low, at_high = (place_of(shown, (int(row), int(column)), lang) for row, column in ends)
    return [say("ends", lang, at_low=at_low, at_high=at_high)]


def _inside(shown: PhaseMapResult, level: float, lang: str) -> list[str]:
    """Say how often the level is reached within the plausible ranges, if the map goes beyond them."""
    ranges = [(plausible(axis.name) or (axis.low, axis.high)) for axis in (shown.x, shown.y)]
    columns, rows = (
        (values >= low) & (values <= high) for values, (low, high) in zip((shown.xs, shown.ys), ranges, strict=True)
    )
    inside = np.outer(rows, columns)
    if inside.all() or not inside.any():
        return []
    counts = {"reached": int((inside & shown.reached).sum()), "points": int(inside.sum())}
    return [say("plausible", lang, level=value_words(shown, level, lang), **counts)]


def reach_words(shown: PhaseMapResult, lang: str) -> str:
    """Return the greatest half-width, in the unit of a difference."""
    outcome = shown.runs.outcome
    size = change(float(shown.half_width.max()), outcome, lang).lstrip("+")
    return f"{size} {unit_of_change(outcome, lang)}"


def below(shown: PhaseMapResult, lang: str) -> str:
    """Return what was run."""
    runs = shown.runs
    return say(
        "below", lang, shown=shown_words(shown, lang), scenario=runs.title(lang), place=place_words(runs, lang),
        month=runs.month, points=number(len(runs.points), lang), runs=number(runs.replications, lang),
    )  # fmt: skip
