"""A team's log, one row per person and month: how it is written, and what is wrong with one that is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ...scenarios.reading.column_dates import dates
from ...scenarios.reading.column_numbers import numbers
from ...scenarios.reading.named_rows import NamedTable, read_table
from ...scenarios.reading.tables import Column
from ...scenarios.usage.months import written

NEEDED = ("month", "person", "commits")
OPTIONAL = ("project", "org", "first_month")
_TEXTS = ("person", "org", "project")
_KIND = Phrase("person-month log")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def read_person_months(path: Path | str, project: str | None = None) -> pd.DataFrame:
    """Read a person-month log from any table - CSV, Excel, Parquet - and check it.

    Parameters
    ----------
    path : path
        A file with a heading and one row per person and month; columns as `fit_adoption` says.
    project : str, optional
        The team to keep, where the file holds several.

    Returns
    -------
    DataFrame
        Checked, in the order of the file.

    Raises
    ------
    InputError
        If the file cannot be read or is no log of person-months; it names file, row and what is allowed.
    """
    path = Path(path)
    try:
        frame = _frame(read_table(path, _KIND, dict.fromkeys((*NEEDED, *OPTIONAL), ())))
        if project is not None:
            frame = _only(frame, project)
        return checked(frame)
    except InputError as error:
        raise error.within(file=None if error.file else str(path)) from None


def _frame(table: NamedTable) -> pd.DataFrame:
    """Return a table with months as YYYY-MM and numbers as numbers, as far as they are."""
    for row in table.rows:
        if row.fault:
            raise InputError("row {line}: {problem}", line=row.line, problem=row.fault)
    cells = zip(table.columns, table.table.columns, strict=True)
    return pd.DataFrame({name: _values(name, column) for name, column in cells})


def _values(name: str, column: Column) -> list[Any]:
    """Return the cells of a column; None where one is empty."""
    texts = [column.texts[code].strip() or None for code in column.codes.tolist()]
    if name in ("month", "first_month"):
        months = dates(column).month.tolist()
        return [written(month) if month >= 0 else text for month, text in zip(months, texts, strict=True)]
    if name in _TEXTS:
        return list(texts)
    found = numbers(column).values
    if not np.isfinite(found).all():
        return list(texts)
    return [int(each) if each == np.floor(each) else float(each) for each in found.tolist()]


def _only(frame: pd.DataFrame, project: str) -> pd.DataFrame:
    if "project" not in frame:
        raise InputError("there is no column 'project' to choose a team by.", field="project")
    found = frame[frame["project"].astype(str) == project]
    if found.empty:
        names = sorted(frame["project"].astype(str).unique())
        raise InputError(
            "no rows of team {project!r}.{near}", project=project, near=nearest(project, names), field="project"
        )
    return found


def checked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of a log with months and persons as text, or raise InputError for what is wrong with it.

    Columns beyond those needed are kept; counts may be any column of whole numbers from 0 on.
    """
    if not isinstance(frame, pd.DataFrame):
        raise InputError("a person-month log is a pandas DataFrame, not {kind}.", kind=type(frame).__name__)
    if missing := [name for name in NEEDED if name not in frame.columns]:
        found = [str(name) for name in frame.columns]
        problem = (
            "column {name!r} is missing from the person-month log; needed are {names} and the counts of the "
            "practice.{near}"
        )
        raise InputError(problem, name=missing[0], names=", ".join(NEEDED), near=nearest(missing[0], found))
    if frame.empty:
        raise InputError("the person-month log has no rows.")
    log = frame.reset_index(drop=True).copy()
    log["month"] = _months(log["month"], "month")
    if "first_month" in log:
        joined = log["first_month"]
        log["first_month"] = _months(joined.where(joined.notna(), log["month"]), "first_month")
    if log["person"].isna().any():
        raise InputError("row {row} has no person.", row=_row(log["person"].isna()), field="person")
    log["person"] = log["person"].astype(str)
    _one_team(log)
    _in_order(log)
    _once(log)
    return log.assign(commits=counts(log, "commits"))


def _row(wrong: Any) -> int:
    """Return the row of the file (the heading is row 1) in which something is wrong first."""
    return int(np.flatnonzero(np.asarray(wrong))[0]) + 2


def _months(column: pd.Series[Any], field: str) -> pd.Series[Any]:
    text = column.dt.strftime("%Y-%m") if hasattr(column, "dt") and hasattr(column.dt, "strftime") else column
    text = text.astype(str).str.strip()
    wrong = ~text.map(lambda each: bool(MONTH.fullmatch(each)))
    if wrong.any():
        row = _row(wrong)
        problem = "row {row}: {month!r} is no month; write it as YYYY-MM, for example 2013-08."
        raise InputError(problem, field=field, row=row, month=text.iloc[row - 2])
    return text


def _one_team(log: pd.DataFrame) -> None:
    if "project" in log and log["project"].nunique() > 1:
        names = ", ".join(sorted(log["project"].astype(str).unique()))
        raise InputError("the log holds several teams ({names}); keep the rows of one.", names=names, field="project")


def _in_order(log: pd.DataFrame) -> None:
    earlier = log["month"].to_numpy()[1:] < log["month"].to_numpy()[:-1]
    if earlier.any():
        row = _row(earlier) + 1
        before, after = log["month"].iloc[row - 3], log["month"].iloc[row - 2]
        problem = "row {row}: {after} comes after {before}; sort the log by month."
        raise InputError(problem, field="month", row=row, after=after, before=before)


def _once(log: pd.DataFrame) -> None:
    twice = log.duplicated(["month", "person"])
    if twice.any():
        row = _row(twice)
        who = log.iloc[row - 2]
        problem = "row {row}: person {person} stands in {month} twice; add the rows up to one."
        raise InputError(problem, field="person", row=row, person=who["person"], month=who["month"])


def counts(log: pd.DataFrame, name: str) -> Any:
    """Return a column of counts as whole numbers, or raise InputError: unknown, negative, broken or no number."""
    if name not in log.columns:
        known = [str(each) for each in log.columns if each not in (*NEEDED, *OPTIONAL)]
        raise InputError("the log has no column {name!r}.{near}", name=name, near=nearest(name, known), field="feature")
    numbers = pd.to_numeric(log[name], errors="coerce")
    values = np.asarray(numbers, np.float64)
    wrong = ~np.isfinite(values) | (values < 0) | (values != np.floor(values))
    if wrong.any():
        row = _row(wrong)
        found = log[name].iloc[row - 2]
        said = repr(found) if isinstance(found, str) else str(found)
        raise InputError(
            "row {row}: {value} is no count; allowed are whole numbers from 0 on.", row=row, value=said, field=name
        )
    return values.astype(np.int64)


def calendar(first: str, last: str) -> tuple[str, ...]:
    """Return the months from the first to the last, as YYYY-MM."""
    return tuple(str(each) for each in pd.period_range(first, last, freq="M"))


def shifted(month: str, by: int) -> str:
    """Return the month so many months later."""
    return str(pd.Period(month, freq="M") + by)


def check_window(log: pd.DataFrame, months: Sequence[str], *, gaps: str) -> None:
    """Raise InputError if months of the window lie outside of the log or have no row.

    Parameters
    ----------
    gaps : {"refuse", "empty"}
        Whether months without a row are a mistake, or months in which nobody worked.
    """
    if gaps not in ("refuse", "empty"):
        raise InputError(
            "unknown way with gaps {gaps!r}.{near}", gaps=gaps, near=nearest(gaps, ("refuse", "empty")), field="gaps"
        )
    first, last = log["month"].iloc[0], log["month"].iloc[-1]
    if first > months[0] or last < months[-1]:
        problem = (
            "the log runs from {first} to {last}, but {begin} to {end} are needed; give a longer log, another go_live "
            "or fewer months."
        )
        raise InputError(problem, field="month", first=first, last=last, begin=months[0], end=months[-1])
    there = set(log["month"])
    if gaps == "refuse" and (missing := [each for each in months if each not in there]):
        problem = "no row in {names}; a gap in the log. If nobody worked then, say gaps='empty'."
        raise InputError(problem, field="month", names=", ".join(missing))
