"""A scenario with its runs: what comparisons, figures and tables are made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..model.errors import InputError
from ..model.simulation import Run, whole_number
from ..scenarios.scenario import Scenario

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Programme:
    """One scenario of a comparison and its runs.

    Attributes
    ----------
    scenario : Scenario
    run : Run
        Replicate k is paired with replicate k of every other programme.
    is_baseline : bool
    """

    scenario: Scenario
    run: Run
    is_baseline: bool = False

    @property
    def name(self) -> str:
        """Machine name."""
        return self.scenario.name

    def label(self, lang: str) -> str:
        """Return the programme's name in words."""
        return self.scenario.title(lang)

    @property
    def months(self) -> int:
        """Number of months."""
        return int(self.run.values.shape[1])

    @property
    def replications(self) -> int:
        """Number of replicates."""
        return int(self.run.values.shape[0])

    @property
    def starts(self) -> tuple[int, ...]:
        """Points in time at which interventions start, without repeats."""
        return tuple(sorted({each.start for each in self.scenario.interventions}))

    def at(self, outcome: str, month: int, place: int = 0) -> Floats:
        """Return an outcome in a month (from 1) by replicate; place 0 is the company.

        Raises
        ------
        InputError
            For an unknown outcome, or a month or place that there is not.
        """
        return self.run.of(outcome, place)[:, whole_number(month, 1, self.months, "month") - 1]

    def path(self, outcome: str, place: int = 0) -> Floats:
        """Return an outcome by replicate and month, [replications, months]."""
        return self.run.of(outcome, place)

    def use_share(self, month: int, way: int = 0) -> Floats:
        """Return the mean share of people by department and feature, [D, F]; NaN where irrelevant.

        ``way`` 0 is deep use, 1 compliance. Needs a run with ``record_features=True``.
        """
        if self.run.use is None:
            raise InputError("the run keeps no use by feature; make it with record_features=True.")
        setting = self.scenario.company.setting
        heads = setting.departments[:, :1]
        month = whole_number(month, 1, self.months, "month")
        share = self.run.use[:, month - 1, :, :, way].mean(axis=0) / heads
        bits = (setting.relevant[:, None] >> np.arange(share.shape[1], dtype=np.uint32)) & 1
        return np.where(bits == 1, share, np.nan)
