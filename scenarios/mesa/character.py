"""What is a department's own: its ways, its systems, its temper, its head, and its trust in AI."""

from __future__ import annotations

from types import SimpleNamespace

from ...model.errors import unknown
from ...model.levers import INDEX
from ...model.numerics import clip
from ...model.rules import next_enforced
from ...model.state import (
    ENFORCED,
    HEADS_COMMITMENT,
    OWN_COMFORT,
    OWN_RESISTANCE,
    TRUST,
    USED_TO_GOALS,
    USED_TO_REWARD,
    WAY,
)
from .view import View, checked

_LIMIT = 10.0
"""Nothing of a department's own speaks for or against a way of working more strongly, in logits."""


class Character(View):
    """What a department is like; what it does and has is `Department`.

    Attributes
    ----------
    number : int
        Number of the department.
    """

    number: int

    # --- the way it is done here ---

    def way(self, feature: str) -> float:
        """Return how far real use of a feature is the way it is done here.

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        float
            In [0, 1]; 0 is the logic of yesterday.

        Raises
        ------
        InputError
            For an unknown feature.
        """
        return float(self.model.state.ways[WAY, self.number, self._feature(feature)])

    def set_way(self, feature: str, value: float) -> None:
        """Set how far real use of a feature is the way it is done here, in [0, 1].

        Parameters
        ----------
        feature : str
            Name of the feature.
        value : float
            In [0, 1].

        Raises
        ------
        InputError
            For an unknown feature or a value out of range.
        """
        with self.model._turn:
            self.model.state.ways[WAY, self.number, self._feature(feature)] = checked(value, 0.0, 1.0, "way")

    def enforced(self, feature: str) -> float:
        """Return how far the old way of a feature is really closed in the coming month.

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        float
            In [0, 1].

        Raises
        ------
        InputError
            For an unknown feature.
        """
        f, model = self._feature(feature), self.model
        ordered = float(model.plan.gate[model.next_month, self.number, f])
        so_far, months = model.state.ways[ENFORCED, self.number, f], model.setting.behaviour.enforcement_months
        return float(next_enforced.py_func(float(so_far), ordered, months))  # type: ignore[attr-defined]

    # --- its own systems ---

    def comfort_of_own_system(self, feature: str) -> float:
        """Return how much better than a list the department's own system is for a feature in the coming month.

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        float
            In logits; 0 where there is none.

        Raises
        ------
        InputError
            For an unknown feature.
        """
        return float(self.model.plan.own_comfort[self.model.next_month, self.number, self._feature(feature)])

    def connected(self, feature: str) -> float:
        """Return the share of what is entered in the own system that reaches the customer record in the coming month.

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        float
            In [0, 1]; 0 where there is none.

        Raises
        ------
        InputError
            For an unknown feature.
        """
        return float(self.model.plan.connected[self.model.next_month, self.number, self._feature(feature)])

    @property
    def own_systems(self) -> list[str]:
        """Names of the features for which the department has a system of its own."""
        return list(self.model.scenario.company.organisation.departments[self.number].own_systems)

    # --- its people and its head ---

    @property
    def own_resistance(self) -> float:
        """Resistance of this department and company, beside what its people differ by, in logits; can be set."""
        return self._own(OWN_RESISTANCE)

    @own_resistance.setter
    def own_resistance(self, value: float) -> None:
        self._set_own(OWN_RESISTANCE, value, -_LIMIT, _LIMIT, "own_resistance")

    @property
    def own_comfort(self) -> float:
        """How much more comfortable the old way is here than elsewhere, in logits; can be set."""
        return self._own(OWN_COMFORT)

    @own_comfort.setter
    def own_comfort(self, value: float) -> None:
        self._set_own(OWN_COMFORT, value, -_LIMIT, _LIMIT, "own_comfort")

    @property
    def heads_commitment(self) -> float:
        """How much more than others the head stands behind the CRM, in [-1, 1]; below 0 less; can be set."""
        return self._own(HEADS_COMMITMENT)

    @heads_commitment.setter
    def heads_commitment(self, value: float) -> None:
        self._set_own(HEADS_COMMITMENT, value, -1.0, 1.0, "heads_commitment")

    @property
    def commitment(self) -> float:
        """How far line managers ask for real use in the coming month, the head's part included, in [-0.5, 1]."""
        return float(clip.py_func(self.levers.supervisor_commitment + self.heads_commitment, -0.5, 1.0))  # type: ignore[attr-defined]

    # --- what it has got used to, and what it trusts ---

    @property
    def trust(self) -> float:
        """How far people rely on what AI features say, in [0, 1]; can be set."""
        return self._own(TRUST)

    @trust.setter
    def trust(self, value: float) -> None:
        self._set_own(TRUST, value, 0.0, 1.0, "trust")

    @property
    def used_to_goals(self) -> float:
        """How much of the goals put on top people are used to, in [0, 1]."""
        return self._own(USED_TO_GOALS)

    @property
    def used_to_reward(self) -> float:
        """How much of the reward put on top people are used to, in [0, 1]."""
        return self._own(USED_TO_REWARD)

    @property
    def watched_more(self) -> float:
        """How much more closely than usual entries are watched in the coming month, in [0, 1]."""
        return max(float(self.levers.monitoring - self.usual_levers.monitoring), 0.0)

    @property
    def changes(self) -> float:
        """How many changes ask people to get used to them in the coming month."""
        return float(self.model.plan.changes[self.model.next_month, self.number])

    # --- the levers ---

    def lever(self, name: str) -> float:
        """Return the level of a lever in the month to come.

        Parameters
        ----------
        name : str
            Name of the lever.

        Returns
        -------
        float
            Within the limits of the lever.

        Raises
        ------
        InputError
            For an unknown lever.
        """
        if name not in INDEX:
            raise unknown("lever", name, INDEX)
        return float(getattr(self.levers, name))

    @property
    def levers(self) -> SimpleNamespace:
        """Levels of all levers in the month to come, by name."""
        row = self.model.plan.levers[self.model.next_month, self.number]
        return SimpleNamespace(**dict(zip(INDEX, row.tolist(), strict=True)))

    @property
    def usual_levers(self) -> SimpleNamespace:
        """Levels of all levers where nothing is done, by name."""
        return SimpleNamespace(**dict(zip(INDEX, self.model.plan.base[self.number].tolist(), strict=True)))

    def _own(self, column: int) -> float:
        return float(self.model.state.department[self.number, column])

    def _set_own(self, column: int, value: float, low: float, high: float, field: str) -> None:
        self.model.state.department[self.number, column] = checked(value, low, high, field)
