"""Looks at the situations at one behaviour, each only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...model.behaviour import Behaviour
from .band_settings import Case, Floats, Observed, case, typical_cases


class Watch:
    """Looks at situations at one behaviour, each only when it is asked for.

    Parameters
    ----------
    behaviour : Behaviour
    replications : int
        Replicates of each situation with one company.
    companies : int
        Typical companies, one replicate each.
    seed : int
        Root seed; the same people and chance at every behaviour.
    change : callable, optional
        What is changed about every situation before it is looked at.
    """

    def __init__(
        self, behaviour: Behaviour, replications: int, companies: int, seed: int,
        change: Callable[[Case], Case] = lambda one: one,
    ) -> None:  # fmt: skip
        self.behaviour = behaviour
        self.replications = replications
        self.companies = companies
        self.seed = seed
        self.change = change
        self._seen: dict[str, Observed] = {}
        self._typical: Floats | None = None

    def see(self, situation: str) -> Observed:
        """Return what is seen in a situation."""
        if situation not in self._seen:
            certain = situation == "no_use"  # without use nothing is left to chance
            one = self.change(case(situation))
            self._seen[situation] = one.run(self.behaviour, 1 if certain else self.replications, self.seed)
        return self._seen[situation]

    def mean(self, situation: str, outcome: str, month: int, place: int = 0) -> float:
        """Return an outcome's mean over replicates in a month (from 1)."""
        return float(self.see(situation).of(outcome, month, place).mean())

    def curve(self, situation: str) -> Floats:
        """Return mean real use by month."""
        return np.asarray(self.see(situation).path("deep_use").mean(axis=0))

    def typical(self) -> Floats:
        """Return unused in the last quarter, completeness, accuracy, real use by typical company, month 12, [n, 4]."""
        if self._typical is None:
            names = ("unused_last_quarter", "data_completeness", "data_accuracy", "deep_use")
            rows = []
            for number, one in enumerate(typical_cases(self.companies)):
                done = self.change(one).run(self.behaviour, 1, self.seed, number)
                rows.append([float(done.of(name, 12)[0]) for name in names])
            self._typical = np.array(rows)
        return self._typical
