"""Who works with whom, and what a person weighs, as pictures: nothing is lost or covered, lengths are to scale."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from crm_adoption.analysis.drawings import DARK, LIGHT, PeopleGroup, Side, draw_network, draw_reasons
from crm_adoption.analysis.drawings.network import MOST_SHOWN
from crm_adoption.scenarios.mesa.space import positions
from hypothesis import given
from hypothesis import strategies as st

SVG = "{http://www.w3.org/2000/svg}"


def company(people: list[int], use: float = 0.5) -> tuple[list[PeopleGroup], list[tuple[float, float]]]:
    groups = [
        PeopleGroup(f"Place {d}", [use] * n, [0.0] * n, [f"{d}-{k}" for k in range(n)]) for d, n in enumerate(people)
    ]
    return groups, positions(people)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=7), st.sampled_from([390, 560, 760, 1400]), st.data())
def test_everybody_is_in_the_picture_and_nobody_touches_another(
    people: list[int], width: int, data: st.DataObject
) -> None:
    groups, places = company(people)
    everybody = st.integers(0, sum(people) - 1)
    ties = data.draw(st.lists(st.tuples(everybody, everybody), max_size=20))
    root = ET.fromstring(draw_network(groups, places, ties, width=width, theme=LIGHT))
    wide, high = (float(each) for each in root.attrib["viewBox"].split()[2:])
    dots = [each.attrib for each in root.iter(f"{SVG}circle")]
    assert [int(each["data-row"]) for each in dots] == list(range(sum(people)))
    centres = [(float(each["cx"]), float(each["cy"])) for each in dots]
    assert all(0.0 < x < wide and 0.0 < y < high for x, y in centres)
    (radius,) = {float(r) for path in root.iter(f"{SVG}path") for r in re.findall(r"a([0-9.]+) ", path.get("d", ""))}
    closest = min((((a - c) ** 2 + (b - d) ** 2) ** 0.5 for (a, b), (c, d) in combinations(centres, 2)), default=99.0)
    assert closest > 2.0 * radius - 0.3
    assert next(each for each in root.iter(f"{SVG}path")).attrib["d"].count("M") == len(ties)


def test_a_large_company_is_shown_in_part_and_says_so() -> None:
    groups, places = company([1500, 2600])
    svg = draw_network(groups, places, [(0, 3), (0, 1), (3, 4099)], width=900, theme=LIGHT, lang="de", chosen=1)
    assert len(places) > 2 * MOST_SHOWN
    rows = [int(row) for row in re.findall(r'data-row="(\d+)"', svg)]
    assert rows == sorted({*range(0, 4100, 3), 1})
    assert "Von je 3 Personen ist eine gezeigt" in svg
    assert "M" not in re.findall(r'd="([^"]*)" stroke="#[0-9a-f]+" stroke-width="0.6"', svg)[0].replace("M", "", 2)


@given(st.lists(st.floats(-6.0, 6.0), min_size=1, max_size=12), st.sampled_from([360, 760, 1200]))
def test_bars_are_as_long_as_terms_are_heavy_and_on_their_side(terms: list[float], width: int) -> None:
    said = [(f"term {n}", size) for n, size in enumerate(terms)]
    sides = [Side("deep_use", 0.25, said), Side("shadow_use", 0.75, [("comfort", 1.0)])]
    root = ET.fromstring(draw_reasons(sides, width=width, theme=DARK))
    found = {}
    for group in root.iter(f"{SVG}g"):
        head, bar = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        assert head is not None
        assert bar is not None
        found[str(head.text).split(":")[0]] = float(bar.attrib["x"]), float(bar.attrib["width"])
    assert found.keys() == {"comfort", *(name for name, size in said if abs(size) >= 0.05)}
    zero, unit = found["comfort"]
    for name, size in said:
        if name in found:
            x, wide = found[name]
            assert wide == pytest.approx(abs(size) * unit, abs=0.05 * abs(size) + 0.11)
            assert (x if size > 0.0 else x + wide) == pytest.approx(zero, abs=0.11)
            assert x >= -0.1
            assert x + wide <= width


def test_chances_are_drawn_as_they_are_and_names_are_text() -> None:
    sides = [Side("deep_use", 0.2, [("<b>habit</b>", -1.0)]), Side("shadow_use", 0.8, [])]
    svg = draw_reasons(sides, width=500, theme=LIGHT, lang="de")
    assert "<b>" not in svg
    first, second = (float(each.attrib["width"]) for each in list(ET.fromstring(svg).iter(f"{SVG}rect"))[:2])
    assert (first + 1.0) / (second + 1.0) == pytest.approx(0.25, rel=0.01)
