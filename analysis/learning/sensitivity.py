"""Sensitivity: what of all that is not known moves an outcome most - of any values, or of a study's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from ...model.errors import InputError
from ...model.in_brief import in_brief
from .elementary_effects import ElementaryEffects, elementary_effects
from .sobol_indices import SobolIndices, sobol_indices
from .study_runs import StudyRuns, runs_of, study_file
from .swings import Swings, swings

if TYPE_CHECKING:
    from ...scenarios.studies.designs import Design
    from ...scenarios.studies.study import StudyFile

Found = SobolIndices | ElementaryEffects | Swings
_BY_KIND: dict[str, Callable[..., Any]] = {
    "saltelli": sobol_indices, "morris": elementary_effects, "one_at_a_time": swings
}  # fmt: skip


@in_brief
@dataclass(frozen=True, eq=False)
class SensitivityResult:
    """What a study says about one outcome's sensitivity: the runs, and what was found."""

    runs: StudyRuns
    found: Found


def sensitivity(design: Design, values: npt.ArrayLike, points: npt.ArrayLike | None = None) -> Found:
    """Return what moves an outcome most, by the method that a design is made for.

    Parameters
    ----------
    design : Design
        ``saltelli`` (Sobol indices), ``morris`` (elementary effects) or ``one_at_a_time`` (swings).
    values : array [points] or [points, replicates]
        The outcome at the design's points, in their order.
    points : array, optional
        At which the values were computed; refused if they are not the design's.

    Raises
    ------
    InputError
        For other designs, and for values or points that are not the design's.

    Examples
    --------
    >>> from crm_adoption import Uncertainty
    >>> from crm_adoption.scenarios.studies.designs import saltelli
    >>> design = saltelli([Uncertainty("behaviour.peer_weight"), Uncertainty("levers.sponsorship")], 64)
    >>> shares = design.unit
    >>> sensitivity(design, shares[:, 0] + 0.1 * shares[:, 1]).order
    [0, 1]
    """
    if design.kind not in _BY_KIND:
        problem = (
            "the points of a {kind} design do not show which uncertainty moves an outcome; make a study with design = "
            "{{ kind = ... }} of {names}."
        )
        raise InputError(problem, field="design.kind", kind=design.kind, names=", ".join(_BY_KIND))
    found: Found = _BY_KIND[design.kind](design, values, points)
    return found


def analysed(
    stored: StudyFile | Path | str, outcome: str, *, scenario: str | None = None, against: str | None = None,
    month: int | None = None, department: str = "company",
) -> SensitivityResult:  # fmt: skip
    """Return what moves an outcome of a complete study most, see `told_sensitivity.sensitivity_in`."""
    stored = study_file(stored)
    runs = runs_of(stored, outcome, scenario=scenario, against=against, month=month, department=department)
    design = stored.study().design
    try:
        if design.kind in _BY_KIND and design.given is not None:
            problem = (
                "the file's points are not those that a {kind} design of its options gives with this SALib; run the "
                "study again into a new file."
            )
            raise InputError(problem, field="design", kind=design.kind)
        return SensitivityResult(runs, sensitivity(design, runs.values, runs.points))
    except InputError as error:
        raise error.within(file=str(stored.path)) from None
