"""The house: rooms stand on floors, imports run downwards, and nothing goes round in circles.

Read off the sources: every import counts, also those for types only and those inside functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).parent.parent
FLOORS = ("model", "scenarios", "analysis")
MOST_FLOORS = 12


def modules() -> dict[str, Path]:
    """Return all modules by dotted name, packages without ``__init__``."""
    found = {}
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imported(name: str, node: ast.ImportFrom) -> Iterator[str]:
    """Yield the modules that one import statement of a module names."""
    package = name.split(".") if MODULES[name].name == "__init__.py" else name.split(".")[:-1]
    if node.level:
        base = package[: len(package) - node.level + 1]
    elif node.module and node.module.split(".")[0] == "crm_adoption":
        base = []
    else:
        return
    own = (node.module or "").removeprefix("crm_adoption").strip(".") if not node.level else (node.module or "")
    target = ".".join([*base, *own.split(".")]).strip(".")
    for each in node.names:
        full = f"{target}.{each.name}".strip(".")
        if full in MODULES:
            yield full
        elif target in MODULES:
            yield target


def graph() -> nx.DiGraph:
    """Return which module imports which."""
    found = nx.DiGraph()
    found.add_nodes_from(MODULES)
    for name, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found.add_edges_from((name, other) for other in imported(name, node) if other != name)
    return found


def room(name: str) -> str:
    """Return the room of a module: its folder; a module that stands alone on its floor is a room of its own."""
    parts = name.split(".")
    if MODULES[name].name == "__init__.py" or parts[0] == "model":
        return name if parts[0] != "model" else "model"
    return ".".join(parts[:-1]) if len(parts) > 2 else name


def circles(found: nx.DiGraph) -> list[list[str]]:
    return sorted(sorted(each) for each in nx.strongly_connected_components(found) if len(each) > 1)


def rooms() -> nx.DiGraph:
    return nx.DiGraph((room(a), room(b)) for a, b in graph().edges if room(a) != room(b))


def test_the_imports_are_found() -> None:
    edges = graph().edges
    assert len(edges) > 1000
    assert ("scenarios.simulate", "model.simulation") in edges


def test_no_files_import_each_other_in_a_circle() -> None:
    assert circles(graph()) == []


def test_no_rooms_import_each_other_in_a_circle() -> None:
    assert circles(rooms()) == []


def test_the_house_has_at_most_twelve_floors() -> None:
    found = rooms()
    assert len(list(nx.topological_generations(found))) <= MOST_FLOORS


def test_imports_between_the_three_floors_run_downwards() -> None:
    """analysis -> scenarios -> model, never the other way."""
    order = {floor: number for number, floor in enumerate(FLOORS)}
    assert [(a, b) for a, b in graph().edges if order[a.split(".")[0]] < order[b.split(".")[0]]] == []


def test_hardly_anything_stands_outside_a_room() -> None:
    """A floor's folder holds rooms; what stands beside them can be counted on one hand."""
    for floor in FLOORS[1:]:
        assert len(list((ROOT / floor).glob("*.py"))) <= 5, floor
