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
from ...model.company import AI, DATA_NEED, EFFORT, LOG_RELEVANCE, REACH, USEFULNESS, VISIBILITY
from ..ground.adding import added
from ..ground.by_value import by_value
from ..words.catalogue import Words
from .view import Engine

WAYS = ("legacy", "compliance", "deep")

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
    deep, compliance, legacy : dict of str to float
        What speaks for (positive) and against (negative) each way of working.
    """

    feature: str
    way: str
    live: bool
    attention: float
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
        return _SENTENCES("why", lang, attention=f"{100 * attention:.0f}", chance=f"{100 * chance:.0f}", named=named)


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


def _of_the_feature(employee: Person, name: str) -> dict[str, dict[str, float]]:
    """Return the terms that come from the feature and the department."""
    rule, model, f, d = _plain(), employee.model, employee.feature_number(name), employee.number
    department, b, feature, t = (
        model.departments[d],
        model.setting.behaviour,
        model.setting.features[f],
        model.next_month,
    )
    levers, skill = department.levers, employee.skill(name)
    relative = department.data_at_hand / b.data_need_reference
    if feature[AI] > 0.0:
        worth = rule.worth_of_ai(feature[USEFULNESS], relative, b.ai_data_threshold, levers.technology)
    else:
        worth = rule.worth_of_feature(feature[USEFULNESS], feature[DATA_NEED], relative, levers.technology)
    felt, reach, seen = rule.felt_alignment(levers.kpi_alignment), feature[REACH], feature[VISIBILITY]
    plan = model.plan
    since = float(t - min(int(plan.go_live[d, f]), t))
    orders = -0.6 * levers.monitoring * seen * (0.4 + 0.6 * levers.sponsorship)
    return {
        "deep": {
            "usefulness": b.usefulness_weight * worth * (0.4 + 0.6 * skill),
            "effort": -b.effort_weight * feature[EFFORT] * (1.0 - levers.usability) * (1.3 - skill),
            "goals": rule.goals_and_sharing(b.kpi_weight, felt, levers.sharing_reward, reach),
            "territory": -employee.territoriality
            * rule.cost_of_sharing(b.territory_weight, reach, levers.sharing_reward, levers.silo_strength, felt),
            "curiosity": rule.curiosity(b.novelty, since, b.novelty_months),
            "relevance": float(model.setting.relevance[LOG_RELEVANCE, d, f]),
        },
        "compliance": {"being seen": rule.appeal_of_compliance(b.visibility_weight, levers.monitoring, seen)},
        "legacy": {"comfort": b.comfort, "orders": orders, "closed": -b.gate_strength * float(plan.gate[t, d, f])},
    }  # fmt: skip


def reasons(employee: Person, name: str) -> Reasons:
    """Return the terms of a person's next decision about a feature.

    They are those of the coming month as things stand now; who leaves or is asked to be a champion
    in the meantime is not foreseen. After the horizon the last month's levers are taken.
    """
    model, rule = employee.model, _plain()
    f, b, levers = employee.feature_number(name), model.setting.behaviour, model.departments[employee.number].levers
    t, plan = model.next_month, model.plan
    terms, habit = _of_the_feature(employee, name), employee.habit(name)
    pull = float(rule.pull_of_colleagues(
        rules.single(employee.exposure(name)), rules.single(b.tipping_share), rules.single(b.pull_steepness),
        model.setting.linear_pull,
    ))  # fmt: skip
    example = employee.manager.example if employee.manager else levers.sponsorship
    boss = rule.leadership(example, levers.supervisor_commitment, levers.sponsorship)
    terms["deep"] |= {
        "colleagues": b.peer_weight * (pull - b.pull_reference),
        "manager": 1.5 * b.leadership_weight * boss,
        "resistance": -employee.resistance - levers.resistance,
        "champion": b.champion_boost * employee.is_champion,
        "habit": b.habit_bonus * habit["deep"],
    }
    terms["compliance"]["habit"] = 0.8 * b.habit_bonus * habit["compliance"]
    terms["legacy"]["habit"] = b.habit_bonus * habit["legacy"]
    attention = rule.chance_of_attention(b.attention, b.capacity * levers.change_capacity, employee.unfamiliar)
    plain = {way: {term: float(value) for term, value in each.items()} for way, each in terms.items()}
    return Reasons(
        feature=name,
        way=employee.way_of_working(name),
        live=bool(employee.live >> f & 1),
        attention=float(max(attention, b.gate_attention * plan.gate[t, employee.number, f])),
        **plain,
    )
