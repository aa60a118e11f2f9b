"""The page for the meeting: one sheet of A4 with the verdict, on which nothing is cut off or written over."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from crm_adoption.analysis.board import findings
from crm_adoption.analysis.figures.style import board_style
from crm_adoption.analysis.telling.comparison import Comparison, compare
from crm_adoption.analysis.telling.summary import A4, summary, write_summary
from matplotlib.backends.backend_agg import FigureCanvasAgg

MANY = ["no_programme", "training", "full_programme", "mandate", "ladder_2500", "sharing_culture", "ai_first",
        "champions", "data_first", "peer_programme", "staged_rollout"]  # fmt: skip

LONG = (
    "A programme for everybody in sales, marketing and service, with goals, champions and a good deal of training, no."
)


@pytest.fixture(scope="module", params=["few", "many", "one pair", "long names"])
def found(request: pytest.FixtureRequest) -> Comparison:
    scenarios = {"many": MANY, "one pair": MANY[:2]}.get(request.param, MANY[:3])
    pairs = 1 if request.param == "one pair" else 12
    found = compare(scenarios, replications=pairs, outcomes=["deep_use", "customers", "net_value"], months=14)
    if request.param != "long names":
        return found
    named = (
        replace(each, scenario=replace(each.scenario, title_en=f"{LONG} {n}", title_de=f"{LONG} {n}"))
        for n, each in enumerate(found.programmes)
    )
    return replace(found, programmes=tuple(named))


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_everything_is_on_the_page_and_nothing_over_anything_else(found: Comparison, lang: str) -> None:
    told = replace(found, lang=lang)
    figure = summary(told, lang)
    assert tuple(figure.get_size_inches()) == A4
    assert figure.get_label() == findings.ahead(told)
    with board_style():
        canvas = figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        canvas.draw()
        boxes = [each.get_window_extent(canvas.get_renderer()) for each in figure.texts if each.get_text().strip()]
    width, height = canvas.get_width_height()
    assert all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height for box in boxes)
    for one, other in combinations([box.shrunk(0.94, 0.8) for box in boxes], 2):
        assert not one.overlaps(other)


def test_the_same_comparison_gives_the_same_bytes(found: Comparison, tmp_path: Path) -> None:
    one, other = (write_summary(found, tmp_path / f"{name}.pdf").read_bytes() for name in "ab")
    assert one == other
    assert one.startswith(b"%PDF")
    assert one.count(b"/Type /Page ") == 1 or b"/Count 1" in one


def test_a_comparison_writes_it(found: Comparison, tmp_path: Path) -> None:
    if len(found.programmes) == 3 and found.programmes[0].label("en").startswith("No"):
        found.write(tmp_path / "out")
        assert (tmp_path / "out" / "summary.pdf").read_bytes().startswith(b"%PDF")
