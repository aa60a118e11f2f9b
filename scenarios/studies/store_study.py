"""From a store back to the study that it holds, and to its single runs by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...model.simulation import whole_number
from ..core.provenance import restored, restored_scenario
from .definition import StudyDefinition
from .designs import KINDS, Design
from .store_schema import quoted
from .uncertainty import Uncertainty
from .work import Unit

if TYPE_CHECKING:
    from .store_reading import StoredStudy

D = TypeVar("D", bound=StudyDefinition)
Floats = npt.NDArray[np.float64]


def study_in(stored: StoredStudy, kind: Callable[..., D], *, allow_plugins: bool = False) -> D:
    """Return the study as it was defined, with the replications and points of now, as the kind that is wanted."""
    with stored.together():
        name, seed, replications, record = stored.head()
        design, kept, written = _design(stored, record), stored.definition, stored.definitions("scenarios")
    scenarios = (restored_scenario(each, allow_plugins=allow_plugins) for each in written)
    return kind(
        name=name, seed=seed, replications=replications, design=design, uncertainties=design.uncertainties,
        scenarios=tuple(scenarios), keep=kept["keep"],
        outcomes=tuple(kept["outcomes"]), months=tuple(kept["months"]), departments=tuple(kept["departments"]),
    )  # fmt: skip


def _design(stored: StoredStudy, record: Mapping[str, Any]) -> Design:
    """Return the design: made again, or the points themselves where that gives others today."""
    uncertainties = tuple(_uncertainty(each) for each in stored.definitions("uncertainties"))
    points = stored.points
    if record["kind"] in KINDS and record["kind"] != "file":
        made = Design(record["kind"], uncertainties, len(points), record["options"])
        if np.array_equal(made.points, points):
            return made
    return Design(record["kind"], uncertainties, len(points), record["options"], points)


def _uncertainty(record: Mapping[str, Any]) -> Uncertainty:
    """Return an uncertainty; single values are their own range."""
    of_values = {"low": None, "high": None} if record["values"] else {}
    found: Uncertainty = restored(Uncertainty, {**record, **of_values})
    return found


def run_name(scenario: str, point: int, replicate: int) -> str:
    """Return the name of a run: SCENARIO/POINT/REPLICATE, numbers from 0."""
    return f"{scenario}/{point}/{replicate}"


def run_named(study: StudyDefinition, name: str) -> Unit:
    """Return the run of a name.

    Raises
    ------
    InputError
        If the study has no such run, with what it has.
    """
    scenario, *numbers = name.rsplit("/", 2)
    names = [each.name for each in study.scenarios]
    if len(numbers) != 2 or not all(each.isdecimal() for each in numbers):
        problem = "{name!r} is no run; write SCENARIO/POINT/REPLICATE, for example {example}."
        raise InputError(problem, field="RUN", name=name, example=run_name(names[0], 0, 0))
    if scenario not in names:
        raise unknown("scenario", scenario, names).within(field="RUN")
    sizes = {"point": len(study.design), "replicate": study.replications}
    point, replicate = (
        whole_number(int(each[:12]), 0, size - 1, f"RUN.{kind}")
        for each, (kind, size) in zip(numbers, sizes.items(), strict=True)
    )
    return Unit(names.index(scenario), point, replicate, 1)


def stored_run(stored: StoredStudy, study: StudyDefinition, unit: Unit) -> Floats | str | None:
    """Return what is stored of a run: outcomes [months, places, outcomes], its error, or None if it is missing.

    Of studies that keep means only, the outcomes of a single run are missing.
    """
    key = [study.scenarios[unit.scenario].name, unit.point, unit.first]
    where = "WHERE scenario = ? AND point = ? AND replicate = ?"
    if failed := stored.rows(f"SELECT error FROM errors {where}", *key):
        return str(failed[0][0])
    if study.keep == "means":
        return None
    columns = ", ".join(quoted(each) for each in study.outcomes)
    rows = stored.rows(f"SELECT month, department, {columns} FROM outcomes {where}", *key)
    if not rows:
        return None
    found = np.full((len(study.months), len(study.departments), len(study.outcomes)), np.nan)
    for month, department, *values in rows:
        place = study.months.index(month), study.departments.index(department)
        found[place] = [np.nan if each is None else each for each in values]
    return found
