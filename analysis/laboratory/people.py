"""The people of a recorded company as drawings take them: a square each, of large companies several as one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...scenarios.core.scenario import Scenario
from ...scenarios.words.declared import called
from ..drawings import Marks, PeopleGroup
from ..drawings.people import gathered
from .film import MOST_SQUARES
from .recording import CHAMPION, Recording

Counts = npt.NDArray[np.uint8]


def together(recording: Recording) -> int:
    """Return how many people are one square, so that a company's squares are `MOST_SQUARES` at most."""
    return -(-recording.people // MOST_SQUARES)


def groups_of(recording: Recording, scenario: Scenario, month: int, lang: str, each: int = 1) -> list[PeopleGroup]:
    """Return the people of each department at the end of a month, so many a square; 0 is go-live."""
    groups = []
    for d, department in enumerate(scenario.company.organisation.departments):
        deep, minimum = recording.shares(month, d)
        names = recording.names[recording.rows(d)]
        groups.append(gathered(PeopleGroup(called(department, lang), deep.tolist(), minimum.tolist(), names), each))
    return groups


def counts_of(recording: Recording, each: int) -> tuple[Counts, Counts]:
    """Return how many features are in real use and with the bare minimum, [months + 1, squares].

    Of several people on a square they are added up.
    """
    departments = [_added(recording, d, each) for d in range(len(recording.relevant))]
    deep, minimum = (np.concatenate([found[way] for found in departments], axis=1) for way in range(2))
    return deep, minimum


def _added(recording: Recording, d: int, each: int) -> tuple[Counts, Counts]:
    starts = np.arange(0, recording.rows(d).stop - recording.rows(d).start, each)
    deep, minimum = (np.add.reduceat(counts, starts, axis=1, dtype=np.uint8) for counts in recording.counts(d))
    return deep, minimum


def marks_of(recording: Recording, month: int) -> list[Marks]:
    """Return the managers and the champions of each department at the end of a month."""
    found = []
    for d in range(len(recording.relevant)):
        rows = recording.rows(d)
        champions = recording.marks[month, rows] & CHAMPION
        found.append(Marks(np.flatnonzero(recording.leads[rows]).tolist(), np.flatnonzero(champions).tolist()))
    return found
