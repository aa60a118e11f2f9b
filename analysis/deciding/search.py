"""The search for the best mix: first samples of what could be bought, then upwards from the best of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...scenarios.core.scenario import Scenario
from .climbing import climb
from .menu import Menu, Parameters
from .mix import Mix
from .objective import Objective
from .sampling import sample
from .trials import Trials, Tried
from .worlds import Worlds

TRIALS = 2000
"""Mixes tried by default."""
SAMPLED = 0.15
"""Share of the proposals that are sampled, at least all that a search begins with."""


@dataclass(eq=False)
class Search:
    """One search: the company, the budget, the worlds it looks at.

    Attributes
    ----------
    base : Scenario
        The company without any programme.
    menu : Menu
    budget : float
        EUR.
    objective : Objective
    worlds : Worlds
    seed : int
    """

    base: Scenario
    menu: Menu
    budget: float
    objective: Objective
    worlds: Worlds
    seed: int

    def score(self, mix: Mix) -> float:
        """Return how good a mix is on the search's worlds."""
        return self._trials().score(mix)

    def _trials(self, number: int = 0, progress: Callable[[int], object] | None = None) -> Trials:
        how = (self.base, self.menu, self.budget, self.objective, self.worlds)
        return Trials(*how, number, progress or (lambda _: None))

    def run(
        self, guesses: Sequence[Parameters], trials: int, progress: Callable[[int], object] | None = None
    ) -> list[Tried]:
        """Try mixes and return those that differ, the best first.

        Proposals depend on the seed and on scores only, so the same seed gives the same mixes with any number of
        threads.

        Parameters
        ----------
        guesses : sequence of dict
            Values on the menu to begin with.
        trials : int
            Proposals; fewer are made where nothing is left to propose.
        progress : callable, optional
            Called with the proposals made since, ``trials`` in all.
        """
        proposals = self._trials(trials, progress)
        sample(proposals, guesses, min(trials, max(len(guesses), int(SAMPLED * trials))), self.seed)
        climb(proposals, self.seed)
        if progress and proposals.left:
            progress(proposals.left)
        return proposals.tried()
