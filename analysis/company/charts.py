"""Figures of a diagnosis: who uses what, and use over the months."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...scenarios.words.catalogue import Words
from ..base.ranges import COMPANIES
from ..board.use_map import use_maps
from ..figures.colours import FAINT, GREY, PALETTE, dashes, marker
from ..figures.parts import LINE, MARGIN, EndLabel, end_labels, finish, gap_for, sheet, width_of
from ..figures.style import board_style
from ..words.phrases import number, percent
from .diagnosis import DiagnosisResult
from .findings import by_feature

Floats = npt.NDArray[np.float64]
say = Words("company.charts")


def diagnosis_figures(found: DiagnosisResult, lang: str) -> dict[str, Figure]:
    """Return the figures of a diagnosis by the names of their files."""
    figures = {"1-who-uses-what": who_uses_what(found, lang)}
    if not found.usage.only_last and len(found.usage.months) > 1:
        figures["2-over-the-months"] = over_the_months(found, lang)
    return figures


def who_uses_what(found: DiagnosisResult, lang: str) -> Figure:
    """Draw real use and the bare minimum by department and feature."""
    catalogue = {each.name: each.label(lang) for each in found.company.scenario.company.catalogue.features}
    features = [catalogue[name] for name in found.usage.features]
    places = [each.label(lang) for each in found.places[1:]]
    kinds = [("deep", found.cells["deep"]), ("least", found.cells["least"])]
    if not found.usage.has_counts:
        kinds = [("least line", found.cells["touched"])]
    below = say("map below", lang) if found.usage.has_counts else say("no rule", lang)
    notes = [say("people", lang, n=number(len(found.usage.people), lang))]
    maps = [(say.raw(kind, lang), values) for kind, values in kinds]
    title = say("map", lang)
    if found.usage.has_counts:
        shares = (np.nan_to_num(by_feature(found, kind), nan=-1.0) for kind in ("deep", "least"))
        most, least = (features[int(each.argmax())] for each in shares)
        title = say("map finding", lang, most=most, least=least)
    return use_maps(maps, places, features, lang, title=title, below=below, notes=notes)


@board_style()
def over_the_months(found: DiagnosisResult, lang: str) -> Figure:
    """Draw who is in the system, what is used at all and what really, with the range of typical companies."""
    lines = [("active", GREY), ("touched", PALETTE[1]), ("deep", PALETTE[0])]
    lines = [each for each in lines if np.isfinite(found.monthly[each[0]][:, 0]).any()]
    names = {"active": say("active", lang), "touched": say("least line", lang), "deep": say("deep", lang)}
    notes = [say("typical", lang, n=len(found.typical.deep)) if found.typical else "",
             say("people", lang, n=number(len(found.usage.people), lang))]  # fmt: skip
    now = {key: percent(_last(found.monthly[key][:, 0]), lang) for key, _ in lines}
    title = say("time finding", lang, **now) if {"active", "deep"} <= set(now) else say("time", lang)
    page = sheet(title, say("time below", lang), notes, 4.4)
    values = [percent(_last(found.monthly[key][:, 0]), lang) for key, _ in lines]
    words = max(width_of(name) for name in names.values()) + max(map(width_of, values)) + 0.25
    gap = gap_for(len(lines))
    left, width, height = MARGIN + 0.62, page.right - words - gap - MARGIN - 0.62, 3.6
    bottom = page.bottom + 0.62
    axes = page.axes(left, bottom, width, height)
    shares_axis(axes, found.usage.labels, width)
    x = np.arange(len(found.usage.months))
    if found.typical is not None:
        low, high = np.quantile(found.typical.monthly, COMPANIES, axis=0)
        axes.fill_between(x, low, high, color=PALETTE[0], alpha=0.10, linewidth=0.0)
    if np.isfinite(found.monthly["deep_low"][:, 0]).any():
        low, high = (found.monthly[key][:, 0] for key in ("deep_low", "deep_high"))
        axes.fill_between(x, low, high, color=PALETTE[0], alpha=0.30, linewidth=0.0)
    for n, (key, paint) in enumerate(lines):
        look = {"color": paint, "linestyle": dashes(n), "marker": marker(n)}
        axes.plot(x, found.monthly[key][:, 0], markersize=4.0, clip_on=False, **look)
    labels = [
        EndLabel(bottom + height * _last(found.monthly[key][:, 0]), names[key], (value,), paint)
        for (key, paint), value in zip(lines, values, strict=True)
    ]
    end_labels(page, labels, gap, (left + width + gap, page.right), (bottom - LINE / 2.0, bottom + height))
    return finish(page)


def _last(values: Floats) -> float:
    return float(values[np.isfinite(values)][-1])


def shares_axis(axes: Axes, months: Sequence[str], width: float, top: float = 1.0) -> None:
    """Set an axis of shares up to ``top`` and an axis of months with as many names as there is room for."""
    step = 0.25 if top > 0.5 else 0.1 if top > 0.2 else 0.05
    ticks = np.arange(0.0, top + 1e-9, step)
    axes.set_yticks(ticks, [f"{100.0 * each:.0f} %" for each in ticks])
    axes.set_ylim(0.0, top)
    axes.grid(True, axis="y")
    every = max(1, int(np.ceil(len(months) / max(2.0, width / 0.85))))
    shown = range(0, len(months), every)
    axes.set_xticks(list(shown), [months[i] for i in shown])
    axes.set_xlim(-0.15, len(months) - 1 + 0.15)
    axes.spines["bottom"].set_color(FAINT)
