"""A roster: the company's own list of people as a CSV file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ..model.errors import InputError, nearest
from ..model.organisation import Roster
from .tables import listed

COLUMNS = ("id", "department", "manager", "level", "tenure_months")
LINE, FAULT = "line", "fault"
"""Beside the columns: where a row stands in the file (lines may be blank), and what is wrong with its form."""


def read_roster(path: Path, departments: tuple[str, ...]) -> Roster:
    """Read and check a roster.

    Parameters
    ----------
    path : Path
        CSV file with the columns id, department, manager (id of the line manager, empty for the
        head of a department), level (1 for staff, higher for more senior) and tenure_months.
    departments : tuple of str
        Departments of the organisation.

    Raises
    ------
    InputError
        With all problems found and their row numbers (the first ten in full).
    """
    rows = _rows(path)
    problems = [*_fields(rows, departments), *_reporting(rows, departments)]
    if problems:
        raise InputError(listed(problems), file=str(path))
    return Roster(
        ids=tuple(row["id"] for row in rows),
        departments=tuple(row["department"] for row in rows),
        managers=tuple(row["manager"] for row in rows),
        levels=tuple(int(row["level"]) for row in rows),
        tenures=tuple(float(row["tenure_months"]) for row in rows),
    )


def read_text(path: Path, kind: str) -> str:
    """Return a file's text, or raise InputError that says what is wrong with the file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"there is no such {kind}.", file=str(path)) from None
    except IsADirectoryError:
        raise InputError(f"this is a folder, not a {kind}.", file=str(path)) from None
    except UnicodeDecodeError:
        raise InputError(f"this is not a text file in UTF-8, so it cannot be a {kind}.", file=str(path)) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"this {kind} cannot be read ({reason}).", file=str(path)) from None
    if not text.strip():
        raise InputError(f"this {kind} is empty.", file=str(path))
    return text


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the people's fields, and the line on which each stands."""
    reader = csv.reader(io.StringIO(read_text(path, "roster")), strict=True)
    try:
        lines = [(reader.line_num, [field.strip() for field in fields]) for fields in reader]
    except csv.Error as error:
        raise InputError(f"row {reader.line_num}: {error}.", file=str(path)) from None
    (_, heading), *people = [(number, fields) for number, fields in lines if any(fields)] or [(1, [""])]
    _check_heading(heading, path)
    if not people:
        raise InputError("the roster has a heading but no people.", file=str(path))
    return [_row(heading, fields, number) for number, fields in people]


def _row(heading: list[str], fields: list[str], line: int) -> dict[str, str]:
    row = {**dict.fromkeys(COLUMNS, ""), **dict(zip(heading, fields, strict=False)), LINE: str(line)}
    wrong = len(fields) != len(heading)
    return row | ({FAULT: f"{len(fields)} fields where the heading has {len(heading)}"} if wrong else {})


def _check_heading(heading: list[str], path: Path) -> None:
    missing = [repr(column) for column in COLUMNS if heading.count(column) != 1]
    if missing:
        columns = "column" if len(missing) == 1 else "columns"
        commas = "" if len(heading) > 1 else " Columns are separated by commas."
        wanted = f"{columns} {', '.join(missing)} must stand in the heading once"
        problem = f"{wanted}; found are {', '.join(heading)}.{commas}"
        raise InputError(problem, file=str(path))


def _fields(rows: list[dict[str, str]], departments: tuple[str, ...]) -> list[str]:
    """Return what is wrong with single rows."""
    first: dict[str, str] = {}
    problems = []
    for row in rows:
        found = [row[FAULT]] if FAULT in row else _row_problems(row, departments, first)
        problems += [f"row {row[LINE]}: {problem}" for problem in found]
        first.setdefault(row["id"], row[LINE])
    return problems


def _row_problems(row: dict[str, str], departments: tuple[str, ...], first: dict[str, str]) -> list[str]:
    """Return what is wrong with one row, given where each id stands first."""
    problems = []
    if not row["id"]:
        problems.append("id is empty")
    elif row["id"] in first:
        problems.append(f"id {row['id']!r} stands in row {first[row['id']]} already")
    if row["department"] not in departments:
        there = nearest(row["department"], departments).rstrip(".")
        problems.append(f"unknown department {row['department']!r}.{there}")
    if not (row["level"].isascii() and row["level"].isdigit() and 1 <= int(row["level"][:9]) <= 100):
        problems.append(f"level {row['level']!r} is not a whole number from 1 to 100")
    if not _is_tenure(row["tenure_months"]):
        problems.append(f"tenure_months {row['tenure_months']!r} is not a number from 0 to 1200")
    return problems


def _is_tenure(text: str) -> bool:
    try:
        return 0.0 <= float(text) <= 1200.0
    except ValueError:
        return False


def _reporting(rows: list[dict[str, str]], departments: tuple[str, ...]) -> list[str]:
    """Return what is wrong with the reporting lines: strangers, circles, departments nobody leads."""
    row_of = {row["id"]: row[LINE] for row in rows}
    manager_of = {row["id"]: row["manager"] for row in rows}
    problems = [
        f"row {row[LINE]}: manager {row['manager']!r} is not in the roster"
        for row in rows
        if row["manager"] and row["manager"] not in row_of
    ]
    problems += [
        f"row {row_of[someone]}: {someone!r} is, over some steps, the manager of {someone!r}"
        for someone in _circles(manager_of)
    ]
    leads = set(manager_of.values())
    for department in departments:
        people = [row["id"] for row in rows if row["department"] == department]
        if len(people) > 1 and not any(person in leads for person in people):
            problems.append(f"department {department!r} has no manager: nobody in it is anyone's manager")
    return problems


def _circles(manager_of: dict[str, str]) -> list[str]:
    """Return one member of each circle of managers."""
    done: set[str] = set()
    found = []
    for start in manager_of:
        path: list[str] = []
        on_path: set[str] = set()
        person = start
        while person in manager_of and person not in done and person not in on_path:
            path.append(person)
            on_path.add(person)
            person = manager_of[person]
        if person in on_path:
            found.append(person)
        done.update(path)
    return found
