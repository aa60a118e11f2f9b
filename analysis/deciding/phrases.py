"""How a decision's numbers and mixes are said: levels, differences, parts of a mix."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.outcomes import OUTCOME
from ...scenarios.core.scenario import Scenario
from ...scenarios.programmes.coaching import Champions, Training
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.programmes.rollouts import StagedRollout
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..words import phrases as plain
from .mix import Mix
from .objective import Objective

say = Words("deciding.words")


@dataclass(frozen=True)
class Part:
    """One intervention of a mix in words.

    Attributes
    ----------
    what, where, euros, strength, when : str
    """

    what: str
    where: str
    euros: str
    strength: str
    when: str

    def text(self, lang: str) -> str:
        """Return the part in one phrase."""
        place = say("in", lang, names=self.where) if self.where else ""
        key = "part" if self.strength else "plain part"
        return say(key, lang, what=self.what, where=place, euros=self.euros, strength=self.strength, when=self.when)


def parts_of(scenario: Scenario, lang: str) -> list[Part]:
    """Return the interventions of a scenario in words, in its order."""
    labels = {each.name: each.label(lang) for each in scenario.company.organisation.departments}
    return [
        _part(each, float(cost.sum()), full, scenario, labels, lang)
        for each, cost, full in zip(
            scenario.interventions, scenario.ledger.values(), scenario.strengths(), strict=True
        )
    ]  # fmt: skip


def _part(
    each: Intervention, cost: float, full: float, scenario: Scenario, labels: dict[str, str], lang: str
) -> Part:  # fmt: skip
    where = plain.join([labels[name] for name in each.departments], lang)
    divisible = each.one_off is None and each.monthly is None
    return Part(
        _what(each, lang), where, plain.euro(cost, lang), plain.percent(full, lang) if divisible else "",
        _when(each, scenario.months, lang),
    )  # fmt: skip


def _what(each: Intervention, lang: str) -> str:
    extra = ""
    if isinstance(each, Training) and each.once:
        extra = say("course", lang)
    if isinstance(each, Champions):
        extra = say(each.choose, lang)
    if isinstance(each, StagedRollout):
        extra = _waves(each, lang)
    return f"{each.label(lang)} ({extra})" if extra else each.label(lang)


def _waves(each: StagedRollout, lang: str) -> str:
    return say("by department" if each.by == "department" else "in waves", lang, every=each.every)


def _when(each: Intervention, months: int, lang: str) -> str:
    last = each.last_month(months)
    lasting = last < months and not isinstance(each, StagedRollout)
    if isinstance(each, Training) and each.once:
        lasting = False
    if lasting:
        when = say("during", lang, start=plain.number(each.start + 1, lang), end=plain.number(last, lang))
    else:
        when = say("from", lang, start=plain.number(each.start + 1, lang)) if each.start else say("from start", lang)
    rules = each.rules_in_words({}, lang)
    return f"{when}, {rules}" if rules else when


def mix_in_short(mix: Mix, lang: str) -> str:
    """Return what a mix spends its money on, the largest first."""
    spending = sorted(mix.spending().items(), key=lambda each: -each[1])
    parts = [
        say("short", lang, what=KINDS[kind].label(lang), euros=plain.euro(round(euros, -2), lang))
        for kind, euros in spending
    ]
    return plain.join(parts, lang) or say("nothing in it", lang)


def kinds_of(mix: Mix, lang: str) -> str:
    """Return the interventions of a mix by their names, the dearest first."""
    spending = sorted(mix.spending().items(), key=lambda each: -each[1])
    return plain.join([KINDS[kind].label(lang) for kind, _ in spending], lang) or say("nothing in it", lang)


def criterion_label(objective: Objective, lang: str) -> str:
    """Return what is as large as possible, in words."""
    target = "" if objective.target is None else plain.level(objective.target, objective.outcome, lang)
    return say(objective.risk, lang, outcome=called(OUTCOME[objective.outcome], lang), target=target)


def level(value: float, objective: Objective, lang: str) -> str:
    """Return a value of the criterion with its unit."""
    if objective.risk == "target":
        return plain.percent(value, lang)
    return plain.level(value, objective.outcome, lang)


def change(value: float, objective: Objective, lang: str, *, sign: bool = True) -> str:
    """Return a difference of the criterion without its unit."""
    if objective.risk == "target":
        return plain.number(100.0 * value, lang, 1, sign=sign)
    text = plain.change(value, objective.outcome, lang)
    if text.strip("+−0.,") == "":  # small, but perhaps not nothing
        finer = plain.number(100.0 * value if plain.is_share(objective.outcome) else value, lang, 2, sign=True)
        text = finer if finer.strip("+−0.,") else text
    return text if sign else text.lstrip("+")


def unit(objective: Objective, lang: str) -> str:
    """Return the unit of a difference of the criterion."""
    if objective.risk == "target":
        return say("points", lang)
    return plain.unit_of_change(objective.outcome, lang)
