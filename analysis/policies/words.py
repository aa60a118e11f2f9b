"""Words of policies: the answer in sentences, and the small table."""

from __future__ import annotations

from dataclasses import replace

from ...model.outcomes import OUTCOME
from ...scenarios.core.scenario import Scenario
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import quoted
from ..comparing.comparison import ComparisonResult
from ..learning.discovery_words import limits_words
from ..report.brief import Brief
from ..report.parts import Table
from ..telling.verdict_words import use
from ..words.phrases import change, euro, find, join, level, number, percent, unit_of_change
from .record import CHOSEN, FIXED, REGRET, PoliciesResult

say = Words("policies.words")


def answer(found: PoliciesResult, lang: str) -> list[str]:
    """Return which policy was chosen, the verdict on it, how robust it is and where it fails, in sentences."""
    return [
        what(found, lang),
        *use(told(found, lang), lang),
        robust(found, lang),
        *fails(found, lang),
        how(found, lang),
    ]


def told(found: PoliciesResult, lang: str) -> ComparisonResult:
    """Return the comparison in a language."""
    return replace(found.comparison, lang=lang)


def far(value: float, outcome: str, lang: str) -> str:
    """Return a regret without a sign."""
    return change(value, outcome, lang).lstrip("+")


def in_words(each: Intervention, scenario: Scenario, lang: str) -> str:
    """Return one part of a policy: what, for how much, and by which rule."""
    places = {one.name: called(one, lang) for one in scenario.company.organisation.departments}
    where = join([places[name] for name in each.departments], lang)
    head = each.label(lang) + (f" ({where})" if where else "")
    money = "" if each.budget is None else " " + say("for", lang, euros=euro(round(each.budget, -2), lang))
    begin = say("from", lang, month=number(each.start + 1, lang)) if each.start else ""
    rules = each.rules_in_words(places, lang)
    return head + money + "".join(f", {part}" for part in (begin, rules) if part)


def what(found: PoliciesResult, lang: str) -> str:
    """Return what the policy chosen consists of."""
    policy = found.chosen
    own = [each for each in policy.interventions if each not in found.base.interventions]
    parts = "; ".join(in_words(each, policy, lang) for each in own)
    key = "chosen same" if found.same else "chosen" if any(each.ruled for each in own) else "chosen fixed"
    return say(
        key, lang, policy=quoted(policy.title(lang), lang), parts=parts,
        budget=euro(found.aims.budget, lang), spent=euro(float(found.spent[CHOSEN].mean()), lang),
        most=euro(float(found.spent[CHOSEN].max()), lang),
    )  # fmt: skip


def robust(found: PoliciesResult, lang: str) -> str:
    """Return how robust the policy and the fixed plan are."""
    main, each = found.aims.main, found.robust()
    return say(
        "robust", lang, enough=level(found.aims.enough, main, lang), outcome=called(find(main), lang),
        policy=percent(each[CHOSEN].satisficing, lang), fixed=percent(each[FIXED].satisficing, lang),
        regret=far(each[CHOSEN].regret_90, main, lang), unit=unit_of_change(main, lang),
        fixed_regret=far(each[FIXED].regret_90, main, lang),
        most=far(each[CHOSEN].regret_most, main, lang),
        fixed_most=far(each[FIXED].regret_most, main, lang),
    )  # fmt: skip


def fails(found: PoliciesResult, lang: str) -> list[str]:
    """Return under which behaviour the policy chosen falls short, where that can be said."""
    failure = found.failure
    if failure is None or failure.state in ("none fails", "all fail"):
        return []
    if failure.state != "found":
        return [say("fails anywhere", lang, share=percent(failure.share, lang))]
    box = failure.boxes[0]
    return [
        say(
            "fails", lang, share=percent(failure.share, lang), where=limits_words(box, lang),
            coverage=percent(box.coverage, lang), density=percent(box.density, lang),
        )
    ]  # fmt: skip


def how(found: PoliciesResult, lang: str) -> str:
    """Return on what it was searched, on what it was judged, and what the search had flattered."""
    main = found.aims.main
    return say(
        "how", lang, trials=number(found.trials, lang), searched=number(found.members[0], lang),
        aside=number(found.members[1], lang), ensemble=found.ensemble,
        optimism=change(abs(found.optimism()), main, lang).lstrip("+"), unit=unit_of_change(main, lang),
        way=say("more" if found.optimism() >= 0.0 else "less", lang),
        front=number(list(found.on_front()).count(True), lang), policies=number(len(found.policies), lang),
    )  # fmt: skip


def columns(found: PoliciesResult, lang: str) -> list[str]:
    """Return the headings of the table."""
    heads = say.several("columns", lang)
    return [heads[0], *(called(OUTCOME[name], lang) for name in found.aims.outcomes), *heads[1:]]


def rows(found: PoliciesResult, lang: str) -> list[list[str]]:
    """Return a row for each option."""
    main, table = found.aims.main, []
    for each, means, spent, robust in zip(found.options, found.means(), found.spent, found.robust(), strict=True):
        table.append(
            [
                each.title(lang),
                *(level(float(v), name, lang) for v, name in zip(means, found.aims.outcomes, strict=True)),
                percent(robust.satisficing, lang), far(robust.regret_90, main, lang),
                far(robust.regret_most, main, lang), euro(float(spent.mean()), lang),
            ]
        )  # fmt: skip
    return table


def aims_in_words(found: PoliciesResult, lang: str) -> str:
    """Return the objectives in words."""
    names = [say("regret", lang) if name == REGRET else called(OUTCOME[name], lang) for name in found.aims.objectives]
    return join([quoted(name, lang) for name in names], lang)


def brief(found: PoliciesResult, lang: str) -> Brief:
    """Return the answer as it fits on one screen."""
    question = say(
        "question", lang, budget=euro(found.aims.budget, lang), objectives=aims_in_words(found, lang),
        month=number(found.aims.month, lang), people=number(found.base.company.organisation.headcount, lang),
    )  # fmt: skip
    first, *others = answer(found, lang)
    return Brief(question, [[first], others[:1]], Table(columns(found, lang), rows(found, lang)), (), others[1:])
