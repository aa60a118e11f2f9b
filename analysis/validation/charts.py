"""Figures of the checks on real data: what was seen, what the model says, and how far apart they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...model.plural import counted
from ...scenarios.ground.by_value import by_value
from ..figures.colours import GREY, PALETTE, QUIET, ink
from ..figures.parts import LINE, MARGIN, Sheet, finish, sheet, width_of
from ..figures.style import board_style
from ..words.phrases import number, percent
from . import chart_texts as texts
from .check_words import FIRMS, PRACTICES, READINGS, RELATIONS
from .checks import Check
from .conventions import GATE, Conventions
from .farmers import VARIANTS, Farming
from .networks import Pairing
from .physicians import Control
from .prediction import AdoptionPrediction

SEEN, MODEL, RIVAL = "#1f2328", PALETTE[0], PALETTE[1]
_WIDE = 11.0
NAMES = {
    "conventions": ("conventions", "conventions-left-out"), "practices": ("practices",),
    "no_influence": ("no-influence",), "network": ("network",),
}  # fmt: skip
"""Figures of each check, by the names of their files."""


def figures(check: Check, lang: str) -> dict[str, Figure]:
    """Return the figures of a check by the names of their files; none for one that was skipped."""
    if check.missing:
        return {}
    made = {"conventions": (_curves, _employers), "practices": (_practices,), "no_influence": (_no_influence,),
            "network": (_network,)}  # fmt: skip
    with board_style():
        return {name: draw(check, lang) for name, draw in zip(NAMES[check.name], made[check.name], strict=True)}


def _page(check: Check, lang: str, key: str, body: float) -> Sheet:
    words = texts.of_figure(key, lang)
    return sheet(
        texts.finding(check, key, lang), words["below"], [words["note"], texts.source(check, lang)], body, _WIDE
    )


def _legend(page: Sheet, entries: Sequence[tuple[str, str]]) -> None:
    """Write coloured words in a line at the top of the body."""
    x = MARGIN
    for name, paint in entries:
        page.write(x, page.top - LINE, name, color=ink(paint), weight="bold", va="baseline")
        x += width_of(name, weight="bold") + 0.35


def _grid(page: Sheet, count: int, columns: int, tall: float) -> list[tuple[float, float, float, float]]:
    left, gap = MARGIN + 0.55, 0.75
    wide = (_WIDE - MARGIN - left - (columns - 1) * gap) / columns
    top = page.top - LINE - 0.5
    return [
        (left + k % columns * (wide + gap), top - tall - k // columns * (tall + 0.85), wide, tall) for k in range(count)
    ]


def _share_axis(axes: Axes, lang: str, highest: float = 1.0) -> None:
    steps = (0.05, 0.1, 0.25) if highest < 0.9 else (0.25,)
    step = next((each for each in steps if highest / each <= 4), 0.25)
    ticks = np.arange(0.0, highest + 1e-9, step)
    axes.set_yticks(ticks, [percent(tick, lang) for tick in ticks])
    axes.set_ylim(-0.02 * highest, highest * 1.05)
    axes.grid(True, axis="y")


def _month_axis(axes: Axes, months: Sequence[str]) -> None:
    step = 1 if len(months) <= 8 else 6
    places = list(range(0, len(months), 2 * step if step == 1 else step))
    axes.set_xticks(places, [months[place] for place in places])
    axes.set_xlim(-0.4, len(months) - 0.6)


def _seen(axes: Axes, shares: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64] | None = None) -> None:
    x = np.arange(len(shares))
    area = 26.0 if sizes is None else 8.0 + 60.0 * sizes / max(float(sizes.max()), 1.0)
    axes.scatter(x, shares, s=area, color=SEEN, zorder=4, linewidths=0.0)


def _curves(check: Check, lang: str) -> Figure:
    """Draw observed, fitted and logistic curves of the four practices."""
    found: Conventions = check.found
    page = _page(check, lang, "curves", 6.15)
    _legend(page, texts.legend(lang, SEEN, MODEL, RIVAL))
    for box, (feature, fit) in zip(_grid(page, 4, 2, 2.15), found.fits.items(), strict=True):
        axes = page.axes(*box)
        x = np.arange(len(fit.team.months))
        axes.plot(x, fit.logistic.shares(len(x)), color=RIVAL, linestyle=(0, (5, 1.6)), linewidth=1.8)
        axes.plot(x, fit.curve, color=MODEL)
        _seen(axes, fit.team.curve)
        _share_axis(axes, lang, 1.0 if fit.practice.kind != "voluntary" else 0.3)
        _month_axis(axes, fit.team.months)
        page.write(box[0], box[1] + box[3] + 0.12, _capital(PRACTICES(feature, lang)), weight="bold", va="baseline")
    return finish(page)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _employers(check: Check, lang: str) -> Figure:
    """Draw the six largest employers, each predicted from all others."""
    found: Conventions = check.found
    largest = sorted(found.fits[GATE].left_out, key=lambda each: -float(each.occasions.sum()))[:6]
    page = _page(check, lang, "employers", 5.35)
    _legend(page, texts.legend(lang, SEEN, MODEL, RIVAL, band=True))
    for place, (box, each) in enumerate(zip(_grid(page, 6, 3, 1.75), largest, strict=False)):
        axes = page.axes(*box)
        _predicted(axes, each, lang)
        name = texts.employer(each.name, place + 1, int(each.people.max()), lang)
        page.write(box[0], box[1] + box[3] + 0.12, name, weight="bold", va="baseline")
    return finish(page)


def _predicted(axes: Axes, each: AdoptionPrediction, lang: str) -> None:
    x = np.arange(len(each.months))
    axes.fill_between(x, each.low, each.high, color=MODEL, alpha=0.16, linewidth=0.0)
    axes.plot(x, each.logistic, color=RIVAL, linestyle=(0, (5, 1.6)), linewidth=1.6)
    axes.plot(x, each.mean, color=MODEL)
    _seen(axes, each.observed, each.occasions)
    _share_axis(axes, lang)
    axes.set_xticks([1, 4], [each.months[1], each.months[4]])
    axes.set_xlim(-0.4, len(x) - 0.6)


@by_value
@dataclass(frozen=True)
class Line:
    """One row: what was seen (nan without), and ranges of the model, each (low, middle, high)."""

    label: str
    seen: float
    ranges: tuple[tuple[float, float, float], ...]


def _rows(axes: Axes, lines: Sequence[Line], paints: Sequence[str]) -> None:
    """Draw rows from top to bottom: bars from 5 to 95 % with a mark at the median, a diamond for what was seen."""
    offsets = np.linspace(-0.24, 0.24, len(paints)) if len(paints) > 1 else np.zeros(1)
    for row, line in enumerate(lines):
        for offset, paint, (low, middle, high) in zip(offsets, paints, line.ranges, strict=False):
            axes.plot([low, high], [row + offset] * 2, color=paint, linewidth=4.0, alpha=0.55, solid_capstyle="butt")
            axes.plot(middle, row + offset, "o", color=paint, markersize=5.5)
        axes.plot(line.seen, row, "D", color=SEEN, markersize=8.0, zorder=5, fillstyle="none", markeredgewidth=1.8)
    axes.set_ylim(len(lines) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(True, axis="x")


def _practices(check: Check, lang: str) -> Figure:
    """Draw the readings with parts of the model switched off, and how many practices farmers use."""
    found: Farming = check.found
    page = _page(check, lang, "practices", 5.3)
    paints = (MODEL, RIVAL, PALETTE[3])
    words = texts.of_figure("practices", lang)
    _legend(
        page, [(words["seen"], SEEN), *((words[each], paint) for each, paint in zip(VARIANTS, paints, strict=True))]
    )
    names = list(READINGS)[:8]
    lines = [
        Line(READINGS(name, lang), getattr(found.seen, name), tuple(found.range_of(name, each) for each in VARIANTS))
        for name in names
    ]
    left = MARGIN + max(width_of(line.label) for line in lines) + 0.2
    axes = page.axes(left, page.bottom + 0.45, 7.0 - left, page.top - page.bottom - 0.95)
    _rows(axes, lines, paints)
    axes.set_yticks(range(len(lines)), [line.label for line in lines])
    axes.set_xticks([0, 0.2, 0.4, 0.6], [number(tick, lang, 1) for tick in (0, 0.2, 0.4, 0.6)])
    _breadth(page, found, lang)
    return finish(page)


def _breadth(page: Sheet, found: Farming, lang: str) -> None:
    axes = page.axes(7.85, page.bottom + 0.45, _WIDE - MARGIN - 7.85, page.top - page.bottom - 1.3)
    x = np.arange(len(found.breadth))
    axes.bar(x, found.breadth_seen, color=SEEN, width=0.62)
    axes.plot(x, found.breadth, "o-", color=MODEL, markersize=5.0)
    axes.set_xticks([0, 3, 6, 9, 12], ["0", "3", "6", "9", "12"])
    _share_axis(axes, lang, 0.15)
    words = texts.of_figure("practices", lang)
    page.write(7.85, page.top - 0.62, words["breadth"], weight="bold", va="baseline")
    axes.set_xlabel(words["breadth_axis"])


def _no_influence(check: Check, lang: str) -> Figure:
    """Draw the estimates of the survey, and those on simulated data with the share in which influence was found."""
    found: Control = check.found
    words = texts.of_figure("no_influence", lang)
    rows: list[tuple[str, float, float, str, str]] = [
        (words[name], each.slope, 1.96 * each.error, SEEN, words["nothing" if not each.found else "something"])
        for name, each in (("named", found.named), ("mutual", found.mutual))
    ]
    for weight, (share, slope, _) in found.simulated.items():
        label = counted(words["put"].format(weight=number(weight, lang))) if weight else words["none"]
        rows.append((label, slope, 0.0, MODEL, counted(words["found"].format(share=percent(share, lang)))))
    page = _page(check, lang, "no_influence", 4.3)
    left = MARGIN + max(width_of(row[0]) for row in rows) + 0.25
    right = max(width_of(row[4]) for row in rows) + 0.3
    axes = page.axes(left, page.bottom + 0.7, _WIDE - MARGIN - right - left, page.top - page.bottom - 0.9)
    axes.axvline(0.0, color=GREY, linewidth=1.0)
    for row, (_, middle, half, paint, said) in enumerate(rows):
        axes.plot([middle - half, middle + half], [row] * 2, color=paint, linewidth=3.0, alpha=0.6)
        axes.plot(middle, row, "D" if paint == SEEN else "o", color=paint, markersize=8.0)
        axes.text(1.02, row, said, transform=axes.get_yaxis_transform(), va="center", color=ink(paint))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [row[0] for row in rows])
    axes.set_xticks(range(-1, 4), [number(tick, lang) for tick in range(-1, 4)])
    axes.set_xlabel(words["axis"])
    axes.grid(True, axis="x")
    return finish(page)


def _network(check: Check, lang: str) -> Figure:
    """Draw each reading of the real networks beside the drawn ones."""
    pairs: list[Pairing] = check.found
    labels = [f"{FIRMS(each.folder, lang)}, {RELATIONS(each.relation, lang)}" for each in pairs]
    page = _page(check, lang, "network", 4.5)
    words = texts.of_figure("network", lang)
    _legend(page, [(words["seen"], SEEN), (words["drawn"], MODEL)])
    left = MARGIN + max(width_of(label) for label in labels) + 0.2
    names = ("same_group", "clustering", "degree_spread", "reciprocity")
    wide = (_WIDE - MARGIN - left - 3 * 0.3) / 4
    for column, name in enumerate(names):
        box = (left + column * (wide + 0.3), page.bottom + 0.35, wide, page.top - page.bottom - 1.2)
        axes: Any = page.axes(*box)
        _rows(axes, [Line(label, getattr(each.real, name), (each.range_of(name),))
                     for label, each in zip(labels, pairs, strict=True)], (MODEL,))  # fmt: skip
        axes.set_yticks(range(len(labels)), labels if column == 0 else [""] * len(labels))
        axes.set_xticks([0, 0.5, 1], [number(tick, lang, 1) for tick in (0, 0.5, 1)])
        axes.set_xlim(-0.05, 1.08)
        page.write(
            box[0], box[1] + box[3] + 0.12, _capital(READINGS(name, lang).split(" (")[0]), color=QUIET, va="baseline"
        )
    return finish(page)
