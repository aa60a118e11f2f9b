"""Negative control: physicians and a new drug, where colleagues were long believed to matter and did not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...scenarios.ground.by_value import by_value
from .data_files import read_csv
from .given_company import FAR, company_of, months_of, once, people_of, share_of_ties
from .hazard import Influence, influence, share_found

MONTHS = 17
WEIGHTS = (0.0, 1.0, 2.0, 3.0)
"""Influence put into the simulated data, logits from no to all colleagues."""


@by_value
@dataclass(frozen=True)
class Physicians:
    """The survey: month of adoption by person, and who named whom.

    Attributes
    ----------
    people : tuple of str
    cities : dict of str to str
    adopted : int array [n]
        1 to 17 from November 1953; 18 if later or never.
    named : tuple of (str, str)
        Nominations among those surveyed.
    """

    people: tuple[str, ...]
    cities: dict[str, str]
    adopted: npt.NDArray[np.int64]
    named: tuple[tuple[str, str], ...]


@by_value
@dataclass(frozen=True)
class Control:
    """What the estimator says of the survey, and of simulated data without and with influence.

    Attributes
    ----------
    named, mutual : Influence
        Exposure to those whom a physician names; to those tied to him either way.
    simulated : dict of float to (share found, mean slope, samples)
        By the influence that was put in.
    curve : float array [17]
        Share that has adopted, by month.
    """

    named: Influence
    mutual: Influence
    simulated: dict[float, tuple[float, float, int]]
    curve: npt.NDArray[np.float64]


def read_physicians(folder: Path) -> Physicians:
    """Read the folder coleman_medical_innovation."""
    nodes = read_csv(folder / "nodes.csv", ("pid", "city", "month_adopted"))
    edges = read_csv(folder / "edges.csv", ("from", "to"))
    people = tuple(nodes["pid"].astype(str))
    known = set(people)
    named = tuple(
        (one, other) for one, other in zip(edges["from"].astype(str), edges["to"].astype(str), strict=True)
        if one in known and other in known
    )  # fmt: skip
    adopted = nodes["month_adopted"].fillna(MONTHS + 1).to_numpy().astype(np.int64)
    cities = dict(zip(people, "city " + nodes["city"].astype(int).astype(str), strict=True))
    return Physicians(people, cities, adopted, named)


def check_physicians(data: Physicians, *, samples: int, seed: int) -> Control:
    """Return what the estimator finds in the survey and in data that the model made on the same ties."""
    mutual = once(data.named)
    both = [pair for one, other in mutual for pair in ((one, other), (other, one))]
    found = {weight: share_found(_simulated(data, mutual, weight, samples, seed)) for weight in WEIGHTS}
    return Control(
        influence(data.adopted, share_of_ties(data.people, data.named), MONTHS),
        influence(data.adopted, share_of_ties(data.people, both), MONTHS),
        found,
        np.array([(data.adopted <= t).mean() for t in range(1, MONTHS + 1)]),
    )


def _simulated(
    data: Physicians, mutual: list[tuple[str, str]], weight: float, samples: int, seed: int
) -> list[Influence]:
    """Return what the estimator finds in samples of the model with so much influence on the survey's ties.

    The drug is given up by nobody; the chance to take it up is a logistic function of the share of colleagues, and
    without colleagues so high that about as many adopt as in the survey.
    """
    hazard = 0.115 if weight == 0.0 else 0.115 / (1.0 + 0.45 * weight)
    behaviour = {
        "attention": 1.0,
        "peer_weight": weight,
        "way_weight": 0.0,
        "habit_bonus": FAR,
        "habit_speed": 1.0,
        "resistance_spread": 0.0,
    }
    appeal = float(np.log(hazard / (1.0 - hazard))) + FAR
    company = company_of(data.cities, mutual, 1, pull_shape="linear", start=appeal, behaviour=behaviour)
    people = people_of(company)
    both = [pair for one, other in mutual for pair in ((one, other), (other, one))]
    ties = share_of_ties(people, both)
    found = []
    for sample in range(samples):
        adopted = np.full(len(people), MONTHS + 1)
        for t, (ever, _) in enumerate(months_of(company, MONTHS, seed=seed, replicate=sample), start=1):
            adopted[ever[:, 0] & (adopted > t)] = t
        found.append(influence(adopted, ties, MONTHS))
    return found
