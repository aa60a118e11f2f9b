"""Drawings of the laboratory: well formed, legible, complete, the same every time, and deaf to markup in names."""

from __future__ import annotations

import math
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from crm_adoption.analysis.drawings import (
    DARK,
    LIGHT,
    Line,
    Marks,
    PeopleGroup,
    Start,
    Theme,
    Unit,
    draw_bands,
    draw_company,
    draw_heat_map,
)
from crm_adoption.analysis.drawings.scale import depth_of, depths, letters_on, shades_of, step_of
from crm_adoption.analysis.drawings.ticks import nice_ticks
from crm_adoption.analysis.figures.colours import contrast
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from test_drawings import NASTY, groups, languages, parsed, sizes, texts, themes, values, widths

lines = st.lists(
    st.tuples(st.text(max_size=12), values).map(
        lambda given: Line(given[0], given[1], "#075794", [v - 0.1 for v in given[1]], [v + 0.1 for v in given[1]])
    ),
    max_size=4,
)


@given(groups, st.integers(320, 1900), themes, languages, st.sampled_from(["way", "depth"]), st.booleans())
@settings(deadline=None, max_examples=60)
def test_every_company_is_drawn_whole(
    people: list[PeopleGroup], width: int, theme: Theme, lang: str, colour: str, key: bool
) -> None:
    marks = [Marks([0], [len(each.deep) - 1]) for each in people]
    svg = draw_company(people, width=width, theme=theme, lang=lang, colour=colour, key=key, marks=marks)
    assert svg == draw_company(people, width=width, theme=theme, lang=lang, colour=colour, key=key, marks=marks)
    root = parsed(svg)
    assert min(sizes(root)) >= 14
    departments = [each for each in root if each.get("data-crm") == "department"]
    assert [int(each.get("data-people", 0)) for each in departments] == [len(each.deep) for each in people]
    assert sum(path.get("d", "").count("M") for path in root.iter() if path.get("data-crm") == "champions") == len(
        people
    )
    if colour == "depth":
        drawn = [p for p in root.iter() if (p.get("data-crm") or "").startswith("depth-")]
        assert sum(path.get("d", "").count("M") for path in drawn) == sum(len(each.deep) for each in people)


def test_people_stand_where_the_page_looks_for_them() -> None:
    """The corner of person n follows from the attributes that the page reads."""
    group = PeopleGroup("Sales", [1.0] * 30, [0.0] * 30)
    root = parsed(draw_company([group], width=300, theme=LIGHT, key=False))
    place = next(each for each in root if each.get("data-crm") == "department")
    left, top, side, columns = (float(place.get(f"data-{name}", 0)) for name in ("left", "top", "side", "columns"))
    path = next(each for each in place if each.get("data-crm") == "way-0").get("d", "")
    corners = [tuple(map(float, pair)) for pair in re.findall(r"M(\S+) (\S+?)h", path)]
    expected = [(left + n % columns * side, top + n // columns * side) for n in range(30)]
    assert corners == [pytest.approx(each, abs=0.06) for each in expected]


@given(lines, widths, themes, languages)
@settings(deadline=None, max_examples=60)
def test_all_lines_with_bands_are_drawn(drawn: list[Line], width: int, theme: Theme, lang: str) -> None:
    starts = [Start(0, "A", NASTY, "#000000"), Start(99, "B", "beyond the horizon", "#000000")]
    svg = draw_bands(NASTY, drawn, months=36, width=max(width, 300), theme=theme, lang=lang, starts=starts)
    root = parsed(svg)
    assert min(sizes(root)) >= 14
    assert "beyond the horizon" not in svg
    assert "<script" not in svg
    assert sum(each.get("data-crm") == "cursor" for each in root.iter()) == 1


def test_a_line_lies_between_the_limits_of_its_band() -> None:
    line = Line("B", [0.2, 0.4], "#075794", [0.1, 0.3], [0.3, 0.5])
    root = parsed(draw_bands("x", [line], months=2, width=600, theme=LIGHT))
    band, middle = ([tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", each.get("d", ""))]
                    for each in root.iter("{http://www.w3.org/2000/svg}path"))  # fmt: skip
    high, low = band[:2], band[3:1:-1]
    assert all(up[1] < at[1] < down[1] for up, at, down in zip(high, middle, low, strict=True))
    assert middle[0][1] - middle[1][1] == pytest.approx(low[0][1] - high[0][1], abs=0.2)


@pytest.mark.parametrize(("low", "high", "expected"), [
    (0.0, 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    (-1100.0, 40.0, (-1250.0, -1000.0, -750.0, -500.0, -250.0, 0.0, 250.0)),
    (0.0, 0.0, None),
    (5.0, 5.0, None),
])  # fmt: skip
def test_ticks_are_round_and_reach_around(low: float, high: float, expected: tuple[float, ...] | None) -> None:
    ticks = nice_ticks(low, high)
    assert ticks[0] <= low
    assert ticks[-1] >= high
    assert len(ticks) >= 2
    if expected:
        assert ticks == pytest.approx(expected)


def test_money_and_points_are_written_with_sign_and_unit() -> None:
    line = Line("B−A", [-869_000.0, 12_000.0], "#075794")
    svg = draw_bands("x", [line], months=2, width=700, theme=LIGHT, lang="de",
                     unit=Unit(0.001, "", 0, sign=True, title="Tausend EUR"))  # fmt: skip
    said = texts(parsed(svg))
    assert "B−A +12" in said
    assert "−1.000" in said
    assert "Tausend EUR" in said


@pytest.mark.parametrize("width", [260, 900])
def test_names_above_the_lines_stand_below_the_unit(width: int) -> None:
    line, start = Line("B", [1.0, 2.0], "#075794"), Start(0, "Z", "what", "#075794")
    svg = draw_bands("x", [line], months=2, width=width, theme=LIGHT, unit=Unit(title="unit"), starts=[start], marked=1)
    high = {each.text: float(each.get("y", 0)) for each in parsed(svg).iter() if each.tag.endswith("text")}
    assert high["Z"] - high["unit"] >= 14.0
    assert high["Month 1"] == high["Z"]


def test_marks_are_explained_where_colours_are() -> None:
    people = [PeopleGroup("Sales", [0.5, 0.1], [0.2, 0.3])]
    for key in (True, False):
        svg = draw_company(people, width=900, theme=LIGHT, key=key, marks=[Marks([0], [1])])
        assert {"line manager", "champion"} <= set(texts(parsed(svg))) if key else "champion<" not in svg
    assert "champion<" not in draw_company(people, width=900, theme=LIGHT)


def test_features_are_named_in_full_on_a_phone() -> None:
    names = ["Gemeinsame Kundenakte", "Besuchs- und Anrufberichte", "Marketing-Automatisierung"]
    said = " ".join(texts(parsed(draw_heat_map(names, ["Vertrieb"], [[0.5] * 3], width=360, theme=LIGHT, lang="de"))))
    for part in ("Gemeinsame Kundenakte", "Besuchs- und Anrufberichte", "Marketing- Automatisierung"):
        assert part in said


def test_departments_stand_upright_where_they_would_be_cut_across() -> None:
    places = ["Vertrieb", "Marketing", "Kundenbetreuung", "Service"]
    for width, upright in ((370, True), (900, False)):
        svg = draw_heat_map(["Kontaktverwaltung"], places, [[0.5]] * 4, width=width, theme=LIGHT, lang="de")
        assert ("rotate" in svg) == upright
        assert ("Kundenbetreuung" in texts(parsed(svg))) or not upright
        assert not any("…" in each for each in texts(parsed(svg)))


@given(st.integers(1, 31), st.integers(1, 6), widths, themes, languages)
@settings(deadline=None, max_examples=40)
def test_a_heat_map_has_a_cell_for_everything_that_matters(
    features: int, departments: int, width: int, theme: Theme, lang: str
) -> None:
    shares = [
        [math.nan if (d + f) % 4 == 3 else (d + f) % 11 / 10 for f in range(features)] for d in range(departments)
    ]
    svg = draw_heat_map(
        [NASTY] * features, ["Kundenbetreuung"] * departments, shares, width=width, theme=theme, lang=lang
    )
    root = parsed(svg)
    matter = sum(not math.isnan(each) for line in shares for each in line)
    for name in ("cell", "cell-words"):
        assert sum(each.get("data-crm") == name for each in root.iter()) == matter
    assert min(sizes(root)) >= 14
    assert "<script" not in svg


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_on_every_shade_can_be_read(theme: Theme) -> None:
    for shade, letters in zip(shades_of(theme.name), letters_on(theme.name), strict=True):
        assert contrast(shade, letters) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_depths_can_be_told_apart(theme: Theme) -> None:
    steps = depths(theme)[1:]
    assert all(contrast(one, other) >= 1.2 for one, other in pairwise(steps))


def test_steps_and_depths_hold_at_their_ends() -> None:
    assert [step_of(share) for share in (0.0, 0.049, 0.05, 0.5, 1.0, 1.2)] == [0, 0, 1, 5, 10, 10]
    assert [depth_of(share) for share in (0.0, 0.01, 0.2, 0.21, 0.999, 1.0)] == [0, 1, 1, 2, 5, 5]
