"""The record of a layout: how it is told, which columns are what, which rows count, what stands for which feature."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ...model.errors import unknown
from ...model.texts import in_language

FOLDER = Path(__file__).parent / "layouts"
"""A file for each layout: adding one is one file here and one test."""
KINDS = ("features", "records", "log-ins")
"""What a layout can show: use of features, who created or owns records, or log-ins alone."""
WHOLE = "*"
"""What stands in `Vendor.unverified` where no public source shows the layout at all."""


@dataclass(frozen=True)
class Look:
    """Where it is looked up what a row is about; the first that says something counts.

    Attributes
    ----------
    column : tuple of str
        Headings under which it may stand.
    part : str
        Regular expression whose group is the name, where it is a part of the cell alone.
    json : str
        Name under which it stands in the JSON of the cell.
    names : mapping of str to str
        Feature by name, in this column only: as it is written, with ``*`` for anything.
    goes_on : bool
        Whether a name that is not among ``names`` says nothing, so that the next look is asked.
    inside : bool
        Whether the words of a feature may stand anywhere in the name, as in names that a company gives its events.
    """

    column: tuple[str, ...]
    part: str = ""
    json: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    goes_on: bool = False
    inside: bool = False


@dataclass(frozen=True)
class Only:
    """Which rows count, by the value of a column; where the column is missing, all do.

    Attributes
    ----------
    column : tuple of str
        Headings under which it may stand.
    values, never : tuple of str
        Values that count, if given, and values that do not; case does not matter, ``*`` is anything.
    """

    column: tuple[str, ...]
    values: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class Substance:
    """Which columns show what a row holds, beyond that there was a click; each may be missing.

    Attributes
    ----------
    fields : tuple of str
        Names of filled or changed fields, parted by commas or semicolons.
    note : tuple of str
        A text that somebody wrote.
    old, new : tuple of str
        A stage before and after.
    owner : tuple of str
        Whose record it is.
    record : tuple of str
        Which record it is.
    filled : tuple of str
        Columns of a record that somebody fills by hand.
    inside : tuple of str
        A heading, and the name in the JSON of its cells below which fields stand.
    """

    fields: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Vendor:
    """A layout in which a product hands out who did what.

    Attributes
    ----------
    name : str
        As ``--vendor`` takes it.
    product, export_en, export_de : str
        Whose it is, and what it is called there.
    where_en, where_de : str
        How it is exported.
    shows : str
        One of `KINDS`.
    marks : tuple of tuple of str
        What tells the layout: of each group one heading must be there, beside person and date.
    person, month, count : tuple of str
        Headings under which they may stand, the best first.
    looks : tuple of Look
        Where it stands what a row is about, in order.
    one : mapping of str to str
        Feature by the heading that tells of which one the whole file is.
    only : tuple of Only
    features : mapping of str to str
        Feature by its name in the file; ``login`` is no feature, and an empty text leaves rows out.
    substance : Substance
    zone : str
        Time zone of times that name none; empty where it is that of the user who exports.
    sources : tuple of str
        Where the layout can be read in public.
    unverified : tuple of str
        Headings that no public source shows, or `WHOLE`.
    note_en, note_de : str
        What else is to be known.
    """

    name: str
    product: str
    export_en: str
    export_de: str
    where_en: str
    where_de: str
    shows: str
    marks: tuple[tuple[str, ...], ...]
    person: tuple[str, ...]
    month: tuple[str, ...]
    count: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()
    one: Mapping[str, str] = field(default_factory=dict)
    only: tuple[Only, ...] = ()
    features: Mapping[str, str] = field(default_factory=dict)
    substance: Substance = Substance()
    zone: str = ""
    sources: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    note_en: str = ""
    note_de: str = ""

    @property
    def verified(self) -> bool:
        """Whether public sources show the layout, if not every heading of it."""
        return WHOLE not in self.unverified

    def said(self, what: str, lang: str) -> str:
        """Return ``export``, ``where`` or ``note`` in a language; in English where there is no other."""
        return str(in_language(self, what, lang))


def _tuples(value: Any) -> Any:
    """Return a value of TOML with tuples for lists."""
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def _of(kind: Any, table: Mapping[str, Any]) -> Any:
    return kind(**{name: _tuples(value) for name, value in table.items()})


def read_record(name: str, table: Mapping[str, Any]) -> Vendor:
    """Return the record of a layout from its TOML table; a name that no record has is a TypeError."""
    parts = {
        "looks": tuple(_of(Look, each) for each in table.get("looks", ())),
        "only": tuple(_of(Only, each) for each in table.get("only", ())),
        "substance": _of(Substance, table.get("substance", {})),
    }
    found: Vendor = _of(Vendor, {**table, **parts, "name": name})
    return found


@cache
def vendors() -> tuple[Vendor, ...]:
    """Return the records of all layouts, by name."""
    files = sorted(FOLDER.glob("*.toml"), key=lambda path: path.stem)
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in files}
    for table in tables.values():
        if like := table.pop("features_like", ""):
            table["features"] = tables[like]["features"] | table.get("features", {})
    return tuple(read_record(name, table) for name, table in tables.items())


def vendor(name: str) -> Vendor:
    """Return the record of a layout.

    Raises
    ------
    InputError
        If there is none of this name.
    """
    found = {each.name: each for each in vendors()}
    if name not in found:
        raise unknown("vendor", name, found).within(field="vendor")
    return found[name]
