"""Scenario files: a few lines of TOML on top of a named base, checked before anything runs."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ..model.errors import InputError, nearest
from .build import EVERYWHERE_ELSE, WORDS, build
from .interventions import make
from .roster import read_text
from .scenario import Scenario
from .tables import schema, validate

_CATALOGUE = resources.files("crm_adoption.scenarios.catalogue")


@dataclass(frozen=True)
class _Source:
    """Where a scenario's text stands; without a path it is shipped."""

    name: str
    path: Path | None

    @property
    def place(self) -> str:
        return str(self.path) if self.path else self.name

    @property
    def identity(self) -> str:
        """What is the same for every way to write the path."""
        return os.path.realpath(self.path) if self.path else self.name

    def text(self) -> str:
        if self.path:
            return read_text(self.path, "scenario file")
        return _CATALOGUE.joinpath(f"{self.name}.toml").read_text(encoding="utf-8")


@cache
def catalogue() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    return tuple(sorted(entry.name[:-5] for entry in _CATALOGUE.iterdir() if entry.name.endswith(".toml")))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no path at all, for example too long
        return False


def _locate(reference: str, base: Path | None) -> _Source:
    """Return the source of a shipped name or a path (relative to ``base``)."""
    if reference in catalogue():
        return _Source(reference, None)
    path = (base or Path()) / reference
    if path.suffix == ".toml" or "/" in reference or "\\" in reference or _exists(path):
        return _Source(path.stem, path)
    raise InputError(
        f"unknown scenario {reference!r}.{nearest(reference, catalogue())} A path to a scenario file ends in .toml."
    )


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not valid TOML: {error}.") from None
    except (ValueError, RecursionError):
        raise InputError("this is not valid TOML: a number is too long or lists are nested too deeply.") from None


def _read(source: _Source) -> dict[str, Any]:
    """Return one file's table, checked by itself."""
    try:
        table = _parsed(source.text())
        validate(table)
        for number, record in enumerate(table.get("interventions", []), start=1):
            try:
                make(record)
            except InputError as error:
                raise error.within(field=f"interventions.{number}") from None
        organisation = table.get("organisation", {})
        if "roster" in organisation:
            if _has_headcounts(organisation):
                problem = "a roster already says how many people there are; leave it out, or all people and shares."
                raise InputError(problem, field="organisation.roster")
            organisation["roster"] = _roster_path(organisation["roster"], source)
    except InputError as error:
        raise error.within(file=source.place) from None
    return table


def _roster_path(name: str, source: _Source) -> Path:
    """Return where a roster stands: beside the file, or shipped."""
    beside = source.path.parent / name if source.path else None
    shipped = _CATALOGUE.joinpath(name) if Path(name).name == name else None
    if beside is not None and (_exists(beside) or shipped is None or not shipped.is_file()):
        return beside
    with resources.as_file(_CATALOGUE.joinpath(name)) as path:
        return path


def _has_headcounts(organisation: Mapping[str, Any]) -> bool:
    departments = organisation.get("departments", {}).values()
    return "people" in organisation or any("people" in each or "share" in each for each in departments)


def _without_headcounts(organisation: Mapping[str, Any]) -> dict[str, Any]:
    """Return an organisation's table without roster, people and shares."""
    left = {key: value for key, value in organisation.items() if key not in ("people", "roster")}
    departments = left.get("departments", {}).items()
    left["departments"] = {
        name: {key: value for key, value in each.items() if key not in ("people", "share")}
        for name, each in departments
    }
    return left


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return ``below`` with the tables of ``above`` laid over it; interventions are added."""
    merged = dict(below)
    for key, value in above.items():
        if key == "interventions":
            merged[key] = [*below.get(key, []), *value]
        elif isinstance(value, dict) and isinstance(below.get(key), dict):
            merged[key] = _merge(below[key], value)
        elif key == "go_live" and isinstance(value, dict) and key in below:
            merged[key] = {EVERYWHERE_ELSE: below[key], **value}
        else:
            merged[key] = value
    return merged


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return a scenario's table over the one it extends: words are not passed on, people are counted one way."""
    base = {key: value for key, value in below.items() if key not in WORDS}
    old, new = below.get("organisation", {}), above.get("organisation", {})
    if ("roster" in old and _has_headcounts(new)) or "roster" in new:
        base["organisation"] = _without_headcounts(old)
    return _merge(base, above)


def _chain(source: _Source, seen: tuple[_Source, ...] = ()) -> dict[str, Any]:
    """Return a file's table on top of all that it extends."""
    table = _read(source)
    places = [each.identity for each in seen]
    if source.identity in places:
        circle = " -> ".join(each.place for each in [*seen[places.index(source.identity) :], source])
        raise InputError(f"the scenario extends itself in a circle: {circle}.", field="extends", file=source.place)
    if "extends" not in table:
        return table
    try:
        base = _locate(table["extends"], source.path.parent if source.path else None)
    except InputError as error:
        raise error.within(field="extends", file=source.place) from None
    return _over(_chain(base, (*seen, source)), table)


def load(reference: str | Path) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    reference : str or Path
        The name of a shipped scenario (see `catalogue`) or the path of a scenario file.

    Raises
    ------
    InputError
        For whatever is wrong in the file or in one that it extends: file, field, value, what is
        allowed, and the nearest valid name.

    Examples
    --------
    >>> load("no_programme").company.organisation.headcount
    120
    """
    if not isinstance(reference, (str, Path)):
        raise InputError(f"{reference!r} is neither the name of a scenario nor the path of a file.")
    source = _Source(reference.stem, reference) if isinstance(reference, Path) else _locate(reference, None)
    try:
        return build(source.name, _chain(source))
    except InputError as error:
        raise error.within(file=source.place) from None


def text_of(reference: str) -> str:
    """Return the text of a shipped scenario or of a file, to start one's own from."""
    return _locate(reference, None).text()


__all__ = ["catalogue", "load", "schema", "text_of"]
