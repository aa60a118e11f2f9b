"""A scenario with its runs: what comparisons, figures and tables are made from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.in_brief import in_brief
from ...model.outcomes import OUTCOME
from ...model.simulation import Run, whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ...scenarios.words.declared import called, text_of

Floats = npt.NDArray[np.float64]


def company_only(run: Run) -> Run:
    """Return a run without its departments and features, for whoever does not look at them: it takes a fifth."""
    return replace(run, values=np.ascontiguousarray(run.values[:, :, :1]), use=None)


@by_value
@dataclass(frozen=True)
class Triggered:
    """How often an intervention that waits for a condition began, and when.

    Attributes
    ----------
    scenario : str
    label_en, label_de : str
        The intervention in words.
    when, when_en, when_de : str
        Its condition, as in the scenario and in words.
    share : float
        Share of replicates in which it began.
    month : float
        Median month in which it began, where it did; NaN if it never did.
    """

    scenario: str
    label_en: str
    label_de: str
    when: str
    when_en: str
    when_de: str
    share: float
    month: float

    def label(self, lang: str) -> str:
        """Return the intervention's name in words."""
        return called(self, lang)

    def condition(self, lang: str) -> str:
        """Return what it waits for, in words."""
        return text_of(self, "when", lang)


@in_brief
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
        """Return the programme's name in words.

        Parameters
        ----------
        lang : {"en", "de"}

        Returns
        -------
        str
        """
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
    def sets(self) -> int:
        """Number of draws that the replicates take in turn; 0 where the company is certain."""
        return len(self.scenario.draws)

    @property
    def starts(self) -> tuple[int, ...]:
        """Points in time at which interventions start, without repeats."""
        return tuple(sorted({each.start for each in self.scenario.interventions}))

    def begun(self, month: int) -> bool:
        """Return whether anything is done before a month ends; where nothing ever is, there is nothing to wait for.

        Parameters
        ----------
        month : int
            From 1 to the horizon.

        Returns
        -------
        bool
        """
        return not self.starts or min(self.starts) < month

    def at(self, outcome: str, month: int, place: int = 0) -> Floats:
        """Return an outcome in a month (from 1) by replicate; place 0 is the company.

        Parameters
        ----------
        outcome : str
            Name of the outcome.
        month : int
            From 1 to the horizon.
        place : int, optional
            0 for the company, then the departments from 1.

        Returns
        -------
        float64 array
            [replications], in the outcome's unit.

        Raises
        ------
        InputError
            For an unknown outcome, or a month or place that there is not.
        """
        return self.run.of(outcome, place)[:, whole_number(month, 1, self.months, "month") - 1]

    def path(self, outcome: str, place: int = 0) -> Floats:
        """Return an outcome by replicate and month, [replications, months].

        Parameters
        ----------
        outcome : str
            Name of the outcome.
        place : int, optional
            0 for the company, then the departments from 1.

        Returns
        -------
        float64 array
            In the outcome's unit.

        Raises
        ------
        InputError
            For an unknown outcome or place.
        """
        return self.run.of(outcome, place)

    def use_share(self, month: int, way: int = 0) -> Floats:
        """Return the mean share of people by department and feature, [D, F]; NaN where irrelevant.

        ``way`` 0 is deep use, 1 compliance. Needs a run with ``record_features=True``.

        Parameters
        ----------
        month : int
            From 1 to the horizon.
        way : int, optional
            0 for real use, 1 for the bare minimum.

        Returns
        -------
        float64 array
            In [0, 1].

        Raises
        ------
        InputError
            For a month that there is not, or a run without use by feature.
        """
        if self.run.use is None:
            raise InputError("the run keeps no use by feature; make it with record_features=True.")
        setting = self.scenario.company.setting
        heads = setting.departments[:, :1]
        month = whole_number(month, 1, self.months, "month")
        share = self.run.use[:, month - 1, :, :, way].mean(axis=0) / heads
        bits = (setting.relevant[:, None] >> np.arange(share.shape[1], dtype=np.uint32)) & 1
        return np.where(bits == 1, share, np.nan)

    def spending(self) -> Floats:
        """Return programme spending within the horizon by replicate, EUR.

        Returns
        -------
        float64 array
            [replications], 0 or more.
        """
        if self.run.fired.shape[1]:
            return self.run.of("cost")[:, -1]
        return np.full(self.replications, self.scenario.total_cost)

    def triggered(self) -> tuple[Triggered, ...]:
        """Return how often the interventions that wait for a condition began, in the scenario's order.

        Returns
        -------
        tuple[Triggered, ...]
            Empty where nothing waits.
        """
        found = []
        for each, months in zip(self.scenario.triggered, self.run.fired.T, strict=True):
            condition, where = each.trigger, self._department_labels()
            if condition is None:  # it has a date, and stops by a rule
                continue
            begun = months[months >= 0]
            words = {lang: condition.in_words(where[lang], lang) for lang in where}
            found.append(
                Triggered(
                    scenario=self.name, label_en=each.label("en"), label_de=each.label("de"), when=str(condition),
                    when_en=words["en"], when_de=words["de"], share=len(begun) / self.replications,
                    month=float(np.median(begun)) if len(begun) else math.nan,
                )
            )  # fmt: skip
        return tuple(found)

    def _department_labels(self) -> dict[str, dict[str, str]]:
        departments = self.scenario.company.organisation.departments
        return {lang: {each.name: called(each, lang) for each in departments} for lang in ("en", "de")}


def direction_of(outcome: str) -> int:
    """Return 1 if more of an outcome counts as better and -1 if less does; more, if it is neither."""
    return OUTCOME[outcome].direction or 1


def ordered(programmes: Sequence[Programme], outcome: str, month: int) -> list[Programme]:
    """Return the programmes from the best mean of an outcome to the worst; the first given wins ties."""
    means = [direction_of(outcome) * float(each.at(outcome, month).mean()) for each in programmes]
    return [programmes[i] for i in sorted(range(len(programmes)), key=lambda i: -means[i])]
