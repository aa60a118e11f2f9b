"""Studies: scenarios x points of the uncertainties x replicates, and which outcomes are kept of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...model.outcomes import OUTCOME_NAMES, column
from ...model.phrase import Phrase
from ...model.simulation import MOST_REPLICATIONS, whole_number
from ..core.provenance import plain
from ..core.scenario import Scenario
from ..files.catalogue import load
from ..files.changes import changed, check_somewhere, check_values
from ..files.targets import Target
from .designs import Design, single
from .uncertainty import Uncertainty, check_together, listed_uncertainties

Floats = npt.NDArray[np.float64]
COMPANY = "company"
"""In a study's departments: the whole company."""
KEEP = ("summaries", "trajectories", "means")


@dataclass(frozen=True, eq=False)
class StudyDefinition:
    """Scenarios, what is uncertain about them, and what is to be kept of their runs: nothing that runs it.

    Parameters
    ----------
    name : str
        Name of the study.
    scenarios : tuple of Scenario
        Scenarios with different names; names of shipped ones and paths are loaded.
    uncertainties : tuple of Uncertainty
        What varies; without any there is one point.
    design : Design, optional
        At which points; made from the same uncertainties.
    replications : int
        Replicates of each scenario at each point; replicate k is the same people and chance everywhere.
    seed : int
        Root seed, 0 to 2**64 - 1.
    outcomes : tuple of str
        Names of the outcomes that are kept.
    months : tuple of int
        Months that are kept, from 1; by default the last one, with trajectories all.
    departments : tuple of str
        Where: ``company`` for the whole, and names of departments.
    keep : {"summaries", "trajectories", "means"}
        Single runs in the given months, single runs in every month, or means over the replicates.

    Raises
    ------
    InputError
        For whatever does not exist in the scenarios, contradicts itself or is out of range.

    """

    name: str
    scenarios: tuple[Scenario, ...]
    uncertainties: tuple[Uncertainty, ...] = ()
    design: Design = field(default_factory=single)
    replications: int = 10
    seed: int = 0
    outcomes: tuple[str, ...] = ("deep_use", "net_value")
    months: tuple[int, ...] = ()
    departments: tuple[str, ...] = (COMPANY,)
    keep: str = "summaries"

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise InputError("{name!r} is no name; give a text.", name=self.name, field="name")
        self._check_scenarios()
        self._set("replications", whole_number(self.replications, 1, MOST_REPLICATIONS, "replications"))
        self._set("seed", whole_number(self.seed, 0, 2**64 - 1, "seed"))
        self._check_kept()
        self._check_uncertainties()

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    def _check_scenarios(self) -> None:
        given: Any = self.scenarios
        given = (given,) if isinstance(given, (str, Path, Scenario)) else _listed(given, "scenarios")
        if not given:
            raise InputError("there is nothing to run; give at least one scenario.", field="scenarios")
        self._set("scenarios", tuple(each if isinstance(each, Scenario) else _loaded(each) for each in given))
        _no_repetition([each.name for each in self.scenarios], "scenarios")

    def _check_kept(self) -> None:
        for name in ("outcomes", "months", "departments"):
            value = getattr(self, name)
            self._set(name, (value,) if isinstance(value, (str, int, np.integer)) else _listed(value, name))
            _no_repetition(getattr(self, name), name)
        for name in ("outcomes", "departments"):
            if not getattr(self, name):
                raise InputError("nothing would be kept; name at least one.", field=name)
        _known(Phrase("outcome"), self.outcomes, OUTCOME_NAMES, "outcomes")
        for each in self.scenarios:
            _known(
                Phrase("department"), self.departments, (COMPANY, *each.company.organisation.names), "departments", each
            )
        _known(Phrase("way to keep results"), (self.keep,), KEEP, "keep")
        self._check_months(min(each.months for each in self.scenarios))

    def _check_months(self, horizon: int) -> None:
        """Refuse months beyond the shortest horizon, and fill in those that are left out."""
        every = tuple(range(1, horizon + 1))
        months = self.months or (every if self.keep == "trajectories" else (horizon,))
        self._set("months", tuple(sorted(whole_number(each, 1, horizon, "months") for each in months)))
        if self.keep == "trajectories" and self.months != every:
            raise InputError(
                'trajectories are all months; leave months out, or give keep = "summaries".', field="months"
            )

    def _check_uncertainties(self) -> None:
        self._set("uncertainties", listed_uncertainties(self.uncertainties))
        check_together(self.uncertainties)
        if not isinstance(self.design, Design):
            raise InputError(
                "{design!r} is no design; make one, for example with sobol(...).", design=self.design, field="design"
            )
        if self.uncertainties and self.design.kind == "single":
            raise InputError("it is not said at which points; give a design, for example sobol.", field="design")
        if self.design.uncertainties != self.uncertainties:
            raise InputError("the design is made from other uncertainties than the study's.", field="design")
        for each in self.uncertainties:
            check_somewhere(each.target, self.scenarios, f"uncertainties.{each.name}")
            self._check_ends(each)

    def _check_ends(self, uncertainty: Uncertainty) -> None:
        """Refuse a range at whose ends, or points of one's own at whose least or greatest, a scenario cannot run."""
        ends = uncertainty.range
        if self.design.given is not None:
            column = self.design.given[:, self.uncertainties.index(uncertainty)]
            ends = float(column.min()), float(column.max())
        for each in self.scenarios:
            try:
                check_values(each, uncertainty.target, ends)
            except InputError as error:
                raise error.within(field=f"uncertainties.{uncertainty.name}") from None

    @property
    def points(self) -> Floats:
        """Value of each uncertainty at each point of the design, [points, uncertainties]."""
        return self.design.points

    @property
    def size(self) -> int:
        """Number of points, known without sampling them."""
        return len(self.design)

    @property
    def runs(self) -> int:
        """Number of runs in all: scenarios x points x replicates."""
        return len(self.scenarios) * len(self.design) * self.replications

    @property
    def last_month(self) -> int:
        """Last month that is kept, up to which runs go."""
        return self.months[-1]

    def applied(self, scenario: int, point: int) -> Scenario:
        """Return a scenario as it is at a design point, both numbered from 0.

        Parameters
        ----------
        scenario : int
            Number of the scenario, from 0.
        point : int
            Number of the point, from 0.

        Returns
        -------
        Scenario

        Raises
        ------
        InputError
            If there is no such scenario or point, or its numbers do not go together.
        """
        scenario = whole_number(scenario, 0, len(self.scenarios) - 1, "scenario")
        values = self.points[whole_number(point, 0, len(self.design) - 1, "point")].tolist()
        return changed(self.scenarios[scenario], list(zip(self._targets, values, strict=True)))

    @cached_property
    def _targets(self) -> tuple[Target, ...]:
        return tuple(each.target for each in self.uncertainties)

    def kept(self, scenario: int, count: int) -> Any:
        """Return the index of what is kept of the outcomes of ``count`` runs, [count, months, 1 + D, outcomes].

        Parameters
        ----------
        scenario : int
            Number of the scenario, from 0.
        count : int
            How many runs.

        Returns
        -------
        tuple of arrays
            As `numpy.ix_` gives it.
        """
        names = (COMPANY, *self.scenarios[scenario].company.organisation.names)
        return np.ix_(
            np.arange(count),
            np.array(self.months) - 1,
            np.array([names.index(each) for each in self.departments]),
            np.array([column(each) for each in self.outcomes]),
        )

    def definition(self) -> dict[str, Any]:
        """Return all that must not change between sessions, as plain records.

        Returns
        -------
        dict[str, object]
            Values of JSON.
        """
        design = {"kind": self.design.kind, "options": plain(self.design.options)}
        if not self.design.fixed:
            design["options"] = {key: each for key, each in self.design.options.items() if key not in ("n", "file")}
        return {
            "scenarios": plain(self.scenarios), "uncertainties": plain(self.uncertainties), "design": design,
            "seed": self.seed, "outcomes": list(self.outcomes), "months": list(self.months),
            "departments": list(self.departments), "keep": self.keep,
        }  # fmt: skip

    def fingerprint(self) -> str:
        """Return the SHA-256 of all that must not change between sessions.

        Without the replications, and without the number of points where the design can be extended.

        Returns
        -------
        str
            64 hexadecimal digits.
        """
        return hashlib.sha256(json.dumps(self.definition(), sort_keys=True).encode()).hexdigest()


def _loaded(reference: object) -> Scenario:
    if not isinstance(reference, (str, Path)):
        raise InputError(
            "{reference!r} is no scenario; give one, its name or its path.", reference=reference, field="scenarios"
        )
    return load(reference)


def _listed(value: object, field: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise InputError("{value!r} is not a list.", value=value, field=field)
    return tuple(value)


def _no_repetition(names: Sequence[object], field: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise InputError("{name!r} is given twice; once is allowed.", name=name, field=field)


def _known(
    kind: Phrase, names: Sequence[str], allowed: Sequence[str], field: str, scenario: Scenario | None = None
) -> None:
    for name in names:
        if name not in allowed:
            where = Phrase("{field} (scenario {name})", field=field, name=scenario.name) if scenario else field
            raise unknown(kind, str(name), allowed).within(field=where)
