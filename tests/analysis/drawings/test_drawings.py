"""Pictures as SVG: well formed, complete, legible, the same every time, and deaf to markup in names."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from crm_adoption.analysis.drawings import DARK, LIGHT, Curve, PeopleGroup, Theme, draw_curves, draw_people
from crm_adoption.analysis.drawings.curves import APART, apart
from crm_adoption.analysis.drawings.theme import WAYS, label
from crm_adoption.analysis.figures.colours import contrast
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<script>alert('x')</script> & \"Söhne\" \x00\ud800"

shares = st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)).map(lambda pair: (pair[0], pair[1] * (1.0 - pair[0])))
groups = st.lists(
    st.tuples(st.text(max_size=60), st.lists(shares, min_size=1, max_size=60)).map(
        lambda given: PeopleGroup(given[0], [deep for deep, _ in given[1]], [minimum for _, minimum in given[1]])
    ),
    min_size=1,
    max_size=6,
)
values = st.lists(st.floats(0.0, 1.0) | st.just(math.nan), max_size=36)
widths, themes, languages = st.integers(240, 1900), st.sampled_from([LIGHT, DARK]), st.sampled_from(["en", "de"])


def parsed(svg: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label")
    return root


def texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def sizes(root: ElementTree.Element) -> list[float]:
    return [float(element.get("font-size", 0)) for element in root.iter(f"{SVG}text")]


def squares(root: ElementTree.Element, theme: Theme) -> dict[str, list[tuple[float, ...]]]:
    """Return x, top, width and height of what is drawn in the colour of each way of working."""
    found: dict[str, list[tuple[float, ...]]] = {way: [] for way in WAYS}
    for path in root.iter(f"{SVG}path"):
        (way,) = (way for way in WAYS if theme.fills[way] == path.get("fill"))
        for part in re.findall(r"M(\S+) (\S+?)h([\d.]+)v([\d.]+)h", path.get("d", "")):
            found[way].append(tuple(map(float, part)))
    return found


def people(count: int, title: str = "Sales") -> PeopleGroup:
    return PeopleGroup(title, [0.5] * count, [0.25] * count)


def curve(values: Sequence[float], name: str = "Real use") -> Curve:
    return Curve(name, values, LIGHT.fills["deep_use"], LIGHT.letters["deep_use"])


# People


def test_every_person_has_a_square_filled_by_how_they_work() -> None:
    groups = [PeopleGroup("Sales", [1.0, 0.5, 0.0], [0.0, 0.25, 0.0]), PeopleGroup("Service", [0.0], [1.0])]
    drawn = squares(parsed(draw_people(groups, width=1000, theme=LIGHT)), LIGHT)
    side = drawn["deep_use"][0][2]
    assert [high / side for *_, high in drawn["deep_use"]] == pytest.approx([1.0, 0.5], abs=0.01)
    assert [high / side for *_, high in drawn["compliance_use"]] == pytest.approx([0.25, 1.0], abs=0.01)
    assert [high / side for *_, high in drawn["shadow_use"]] == pytest.approx([0.25, 1.0], abs=0.01)


@given(groups, widths, themes, languages)
def test_people_are_drawn_once_inside_the_picture(
    groups: list[PeopleGroup], width: int, theme: Theme, lang: str
) -> None:
    svg = draw_people(groups, width=width, theme=theme, lang=lang)
    assert svg == draw_people(groups, width=width, theme=theme, lang=lang)
    root = parsed(svg)
    drawn = [each for found in squares(root, theme).values() for each in found]
    assert len({x for x, *_ in drawn}) <= max(len(group.deep) for group in groups)
    for x, top, wide, high in drawn:
        assert x >= 0.0
        assert x + wide <= width + 0.1
        assert top + high <= float(root.get("height", 0))
    assert min(sizes(root)) >= 14.0


def test_a_thousand_people_get_smaller_squares_that_can_be_seen_and_fit_one_screen() -> None:
    few = parsed(draw_people([people(120)], width=1000, theme=LIGHT))
    many = parsed(draw_people([people(250, name) for name in "ABCD"], width=1000, theme=LIGHT))
    side = {id(root): squares(root, LIGHT)["deep_use"][0][2] for root in (few, many)}
    assert len(squares(many, LIGHT)["deep_use"]) == 1000
    assert 8.0 <= side[id(many)] < side[id(few)]
    assert float(many.get("height", 0)) < 600.0


def test_in_a_large_company_several_people_share_a_square() -> None:
    deep = [1.0, 0.0, 0.5, 0.5] * 4000
    svg = draw_people([PeopleGroup("Sales", deep, [0.0] * 16_000)], width=1000, theme=LIGHT)
    drawn = squares(parsed(svg), LIGHT)["deep_use"]
    assert len(drawn) == 1600
    assert {round(high / wide, 2) for _, _, wide, high in drawn} == {0.5}
    assert "One square is 10 people of a department" in svg
    assert "16,000 people · Real use 50 %" in svg


@pytest.mark.parametrize("width", [240, 390, 700, 1000, 1900])
def test_squares_do_not_overlap(width: int) -> None:
    drawn = squares(parsed(draw_people([people(300), people(40, "Service")], width=width, theme=LIGHT)), LIGHT)
    side = drawn["deep_use"][0][2]
    corners = sorted((x, bottom) for x, top, _, high in drawn["deep_use"] for bottom in [top + high])
    assert len(corners) == 340
    for (x, y), (other_x, other_y) in combinations(corners[:80], 2):
        assert abs(x - other_x) >= side or abs(y - other_y) >= side


def test_a_person_says_who_they_are_and_how_they_work_when_pointed_at() -> None:
    group = PeopleGroup("Vertrieb", [0.5], [0.25], ["vertrieb-1"])
    hints = [
        element.text for element in parsed(draw_people([group], width=900, theme=LIGHT, lang="de")).iter(f"{SVG}title")
    ]
    assert (
        "vertrieb-1: Echte Nutzung 50 %, Pflichteinträge für den Chef 25 %, Eigene Listen und alte Werkzeuge 25 %"
        in hints
    )


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Own lists and old tools"), ("de", "Eigene Listen und alte Werkzeuge")]
)
def test_the_legend_is_in_words(lang: str, words: str) -> None:
    said = texts(parsed(draw_people([people(4)], width=900, theme=LIGHT, lang=lang)))
    assert words in said
    assert {label(way, lang) for way in WAYS} <= set(said)


@given(st.text(max_size=80), widths, languages)
def test_whatever_a_department_is_called_it_stays_text(name: str, width: int, lang: str) -> None:
    root = parsed(draw_people([PeopleGroup(name + NASTY, [0.1], [0.2], [NASTY])], width=width, theme=LIGHT, lang=lang))
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "g", "text", "title", "path", "rect")
    }


def test_long_names_stay_in_their_column() -> None:
    root = parsed(draw_people([people(30, "Donaudampfschifffahrtsgesellschaft " * 4)], width=1000, theme=LIGHT))
    heads = [text for text in texts(root) if text.startswith("Donau")]
    assert len(heads) == 2
    assert heads[-1].endswith("…")


# Curves


@given(st.lists(st.tuples(st.text(max_size=40), values), max_size=5), widths, themes, languages)
def test_curves_stay_inside_and_can_be_read(
    given: list[tuple[str, list[float]]], width: int, theme: Theme, lang: str
) -> None:
    curves = [curve(found, name) for name, found in given]
    svg = draw_curves("Real use", curves, months=36, width=width, theme=theme, lang=lang)
    assert svg == draw_curves("Real use", curves, months=36, width=width, theme=theme, lang=lang)
    root = parsed(svg)
    for path in root.iter(f"{SVG}path"):
        for point in re.split("[ML]", path.get("d", ""))[1:]:
            x, y = map(float, point.split())
            assert 0.0 <= x <= width
            assert 0.0 <= y <= float(root.get("height", 0))
    assert min(sizes(root)) >= 14.0
    known = sum(any(not math.isnan(value) for value in each) for _, each in given)
    assert len(list(root.iter(f"{SVG}circle"))) == known


def test_a_line_ends_with_its_name_and_last_value() -> None:
    assert "Real use 23 %" in texts(parsed(draw_curves("x", [curve([0.1, 0.234])], months=36, width=900, theme=LIGHT)))


def test_on_a_phone_the_names_stand_above_the_lines() -> None:
    root = parsed(draw_curves("x", [curve([0.1, 0.234])], months=36, width=360, theme=LIGHT))
    (name,) = (element for element in root.iter(f"{SVG}text") if element.text == "Real use 23 %")
    lines = [float(element.get("y1", 0)) for element in root.iter(f"{SVG}line")]
    assert float(name.get("y", 0)) < min(lines)


def test_a_month_without_a_value_leaves_a_gap() -> None:
    svg = draw_curves("x", [curve([0.1, math.nan, 0.3, 0.4])], months=4, width=900, theme=LIGHT)
    (path,) = re.findall(r'd="([^"]+)" fill="none"', svg)
    assert (path.count("M"), path.count("L")) == (2, 1)


def test_each_month_says_its_figures_when_pointed_at() -> None:
    root = parsed(draw_curves("x", [curve([0.1, 0.2])], months=36, width=900, theme=LIGHT, lang="de"))
    assert [element.text for element in root.iter(f"{SVG}title")] == [
        "Monat 1: Real use 10 %",
        "Monat 2: Real use 20 %",
    ]


def test_a_screen_reader_hears_the_last_values() -> None:
    root = parsed(draw_curves("Use", [curve([0.1, 0.2])], months=36, width=900, theme=LIGHT))
    assert root.get("aria-label") == "Use, up to month 2: Real use 20 %."


@given(st.lists(st.floats(0.0, 300.0), min_size=1, max_size=9))
def test_labels_keep_their_order_and_distance(wished: list[float]) -> None:
    places = apart(wished, 0.0, 300.0)
    order = sorted(range(len(wished)), key=lambda i: (wished[i], i))
    assert all(places[b] - places[a] >= APART - 1e-6 for a, b in pairwise(order))
    assert min(places) >= -1e-6
    assert max(places) <= 300.0 + 1e-6


# Colours


def seen_by(paint: str, kind: str) -> tuple[float, float, float]:
    """Return a colour as people without red or green cones see it (Viénot, Brettel and Mollon 1999), linear light."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(paint))
    first, second = (0.11238, 0.88762) if kind == "protan" else (0.29275, 0.70725)
    third = (0.00401, -0.00401, 1.0) if kind == "protan" else (-0.02234, 0.02234, 1.0)
    both = first * red + second * green
    return both, both, third[0] * red + third[1] * green + third[2] * blue


def apart_for(one: str, other: str, kind: str) -> float:
    return math.dist(*([c ** (1 / 2.2) for c in (max(v, 0.0) for v in seen_by(paint, kind))] for paint in (one, other)))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_the_sheet(theme: Theme) -> None:
    for paint in (theme.ink, theme.quiet, *theme.letters.values(), *theme.series):
        assert contrast(paint, theme.background) >= 4.5, paint


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", ["protan", "deutan"])
def test_ways_of_working_differ_for_colour_blind_people(theme: Theme, kind: str) -> None:
    for one, other in combinations(WAYS, 2):
        assert apart_for(theme.fills[one], theme.fills[other], kind) > 0.3, (one, other)
