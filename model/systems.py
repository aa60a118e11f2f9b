"""Systems that people work in beside the CRM: a department's own, and an old CRM from which they must move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .declared import Declared, number
from .errors import InputError, unknown


@dataclass(frozen=True)
class OwnSystem(Declared):
    """A system of a department's own, in which it does what one of the CRM's features is for."""

    comfort: float = number(
        0.8, (0.3, 1.5), "How much better than a list the department's own system is for it.",
        unit="logit", symbol="comfort_own", allowed=(0.0, 20.0),
    )  # fmt: skip
    connected: float = number(
        0.0, (0.0, 0.5), "Share of what is entered there that reaches the customer record.",
        symbol="interface", source="D7", grade="A",
    )  # fmt: skip


@dataclass(frozen=True)
class OldCRM(Declared):
    """A CRM in place at the start: who works in it, how good it is, and how long it stays.

    Attributes
    ----------
    shares : mapping of (str, str) to float
        Share of a department's people who do a feature's work in it, by names of department and feature.
    until : int, optional
        Months after which it is switched off; by default it stays.
    """

    shares: Mapping[tuple[str, str], float] = field(default_factory=dict)
    until: int | None = None
    comfort: float = number(
        0.5, (0.2, 1.0), "How much better than a list the old CRM is for those who work in it.",
        unit="logit", symbol="comfort_old", allowed=(0.0, 20.0),
    )  # fmt: skip
    connected: float = number(
        0.0, (0.0, 0.5), "Share of what is entered in the old CRM that reaches the new customer record.",
        symbol="interface_old",
    )  # fmt: skip
    carried: float = number(
        0.3, (0.0, 0.6), "Share of the missing skill that people bring along from the old CRM.", symbol="carried"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        for pair, share in self.shares.items():
            if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0.0 <= share <= 1.0:
                raise InputError("{share!r} is no share; allowed is 0 to 1.", share=share, field=".".join(pair))
        if self.until is not None and (
            isinstance(self.until, bool) or not isinstance(self.until, int) or self.until < 1
        ):
            problem = "{until!r} is no month in which it could be switched off; allowed is 1 or more."
            raise InputError(problem, until=self.until, field="until")

    def __hash__(self) -> int:
        """Return a hash by value, so that scenarios can be members of sets and keys of tables."""
        return hash((tuple(sorted(self.shares.items())), self.until, self.comfort, self.connected, self.carried))

    def check(self, departments: Sequence[str], features: Sequence[str]) -> None:
        """Refuse departments and features that the company does not have; raises InputError with the nearest.

        Parameters
        ----------
        departments, features : sequence of str
            Machine names.
        """
        for department, feature in self.shares:
            if department not in departments:
                raise unknown("department", department, departments).within(field="old_crm.departments")
            if feature not in features:
                raise unknown("feature", feature, features).within(field="old_crm.features")

    def use(self, departments: Sequence[str], features: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return the share of each department's people who do each feature's work in it, [D, F].

        Parameters
        ----------
        departments, features : sequence of str
            Machine names, in order.
        """
        return np.array([[float(self.shares.get((d, f), 0.0)) for f in features] for d in departments])

    def features_of(self, departments: Sequence[str]) -> frozenset[str]:
        """Return the features whose work somebody in some departments does in it.

        Parameters
        ----------
        departments : sequence of str
            Machine names.
        """
        return frozenset(f for (d, f), share in self.shares.items() if share > 0.0 and d in departments)
