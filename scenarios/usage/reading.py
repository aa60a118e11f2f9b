"""Reading an export: every row is used, or counted with the reason why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.features import Feature
from ...model.phrase import Phrase, joined
from ..core.scenario import Scenario
from ..reading.any_table import read_tables
from ..reading.stacking import by_form, row_of, stacked
from ..reading.tables import Table
from .company import OwnCompany, company_of
from .counting import usage_of
from .doubled import doubled
from .layout import Records, records, taken
from .leavers import as_of
from .losses import check_losses
from .machines import machines
from .mapping import Naming, read_mapping
from .problems import Problem
from .rows import judged
from .suggesting import suggested
from .usage import Usage
from .vendor_tables import Prepared, known_headings, prepared, together, with_events

KIND = Phrase("usage export")


def read_company(
    roster: Path | str,
    usage: Path | str | Sequence[Path | str],
    mapping: Path | str | Naming | None = None,
    base: Scenario | None = None,
    *,
    keep_ids: bool = False,
    pseudonym_key: Path | str | None = None,
) -> tuple[OwnCompany, Usage]:
    """Read a roster and a usage export.

    Parameters
    ----------
    roster : Path or str
    usage : Path, str or sequence of them
        Files, folders and archives.
    mapping : Path, str or Naming, optional
        What the words of the files stand for; what it does not say is guessed.
    base : Scenario, optional
        Features, prices, market to start from.
    keep_ids : bool
        Whether people keep their ids instead of pseudonyms.
    pseudonym_key : Path or str, optional
        File with the secret of the pseudonyms, where they must be the same in several runs.

    Returns
    -------
    company : OwnCompany
    usage : Usage

    Raises
    ------
    InputError
        If a file cannot be used at all, or most of it is lost; what is wrong with single rows is in
        `Usage.problems`.
    """
    naming = mapping if isinstance(mapping, Naming) else read_mapping(Path(mapping)) if mapping else Naming()
    key = None if pseudonym_key is None else Path(pseudonym_key)
    paths = [Path(each) for each in ([usage] if isinstance(usage, (str, Path)) else usage)]
    company = company_of(Path(roster), naming, base, keep_ids=keep_ids, key=key)
    try:
        return as_of(company, read_usage(paths, company, naming))
    except InputError as error:
        raise error.within(file=", ".join(map(str, paths))) from None


@dataclass(frozen=True, eq=False)
class _Part:
    """Tables of one form, as they were read."""

    table: Table
    shared: int
    several: bool = False


def read_usage(paths: Sequence[Path], company: OwnCompany, naming: Naming) -> Usage:
    """Read the export of a company whose roster is known."""
    reading = read_tables(paths, KIND, naming.how, known_headings(naming))
    parts = [_Part(*stacked(group)) for group in by_form(reading.tables)]
    ready = [prepared(each.table, naming, company.ids, _features(company)) for each in parts]
    part, one = (parts[0], ready[0]) if len(parts) == 1 else _together(parts, ready, company)
    found = _records(one, company)
    robots = machines(found, one.naming)
    again = _again(part, found, robots)
    found = taken(found, ~again) if again.any() else found
    rows = judged(found, company.ids, one.naming, _features(company), robots)
    beside = _beside(part, found, again)
    if naming.losses != "accept":
        check_losses(found, rows, company, (*rows.problems, *beside))
    assumed = (*reading.notes, *part.table.notes, *found.assumed)
    return with_events(usage_of(found, rows, company, beside, assumed), one, found, rows)


def _features(company: OwnCompany) -> Sequence[Feature]:
    return company.scenario.company.catalogue.features


def _again(part: _Part, found: Records, robots: Mapping[int, Phrase]) -> npt.NDArray[np.bool_]:
    """Return which records stand there twice; of several layouts together that was seen before."""
    if part.several:
        return np.zeros(len(found.row), np.bool_)
    return doubled(part.table, found, ~np.isin(found.person.codes, list(robots)))


def _together(parts: Sequence[_Part], ready: Sequence[Prepared], company: OwnCompany) -> tuple[_Part, Prepared]:
    """Return tables in several layouts as one, if all of them are vendors'.

    Raises
    ------
    InputError
        If one of them is not.
    """
    if not all(each.events for each in ready):
        said = joined("; ", [
            Phrase("{headings} ({files})", headings=", ".join(each.table.headings[:6]),
                   files=", ".join(map(str, each.table.origins[:3] or (each.table.origin,))))
            for each in parts[:5]
        ])  # fmt: skip
        problem = "exports of {count} different layouts stand here: {layouts}. Read them one at a time."
        raise InputError(problem, count=len(parts), layouts=said)
    once = []
    for part, each in zip(parts, ready, strict=True):
        found = _records(each, company)
        again = _again(part, found, machines(found, each.naming))
        once.append(replace(each, table=each.table.taken(~again)))
    one = together(once)
    return _Part(one.table, sum(each.shared for each in parts), several=True), one


def _records(ready: Prepared, company: OwnCompany) -> Records:
    try:
        return records(ready.table, ready.naming, _features(company))
    except InputError as error:
        if error.field in ("columns.person", "columns.month") and not ready.naming.columns:
            raise suggested(error, ready.table, company.ids, _features(company)) from None
        raise


def _beside(part: _Part, found: Records, again: npt.NDArray[np.bool_]) -> tuple[Problem, ...]:
    """Return what is wrong with the table as such."""
    table = part.table
    faulty = tuple(row_of(table, row) for row in list(table.faulty)[:5])
    return (
        Problem("fields", len(table.faulty), rows=faulty),
        Problem("rows in two files", part.shared),
        Problem("rows twice", int(np.sum(again))),
        Problem("formulas computed", table.formulas, used=True),
    )
