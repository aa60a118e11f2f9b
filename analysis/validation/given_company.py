"""The model on people and ties that are given: groups as departments, practices as features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.company import Company
from ...model.features import Catalogue, Feature
from ...model.levers import Levers
from ...model.organisation import UNKNOWN_TENURE, Department, Organisation, Roster, Ties
from ...model.outcomes import OUTCOME_NAMES
from ...model.places import personnel_ids
from ...model.schedule import undisturbed
from ...model.simulation import found_company, step_month
from ...model.state import EVER_DEEP, IN_DEEP

Bools = npt.NDArray[np.bool_]
FAR = 20.0
"""Logits by which both the new and the old way stand above compliance, which is hence never chosen."""


def company_of(
    groups: dict[str, str], pairs: Sequence[tuple[str, str]], practices: int, *, pull_shape: str = "threshold",
    start: float = 0.0, resistance: Mapping[str, float] | None = None, behaviour: Mapping[str, float] | None = None,
) -> Company:  # fmt: skip
    """Return a company without hierarchy, turnover, training or curiosity, whose people are tied as given.

    Groups differ only in the resistance that is given; the old way's comfort, which stands far above compliance here,
    is not what the way it is done here takes away (its weight still speaks for the new way).

    Parameters
    ----------
    groups : dict of str to str
        Department of each person, by id.
    pairs : sequence of (str, str)
        Who is tied to whom; each pair once.
    practices : int
        Features of no effort and the same appeal, relevant to all.
    start : float
        What speaks for the new way against the old, logits, before habit, colleagues and the own resistance.
    resistance : mapping of str to float, optional
        By how much more each department resists, logits; 0 by default.
    behaviour : mapping of str to float, optional
        Behavioural parameters in place of the calibrated ones.
    """
    numbers = {
        "usefulness_weight": 0.0, "effort_weight": 0.0, "leadership_weight": 0.0, "kpi_weight": 0.0,
        "territory_weight": 0.0, "visibility_weight": 0.0, "learning": 0.0, "forgetting": 0.0, "pull_reference": 0.0,
        "novelty": FAR + start, "novelty_months": 1e12, "comfort": FAR, "capacity": 1e3, "way_comfort": 0.0,
        "culture_spread": 0.0, "department_spread": 0.0, "head_spread": 0.0, **(behaviour or {}),
    }  # fmt: skip
    names = sorted(set(groups.values()))
    members = {name: [who for who, group in groups.items() if group == name] for name in names}
    more = resistance or {}
    departments = tuple(
        Department(name, name, name, "people", len(members[name]),
                   levers=Levers(turnover=0.0, go_live_training=0.0, resistance=more.get(name, 0.0)))
        for name in names
    )  # fmt: skip
    people = tuple(who for name in names for who in members[name])
    roster = Roster(people, tuple(groups[who] for who in people), ("",) * len(people), (1,) * len(people),
                    (UNKNOWN_TENURE,) * len(people))  # fmt: skip
    features = tuple(
        Feature(f"practice_{place + 1}", f"Practice {place + 1}", f"Praktik {place + 1}", {"people": 0.95},
                usefulness=0.0, effort=0.0, data_need=0.0, reach=0.0, visibility=0.0, writes=place == 0,
                shared_record=place == 0)
        for place in range(practices)
    )  # fmt: skip
    ties = Ties(tuple(pairs), (1.0,) * len(pairs))
    organisation = Organisation("given", departments, roster=roster, ties=ties)
    return Company(organisation, Catalogue(features), Behaviour(**numbers), pull_shape=pull_shape)


def months_of(company: Company, months: int, *, seed: int, replicate: int = 0) -> Iterator[tuple[Bools, Bools]]:
    """Step through one replicate; yield who has ever used and who uses each practice, [n, F] as in `people_of`."""
    setting, practices = company.setting, len(company.catalogue.features)
    state, plan = found_company(setting, seed, replicate), undisturbed(company, months)
    out = np.empty((1 + len(company.organisation.departments), len(OUTCOME_NAMES)))
    people, shifts = company.organisation.headcount, np.arange(practices, dtype=np.uint32)
    for t in range(months):
        step_month(setting, plan, state, company.seats, seed, replicate, t, out)
        ever, now = (((state.masks[row, :people, None] >> shifts) & 1).astype(bool) for row in (EVER_DEEP, IN_DEEP))
        yield ever, now


def people_of(company: Company) -> list[str]:
    """Return the ids of the people in the order of the engine's rows."""
    return list(personnel_ids(company.organisation))


def once(edges: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each tie once, whoever named whom, in a fixed order; nobody is tied to himself."""
    return sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]})


def share_of_ties(people: Sequence[str], edges: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
    """Return the matrix [n, n] that turns use into the share of those named who use; rows without names are zero."""
    row_of = {who: row for row, who in enumerate(people)}
    matrix = np.zeros((len(people), len(people)))
    for one, other in edges:
        if one in row_of and other in row_of and one != other:
            matrix[row_of[one], row_of[other]] = 1.0
    total = matrix.sum(axis=1, keepdims=True)
    return np.asarray(matrix / np.where(total > 0, total, 1.0))
