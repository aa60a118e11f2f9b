"""The figures of policies: what can be had at once, and how far each choice is behind the best."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..figures.colours import ASIDE, QUIET, Look, colour, dashes, ink, marker
from ..figures.parts import LINE, MARGIN, Sheet, finish, sheet, spread, value_ticks, width_of
from ..figures.style import board_style
from ..figures.words import measure
from ..words.phrases import euro, find, number
from .record import CHOSEN, FIXED, PoliciesResult

say = Words("policies.chart")

Floats = npt.NDArray[np.float64]
_HEIGHT, _ROW = 4.2, 0.46
_POINT: dict[str, Any] = {"markersize": 11.0, "markeredgecolor": "white", "markeredgewidth": 1.4, "zorder": 4}
_FIXED, _CHOSEN, _OTHER = Look(ASIDE, "-", "s"), Look(colour(0), dashes(0), "o"), Look(colour(1), dashes(1), marker(1))


def look_of(place: int) -> Look:
    """Return how an option is drawn: nothing and the fixed plan aside, the policy chosen first."""
    return _FIXED if place <= FIXED else _CHOSEN if place == CHOSEN else _OTHER


def _pair(found: PoliciesResult) -> tuple[str, str]:
    """Return the two outcomes that are drawn against each other."""
    names = [*found.aims.outcomes, "net_value", "deep_use"]
    first, second = list(dict.fromkeys(names))[:2]
    return first, second


def _at(found: PoliciesResult, name: str, points: Floats) -> Floats:
    """Return an objective in its own unit from points that are the larger the better."""
    return np.asarray(points[:, found.aims.objectives.index(name)] * float(OUTCOME[name].direction))


@board_style()
def front_figure(found: PoliciesResult, lang: str) -> Figure | None:
    """Draw the policies tried by two objectives, and those that were judged.

    Parameters
    ----------
    found : PoliciesResult
    lang : {"en", "de"}

    Returns
    -------
    matplotlib.figure.Figure or None
        None where only one outcome was aimed at.
    """
    if len(found.aims.outcomes) < 2:
        return None
    first, second = _pair(found)
    names = [called(OUTCOME[name], lang) for name in (first, second)]
    subtitle = say(
        "front subtitle", lang, budget=euro(found.aims.budget, lang), month=number(found.aims.month, lang),
        people=number(found.base.company.organisation.headcount, lang),
    )  # fmt: skip
    page = sheet(say("front title", lang, first=names[0], second=names[1]), subtitle, [_note(found, lang)],
                 _HEIGHT + 1.55, 11.0)  # fmt: skip
    judged = found.judged()
    xs, ys = _at(found, first, judged), _at(found, second, judged)
    tried = _at(found, first, found.tried), _at(found, second, found.tried)
    labels = [each.title(lang) for each in found.options]
    wide = max(map(width_of, labels)) + 0.35
    left = MARGIN + 0.95
    axes = page.axes(left, page.top - 0.75 - _HEIGHT, page.right - wide - left, _HEIGHT)
    _scales(page, axes, (first, second), (np.concatenate([xs, tried[0]]), np.concatenate([ys, tried[1]])), names, lang)
    axes.plot(*tried, ".", color=QUIET, markersize=5.0, alpha=0.45, zorder=2)
    for n, (x, y) in enumerate(zip(xs, ys, strict=True)):
        look = look_of(n)
        axes.plot([x], [y], look.marker or "o", color=look.paint, clip_on=False, **_POINT)
    _labels(page, axes, xs, ys, labels)
    _kinds(page, lang)
    return finish(page)


def _scales(
    page: Sheet, axes: Axes, outcomes: tuple[str, str], values: tuple[Floats, Floats], names: list[str], lang: str
) -> None:
    """Write both scales; the second outcome's name stands above its axis."""
    shown = [measure(find(name).unit, each.tolist(), lang) for name, each in zip(outcomes, values, strict=True)]
    value_ticks(axes, float(values[0].min()), float(values[0].max()), shown[0], count=12, across=True)
    value_ticks(axes, float(values[1].min()), float(values[1].max()), shown[1], count=8)
    axes.grid(True, axis="x")
    axes.set_xlabel(shown[0].heading(names[0]), labelpad=4)
    axes.set_xlim(*_around(values[0]))
    axes.set_ylim(*_around(values[1]))
    page.write(MARGIN, page.top - 0.5, shown[1].heading(names[1]), weight="bold", va="baseline")


def _around(values: Floats) -> tuple[float, float]:
    """Return limits with a little room around some values."""
    room = 0.06 * (float(np.ptp(values)) or 1.0)
    return float(values.min()) - room, float(values.max()) + room


def _labels(page: Sheet, axes: Axes, xs: Floats, ys: Floats, labels: list[str]) -> None:
    """Write the options' names at the right, with a leader to each point."""
    low, high = axes.get_ylim()
    begin, end = axes.get_xlim()
    box = axes.get_position()
    left, base = box.x0 * page.width, box.y0 * page.height
    width, height = box.width * page.width, box.height * page.height
    across = [left + width * (x - begin) / (end - begin) for x in xs.tolist()]
    wanted = [base + height * (y - low) / (high - low) for y in ys.tolist()]
    page.lines(across[0], wanted[0] - 0.26, labels[0], color=QUIET, ha="center", gid="end label")
    places = spread(wanted[1:], [LINE + 0.04] * len(wanted[1:]), base - 0.1, base + height + 0.1)
    for n, (label, point, y, place) in enumerate(zip(labels[1:], across[1:], wanted[1:], places, strict=True), 1):
        paint = look_of(n).paint
        page.rule([point, left + width + 0.1, left + width + 0.22], [y, place, place], color=paint, linewidth=0.8)
        page.lines(left + width + 0.3, place, label, color=ink(paint), gid="end label")


def _kinds(page: Sheet, lang: str) -> None:
    """Write what small and large points are."""
    x, y = MARGIN, page.top - 0.2
    for key, how in (
        ("tried", {"marker": ".", "markersize": 6.0, "alpha": 0.6}),
        ("judged", {"marker": "o", **_POINT}),
    ):
        page.rule([x + 0.07], [y + 0.05], color=QUIET, **how)
        words = say(key, lang)
        page.write(x + 0.22, y, words, va="baseline")
        x += 0.22 + width_of(words) + 0.35


@board_style()
def regret_figure(found: PoliciesResult, lang: str) -> Figure:
    """Draw by option the regret in half of the companies, in nine of ten and in the worst.

    Parameters
    ----------
    found : PoliciesResult
    lang : {"en", "de"}

    Returns
    -------
    matplotlib.figure.Figure
    """
    main, worlds = found.aims.main, found.by_world()
    behind = worlds.max(axis=0) - worlds
    order = sorted(range(len(behind)), key=lambda n: float(np.quantile(behind[n], 0.9)))
    subtitle = say("regret subtitle", lang, outcome=called(OUTCOME[main], lang), month=number(found.aims.month, lang))
    height = _ROW * len(order)
    page = sheet(say("regret title", lang), subtitle, [_note(found, lang)], height + 1.3, 11.0)
    labels = [found.options[n].title(lang) for n in order]
    left = MARGIN + max(map(width_of, labels)) + 0.25
    axes = page.axes(left, page.top - 0.5 - height, page.right - 0.3 - left, height)
    shown = replace(measure(find(main).unit, behind.ravel().tolist(), lang, difference=True), signed=False)
    value_ticks(axes, 0.0, float(max(behind.max(), 1e-9)), shown, count=6, across=True)
    axes.set_yticks([])
    axes.set_ylim(len(order), 0.0)
    axes.grid(True, axis="x")
    axes.set_xlabel(say("axis", lang, unit=shown.unit), labelpad=4)
    for row, n in enumerate(order):
        look, y = look_of(n), row + 0.5
        half, nine = (float(each) for each in np.quantile(behind[n], [0.5, 0.9]))
        worst = float(behind[n].max())
        axes.plot([0.0, worst], [y, y], color=look.paint, linewidth=1.4, zorder=2)
        axes.plot([0.0, nine], [y, y], color=look.paint, linewidth=6.0, solid_capstyle="butt", zorder=2.5)
        axes.plot([half], [y], "o", color=look.paint, clip_on=False, **_POINT)
        axes.plot([worst], [y], "|", color=look.paint, markersize=11.0, markeredgewidth=1.8, clip_on=False, zorder=3)
        page.lines(MARGIN, page.top - 0.5 - _ROW * y, labels[row], color=ink(look.paint))
    _key(page, lang)
    return finish(page)


def _key(page: Sheet, lang: str) -> None:
    """Write what dot, bar and mark mean."""
    x, y = MARGIN, page.top - 0.24
    for key in ("half", "nine", "worst"):
        if key == "half":
            page.rule([x + 0.07], [y + 0.05], marker="o", color=QUIET, **_POINT)
        elif key == "nine":
            page.rule([x - 0.06, x + 0.2], [y + 0.05] * 2, color=QUIET, linewidth=6.0, solid_capstyle="butt")
        else:
            page.rule([x + 0.07], [y + 0.05], marker="|", color=QUIET, markersize=11.0, markeredgewidth=1.8)
        words = say(key, lang)
        page.write(x + 0.28, y, words, va="baseline")
        x += 0.28 + width_of(words) + 0.4


def _note(found: PoliciesResult, lang: str) -> str:
    return say(
        "note", lang, aside=number(found.members[1], lang), searched=number(found.members[0], lang),
        n=number(found.values.shape[3], lang),
    )  # fmt: skip
