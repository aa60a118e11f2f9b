"""The features a company has bought, as a file of their own: TOML, or a table from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...model.errors import InputError
from ...model.features import Feature
from ...model.phrase import Phrase
from ..reading.keys import NO, YES
from ..reading.named_rows import NamedTable, Row, read_table
from ..reading.toml_files import read_toml
from .tables import listed

NAMES = {
    "name": ("feature", "funktion", "maschinenname"),
    "label_en": ("english", "label", "englisch"),
    "label_de": ("german", "deutsch", "bezeichnung"),
    "usefulness": ("value", "nutzen"),
    "effort": ("aufwand",),
    "data_need": ("datenbedarf",),
    "reach": ("reichweite",),
    "visibility": ("sichtbarkeit",),
    "writes": ("schreibt",),
    "shared_record": ("gemeinsame akte",),
    "is_ai": ("ai", "ki", "ist ki"),
    "autonomous": ("autonom", "selbsttätig"),
    "go_live": ("start", "live from", "einführung"),
}
"""Columns that are not departments, with further headings."""
TRUE, FALSE = (*YES, "1"), (*NO, "falsch", "0", "")
MOST_LETTERS = 60


def read_features(path: Path) -> dict[str, dict[str, Any]]:
    """Read a file of features.

    Parameters
    ----------
    path : Path
        TOML with a table per feature, as below ``[features]`` of a scenario file; or CSV with the columns
        of `NAMES` (name is needed) and one column per department or role with the feature's relevance
        there, 0 to 1. Empty cells are left out.

    Returns
    -------
    dict
        Tables by name, as ``[features]`` of a scenario file gives them.

    Raises
    ------
    InputError
        If it cannot be read, or with all problems and their row numbers (the first ten in full).
    """
    if path.suffix.lower() == ".toml":
        return _from_toml(path)
    table = read_table(path, Phrase("table of features"), NAMES, needed=("name",))
    roles = [column for column in table.columns if column not in NAMES]
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for row in table.rows:
        values, wrong = ({}, [row.fault]) if row.fault else _feature(table, row, roles)
        if not row.fault and row["name"] in found:
            wrong.append(Phrase("feature {value!r} stands in the file already", value=row["name"]))
        problems += [Phrase("row {line}: {problem}", line=row.line, problem=each) for each in wrong]
        found.setdefault(row["name"], values)
    if problems:
        raise InputError(listed(problems), file=str(path))
    return found


def _from_toml(path: Path) -> dict[str, dict[str, Any]]:
    tables = read_toml(path, Phrase("file of features"))
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise InputError("write a table [{name}] with the feature's values.", name=name, field=name, file=str(path))
    return tables


def _feature(table: NamedTable, row: Row, roles: list[str]) -> tuple[dict[str, Any], list[Phrase]]:
    """Return a feature's values and what is wrong with them."""
    problems = (
        []
        if _is_name(row["name"])
        else [Phrase("name {value!r} is no name; use letters, digits and _", value=row["name"])]
    )
    values: dict[str, Any] = {key: row[key] for key in ("label_en", "label_de") if row[key]}
    for column, limits in _limits(roles).items():
        if not row[column]:
            continue
        try:
            value = table.number(row, column)
            if not limits[0] <= value <= limits[1]:
                raise ValueError(value)
        except (ValueError, OverflowError):
            problems.append(
                Phrase(
                    "{column} {value!r} is not a number from {low:g} to {high:g}",
                    column=column,
                    value=row[column],
                    low=limits[0],
                    high=limits[1],
                )
            )
            continue
        if column in roles:
            values.setdefault("relevance", {})[column] = value
        else:
            values[column] = value
    for column in ("writes", "shared_record", "is_ai", "autonomous"):
        if column in table.columns:
            said = row[column].casefold()
            if said not in (*TRUE, *FALSE):
                problems.append(
                    Phrase("{column} {value!r} is neither true nor false", column=column, value=row[column])
                )
            values[column] = said in TRUE
    return values | _go_live(row, problems), problems


def _go_live(row: Row, problems: list[Phrase]) -> dict[str, Any]:
    if not row["go_live"]:
        return {}
    if not (row["go_live"].isascii() and row["go_live"].isdigit() and len(row["go_live"]) < 5):
        problems.append(
            Phrase("go_live {value!r} is not a month; give a whole number, 0 or more", value=row["go_live"])
        )
        return {}
    return {"go_live": int(row["go_live"])}


def _limits(roles: list[str]) -> dict[str, tuple[float, float]]:
    """Return the columns that hold numbers, with what is allowed."""
    declared = {name: each.allowed for name, each in Feature.declarations().items()}
    return declared | dict.fromkeys(roles, (0.0, 1.0))


def _is_name(name: str) -> bool:
    return name.replace("_", "a").isalnum() and len(name) <= MOST_LETTERS
