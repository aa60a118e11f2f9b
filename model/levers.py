"""What management can move: the levers, their limits and how modifiers on them combine.

An intervention never writes to a lever; it declares modifiers, and `combine` is the one place
that puts them together, so the order of interventions never matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from .compiled import plain, rule
from .declared import Declared, number
from .in_brief import in_brief


@in_brief
@dataclass(frozen=True)
class Levers(Declared):
    """Levels of all levers of one department where no intervention is at work.

    Lever values are per month and department. Their order here is their order in the schedule.
    """

    kpi_alignment: float = number(
        0.10, (0.0, 0.3), "How far goals and bonuses follow shared customer outcomes instead of department figures.",
        symbol="A", source="I5", grade="A",
    )  # fmt: skip
    sharing_reward: float = number(0.0, (0.0, 0.3), "How far sharing information is rewarded.", symbol="R")
    silo_strength: float = number(
        0.60, (0.3, 0.8), "How closed the departments are towards each other.", symbol="G", source="O5", grade="B"
    )
    sponsorship: float = number(
        0.40, (0.2, 0.7), "How visibly top management stands behind the CRM.", symbol="P", source="I2", grade="B"
    )
    supervisor_commitment: float = number(
        0.40, (0.2, 0.7), "How far line managers ask for real use.", symbol="supervisor", source="S6", grade="A"
    )
    monitoring: float = number(
        0.50, (0.2, 0.8), "How closely entries are watched.", symbol="monitoring", source="D5", grade="B"
    )
    technology: float = number(
        1.0, (0.8, 1.2), "How well the technology works, 1 being as bought.",
        unit="factor", symbol="tech", allowed=(0.0, 3.0),
    )  # fmt: skip
    usability: float = number(
        0.0, (0.0, 0.3), "Share of the features' effort taken away by design.", symbol="usability"
    )
    training: float = number(0.0, (0.0, 0.3), "Intensity of recurring training.", symbol="training")
    go_live_training: float = number(
        0.35, (0.1, 0.5), "Share of the missing skill taught when a feature goes live.", symbol="go_live_training"
    )
    course: float = number(
        0.0, (0.0, 0.5), "Share of the missing skill taught by a course this month.", symbol="course"
    )
    champions: float = number(0.0, (0.0, 0.15), "Share of people who are champions.", symbol="champions")
    change_capacity: float = number(
        1.0, (0.4, 1.0), "How much attention the organisation leaves people for change.",
        symbol="change_capacity", allowed=(0.05, 1.0),
    )  # fmt: skip
    data_cleanup: float = number(
        0.0, (0.0, 0.2), "Share of the record's gaps and errors repaired per month by a clean-up.", symbol="cleanup"
    )
    turnover: float = number(
        1.0, (0.5, 2.0), "Turnover relative to normal.", unit="factor", symbol="turnover", allowed=(0.0, 30.0)
    )
    meetings: float = number(
        0.0, (0.0, 0.3), "How far peers meet, coach each other and show how they work.",
        symbol="meetings",
    )  # fmt: skip
    activity_targets: float = number(
        0.0, (0.0, 0.5), "How far people are measured by activity: calls, entries, lines in the pipeline.",
        symbol="targets", source="D2", grade="B",
    )  # fmt: skip
    resistance: float = number(
        0.0, (-0.5, 0.5), "Mean resistance to change in the department.",
        unit="logit", symbol="r", allowed=(-10.0, 10.0),
    )  # fmt: skip


LEVERS: tuple[str, ...] = tuple(Levers.declarations())
INDEX: dict[str, int] = {name: i for i, name in enumerate(LEVERS)}
ALLOWED: tuple[tuple[float, float], ...] = tuple(each.allowed for each in Levers.declarations().values())
"""Limits of the levers, in their order."""

KPI_ALIGNMENT = INDEX["kpi_alignment"]
SHARING_REWARD = INDEX["sharing_reward"]
SILO_STRENGTH = INDEX["silo_strength"]
SPONSORSHIP = INDEX["sponsorship"]
SUPERVISOR_COMMITMENT = INDEX["supervisor_commitment"]
MONITORING = INDEX["monitoring"]
TECHNOLOGY = INDEX["technology"]
USABILITY = INDEX["usability"]
TRAINING = INDEX["training"]
GO_LIVE_TRAINING = INDEX["go_live_training"]
COURSE = INDEX["course"]
CHAMPIONS = INDEX["champions"]
CHANGE_CAPACITY = INDEX["change_capacity"]
DATA_CLEANUP = INDEX["data_cleanup"]
TURNOVER_FACTOR = INDEX["turnover"]
MEETINGS = INDEX["meetings"]
ACTIVITY_TARGETS = INDEX["activity_targets"]
RESISTANCE = INDEX["resistance"]

Kind = Literal["raise", "lower", "offset", "factor"]


@dataclass(frozen=True, order=True)
class Modifier:
    """One change of one lever by one amount in one month and department.

    Attributes
    ----------
    lever : str
        Name of the lever.
    kind : {"raise", "lower", "offset", "factor"}
        ``raise`` closes a share of the gap to 1, ``lower`` takes away a share of the level,
        ``offset`` adds, ``factor`` multiplies. Shares take raise and lower, so that they stay
        between 0 and 1; unbounded levers take offset and factor.
    amount : float
        Strength; 0 (for ``factor``: 1) changes nothing.
    """

    lever: str
    kind: Kind
    amount: float


def gathered(modifiers: Iterable[Modifier]) -> tuple[float, float, float]:
    """Return what modifiers of one lever do together: share of the gap left, factor and offset.

    Modifiers are sorted first, because sums and products of floats depend on their order.
    """
    gap, factor, offset = 1.0, 1.0, 0.0
    for each in sorted(modifiers):
        if each.kind == "raise":
            gap *= 1.0 - each.amount
        elif each.kind == "lower":
            factor *= 1.0 - each.amount
        elif each.kind == "factor":
            factor *= each.amount
        else:
            offset += each.amount
    return gap, factor, offset


@rule
def level(base: float, gap: float, factor: float, offset: float, low: float, high: float) -> float:
    """Return a lever's level: ((L + (1 - L) (1 - gap)) + offset) times factor, within its limits."""
    return min(max((base + (1.0 - base) * (1.0 - gap) + offset) * factor, low), high)


def levels(
    base: npt.NDArray[np.float64], gap: npt.NDArray[np.float64], factor: npt.NDArray[np.float64],
    offset: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:  # fmt: skip
    """Return `level` of all levers at once, arrays [..., L]: the same sums and products."""
    low, high = np.array(ALLOWED).T
    return np.asarray(np.minimum(np.maximum((base + (1.0 - base) * (1.0 - gap) + offset) * factor, low), high))


def combine(base: float, modifiers: Iterable[Modifier], allowed: tuple[float, float]) -> float:
    """Return the level of a lever under all its modifiers, whatever their order.

    Raises unite like probabilities, 1 - (1 - L) prod(1 - s); lowers and factors multiply; offsets
    add; the result is limited to the allowed range. No modifier at all runs through the same formula.
    """
    return float(plain(level)(base, *gathered(modifiers), *allowed))
