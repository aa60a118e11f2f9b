"""Which words of the catalogue each module says: read off the sources, for the tests of the catalogue."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crm_adoption.scenarios.words.files import FOLDER, room

ROOT = Path(__file__).parent.parent
CATALOGUE = FOLDER


def modules() -> list[Path]:
    """Return the modules that may speak."""
    return [path for top in ("scenarios", "analysis") for path in sorted((ROOT / top).rglob("*.py"))]


@cache
def entries(lang: str) -> dict[tuple[str, str], Any]:
    """Return all words of a language by section and key."""
    found: dict[tuple[str, str], Any] = {}

    def collect(path: str, table: Any) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                collect(f"{path}.{key}", value)
            else:
                found[path, key] = value

    for file in sorted((CATALOGUE / lang).glob("*.toml")):
        collect(file.stem, room(file.stem, lang))
    return found


@dataclass(frozen=True)
class Said:
    """A place where words are said.

    Attributes
    ----------
    path : Path
    section : str
    how : str
        "" where a text is filled, else the method: ``raw``, ``several``, ``one_or_many``.
    keys : tuple of str
        The keys that may be meant; empty where only the run can tell.
    blanks : frozenset of str or None
        What is filled in; None where a mapping is.
    """

    path: Path
    section: str
    how: str
    keys: tuple[str, ...]
    blanks: frozenset[str] | None


def _imported(path: Path, node: ast.ImportFrom) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts[: -node.level])
    return "/".join([*parts, *(node.module or "").split(".")]) + ".py"


@cache
def tables(path: Path) -> dict[str, str]:
    """Return the names under which a module holds sections of the catalogue, its own and imported ones."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            source = ROOT / _imported(path, node)
            if source.is_file():
                theirs = tables(source)
                found |= {each.asname or each.name: theirs[each.name] for each in node.names if each.name in theirs}
        elif isinstance(node, ast.Assign) and (section := _section(node.value)):
            found |= {target.id: section for target in node.targets if isinstance(target, ast.Name)}
    return found


def _section(node: ast.expr) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Words":
        return str(ast.literal_eval(node.args[0])) if isinstance(node.args[0], ast.Constant) else ""
    return ""


def _keys(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Constant):
        return (str(node.value),)
    if isinstance(node, ast.IfExp):
        both = _keys(node.body), _keys(node.orelse)
        return both[0] + both[1] if all(both) else ()
    return ()


def said() -> Iterator[Said]:
    """Yield all places where words are said."""
    for path in modules():
        known = tables(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            how, name = "", node.func
            if isinstance(name, ast.Attribute):
                how, name = name.attr, name.value
            if isinstance(name, ast.Name) and name.id in known and how in ("", "raw", "several", "one_or_many"):
                given = None if any(each.arg is None for each in node.keywords) else frozenset(
                    str(each.arg) for each in node.keywords
                )  # fmt: skip
                yield Said(path, known[name.id], how, _keys(node.args[0]), given)


@cache
def constants(path: Path) -> frozenset[str]:
    """Return all texts of a module."""
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def imports(path: Path) -> frozenset[Path]:
    """Return the modules from which a module imports."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return frozenset(ROOT / _imported(path, node) for node in nodes if isinstance(node, ast.ImportFrom) and node.level)


@cache
def speakers() -> dict[str, frozenset[str]]:
    """Return by section all texts of the modules that hold it or import from one that does: its keys are among them."""
    holders: dict[str, set[Path]] = {}
    for path in modules():
        for section in tables(path).values():
            holders.setdefault(section, set()).add(path)
    return {
        section: frozenset().union(
            *(constants(path) for path in modules() if path in theirs or imports(path) & theirs)
        )
        for section, theirs in holders.items()
    }  # fmt: skip
