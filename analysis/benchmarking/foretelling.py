"""What the model foretells of an experiment: both arms in the same companies, at every parameter set."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.simulation import worker_count
from ...scenarios.core.overrides import overridden
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.typical import typical_companies
from ...scenarios.ground.by_value import by_value
from ..evidence.band_settings import Case, Observed
from .experiments import HOURS, OBSERVABLE, RELATIVE, Experiment, Representation

Floats = npt.NDArray[np.float64]

COMPANIES = 32
"""Typical companies in which every experiment is made; parameter set m has its own share of them."""
AT_LEAST = 8
"""Companies for each parameter set."""
PEOPLE = 120
HOURS_A_MONTH = 160.0
SEED = 2026


@by_value
@dataclass(frozen=True)
class Foretold:
    """The model's effects in one representation of an experiment.

    Attributes
    ----------
    effects : float64 array [sets, companies]
        Treated against control, in percent or percentage points.
    pooled : float64 array [sets]
        The same over all companies of a set together.
    """

    effects: Floats
    pooled: Floats


@cache
def companies() -> tuple[Scenario, ...]:
    """Return the companies in which experiments are made."""
    return tuple(overridden(each, {"people": PEOPLE}) for each in typical_companies(COMPANIES, SEED))


def cases(representation: Representation) -> tuple[tuple[Case, Case], ...]:
    """Return both arms in every company: the same people, the control arm first."""
    control, treated = representation.arms()
    found = []
    for company in companies():
        base = overridden(company, dict(representation.settings)) if representation.settings else company
        arms = (dataclasses.replace(base, months=representation.month, interventions=arm) for arm in (control, treated))
        one, other = (Case(arm.company.setting, arm.schedule, arm.company.seats) for arm in arms)
        found.append((one, other))
    return tuple(found)


def _used(seen: Observed, representation: Representation, names: Sequence[str]) -> float:
    """Return the share of the people to whom some features are relevant who use them in the month looked at."""
    ways = slice(0, 2) if representation.outcome == OBSERVABLE else slice(0, 1)
    chosen = [names.index(each) for each in representation.features]
    concerned = (seen.setting.relevant[:, None] >> np.array(chosen, dtype=np.uint32)) & np.uint32(1)
    pairs = float((seen.setting.departments[:, 0] @ concerned).sum())
    return float(seen.use[0, representation.month - 1][:, chosen, ways].sum()) / pairs


def level(seen: Observed, representation: Representation, names: Sequence[str]) -> float:
    """Return where the outcome of a representation stands in one company."""
    if representation.features:
        return _used(seen, representation, names)
    if representation.outcome == OBSERVABLE:
        return 1.0 - float(seen.of("shadow_use", representation.month)[0])
    return float(seen.of(representation.outcome, representation.month)[0])


def effect(control: Floats, treated: Floats, scale: str) -> Floats:
    """Return treated against control in percent or percentage points."""
    if scale == RELATIVE:
        return 100.0 * (treated / control - 1.0)
    return 100.0 * (treated - control) / (HOURS_A_MONTH * PEOPLE if scale == HOURS else 1.0)


def per_set(sets: int) -> int:
    """Return in how many companies each of so many parameter sets is looked at: few sets, many companies."""
    return max(AT_LEAST, min(COMPANIES, -(-COMPANIES // sets)))


def foretold(
    experiment: Experiment, representation: Representation, members: Sequence[Behaviour],
    *, seed: int = 0, workers: int | None = None,
) -> Foretold:  # fmt: skip
    """Return what the model foretells of an experiment at every parameter set.

    Parameters
    ----------
    experiment : Experiment
    representation : Representation
        One of its representations.
    members : sequence of Behaviour
        Parameter sets.
    seed : int
        Root seed: the same people and chance in both arms, at every set and in every experiment.
    workers : int, optional
        Threads.

    Returns
    -------
    Foretold
    """
    arms, many = cases(representation), per_set(len(members))
    names = companies()[0].company.catalogue.names
    scale = experiment.scale(representation)

    def at(number: int) -> Floats:
        places = [(number * many + k) % COMPANIES for k in range(many)]
        seen = [[arms[place][arm].run(members[number], 1, seed, place) for arm in (0, 1)] for place in places]
        return np.array([[level(each, representation, names) for each in pair] for pair in seen])

    levels = np.array(_on_threads(at, len(members), workers))
    pooled = levels.mean(axis=1)
    return Foretold(
        effect(levels[..., 0], levels[..., 1], scale), effect(pooled[..., 0], pooled[..., 1], scale)
    )  # fmt: skip


def _on_threads(work: Callable[[int], Floats], count: int, workers: int | None) -> list[Floats]:
    with ThreadPoolExecutor(worker_count(workers)) as threads:
        return list(threads.map(work, range(count)))
