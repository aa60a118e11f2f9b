"""What a reader has chosen in the laboratory: frozen values, so that undo, sharing and caching are easy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from ...model.declared import Declaration
from ...model.errors import InputError, unknown
from ...model.levers import Levers
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import KINDS, offered
from .recording import MOST_PEOPLE
from .refused import SettingError

LEVERS = (
    "kpi_alignment", "silo_strength", "sponsorship", "supervisor_commitment", "monitoring", "change_capacity",
)  # fmt: skip
"""What can be set of the company itself: where each lever stands before any programme."""
_FIRST = (
    "AlignKPIs", "RewardSharing", "BreakSilos", "ExecutiveSponsor", "SupervisorCommitment", "Champions", "Training",
    "ToolingSpend", "Simplify", "DataCleanup", "Mandate",
)  # fmt: skip
_ALSO = ("ActivityTargets", "RetireOwnSystem", "ConnectOwnSystem")
"""What no advice proposes by itself, and a reader may want to try."""
PROGRAMMES = (*offered(_FIRST), *_ALSO)
"""What can be done to it: kinds of intervention, each from 0 to 100 % of its full effect."""
FEWEST, HANDY = 20, 1000
"""People whom the slider of an ordinary company offers; typed may be up to `MOST_PEOPLE`."""
COMPANIES = 99
MOST_SCENARIOS = 4
LEAST_BUDGET, MOST_BUDGET = 10_000, 2_000_000
USUAL_BUDGET = 150_000
OUTCOMES = (
    "deep_use", "active_users", "compliance_use", "shadow_use", "never_used", "features_idle", "institutionalised",
    "trust_in_ai", "usable_data", "must_repeat", "customers", "net_value",
)  # fmt: skip
"""Outcomes whose curves can be shown."""
BANDS = ("runs", "ci")
COLOURS = ("way", "depth")
TABS = ("story", "lab", "assumptions")
THEMES = ("auto", "light", "dark")
OWN_COMPANY = ""
"""The company of each scenario itself."""
Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Plan:
    """A scenario of the laboratory: where it starts from and what was changed.

    Attributes
    ----------
    preset : str
        Key of the scenario it starts from.
    strengths : tuple of (kind, percent)
        Interventions moved by the reader, in the order of `PROGRAMMES`.
    """

    preset: str
    strengths: Pairs = ()

    def moved(self, kind: str, percent: int) -> Plan:
        """Return the plan with one intervention at another strength."""
        return replace(self, strengths=_with(self.strengths, kind, _within(percent, 0, 100, kind), PROGRAMMES))

    def left(self, kind: str) -> Plan:
        """Return the plan with one intervention as its scenario has it."""
        return replace(self, strengths=tuple(each for each in self.strengths if each[0] != kind))


@dataclass(frozen=True)
class Choices:
    """All that decides what is run.

    Attributes
    ----------
    plans : tuple of Plan
        Two to four scenarios; the first is what the others are compared with.
    company : str
        Key of the preset whose company all scenarios take, or `OWN_COMPANY`.
    people : int or None
        Headcount, or that of the scenario.
    replicate : int
        Number of the company drawn by lot that is shown person by person.
    levers : tuple of (lever, percent)
        Levers moved by the reader.
    budget : int or None
        EUR that every programme spends, or each its own.
    """

    plans: tuple[Plan, ...]
    company: str = OWN_COMPANY
    people: int | None = None
    replicate: int = 0
    levers: Pairs = ()
    budget: int | None = None

    def with_plan(self, number: int, plan: Plan) -> Choices:
        """Return the choices with another scenario in one place."""
        return replace(self, plans=(*self.plans[:number], plan, *self.plans[number + 1 :]))

    def with_lever(self, name: str, percent: int) -> Choices:
        """Return the choices with one lever elsewhere."""
        low, high = limits_of(name)
        return replace(self, levers=_with(self.levers, name, _within(percent, low, high, name), LEVERS))

    def with_people(self, people: int) -> Choices:
        """Return the choices with another headcount."""
        return replace(self, people=_within(people, FEWEST, MOST_PEOPLE, "people"))

    def with_replicate(self, number: int) -> Choices:
        """Return the choices with another company drawn by lot."""
        return replace(self, replicate=_within(number, 0, COMPANIES, "replicate"))

    def with_budget(self, euros: int | None) -> Choices:
        """Return the choices with an equal budget, or without one."""
        return replace(self, budget=None if euros is None else _within(euros, LEAST_BUDGET, MOST_BUDGET, "budget"))

    def more(self, plan: Plan) -> Choices:
        """Return the choices with one more scenario."""
        if len(self.plans) >= MOST_SCENARIOS:
            problem = "{most} scenarios side by side are the most."
            raise InputError(problem, field="scenarios", most=MOST_SCENARIOS)
        return replace(self, plans=(*self.plans, plan))

    def fewer(self, number: int) -> Choices:
        """Return the choices without one scenario; two always stay."""
        if len(self.plans) <= 2:
            return self
        return replace(self, plans=(*self.plans[:number], *self.plans[number + 1 :]))


@dataclass(frozen=True)
class Look:
    """How the laboratory is looked at; nothing is run anew for it."""

    tab: Literal["story", "lab", "assumptions"] = "lab"
    lang: str = "en"
    theme: str = "auto"
    month: int = 12
    step: int = 1
    outcome: str = "deep_use"
    band: str = "runs"
    colour: str = "way"
    ties: bool = False


@dataclass(frozen=True)
class State:
    """Everything that a link to the page holds."""

    choices: Choices
    look: Look = field(default_factory=Look)


def declaration(name: str) -> Declaration:
    """Return the declaration of a lever, or raise InputError with the nearest name."""
    if name not in LEVERS:
        raise unknown("lever", name, LEVERS)
    return Levers.declarations()[name]


def limits_of(lever: str) -> tuple[int, int]:
    """Return the least and the greatest level of a lever, in percent."""
    low, high = declaration(lever).allowed
    return round(100 * low), round(100 * high)


def kind_of(name: str) -> type[Intervention]:
    """Return a kind of intervention, or raise InputError with the nearest name."""
    if name not in PROGRAMMES:
        raise unknown("intervention", name, PROGRAMMES)
    return KINDS[name]


def _within(value: int, low: int, high: int, field: str) -> int:
    """Return a whole number in its range, or raise InputError that says which."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise SettingError("out of range", value, field=field, limits=(low, high))
    return value


def _with(pairs: Pairs, name: str, value: int, order: tuple[str, ...]) -> Pairs:
    if name not in order:
        raise unknown("lever", name, order)
    merged = dict(pairs) | {name: value}
    return tuple((each, merged[each]) for each in order if each in merged)
