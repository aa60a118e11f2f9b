"""The house as the sources have it: which module imports which, in which rooms they stand, and on which floor.

Every import counts, also those for types only and those inside functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("model", "scenarios", "analysis")
"""The three folders at the top, from the ground up."""


@cache
def modules() -> Mapping[str, Path]:
    """Return all modules by dotted name, packages without ``__init__``."""
    found = {}
    for top in FLOORS:
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def _named(name: str, node: ast.ImportFrom) -> Iterator[str]:
    """Yield the modules that one import statement of a module names."""
    known = modules()
    words = (node.module or "").split(".") if node.module else []
    if node.level:
        package = name.split(".") if known[name].name == "__init__.py" else name.split(".")[:-1]
        words = [*package[: len(package) - node.level + 1], *words]
    elif words[:1] == ["crm_adoption"]:
        words = words[1:]
    else:
        return
    for each in node.names:
        full, target = ".".join([*words, each.name]), ".".join(words)
        if full in known or target in known:
            yield full if full in known else target


@cache
def imports() -> nx.DiGraph:
    """Return which module imports which."""
    found = nx.DiGraph()
    found.add_nodes_from(modules())
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found.add_edges_from((name, other) for other in _named(name, node) if other != name)
    return found


def room(name: str) -> str:
    """Return the room of a module: its folder; one that stands alone in a folder at the top is a room of its own."""
    parts = name.split(".")
    if parts[0] == "model":
        return "model"
    return ".".join(parts[:2]) if len(parts) > 1 else name


def rooms() -> nx.DiGraph:
    """Return which room imports from which."""
    return nx.DiGraph((room(a), room(b)) for a, b in imports().edges if room(a) != room(b))


def floors() -> list[list[str]]:
    """Return the rooms by floor from the ground up: a room stands above all that it imports.

    Raises
    ------
    networkx.NetworkXUnfeasible
        If rooms import each other in a circle.
    """
    return [sorted(each) for each in nx.topological_generations(rooms().reverse())]


def circles(found: nx.DiGraph) -> list[list[str]]:
    """Return what imports each other in a circle."""
    return sorted(sorted(each) for each in nx.strongly_connected_components(found) if len(each) > 1)
