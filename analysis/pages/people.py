"""A Mesa model as what is drawn of it: the people of each department, and who uses what."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ...model.state import IN_COMPLIANCE, IN_DEEP
from ...scenarios.mesa.model import CRMAdoption
from ...scenarios.words.declared import called
from ..drawings import PeopleGroup

MOST_NAMED = 400
"""People up to which each square says who it is; beyond, it would be too much to send every month."""


def people_of(model: CRMAdoption, lang: str) -> list[PeopleGroup]:
    """Return the people of each department as they work now."""
    company, state = model.scenario.company, model.state
    names: Sequence[str] = model.personnel_ids if company.organisation.headcount <= MOST_NAMED else ()
    groups = []
    for d, department in enumerate(company.organisation.departments):
        rows = slice(int(company.setting.place.start[d]), int(company.setting.place.start[d + 1]))
        relevant = company.setting.relevant[d]
        deep, minimum = (shares(state.masks[which, rows], relevant) for which in (IN_DEEP, IN_COMPLIANCE))
        groups.append(PeopleGroup(called(department, lang), deep, minimum, names[rows]))
    return groups


def uses_of(model: CRMAdoption) -> list[list[float]]:
    """Return by department and feature the share of people in real use; not a number where it does not matter."""
    company, place = model.scenario.company, model.setting.place
    found = []
    for d in range(len(company.organisation.departments)):
        deep = model.state.masks[IN_DEEP, int(place.start[d]) : int(place.start[d + 1])]
        relevant = int(company.setting.relevant[d])
        found.append([
            float((deep >> np.uint32(f) & np.uint32(1)).mean()) if relevant >> f & 1 else math.nan
            for f in range(len(company.catalogue.features))
        ])  # fmt: skip
    return found


def shares(masks: npt.NDArray[np.uint32], relevant: np.uint32) -> list[float]:
    """Return the share of the relevant features that is set in each mask."""
    features = int(relevant).bit_count()
    bits = np.unpackbits(np.ascontiguousarray(masks & relevant).view(np.uint8)).reshape(len(masks), 32)
    return [float(share) for share in bits.sum(axis=1) / features]
