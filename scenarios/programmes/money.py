"""Amounts of money as programmes cost it: in total, per head, per department."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from ...model.declared import plain_number, plain_numbers
from ...model.errors import InputError, unknown
from ...model.phrase import Phrase
from ...model.written import hint, said

MOST_EUROS = 1e12


def euros(value: object, field: str) -> float:
    """Return an amount in EUR, or raise InputError if it is negative, endless or no number."""
    return real(value, MOST_EUROS, field)


def real(value: object, high: float, field: str) -> float:
    """Return a number from 0 to ``high``, or raise InputError."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if 0.0 <= value <= high:
            return abs(float(value))  # there is no minus zero euros
        raise InputError("{value!r:.30} is out of range; {limits}.", value=value, limits=_limits(high), field=field)
    problem = "{value} is not a number; {limits}.{hint}"
    raise InputError(problem, value=said(value), limits=_limits(high), hint=hint(value), field=field)


def _limits(high: float) -> Phrase:
    return Phrase("allowed is 0 to {high:,.0f}", high=high)


@dataclass(frozen=True)
class Money:
    """An amount in EUR that depends on whom an intervention reaches.

    Parameters
    ----------
    total, per_head, per_department : float
        EUR, each 0 or more; they add up.
    """

    total: float = 0.0
    per_head: float = 0.0
    per_department: float = 0.0

    def __post_init__(self) -> None:
        plain_numbers(self)
        for each in fields(self):
            object.__setattr__(self, each.name, euros(getattr(self, each.name), each.name))

    @classmethod
    def given(cls, value: object, field: str) -> Money:
        """Return the amount that a number or a table gives, or raise InputError.

        Parameters
        ----------
        value : object
            EUR in all, or a table with total, per_head and per_department.
        field : str
            Where it stands, for errors.

        Returns
        -------
        Money
            Each part EUR, 0 or more.

        Raises
        ------
        InputError
            For what is no amount of money.
        """
        value = plain_number(value)
        if isinstance(value, Money):
            return value
        if not isinstance(value, Mapping):
            return cls(euros(value, field))
        names = [each.name for each in fields(cls)]
        for name in value:
            if name not in names:
                raise unknown("kind of cost", str(name), names).within(field=field)
        try:
            return cls(**value)
        except InputError as error:
            raise error.within(field=field) from None

    def times(self, factor: float) -> Money:
        """Return the amount multiplied.

        Parameters
        ----------
        factor : float
            0 or more.

        Returns
        -------
        Money
        """
        return Money(*(factor * getattr(self, each.name) for each in fields(self)))

    def of(self, heads: float, departments: int) -> float:
        """Return the amount in EUR for a number of heads and departments.

        Parameters
        ----------
        heads : float
            People, 0 or more.
        departments : int
            Departments, 0 or more.

        Returns
        -------
        float
            EUR.
        """
        return self.total + self.per_head * heads + self.per_department * departments
