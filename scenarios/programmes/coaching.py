"""Interventions that people carry, of whom there may be too few: training and champions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...model.company import Company
from ...model.errors import InputError, unknown
from ...model.levers import Modifier
from ...model.places import personnel_ids
from ...model.simulation import whole_number
from .hooks import Reach
from .intervention import Intervention, names_in
from .offered import Offered
from .prices import Prices

TRAINEES = 25
"""People whom one trainer keeps in training in a month (judgement: a day a week for groups of six)."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Training(Intervention):
    """Training, month after month or as one course (I8).

    Parameters
    ----------
    once : bool
        One course of two days in the first month instead: at full strength it teaches everybody half
        of what is missing (judgement).
    trainers : int, optional
        Trainers there are; each keeps `TRAINEES` people in training, so fewer people are trained
        than the strength asks for when trainers are short.
    """

    once: bool = False
    trainers: int | None = None

    effects = (("training", "raise", 1.0),)
    prices = ("training", "course")
    offered = Offered(lasting=True, choices={"once": (False, True)}, rescue={"lasts": 12})
    label_en, label_de = "Training", "Schulung"

    def __post_init__(self) -> None:
        super().__post_init__()
        _flag(self.once, "once")
        if self.trainers is not None:
            whole_number(self.trainers, 1, 1_000_000, "trainers")

    def modifiers(self, strength: float, t: int) -> list[Modifier]:
        """Return what it does to the levers in month t at a given full strength."""
        if self.once:
            return [Modifier("course", "raise", 0.5 * strength)] if t == self.start else []
        return super().modifiers(strength, t)

    def settles(self) -> int:
        """Return after how many months from its start nothing about it changes any more."""
        return max(1, self.ramp)

    def limit(self, reach: Reach) -> float:
        """Return the share of the people reached for whom there are trainers."""
        return 1.0 if self.trainers is None else min(1.0, self.trainers * TRAINEES / reach.heads)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of training everybody reached, in one course or every month."""
        return prices.course * reach.heads if self.once else prices.training * reach.heads * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of the course."""
        return prices.course * reach.heads if self.once else 0.0


@dataclass(frozen=True, kw_only=True, repr=False)
class Champions(Intervention):
    """Respected colleagues who go ahead: full strength is 15 % of the people (S9).

    Parameters
    ----------
    choose : {"random", "ties", "level", "list"}
        Who is asked first in each department: anybody, those with most ties, the most senior, or
        just the people named.
    people : tuple of str
        Personnel ids, with ``choose="list"``; all of them are champions at full strength.
    most : int, optional
        More champions than this cannot be spared.
    """

    choose: Literal["random", "ties", "level", "list"] = "random"
    people: tuple[str, ...] = ()
    most: int | None = None

    effects = (("champions", "raise", 0.15),)
    prices = ("champion_month", "champion_start")
    offered = Offered(lasting=True, choices={"choose": ("random", "ties", "level")}, rescue={"lasts": 12})
    label_en, label_de = "Champions", "Key User"

    def __post_init__(self) -> None:
        super().__post_init__()
        ways = ("random", "ties", "level", "list")
        if self.choose not in ways:
            raise unknown("way of choosing champions", str(self.choose), ways).within(field="choose")
        object.__setattr__(self, "people", tuple(dict.fromkeys(names_in(self.people, "people"))))
        if bool(self.people) != (self.choose == "list"):
            raise InputError(
                'choose = "list" and a list of people belong together; give both or neither.', field="people"
            )
        if self.most is not None:
            whole_number(self.most, 1, 1_000_000, "most")

    def check(self, company: Company) -> None:
        """Refuse people whom the company does not have, or who are not in the departments reached."""
        known = (
            dict(zip(personnel_ids(company.organisation), _departments_of(company), strict=True)) if self.people else {}
        )
        for name in self.people:
            if name not in known:
                raise unknown("person", name, known).within(field="people")
            if self.departments and known[name] not in self.departments:
                problem = "{name!r} is in department {department!r}, which this does not reach."
                raise InputError(problem, field="people", name=name, department=known[name])

    def asked_first(self, company: Company) -> Sequence[int] | None:
        """Return how early each person (in row order) is asked to be a champion."""
        if self.choose == "list":
            named = set(self.people)
            return [int(name in named) for name in personnel_ids(company.organisation)]
        if self.choose == "level":
            return [int(level) for level in company.setting.place.level]
        return [-1] * company.organisation.headcount if self.choose == "ties" else None

    def share_in(self, company: Company, d: int) -> float:
        """Return the department's share of champions relative to full strength: as many as are named there."""
        if self.choose != "list":
            return 1.0
        department = company.organisation.departments[d]
        named = set(self.people)
        ids = zip(personnel_ids(company.organisation), _departments_of(company), strict=True)
        return sum(name in named and where == department.name for name, where in ids) / department.people / 0.15

    def limit(self, reach: Reach) -> float:
        """Return how many of the champions wished for can be spared, as a share."""
        return 1.0 if self.most is None else min(1.0, self.most / self._champions(reach))

    def _champions(self, reach: Reach) -> float:
        return float(len(self.people)) if self.people else 0.15 * reach.heads

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of the champions: preparation and time."""
        return self.setup_cost(prices, reach) + self._champions(reach) * prices.champion_month * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of preparing the champions."""
        return self._champions(reach) * prices.champion_start


def _departments_of(company: Company) -> list[str]:
    """Return the department of each person in row order."""
    return [each.name for each in company.organisation.departments for _ in range(each.people)]


def _flag(value: object, field: str) -> None:
    if not isinstance(value, bool):
        raise InputError("{value!r} is not allowed; give true or false.", value=value, field=field)
