"""The pictures of the story, each drawn from the runs for the room and the theme there is."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..drawings import Line, Theme, Unit, draw_bands, draw_company
from ..drawings.differences import Difference, draw_differences
from ..drawings.hundred import draw_hundred
from ..drawings.theme import Meaning
from ..laboratory.people import groups_of
from .runs import ALONE, BOTH, GOALS, TECHNOLOGY, StoryRuns

say = Words("story.words")

TALL = 430.0
"""Height of pictures in pixels; they should stay on the screen together with the words."""
SQUARES = 380.0
SERIES = {TECHNOLOGY: 0, GOALS: 1, BOTH: 2}
"""Which of a theme's colours a programme has; the company left alone is grey, as in the report."""


def paint_of(name: str, theme: Theme) -> str:
    """Return the colour of a programme, the same in all pictures of the story."""
    return theme.letters["active_users"] if name == ALONE else theme.series[SERIES[name]]


def company(runs: StoryRuns, month: int, width: float, theme: Theme, lang: str) -> str:
    """Draw the company left alone, person by person, in a month."""
    groups = groups_of(runs.recording, runs.alone.scenario, month, lang)
    title = say("company picture", lang, month=month)
    return draw_company(groups, width=width, theme=theme, lang=lang, tallest=SQUARES, title=title)


def dashboard(runs: StoryRuns, width: float, theme: Theme, lang: str) -> str:
    """Draw what log-in statistics show and what lies behind it, until the month of the quiet word."""
    shown: tuple[Meaning, ...] = ("active_users", "deep_use", "compliance_use")
    lines = []
    for name in shown:
        mean, low, high = (values.tolist()[: runs.quiet_word] for values in runs.path(name, ALONE))
        lines.append(Line(called(OUTCOME[name], lang), mean, theme.fills[name], low, high, theme.letters[name]))
    title = say("dashboard", lang)
    return draw_bands(
        title, lines, months=runs.quiet_word, width=width, theme=theme, lang=lang, height=TALL, cursor=False
    )


def contacts(runs: StoryRuns, width: float, theme: Theme, lang: str) -> str:
    """Draw of a hundred matters that go from one department to another those that are passed on."""
    return draw_hundred(
        1.0 - runs.mean("must_repeat", runs.year), filled=say("shared", lang), empty=say("alone", lang),
        paint=theme.fills["deep_use"], width=width, theme=theme, lang=lang,
    )  # fmt: skip


def usage(runs: StoryRuns, names: Sequence[str], width: float, theme: Theme, lang: str) -> str:
    """Draw real use month by month with several programmes."""
    lines = []
    for name in names:
        mean, low, high = (values.tolist() for values in runs.path("deep_use", name))
        lines.append(Line(runs.programmes[name].label(lang), mean, paint_of(name, theme), low, high))
    title = say("usage", lang)
    return draw_bands(
        title, lines, months=runs.alone.months, width=width, theme=theme, lang=lang, height=TALL,
        unit=Unit(digits=1, title=title), cursor=False, marked=runs.year,
    )  # fmt: skip


def gains(runs: StoryRuns, width: float, theme: Theme, lang: str) -> str:
    """Draw what each programme adds to real use after a year."""
    found = []
    for name in (BOTH, GOALS, TECHNOLOGY):
        gap, paint = runs.gap("deep_use", runs.year, name), paint_of(name, theme)
        value, low, high = (100.0 * each for each in (gap.value, gap.low, gap.high))
        found.append(Difference(runs.programmes[name].label(lang), value, low, high, paint, paint))
    unit = say("difference", lang, month=runs.year, base=runs.alone.label(lang))
    return draw_differences(called(OUTCOME["deep_use"], lang), found, unit=unit, width=width, theme=theme, lang=lang)


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
