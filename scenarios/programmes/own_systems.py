"""Interventions on systems of a department's own: they are retired, or connected to the customer record."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.company import Company
from ...model.errors import InputError
from .hooks import Reach
from .intervention import Intervention, names_in
from .prices import Prices


@dataclass(frozen=True, kw_only=True, repr=False)
class _OnOwnSystems(Intervention):
    """What is done to systems of the departments' own.

    Parameters
    ----------
    features : tuple of str
        Features whose work is done there; empty means all of the departments reached.
    """

    features: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "features", names_in(self.features, "features"))

    def named_features(self) -> tuple[str, ...]:
        """Return the features that its fields name."""
        return self.features

    def systems(self, company: Company) -> tuple[str, ...]:
        """Return the features whose work somebody reached does in a system of their own, or in an old CRM.

        Parameters
        ----------
        company : Company
            Whose departments may have such systems.

        Returns
        -------
        tuple of str
            Names of the features, in the catalogue's order.
        """
        everywhere = company.organisation.departments
        reached = [each for each in everywhere if not self.departments or each.name in self.departments]
        own = {name for each in reached for name in each.own_systems}
        if company.organisation.old_crm is not None:
            own |= company.organisation.old_crm.features_of([each.name for each in reached])
        own = {name for name in own if not self.features or name in self.features}
        return tuple(name for name in company.catalogue.names if name in own)

    def check(self, company: Company) -> None:
        """Refuse a company in which nobody reached has a system of their own."""
        if not self.systems(company):
            where = "organisation.departments.NAME.own_systems"
            problem = "no department reached has a system of its own for it; name one below {where}."
            raise InputError(problem, where=where, field="features" if self.features else "departments")


@dataclass(frozen=True, kw_only=True, repr=False)
class RetireOwnSystem(_OnOwnSystems):
    """Systems of the departments' own are switched off, and their work moves to the CRM (D7)."""

    prices = ("retire_own_system",)
    label_en, label_de = "Own systems retired", "Eigene Systeme abschalten"

    def retires(self, company: Company) -> tuple[str, ...]:
        """Return the features whose own systems it takes away."""
        return self.systems(company)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of moving each system's data and habits."""
        return prices.retire_own_system * reach.systems

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of moving: all of it is due at the start."""
        return self.cost_of_full(prices, reach)


@dataclass(frozen=True, kw_only=True, repr=False)
class ConnectOwnSystem(_OnOwnSystems):
    """Systems of the departments' own feed the customer record: full strength passes on nine entries of ten (D7)."""

    prices = ("connect_own_system", "connection_month")
    label_en, label_de = "Own systems connected", "Eigene Systeme anbinden"

    def connects(self, company: Company) -> tuple[str, ...]:
        """Return the features whose own systems it connects."""
        return self.systems(company)

    def cost_of_full(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of building the connection and of keeping it going."""
        return self.setup_cost(prices, reach) + prices.connection_month * reach.systems * reach.months

    def setup_cost(self, prices: Prices, reach: Reach) -> float:
        """Return the cost of building the connection."""
        return prices.connect_own_system * reach.systems
