"""Reading answers: sheets that were sent back, templates that were filled, exports of survey tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ...model.errors import InputError
from ...model.organisation import Organisation
from ...model.phrase import Phrase
from ..core.scenario import Scenario
from ..reading.any_table import read_tables
from ..reading.encodings import decoded
from ..reading.tables import Table
from ..reading.unpacking import Piece, pieces_of
from .answers import UNSAID, Answers, Noted, in_order
from .columns import Columns, columns_of, known_headings
from .departments import NAMED, invited_in, invited_of, placed
from .instrument import Instrument, instrument
from .judging import judged
from .mails import SUFFIX, texts_of_mail
from .rows import Rows, rows_of_sheets, rows_of_table
from .sheets import BEGINS, Sheet, sheets_in
from .ticks import OUTSIDE

KIND = Phrase("table of answers")
LEAST_ITEMS = 3
"""Questions of ours that a table must have, to be one of answers to them."""
OTHER_SCALE = 0.2
"""Share of answers beyond the scale from which on they are of another scale."""
_NO_ROWS = ("the {kind} has a heading but no rows.", "this {kind} is empty.")
"""What is said of templates that nobody has filled."""
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".parquet", ".zip", ".gz")


def read_answers(
    paths: Path | Sequence[Path], company: Scenario | Organisation | None = None, invited: Sequence[str] = ()
) -> Answers:
    """Read answers to the questionnaire.

    Parameters
    ----------
    paths : Path or sequence of Path
        Sheets that were sent back, tables in any layout that is known, folders and archives of them.
    company : Scenario or Organisation, optional
        Whose departments these are.
    invited : sequence of str
        How many were asked: ``DEPARTMENT=NUMBER``, or paths of tables.

    Returns
    -------
    Answers
        Those that can be used; what is wrong with the others is counted in `Answers.noted`.

    Raises
    ------
    InputError
        If a file cannot be read, or none holds answers to this questionnaire.
    """
    asked = instrument()
    organisation = company.company.organisation if isinstance(company, Scenario) else company
    rows = _together(_found([paths] if isinstance(paths, Path) else list(paths), asked), asked)
    _check_scale(rows, asked)
    found = judged(rows, asked)
    noted = {**found.noted, **_of_columns(rows, asked)}
    written = [each for each, kept in zip(rows.departments, found.kept, strict=True) if kept]
    said = invited_in(invited)
    departments, strange = placed(written, organisation, asked, said)
    noted |= _of_departments(
        departments, strange, "few in department" if organisation is None else "unknown department"
    )
    values = np.maximum(rows.ticks[found.kept], 0).astype(np.int8)
    asked_in = invited_of(said, organisation, departments)
    return Answers(asked, departments, rows.heads[found.kept], values, asked_in, in_order(noted))


def _of_departments(departments: Sequence[str], strange: Counter[str], kind: str) -> Mapping[str, Noted]:
    """Return what is to be noted of departments: a name that few give is not repeated."""
    named = tuple(sorted(name for name, count in strange.items() if count >= NAMED))
    unknown = strange.total()
    return {
        kind: Noted(kind, unknown, used=True, names=named),
        "no department": Noted("no department", departments.count(UNSAID) - unknown, used=True),
    }


def _of_columns(rows: Rows, asked: Instrument) -> Mapping[str, Noted]:
    """Return what is to be noted of headings."""
    texts = tuple(asked.items[n].name for n in rows.missing)
    several = len(rows.languages) if len(rows.languages) > 1 else 0
    return {
        "languages": Noted("languages", several, used=True, names=rows.languages),
        "missing items": Noted("missing items", len(texts), names=texts),
        "other columns": Noted("other columns", len(rows.unknown), names=rows.unknown),
        "personal columns": Noted("personal columns", len(rows.personal), names=rows.personal),
    }


def _found(paths: Sequence[Path], asked: Instrument) -> list[Rows]:
    """Return rows of all that stands at some paths: texts that were sent back, and tables."""
    sheets: list[Sheet] = []
    others: dict[str, bool] = {}
    for piece in pieces_of(paths, KIND):
        if here := _sheets(piece):
            sheets += here
        else:
            others[piece.file] = others.get(piece.file, False) or piece.alone or _may_be_table(piece)
    tables = [Path(file) for file, maybe in others.items() if maybe]
    found = [rows_of_sheets(sheets, asked)] if sheets else []
    if tables or not sheets:
        found += _of_tables(tables or paths, asked, beside=bool(sheets))
    return found


def _may_be_table(piece: Piece) -> bool:
    return Path(piece.name).suffix.casefold() in _TABLES


def _sheets(piece: Piece) -> list[Sheet]:
    """Return the sheets in a file, none where it is something else."""
    if Path(piece.name).suffix.casefold() == SUFFIX:
        with piece.open() as stream:
            return list(sheets_in(texts_of_mail(stream.read())))
    marks = [BEGINS.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be")]
    if not any(mark in piece.begins for mark in marks):
        return []
    with piece.open() as stream:
        return list(sheets_in(decoded(stream.read(), KIND)))


def _of_tables(paths: Sequence[Path], asked: Instrument, *, beside: bool) -> list[Rows]:
    """Return rows of the tables that have our questions.

    Raises
    ------
    InputError
        If none has, unless sheets stand beside them.
    """
    tables = _filled(paths, asked, beside=beside)
    read = [(table, columns_of(table.headings, asked)) for table in tables]
    ours = [rows_of_table(table, asked, found) for table, found in read if len(found.items) >= LEAST_ITEMS]
    if not ours and tables and not beside:
        raise _not_ours(tables, [found for _, found in read], asked)
    return ours


def _filled(paths: Sequence[Path], asked: Instrument, *, beside: bool) -> list[Table]:
    """Return the tables at some paths; templates that nobody has filled lie beside them and hold nothing.

    Raises
    ------
    InputError
        If one cannot be read, or all are empty.
    """
    found: list[Table] = []
    empty: list[InputError] = []
    for each in paths:
        try:
            found += read_tables(each, KIND, known=known_headings(asked)).tables
        except InputError as error:
            if len(paths) == 1 or error.phrase.template not in _NO_ROWS:
                raise
            empty.append(error)
    if empty and not found and not beside:
        raise empty[0]
    return found


def _not_ours(tables: Sequence[Table], found: Sequence[Columns], asked: Instrument) -> InputError:
    most = max((len(each.items) for each in found), default=0)
    headings = ", ".join(tables[0].headings[:6])
    problem = (
        "{most} of the {all} questions stand in the headings, so these are no answers to this questionnaire; found are "
        "{headings}. Headings may be the questions' texts or their names, such as {name}."
    )
    return InputError(problem, most=most, all=len(asked.items), headings=headings, name=asked.items[0].name,
                      file=str(tables[0].origin))  # fmt: skip


def _together(parts: Sequence[Rows], asked: Instrument) -> Rows:
    """Return the rows of several tables as those of one; a question is missing if it is in all of them."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    missing = tuple(n for n in range(len(asked.items)) if all(n in each.missing for each in parts))

    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for each in parts for text in getattr(each, name)))

    return replace(
        first, ticks=np.concatenate([each.ticks for each in parts]),
        departments=tuple(text for each in parts for text in each.departments),
        names=tuple(text for each in parts for text in each.names),
        sheets=tuple(text for each in parts for text in each.sheets),
        heads=np.concatenate([each.heads for each in parts]), seconds=np.concatenate([each.seconds for each in parts]),
        missing=missing, personal=all_of("personal"), unknown=all_of("unknown"), languages=all_of("languages"),
    )  # fmt: skip


def _check_scale(rows: Rows, asked: Instrument) -> None:
    """Refuse answers on another scale: many of them lie beyond ours.

    Raises
    ------
    InputError
        With the share of them.
    """
    given = (rows.ticks > 0).sum() + (rows.ticks == OUTSIDE).sum()
    beyond = int((rows.ticks == OUTSIDE).sum())
    if given and beyond > OTHER_SCALE * given:
        problem = (
            "{share:.0%} of the answers lie beyond 1 to {points}, so they are on another scale; give the answers as 1 "
            "to {points} (1: {least}, {points}: {most}) or in these words."
        )
        least, most = asked.scale("en")[0], asked.scale("en")[-1]
        raise InputError(problem, share=beyond / given, points=asked.points, least=least, most=most)
