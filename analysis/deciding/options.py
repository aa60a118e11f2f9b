"""What is compared in the end: the mixes found and their rivals, on companies that no search has seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.simulation import Run
from ...scenarios.ground.by_value import by_value
from ..base.least_sizes import known
from ..base.programme import Programme, company_only
from ..comparing.costs import payback
from .mix import Mix
from .objective import Objective
from .worlds import COMPARED, FINAL, Worlds, by_world

Floats = npt.NDArray[np.float64]

BEST, SECOND, NOTHING, TOOLING, TRAINING = "best", "second", "nothing", "all_tooling", "all_training"


@by_value
@dataclass(frozen=True)
class Option:
    """One thing that can be done, and what came out of it.

    Attributes
    ----------
    mix : Mix
    cost : float
        Spending within the horizon, EUR (mean over companies).
    level : float
        The criterion: mean, worst case or probability, in the objective's unit.
    behind, behind_low, behind_high : float
        How far the best mix is ahead of it, with 95 % limits over worlds; 0 and NaN for the best itself.
    gain, gain_low, gain_high : float
        How far it is ahead of doing nothing.
    likely_best : float
        Share of worlds in which it is the best of all compared; NaN with fewer than 6 worlds.
    regret : float
        Mean over worlds of what is lost against the best in each.
    payback_month, payback_share : float
        Median month in which net value has caught up with doing nothing, NaN if fewer than half do; and the
        share of companies in which it does.
    """

    mix: Mix
    cost: float
    level: float
    behind: float
    behind_low: float
    behind_high: float
    gain: float
    gain_low: float
    gain_high: float
    likely_best: float
    regret: float
    payback_month: float
    payback_share: float

    @property
    def name(self) -> str:
        """Machine name."""
        return self.mix.name

    def label(self, lang: str) -> str:
        """Return its name in words."""
        return self.mix.scenario.title(lang)


@by_value
@dataclass(frozen=True)
class Rival:
    """A shipped programme at the same budget against the best mix.

    Attributes
    ----------
    mix : Mix
    level : float
        The criterion.
    behind, low, high : float
        How far the best mix is ahead of it, with 95 % limits over worlds.
    gain, gain_low, gain_high : float
        How far it is ahead of doing nothing, likewise.
    """

    mix: Mix
    level: float
    behind: float
    low: float
    high: float
    gain: float
    gain_low: float
    gain_high: float


@dataclass(frozen=True, eq=False)
class Field:
    """Programmes run in all worlds, on the same companies.

    Attributes
    ----------
    mixes : tuple of Mix
    runs : tuple of Run
        Outcomes of the whole company only, [worlds * replicates, months, 1, outcomes], worlds in turn.
    worlds : int
    objective : Objective
    seed : int
    """

    mixes: tuple[Mix, ...]
    runs: tuple[Run, ...]
    worlds: int
    objective: Objective
    seed: int

    def values(self, number: int) -> Floats:
        """Return the objective's outcome of a programme by world and replicate."""
        values = self.runs[number].of(self.objective.outcome)[:, self.objective.month - 1]
        return by_world(values, self.worlds)

    def by_world(self) -> Floats:
        """Return by world and programme what counts, greater being better, [worlds, programmes]."""
        return np.column_stack([what_counts(self.values(n), self.objective) for n in range(len(self.mixes))])

    def programme(self, number: int) -> Programme:
        """Return a programme with its runs, for costs and figures."""
        return Programme(self.mixes[number].scenario, self.runs[number], self.mixes[number].name == NOTHING)


def what_counts(values: Floats, objective: Objective) -> Floats:
    """Return by world what counts of an outcome by world and replicate, greater being better."""
    if objective.risk == "target":
        return np.asarray(objective.reached(values).mean(axis=1))
    return np.asarray(objective.direction * values.mean(axis=1))


def compared(
    mixes: Sequence[Mix], worlds: Worlds, objective: Objective, first: int = COMPARED, count: int = FINAL
) -> Field:
    """Run programmes in all worlds on fresh companies, the same for each."""
    runs = tuple(company_only(worlds.runs(each.scenario, first, count)) for each in mixes)
    return Field(tuple(mixes), runs, len(worlds), objective, worlds.seed)


def options(field: Field, beside: Floats | None = None) -> tuple[Option, ...]:
    """Return what came out of each programme; the first is the best mix, and one is doing nothing.

    Parameters
    ----------
    field : Field
    beside : float64 array [worlds, others], optional
        What counts of other mixes that might be the best in a world, as `Field.by_world` has it.
    """
    own = field.by_world()
    table = own if beside is None else np.column_stack([own, beside])
    top = table.max(axis=1)
    winners = table >= top[:, None]
    shares = (winners / winners.sum(axis=1, keepdims=True)).mean(axis=0)
    likely = [known("share", len(table), float(share)) for share in shares]
    nothing = next(n for n, each in enumerate(field.mixes) if each.name == NOTHING)
    return tuple(
        _option(field, number, nothing, likely[number], float((top - table[:, number]).mean()))
        for number in range(len(field.mixes))
    )


def _option(field: Field, number: int, nothing: int, share: float, regret: float) -> Option:
    o, ours = field.objective, field.values(number)
    none = (0.0, math.nan, math.nan)
    behind = o.difference(field.values(0), ours, field.seed) if number else none
    gain = o.difference(ours, field.values(nothing), field.seed) if number != nothing else none
    programme = field.programme(number)
    months = payback(programme, field.programme(nothing))
    paid = float(np.isfinite(months).mean()) if programme.spending().mean() > 0.0 else math.nan
    return Option(
        field.mixes[number], round(float(programme.spending().mean()), 2), o.criterion(ours), *behind, *gain,
        share, regret,
        payback_month=float(np.median(months)) if paid > 0.5 else math.nan, payback_share=paid,
    )  # fmt: skip


def rivals(
    best: Floats, nothing: Floats, shipped: Sequence[Mix], worlds: Worlds, objective: Objective
) -> tuple[Rival, ...]:
    """Return the shipped programmes against the best mix and against doing nothing, on the final companies.

    Parameters
    ----------
    best, nothing : float64 array [worlds, replicates]
        The objective's outcome on the companies of the final comparison.
    """
    found = []
    for each in shipped:
        theirs = worlds.values(each.scenario, objective.outcome, objective.month, COMPARED, FINAL)
        ahead = objective.difference(best, theirs, worlds.seed)
        gain = objective.difference(theirs, nothing, worlds.seed)
        found.append(Rival(each, objective.criterion(theirs), *ahead, *gain))
    return tuple(sorted(found, key=lambda each: each.behind))
