"""The example export as a vendor has it: every use an event with its time, in the layout of Salesforce's event log."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from ...model.places import personnel_ids
from ..writing.result_folder import ResultFolder
from ..writing.whole import write_file
from .example import Example, as_csv, holders, people_of

HEADING = (
    "EVENT_TYPE", "TIMESTAMP", "REQUEST_ID", "ORGANIZATION_ID", "USER_ID", "USER_TYPE", "PAGE_ENTITY_ID",
    "PAGE_ENTITY_TYPE", "PAGE_CONTEXT", "PAGE_URL", "TIMESTAMP_DERIVED", "USER_ID_DERIVED",
)  # fmt: skip
"""Columns of an EventLogFile of Lightning page views, those that a reader needs among them."""
OBJECTS = {
    "contact_management": "Contact", "activity_log": "Task", "pipeline": "Opportunity", "mail_sync": "EmailMessage",
    "marketing_automation": "Campaign", "shared_record": "Account", "workflow_automation": "Flow",
    "dashboards": "Dashboard", "predictive_analytics": "ForecastingItem", "lead_scoring": "Lead", "quoting": "Quote",
    "case_management": "Case",
}  # fmt: skip
"""The object whose pages stand for a feature."""
HOME, TENANT = "one:homePage", "00D000000000001"
STEADY, IN_BURSTS = 12, 3
"""Days of a month on which real work and the bare minimum fall at most (judgement)."""


def write_events(found: Example, folder: Path, seed: int = 0) -> tuple[Path, Path]:
    """Write ``roster.csv`` and ``usage.csv``, an event log file of page views; return the two files.

    The same uses as in `write_example`, one a row. People are called by their Salesforce ids in both files.

    Parameters
    ----------
    found : Example
    folder : Path
    seed : int
        Of the days and times at which things were done.
    """
    ids = [user_id(each) for each in personnel_ids(found.recording.scenario.company.organisation)]
    people = ["id", "department", "manager", "level", "tenure_months"]
    events = sorted(_events(found, ids, np.random.default_rng([seed, 7])))
    rows = [_row(number, *each) for number, each in enumerate(events)]
    with ResultFolder(folder) as target:
        write_file(target.path / "roster.csv", as_csv(",", people, people_of(found.recording, ids)))
        write_file(target.path / "usage.csv", as_csv(",", HEADING, rows))
    return folder / "roster.csv", folder / "usage.csv"


def user_id(name: str) -> str:
    """Return an id as Salesforce has them for users: 18 signs that begin with 005, always the same for a name.

    Examples
    --------
    >>> len(user_id("sales-1")), user_id("sales-1")[:3]
    (18, '005')
    """
    return f"005{hashlib.sha256(name.encode()).hexdigest()[:15].upper()}"


def _events(found: Example, ids: Sequence[str], chance: np.random.Generator) -> Iterator[tuple[str, str, str]]:
    """Yield time, user and object of every use, and of coming to the home page on each day with any."""
    names = found.recording.scenario.company.catalogue.names
    who = holders(found.recording, ids)
    for person, month in np.argwhere((found.counts > 0).any(axis=2)):
        user, begun = who[person][month], set[int]()
        user = user if user in ids else user_id(user)
        for feature in np.flatnonzero(found.counts[person, month]):
            most = STEADY if found.recording.deep[person, month, feature] else IN_BURSTS
            workdays = _workdays(found.first_month + int(month))
            days = chance.choice(workdays, min(most, len(workdays)), replace=False)
            for day in chance.choice(days, found.counts[person, month, feature]):
                begun.add(int(day))
                yield (
                    _time(found.first_month + int(month), int(day), chance),
                    user,
                    OBJECTS.get(names[feature], names[feature]),
                )
        for day in sorted(begun):
            yield _time(found.first_month + int(month), day, chance), user, ""


def _workdays(month: int) -> list[int]:
    """Return the days of a month that are no weekend."""
    year, number = month // 12, month % 12 + 1
    days = calendar.monthrange(year, number)[1]
    return [day for day in range(1, days + 1) if calendar.weekday(year, number, day) < calendar.SATURDAY]


def _time(month: int, day: int, chance: np.random.Generator) -> str:
    second = int(chance.integers(7 * 3600, 18 * 3600))
    clock = f"{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"
    return f"{month // 12:04d}-{month % 12 + 1:02d}-{day:02d}T{clock}.000Z"


def _row(number: int, time: str, user: str, page: str) -> list[object]:
    """Return an event as its row."""
    record = f"{number:015d}" if page else ""
    where = f"/lightning/r/{page}/{record}/view" if page else "/lightning/page/home"
    digits = time.replace("-", "").replace("T", "").replace(":", "").rstrip("Z")
    context = "force:recordHomePage" if page else HOME
    return ["LightningPageView", digits, f"4{number:014d}", TENANT, user[:15], "Standard", record, page, context, where,
            time, user]  # fmt: skip
