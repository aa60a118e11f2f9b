"""Outcomes by site: the mean over the departments that stand there, or their sum."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...model.organisation import Department, Organisation
from ...model.outcomes import OUTCOME, OUTCOMES
from ...model.sites import Site
from .programme import Programme

SUMS = ("hours_saved",)
"""Outcomes of a site that are the sum of its departments'."""
Floats = npt.NDArray[np.float64]


def parts_of(organisation: Organisation) -> tuple[Department | Site, ...]:
    """Return what outcomes are told of beside the whole: the departments, then the sites if there are several."""
    return *organisation.departments, *organisation.sites


def sites_of(programme: Programme) -> tuple[str, ...]:
    """Return the names of a company's sites; none where it has one only."""
    return tuple(each.name for each in programme.scenario.company.organisation.sites)


def has_sites(outcome: str) -> bool:
    """Return whether an outcome is known by site: what departments add up to, or weigh by people or pairs."""
    return outcome in SUMS or OUTCOME[outcome].weight != ""


def _weights(programme: Programme, outcome: str) -> Floats:
    """Return what each department weighs with, [D]."""
    setting = programme.scenario.company.setting
    if OUTCOME[outcome].weight == "pairs":
        relevant = [int(bits).bit_count() for bits in setting.relevant]
        return np.asarray(setting.departments[:, 0] * np.array(relevant, np.float64))
    return np.ones(len(setting.relevant)) if outcome in SUMS else np.asarray(setting.departments[:, 0])


def at_site(programme: Programme, outcome: str, month: int, site: str) -> Floats:
    """Return an outcome of a site in a month by replicate.

    Parameters
    ----------
    programme : Programme
    outcome : str
        One for which `has_sites`.
    month : int
        From 1.
    site : str
        Name of the site.

    Returns
    -------
    float64 array
        [replications], in the outcome's unit.
    """
    weights = _weights(programme, outcome)
    there = [d for d, place in enumerate(programme.scenario.company.organisation.places) if place == site]
    values = np.stack([programme.at(outcome, month, d + 1) * weights[d] for d in there])
    total = values.sum(axis=0)
    return np.asarray(total if outcome in SUMS else total / weights[there].sum())


def at_place(programme: Programme, outcome: str, month: int, place: str) -> Floats:
    """Return an outcome in a month by replicate, in a department, at a site, or in the company as a whole.

    Parameters
    ----------
    programme : Programme
    outcome : str
    month : int
        From 1.
    place : str
        Name of a department or a site; anything else means the company.

    Returns
    -------
    float64 array
        [replications], in the outcome's unit.
    """
    if place in sites_of(programme):
        return at_site(programme, outcome, month, place)
    names = programme.scenario.company.organisation.names
    return programme.at(outcome, month, names.index(place) + 1 if place in names else 0)


def with_sites(programme: Programme) -> Floats:
    """Return all outcomes with the company's sites behind its departments.

    Parameters
    ----------
    programme : Programme

    Returns
    -------
    float64 array
        [replications, months, 1 + departments + sites, outcomes]; NaN where an outcome is not known by site.
    """
    values, sites = programme.run.values, sites_of(programme)
    if not sites:
        return values
    more = np.full((*values.shape[:2], len(sites), values.shape[3]), np.nan)
    known = [(number, each.name) for number, each in enumerate(OUTCOMES) if has_sites(each.name)]
    for s, site in enumerate(sites):
        for number, outcome in known:
            for month in range(1, values.shape[1] + 1):
                more[:, month - 1, s, number] = at_site(programme, outcome, month, site)
    return np.concatenate([values, more], axis=2)
