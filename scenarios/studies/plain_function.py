"""The engine as a plain function of what is uncertain, for SALib, the EMA workbench and other workbenches."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...model.simulation import worker_count
from ..core.scenario import Scenario
from ..files.changes import changed
from ..files.targets import numbers
from .definition import COMPANY
from .designs import lhs, single
from .study import Study
from .uncertainty import Uncertainty
from .work import engine

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PlainFunction:
    """A scenario as a function: numbers that are uncertain in, means of outcomes over the replicates out.

    Replicate k is the same people and chance in every call, so the function is deterministic and smooth in the sense
    of common random numbers: what differs between two calls comes from what was put in.

    Parameters
    ----------
    scenario : Scenario, str or Path
        Or the name of a shipped one, or its file.
    uncertainties : tuple of Uncertainty
        What is put in, in this order where it has no names.
    outcomes : tuple of str
        What comes out.
    month : int, optional
        Of the outcomes, from 1; the scenario's last by default.
    department : str
        ``company`` for the whole.
    replications, seed : int
        Companies simulated in a call, and the root of their chance.
    workers : int, optional
        Threads in `at` (default: one per core); results do not depend on them.

    Raises
    ------
    InputError
        For what the scenario does not have.

    Examples
    --------
    >>> weight = Uncertainty("behaviour.peer_weight")
    >>> use = PlainFunction("aligned_kpis", (weight,), month=6, replications=2)
    >>> sorted(use(**{"behaviour.peer_weight": 1.0}))
    ['deep_use']
    >>> use.at([[1.0], [1.5]]).shape
    (2,)
    """

    scenario: Scenario | str | Path
    uncertainties: tuple[Uncertainty, ...]
    outcomes: tuple[str, ...] = ("deep_use",)
    month: int | None = None
    department: str = COMPANY
    replications: int = 10
    seed: int = 0
    workers: int | None = None

    def __post_init__(self) -> None:
        worker_count(self.workers)
        _ = self._study  # checks all that is given

    @cached_property
    def _study(self) -> Study:
        design = lhs(self.uncertainties, 1) if self.uncertainties else single()
        scenarios: Any = (self.scenario,)
        months = () if self.month is None else (self.month,)
        return Study(
            "function", scenarios, self.uncertainties, design, self.replications, self.seed, self.outcomes,
            months, (self.department,),
        )  # fmt: skip

    @property
    def names(self) -> tuple[str, ...]:
        """Names of what is put in."""
        return tuple(each.name for each in self._study.uncertainties)

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib calls a problem, for `at_shares`: names, groups and outputs, each between 0 and 1."""
        return {**self._study.design.problem, "outputs": list(self._study.outcomes)}

    def __call__(self, **values: float) -> dict[str, float]:
        """Return the outcomes for values by name; what is left out stays as it is in the scenario.

        Raises
        ------
        InputError
            For a name that is none of the uncertainties, or a value that the scenario cannot take.
        """
        return dict(zip(self._study.outcomes, self._means(values).tolist(), strict=True))

    def at(self, points: npt.ArrayLike) -> Floats:
        """Return the outcomes at points, [n, uncertainties], as [n] or, of several outcomes, [n, outcomes].

        Parameters
        ----------
        points : array
            Values [n, uncertainties], each within its range.

        Returns
        -------
        float64 array
            In the outcomes' units.

        Raises
        ------
        InputError
            For another shape, or values that the scenario cannot take.
        """
        found = numbers(points, "points")
        if found.ndim != 2 or found.shape[1] != len(self.names):
            problem = "points of shape {shape} do not fit {count} uncertainties; give one column each."
            raise InputError(problem, field="points", shape=found.shape, count=len(self.names))
        with ThreadPoolExecutor(worker_count(self.workers)) as pool:
            means = list(pool.map(lambda row: self._means(dict(zip(self.names, row, strict=True))), found.tolist()))
        values = np.array(means).reshape(len(found), len(self._study.outcomes))
        return values[:, 0] if len(self._study.outcomes) == 1 else values

    def at_shares(self, shares: npt.ArrayLike) -> Floats:
        """Return the outcomes as `at`, where each uncertainty is given as a probability of its distribution, 0 to 1.

        Parameters
        ----------
        shares : array
            Probabilities [n, uncertainties], in [0, 1].

        Returns
        -------
        float64 array
            In the outcomes' units.

        Raises
        ------
        InputError
            For another shape, or numbers outside 0 to 1.
        """
        found = numbers(shares, "shares")
        if found.ndim != 2 or found.shape[1] != len(self.names) or not ((found >= 0.0) & (found <= 1.0)).all():
            problem = "give shares from 0 to 1, a column for each of the {count} uncertainties."
            raise InputError(problem, field="shares", count=len(self.names))
        columns = [each.at(found[:, k]) for k, each in enumerate(self._study.uncertainties)]
        return self.at(np.column_stack(columns) if columns else np.empty((len(found), 0)))

    def _means(self, values: Mapping[str, float]) -> Floats:
        """Return the means over the replicates, [outcomes]."""
        study, known = self._study, {each.name: each for each in self._study.uncertainties}
        for name, value in values.items():
            if name not in known:
                raise unknown("uncertainty", name, known)
            known[name].target.check(value)
        there = [(each.target, float(values[name])) for name, each in known.items() if name in values]
        scenario = changed(study.scenarios[0], there)
        out = engine(scenario, scenario.schedule.first(study.last_month), study.seed, 0, study.replications)
        kept: Floats = out[study.kept(0, study.replications)]
        return np.asarray(kept[:, 0, 0].mean(axis=0))
