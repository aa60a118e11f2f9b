"""Printed in black and white, lines are still told apart: by dashes and markers, not by colours only."""

from __future__ import annotations

from itertools import pairwise

from crm_adoption.analysis.board.figures import curves, customers_and_money, drawn
from crm_adoption.analysis.figures.colours import ASIDE, GREY, PALETTE, contrast, dashes, marker, painted
from crm_adoption.analysis.telling.comparison import compare
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

NAMES = ["no_programme", "training", "full_programme", "mandate", "ladder_2500", "sharing_culture", "ai_first",
         "champions", "data_first"]  # fmt: skip


def test_no_two_programmes_have_the_same_dash_and_marker() -> None:
    looks = [(str(dashes(n)), marker(n)) for n in range(3 * len(PALETTE))]
    assert len(set(looks)) == len(looks)
    assert all(one[0] != other[0] and one[1] != other[1] for one, other in pairwise(looks))


def test_who_stands_out_is_told_apart_too() -> None:
    lead = ("b", "d", "a")
    looks = [painted(n, name, lead) for n, name in enumerate("abcd")]
    assert len({(str(each.dash), each.marker) for each in looks}) == len(looks)
    assert [each.marker == "" for each in looks] == [False, False, True, False]


def test_curves_of_the_figures_differ_in_more_than_colour() -> None:
    found = compare(NAMES, replications=2, months=12, outcomes=["deep_use", "customers", "net_value"])
    for figure in (curves(found.programmes, "deep_use", 12), customers_and_money(found.programmes)):
        for axes in figure.axes:
            drawn = [line for line in axes.get_lines() if len(line.get_xdata()) == 12]  # type: ignore[arg-type]
            looks = {(line.get_linestyle(), str(line._dash_pattern), line.get_marker()) for line in drawn}  # type: ignore[attr-defined]
            assert len(drawn) >= len(NAMES) - 1
            assert len(looks) == len(drawn)


def coloured(axes: Axes, least: int, most: int) -> list[Line2D]:
    """Return the lines of so many points that are neither grey nor black."""
    quiet = {GREY.lower(), ASIDE.lower()}
    found = [each for each in axes.get_lines() if least <= len(each.get_xdata()) <= most]  # type: ignore[arg-type]
    return [each for each in found if to_hex(each.get_color()) in {paint.lower() for paint in PALETTE} - quiet]


def test_programmes_of_two_colours_never_share_dash_and_marker_in_any_figure_of_a_comparison() -> None:
    found = compare(replications=12, outcomes=["deep_use", "never_used", "customers", "net_value"])
    seen = 0
    for name, figure in drawn(found).items():
        for axes in figure.axes:
            lines = coloured(axes, 3, 1000)
            if "effects" in name or "cost-and-gain" in name:
                lines += [each for each in coloured(axes, 1, 1) if each.get_markerfacecolor() != "white"]
            looks: dict[tuple[str, str, int], set[str]] = {}
            for each in lines:
                key = (str(each._dash_pattern), str(each.get_marker()), len(each.get_xdata()))  # type: ignore[attr-defined, arg-type]
                looks.setdefault(key, set()).add(to_hex(each.get_color()))
            assert all(len(paints) == 1 for paints in looks.values()), (name, looks)
            seen += len(looks) > 1
    assert seen >= 6


def test_every_colour_stands_out_from_paper() -> None:
    assert min(contrast(paint, "white") for paint in PALETTE) > 2.0
    assert contrast(GREY, "white") > 4.5
