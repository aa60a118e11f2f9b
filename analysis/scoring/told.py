"""What the answers did to the company's numbers, in sentences, on one screen and as tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...scenarios.core.scenario import Scenario
from ...scenarios.surveys.answers import Answers
from ...scenarios.words.catalogue import Words
from ..base.effects import as_json
from ..company.fit_words import LABELS
from ..report.parts import Table
from ..words.phrases import join, number, percent
from .company import LEVELS, Moved, Surveyed
from .numbers import WHOLE, Number
from .reliability import POOR, Reliability

say = Words("scoring.told")
TOLD, BARELY = 0.20, 0.05
"""Share of variance explained from which answers tell something of a number, and below which nothing (judgement)."""
LEAST_YES = 0.05
"""Points of the scale towards yes from which it is told."""
NAMED, SHOWN = 4, 8
"""Numbers named in a sentence, and rows of the table on one screen."""


def label_of(moved: Number, scenario: Scenario, lang: str) -> str:
    """Return a number in words, with its department."""
    words = LABELS(moved.name, lang)
    if moved.department == WHOLE:
        return words
    return f"{words} ({scenario.company.organisation.departments[moved.department].label(lang)})"


def by_telling(found: Surveyed) -> list[Moved]:
    """Return the numbers of the company and of departments of which five answered, most told first."""
    shown = [each for each in found.moved if each.number.department in (WHOLE, *found.standing.told)]
    return sorted(shown, key=lambda each: -each.explained)


def told_by_use(found: Surveyed, moved: Moved) -> float:
    """Return what usage alone had told of a number, as a share of its variance; NaN without a fit to it."""
    if found.used is None or moved.number.path not in found.used.draws[0].settings:
        return math.nan
    draws, (low, high) = found.used.draws, (moved.number.low, moved.number.high)
    mean = math.fsum(each.weight * each.settings[moved.number.path] for each in draws)
    spread = math.fsum(each.weight * (each.settings[moved.number.path] - mean) ** 2 for each in draws)
    return max(0.0, 1.0 - spread / ((high - low) ** 2 / 12.0))


def number_table(found: Surveyed, lang: str, rows: int | None = None) -> Table:
    """Return a row per number: its range before and after the answers, and how much of it they tell."""
    used, scenario = found.used is not None, found.fit.scenario
    cells = []
    for each in by_telling(found)[:rows]:
        row = [label_of(each.number, scenario, lang), _range(each.before, lang), _range(each.after, lang)]
        row.append(number(each.after[1], lang, 2))
        if used:
            row.append(_share(told_by_use(found, each), lang))
        cells.append([*row, percent(each.explained, lang)])
    return Table(say.several("heads with use" if used else "heads", lang), cells)


def _range(values: Sequence[float], lang: str) -> str:
    return f"{number(values[0], lang, 2)} … {number(values[-1], lang, 2)}"


def _share(value: float, lang: str) -> str:
    return percent(value, lang) if math.isfinite(value) else "–"


def sentences(found: Surveyed, lang: str) -> list[str]:
    """Return what the answers tell and what not, of whom nothing is told, and what was taken off."""
    order = by_telling(found)
    names = [label_of(each.number, found.fit.scenario, lang) for each in order]
    told = [name for name, each in zip(names, order, strict=True) if each.explained >= TOLD]
    said = [say("told", lang, names=join(told[:NAMED], lang), n=len(told), of=len(order)) if told else say("few", lang)]
    if found.used is not None:
        known = sorted(order, key=lambda each: -_zero(told_by_use(found, each)))[:NAMED]
        use = [label_of(m.number, found.fit.scenario, lang) for m in known if _zero(told_by_use(found, m)) >= TOLD]
        said.append(say("with use", lang, names=join(use, lang)) if use else say("use little", lang))
    barely = [name for name, each in zip(names, order, strict=True) if each.explained < BARELY]
    if barely:
        text = say.one_or_many("not told", lang, len(barely))
        said.append(text.format(n=number(len(barely), lang), names=join(barely[:NAMED], lang)))
    return [*said, *_pulled(found, lang), *_yes(found, lang)]


def _zero(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _pulled(found: Surveyed, lang: str) -> list[str]:
    departments = found.fit.scenario.company.organisation.departments
    silent = [each.label(lang) for d, each in enumerate(departments) if d not in found.standing.told]
    return [say("pulled", lang, places=join(silent, lang))] if silent else []


def _yes(found: Surveyed, lang: str) -> list[str]:
    graded = found.standing.graded
    if graded is None:
        return []
    steps = [each.step for each in graded.curves]
    points = graded.yes / (math.fsum(steps) / len(steps))
    return (
        [say("yes" if points > 0.0 else "no", lang, points=number(abs(points), lang, 1))] if abs(points) >= 0.05 else []
    )


def poorly(found: Sequence[Reliability], answers: Answers, lang: str) -> list[str]:
    """Return which constructs' statements do not go together."""
    labels = {each.name: each.label(lang) for each in answers.instrument.constructs}
    bad = [labels[each.construct] for each in found if each.items > 1 and each.omega[2] < POOR]
    return [say("poor", lang, n=len(bad), names=join(bad, lang))] if bad else []


def reliability_table(found: Sequence[Reliability], answers: Answers, lang: str) -> Table:
    """Return alpha and omega of every construct with more than one statement."""
    labels = {each.name: each.label(lang) for each in answers.instrument.constructs}
    rows = [
        [labels[each.construct], number(each.items, lang), number(each.people, lang),
         _interval(each.alpha, lang), _interval(each.omega, lang)]
        for each in found if each.items > 1
    ]  # fmt: skip
    return Table(say.several("reliability", lang), rows)


def _interval(values: tuple[float, float, float], lang: str) -> str:
    if not math.isfinite(values[0]):
        return "–"
    return say("interval", lang, value=number(values[0], lang, 2), range=_range(values[1:], lang))


def next_step(folder: Path | None, lang: str) -> str:
    """Return the command that comes next."""
    return say("no folder", lang) if folder is None else say("next", lang, file=folder / "fit.json")


def document(found: Surveyed, reliable: Sequence[Reliability]) -> dict[str, Any]:
    """Return what the answers say of the company as JSON values."""
    names = found.fit.scenario.company.organisation.names
    return {
        "departments_told": [names[d] for d in found.standing.told],
        "numbers": {
            each.number.path: {
                "range": [each.number.low, each.number.high],
                "before": dict(zip(map(str, LEVELS), each.before, strict=True)),
                "after": dict(zip(map(str, LEVELS), each.after, strict=True)),
                "told_by_answers": each.explained, "told_by_use": as_json(told_by_use(found, each)),
            }
            for each in by_telling(found)
        },
        "reliability": {
            each.construct: {
                "statements": each.items, "people": each.people,
                "alpha": [as_json(v) for v in each.alpha], "omega": [as_json(v) for v in each.omega],
            }
            for each in reliable
        },
        "draws": len(found.fit.draws),
    }  # fmt: skip
