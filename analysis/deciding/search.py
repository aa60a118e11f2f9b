"""The search for the best mix: Optuna's proposals and neighbours of what is best so far, on the same worlds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.adding import added
from ...scenarios.ground.extras import needed
from .menu import OFF, Menu, Parameters
from .mix import Mix, build
from .objective import Objective
from .worlds import Worlds

TRIALS = 600
"""Mixes tried by default."""
REPLICATES = 2
"""Companies by world on which the search looks; what it finds is compared on fresh ones."""
_LEADERS = 8
"""Best mixes so far from whose neighbourhood proposals come."""
LONG, EXCHANGED_AT, EXCHANGED = 200, 0.6, (0.2, 0.4)
"""From so many proposals on, and after which share of them, what the best mix leaves out is tried in it: for which
shares of its money."""
_PER_ROUND = 4
"""Neighbours proposed after each `_PER_ROUND` of the sampler's own proposals."""


@dataclass(frozen=True, eq=False)
class Tried:
    """A mix and its score on the search's worlds."""

    mix: Mix
    score: float


def check_optuna() -> None:
    """Refuse where Optuna is not installed."""
    needed("optuna", what=Phrase("decisions"), name="Optuna")


@dataclass(eq=False)
class Search:
    """One search: the company, the budget, the worlds it looks at, and what was tried.

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
        values = self.worlds.values(mix.scenario, self.objective.outcome, self.objective.month, 0, REPLICATES)
        return self.objective.score(values)

    def run(
        self, guesses: Sequence[Parameters], trials: int, progress: Callable[[int], object] | None = None
    ) -> list[Tried]:
        """Try mixes and return those that differ, the best first.

        The sampler is Optuna's tree-structured Parzen estimator (Bergstra et al. 2011, Advances in
        Neural Information Processing Systems 24) with the budget as its constraint; between its
        proposals stand neighbours of the best mixes so far, which settle the details, and once every
        intervention that the best leaves out, in its place for a part of the money. Proposals depend
        on the seed and on scores only, so the same seed gives the same mixes with any number of threads.
        """
        optuna = _quiet_optuna()
        sampler = optuna.samplers.TPESampler(seed=self.seed % 2**32, n_startup_trials=len(guesses))
        study = optuna.create_study(direction="maximize", sampler=sampler)
        space = {name: _distribution(optuna, values) for name, values in self.menu.choices().items()}
        chance = np.random.default_rng(self.seed)
        known: dict[str, Tried] = {}
        for guess in guesses[:trials]:
            study.enqueue_trial(guess)
        for number in range(trials):
            if trials >= LONG and number == int(EXCHANGED_AT * trials) and known:
                for each in exchanges(self.menu, max(known.values(), key=lambda each: each.score)):
                    study.enqueue_trial(each)
            if number >= len(guesses) and number % (2 * _PER_ROUND) >= _PER_ROUND and known:
                leaders = sorted(known.values(), key=lambda each: -each.score)[:_LEADERS]
                study.enqueue_trial(neighbour(self.menu, leaders, chance))
            trial = study.ask(space)
            self._tell(study, trial, known)
            if progress:
                progress(1)
        return sorted(known.values(), key=lambda each: -each.score)

    def _tell(self, study: Any, trial: Any, known: dict[str, Tried]) -> None:
        """Score one proposal; what cannot be had for the budget violates the constraint."""
        mix = self._built(dict(trial.params))
        over = self.budget if mix is None else mix.cost - self.budget * (1.0 + 1e-9)
        trial.set_constraint("overspent", over)  # violated above 0
        if mix is None or over > 0.0:
            study.tell(trial, _nothing_found(known))
            return
        key = repr(mix.programme())
        if key not in known:
            known[key] = Tried(mix, self.score(mix))
        study.tell(trial, known[key].score)

    def _built(self, parameters: Parameters) -> Mix | None:
        try:
            return build(self.base, self.menu, parameters, self.budget)
        except InputError:  # does not fit this company, for example a second roll-out
            return None


def _nothing_found(known: dict[str, Tried]) -> float:
    """Return a score no better than any seen, for what cannot be had."""
    return min((each.score for each in known.values()), default=0.0)


def _quiet_optuna() -> Any:
    check_optuna()
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna


def _distribution(optuna: Any, values: tuple[Any, ...] | None) -> Any:
    if values is None:
        return optuna.distributions.FloatDistribution(0.0, 1.0)
    return optuna.distributions.CategoricalDistribution(values)


def neighbour(menu: Menu, leaders: Sequence[Tried], chance: np.random.Generator) -> Parameters:
    """Return the values of a mix near one of the best: one or two things about it changed."""
    best = [each.mix.parameters for each in leaders if each.mix.parameters is not None]
    found = dict(best[int(len(best) * chance.random() ** 2)]) if best else menu.idle()
    for _ in range(1 + int(chance.random() < 0.5)):
        _change(menu, found, chance)
    return found


def exchanges(menu: Menu, leader: Tried) -> list[Parameters]:
    """Return a mix with each intervention that it leaves out, for a fifth and two fifths of its money, early and late.

    An intervention of which little does nothing is not found by small steps from a mix without it, so that two searches
    would end at different mixes.

    Parameters
    ----------
    menu : Menu
    leader : Tried
    """
    best = leader.mix.parameters
    if best is None:
        return []
    choices, weight = menu.choices(), {each.kind: max(0.0, best[each.kind] - OFF) for each in menu.offers}
    total, found = max(added(weight.values()), 1e-9), list[Parameters]()
    for kind, share in ((kind, share) for kind, own in weight.items() if not own for share in EXCHANGED):
        starts = menu.starts(kind)
        divided = {name: own * (1.0 - share) / total for name, own in weight.items()} | {kind: share}
        most = max(divided.values())
        plain = {name: values[0] for name, values in choices.items() if values and name.startswith(f"{kind}.")}
        plain |= {name: 0 for name in plain if name == f"{kind}.lasts"}
        new = {name: OFF + (1.0 - OFF) * own / most if own else 0.0 for name, own in divided.items()}
        found += [{**best, **plain, **new, f"{kind}.start": start} for start in dict.fromkeys((starts[0], starts[-1]))]
    return found


def _change(menu: Menu, values: Parameters, chance: np.random.Generator) -> None:
    """Change one thing in place: an intervention in or out, its part of the money, or how it is done."""
    offers = menu.offers
    active = [each.kind for each in offers if values[each.kind] > OFF]
    kind = offers[int(chance.integers(len(offers)))].kind
    what = chance.random()
    if what < 0.25 or not active:
        values[kind] = 0.0 if values[kind] > OFF and len(active) > 1 else OFF + 0.5 * chance.random()
    elif what < 0.6:
        kind = active[int(chance.integers(len(active)))]
        values[kind] = float(np.clip(OFF + (values[kind] - OFF) * np.exp(chance.normal(0.0, 0.7)), OFF + 0.01, 1.0))
    else:
        _choose(menu, values, active, chance)


def _choose(menu: Menu, values: Parameters, active: Sequence[str], chance: np.random.Generator) -> None:
    """Choose one of the ways in which what is in the mix can be done anew."""
    names = [
        name
        for name, choices in menu.choices().items()
        if choices is not None and (name.partition(".")[0] in active or "." not in name)
    ]
    name = names[int(chance.integers(len(names)))]
    choices = menu.choices()[name]
    if choices:
        values[name] = choices[int(chance.integers(len(choices)))]
