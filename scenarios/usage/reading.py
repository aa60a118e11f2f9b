"""Reading an export: every row is used, or counted with the reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ..core.scenario import Scenario
from .company import OwnCompany, company_of
from .layout import Records, records
from .mapping import Naming, read_mapping
from .problems import Problem, in_order
from .rows import Judged, judged
from .source import read_source
from .usage import Usage

MOST_CELLS = 200_000_000
"""Largest number of person-months-features that is kept at once."""


def read_company(
    roster: Path | str,
    usage: Path | str,
    mapping: Path | str | Naming | None = None,
    base: Scenario | None = None,
    *,
    keep_ids: bool = False,
) -> tuple[OwnCompany, Usage]:
    """Read a roster and a usage export.

    Parameters
    ----------
    roster, usage : Path or str
    mapping : Path, str or Naming, optional
        What the words of the files stand for; what it does not say is guessed.
    base : Scenario, optional
        Features, prices, market to start from.
    keep_ids : bool
        Whether people keep their ids instead of pseudonyms.

    Returns
    -------
    company : OwnCompany
    usage : Usage

    Raises
    ------
    InputError
        If a file cannot be used at all; what is wrong with single rows is in `Usage.problems`.
    """
    naming = mapping if isinstance(mapping, Naming) else read_mapping(Path(mapping)) if mapping else Naming()
    company = company_of(Path(roster), naming, base, keep_ids=keep_ids)
    try:
        return company, read_usage(Path(usage), company, naming)
    except InputError as error:
        raise error.within(file=str(usage)) from None


def read_usage(path: Path, company: OwnCompany, naming: Naming) -> Usage:
    """Read the export of a company whose roster is known."""
    source = read_source(path, naming.sheet)
    found = records(source, naming, company.scenario.company.catalogue.features)
    rows = judged(found, company.ids, naming, company.scenario.company.catalogue.features)
    return _usage(found, rows, company, source.faulty, source.formulas)


def _usage(
    found: Records, rows: Judged, company: OwnCompany, faulty: Sequence[int], formulas: int
) -> Usage:  # fmt: skip
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
    present, newcomer, early = _present(company, active)
    seen = np.bincount(month, minlength=shape[1]) > 0
    months = tuple(range(first, last + 1))
    has_counts = bool(use.size) and float(use.max()) > 1.0 and found.layout != "last use"
    monthly = found.layout == "long" and len(found.month.different) <= shape[1] + 1
    repeated = int(good.sum()) - int(np.count_nonzero(np.bincount(cell))) if monthly else 0
    absent = ~counts.any(axis=(1, 2))
    problems = [
        *rows.problems,
        Problem("fields", len(faulty), rows=tuple(faulty[:5])),
        Problem("added up", repeated, used=True),
        Problem("before joining", early, used=True),
        Problem("without use", int(absent.sum()), used=True),
        Problem("months without data", int((~seen).sum()), used=True, names=_labels(months, seen)),
        Problem("formulas computed", formulas, used=True),
        Problem("people left out", company.left_out),
        Problem("only last use", int(found.layout == "last use"), used=True),
        Problem("no counts", int(not has_counts and found.layout != "last use"), used=True),
    ]
    return Usage(
        people=company.scenario.company.organisation.roster.ids if company.scenario.company.organisation.roster else (),
        months=months, features=tuple(rows.features), counts=use, active=active, present=present,
        seen=seen, newcomer=newcomer, has_counts=has_counts, only_last=found.layout == "last use",
        layout=found.layout, rows=found.rows_in_file + len(faulty), used=rows.used(found), problems=in_order(problems),
        columns=found.columns, names=rows.names,
    )  # fmt: skip


def _labels(months: Sequence[int], seen: npt.NDArray[Any]) -> tuple[str, ...]:
    from .months import written

    return tuple(written(month) for month, there in zip(months, seen, strict=True) if not there)


def _present(
    company: OwnCompany, any_use: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_] | None, int]:
    """Return who had joined by when, who is a newcomer, and how many used the system before they joined.

    The roster is taken to be as old as the export's last month.
    """
    roster = company.scenario.company.organisation.roster
    tenure = np.array(roster.tenures if roster else (), float)
    people, months = any_use.shape
    if not (tenure >= 0.0).any():
        return np.ones((people, months), bool), None, 0
    ago = np.arange(months - 1, -1, -1)
    joined = (tenure[:, None] < 0.0) | (ago[None, :] <= tenure[:, None])
    early = any_use & ~joined
    used_from = np.where(any_use.any(axis=1), any_use.argmax(axis=1), months)
    present = joined | (np.arange(months)[None, :] >= used_from[:, None])
    return present, (tenure >= 0.0) & (tenure < months) & ~early.any(axis=1), int(early.any(axis=1).sum())
