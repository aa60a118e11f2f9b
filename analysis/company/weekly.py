"""Use by week, and who has been quiet for thirty days: numbers of people and shares of groups, never names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...scenarios.usage.weeks import QUIET
from ...scenarios.words.catalogue import Words
from ..base.effects import as_json
from ..words.phrases import number, percent
from .diagnosis import DiagnosisResult
from .observed import departments_of
from .privacy import above_of, members_of, shown_weeks

Floats = npt.NDArray[np.float64]
_say = Words("company.weekly")
_head = Words("company.tables")
Rows = list[list[str]]


@dataclass(frozen=True, eq=False)
class Weekly:
    """Use by week (W whole weeks, G places); NaN where it may not be shown.

    Attributes
    ----------
    labels : tuple of str
        Such as 2026-W05.
    active, breadth : float64 array [W, G]
        Share of people in the system, and features used per person.
    above : float64 array [W, G]
        What `active` is above, where it may not be shown because fewer than five are missing.
    """

    labels: tuple[str, ...]
    active: Floats
    breadth: Floats
    above: Floats


def weekly(found: DiagnosisResult) -> Weekly:
    """Return use by week.

    Raises
    ------
    InputError
        If the export does not say days, or has no whole week.
    """
    weeks = found.usage.weeks
    if weeks is None or not len(weeks.mondays):
        problem = "the export does not say on which days something was used; without them there is no view by week."
        raise InputError(problem, field="--by")
    department = departments_of(found.company.scenario)
    month = np.clip(weeks.months - found.usage.months[0], 0, len(found.usage.months) - 1)
    counted = found.shown.counted[:, month]
    use, inside = shown_weeks(found.places, department, counted, weeks.active)
    groups = members_of(found.places, department)
    size = np.column_stack([counted[who].sum(axis=0) for who in groups])
    active = np.column_stack([(weeks.active & counted)[who].sum(axis=0) for who in groups])
    features = np.column_stack([(weeks.features * counted)[who].sum(axis=0) for who in groups])
    shares = [np.where(may & (size > 0), each / np.maximum(size, 1), np.nan) for may, each in
              ((inside, active), (use, features))]  # fmt: skip
    above = np.vectorize(above_of, otypes=[float])(active, size)
    return Weekly(weeks.labels, shares[0], shares[1], np.where(use & ~inside, above, np.nan))


def week_table(found: DiagnosisResult, lang: str) -> tuple[list[str], Rows]:
    """Return headings, and a row per week: who was in the system and features per person, by place."""
    weeks, few = weekly(found), _head("too few", lang)

    def cell(active: float, breadth: float, above: float) -> str:
        if np.isnan(breadth):
            return few
        unsaid = few if np.isnan(above) else f"> {percent(above, lang)}"
        inside = percent(active, lang) if np.isfinite(active) else unsaid
        return _say("cell", lang, active=inside, breadth=number(breadth, lang, 1))

    rows = [
        [label, *(cell(*map(float, each)) for each in zip(*shares, strict=True))]
        for label, *shares in zip(weeks.labels, weeks.active, weeks.breadth, weeks.above, strict=True)
    ]
    return [_say("week", lang), *(each.label(lang) for each in found.places)], rows


def _quiet(found: DiagnosisResult) -> list[tuple[int, int | None]]:
    """Return people who count, and those of them who are quiet, by place; None where they may not be counted."""
    department, quiet = departments_of(found.company.scenario), found.usage.quiet
    now = int(np.flatnonzero(found.usage.seen)[-1])
    there = [each & found.shown.counted[:, now] for each in members_of(found.places, department)]
    return [
        (int(who.sum()), int((who & quiet).sum()) if may else None)
        for who, may in zip(there, found.shown.active[now], strict=True)
    ]


def quiet_title(found: DiagnosisResult, lang: str) -> str:
    """Return since when those who are called inactive have no data."""
    weeks = found.usage.weeks
    if weeks is None:
        return _say("quiet month", lang, month=found.usage.labels[-1])
    return _say("quiet", lang, n=QUIET, since=weeks.since)


def quiet_table(found: DiagnosisResult, lang: str) -> tuple[list[str], Rows]:
    """Return headings, and a row per place: people, and how many of them have been inactive."""
    few = _head("too few", lang)
    rows = []
    for place, group, (people, quiet) in zip(found.places, found.present, _quiet(found), strict=True):
        if quiet is None:
            rows.append([place.label(lang), few if group.hidden else number(people, lang), few, few])
        else:
            rows.append([place.label(lang), number(people, lang), number(quiet, lang),
                         percent(quiet / max(people, 1), lang)])  # fmt: skip
    return [_head("place", lang), _head("people", lang), _say("inactive", lang), _say("share", lang)], rows


def quiet_record(found: DiagnosisResult) -> dict[str, Any]:
    """Return who has been inactive as JSON values."""
    weeks = found.usage.weeks
    return {
        "days": None if weeks is None else QUIET, "since": found.usage.labels[-1] if weeks is None else weeks.since,
        "places": {
            place.name or "company": {"people": None if group.hidden else people, "inactive": quiet}
            for place, group, (people, quiet) in zip(found.places, found.present, _quiet(found), strict=True)
        },
    }  # fmt: skip


def week_record(found: DiagnosisResult) -> dict[str, Any]:
    """Return use by week as JSON values."""
    weeks = weekly(found)
    return {
        "weeks": list(weeks.labels),
        "places": {
            place.name or "company": {
                "active": [as_json(float(each)) for each in weeks.active[:, g]],
                "active_above": [as_json(float(each)) for each in weeks.above[:, g]],
                "breadth": [as_json(float(each)) for each in weeks.breadth[:, g]],
            }
            for g, place in enumerate(found.places)
        },
    }  # fmt: skip
