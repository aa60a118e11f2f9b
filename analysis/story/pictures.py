"""The pictures of the story, each drawn from the runs for the room and the theme there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.effects import intervals
from ..drawings import Line, Theme, Unit, draw_bands
from ..drawings.companies import draw_companies
from ..drawings.differences import Difference, draw_differences
from ..drawings.hundred import draw_hundred
from ..drawings.theme import Meaning
from ..laboratory.film import MOST_SQUARES, Film, film_of
from ..words.phrases import percent
from .runs import ALONE, StoryRuns
from .runs import Mean as MeanOf

say = Words("story.words")

TALL = 430.0
"""Height of pictures in pixels; they should stay on the screen together with the words."""
SQUARES = 430.0
THOUSAND = 1e-3


def paint_of(runs: StoryRuns, name: str, theme: Theme) -> str:
    """Return the colour of a programme, the same in all pictures of the story; the company left alone is grey."""
    return theme.letters["active_users"] if name == ALONE else theme.series[runs.ways.index(name) % len(theme.series)]


def films(runs: StoryRuns, names: Sequence[str], last: int, first: int = 0) -> tuple[Film, ...]:
    """Return the same company under several programmes as films from one month to another."""
    most = MOST_SQUARES // len(names)
    return tuple(film_of(runs.recordings[name], last, first, most) for name in names)


def companies(
    runs: StoryRuns, shown: Sequence[tuple[str, Film]], month: int, width: float, theme: Theme, lang: str
) -> str:
    """Draw companies person by person in a month, each under its name."""
    titles = [called(each, lang) for each in runs.alone.scenario.company.organisation.departments]
    drawn = [(name, film.groups(month, titles)) for name, film in shown]
    title = say("company picture", lang, month=month)
    return draw_companies(drawn, width=width, theme=theme, lang=lang, tallest=SQUARES, title=title)


def dashboard(runs: StoryRuns, width: float, theme: Theme, lang: str) -> str:
    """Draw what log-in statistics show and what lies behind it, until it is counted what was never touched."""
    shown: tuple[Meaning, ...] = ("active_users", "deep_use", "compliance_use")
    lines = []
    for name in shown:
        mean, low, high = (values.tolist()[: runs.half_year] for values in runs.path(name, ALONE))
        lines.append(Line(called(OUTCOME[name], lang), mean, theme.fills[name], low, high, theme.letters[name]))
    title = say("dashboard", lang)
    return draw_bands(
        title, lines, months=runs.half_year, width=width, theme=theme, lang=lang, height=TALL, cursor=False
    )


def contacts(runs: StoryRuns, width: float, theme: Theme, lang: str) -> str:
    """Draw of a hundred matters that go from one department to another those that are passed on."""
    return draw_hundred(
        1.0 - runs.mean("must_repeat", runs.year), filled=say("shared", lang), empty=say("alone", lang),
        paint=theme.fills["deep_use"], width=width, theme=theme, lang=lang,
    )  # fmt: skip


def gains(found: Mapping[str, tuple[MeanOf, str]], unit: str, width: float, theme: Theme, lang: str) -> str:
    """Draw what several things that are done add to real use: by name the difference and its colour."""
    rows = []
    for name, (gap, paint) in found.items():
        value, low, high = (100.0 * each for each in (gap.value, gap.low, gap.high))
        rows.append(Difference(name, value, low, high, paint, paint))
    return draw_differences(called(OUTCOME["deep_use"], lang), rows, unit=unit, width=width, theme=theme, lang=lang)


def money(runs: StoryRuns, width: float, theme: Theme, lang: str) -> str:
    """Draw what each programme has brought beyond what it cost, month by month, in thousand EUR."""
    lines = []
    for name in runs.ways:
        gap = runs.programmes[name].path("net_value") - runs.alone.path("net_value")
        mean, low, high = (THOUSAND * each for each in intervals(gap, runs.alone.sets))
        paint = paint_of(runs, name, theme)
        lines.append(Line(runs.programmes[name].label(lang), mean.tolist(), paint, low.tolist(), high.tolist()))
    title = say("money picture", lang)
    unit = Unit(scale=1.0, suffix="", sign=True, title=title)
    return draw_bands(
        title, lines, months=runs.alone.months, width=width, theme=theme, lang=lang, height=TALL, unit=unit,
        cursor=False, marked=runs.year,
    )  # fmt: skip


def split(
    runs: StoryRuns, gaps: Mapping[float, MeanOf], best: Sequence[float], width: float, theme: Theme, lang: str
) -> str:
    """Draw what a budget adds to real use by its share for technology; those that may be the best are coloured."""
    found = {
        say("for technology", lang, share=percent(share, lang)):
        (gap, theme.series[0] if share in best else theme.letters["active_users"])
        for share, gap in gaps.items()
    }  # fmt: skip
    unit = say("difference", lang, month=runs.later, base=runs.alone.label(lang))
    return gains(found, unit, width, theme, lang)


def market(runs: StoryRuns, width: float, theme: Theme, lang: str) -> str:
    """Draw the shares of two rivals of the customers of both, month by month."""
    lines, duel = [], runs.rivals
    assert duel is not None
    for c in range(2):
        shares = [duel.share(month, c) for month in range(1, duel.months + 1)]
        low, high = [each.ci_low for each in shares], [each.ci_high for each in shares]
        lines.append(Line(duel.label(c, lang), [each.mean for each in shares], theme.series[c], low, high))
    title = say("market", lang)
    return draw_bands(
        title, lines, months=duel.months, width=width, theme=theme, lang=lang, height=TALL,
        unit=Unit(digits=1, title=title), cursor=False,
    )  # fmt: skip
