"""What users build on changes on purpose only: names, signatures, options, outcomes, columns, scenario fields.

The surface is written down in ``tests/golden/public_surface.txt``. After a change that is meant, renew it with

    python tests/test_public_surface.py

and look at the difference: docs/stability.md says what may change when, and CHANGELOG.md has to say it.
"""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import crm_adoption
import mesa
import pytest

GOLDEN = Path(__file__).parent / "golden" / "public_surface.txt"
BEYOND = (
    "analysis.comparing.break_even.BreakEven",
    "analysis.base.programme.Programme",
    "model.declared.Declaration",
    "model.features.Catalogue",
    "model.levers.Modifier",
    "model.organisation.Roster",
    "scenarios.programmes.hooks.Costing",
    "scenarios.programmes.hooks.Touching",
    "scenarios.programmes.intervention.Intervention",
    "scenarios.programmes.intervention.Investment",
    "scenarios.programmes.intervention.Reach",
    "scenarios.mesa.department.Department",
    "scenarios.mesa.employee.Employee",
    "scenarios.mesa.person.Person",
    "scenarios.mesa.reasons.Reasons",
)
"""What one gets from the exported names, or subclasses, without it being exported itself."""


def signature(thing: Any) -> str:
    """Return a signature as it is written, the same on every Python; parameters' values stand in docs/parameters.md."""
    written = inspect.signature(thing)
    declared = thing.declarations() if hasattr(thing, "declarations") else {}
    own = [each.replace(default=...) if name in declared else each for name, each in written.parameters.items()]
    text = str(written.replace(parameters=own)).replace("Ellipsis", "...").replace("<factory>", "...")
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)


def members(kind: type, listed: set[type]) -> Iterator[str]:
    """Yield the public members that our classes define, without those of a base that is listed itself."""
    ours = [each for each in reversed(kind.__mro__) if each.__module__.startswith("crm_adoption")]
    named = {
        name: value
        for each in ours
        if each is kind or each not in listed
        for name, value in vars(each).items()
        if not name.startswith("_")
    }
    for name, value in sorted(named.items()):
        if isinstance(value, (staticmethod, classmethod)):
            yield f"    {name}{signature(getattr(kind, name))}"
        elif isinstance(value, property):
            yield f"    {name}: property{', can be set' if value.fset else ''}"
        elif isinstance(value, cached_property):
            yield f"    {name}: property"
        elif inspect.isfunction(value):
            yield f"    {name}{signature(value)}"


def exported() -> dict[str, Any]:
    """Return all that is public in Python, by name or by path in the package."""
    names = {name: getattr(crm_adoption, name) for name in crm_adoption.__all__}
    paths = {path: path.rpartition(".") for path in BEYOND}
    return names | {
        path: getattr(import_module(f"crm_adoption.{module}"), name) for path, (module, _, name) in paths.items()
    }


def python_names() -> Iterator[str]:
    everything = exported()
    listed = {each for each in everything.values() if isinstance(each, type)}
    for name, thing in everything.items():
        if not isinstance(thing, type):
            yield f"{name}{signature(thing)}" if callable(thing) else f"{name}: {type(thing).__name__}"
            continue
        made = "" if issubclass(thing, mesa.Agent) else signature(thing)  # agents are made by the model
        bases = [each.__name__ for each in thing.__mro__[1:-1] if each in listed or each.__module__ == "builtins"]
        yield f"{name}{made}{' is a ' + bases[0] if bases else ''}"
        yield from members(thing, listed)


def commands() -> Iterator[str]:
    """Yield the commands with their arguments and options."""
    import typer
    from crm_adoption.analysis.cli.main import app

    def walk(command: Any, words: str) -> Iterator[str]:
        given = sorted("/".join(each.opts) for each in command.params if "--help" not in each.opts)
        yield f"{words} {' '.join(given)}".rstrip()
        for name, each in sorted(getattr(command, "commands", {}).items()):
            yield from walk(each, f"{words} {name}")

    yield from walk(typer.main.get_command(app), "crm-adoption")


def fields(schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the fields of scenario files, from their JSON schema."""
    whole = schema
    seen: set[str] = set()

    def walk(node: Any, path: str) -> Iterator[str]:
        if isinstance(node, dict):
            if "$ref" in node:
                target = whole
                for part in node["$ref"].removeprefix("#/").split("/"):
                    target = target[part]
                yield from walk(target, path)
            for name, each in node.get("properties", {}).items():
                here = f"{path}.{name}" if path else name
                if here not in seen:
                    seen.add(here)
                    yield here
                yield from walk(each, here)
            for key in ("items", "additionalProperties"):
                yield from walk(node.get(key), f"{path}[]" if key == "items" else f"{path}.*")
            for key in ("anyOf", "oneOf", "allOf"):
                for each in node.get(key, []):
                    yield from walk(each, path)

    yield from walk(schema, path)


def surface() -> str:
    """Return the whole public surface as text."""
    from crm_adoption.analysis.base.results import provenance
    from crm_adoption.model.outcomes import OUTCOMES, SUMMARIES
    from crm_adoption.scenarios.files.catalogue import schema
    from crm_adoption.scenarios.programmes.interventions import KINDS

    answer = crm_adoption.compare(["no_programme", "aligned_kpis"], replications=2, months=2, month=2, workers=1)
    manifest = provenance([each.scenario for each in answer.programmes], seed=0, replications=2)
    parts = {
        "Python": python_names(),
        "Commands": commands(),
        "Outcomes": (f"{each.name} [{each.unit}]" for each in (*OUTCOMES, *SUMMARIES)),
        "Shipped scenarios": crm_adoption.catalogue(),
        "Kinds of interventions in scenario files": KINDS,
        "Fields of scenario files": sorted(set(fields(schema()))),
        "Columns of results.csv": answer.to_frame().columns,
        "Keys of manifest.json": sorted([*manifest, "files"]),
        "Keys of compare --json": sorted(answer.to_dict()),
    }
    return "\n".join(f"# {title}\n" + "\n".join(lines) + "\n" for title, lines in parts.items())


def test_the_public_surface_is_as_written_down() -> None:
    expected, found = GOLDEN.read_text(encoding="utf-8"), surface()
    changed = "\n".join(
        difflib.unified_diff(expected.splitlines(), found.splitlines(), "written down", "found", "", "", 0)
    )
    assert found == expected, (
        f"{changed}\n\nIf this is meant: python tests/test_public_surface.py, and say it in CHANGELOG.md."
    )


@pytest.mark.parametrize("name", [name for name in crm_adoption.__all__ if name != "__version__"])
def test_the_docstring_names_every_parameter(name: str) -> None:
    """Parameters that are declared with meaning and range stand in docs/parameters.md instead."""
    thing = getattr(crm_adoption, name)
    text = inspect.getdoc(thing) or ""
    declared = thing.declarations() if hasattr(thing, "declarations") else {}
    if isinstance(thing, type):
        text += "".join(
            inspect.getdoc(each) or "" for each in thing.__mro__ if each.__module__.startswith("crm_adoption")
        )
    missing = [
        each
        for each in inspect.signature(thing).parameters
        if each not in declared and not re.search(rf"\b{each}\b", text)
    ]
    assert missing == []


if __name__ == "__main__":
    GOLDEN.write_text(surface(), encoding="utf-8")
    print(f"{GOLDEN.name} renewed; look at the difference and say it in CHANGELOG.md")
