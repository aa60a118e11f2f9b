"""Who has left by the end of an export is no part of the company any more, and nothing is said of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...model.errors import InputError
from ...model.organisation import UNKNOWN_TENURE, Roster
from ..files.reporting_lines import mended
from .company import OwnCompany, kept_of
from .problems import Problem, in_order
from .usage import Usage


def as_of(company: OwnCompany, usage: Usage) -> tuple[OwnCompany, Usage]:
    """Return the company as it was in the export's last month: without leavers, with tenures by when people joined.

    Raises
    ------
    InputError
        If everybody has left.
    """
    last, said = usage.months[-1], company.employment
    gone = (said.left >= 0) & (said.left <= last)
    rows = np.flatnonzero(~gone)
    if not len(rows):
        raise InputError("by the export's last month everybody of the roster has left.")
    organisation = company.scenario.company.organisation
    assert organisation.roster is not None
    roster = _with_tenures(kept_of(organisation.roster, [int(each) for each in rows]), said.taken(rows).joined, last)
    if not gone.any():
        return _with_roster(company, roster), usage
    managers, _ = mended(roster.ids, roster.departments, roster.managers, roster.levels)
    kept = _with_roster(company, replace(roster, managers=tuple(managers)))
    ids, employment = tuple(company.ids[int(each)] for each in rows), said.taken(rows)
    return replace(kept, ids=ids, employment=employment), _of(usage, rows, int(gone.sum()))


def _with_tenures(roster: Roster, joined: np.ndarray, last: int) -> Roster:
    """Return the roster with tenures where only the date of joining was said."""
    months = zip(roster.tenures, joined.tolist(), strict=True)
    tenures = [
        float(max(last - month, 0)) if month >= 0 and tenure == UNKNOWN_TENURE else tenure for tenure, month in months
    ]
    return replace(roster, tenures=tuple(tenures))


def _with_roster(company: OwnCompany, roster: Roster) -> OwnCompany:
    organisation = company.scenario.company.organisation
    departments = tuple(
        replace(each, people=roster.departments.count(each.name))
        for each in organisation.departments if each.name in roster.departments
    )  # fmt: skip
    ties, there = organisation.ties, set(roster.ids)
    if ties is not None and not all(there.issuperset(pair) for pair in ties.pairs):
        kept = [k for k, pair in enumerate(ties.pairs) if there.issuperset(pair)]
        ties = replace(ties, pairs=tuple(ties.pairs[k] for k in kept), weights=tuple(ties.weights[k] for k in kept))
    own = replace(organisation, departments=departments, roster=roster, ties=ties)
    scenario = replace(company.scenario, company=replace(company.scenario.company, organisation=own))
    return replace(company, scenario=scenario)


def _of(usage: Usage, rows: np.ndarray, gone: int) -> Usage:
    """Return the usage of some people."""
    weeks = usage.weeks
    if weeks is not None:
        weeks = replace(weeks, active=weeks.active[rows], features=weeks.features[rows], last=weeks.last[rows])
    return replace(
        usage, people=tuple(usage.people[int(each)] for each in rows), counts=usage.counts[rows],
        active=usage.active[rows], present=usage.present[rows],
        newcomer=None if usage.newcomer is None else usage.newcomer[rows],
        days=None if usage.days is None else usage.days[rows],
        content=None if usage.content is None else usage.content[rows],
        weeks=weeks, problems=in_order((*usage.problems, Problem("left", gone))),
    )  # fmt: skip
