"""The one reader of tables: files, folders and archives in, tables out, whatever they are written in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from ...model.errors import InputError
from ...model.phrase import Phrase, joined
from .encodings import known_as
from .how import UNSAID, How
from .keys import plain
from .parquet_files import read_parquet
from .tables import Reading, Table
from .text_tables import read_text_table
from .unpacking import PARQUET, ZIP, Piece, pieces_of
from .workbooks import read_workbook, refuse_old

EXCEL = (".xlsx", ".xlsm")
_OF_TABLES = (".csv", ".tsv", ".tab", *EXCEL, ".parquet", ".pq")
"""Endings of files that are meant to be tables; others in a folder may be anything."""


def read_tables(
    paths: Path | Sequence[Path], kind: Phrase, how: How = UNSAID, known: Collection[str] = ()
) -> Reading:  # fmt: skip
    """Read all tables at some paths.

    Parameters
    ----------
    paths : Path or sequence of Path
        Files of text, workbooks, Parquet files, each alone, packed, in archives or folders.
    kind : Phrase
        What they are, for messages, for example ``Phrase("usage export")``.
    how : How
        What is said of how they are written.
    known : collection of str
        Headings that may be expected, in any spelling.

    Raises
    ------
    InputError
        If one cannot be read, or none holds a table.
    """
    spelt = frozenset(plain(each) for each in known)
    tables: list[Table] = []
    notes: list[Phrase] = []
    passed: list[str] = []
    for piece in pieces_of([paths] if isinstance(paths, Path) else list(paths), kind):
        try:
            found, said = _read(piece, kind, how, spelt)
        except InputError as error:
            if not _may_be_anything(piece):
                raise error.within(file=piece.where) from None
            found, said = [], []
        good = [each for each in found if _is_table(each, piece, spelt)]
        tables += good
        notes += said
        if not good:
            passed.append(piece.where)
    if not tables:
        _refuse(paths, kind, passed)
    if passed:
        notes.append(Phrase("no table, and passed over: {files}", files=joined(", ", passed[:5])))
    return Reading(tuple(tables), tuple(notes))


def read_one(path: Path, kind: Phrase, how: How = UNSAID, known: Collection[str] = ()) -> Table:
    """Read one table; a folder or archive must hold one alone.

    Raises
    ------
    InputError
        If there is none, or more than one.
    """
    found = read_tables(path, kind, how, known).tables
    if len(found) > 1:
        names = joined(", ", [each.origin.sheet or each.origin.part or each.origin.file for each in found[:5]])
        problem = "{count} tables stand here ({names}); one {kind} is wanted."
        raise InputError(problem, count=len(found), names=names, kind=kind, file=str(path))
    return found[0]


def _refuse(paths: Path | Sequence[Path], kind: Phrase, passed: Sequence[str]) -> None:
    named = ", ".join(map(str, [paths] if isinstance(paths, Path) else paths))
    problem = "no {kind} stands here; {count} files were looked at."
    raise InputError(problem, kind=kind, count=len(passed), file=named)


def _may_be_anything(piece: Piece) -> bool:
    return not piece.alone and Path(piece.name).suffix.lower() not in _OF_TABLES


def _is_table(table: Table, piece: Piece, known: Collection[str]) -> bool:
    """Return whether what was read is a table, and not a remark that lies beside one."""
    if not _may_be_anything(piece):
        return True
    told = sum(plain(each) in known for each in table.headings)
    regular = len(table) > 4 * len(table.faulty)
    return regular and (len(table.headings) > 2 or (told > 0 and len(table.headings) > 1))


def _read(piece: Piece, kind: Phrase, how: How, known: Collection[str]) -> tuple[list[Table], list[Phrase]]:
    suffix = Path(piece.name).suffix.lower()
    refuse_old(piece)
    if piece.begins.startswith(PARQUET) or suffix == ".parquet":
        return [_checked(read_parquet(piece, kind), kind)], []
    if piece.begins.startswith(ZIP) or suffix in EXCEL:
        tables, notes = read_workbook(piece, kind, how, known)
        return [_checked(each, kind) for each in tables], notes
    if named := known_as(piece.begins):
        raise InputError("this is {found}, so it cannot be a {kind}; save it as CSV in UTF-8.", found=named, kind=kind)
    return [_checked(read_text_table(piece, kind, how, known), kind)], []


def _checked(table: Table, kind: Phrase) -> Table:
    """Return a table whose headings tell its columns apart.

    Raises
    ------
    InputError
        If a heading stands twice, or there are no rows.
    """
    headings = table.headings
    if twice := [each for each in dict.fromkeys(headings) if each and headings.count(each) > 1]:
        problem = "column {name!r} stands in the heading {count} times; once is allowed."
        raise InputError(problem, name=twice[0], count=headings.count(twice[0]))
    if not any(headings):
        raise InputError("the first row has no headings.")
    if not len(table) and not table.faulty:
        raise InputError("the {kind} has a heading but no rows.", kind=kind)
    return replace(table, columns=tuple(each for each in table.columns if each.heading))
