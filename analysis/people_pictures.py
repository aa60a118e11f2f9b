"""The people of one simulated company as groups to be drawn, and which company is worth showing."""

from __future__ import annotations

import numpy as np

from .drawings import PeopleGroup
from .laboratory.recording import Recording
from .programme import Programme


def groups_in(recording: Recording, programme: Programme, month: int, lang: str) -> list[PeopleGroup]:
    """Return the people of each department as they work in a month, 0 (go-live) to the horizon."""
    found = []
    for d, department in enumerate(programme.scenario.company.organisation.departments):
        deep, minimum = recording.shares(month, d)
        found.append(PeopleGroup(department.label(lang), deep.tolist(), minimum.tolist()))
    return found


def middle_replicate(programme: Programme, outcome: str, month: int) -> int:
    """Return the replicate in the middle by an outcome: as many do better as do worse, or one less."""
    order = np.argsort(programme.at(outcome, month), kind="stable")
    return int(order[(len(order) - 1) // 2])
