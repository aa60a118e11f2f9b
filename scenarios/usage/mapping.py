"""The mapping of an export: which column is what, which name is which feature; a few lines of TOML, or guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ..reading.column_dates import ORDERS, SERIALS
from ..reading.how import How
from ..reading.keys import plain
from ..reading.toml_files import read_toml
from ..reading.toml_text import document
from .headings import COLUMNS, spellings

CHOICES = {
    "date_order": ORDERS, "decimal_mark": (".", ","), "serials": SERIALS, "match": ("exact", "loose"),
    "losses": ("refuse", "accept"),
}  # fmt: skip
"""What may be said of how a file is read, where there is a choice."""
SERVICE, PERSON = "service", "person"
"""What a name among the people stands for: a machine or a person."""
LEFT_OUT = ""
"""What a name is mapped to whose rows are not used, on purpose."""
_TABLES = ("columns", "features", "departments", "people", "reading", "rule")
_READING = (*CHOICES, "sheet", "encoding", "time_zone", "first_month", "vendor")


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
    people : mapping of str to str
        ``service`` for names that are machines and ``person`` for those that are none, where that is not seen.
    date_order : {"day first", "month first", "year first", ""}
        How dates such as 03/04/2026 are meant; empty where the file itself shows it.
    decimal_mark : {".", ",", ""}
        How 1.234 is meant; empty where the file itself shows it.
    serials : {"1900", "1904", ""}
        From when Excel counts its days.
    sheet : str
        Sheet of an Excel workbook; the first that holds a table by default.
    encoding : str
        Encoding of the file, such as ``cp1251``; told from the file by default.
    time_zone : str
        The company's zone, into which times are converted that say theirs.
    match : {"exact", "loose", ""}
        Whether ids may differ from the roster's in more than case and blanks.
    losses : {"refuse", "accept", ""}
        Whether to go on where most of the file cannot be read.
    first_month : str
        Month of go-live, such as 2026-01; the first of the export by default.
    rule : mapping of str to float
        Settings of the rule that tells real use from the bare minimum.
    vendor : str
        Layout of a vendor, ``none`` for no vendor's; told by the headings by default.
    written_in : str
        Zone of times that name none, where the layout of a vendor has one; not from a mapping.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    features: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    sheet: str = ""
    first_month: str = ""
    rule: Mapping[str, float] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    decimal_mark: str = ""
    serials: str = ""
    encoding: str = ""
    time_zone: str = ""
    match: str = ""
    losses: str = ""
    vendor: str = ""
    written_in: str = ""

    @property
    def how(self) -> How:
        """How the file is written, as far as it is said."""
        return How(self.sheet, self.encoding, self.date_order, self.decimal_mark, self.time_zone)


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
    for group in ("columns", "features", "departments", "people", "reading"):
        for name, value in table.get(group, {}).items():
            if not isinstance(value, str):
                raise InputError(
                    "{value!r} is no text; put it in quotation marks.", value=value, field=f"{group}.{name}"
                )
    for name, value in table.get("rule", {}).items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise InputError("{value!r} is not a number.", value=value, field=f"rule.{name}")
    reading = table.get("reading", {})
    _check_choices(reading, "reading.", CHOICES)
    _check_choices(table.get("people", {}), "people.", dict.fromkeys(table.get("people", {}), (SERVICE, PERSON)))
    columns, features, departments, rule, people = (
        dict(table.get(group, {})) for group in ("columns", "features", "departments", "rule", "people")
    )
    return Naming(columns, features, departments, rule=rule, people=people, **reading)


def _check_choices(table: Mapping[str, str], place: str, choices: Mapping[str, Sequence[str]]) -> None:
    for name, allowed in choices.items():
        value = table.get(name, "")
        if value and value not in allowed:
            problem = "unknown value {value!r}.{near}"
            raise InputError(problem, value=value, near=nearest(value, allowed), field=f"{place}{name}")


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


def mapping_text(
    columns: Mapping[str, str], features: Mapping[str, str], departments: Mapping[str, str], vendor: str = ""
) -> str:
    """Return a mapping file that says what was guessed, to check and to change."""
    tables = {"columns": dict(columns), "features": dict(features), "departments": dict(departments)}
    tables |= {"reading": {"vendor": vendor}} if vendor else {}
    return document({name: table for name, table in tables.items() if table})
