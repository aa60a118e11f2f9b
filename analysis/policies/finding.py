"""From a question about policies to those that are judged: thresholds, best fixed plan, search, choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.outcomes import OUTCOME, column
from ...scenarios.core.scenario import Scenario
from ..deciding.choosing import found as found_mix
from ..deciding.decision import Question
from ..deciding.mix import Mix, build
from ..deciding.objective import OUTCOMES, Objective
from ..deciding.starting import first_guesses
from ..deciding.worlds import CHOICE, CHOSEN, Worlds, by_world
from .fronts import Tried, Values, nondominated, searched, spread
from .menu import RuleMenu, thresholds, without_rules
from .record import Aims

Floats = npt.NDArray[np.float64]

REPLICATES = 2
"""Companies by world on which a search for policies looks."""
MOST = 6
"""Policies that are judged."""
_RIVALS = 6
_MAIN_ONLY = "deep_use"


@dataclass(frozen=True, eq=False)
class Found:
    """What a search came to.

    Attributes
    ----------
    fixed : Scenario
        The best fixed plan.
    policies : tuple of Scenario
        The one chosen first.
    seen : float64 array [1 + policies, objectives]
        Objectives of the fixed plan and the policies in the companies of the search.
    tried : float64 array [tried, objectives]
    by_member : float64 array [worlds]
        First objective of the policy chosen by member searched on, with other chance than in the search.
    """

    fixed: Scenario
    policies: tuple[Scenario, ...]
    seen: Floats
    tried: Floats
    by_member: Floats


class Finder:
    """One search over the members of an ensemble.

    Parameters
    ----------
    base : Scenario
        The company without any programme.
    aims : Aims
        What is enough is not looked at.
    worlds : Worlds
        Those that are searched on.
    """

    def __init__(self, base: Scenario, aims: Aims, worlds: Worlds) -> None:
        self.base, self.aims, self.worlds = base, aims, worlds
        self._known: dict[str, tuple[Floats, float]] = {}

    def measured(self, scenario: Scenario, first: int = 0, count: int = REPLICATES) -> tuple[Floats, Floats]:
        """Return outcomes [outcomes, worlds, replicates] and spending [worlds, replicates] of a scenario."""
        run = self.worlds.runs(scenario, first, count)
        columns = [column(name) for name in self.aims.outcomes]
        values = run.values[:, self.aims.month - 1, 0][:, columns]
        found = np.stack([by_world(each, len(self.worlds)) for each in values.T])
        return found, by_world(run.of("cost")[:, -1], len(self.worlds))

    def fixed(self, trials: int, steps: Callable[[int], object]) -> list[Mix]:
        """Return the best fixed plans by `decide`'s search and race, the best first."""
        q = Question(self.base, self.base, self.aims.budget, self._objective(), self.worlds, 0, "en")
        done = found_mix(q, trials, steps)
        return [done.best, *done.others][: 1 + _RIVALS]

    def _objective(self) -> Objective:
        main = self.aims.main if self.aims.main in OUTCOMES else _MAIN_ONLY
        return Objective(main, self.aims.month)

    def good(self, scenario: Scenario) -> Floats:
        """Return the first objective by world, the larger the better."""
        return np.asarray(self.aims.good(self.measured(scenario)[0])[0].mean(axis=1))

    def run(self, trials: int, seed: int, steps: Callable[[int], object]) -> Found:
        """Find the best fixed plan, then policies, and choose among those of the Pareto set."""
        plans = self.fixed(trials, steps)
        rivals = np.stack([self.good(each.scenario) for each in plans])
        menu = self._menu()
        starts = [without_rules(menu, each.parameters) for each in plans if each.parameters is not None]
        starts += [ruled for each in starts[:2] for ruled in _ruled(menu, each)]
        guesses = [*starts, *first_guesses(menu)][: max(1, trials // 3)]
        done = searched(
            menu.choices(), lambda values: self._judged(menu, values, rivals), len(self.aims.objectives), trials,
            seed=seed, guesses=guesses, progress=steps,
        )  # fmt: skip
        return self._chosen(menu, plans[0], rivals, done, trials)

    def _menu(self) -> RuleMenu:
        base = self.base
        menu = RuleMenu.of(base.company, base.months, base.prices, 0, base.constraints)
        assert isinstance(menu, RuleMenu)
        return replace(menu, thresholds=thresholds(self.worlds.runs(base, 0, REPLICATES)))

    def _built(self, menu: RuleMenu, values: Values, name: str = "policy") -> Mix | None:
        try:
            return build(self.base, menu, values, self.aims.budget, name)
        except InputError:  # does not fit this company, for example a second roll-out
            return None

    def _judged(self, menu: RuleMenu, values: Values, rivals: Floats) -> tuple[Sequence[float], float] | None:
        mix = self._built(menu, values)
        if mix is None:
            return None
        key = repr(mix.programme())
        if key not in self._known:
            found, spent = self.measured(mix.scenario)
            over = float(spent.max()) / self.aims.budget - 1.0
            self._known[key] = self.aims.points(found, rivals), over if over > 1e-9 else 0.0
        points, over = self._known[key]
        return points.tolist(), over

    def _chosen(self, menu: RuleMenu, plan: Mix, rivals: Floats, done: Tried, trials: int) -> Found:
        """Choose by the least regret on other chance, among policies far apart on the Pareto set."""
        if not len(done.points):
            problem = "none of {trials} policies tried keeps to EUR {budget:,.0f}; give more trials or more money."
            raise InputError(problem, field="--trials", trials=trials, budget=self.aims.budget)
        front = np.flatnonzero(nondominated(done.points))
        kept = [int(front[each]) for each in spread(done.points[front], MOST)]
        mixes = [self._built(menu, done.values[each], f"policy_{n}") for n, each in enumerate(kept, start=1)]
        policies = [each.scenario for each in mixes if each is not None]
        fresh = [self.aims.good(self.measured(each, CHOSEN, CHOICE)[0])[0].mean(axis=1) for each in policies]
        behind = np.quantile(np.max(fresh, axis=0) - np.stack(fresh), 0.9, axis=1)
        order = [int(each) for each in np.argsort(behind, kind="stable")]
        seen = self.aims.points(self.measured(plan.scenario)[0], rivals)
        return Found(
            plan.scenario, tuple(policies[n] for n in order),
            np.vstack([seen, done.points[[kept[n] for n in order]]]), done.points, fresh[order[0]],
        )  # fmt: skip


def _ruled(menu: RuleMenu, values: Values) -> list[Values]:
    """Return a fixed plan with one of its parts at work only where what is seen is low, for each of them."""
    active = [offer.kind for offer, _ in menu.divided(values)]
    return [{**values, f"{kind}.rule": "low", f"{kind}.level": 0.75} for kind in active]


def enough_of(plan: Scenario, finder: Finder) -> float:
    """Return what the best fixed plan reaches in half of the companies searched on, in the first objective's unit."""
    return float(np.median(finder.good(plan)) * OUTCOME[finder.aims.main].direction)
