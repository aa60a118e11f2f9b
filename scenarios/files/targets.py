"""What the name of an uncertainty means: one number of a scenario, found by its dotted path and exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from ...model.declared import Declaration, Declared, plain_number
from ...model.errors import InputError, unknown
from ...model.features import Feature
from ...model.levers import Levers
from ...model.organisation import MOST_PEOPLE, Department, Organisation
from ...model.phrase import SILENCE, Phrase
from ...model.simulation import MOST_MONTHS
from ..core.overrides import GROUPS, names
from ..core.scenario import Scenario
from ..programmes.intervention import Intervention
from ..programmes.interventions import KINDS
from ..programmes.money import MOST_EUROS
from .settings import LONGEST, read

GROUP: dict[str, type[Declared]] = {each.__name__.lower(): each for each in (*GROUPS, Feature)}
COUNTS = {"people": (2.0, float(MOST_PEOPLE)), "seats": (1.0, float(MOST_PEOPLE))}
"""Whole numbers of the organisation that are not declared, with what is allowed."""
_FORMS = (
    "organisation.departments.NAME.PARAMETER", "features.NAME.PARAMETER", "interventions.NUMBER.FIELD",
    *(f"{group}.PARAMETER" for group in ("behaviour", "market", "prices", "levers", "organisation")),
)  # fmt: skip
_STEPS = {"ties_inside": 2.0, "ties_across": 2.0, "span_of_control": 1.0}


@dataclass(frozen=True)
class Target:
    """One number, or the same number of all departments.

    Attributes
    ----------
    group : str
        ``behaviour``, ``market``, ``prices``, ``levers``, ``department``, ``organisation``, ``counts``, ``feature``
        or ``interventions``.
    name : str
        The number's own name.
    place : str
        Department, feature or number of the intervention (from 1); empty for all departments.
    """

    group: str
    name: str
    place: str = ""

    @cached_property
    def declaration(self) -> Declaration | None:
        """What is declared about the number; counts and fields of interventions have none."""
        return GROUP[self.group].declarations()[self.name] if self.group in GROUP else None

    @property
    def plausible(self) -> tuple[float, float] | None:
        """Range in which sweeps look, where one is known."""
        if self.declaration:
            return self.declaration.plausible
        return (0.0, 1.0) if self.name == "strength" else None

    @property
    def allowed(self) -> tuple[float, float]:
        """Range outside which no value is accepted."""
        if self.declaration:
            return self.declaration.allowed
        if self.group == "counts":
            return COUNTS[self.name]
        if self.name == "strength":
            return 0.0, 1.0
        return (0.0, float(MOST_MONTHS) if self.step else MOST_EUROS)

    @cached_property
    def step(self) -> float:
        """Distance between values that are allowed: 0 any number, 1 whole numbers, 2 even ones."""
        if self.group in ("counts", "interventions"):
            return 1.0 if self.group == "counts" or "int" in _numbers()[self.name] else 0.0
        return _STEPS.get(self.name, 0.0)

    def check(self, value: object, field: str = "") -> None:
        """Refuse a value that the number can never have.

        Raises
        ------
        InputError
            With what is allowed.
        """
        found, (low, high) = number(value, field), self.allowed
        unit = Phrase(" ({unit})", unit=Phrase(self.declaration.unit)) if self.declaration else SILENCE
        if not low <= found <= high:
            problem = "{found:g} is out of range; allowed is {low:g} to {high:g}{unit}."
            raise InputError(problem, field=field, found=found, low=low, high=high, unit=unit)
        if self.step and found % self.step:
            kind = Phrase("even numbers") if self.step == 2.0 else Phrase("whole numbers")
            raise InputError("{found:g} is not allowed; give {kind}.", found=found, kind=kind, field=field)

    def meets(self, other: Target) -> bool:
        """Return whether both set the same number."""
        same = (self.group, self.name) == (other.group, other.name)
        return same and (self.place == other.place or not self.place or not other.place)

    def exists_in(self, scenario: Scenario) -> bool:
        """Return whether a scenario has the department, feature or intervention."""
        return self.place == "" or self.place in places(scenario, self)


def number(value: object, field: str = "") -> float:
    """Return a finite number as a float, or raise InputError."""
    plain = plain_number(value)
    if isinstance(plain, bool) or not isinstance(plain, (int, float)) or not abs(plain) < 1e300:
        raise InputError("{value} is not a number.", value=repr(plain)[:LONGEST], field=field)
    return float(plain)


def numbers(values: npt.ArrayLike, field: str) -> npt.NDArray[np.float64]:
    """Return numbers as a new array, or raise InputError for texts, complex numbers and rows of different lengths."""
    try:
        found = np.array(values)
        if found.dtype.kind in "biufO":
            return np.array(found, np.float64)
    except (TypeError, ValueError, OverflowError):
        pass
    raise InputError("these are no numbers in rows of the same length.", field=field)


def _all_kinds(kind: type[Intervention] = Intervention) -> Iterator[type[Intervention]]:
    """Yield all kinds of interventions known here, shipped ones first."""
    yield from KINDS.values() if kind is Intervention else ()
    for each in kind.__subclasses__():
        yield each
        yield from _all_kinds(each)


def _numbers() -> dict[str, str]:
    """Return the fields of interventions that are numbers, with their annotation."""
    found = {
        each.name: getattr(each.type, "__name__", str(each.type)) for kind in _all_kinds() for each in fields(kind)
    }
    return {name: kind for name, kind in found.items() if kind.startswith(("int", "float"))}


def _parts(path: str) -> tuple[str, ...]:
    """Return the parts of a dotted path."""
    try:
        return read({path: 0})[0][0]
    except ValueError:  # several lines: no path at all
        return (path,)


def places(scenario: Scenario, target: Target) -> list[str]:
    """Return which places of the target's kind a scenario has: departments, features or intervention numbers."""
    if target.group == "feature":
        return list(scenario.company.catalogue.names)
    if target.group == "interventions":
        having = (hasattr(each, target.name) for each in scenario.interventions)
        return [str(number) for number, has in enumerate(having, start=1) if has]
    return list(scenario.company.organisation.names)


def _declared_in(groups: Sequence[type[Declared]], name: str, place: str = "") -> Target:
    """Return the target of a name that one of the groups declares."""
    for group in groups:
        if name in group.declarations():
            return Target(group.__name__.lower(), name, place)
    allowed = dict.fromkeys(each for group in groups for each in group.declarations())
    raise unknown("parameter", name, allowed)


@cache
def target_of(path: str) -> Target:
    """Return what a dotted path, or a bare declared name, stands for.

    Raises
    ------
    InputError
        If there is no such number, with the nearest that there is.
    """
    if not isinstance(path, str) or not path.strip():
        raise InputError("{path!r} is not the name of a parameter; write for example behaviour.peer_weight.", path=path)
    match _parts(path):
        case (("people" | "seats") as name,) | ("organisation", ("people" | "seats") as name):
            return Target("counts", name)
        case (name,) if any(name in group.declarations() for group in GROUPS):
            return _declared_in(GROUPS, name)
        case (name,) if name in Feature.declarations():
            raise InputError("{name!r} is a number of each feature; write features.NAME.{name}.", name=name)
        case ("organisation", "departments", place, name):
            return _declared_in((Levers, Department), name, place)
        case ("organisation", name):
            return _declared_in((Organisation, Levers, Department), name)
        case ("features", place, name):
            return _declared_in((Feature,), name, place)
        case ("interventions", place, name):
            if name not in _numbers():
                raise unknown("number of an intervention", name, _numbers())
            return Target("interventions", name, place)
        case (group, name) if group in GROUP and group != "feature":
            return _declared_in((GROUP[group],), name)
    raise unknown("parameter", path, [*_FORMS, *(name for name in names() if name != "pull_shape")])
