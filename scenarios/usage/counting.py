"""From records to usage: how often each person used each feature in each month, and who was there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.phrase import Phrase
from ..ground.distinct import distinct
from .company import OwnCompany
from .employment import NONE
from .layout import Records
from .months import written
from .problems import Problem, in_order
from .rows import Judged
from .usage import Usage
from .weeks import FEW_DAYS, weeks_of

MOST_CELLS = 200_000_000
"""Largest number of person-months-features that is kept at once."""


def usage_of(
    found: Records, rows: Judged, company: OwnCompany, beside: Sequence[Problem], assumed: Sequence[Phrase] = ()
) -> Usage:
    """Return usage by person, month and feature.

    Parameters
    ----------
    found : Records
    rows : Judged
    company : OwnCompany
    beside : sequence of Problem
        What is wrong with the table as such.
    assumed : sequence of Phrase
        What was concluded of how it is written.

    Raises
    ------
    InputError
        If it is too large.
    """
    good = rows.reason == 0
    first, last = int(rows.month[good].min()), int(rows.month[good].max())
    shape = (len(company.ids), last - first + 1, len(rows.features))
    if np.prod(shape, dtype=np.int64) > MOST_CELLS:
        problem = "{people:,} people in {months} months with {features} features are too many."
        raise InputError(problem, people=shape[0], months=shape[1], features=shape[2])
    person, month, feature = rows.person[good], rows.month[good] - first, rows.feature[good]
    cell = (person * shape[1] + month) * (shape[2] + 1) + feature
    flat = np.bincount(cell, rows.count[good], minlength=shape[0] * shape[1] * (shape[2] + 1))
    counts = np.asarray(flat, np.float64).reshape(shape[0], shape[1], shape[2] + 1)  # the last feature is the log-in
    use = np.ascontiguousarray(counts[:, :, :-1])
    active = np.asarray((counts > 0.0).any(axis=2), np.bool_)
    present, newcomer, early = _present(company, active, tuple(range(first, last + 1)))
    present[list(rows.machines)] = False
    seen = np.bincount(month, minlength=shape[1]) > 0
    months = tuple(range(first, last + 1))
    has_counts = bool(use.size) and float(use.max()) > 1.0 and found.layout != "last use"
    monthly = found.layout == "long" and found.when.grain == "month"
    repeated = int(good.sum()) - int(np.count_nonzero(np.bincount(cell))) if monthly else 0
    absent = ~counts.any(axis=(1, 2))
    problems = [
        *rows.problems,
        *beside,
        Problem("added up", repeated, used=True),
        Problem("before joining", early, used=True),
        Problem("without use", int(absent.sum()), used=True),
        Problem("no licence", int((company.employment.licence == NONE).sum()), used=True),
        Problem("months without data", int((~seen).sum()), used=True, names=_labels(months, seen)),
        Problem("people left out", company.left_out),
        Problem("only last use", int(found.layout == "last use"), used=True),
        Problem("no counts", int(bool(rows.features) and not has_counts and found.layout != "last use"), used=True),
        Problem("log-ins only", int(not rows.features), used=True),
        Problem("one feature", int(len(rows.features) == 1), used=True, names=tuple(rows.features)),
    ]
    return Usage(
        people=company.scenario.company.organisation.roster.ids if company.scenario.company.organisation.roster else (),
        months=months, features=tuple(rows.features), counts=use, active=active, present=present,
        seen=seen, newcomer=newcomer, has_counts=has_counts, only_last=found.layout == "last use",
        layout=found.layout, rows=found.rows_in_file + len(found.table.faulty), used=rows.used(found),
        problems=in_order(problems), columns=found.columns, names=rows.names,
        assumed=tuple(dict.fromkeys((*company.assumed, *assumed))),
        days=_days(found, rows, cell, shape), weeks=weeks_of(found, rows, shape[0]),
    )  # fmt: skip


def _days(
    found: Records, rows: Judged, cell: npt.NDArray[np.int64], shape: tuple[int, int, int]
) -> npt.NDArray[np.float64] | None:
    """Return on how many different days each feature was used in each month; None where rows are of months."""
    good = rows.reason == 0
    day, some = found.when.day[good], rows.count[good] > 0.0
    monthly = found.layout not in ("long", "log") or found.when.grain == "month"
    if monthly or (day <= 0).any() or len(distinct(day)) <= FEW_DAYS:
        return None
    different = distinct(cell[some] * 32 + day[some]) // 32
    flat = np.bincount(different, minlength=shape[0] * shape[1] * (shape[2] + 1)).astype(np.float64)
    return np.ascontiguousarray(flat.reshape(shape[0], shape[1], shape[2] + 1)[:, :, :-1])


def _labels(months: Sequence[int], seen: npt.NDArray[Any]) -> tuple[str, ...]:
    return tuple(written(month) for month, there in zip(months, seen, strict=True) if not there)


def _present(
    company: OwnCompany, any_use: npt.NDArray[np.bool_], months: Sequence[int]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_] | None, int]:
    """Return who had joined by when, who is a newcomer, and how many used the system before they joined.

    A roster that says tenures is taken to be as old as the export's last month.
    """
    roster, said = company.scenario.company.organisation.roster, company.employment
    tenure = np.array(roster.tenures if roster else (), float)
    count = len(months)
    joined = np.where(said.joined >= 0, said.joined - months[0], np.where(tenure >= 0.0, count - 1 - tenure, -1.0))
    licensed = np.where(said.licence >= 0, said.licence - months[0], np.where(said.licence == NONE, count, -1))
    known = (said.joined >= 0) | (tenure >= 0.0)
    if not known.any() and (licensed < 0).all():
        return np.ones(any_use.shape, bool), None, 0
    there = np.arange(count)[None, :] >= np.maximum(joined, licensed)[:, None]
    early = any_use & ~there
    used_from = np.where(any_use.any(axis=1), any_use.argmax(axis=1), count)
    present = there | (np.arange(count)[None, :] >= used_from[:, None])
    new = known & (joined >= 0.0) & (joined < count) & ~early.any(axis=1)
    return present, new if known.any() else None, int(early.any(axis=1).sum())
