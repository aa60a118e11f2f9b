"""What a kind of intervention may say of itself, beside its levers: whom and what it touches, and what it costs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...model.company import Company
from ...model.errors import InputError
from .own import checked_cost
from .prices import Prices


@dataclass(frozen=True)
class Reach:
    """Whom it reaches: heads (full-time equivalents), managers, months from the first, departments, own systems."""

    heads: float
    managers: float
    months: int
    departments: int = 1
    systems: int = 0
    first: int = 0


class Touching:
    """Whom and which features an intervention touches; each says nothing here, kinds say what is so of them."""

    def share_in(self, company: Company, d: int) -> float:
        """Return how much of its effect a department feels (d is the department's number).

        Parameters
        ----------
        company : Company
            The company in which it works.
        d : int
            Number of the department, from 0.

        Returns
        -------
        float
            In [0, 1]; 1 is all of it.
        """
        return 1.0

    def gates(self) -> tuple[str, ...]:
        """Return the features whose old way it closes.

        Returns
        -------
        tuple[str, ...]
            Names of features; empty means none.
        """
        return ()

    def autonomous(self, company: Company) -> tuple[str, ...]:
        """Return the features that it lets act on customers by themselves.

        Parameters
        ----------
        company : Company
            The company in which it works.

        Returns
        -------
        tuple[str, ...]
            Names of features; empty means none.
        """
        return ()

    def retires(self, company: Company) -> tuple[str, ...]:
        """Return the features whose own systems it takes away.

        Parameters
        ----------
        company : Company
            The company in which it works.

        Returns
        -------
        tuple[str, ...]
            Names of features; empty means none.
        """
        return ()

    def connects(self, company: Company) -> tuple[str, ...]:
        """Return the features whose own systems it connects to the customer record.

        Parameters
        ----------
        company : Company
            The company in which it works.

        Returns
        -------
        tuple[str, ...]
            Names of features; empty means none.
        """
        return ()

    def withheld(self, company: Company, department: str, t: int) -> tuple[str, ...]:
        """Return the features that a department cannot use in month t because of it.

        Parameters
        ----------
        company : Company
            The company in which it works.
        department : str
            Name of the department.
        t : int
            Month, from 0.

        Returns
        -------
        tuple[str, ...]
            Names of features; empty means none.
        """
        return ()

    @property
    def holds_back(self) -> bool:
        """Whether it is of a kind that can take features away."""
        return type(self).withheld is not Touching.withheld

    def named_features(self) -> tuple[str, ...]:
        """Return the features that its fields name, which must exist.

        Returns
        -------
        tuple[str, ...]
            Names of features; empty means none.
        """
        return self.gates()

    def check(self, company: Company) -> None:
        """Refuse what does not fit the company; raises InputError.

        Parameters
        ----------
        company : Company
            The company in which it works.

        Raises
        ------
        InputError
            With what does not fit.
        """

    def asked_first(self, company: Company) -> Sequence[int] | None:
        """Return how early each person (in row order) is asked to be a champion, or None if it does not say.

        Parameters
        ----------
        company : Company
            The company in which it works.

        Returns
        -------
        Sequence[int] or None
            A number for each person, the smallest asked first.
        """
        return None


class Costing:
    """What an intervention costs and how far money reaches; kinds give their price in `cost_of_full`."""

    def limit(self, reach: Reach) -> float:
        """Return the greatest strength that the people who carry it allow, in [0, 1].

        Parameters
        ----------
        reach : Reach
            Whom it reaches, and for how many months.

        Returns
        -------
        float
            In [0, 1].
        """
        return 1.0

    def bought(self, budget: float, prices: Prices, reach: Reach) -> float:
        """Return the strength that a budget buys, in [0, 1].

        Parameters
        ----------
        budget : float
            EUR, 0 or more.
        prices : Prices
            The scenario's prices.
        reach : Reach
            Whom it reaches, and for how many months.

        Returns
        -------
        float
            In [0, 1].
        """
        return min(1.0, self._parts(budget, prices, reach))

    def _parts(self, budget: float, prices: Prices, reach: Reach) -> float:
        """Return a budget as a multiple of `cost_of_full`, endless where that is nothing."""
        full = self.full_price(prices, reach)
        return budget / full if full > 0.0 else (math.inf if budget else 0.0)

    def cost_of(self, strength: float, prices: Prices, reach: Reach) -> float:
        """Return what a strength costs in total within the reach's months.

        Parameters
        ----------
        strength : float
            In [0, 1].
        prices : Prices
            The scenario's prices.
        reach : Reach
            Whom it reaches, and for how many months.

        Returns
        -------
        float
            EUR, 0 or more.
        """
        return strength * self.full_price(prices, reach)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return what full strength costs (for investments: what brings 63 % of it).

        Parameters
        ----------
        prices : Prices
            The scenario's prices.
        reach : Reach
            Whom it reaches, and for how many months.

        Returns
        -------
        float
            EUR within the months of the reach, 0 or more.

        Raises
        ------
        InputError
            If the kind has no price.
        """
        raise InputError(
            "{kind} has no price; write its cost_of_full, or derive it from Shock if it costs nothing.",
            kind=type(self).__name__,
            field=f"{type(self).__name__}.cost_of_full",
        )

    def full_price(self, prices: Prices, reach: Reach) -> float:
        """Return `cost_of_full`, checked: EUR, 0 or more; raises InputError.

        Parameters
        ----------
        prices : Prices
            The scenario's prices.
        reach : Reach
            Whom it reaches, and for how many months.

        Returns
        -------
        float
            EUR, 0 or more.

        Raises
        ------
        InputError
            If the kind has no price, or one that is no amount of money.
        """
        return checked_cost(type(self).__name__, self.cost_of_full(prices.holding(reach.first, reach.months), reach))

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return what of the cost of full strength is due at the start.

        Parameters
        ----------
        prices : Prices
            The scenario's prices.
        reach : Reach
            Whom it reaches, and for how many months.

        Returns
        -------
        float
            EUR, at most `cost_of_full`.
        """
        return 0.0
