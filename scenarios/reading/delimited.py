"""Tables as spreadsheets write them: any usual separator and encoding, decimal commas, row numbers kept."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...model.display import displayable
from ...model.errors import InputError, guess
from ...model.phrase import SILENCE, Phrase
from .file_reading import decoded, read_bytes

SEPARATORS = {",": Phrase("commas"), ";": Phrase("semicolons"), "\t": Phrase("tabs"), "|": Phrase("bars")}
_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?:[.,' \u00a0\u202f][0-9]{3})+")


@dataclass(frozen=True)
class Row:
    """One row: the line on which it ends in the file (from 1), and its fields by column."""

    line: int
    fields: Mapping[str, str]
    fault: Phrase = SILENCE

    def __getitem__(self, column: str) -> str:
        return self.fields.get(column, "")


@dataclass(frozen=True)
class Table:
    """What stands in a file: column names as they should be called, and the rows that are not blank.

    Attributes
    ----------
    columns : tuple of str
    rows : tuple of Row
    separator : str
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    separator: str

    def number(self, text: str) -> float:
        """Return a number as German or English spreadsheets write it; raises ValueError if it is none.

        A comma or point is the decimal sign; where both stand, the last one; groups of three digits after
        another sign are thousands, unless that sign is the only one and could be the decimal sign.
        """
        text = text.strip().replace("\u2212", "-")
        if not re.fullmatch(r"[+-]?[0-9.,'\s]+(?:[eE][+-]?[0-9]+)?", text) or not any(c.isdigit() for c in text):
            raise ValueError(text)
        if "," in text and "." in text:
            decimal = max(",", ".", key=text.rindex)
        else:
            decimal = next((sign for sign in ",." if text.count(sign) == 1), "")
        whole, sign, rest = text.partition(decimal) if decimal else (text, "", "")
        if re.search(r"[.,'\s]", whole) and not _GROUPS.fullmatch(whole.strip()):
            raise ValueError(text)
        digits = re.sub(r"[.,'\s]", "", whole)
        return float(f"{digits or '0'}{'.' if sign else ''}{rest}")


def plain(name: str) -> str:
    """Return a name without case, accents, blanks and signs: what two spellings of a heading share."""
    spelt = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    bare = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]", "", bare)


def read_table(
    path: Path, kind: Phrase, names: Mapping[str, Sequence[str]], *, needed: Sequence[str] = (), others: bool = True
) -> Table:
    """Read a table whose columns are known under several names.

    Parameters
    ----------
    path : Path
    kind : Phrase
        What it is, for messages, for example ``Phrase("roster")``.
    names : mapping of str to sequence of str
        Further headings under which a column may stand, by the name it should have.
    needed : sequence of str
        Columns that must be there.
    others : bool
        Whether further columns are kept under their own headings.

    Raises
    ------
    InputError
        If the file cannot be read, is empty, or its heading lacks a column or has one twice.
    """
    try:
        text = decoded(read_bytes(path, kind), kind)
        if not text.strip():
            raise InputError("this {kind} is empty.", kind=kind)
        separator, body, skipped = separator_of(text)
        lines = [(number + skipped, fields) for number, fields in _lines(body, separator) if any(fields)]
        if not lines:
            raise InputError("this {kind} is empty.", kind=kind)
        heading = _heading(lines[0][1], names, needed, separator)
        if len(lines) == 1:
            raise InputError("the {kind} has a heading but no rows.", kind=kind)
    except InputError as error:
        raise error.within(file=str(path)) from None
    kept = [column if others or column in names else "" for column in heading]
    rows = tuple(_row(kept, fields, number) for number, fields in lines[1:])
    return Table(tuple(column for column in kept if column), rows, separator)


def separator_of(text: str) -> tuple[str, str, int]:
    """Return the separator, the text after a line that only names it, and how many lines that were."""
    first, _, rest = text.partition("\n")
    said = first.strip().lstrip("\ufeff").strip('"')
    if said.lower().startswith("sep=") and said[4:5] in SEPARATORS and (len(said) == 5 or said[4:] == "\\t"):
        return said[4], rest, 1
    heading = next((line for line in text.splitlines() if line.strip(" ,;|\t\"'\ufeff\r")), "")
    counts = {each: len(next(csv.reader([heading], delimiter=each), [])) for each in SEPARATORS}
    return max(counts, key=lambda each: counts[each]), text.lstrip("\ufeff"), 0


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for fields in reader:
            yield reader.line_num, [displayable(field).strip() for field in fields]
    except csv.Error as error:
        raise InputError("row {line}: {said}.", line=reader.line_num, said=error) from None


def _heading(fields: list[str], names: Mapping[str, Sequence[str]], needed: Sequence[str], separator: str) -> list[str]:
    """Return the columns under the names they should have; empty ones at the end are dropped."""
    while fields and not fields[-1]:
        fields = fields[:-1]
    spellings = {plain(other): name for name, others in names.items() for other in (name, *others)}
    columns = [spellings.get(plain(field), field) for field in fields]
    for name in dict.fromkeys(columns):
        if name in names and columns.count(name) > 1:
            problem = "column {name!r} stands in the heading {count} times; once is allowed."
            raise InputError(problem, name=name, count=columns.count(name))
    if missing := [name for name in needed if name not in columns]:
        raise InputError(
            "{columns} must stand in the heading once; found are {found}, separated by {separators}.{near}",
            columns=_columns(missing), found=", ".join(fields), separators=SEPARATORS[separator],
            near=guess(missing[0], fields),
        )  # fmt: skip
    return columns


def _columns(names: Sequence[str]) -> Phrase:
    listed = ", ".join(map(repr, names))
    return Phrase("column {names}", names=listed) if len(names) == 1 else Phrase("columns {names}", names=listed)


def _row(columns: Sequence[str], fields: list[str], line: int) -> Row:
    while len(fields) > len(columns) and not fields[-1]:
        fields = fields[:-1]
    found = {column: field for column, field in zip(columns, fields, strict=False) if column}
    wrong = len(fields) != len(columns)
    problem = "{count} fields where the heading has {wanted}"
    return Row(line, found, Phrase(problem, count=len(fields), wanted=len(columns)) if wrong else SILENCE)
