"""A roster: the company's own list of people as a CSV file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from ...model.errors import InputError, nearest
from ...model.organisation import UNKNOWN_TENURE, Roster
from ...model.phrase import Phrase
from ..reading.keys import key, plain
from ..reading.named_rows import NamedTable, Row, read_table
from .reporting_lines import mended
from .starter import machine_name
from .tables import listed

COLUMNS = ("id", "department", "manager", "level", "tenure_months")
SITE = "site"
"""A column more, of the site at which people work."""
FTE = "fte"
"""A column more, of the share of full time that people work: 0.5, or 50 for percent; empty is full time."""
NAMES = {
    "id": ("person", "person id", "personnel id", "personnel number", "employee", "employee id", "personalnummer",
           "mitarbeiter", "mitarbeiternummer"),
    "department": ("dept", "team", "abteilung", "bereich"),
    "manager": ("manager id", "line manager", "reports to", "supervisor", "vorgesetzter", "vorgesetzte",
                "führungskraft", "berichtet an"),
    "level": ("grade", "hierarchy level", "ebene", "stufe", "hierarchieebene"),
    "tenure_months": ("tenure", "tenure in months", "months", "betriebszugehörigkeit", "monate",
                      "betriebszugehörigkeit in monaten", "betriebszugehörigkeit (monate)"),
    "tenure_years": ("tenure in years", "tenure (years)", "betriebszugehörigkeit in jahren",
                     "betriebszugehörigkeit (jahre)", "jahre"),
    "fte": ("full time equivalent", "working time", "employment level", "vzä", "beschäftigungsgrad", "pensum",
            "arbeitszeitanteil"),
    "joined": ("join date", "joining date", "date joined", "hire date", "entry date", "eintritt", "eintrittsdatum",
               "einstellungsdatum"),
    "left": ("leave date", "leaving date", "date left", "exit date", "termination date", "austritt", "austrittsdatum"),
    "licence": ("license", "licence date", "license date", "licence since", "license since", "lizenz", "lizenz seit",
                "lizenzdatum"),
    "site": ("standort",),
}  # fmt: skip
"""Headings under which the columns may stand, in English and German; case, blanks and signs do not matter."""
MOST_LEVELS, LONGEST = 100, 1200.0


def read_roster(
    path: Path, departments: tuple[str, ...], labels: Mapping[str, Sequence[str]] | None = None,
    assumed: list[Phrase] | None = None, sites: Mapping[str, Sequence[str]] | None = None,
) -> Roster:  # fmt: skip
    """Read and check a roster.

    Parameters
    ----------
    path : Path
        CSV file, in any usual separator and encoding, with the columns id, department, manager (id of the
        line manager, empty for the head of a department) and, if known, level (1 for staff, higher for
        more senior; by default from the reporting lines) and tenure_months or tenure_years (drawn by
        default), fte (share of full time) and site. `NAMES` has further headings.
    departments : tuple of str
        Departments of the organisation; case, blanks and signs do not matter.
    labels : mapping of str to sequence of str, optional
        Further names of each department.
    assumed : list of Phrase, optional
        If given, managers may be missing or not in the list, and what was assumed instead is added to it.
    sites : mapping of str to sequence of str, optional
        Names of each site; others are taken as they are written.

    Raises
    ------
    InputError
        With all problems found and their row numbers (the first ten in full).
    """
    table = read_table(path, Phrase("roster"), NAMES, needed=COLUMNS[: 3 if assumed is None else 2])
    known = [(name, other) for name in departments for other in (name, *(labels or {}).get(name, ()))]
    spellings = {plain(other): name for name, other in known} | {key(other): name for name, other in known}
    where = [
        spellings.get(key(row["department"]), spellings.get(plain(row["department"]), row["department"]))
        for row in table.rows
    ]
    problems, rows = _fields(table, where, departments), table.rows
    if assumed is not None and not problems:
        rows = _with_lines(table, where, assumed)
    problems += _reporting(rows, where, departments)
    if problems:
        raise InputError(listed(problems), file=str(path))
    ids = tuple(row["id"] for row in rows)
    managers = tuple(row["manager"] for row in rows)
    return Roster(
        ids=ids,
        departments=tuple(where),
        managers=managers,
        levels=tuple(int(table.number(row, "level")) for row in table.rows)
        if "level" in table.columns
        else _levels(dict(zip(ids, managers, strict=True))),
        tenures=tuple(_tenure(table, row) for row in table.rows),
        ftes=tuple(_fte(table, row) for row in table.rows) if FTE in table.columns else (),
        sites=_sites(table, sites or {}),
    )


def _with_lines(table: NamedTable, where: Sequence[str], assumed: list[Phrase]) -> tuple[Row, ...]:
    """Return the rows with managers who are all in the list."""
    seniority = [table.number(row, "level") if "level" in table.columns else _tenure(table, row) for row in table.rows]
    ids, managers = ([row[column] for row in table.rows] for column in ("id", "manager"))
    found, notes = mended(ids, where, managers, seniority)
    assumed += notes
    lines = zip(table.rows, found, strict=True)
    return tuple(replace(row, fields={**row.fields, "manager": manager}) for row, manager in lines)


def _sites(table: NamedTable, sites: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return where everybody works, by machine names; nothing where the roster does not say it."""
    spelt = {plain(other): name for name, others in sites.items() for other in (name, *others)}
    rows = table.rows if SITE in table.columns else ()
    return tuple(spelt.get(plain(row[SITE]), machine_name(row[SITE])) for row in rows)


def _fte(table: NamedTable, row: Row) -> float:
    """Return the share of full time that somebody works: written as a share, or in percent."""
    value = table.number(row, FTE) if row[FTE] else 1.0
    return value / 100.0 if value > 1.0 else value


def _tenure(table: NamedTable, row: Row) -> float:
    """Return the months somebody has been there; unknown where neither column says."""
    for column, months in (("tenure_months", 1.0), ("tenure_years", 12.0)):
        if row[column]:
            return months * table.number(row, column)
    return UNKNOWN_TENURE


def _levels(manager_of: Mapping[str, str]) -> tuple[int, ...]:
    """Return everybody's level from the reporting lines: one more than the highest of whoever reports to them."""
    level = dict.fromkeys(manager_of, 1)
    waiting = Counter(manager for manager in manager_of.values() if manager)
    ready = [person for person in manager_of if person not in waiting]
    for person in ready:
        if manager := manager_of[person]:
            level[manager] = max(level[manager], level[person] + 1)
            waiting[manager] -= 1
            if not waiting[manager]:
                ready.append(manager)
    return tuple(level.values())


def _fields(table: NamedTable, where: Sequence[str], departments: tuple[str, ...]) -> list[Phrase]:
    """Return what is wrong with single rows."""
    first: dict[str, int] = {}
    problems = []
    suggest = cache(lambda name: nearest(name, departments))
    for row, department in zip(table.rows, where, strict=True):
        found = [row.fault] if row.fault else _identity(row, first)
        if not row.fault and department not in departments:
            found.append(_stranger(row["department"], suggest(row["department"])))
        if not row.fault:
            found += _numbers(table, row)
        problems += [Phrase("row {line}: {problem}", line=row.line, problem=problem) for problem in found]
        first.setdefault(row["id"], row.line)
    return problems


def _stranger(department: str, near: Phrase) -> Phrase:
    if not department:
        return Phrase("department is empty.{near:bare}", near=near)
    return Phrase("unknown department {name!r}.{near:bare}", name=department, near=near)


def _identity(row: Row, first: Mapping[str, int]) -> list[Phrase]:
    """Return what is wrong with who somebody is, given where each id stands first."""
    if not row["id"]:
        return [Phrase("id is empty")]
    if row["id"] in first:
        return [Phrase("id {value!r} stands in row {first} already", value=row["id"], first=first[row["id"]])]
    return [Phrase("{value!r} is their own manager", value=row["id"])] if row["id"] == row["manager"] else []


def _numbers(table: NamedTable, row: Row) -> list[Phrase]:
    """Return what is wrong with a row's numbers."""
    problems = []
    if SITE in table.columns and not machine_name(row[SITE]):
        problems.append(Phrase("site is empty"))
    if "level" in table.columns and not _within(table, row, "level", 1.0, MOST_LEVELS, whole=True):
        problems.append(
            Phrase("level {value!r} is not a whole number from 1 to {most}", value=row["level"], most=MOST_LEVELS)
        )
    if (
        FTE in table.columns
        and row[FTE]
        and not (_within(table, row, FTE, 0.05, 1.0) or _within(table, row, FTE, 5, 100))
    ):
        problems.append(
            Phrase("fte {value!r} is no share of full time; write 0.05 to 1, or 5 to 100 percent", value=row[FTE])
        )
    for column, longest in (("tenure_months", LONGEST), ("tenure_years", LONGEST / 12.0)):
        if column in table.columns and row[column] and not _within(table, row, column, 0.0, longest):
            problems.append(
                Phrase(
                    "{column} {value!r} is not a number from 0 to {most:g}",
                    column=column,
                    value=row[column],
                    most=longest,
                )
            )
    return problems


def _within(table: NamedTable, row: Row, column: str, low: float, high: float, *, whole: bool = False) -> bool:
    try:
        value = table.number(row, column)
    except (ValueError, OverflowError):
        return False
    return low <= value <= high and (not whole or value == int(value))


def _reporting(rows: Sequence[Row], where: Sequence[str], departments: tuple[str, ...]) -> list[Phrase]:
    """Return what is wrong with the reporting lines: strangers, circles, departments nobody leads."""
    line_of = {row["id"]: row.line for row in rows}
    manager_of = {row["id"]: row["manager"] for row in rows}
    problems = [
        Phrase("row {line}: manager {value!r} is not in the roster", line=row.line, value=row["manager"])
        for row in rows
        if row["manager"] and row["manager"] not in line_of
    ]
    problems += [
        Phrase(
            "row {line}: {name!r} is, over some steps, the manager of {name!r}",
            line=line_of[someone],
            name=someone,
        )
        for someone in _circles(manager_of)
        if manager_of[someone] != someone
    ]
    leads = set(manager_of.values())
    people = Counter(where)
    led = {department for row, department in zip(rows, where, strict=True) if row["id"] in leads}
    for department in departments:
        if people[department] > 1 and department not in led:
            problems.append(
                Phrase("department {name!r} has no manager: nobody in it is anyone's manager", name=department)
            )
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
