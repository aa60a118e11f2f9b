"""What a search has tried: each mix is looked at on a few worlds, and on all where it is not clearly behind there."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...scenarios.core.scenario import Scenario
from .menu import Menu, Parameters
from .mix import Mix, build
from .moves import usual
from .objective import Objective
from .worlds import SEARCHED, Worlds

Floats = npt.NDArray[np.float64]

ENOUGH = 64
"""Companies on which a mix is looked at, at least: the climb would follow what fewer of them are by chance."""
FEW = 16
"""Worlds on which a mix is looked at first, where there are more than twice as many and the mean counts."""
DOUBT = 0.5
"""Share of the 95 % limit within which a mix that is behind on the first worlds may be ahead on all (judgement)."""
GAIN = 0.05
"""Points by which a mix has to be better than another: less is chance in so few companies."""
_FULLY = 24
"""Best mixes by what is known of them that have been looked at on all worlds when a search ends."""
_NOTEWORTHY = 0.05
"""Share of the budget from which on a mix shows how an intervention can be done."""


def replicates(worlds: Worlds) -> int:
    """Return how many companies by world a search looks at."""
    return math.ceil(ENOUGH / len(worlds))


@dataclass(frozen=True, eq=False)
class Tried:
    """A mix and its score on the search's worlds."""

    mix: Mix
    score: float


@dataclass(eq=False)
class Seen:
    """A mix that was tried.

    Attributes
    ----------
    mix : Mix
    values : dict
        Its values on the menu; what would be too weak is left out.
    early : float64 array [worlds, replicates]
        The outcome on the first worlds.
    few : float
        Its score on these.
    whole : float or None
        Its score on all worlds; None before it is looked at there.
    """

    mix: Mix
    values: Parameters
    early: Floats
    few: float
    whole: float | None = None


class Trials:
    """The proposals of one search, and what came of them.

    Parameters
    ----------
    base : Scenario
        The company without any programme.
    menu : Menu
    budget : float
        EUR.
    objective : Objective
    worlds : Worlds
    number : int
        Proposals that may be made.
    progress : callable
        Called with the number of proposals made since.
    """

    def __init__(
        self, base: Scenario, menu: Menu, budget: float, objective: Objective, worlds: Worlds, number: int,
        progress: Callable[[int], object] = lambda _: None,
    ) -> None:  # fmt: skip
        self.menu, self.left = menu, number
        self._base, self._budget, self._objective, self._worlds, self._progress = (
            base, budget, objective, worlds, progress,
        )  # fmt: skip
        split = len(worlds) > 2 * FEW and objective.risk == "mean"  # of tails and targets a few worlds say little
        self._first = replace(worlds, companies=worlds.companies[:FEW]) if split else worlds
        self._known: dict[str, Seen] = {}
        self._shown: dict[str, Seen] = {}

    def _values(self, worlds: Worlds, mix: Mix) -> Floats:
        o = self._objective
        return worlds.values(mix.scenario, o.outcome, o.month, SEARCHED, replicates(self._worlds))

    def score(self, mix: Mix) -> float:
        """Return how good a mix is on all worlds of the search."""
        return self._objective.score(self._values(self._worlds, mix))

    def propose(self, values: Parameters) -> Seen | None:
        """Return what is known of a mix, trying it if it is new; None if it cannot be had for the budget."""
        mix = self._built(values)
        key = "" if mix is None else repr(mix.programme())
        if key in self._known:
            return self._known[key]
        self.left -= 1
        self._progress(1)
        if mix is None:
            return None
        early = self._values(self._first, mix)
        few, bought = self._objective.score(early), mix.spending()
        own = values | {each.kind: 0.0 for each in self.menu.offers if each.kind not in bought}  # too weak to count
        found = self._known[key] = Seen(mix, own, early, few, few if self._first is self._worlds else None)
        for kind, euros in bought.items():
            if euros >= _NOTEWORTHY * self._budget and (kind not in self._shown or few > self._shown[kind].few):
                self._shown[kind] = found
        return found

    def _built(self, values: Parameters) -> Mix | None:
        try:
            mix = build(self._base, self.menu, values, self._budget)
        except InputError:  # does not fit this company, for example a second roll-out
            return None
        return None if mix is None or mix.cost > self._budget * (1.0 + 1e-9) else mix

    def fully(self, seen: Seen) -> float:
        """Return a mix's score on all worlds."""
        if seen.whole is None:
            seen.whole = self.score(seen.mix)
        return seen.whole

    def better(self, seen: Seen, best: Seen) -> bool:
        """Return whether a mix is better than another; it is looked at on all worlds unless surely behind on a few."""
        if seen.whole is None:
            gap, _, high = self._objective.difference(seen.early, best.early)
            if gap + DOUBT * (high - gap) < 0.0:
                return False
        least = GAIN * self._objective.point(self.fully(best))
        return self.fully(seen) > self.fully(best) + least

    def ways(self, kind: str) -> list[Parameters]:
        """Return how an intervention can be done when it comes in: as usual, and as in the best mix that does it."""
        found, known = usual(self.menu, kind), self._shown.get(kind)
        if known is not None:
            own = {name: value for name, value in known.values.items() if name.startswith(f"{kind}.")}
            found += [] if own in found else [own]
        return found

    def leading(self, number: int) -> list[Seen]:
        """Return the best mixes on the first worlds, looked at on all: the best of them first."""
        top = sorted(self._known.values(), key=lambda each: -each.few)[:number]
        return sorted(top, key=lambda each: -self.fully(each))

    def least(self) -> float:
        """Return a score on the first worlds that is no better than any, for what cannot be had."""
        return min((each.few for each in self._known.values()), default=0.0)

    def tried(self) -> list[Tried]:
        """Return all that differ, the best first, with their scores on all worlds.

        A mix that has not been looked at there has the best's score, less by what it is behind it on the first worlds.
        """
        if not self._known:
            return []
        best = max(self._known.values(), key=lambda each: -math.inf if each.whole is None else each.whole)
        best = best if best.whole is not None else self.leading(1)[0]

        def known(each: Seen) -> float:
            return self.fully(best) + each.few - best.few if each.whole is None else each.whole

        for each in sorted(self._known.values(), key=lambda each: -known(each))[:_FULLY]:
            self.fully(each)
        return sorted((Tried(each.mix, known(each)) for each in self._known.values()), key=lambda each: -each.score)
