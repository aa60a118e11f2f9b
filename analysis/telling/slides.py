"""A comparison as slides: the verdict first, then use, differences, who uses what, money, what it hangs on, limits."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from matplotlib.figure import Figure

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.programme import Programme
from ..base.results import fingerprint
from ..board import findings
from ..board.figures import CHARTS, standing_out
from ..comparing.comparison import ComparisonResult
from ..comparing.ladder import TARGET, reach
from ..figures.colours import GREY, painted
from ..figures.style import board_style
from ..report.slide_deck import made
from ..report.slide_parts import Chart, Series, Slide
from ..words.phrases import is_share, unit_of_level
from .advice import advice
from .brief import brief, question, table, what_it_takes
from .report import on_paper
from .verdict_words import customers, find_out, money, uncertainty, use

say = Words("telling.slides")
SHARE_FORMAT, POINTS_FORMAT, MONEY_FORMAT, PLAIN_FORMAT = "0 %", "+0.0;−0.0;0.0", "#,##0", "General"
PIXELS = 180.0


def comparison_slides(found: ComparisonResult, template: Path | None = None) -> bytes:
    """Return a comparison as a PowerPoint file; its language is the comparison's.

    Parameters
    ----------
    found : ComparisonResult
    template : Path, optional
        A presentation whose masters, fonts and colours are taken.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        If python-pptx is not installed, or the template is none.
    """
    scenarios = [each.scenario for each in found.programmes]
    title = question(found, found.baseline.scenario.manner(found.lang))
    return made(slides_of(found), template, title=title, fingerprint=fingerprint(scenarios))


def slides_of(found: ComparisonResult) -> list[Slide]:
    """Return the slides in the order in which a board asks."""
    lang = found.baseline.scenario.manner(found.lang)
    said = on_paper(advice(found, found.lang), found.lang)
    first_screen = brief(found, lang)
    sure, first = uncertainty(found, lang), find_out(found, lang)
    who = CHARTS["who-uses-what"](found)
    slides = [
        Slide(
            findings.ahead(found),
            [first_screen.question, *(" ".join(each) for each in first_screen.answer if each != first)],
            table=first_screen.table, notes=said,
        ),
        Slide(
            say("use", lang, outcome=called(OUTCOME[found.main], lang)), chart=_over_months(found, found.main, lang),
            described=findings.ahead(found), notes=[*use(found, lang), *sure],
        ),
        Slide(findings.changed(found), _limits_of(found, lang), chart=_differences(found, lang),
              described=findings.changed(found), notes=sure),
    ]  # fmt: skip
    slides += [
        Slide(say("who", lang), picture=_png(each), described=str(each.get_label()), notes=said[:1])
        for each in ([] if who is None else [who])
    ]
    if "net_value" in found.outcomes:
        slides.append(Slide(
            findings.paid_back(found) or say("money", lang), chart=_over_months(found, "net_value", lang),
            described=findings.paid_back(found), notes=[*money(found, lang), *customers(found, lang)],
        ))  # fmt: skip
    takes = [what_it_takes(reach(found, TARGET), lang)] if found.main == "deep_use" else []
    slides.append(Slide(say("hangs", lang), [*sure, *first, *takes], notes=said[1:-1]))
    slides.append(Slide(say("limits", lang), said[-1:], notes=[say("again", lang, seed=found.seed)]))
    return [each if each.notes else replace(each, notes=said) for each in slides]


def _png(figure: Figure) -> bytes:
    data = io.BytesIO()
    with board_style():
        figure.savefig(data, format="png", dpi=PIXELS)
    return data.getvalue()


def _drawn(found: ComparisonResult) -> list[tuple[Programme, str, int]]:
    """Return the programmes with their colours and styles, the baseline first; of many only the best."""
    lead = standing_out(found)
    others = [each for each in found.programmes if not each.is_baseline and (not lead or each.name in lead)]
    rows = [(each, painted(number, each.name, lead).paint, number + 1) for number, each in enumerate(others)]
    return [(found.baseline, GREY, 0), *rows]


def _over_months(found: ComparisonResult, outcome: str, lang: str) -> Chart:
    """Return the means over the months as lines."""
    months = [str(month) for month in range(1, found.baseline.months + 1)]
    series = [
        Series(each.label(lang), each.path(outcome).mean(axis=0).tolist(), paint, style)
        for each, paint, style in _drawn(found)
    ]
    form = SHARE_FORMAT if is_share(outcome) else MONEY_FORMAT
    unit = "" if is_share(outcome) else f" ({unit_of_level(outcome, lang)})"
    return Chart("lines", months, series, form, say("months", lang), called(OUTCOME[outcome], lang) + unit)


def _differences(found: ComparisonResult, lang: str) -> Chart:
    """Return the differences to the baseline in the main outcome as bars, the best first."""
    order = [each.scenario for each in found.standings if each.scenario != found.baseline.name]
    order = order or [each.name for each in found.programmes if not each.is_baseline]
    scale = 100.0 if is_share(found.main) else 1.0
    values = [scale * found.effect(each, found.main).difference for each in order[:8]]
    form = POINTS_FORMAT if is_share(found.main) else PLAIN_FORMAT
    bars = Series(say("difference", lang), values, "#075794")
    up = say("points", lang) if is_share(found.main) else called(OUTCOME[found.main], lang)
    return Chart("bars", [found.label(each) for each in order[:8]], [bars], form, "", up)


def _limits_of(found: ComparisonResult, lang: str) -> Sequence[str]:
    """Return the differences with their 95 % limits, a line each, as the table has them."""
    small = table(found, lang)
    rows = [row for row in small.rows if len(row) > 2 and row[2] != small.rows[0][2]]
    return [say("limits of", lang, name=row[0], difference=row[2]) for row in rows[:6]]
