"""The mapping of an export: which column is what, which name is which feature; a few lines of TOML, or guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ..reading.delimited import plain
from ..reading.toml_files import read_toml
from ..reading.toml_text import document
from .headings import COLUMNS, spellings

DATE_ORDERS = ("day first", "month first")
LEFT_OUT = ""
"""What a name is mapped to whose rows are not used, on purpose."""
_TABLES = ("columns", "features", "departments", "reading", "rule")
_READING = ("date_order", "sheet", "first_month")


@dataclass(frozen=True)
class Naming:
    """What the words of an export stand for.

    Attributes
    ----------
    columns : mapping of str to str
        Heading in the file by what it is: person, month, feature, count, last_used.
    features : mapping of str to str
        Feature by its name in the file; ``login`` is no feature, and an empty text leaves rows out.
    departments : mapping of str to str
        Role by department of the roster, for example ``sales``; an empty text leaves its people out.
    date_order : {"day first", "month first", ""}
        How dates such as 03/04/2026 are meant; empty where the file itself shows it.
    sheet : str
        Sheet of an Excel workbook; the first by default.
    first_month : str
        Month of go-live, such as 2026-01; the first of the export by default.
    rule : mapping of str to float
        Settings of the rule that tells real use from the bare minimum.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    features: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    date_order: Literal["day first", "month first", ""] = ""
    sheet: str = ""
    first_month: str = ""
    rule: Mapping[str, float] = field(default_factory=dict)


def read_mapping(path: Path) -> Naming:
    """Read a mapping.

    Raises
    ------
    InputError
        For a file that is no TOML, an unknown table or name, or a value of the wrong kind.
    """
    table = read_toml(path, Phrase("mapping"))
    try:
        return _checked(table)
    except InputError as error:
        raise error.within(file=str(path)) from None


def _checked(table: Mapping[str, Any]) -> Naming:
    for name in table:
        if name not in _TABLES or not isinstance(table[name], dict):
            raise InputError("unknown table {name!r}.{near}", name=name, near=nearest(name, _TABLES), field=name)
    for group, allowed in (("columns", tuple(COLUMNS)), ("reading", _READING)):
        for name in table.get(group, {}):
            if name not in allowed:
                raise InputError(
                    "unknown name {name!r}.{near}", name=name, near=nearest(name, allowed), field=f"{group}.{name}"
                )
    for group in ("columns", "features", "departments", "reading"):
        for name, value in table.get(group, {}).items():
            if not isinstance(value, str):
                raise InputError(
                    "{value!r} is no text; put it in quotation marks.", value=value, field=f"{group}.{name}"
                )
    for name, value in table.get("rule", {}).items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise InputError("{value!r} is not a number.", value=value, field=f"rule.{name}")
    reading = table.get("reading", {})
    order = reading.get("date_order", "")
    if order not in (*DATE_ORDERS, ""):
        raise InputError(
            "unknown order {order!r}.{near}", order=order, near=nearest(order, DATE_ORDERS), field="reading.date_order"
        )
    columns, features, departments, rule = (
        dict(table.get(group, {})) for group in ("columns", "features", "departments", "rule")
    )
    return Naming(columns, features, departments, order, reading.get("sheet", ""), reading.get("first_month", ""), rule)


def columns_of(headings: list[str], given: Naming) -> dict[str, str]:
    """Return the heading of each kind of column: what the mapping says, else what the heading is known for.

    Raises
    ------
    InputError
        If the mapping names a heading that the file does not have, or two headings stand for the same.
    """
    found: dict[str, str] = {}
    for kind, heading in given.columns.items():
        if heading not in headings:
            problem = "there is no column {heading!r}.{near}"
            raise InputError(problem, field=f"columns.{kind}", heading=heading, near=nearest(heading, headings))
        found[kind] = heading
    known = spellings(COLUMNS)
    for heading in headings:
        kind = known.get(plain(heading), "")
        if not kind or heading in found.values() or kind in given.columns:
            continue
        if kind in found:
            problem = (
                "both {one!r} and {other!r} could be the {kind}; say which in a mapping: [columns] {kind} = {one!r}."
            )
            raise InputError(problem, field=f"columns.{kind}", one=found[kind], other=heading, kind=kind)
        found[kind] = heading
    return found


def mapping_text(columns: Mapping[str, str], features: Mapping[str, str], departments: Mapping[str, str]) -> str:
    """Return a mapping file that says what was guessed, to check and to change."""
    tables = {"columns": dict(columns), "features": dict(features), "departments": dict(departments)}
    return document({name: table for name, table in tables.items() if table})
