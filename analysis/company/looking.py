"""What of an export is shown: ways of working by place, month and feature, of those who count and may be told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...scenarios.core.scenario import Scenario
from ...scenarios.usage.usage import Usage
from .observed import departments_of
from .places import Place
from .privacy import RECENT, Shown, WhoDid, above_of, members_of, place_numbers, shown_of, splits
from .real_use import RealUse, known_pairs
from .rule import Rule
from .suppressing import LEAST

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Group:
    """Use of one group of people in the last month with data, as shares of their relevant pairs of person and feature.

    Attributes
    ----------
    people : int
        Who counts: people join in steps of five (`crm_adoption.analysis.company.privacy.in_steps`).
    deep, least, outside, never, active, breadth : float
        Real use and only the bare minimum, as probable as they are; no use (work outside the CRM, at most); never
        used in the months of the export; share of people in the system at all; features used per person.
        NaN where the export does not say: no feature of it matters to them, or it has no counts; and what may not be
        shown.
    hidden : bool
        Whether nothing of it may be shown.
    active_above : float
        What `active` is above, where it may not be shown because fewer than five are missing; else NaN.
    """

    people: int
    deep: float
    least: float
    outside: float
    never: float
    active: float
    breadth: float
    hidden: bool = False
    active_above: float = float("nan")


class Look:
    """Ways of working by person, month and feature, as probable as the export shows them."""

    def __init__(self, scenario: Scenario, usage: Usage, rule: Rule, real: RealUse) -> None:
        self.usage, self.real, self.department = usage, real, departments_of(scenario)
        self.departments = len(scenario.company.organisation.departments)
        self.known = known_pairs(scenario, usage)
        self.touched, self.deep, self.least = rule.touched(usage.counts) & self.known, real.real, real.least
        self.there = usage.present & usage.seen[None]
        self.now = int(np.flatnonzero(usage.seen)[-1])

    def with_data(self) -> list[int]:
        """Return how many people of each department have data in the last month."""
        active = self.usage.active[:, self.now] & self.there[:, self.now]
        return [int(each) for each in np.bincount(self.department[active], minlength=self.departments)]

    def shown(self, places: Sequence[Place]) -> Shown:
        """Return what may be shown."""
        who = WhoDid(self.there, self.usage.active, (self.usage.counts > 0.0) & self.known, self.usage.quiet)
        return shown_of(places, self.department, who, self.usage.seen)

    def present(self, places: Sequence[Place], shown: Shown) -> tuple[Group, ...]:
        """Return the present of each place."""
        counted = shown.counted[:, self.now]
        return tuple(
            self._group(each & counted, active=bool(shown.active[self.now, g]), hidden=not may)
            for g, (each, may) in enumerate(zip(self._members(places), shown.months[self.now], strict=True))
        )

    def split(self, places: Sequence[Place], shown: Shown) -> tuple[Group | None, Group | None]:
        """Return newcomers and all others, if both may be shown beside the places."""
        new, now = self.usage.newcomer, self.now
        if new is None:
            return None, None
        counted = shown.counted[:, now]
        groups = (new & self.there[:, now], ~new & counted)
        data = [int((each & self.usage.active[:, now]).sum()) for each in groups]
        place = place_numbers(places, self.department)
        if min(data) < LEAST or not splits(place, counted, *groups) or not shown.months[now].all():
            return None, None
        there = [int(each.sum()) for each in groups]
        active = all(LEAST <= part <= whole - LEAST or part == whole for part, whole in zip(data, there, strict=True))
        one, other = (self._group(each, active=active and bool(shown.active[now].all())) for each in groups)
        return one, other

    def _members(self, places: Sequence[Place]) -> list[Mask]:
        return members_of(places, self.department)

    def _group(self, who: Mask, *, active: bool, hidden: bool = False) -> Group:
        people = int(who.sum())
        if hidden:
            return Group(people, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, hidden=True)
        known, deep, least = (each[who][:, self.now] for each in (self.known, self.deep, self.least))
        pairs = float(known.sum()) or np.nan
        share = deep.sum() / pairs if self.usage.has_counts else np.nan
        use = (deep + least).sum() / pairs
        ever, possible = self.touched[who].any(axis=1), self.known[who].any(axis=1)
        inside = int(self.usage.active[who, self.now].sum())
        return Group(
            people=people,
            deep=float(share),
            least=float(use - share),
            outside=float(1.0 - use),
            never=float((possible & ~ever).sum() / (float(possible.sum()) or np.nan)),
            active=inside / max(people, 1) if active else np.nan,
            breadth=float((deep + least).sum() / max(people, 1)) if known.any() else np.nan,
            active_above=np.nan if active else above_of(inside, people),
        )

    def monthly(self, places: Sequence[Place], shown: Shown) -> dict[str, Floats]:
        """Return use by month and place."""
        known = self.known & shown.counted[:, :, None]
        groups = self._members(places)
        pairs = [known[who].sum(axis=(0, 2)) for who in groups]
        found: dict[str, Floats] = {}
        for name, values in (("deep", self.deep), ("touched", self.deep + self.least)):
            sums = [values[who].sum(axis=(0, 2), where=known[who]) for who in groups]
            found[name] = np.column_stack([_ratio(each, size) for each, size in zip(sums, pairs, strict=True)])
        every = [self.deep[who].sum(axis=(0, 2)) for who in groups]
        part = [_ratio(found["deep"][:, g] * pairs[g], each) for g, each in enumerate(every)]
        ranges = [
            self.real.between(each.departments, size / np.nan_to_num(share, nan=1.0))
            for each, size, share in zip(places, pairs, part, strict=True)
        ]
        found["deep_low"], found["deep_high"] = (np.column_stack(each) for each in zip(*ranges, strict=True))
        active, there = self.usage.active & shown.counted, shown.counted
        found["active"] = np.column_stack([_ratio(active[who].sum(axis=0), there[who].sum(axis=0)) for who in groups])
        if not self.usage.has_counts:
            found |= {name: np.full_like(found[name], np.nan) for name in ("deep", "deep_low", "deep_high")}
        return {
            name: np.where(shown.active if name == "active" else shown.months, values, np.nan)
            for name, values in found.items()
        }

    def cells(self, places: Sequence[Place], shown: Shown) -> dict[str, Floats]:
        """Return use by department and feature over the last months."""
        seen = np.flatnonzero(self.usage.seen)
        months, found = seen[-1:] if self.usage.only_last else seen[-RECENT:], {}
        known = (self.known & shown.counted[:, :, None])[:, months]
        groups = self._members(places[1:])
        for name, values in (("deep", self.deep), ("touched", self.deep + self.least)):
            rows = [_ratio(values[who][:, months].sum(axis=(0, 1), where=known[who]), known[who].sum(axis=(0, 1)))
                    for who in groups]  # fmt: skip
            rates = np.array(rows).reshape(len(groups), len(self.usage.features))
            found[name] = np.where(shown.cells, rates, np.nan)
        found["least"] = found["touched"] - found["deep"]
        return found


def _ratio(part: npt.NDArray[Any], whole: npt.NDArray[Any]) -> Floats:
    return np.asarray(np.where(whole > 0, part / np.maximum(whole, 1e-12), np.nan))
