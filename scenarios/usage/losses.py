"""When to stop: most of a file, a whole month, department or feature cannot be read, and what is left would mislead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...model.errors import InputError
from ...model.phrase import SILENCE, Phrase, joined
from .company import OwnCompany
from .layout import Records
from .months import written
from .problems import Problem
from .rows import Judged

MOST_LOST = 0.2
"""Share of rows that may be lost."""
FEW, FEW_SHARE = 5, 0.01
"""Rows of a month or name, and their share of all, below which they do not stop anything."""
LOST = (
    "fields", "formula", "no person", "unknown person", "no month", "unreadable month", "ambiguous month",
    "month far off", "no feature", "unknown feature", "unreadable count", "negative count",
)  # fmt: skip
"""Problems by which rows are lost that were meant to count."""
_ON = Phrase("Mend the file or the mapping, or go on without with --accept-losses.")


def check_losses(found: Records, rows: Judged, company: OwnCompany, problems: Sequence[Problem]) -> None:
    """Refuse an export of which so much is lost that what is left would mislead.

    Raises
    ------
    InputError
        With the reasons and how many rows each concerns.
    """
    lost = [each for each in problems if each.kind in LOST and each.count]
    count, whole = sum(each.count for each in lost), found.rows_in_file + len(found.table.faulty)
    if count > MOST_LOST * whole:
        problem = "{count:,} of {rows:,} rows cannot be used: {reasons}. {on}"
        raise InputError(problem, count=count, rows=whole, reasons=_reasons(lost), on=_ON)
    least = max(FEW, FEW_SHARE * whole)
    if months := _months(found, rows, least):
        problem = "nothing of {months} can be used: {reasons}. {on}"
        raise InputError(problem, months=", ".join(months), reasons=_reasons(lost), on=_ON)
    if names := _features(found, rows, least):
        lines = "; ".join(f'"{name}" = ""' for name in names[:5])
        problem = (
            "no feature is known for {names}, which many rows name; say below [features] of a mapping what each is, or "
            "leave it out ({lines}). {on}"
        )
        raise InputError(problem, field="features", names=", ".join(map(repr, names[:10])), lines=lines, on=_ON)
    if departments := _departments(found, rows, company):
        problem = (
            "nobody of {departments} is in the export, while {people:,} people there are not in the roster: their ids "
            "seem to differ. {on}"
        )
        people = next(each.people for each in lost if each.kind == "unknown person")
        raise InputError(problem, departments=", ".join(departments), people=people, on=_ON)


def _reasons(problems: Sequence[Problem]) -> Phrase:
    ordered = sorted(problems, key=lambda each: -each.count)
    return joined("; ", [
        Phrase("{kind} {count:,}{more}", kind=Phrase(worst.kind), count=worst.count, more=_more(worst))
        for worst in ordered
    ])  # fmt: skip


def _more(problem: Problem) -> Phrase:
    return Phrase(" ({names})", names=joined(", ", problem.names[:3])) if problem.names else SILENCE


def _months(found: Records, rows: Judged, least: float) -> list[str]:
    """Return the months of which nothing is used, though many rows lie in them."""
    good, kinds = rows.reason == 0, rows.lost(LOST)
    gone = kinds & (rows.month >= 0)
    if not gone.any() or not good.any():
        return []
    months, often = np.unique(rows.month[gone], return_counts=True)
    used = set(np.unique(rows.month[good]).tolist())
    return [written(int(m)) for m, n in zip(months, often, strict=True) if int(m) not in used and n >= least]


def _features(found: Records, rows: Judged, least: float) -> list[str]:
    """Return the names that many rows have for a feature that is not known."""
    often = np.bincount(found.feature.codes, minlength=len(found.feature.different))
    out = {name for each in rows.problems if each.kind == "left out" for name in each.names}
    return [
        text
        for text, count in zip(found.feature.texts, often.tolist(), strict=True)
        if text and text not in rows.names and text not in out and count >= least
    ]


def _departments(found: Records, rows: Judged, company: OwnCompany) -> list[str]:
    """Return the departments of which nobody is in the export, where many there are not in the roster."""
    organisation = company.scenario.company.organisation
    strangers = next((each.people for each in rows.problems if each.kind == "unknown person"), 0)
    if not strangers or organisation.roster is None:
        return []
    there = np.bincount(rows.person[rows.reason == 0], minlength=len(company.ids)) > 0
    where = np.array(organisation.roster.departments)
    return [
        each.label_en
        for each in organisation.departments
        if FEW <= (where == each.name).sum() <= strangers and not there[where == each.name].any()
    ]
