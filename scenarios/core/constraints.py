"""What must not be decided: kinds of interventions left out, held to an amount, or begun no earlier than a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model.errors import InputError, unknown
from ...model.simulation import MOST_MONTHS, whole_number
from ...model.written import said
from ..programmes.interventions import KINDS
from ..programmes.money import MOST_EUROS, euros
from ..programmes.shocks import Shock

MOST_YEARS_MONTHS = MOST_MONTHS + 12
"""The last year may end after the longest horizon."""
ALL = "all"
"""In place of a kind: every intervention."""


def _chosen() -> dict[str, str]:
    """Return the kinds that can be chosen, by their names written small and without signs between."""
    return {_plain(name): name for name, kind in KINDS.items() if not issubclass(kind, Shock)}


def _plain(name: str) -> str:
    return name.strip().replace("_", "").replace("-", "").lower()


def kind_called(name: object) -> str:
    """Return a kind of intervention that can be chosen, however its name is written.

    Parameters
    ----------
    name : object
        For example ``AlignKPIs`` or ``align_kpis``.

    Returns
    -------
    str

    Raises
    ------
    InputError
        For a name that there is not, with the nearest; what happens to a company cannot be chosen.
    """
    kinds = _chosen()
    if not isinstance(name, str) or _plain(name) not in kinds:
        raise unknown("kind of intervention", str(name), kinds.values())
    return kinds[_plain(name)]


@dataclass(frozen=True)
class Constraints:
    """What a search for a programme must keep to.

    Parameters
    ----------
    without : tuple of str
        Kinds of interventions that must not be used.
    at_most : mapping of str to float
        By kind, the most that may be spent on it within the horizon, EUR.
    not_before : mapping of str to int
        By kind, or under ``all`` for every kind, the month before which it must not begin.
    budget : tuple of (int, int, float)
        By phase - its first and last month with the CRM, from 1 - the most that may be spent in it on everything, EUR.

    Raises
    ------
    InputError
        For a kind that there is not, with the nearest, an amount or a month that is none.
    """

    without: tuple[str, ...] = ()
    at_most: Mapping[str, float] = field(default_factory=dict)
    not_before: Mapping[str, int] = field(default_factory=dict)
    budget: tuple[tuple[int, int, float], ...] = ()

    def __post_init__(self) -> None:
        kinds = dict.fromkeys(_within(each, "without") for each in self.without)
        amounts = {_within(kind, "at_most"): _euros(value, kind) for kind, value in self.at_most.items()}
        months = {
            kind if kind == ALL else _within(kind, "not_before"): whole_number(value, 0, MOST_MONTHS, "not_before")
            for kind, value in self.not_before.items()
        }
        object.__setattr__(self, "without", tuple(kinds))
        object.__setattr__(self, "at_most", amounts)
        object.__setattr__(self, "not_before", months)
        for first, last, amount in self.budget:
            whole_number(first, 1, MOST_MONTHS, "budget")
            whole_number(last, first, MOST_YEARS_MONTHS, "budget")
            euros(amount, "budget")

    def __bool__(self) -> bool:
        """Whether anything is constrained."""
        return bool(self.without or self.at_most or self.budget or any(self.not_before.values()))

    def __hash__(self) -> int:
        """Return a hash that equal constraints share."""
        return hash((self.without, self.budget, *sorted(self.at_most.items()), *sorted(self.not_before.items())))

    def and_also(self, more: Constraints) -> Constraints:
        """Return these and others together; where both give an amount or a month, the others' counts.

        Parameters
        ----------
        more : Constraints

        Returns
        -------
        Constraints
        """
        return Constraints(
            (*self.without, *more.without), {**self.at_most, **more.at_most}, {**self.not_before, **more.not_before},
            tuple(dict.fromkeys((*self.budget, *more.budget))),
        )  # fmt: skip

    def allows(self, kind: str) -> bool:
        """Return whether a kind may be used at all.

        Parameters
        ----------
        kind : str

        Returns
        -------
        bool
        """
        return kind not in self.without

    def start(self, kind: str = ALL, month: int = 0) -> int:
        """Return the month in which a kind may begin that would otherwise begin in a given one.

        Parameters
        ----------
        kind : str
            By default what holds for every kind.
        month : int

        Returns
        -------
        int
        """
        return max(month, self.not_before.get(ALL, 0), self.not_before.get(kind, 0))


NO_CONSTRAINTS = Constraints()


def _within(kind: object, name: str) -> str:
    try:
        return kind_called(kind)
    except InputError as error:
        raise error.within(field=name) from None


def _euros(value: object, kind: str) -> float:
    real = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not real or not 0.0 < value <= MOST_EUROS:  # type: ignore[operator]
        problem = "{value} is not an amount for {kind}; give EUR above 0, or leave the kind out by `without`."
        raise InputError(problem, field="at_most", value=said(value), kind=kind)
    return float(value)  # type: ignore[arg-type]
