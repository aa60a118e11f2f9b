"""What a place on a construct says of a number of the company: little by itself, and how little is stated here.

All of it is judgement, held against what is usual in the literature (not checked here): how people in a department
agree, and how far what is said goes with what is the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

Floats = npt.NDArray[np.float64]

GAIN, GAIN_SPREAD = 0.4, 0.4
"""By how many standard deviations among people a department's place moves when its number moves by one among
companies; and how far that is from known, on the logarithm. Departments differ by .3 to .6 standard deviations among
people (ICC(1) of .1 to .25: James 1982; Bliese 2000), not all of it for what is asked (judgement)."""
CULTURE = 0.2
"""Spread of what a whole company answers higher or lower than another for the same number (judgement)."""
DEPARTMENT = 0.3
"""Spread of what a department answers higher or lower for the same number (judgement). Together: self-reports of use
go with logs at r = .4 for single people (Parry et al. 2021, Nature Human Behaviour 5:1535), means at .6 to .7."""
SHARED = 0.5
"""Share of a number's variance that the departments of a company have in common (judgement)."""
SILENT = 0.4
"""Spread of how far those who did not answer stand from those who did, standard deviations among people (judgement)."""
NODES = 9
"""Values of the gain that are weighed against each other."""
EDGE = 1e-3


def gains() -> Floats:
    """Return gains that are equally likely before any answers, [NODES]."""
    return np.asarray(GAIN * np.exp(GAIN_SPREAD * ndtri((0.5 + np.arange(NODES)) / NODES)))


def normal_of(values: Floats, low: Floats, high: Floats) -> Floats:
    """Return where values lie in their ranges, as normal scores: evenly spread values have mean 0 and spread 1."""
    return np.asarray(ndtri(np.clip((values - low) / (high - low), EDGE, 1.0 - EDGE)))


def value_of(scores: Floats, low: Floats, high: Floats) -> Floats:
    """Return values from their normal scores."""
    return np.asarray(low + (high - low) * ndtr(scores))


@dataclass(frozen=True, eq=False)
class Seen:
    """What the answers say of one construct, by group that may speak (G of them).

    Attributes
    ----------
    name : str
    places : float64 array [G]
    noise : float64 array [G, G]
        Covariance of all that lies between a place and what the number does to it.
    groups : tuple of int
        Department of each group; -1 for the rest, which speak of the company only.
    """

    name: str
    places: Floats
    noise: Floats
    groups: tuple[int, ...]


def noise_of(errors: Floats, level_error: float, silent: Sequence[float]) -> Floats:
    """Return the covariance of what lies between numbers and places, [G, G].

    Parameters
    ----------
    errors : float64 array [G]
        Standard errors of the places.
    level_error : float
        What is common to all groups.
    silent : sequence of float [G]
        Share of those asked who did not answer.
    """
    own = errors**2 + DEPARTMENT**2 + (SILENT * np.asarray(silent, float)) ** 2
    return np.asarray(np.diag(own) + CULTURE**2 + level_error**2)
