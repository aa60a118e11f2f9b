"""One outcome of one scenario at every point of a complete study, or its paired difference to another scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...scenarios.core.told import first_month
from ...scenarios.files.targets import target_of
from ...scenarios.ground.by_value import by_value
from ...scenarios.studies.store_connection import at_once
from ...scenarios.studies.study import StudyFile
from ...scenarios.words.declared import own_text
from ...scenarios.words.files import languages
from ...scenarios.words.manner import EURO, Manner

Floats = npt.NDArray[np.float64]


@by_value
@dataclass(frozen=True)
class Axis:
    """One thing that is uncertain, with its range.

    Attributes
    ----------
    name : str
        Name of the uncertainty.
    low, high : float
        Range that the points lie in, in the uncertainty's own unit.
    stepped : bool
        Whether it takes single values only, such as whole numbers.
    log : bool
        Whether its values are spread evenly on the logarithm.
    """

    name: str
    low: float
    high: float
    stepped: bool = False
    log: bool = False


@dataclass(frozen=True, eq=False)
class StudyRuns:
    """What a study holds of one outcome.

    Attributes
    ----------
    study, outcome, department : str
        ``department`` is ``company`` for the whole.
    month : int
    scenario, against : str
        Machine names; with ``against`` the values are differences, replicate by replicate.
    titles : mapping
        Names in words by machine name and language.
    kind : str
        Kind of the design.
    axes : tuple of Axis
    points : float64 array [points, uncertainties]
    values : float64 array [points, replicates]
        One column, the mean over the replicates, if the study keeps means only.
    replications : int
        Replicates behind each point.
    go_live, currency : str
        As in the scenarios looked at; usual where they differ.
    """

    study: str
    outcome: str
    department: str
    month: int
    scenario: str
    against: str
    titles: Mapping[str, Mapping[str, str]]
    kind: str
    axes: tuple[Axis, ...]
    points: Floats
    values: Floats
    replications: int
    go_live: str = ""
    currency: str = EURO

    def manner(self, lang: str) -> str:
        """Return a language with the currency and the calendar of the scenarios looked at."""
        return Manner(lang, self.currency, first_month(self.go_live))

    def title(self, lang: str, scenario: str | None = None) -> str:
        """Return the scenario's name in words, or that of another scenario of the study."""
        return self.titles[self.scenario if scenario is None else scenario][lang]


def study_file(stored: StudyFile | Path | str) -> StudyFile:
    """Return a study's file, opened for reading if its path is given.

    Raises
    ------
    InputError
        For what is neither, and for a file that is no study's.
    """
    if isinstance(stored, (str, Path)):
        return StudyFile(stored)
    if not isinstance(stored, StudyFile):
        raise InputError("{stored!r} is no study; give its file.", stored=stored, field="stored")
    return stored


@at_once
def runs_of(
    stored: StudyFile, outcome: str, *, scenario: str | None = None, against: str | None = None,
    month: int | None = None, department: str = "company",
) -> StudyRuns:  # fmt: skip
    """Read one outcome of a complete study.

    Parameters
    ----------
    stored : StudyFile
    outcome, department : str
        Of those that the study keeps.
    scenario : str, optional
        May be left out where there is one only (beside ``against``).
    against : str, optional
        Scenario whose values are taken off, the same people and chance in both.
    month : int, optional
        Of those kept, the last by default.

    Raises
    ------
    InputError
        For what the study does not have, runs that are missing, and points without a value.
    """
    chosen, base = _scenario(stored, scenario, against)
    values = stored.values(outcome, month, department)
    _complete(stored)
    names = stored.scenarios
    found = values[names.index(chosen)] - (values[names.index(base)] if base else 0.0)
    _no_holes(found, stored)
    points, (name, _, replications, design) = stored.points, stored.head()
    records, told = stored.definitions("uncertainties"), told_in(stored, [each for each in (chosen, base) if each])
    return StudyRuns(
        name, outcome, department, stored.definition["months"][-1] if month is None else month, chosen, base,
        {each["name"]: _titles(each) for each in stored.definitions("scenarios")}, design["kind"],
        tuple(_axis(each, points[:, k]) for k, each in enumerate(records)), points, found, replications, *told,
    )  # fmt: skip


def told_in(stored: StudyFile, names: Sequence[str] = ()) -> tuple[str, str]:
    """Return the month of go-live and the currency that scenarios of a study share; usual where they differ.

    Parameters
    ----------
    stored : StudyFile
    names : sequence of str
        Machine names; all scenarios by default.
    """
    chosen = [each for each in stored.definitions("scenarios") if not names or each["name"] in names]
    lives = {each["go_live"] for each in chosen if each.get("go_live")}
    currencies = {each.get("currency", EURO) for each in chosen}
    return (lives.pop() if len(lives) == 1 else ""), (currencies.pop() if len(currencies) == 1 else EURO)


def manner_of(stored: StudyFile, lang: str) -> str:
    """Return a language with the currency and the calendar that all scenarios of a study share."""
    go_live, currency = told_in(stored)
    return Manner(lang, currency, first_month(go_live))


def titles(stored: StudyFile, lang: str) -> list[str]:
    """Return the scenarios' names in words, in the study's order."""
    return [_title(each, lang) for each in stored.definitions("scenarios")]


def _titles(scenario: Mapping[str, Any]) -> dict[str, str]:
    return {lang: _title(scenario, lang) for lang in languages()}


def _title(scenario: Mapping[str, Any], lang: str) -> str:
    return own_text(SimpleNamespace(**scenario), "title", lang) or str(scenario["name"])


def _scenario(stored: StudyFile, scenario: str | None, against: str | None) -> tuple[str, str]:
    """Return the scenario to look at and the one to compare it with, empty for none."""
    names = stored.scenarios
    for field, given in (("--scenario", scenario), ("--against", against)):
        if given is not None and given not in names:
            raise unknown("scenario", given, names).within(field=field)
    left = [each for each in names if each != against]
    if scenario is None and len(left) == 1:
        return left[0], against or ""
    if scenario is None:
        if not left:
            raise InputError("there is no other scenario to look at.", field="--scenario")
        problem = "the study has {count} scenarios to look at; choose one of {names}."
        raise InputError(problem, field="--scenario", count=len(left), names=", ".join(left))
    if scenario == against:
        raise InputError(
            "{scenario!r} would be compared with itself; give another one.", scenario=scenario, field="--against"
        )
    return scenario, against or ""


def _complete(stored: StudyFile) -> None:
    status = stored.status()
    if status.missing:
        problem = (
            "{missing:,} of {runs:,} runs are missing; what is found would be of the part only that happens to be "
            "done. Go on with the sweep command that made the file."
        )
        raise InputError(problem, file=str(stored.path), missing=status.missing, runs=status.runs)


def _no_holes(values: Floats, stored: StudyFile) -> None:
    holes = int((~np.isfinite(values)).any(axis=1).sum())
    if not holes:
        return
    if holes == len(values):
        problem = "this outcome has no value at any point; some are measured for the whole company only."
        raise InputError(problem, file=str(stored.path))
    problem = (
        '{holes:,} of {count:,} points have a run without a value; "crm-adoption study status {name}" shows what '
        "failed."
    )
    raise InputError(problem, file=str(stored.path), holes=holes, count=len(values), name=stored.path.name)  # fmt: skip


def _axis(record: Mapping[str, Any], column: Floats) -> Axis:
    low, high, kind = record["low"], record["high"], record["distribution"]
    if kind == "given" or column.min() < low or column.max() > high:
        low, high = float(column.min()), float(column.max())
    stepped = bool(record["values"]) or target_of(record["name"]).step > 0.0
    return Axis(record["name"], float(low), float(high), stepped, kind == "loguniform")
