"""Phase maps: an outcome over two uncertainties, and where the start decides the end (hysteresis)."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...model.in_brief import in_brief
from ...model.phrase import both
from ...scenarios.files.changes import present
from ...scenarios.files.targets import target_of
from .failing import condition
from .study_runs import Axis, StudyRuns, runs_of, study_file

if TYPE_CHECKING:
    from ...scenarios.studies.study import StudyFile

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
LEAST = 3
"""With fewer values along an axis there is nothing to draw contours through."""
_CONFIDENCE = 0.95


@in_brief
@dataclass(frozen=True, eq=False)
class PhaseMapResult:
    """An outcome, or a difference of it, over a grid of two uncertainties.

    Attributes
    ----------
    runs : StudyRuns
        Of which scenario, outcome and month.
    x, y : Axis
    xs, ys : float64 arrays
        Values of the grid.
    mean : float64 array [ys, xs]
        Mean over the replicates.
    half_width : float64 array [ys, xs]
        Of its 95 % confidence interval (t, over the replicates); NaN where single runs are not known.
    between : Axis or None
        Uncertainty between whose ends the difference is taken: the outcome at its largest value less that at its
        smallest, replicate by replicate.
    others : tuple of Axis
        Further uncertainties of the grid, averaged over.
    level : float or None
        Of special interest.
    own : tuple of float or None
        Values of x and y that the scenario itself has.
    """

    runs: StudyRuns
    x: Axis
    y: Axis
    xs: Floats
    ys: Floats
    mean: Floats
    half_width: Floats
    between: Axis | None = None
    others: tuple[Axis, ...] = ()
    level: float | None = None
    own: tuple[float | None, float | None] = (None, None)

    @property
    def is_difference(self) -> bool:
        """Whether the map shows differences."""
        return self.between is not None or bool(self.runs.against)

    @property
    def reached(self) -> Flags:
        """Where the mean is at the level or above, [ys, xs]; nowhere without a level."""
        level = np.inf if self.level is None else self.level
        return np.asarray(self.mean >= level)

    @property
    def undecided(self) -> Flags:
        """Where the confidence interval holds the level, so that more replicates could change sides, [ys, xs]."""
        level = np.inf if self.level is None else self.level
        return np.asarray(np.abs(self.mean - level) < self.half_width)

    @property
    def share(self) -> float:
        """Share of the grid at the level or above, each point for the part of the map that is nearest to it."""
        weights = np.outer(_parts(self.ys), _parts(self.xs))
        return float((weights * self.reached).sum() / weights.sum())


def _parts(values: Floats) -> Floats:
    """Return the length of the part of an axis that is nearest to each of its values."""
    middles = np.concatenate([values[:1], (values[1:] + values[:-1]) / 2.0, values[-1:]])
    return np.diff(middles)


def mapped(
    stored: StudyFile | Path | str, x: str, y: str, outcome: str | None = None, *, between: str | None = None,
    level: float | str | None = None, scenario: str | None = None, against: str | None = None,
    month: int | None = None, department: str = "company",
) -> PhaseMapResult:  # fmt: skip
    """Return an outcome of a study over two of its uncertainties, see `told_map.phase_map`."""
    stored = study_file(stored)
    names = stored.uncertainties
    _check_names(names, {"--x": x, "--y": y} | ({"--between": between} if between else {}))
    name = _outcome(stored, outcome)
    runs = runs_of(stored, name, scenario=scenario, against=against, month=month, department=department)
    columns = [names.index(each) for each in (x, y, *([between] if between else []))]
    values = _on_grid(runs, columns)
    if between:
        values = values[:, :, -1] - values[:, :, 0]
    mean, half_width = _estimated(values.swapaxes(0, 1))
    axes = [runs.axes[each] for each in columns]
    xs, ys = (np.unique(runs.points[:, each]) for each in columns[:2])
    others = tuple(each for k, each in enumerate(runs.axes) if k not in columns)
    return PhaseMapResult(
        runs, axes[0], axes[1], xs, ys, mean, half_width, axes[2] if between else None, others, _level(level, name),
        _own(stored, runs.scenario, x, y),
    )  # fmt: skip


def _own(stored: StudyFile, scenario: str, x: str, y: str) -> tuple[float | None, float | None]:
    """Return the values that the scenario itself has."""
    told = stored.study().scenarios[stored.scenarios.index(scenario)]
    return present(told, target_of(x)), present(told, target_of(y))


def _check_names(names: tuple[str, ...], given: dict[str, str]) -> None:
    for field, name in given.items():
        if name not in names:
            raise unknown("uncertainty of the study", name, names).within(field=field)
    if len(set(given.values())) < len(given):
        raise InputError("{names} must be different uncertainties.", names=both(given), field="--y")


def _outcome(stored: StudyFile, outcome: str | None) -> str:
    if outcome is not None:
        return outcome
    if len(stored.outcomes) > 1:
        problem = "the study keeps several outcomes; choose one of {names}."
        raise InputError(problem, field="--outcome", names=", ".join(stored.outcomes))
    return stored.outcomes[0]


def _level(level: float | str | None, outcome: str) -> float | None:
    return None if level is None else condition(f">={level}", outcome, "--level").level


def _on_grid(runs: StudyRuns, columns: list[int]) -> Floats:
    """Return the values by x, y, perhaps a third axis, and replicate, averaged over all other axes."""
    places = [np.unique(runs.points[:, each], return_inverse=True) for each in columns]
    shape = tuple(len(values) for values, _ in places)
    if min(shape[:2]) < LEAST or min(shape) < 2:
        problem = "a map needs {least} or more values along each axis, and two to take a difference between."
        raise InputError(problem, field="design", file=runs.study, least=LEAST)
    cell = np.ravel_multi_index(tuple(np.asarray(inverse) for _, inverse in places), shape)
    count = np.bincount(cell, minlength=prod(shape))
    if count.min() != count.max():
        problem = (
            "its points are no grid of these uncertainties, so there is no mean for every place of the map; make a "
            'study with design = { kind = "grid" }.'
        )
        raise InputError(problem, field="design", file=runs.study)
    sums = np.zeros((len(count), runs.values.shape[1]))
    np.add.at(sums, cell, runs.values)
    return (sums / count[:, None]).reshape(*shape, -1)


def _estimated(values: Floats) -> tuple[Floats, Floats]:
    """Return mean and half-width of the 95 % interval over the replicates, the last axis."""
    mean, count = values.mean(axis=-1), values.shape[-1]
    if count < 2:
        return mean, np.full(mean.shape, np.nan)
    from scipy.special import stdtrit

    reach = float(stdtrit(count - 1, 0.5 + _CONFIDENCE / 2.0))
    return mean, reach * values.std(axis=-1, ddof=1) / np.sqrt(count)
