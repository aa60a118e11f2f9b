"""The people of a recorded company as drawings take them."""

from __future__ import annotations

import numpy as np

from ...scenarios.core.scenario import Scenario
from ...scenarios.words.declared import called
from ..drawings import Marks, PeopleGroup
from .recording import CHAMPION, Recording


def groups_of(recording: Recording, scenario: Scenario, month: int, lang: str) -> list[PeopleGroup]:
    """Return the people of each department at the end of a month; 0 is go-live."""
    groups = []
    for d, department in enumerate(scenario.company.organisation.departments):
        deep, minimum = recording.shares(month, d)
        names = recording.names[recording.rows(d)]
        groups.append(PeopleGroup(called(department, lang), deep.tolist(), minimum.tolist(), names))
    return groups


def marks_of(recording: Recording, month: int) -> list[Marks]:
    """Return the managers and the champions of each department at the end of a month."""
    found = []
    for d in range(len(recording.relevant)):
        rows = recording.rows(d)
        champions = recording.marks[month, rows] & CHAMPION
        found.append(Marks(np.flatnonzero(recording.leads[rows]).tolist(), np.flatnonzero(champions).tolist()))
    return found
