"""Why a person works with a feature as they do: the terms of the next decision, one by one.

The rules are those of the engine (`crm_adoption.model.rules`), run here as plain Python for one
person. A test holds that they foretell the engine's decisions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any, Protocol

from ...model import numerics, rules
from ...model.behaviour import HALF
from ...model.company import AI, DATA_NEED, EFFORT, LOG_RELEVANCE, REACH, USEFULNESS, VISIBILITY
from ..ground.adding import added
from ..ground.by_value import by_value
from ..words.catalogue import Words
from .view import Engine

WAYS = ("legacy", "compliance", "deep")

OVERLOAD_TOLD = 0.01
"""From here on it is said that too much changes at once."""

say = Words("mesa.reasons")
"""What a person weighs."""
_SENTENCES = Words("mesa.reasons.sentences")


class Person(Protocol):
    """What a decision needs to know of a person; `Employee` is one."""

    model: Engine
    number: int

    @property
    def resistance(self) -> float:
        """Resistance to change, logits."""

    @property
    def territoriality(self) -> float:
        """Share of the cost of sharing that is felt, in [0, 1]."""

    @property
    def is_champion(self) -> bool:
        """Whether the person is a champion."""

    @property
    def live(self) -> int:
        """Features that can be used, one bit each."""

    @property
    def unfamiliar(self) -> float:
        """Number of features that are new to the person."""

    @property
    def manager(self) -> Any:
        """The line manager, None for whoever has none."""

    def feature_number(self, feature: str) -> int:
        """Return the number of a feature."""

    def skill(self, feature: str) -> float:
        """Return the skill with a feature, in [0, 1]."""

    def habit(self, feature: str) -> dict[str, float]:
        """Return the habit of each way of working."""

    def exposure(self, feature: str) -> float:
        """Return the share of colleagues in real use."""

    def way_of_working(self, feature: str) -> str:
        """Return the present way of working."""


@by_value
@dataclass(frozen=True)
class Reasons:
    """The terms of one person's next decision about one feature, in logits.

    Attributes
    ----------
    feature : str
    way : {"legacy", "compliance", "deep"}
        Present way of working.
    live : bool
        Whether the feature can be used next month and is relevant to the person's department; if
        not, nothing is decided.
    attention : float
        Chance that the feature is thought about anew next month.
    overload : float
        By how much this chance would be higher if nothing else changed at the same time.
    deep, compliance, legacy : dict of str to float
        What speaks for (positive) and against (negative) each way of working.
    """

    feature: str
    way: str
    live: bool
    attention: float
    overload: float
    deep: dict[str, float]
    compliance: dict[str, float]
    legacy: dict[str, float]

    @property
    def appeal(self) -> dict[str, float]:
        """Sum of the terms of each way of working, in logits."""
        return {"legacy": added(self.legacy.values()), "compliance": added(self.compliance.values()),
                "deep": added(self.deep.values())}  # fmt: skip

    @property
    def chances(self) -> dict[str, float]:
        """Chance of each way, once the feature comes to attention (multinomial logit; the ODD, 7.4)."""
        best = max(self.appeal.values())
        weights = {way: math.exp(each - best) for way, each in self.appeal.items()}
        return {way: weight / added(weights.values()) for way, weight in weights.items()}

    @property
    def obstacles(self) -> list[tuple[str, float]]:
        """What speaks against real use, or for the two other ways, the strongest first, in logits."""
        against = {name: -term for name, term in self.deep.items() if term < 0.0}
        rival = self.legacy if self.appeal["legacy"] >= self.appeal["compliance"] else self.compliance
        against |= {name: term for name, term in rival.items() if term > 0.0 and name not in against}
        return sorted(against.items(), key=lambda each: -each[1])

    def in_words(self, lang: str = "en") -> str:
        """Return in one or two sentences how likely real use is and what stands in its way.

        Parameters
        ----------
        lang : {"en", "de"}, optional

        Returns
        -------
        str
        """
        if not self.live:
            return _SENTENCES("out", lang)
        chance, attention = self.chances["deep"], self.attention
        named = ", ".join(f"{say(name, lang)} ({term:.1f})" for name, term in self.obstacles[:3])
        told = _SENTENCES("why", lang, attention=f"{100 * attention:.0f}", chance=f"{100 * chance:.0f}", named=named)
        if self.overload < OVERLOAD_TOLD:
            return told
        return f"{told} {_SENTENCES('overload', lang, attention=f'{100 * (attention + self.overload):.0f}')}"


@cache
def _plain() -> SimpleNamespace:
    """Return the rules without compilation: one person is not worth a compiler's second."""
    functions: dict[str, Any] = {}
    for module in (numerics, rules):
        for name, each in vars(module).items():
            if hasattr(each, "py_func"):
                python = each.py_func
                functions[name] = FunctionType(python.__code__, python.__globals__ | functions, name)
    return SimpleNamespace(**functions)


def _worth(employee: Person, name: str) -> tuple[float, float]:
    """Return what a feature is worth on the data at hand, and the share of it that people trust."""
    rule, model, d = _plain(), employee.model, employee.number
    department, b, feature = model.departments[d], model.setting.behaviour, model.setting.features
    one, technology = feature[employee.feature_number(name)], department.lever("technology")
    relative = department.data_at_hand / b.data_need_reference
    if one[AI] > 0.0:
        return rule.worth_of_ai(one[USEFULNESS], relative, b.ai_data_threshold, technology), department.trust
    return rule.worth_of_feature(one[USEFULNESS], one[DATA_NEED], relative, technology), 1.0


def _of_goals(employee: Person, reach: float) -> dict[str, float]:
    """Return what goals and rewards add to real use as they stand, what they lack, and what sharing costs."""
    rule, model = _plain(), employee.model
    department, b = model.departments[employee.number], model.setting.behaviour
    levers, base, mixed = department.levers, department.usual_levers, b.mixed_goals >= HALF

    def adds(felt: float, reward: float) -> float:
        return float(rule.goals_and_sharing(b.kpi_weight, felt, reward, reach))

    goals, reward = (
        rule.felt_incentive(getattr(levers, lever), getattr(base, lever), used_to, b.habituation)
        for lever, used_to in (
            ("kpi_alignment", department.used_to_goals),
            ("sharing_reward", department.used_to_reward),
        )
    )
    fresh = rule.felt_alignment(levers.kpi_alignment, b.goal_conflict, mixed)
    felt = rule.felt_alignment(goals, b.goal_conflict, mixed)
    whole, unspoilt = adds(levers.kpi_alignment, levers.sharing_reward), adds(fresh, levers.sharing_reward)
    cost = rule.cost_of_sharing(b.territory_weight, reach, reward, levers.silo_strength, felt)
    return {
        "goals": whole,
        "half-changed goals": unspoilt - whole,
        "used to incentives": adds(felt, reward) - unspoilt,
        "territory": -employee.territoriality * cost,
    }


def _for_real_use(employee: Person, name: str) -> dict[str, float]:
    """Return the terms of real use that come from the feature and the department."""
    rule, model, f, d = _plain(), employee.model, employee.feature_number(name), employee.number
    b, feature, department = model.setting.behaviour, model.setting.features[f], model.departments[d]
    skill = employee.skill(name)
    (worth, trust), t = _worth(employee, name), model.next_month
    useful = b.usefulness_weight * worth * (0.4 + 0.6 * skill)
    since = float(t - min(int(model.plan.go_live[d, f]), t))
    return {
        "usefulness": useful,
        "trust in AI": -(1.0 - trust) * useful,
        "effort": -b.effort_weight * feature[EFFORT] * (1.0 - department.lever("usability")) * (1.3 - skill),
        **_of_goals(employee, feature[REACH]),
        "way": b.way_weight * department.way(name),
        "curiosity": rule.curiosity(b.novelty, since, b.novelty_months),
        "relevance": float(model.setting.relevance[LOG_RELEVANCE, d, f]),
    }


def _for_the_rest(employee: Person, name: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return the terms of the bare minimum and of the old way that come from the feature and the department."""
    rule, model, f = _plain(), employee.model, employee.feature_number(name)
    department, b, seen = model.departments[employee.number], model.setting.behaviour, model.setting.features[f]
    levers, visible = department.levers, seen[VISIBILITY]
    watched = rule.appeal_of_compliance(b.visibility_weight, levers.monitoring, visible, 0.0, 0.0)
    counted = b.targets_weight * levers.activity_targets * visible
    usual = b.comfort + department.own_comfort
    own = department.comfort_of_own_system(name)
    lost = b.way_comfort * department.way(name) * max(usual + own, 0.0)
    orders = -0.6 * levers.monitoring * visible * (0.4 + 0.6 * levers.sponsorship)
    return {"being seen": watched, "targets": counted}, {
        "comfort": usual, "own system": own, "no longer usual": -lost, "orders": orders,
        "closed": -b.gate_strength * department.enforced(name),
    }  # fmt: skip


def _of_the_person(employee: Person, name: str) -> dict[str, float]:
    """Return the terms of real use that come from colleagues, the boss and the person."""
    model, rule = employee.model, _plain()
    b, department = model.setting.behaviour, model.departments[employee.number]
    levers, beside = department.levers, b.additive_leadership >= HALF
    pull = float(rule.pull_of_colleagues(
        rules.single(employee.exposure(name)), rules.single(b.tipping_share), rules.single(b.pull_steepness),
        model.setting.linear_pull or b.linear_pull >= HALF,
    ))  # fmt: skip
    example = employee.manager.example if employee.manager else levers.sponsorship

    def leads(commitment: float) -> float:
        return float(1.5 * b.leadership_weight * rule.leadership(example, commitment, levers.sponsorship, beside))

    asked = leads(levers.supervisor_commitment)
    return {
        "colleagues": b.peer_weight * (pull - b.pull_reference),
        "manager": asked,
        "head": leads(department.commitment) - asked,
        "resistance": -employee.resistance - levers.resistance,
        "department": -department.own_resistance,
        "being watched": -b.monitoring_resistance * department.watched_more,
        "champion": b.champion_boost * employee.is_champion,
    }


def reasons(employee: Person, name: str) -> Reasons:
    """Return the terms of a person's next decision about a feature.

    They are those of the coming month as things stand now; who leaves or is asked to be a champion
    in the meantime is not foreseen. After the horizon the last month's levers are taken.
    """
    model, rule, f, d = employee.model, _plain(), employee.feature_number(name), employee.number
    b, department, habit = model.setting.behaviour, model.departments[d], employee.habit(name)
    minimum, old_way = _for_the_rest(employee, name)
    terms = {
        "deep": _for_real_use(employee, name)
        | _of_the_person(employee, name)
        | {"habit": habit["deep"] * b.habit_bonus},
        "compliance": minimum | {"habit": 0.8 * b.habit_bonus * habit["compliance"]},
        "legacy": old_way | {"habit": b.habit_bonus * habit["legacy"]},
    }

    def noticed(changes: float) -> float:
        capacity = rule.capacity_left(
            b.capacity * department.working_time, department.lever("change_capacity"), b.overload, changes
        )
        chance = rule.chance_of_attention(b.attention, capacity, employee.unfamiliar)
        return float(max(chance, b.gate_attention * department.enforced(name)))

    plain = {way: {term: float(value) for term, value in each.items()} for way, each in terms.items()}
    attention = noticed(department.changes)
    return Reasons(
        feature=name,
        way=employee.way_of_working(name),
        live=bool(employee.live >> f & 1),
        attention=attention,
        overload=noticed(0.0) - attention,
        **plain,
    )
