"""Rank: the order of programmes - best, second best, not to be told apart, dominated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME
from ...scenarios.ground.by_value import by_value
from ..base.effects import holm, interval, p_value
from ..base.programme import Programme, direction_of, ordered

Floats = npt.NDArray[np.float64]
SIGNIFICANT = 0.05


@by_value
@dataclass(frozen=True)
class Standing:
    """Where a programme stands among all, the baseline included.

    Attributes
    ----------
    scenario : str
    rank : int
        1 is the best mean of the main outcome.
    level : float
        Mean of the main outcome.
    behind : float
        Paired mean difference to the best, in the main outcome's unit (0 for the best).
    ci_low, ci_high : float
        95 % limits of it; NaN for the best and for one pair.
    cost : float
        Spending until the month compared, EUR (mean over replicates).
    indistinguishable : bool
        Whether it is not significantly different from the best (paired t-tests, Holm, 5 %).
    dominated_by : str
        A programme that is at least as good in the main outcome, costs no more and is significantly
        better in one of the two; "" if there is none.
    """

    scenario: str
    rank: int
    level: float
    behind: float
    ci_low: float
    ci_high: float
    cost: float
    indistinguishable: bool
    dominated_by: str

    @property
    def best(self) -> bool:
        """Whether it has the best mean."""
        return self.rank == 1


@dataclass(frozen=True)
class Order:
    """The order of the programmes in the main outcome.

    Attributes
    ----------
    best : str
        Programme with the best mean.
    indistinguishable : tuple of str
        Programmes not significantly different from the best.
    standings : tuple of Standing
        All programmes from best to worst; empty if the outcome has no good direction.
    """

    best: str
    indistinguishable: tuple[str, ...]
    standings: tuple[Standing, ...]


def rank(programmes: Sequence[Programme], outcome: str, month: int) -> Order:
    """Return the order of programmes in an outcome; those that begin after the month come last, whatever they are."""
    begun = [each for each in programmes if each.begun(month) or each.is_baseline]
    order = [*ordered(begun, outcome, month), *(each for each in programmes if each not in begun)]
    near = _near_the_best(order[0], begun, outcome, month)
    return Order(order[0].name, near, _standings(order, near, dominators(begun, outcome, month), outcome, month))


def _near_the_best(best: Programme, programmes: Sequence[Programme], outcome: str, month: int) -> tuple[str, ...]:
    """Return the programmes that cannot be told apart from the best, in the order given."""
    others = [each for each in programmes if each is not best]
    adjusted = holm([p_value(best.at(outcome, month) - each.at(outcome, month), best.sets) for each in others])
    return tuple(each.name for each, p in zip(others, adjusted, strict=True) if not p < SIGNIFICANT)


def _p_of_money(one: Floats, other: Floats, sets: int) -> float:
    """Return the p of a difference in spending; 0 where none varies, as without triggers: then both are known."""
    if len(one) > 1 and not np.ptp(one) and not np.ptp(other):
        return float(one[0] == other[0])
    return p_value(one - other, sets)


def dominators(programmes: Sequence[Programme], outcome: str, month: int) -> dict[str, str]:
    """Return by dominated programme one that dominates it: the best of them, the cheapest of equals.

    A programme dominates another if its mean outcome is at least as good and its mean spending until the same month
    no higher, and one of these differences is significant (paired t-tests; Holm over all pairs of programmes, outcome
    and spending each). What begins after the month has no part in it.
    """
    pairs = list(combinations(range(len(programmes)), 2))
    level = np.array([direction_of(outcome) * each.at(outcome, month) for each in programmes])
    spent, sets = np.array([each.at("cost", month) for each in programmes]), programmes[0].sets
    found_p = (
        [p_value(level[i] - level[j], sets) for i, j in pairs],
        [_p_of_money(spent[i], spent[j], sets) for i, j in pairs],
    )
    surely = [dict(zip(pairs, (p < SIGNIFICANT for p in holm(each)), strict=True)) for each in found_p]
    good, dear = level.mean(axis=1), spent.mean(axis=1)
    found: dict[str, str] = {}
    for i in sorted(range(len(programmes)), key=lambda i: (-good[i], dear[i])):
        for j in range(len(programmes)):
            key = (min(i, j), max(i, j))
            clear = i != j and (
                (surely[0][key] and good[i] > good[j]) or (surely[1][key] and dear[i] < dear[j])
            )  # fmt: skip
            if clear and good[i] >= good[j] and dear[i] <= dear[j]:
                found.setdefault(programmes[j].name, programmes[i].name)
    return found


def _standings(
    order: Sequence[Programme], near: Sequence[str], worse: Mapping[str, str], outcome: str, month: int
) -> tuple[Standing, ...]:
    """Return where each programme stands, the best first; nothing where no direction is better."""
    if not OUTCOME[outcome].direction:
        return ()
    found = []
    for place, each in enumerate(order, start=1):
        ours = each.at(outcome, month)
        behind, low, high = (
            interval(ours - order[0].at(outcome, month), each.sets) if place > 1 else (0.0, np.nan, np.nan)
        )
        found.append(
            Standing(
                scenario=each.name, rank=place, level=float(ours.mean()), behind=behind, ci_low=low, ci_high=high,
                cost=float(each.at("cost", month).mean()), indistinguishable=each.name in near,
                dominated_by=worse.get(each.name, ""),
            )
        )  # fmt: skip
    return tuple(found)
