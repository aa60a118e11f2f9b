"""Every parameter is declared once: the tables, the schema and the checks are read off here."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, cast

import numpy as np

from .errors import InputError
from .phrase import Phrase
from .written import hint, said


@dataclass(frozen=True)
class Declaration:
    """All that is said about one number.

    Attributes
    ----------
    name : str
        Name used in files, code and on the command line.
    group : str
        Section it belongs to, for example ``behaviour``.
    symbol : str
        Symbol in the equations of the ODD document.
    meaning : str
        One sentence in a manager's words.
    unit : str
        Unit of the value.
    default : float
        Value where nothing else is said.
    plausible : tuple of float
        Range in which sweeps and calibration look.
    allowed : tuple of float
        Range outside which a value is refused.
    source : str
        Evidence ids (U1, T6, ...) or ``judgement``.
    grade : str
        A peer reviewed or raw data, B industry survey, C anecdote, J judgement.
    """

    name: str
    group: str
    symbol: str
    meaning: str
    unit: str
    default: float
    plausible: tuple[float, float]
    allowed: tuple[float, float]
    source: str
    grade: str

    def check(self, value: object) -> float:
        """Return ``value`` as a float inside the allowed range, or raise InputError.

        Parameters
        ----------
        value : object
            A number in the parameter's unit.

        Returns
        -------
        float

        Raises
        ------
        InputError
            For what is no number, or outside the allowed range.
        """
        low, high = self.allowed
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            problem = "{value} is not a number; {limits}.{hint}"
            raise InputError(problem, field=self.name, value=said(value), limits=self._limits, hint=hint(value))
        if not (math.isfinite(value) and low <= value <= high):
            raise InputError("{value:g} is out of range; {limits}.", value=value, limits=self._limits, field=self.name)
        return float(value)

    @property
    def _limits(self) -> Phrase:
        low, high = self.allowed
        return Phrase("allowed is {low:g} to {high:g} ({unit})", low=low, high=high, unit=Phrase(self.unit))


def plain_number(value: Any) -> Any:
    """Return a NumPy number as the Python number that it is, anything else as it is."""
    return value.item() if isinstance(value, np.generic) else value


def plain_numbers(record: Any) -> None:
    """Keep NumPy numbers in the fields of a frozen dataclass as Python numbers, which files can hold."""
    for each in fields(record):
        if isinstance(given := getattr(record, each.name), np.generic):
            object.__setattr__(record, each.name, given.item())


def number(
    default: float,
    plausible: tuple[float, float],
    meaning: str,
    *,
    unit: str = "share",
    symbol: str = "",
    allowed: tuple[float, float] | None = None,
    source: str = "judgement",
    grade: str = "J",
) -> Any:
    """Declare a dataclass field as a model parameter (see `Declaration`)."""
    limits = allowed or (0.0, {"share": 1.0, "logit": 50.0}.get(unit, 1e9))
    words = {"symbol": symbol, "meaning": meaning, "unit": unit, "default": float(default)}
    rest = {"plausible": plausible, "allowed": limits, "source": source, "grade": grade}
    return field(default=float(default), metadata={"declaration": words | rest})


class Declared:
    """Base of frozen dataclasses whose number fields are declared with `number`."""

    @classmethod
    @cache
    def declarations(cls) -> dict[str, Declaration]:
        """Return the declarations of all parameters of this group by name."""
        group = cls.__name__.lower()
        return {
            each.name: Declaration(name=each.name, group=group, **each.metadata["declaration"])
            for each in fields(cast(Any, cls))
            if "declaration" in each.metadata
        }

    def __post_init__(self) -> None:
        plain_numbers(self)
        for name, declaration in self.declarations().items():
            object.__setattr__(self, name, declaration.check(getattr(self, name)))

    def as_record(self) -> Any:
        """Return the numbers as a NumPy record, the form compiled code reads.

        Returns
        -------
        object
            The values in the order of their declarations, in compiled code's form.
        """
        names = list(self.declarations())
        kind = np.dtype([(name, np.float64) for name in names])
        return np.array([tuple(getattr(self, name) for name in names)], kind).view(np.recarray)[0]
