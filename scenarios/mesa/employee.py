"""Employees as Mesa agents: views on the engine's arrays; nothing is copied.

Reading a property reads the engine's state; writing one writes through to it, after a check.
"""

from __future__ import annotations

from ...model.errors import InputError, unknown
from ...model.state import (
    COLLEAGUE,
    EVER_DEEP,
    EVER_TOUCHED,
    HABIT_COMPLIANCE,
    HABIT_DEEP,
    IN_COMPLIANCE,
    IN_DEEP,
    IS_CHAMPION,
    SKILL,
    WEIGHT,
)
from ..ground.adding import added
from .person import Person
from .reasons import WAYS, Reasons, reasons
from .view import checked


class Employee(Person):
    """One employee: a view on a row of the engine's arrays.

    Attributes
    ----------
    row : int
        Row in the engine's arrays.
    number : int
        Number of the department.
    """

    # --- what it does ---

    @property
    def deep_use(self) -> float:
        """Share of the relevant features in real use, in [0, 1]."""
        return self._share(IN_DEEP)

    @property
    def compliance_use(self) -> float:
        """Share of the relevant features with the bare minimum, in [0, 1]."""
        return self._share(IN_COMPLIANCE)

    @property
    def shadow_use(self) -> float:
        """Share of the relevant features done in own lists and old tools, in [0, 1]."""
        return 1.0 - self.deep_use - self.compliance_use

    @property
    def never_used(self) -> float:
        """Share of the relevant features never touched since joining, in [0, 1]."""
        return 1.0 - self._share(EVER_TOUCHED)

    @property
    def example(self) -> float:
        """Share of the live features in real use, weighed by relevance: what a manager's people see."""
        weights = self.model.setting.relevance[0, self.number]
        live, deep = self.live, self._mask(IN_DEEP)
        possible = added(float(w) for f, w in enumerate(weights) if live >> f & 1)
        return added(float(w) for f, w in enumerate(weights) if live & deep >> f & 1) / possible if possible else 0.0

    def way_of_working(self, feature: str) -> str:
        """Return ``"legacy"``, ``"compliance"`` or ``"deep"`` for a feature.

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        str

        Raises
        ------
        InputError
            For an unknown feature.
        """
        f = self.feature_number(feature)
        return WAYS[2 if self._mask(IN_DEEP) >> f & 1 else self._mask(IN_COMPLIANCE) >> f & 1]

    def set_way_of_working(self, feature: str, way: str) -> None:
        """Let the person work in another way from now on (habits and skill follow by themselves).

        Parameters
        ----------
        feature : str
            Name of the feature.
        way : str
            ``"legacy"``, ``"compliance"`` or ``"deep"``.

        Raises
        ------
        InputError
            For an unknown feature or way, or a feature that the person cannot use next month.
        """
        f = self.feature_number(feature)
        if way not in WAYS:
            raise unknown("way of working", way, WAYS).within(field="way")
        if not self.live >> f & 1:
            problem = "{feature!r} is not live or not relevant to department {department!r}."
            raise InputError(problem, field="feature", feature=feature, department=self.department)
        with self.model._turn:
            for mask, on in {
                IN_DEEP: way == "deep", IN_COMPLIANCE: way == "compliance",
                EVER_DEEP: way == "deep" or bool(self._mask(EVER_DEEP) >> f & 1),
                EVER_TOUCHED: way != "legacy" or bool(self._mask(EVER_TOUCHED) >> f & 1),
            }.items():  # fmt: skip
                rest = self._mask(mask) & ~(1 << f)
                self.model.state.masks[mask, self.row] = rest | (int(on) << f)

    def skill(self, feature: str) -> float:
        """Return the skill with a feature, in [0, 1].

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        float

        Raises
        ------
        InputError
            For an unknown feature.
        """
        return float(self.model.state.pairs[SKILL, self.feature_number(feature), self.row])

    def set_skill(self, feature: str, value: float) -> None:
        """Set the skill with a feature, in [0, 1].

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
            self.model.state.pairs[SKILL, self.feature_number(feature), self.row] = checked(value, 0.0, 1.0, "skill")

    def habit(self, feature: str) -> dict[str, float]:
        """Return the strength of the habit of each way of working; they sum to one.

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        dict[str, float]
            By way of working, in [0, 1].

        Raises
        ------
        InputError
            For an unknown feature.
        """
        f, pairs = self.feature_number(feature), self.model.state.pairs
        deep = float(pairs[HABIT_DEEP, f, self.row])
        compliance = float(pairs[HABIT_COMPLIANCE, f, self.row])
        return {"legacy": 1.0 - deep - compliance, "compliance": compliance, "deep": deep}

    def set_habit(self, feature: str, *, deep: float, compliance: float) -> None:
        """Set the habits of a feature; the old habit is what the two leave to one.

        Parameters
        ----------
        feature : str
            Name of the feature.
        deep : float
            In [0, 1].
        compliance : float
            In [0, 1].

        Raises
        ------
        InputError
            For an unknown feature, a value outside [0, 1] or habits above one together.
        """
        f = self.feature_number(feature)
        deep, compliance = checked(deep, 0.0, 1.0, "deep"), checked(compliance, 0.0, 1.0, "compliance")
        if deep + compliance > 1.0:
            problem = "habits sum to one; {deep:g} and {compliance:g} are more together."
            raise InputError(problem, field="compliance", deep=deep, compliance=compliance)
        with self.model._turn:
            self.model.state.pairs[HABIT_DEEP, f, self.row] = deep
            self.model.state.pairs[HABIT_COMPLIANCE, f, self.row] = compliance

    # --- why it does it ---

    def exposure(self, feature: str) -> float:
        """Return the weighted share of colleagues seen in real use of a feature, as things stand (the ODD, 7.2).

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
        f, state, b = self.feature_number(feature), self.model.state, self.model.setting.behaviour
        inside = int(state.tie_start[2 * self.row + 1] - state.tie_start[2 * self.row])
        first, last = (int(state.tie_start[2 * self.row + end]) for end in (0, 2))
        openness, loud = 1.0 - self.model.departments[self.number].lever("silo_strength"), int(b.champion_voice + 0.5)
        seen, everybody = 0.0, 0.0
        for place, (other, weight) in enumerate(state.ties[first:last, [COLLEAGUE, WEIGHT]].tolist()):
            champion = state.traits[IS_CHAMPION, other] > 0
            voice = weight * (loud if champion else 1) * (1.0 if place < inside else openness)
            shows = self.model.employees[other].live if champion else int(state.masks[IN_DEEP, other])
            everybody, seen = everybody + voice, seen + voice * (shows >> f & 1)
        return seen / everybody if everybody else 0.0

    def reasons(self, feature: str) -> Reasons:
        """Return the terms of the person's next decision about a feature: why it is stuck, if it is.

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        Reasons

        Raises
        ------
        InputError
            For an unknown feature.
        """
        return reasons(self, feature)

    @property
    def live(self) -> int:
        """One bit per relevant feature that can be used in the coming month."""
        live = int(self.model.plan.live[self.model.next_month, self.number])
        return live & self._relevant

    @property
    def unfamiliar(self) -> float:
        """Number of live relevant features never in real use."""
        return float((self.live & ~self._mask(EVER_DEEP)).bit_count())

    def feature_number(self, feature: str) -> int:
        """Return a feature's number, or raise InputError with the nearest name.

        Parameters
        ----------
        feature : str
            Name of the feature.

        Returns
        -------
        int
            From 0.

        Raises
        ------
        InputError
            For an unknown feature.
        """
        return self._feature(feature)

    @property
    def _relevant(self) -> int:
        return int(self.model.setting.relevant[self.number])

    def _mask(self, mask: int) -> int:
        return int(self.model.state.masks[mask, self.row])

    def _share(self, mask: int) -> float:
        return (self._mask(mask) & self._relevant).bit_count() / self._relevant.bit_count()
