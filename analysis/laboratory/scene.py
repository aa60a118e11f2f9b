"""What the page plays: drawings of the last month, and compact data that move them to any other month."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.manner import first_of
from ...scenarios.words.months import month as month_told
from ...scenarios.words.months import start
from ..base.ranges import COMPANIES
from ..drawings import DARK, LIGHT, Line, Start, Theme, Unit, draw_bands, draw_company, draw_heat_map
from ..drawings.company import keys, marks_in_words
from ..drawings.scale import depths, letters_on, shades_of
from ..figures.words import meaning
from ..words.phrases import is_share
from ..words.phrases import number as written
from .build import LETTERS
from .choices import Look
from .figures import (
    HEADLINES,
    Summary,
    alike,
    difference,
    difference_rows,
    headline_rows,
    payback_words,
    sentences,
    spending_words,
    summary,
    verdicts,
)
from .people import counts_of, groups_of, marks_of, together
from .runs import FIRST, LabRun

say = Words("laboratory.words")

GAP = 28.0
"""Pixels between two columns."""
LEAST = 300.0
"""Width of a column below which scenarios stand under each other."""
NO_VALUE = 255
TALLEST = 272.0
"""Height of the people, so that people and curves stand on one screen."""


@dataclass(frozen=True)
class Room:
    """Pixels for one column of a row with so many, and the theme's colours."""

    width: float
    theme: Theme


def columns_in(width: float, wanted: int) -> int:
    """Return how many columns stand beside each other."""
    fitting = [n for n in range(1, wanted + 1) if (width - GAP * (n - 1)) / n >= LEAST]
    most = max(fitting, default=1)
    return 2 if wanted == 4 and most == 3 else most


def theme_of(dark: bool) -> Theme:
    """Return the colours of a page."""
    return DARK if dark else LIGHT


def paint_of(number: int, theme: Theme) -> str:
    """Return the colour of a scenario: grey for the first, which the others are compared with."""
    return theme.quiet if number == 0 else theme.series[number]


def _packed(values: npt.NDArray[Any]) -> str:
    """Return an array as text: little-endian bytes in base64."""
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")


def _starts(runs: Sequence[LabRun], theme: Theme, lang: str) -> list[Start]:
    """Return where the interventions of each scenario begin, with their names."""
    found = []
    for number, run in enumerate(runs):
        for month in run.programme.starts:
            names = [each.label(lang) for each in run.scenario.interventions if each.start == month and not each.when]
            if names:
                begun, what = start(month, lang), ", ".join(dict.fromkeys(names))
                what = say("starts", lang, letter=LETTERS[number], start=begun, what=what)
                found.append(Start(month, LETTERS[number], what, paint_of(number, theme)))
    return found


def _unit(outcome: str, lang: str, *, points: bool) -> Unit:
    if is_share(outcome):
        return Unit(title=say("in points", lang), suffix="", digits=1, sign=True) if points else Unit()
    if OUTCOME[outcome].unit == "EUR":
        return Unit(0.001, "", 0, points, say("in thousand euros", lang))
    return Unit(1.0, "", 0, points)


def _line(found: Summary, name: str, paint: str, band: str) -> Line:
    low, high = found.band(band)
    return Line(name, found.mean.tolist(), paint, low.tolist(), high.tolist())


def curves_of(runs: Sequence[LabRun], look: Look, room: Room, height: float = 250.0, *, cursor: bool = True) -> str:
    """Draw an outcome of all scenarios with bands over the runs."""
    lines = [
        _line(
            summary(run.programme.path(look.outcome), run.programme.sets),
            LETTERS[number],
            paint_of(number, room.theme),
            look.band,
        )
        for number, run in enumerate(runs)
    ]
    return draw_bands(
        called(OUTCOME[look.outcome], look.lang), lines, months=runs[0].months, width=room.width, theme=room.theme,
        lang=look.lang, height=height, unit=_unit(look.outcome, look.lang, points=False),
        starts=_starts(runs, room.theme, look.lang), cursor=cursor, zero=look.outcome != "customers",
    )  # fmt: skip


def differences_of(
    runs: Sequence[LabRun], look: Look, room: Room, height: float = 250.0, *, cursor: bool = True
) -> str:
    """Draw what differs from the first scenario, company by company, with the interval of the mean."""
    lines = [
        _line(difference(run, runs[0], look.outcome), f"{letter}−A", paint_of(number, room.theme), "ci")
        for number, (run, letter) in enumerate(zip(runs[1:], LETTERS[1:], strict=False), start=1)
    ]
    title = say("difference title", look.lang, outcome=called(OUTCOME[look.outcome], look.lang))
    return draw_bands(
        title, lines, months=runs[0].months, width=room.width, theme=room.theme, lang=look.lang, height=height,
        unit=_unit(look.outcome, look.lang, points=True), cursor=cursor,
    )  # fmt: skip


def company_of(
    run: LabRun, look: Look, room: Room, title: str, month: int, *, key: bool = False, filled: bool = True
) -> str:
    """Draw the people of a scenario at the end of a month; where they are not filled, the page does it."""
    each = together(run.recording)
    return draw_company(
        groups_of(run.recording, run.scenario, month, look.lang, each), width=room.width, theme=room.theme,
        lang=look.lang, marks=marks_of(run.recording, month) if each == 1 else (), colour=look.colour, key=key,
        title=title, tallest=TALLEST, filled=filled,
    )  # fmt: skip


def heat_map_of(run: LabRun, look: Look, room: Room, title: str, month: int) -> str:
    """Draw who uses what at the end of a month."""
    company = run.scenario.company
    features = [called(each, look.lang) for each in company.catalogue.features]
    departments = [called(each, look.lang) for each in company.organisation.departments]
    shares = run.use[month - 1] if month else np.where(np.isnan(run.use[0]), np.nan, 0.0)
    return draw_heat_map(
        features, departments, shares.tolist(), width=room.width, theme=room.theme, lang=look.lang, title=title
    )


def _heat(run: LabRun) -> str:
    """Return the heat map of months 0, 1, ... in whole percents, `NO_VALUE` where a feature does not matter."""
    start = np.where(np.isnan(run.use[:1]), np.nan, 0.0)
    shares = np.concatenate([start, run.use])
    return _packed(np.where(np.isnan(shares), NO_VALUE, np.round(100.0 * np.nan_to_num(shares))).astype(np.uint8))


def _column(run: LabRun, number: int, first: LabRun, look: Look, room: Room, month: int) -> dict[str, Any]:
    """Return what the page shows of one scenario."""
    recording, lang = run.recording, look.lang
    deep, minimum = counts_of(recording, together(recording))
    title = f"{LETTERS[number]}: {run.scenario.title(lang)}"
    return {
        "letter": LETTERS[number],
        "paint": paint_of(number, room.theme),
        "title": run.scenario.title(lang),
        "description": run.scenario.description(lang),
        "spending": spending_words(run, lang),
        "payback": payback_words(run, first, lang),
        "sentences": sentences(run, lang),
        "figures": headline_rows(run, lang),
        "differences": {} if number == 0 else difference_rows(run, first, lang),
        "company": company_of(run, look, room, title, month, filled=False),
        "heat_map": heat_map_of(run, look, room, title, month),
        "heat": _heat(run),
        "deep": _packed(deep),
        "minimum": _packed(minimum),
        "marks": _packed(recording.marks) if together(recording) == 1 else "",
        "relevant": [each.bit_count() for each in recording.relevant],
        "start": list(recording.start),
        "names": list(recording.names),
        "leads": np.flatnonzero(recording.leads).tolist(),
        "colleagues": _packed(np.array([row for each in recording.colleagues for row in each], "<u4")),
        "ends": _packed(np.cumsum([len(each) for each in recording.colleagues]).astype("<u4")),
        "departments": [called(each, lang) for each in run.scenario.company.organisation.departments],
        "features": [called(each, lang) for each in run.scenario.company.catalogue.features],
    }


def _terms(lang: str) -> dict[str, str]:
    """Return what each figure means, for the pointer that rests on it."""
    return {name: meaning(OUTCOME[name], lang) for name in HEADLINES}


def _colours(look: Look, theme: Theme) -> dict[str, Any]:
    leads, champions = marks_in_words(look.lang)
    return {
        "keys": [{"paint": paint, "words": words} for paint, words in keys(theme, look.lang, look.colour)],
        "leads": leads,
        "champions": champions,
        "depths": list(depths(theme)),
        "shades": list(shades_of(theme.name)),
        "letters": list(letters_on(theme.name)),
        "ways": [theme.fills[way] for way in ("deep_use", "compliance_use", "shadow_use")],
    }


def _about(run: LabRun, look: Look, companies: int) -> str:
    """Return what squares are, and of how many companies the rest is."""
    each, lang = together(run.recording), look.lang
    square = say("square", lang) if each == 1 else say("square together", lang, people=written(each, lang))
    key = "by depth" if look.colour == "depth" else "by way"
    return " ".join((square, say(key, lang), say("one company", lang, n=written(companies, lang))))


def scene(runs: Sequence[LabRun], look: Look, *, width: float, dark: bool) -> dict[str, Any]:
    """Return everything that the page plays, as plain data.

    Parameters
    ----------
    runs : sequence of LabRun
        Two to four scenarios over the same months.
    look : Look
        Language, outcome, bands and colours.
    width : float
        Pixels there are for all columns.
    dark : bool
        Whether the page is dark.
    """
    theme, lang, months = theme_of(dark), runs[0].scenario.manner(look.lang), runs[0].months
    look = replace(look, lang=lang)
    across, panels = columns_in(width, len(runs)), columns_in(width, 2)
    room = Room((width - GAP * (across - 1)) / across, theme)
    panel = Room((width - GAP * (panels - 1)) / panels, theme)
    month, companies = min(look.month, months), runs[0].programme.replications
    return {
        "months": months,
        "names": [] if first_of(lang) is None else [month_told(n, lang) for n in range(1, months + 1)],
        "across": across,
        "panels": panels,
        "lang": lang,
        "colour": look.colour,
        "together": together(runs[0].recording),
        "about": _about(runs[0], look, companies),
        "shares": say("who uses what", lang, n=written(companies, lang)),
        "first": companies if companies == FIRST else 0,
        "columns": [_column(run, k, runs[0], look, room, month) for k, run in enumerate(runs)],
        "curves": curves_of(runs, look, panel),
        "differences": differences_of(runs, look, panel),
        "colours": _colours(look, theme),
        "headlines": [{"name": name, "label": called(OUTCOME[name], lang)} for name in HEADLINES],
        "terms": _terms(lang),
        "verdicts": verdicts(runs, look.outcome, lang, LETTERS),
        "pairing": say("same people" if alike(runs) else "other people", lang),
        "band": say(f"band {look.band}", lang, n=written(companies, lang), share=COMPANIES.share(lang)),
    }
