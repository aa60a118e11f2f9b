"""The house: rooms stand on floors, imports run downwards, and nothing goes round in circles."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import rooms  # noqa: E402

MOST_FLOORS = 12


def test_the_imports_are_found() -> None:
    edges = rooms.imports().edges
    assert len(edges) > 1000
    assert ("scenarios.simulate", "model.simulation") in edges
    assert ("analysis.telling.comparison", "analysis.comparing.comparison") in edges


def test_no_files_import_each_other_in_a_circle() -> None:
    assert rooms.circles(rooms.imports()) == []


def test_no_rooms_import_each_other_in_a_circle() -> None:
    assert rooms.circles(rooms.rooms()) == []


def test_a_circle_would_be_found() -> None:
    import networkx as nx

    assert rooms.circles(nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])) == [["a", "b", "c"]]


def test_the_house_has_at_most_twelve_floors() -> None:
    assert len(rooms.floors()) <= MOST_FLOORS, rooms.floors()


def test_imports_between_the_three_floors_run_downwards() -> None:
    """analysis -> scenarios -> model, never the other way."""
    order = {top: number for number, top in enumerate(rooms.FLOORS)}
    wrong = [(a, b) for a, b in rooms.imports().edges if order[a.split(".")[0]] < order[b.split(".")[0]]]
    assert wrong == []


def test_hardly_anything_stands_outside_a_room() -> None:
    for top in rooms.FLOORS[1:]:
        beside = sorted(path.name for path in (ROOT / top).glob("*.py"))
        assert beside in (["__init__.py"], ["__init__.py", "simulate.py"]), top


def test_every_room_says_what_it_is_for_on_the_page_of_the_architecture() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in rooms.rooms():
        if name.split(".")[0] != name and rooms.modules()[name].name == "__init__.py":
            assert f"`{name.replace('.', '/')}/`" in page.split("## Modules")[0], name


TESTS = Path(__file__).parent


def test_tests_stand_in_the_rooms_they_are_of() -> None:
    """What is held for the whole house stands in tests/ itself, what is held for a room in a folder of its name."""
    wrong = [
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*")
        if path.suffix == ".py" and not _is_in_place(path.parent.relative_to(TESTS).parts, path.name)
    ]
    assert wrong == []


def _is_in_place(folder: tuple[str, ...], name: str) -> bool:
    if len(folder) > 1:
        return (ROOT / Path(*folder)).is_dir() and len(folder) == 2
    return folder in ((), ("model",)) or (folder[0] in rooms.FLOORS and name == "conftest.py")


@pytest.mark.parametrize(
    ("folder", "name", "right"),
    [
        ((), "test_golden.py", True), (("model",), "test_rules.py", True), (("analysis", "base"), "test_a.py", True),
        (("analysis",), "conftest.py", True), (("analysis",), "test_a.py", False), (("pages",), "test_a.py", False),
        (("analysis", "no_such_room"), "test_a.py", False), (("analysis", "base", "x"), "test_a.py", False),
    ],
)  # fmt: skip
def test_a_test_out_of_place_would_be_found(folder: tuple[str, ...], name: str, right: bool) -> None:
    assert _is_in_place(folder, name) is right
