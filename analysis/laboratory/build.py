"""From what a reader has chosen to the scenarios that are run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...model.company import Company
from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.core.budget import at_budget
from ...scenarios.core.overrides import overridden
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.adding import added
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.words.catalogue import Words
from ..base.forms import forms, told
from ..words.phrases import LANGUAGES
from .choices import LEVERS, OWN_COMPANY, PROGRAMMES, Choices, Plan, kind_of
from .presets import Preset, found
from .recording import MOST_PEOPLE
from .refused import SettingError

_say = Words("laboratory.build")

LETTERS = "ABCD"
MOST_MONTHS = 120
"""Months that a page plays at most, beside those that a fitted company has lived."""


def strength_of(scenario: Scenario, kind: str) -> int:
    """Return how strongly a kind of intervention works in a scenario, in percent; 0 if there is none."""
    strengths = [
        strength
        for each, strength in zip(scenario.interventions, scenario.strengths(), strict=True)
        if type(each) is kind_of(kind)
    ]
    return round(100.0 * max(strengths, default=0.0))


def fitting(company: Company) -> tuple[str, ...]:
    """Return the kinds of intervention that can be set in a company: own systems only where there are some."""
    return tuple(name for name in PROGRAMMES if _fits(kind_of(name), company))


def _fits(kind: type[Intervention], company: Company) -> bool:
    try:
        kind(strength=1.0).check(company)
    except InputError:
        return False
    return True


def spent_on(scenario: Scenario, kind: str) -> float:
    """Return what a kind of intervention costs within the horizon, EUR."""
    costs = zip(scenario.interventions, scenario.ledger.values(), strict=True)
    return added(float(cost.sum()) for each, cost in costs if type(each) is kind_of(kind))


def _at_strength(each: Intervention, percent: int) -> Intervention:
    return replace(each, strength=percent / 100.0, budget=None, one_off=None, monthly=None)


def at_strengths(scenario: Scenario, plan: Plan, first: int = 0) -> Scenario:
    """Return a scenario with interventions at the strengths that the reader gave; new ones begin after some months."""
    interventions = list(scenario.interventions)
    for name, percent in plan.strengths:
        kind = kind_of(name)
        if percent == strength_of(scenario, name):
            continue
        there = [number for number, each in enumerate(interventions) if type(each) is kind]
        if percent == 0:
            interventions = [each for each in interventions if type(each) is not kind]
        elif there:
            for number in there:
                interventions[number] = _at_strength(interventions[number], percent)
        else:
            interventions.append(kind(strength=percent / 100.0, start=first))
    return replace(scenario, interventions=tuple(interventions))


def standing(scenario: Scenario, lever: str) -> int:
    """Return where a lever stands in a scenario before any programme, in percent: the mean over its people."""
    departments = scenario.company.organisation.departments
    total = added(float(getattr(each.levers, lever)) * each.people for each in departments)
    return round(100.0 * total / scenario.company.organisation.headcount)


def company_of(choices: Choices, presets: Mapping[str, Preset]) -> Scenario:
    """Return the scenario whose company is shown in the settings, before they are applied."""
    return found(choices.company or choices.plans[0].preset, presets).scenario


def _in_company(scenario: Scenario, other: Scenario) -> Scenario:
    """Return a scenario's programme and features in the company of another one."""
    theirs = other.company
    company = Company(
        theirs.organisation, scenario.company.catalogue, theirs.behaviour, theirs.market, theirs.pull_shape
    )
    return replace(scenario, company=company, prices=other.prices)


def _changes(choices: Choices, scenario: Scenario) -> dict[str, float | int]:
    """Return the company's numbers that were moved away from where they stand."""
    moved: dict[str, float | int] = {
        name: percent / 100.0 for name, percent in choices.levers if percent != standing(scenario, name)
    }
    if choices.people is not None and choices.people != scenario.company.organisation.headcount:
        moved["people"] = choices.people
    return moved


def built(choices: Choices, number: int, presets: Mapping[str, Preset]) -> Scenario:
    """Return the scenario of one plan, with everything that was chosen.

    Raises
    ------
    InputError
        If values do not go together, for example an intervention and a company without that feature.
    """
    plan = choices.plans[number]
    preset = found(plan.preset, presets)
    scenario = preset.scenario
    if preset.fit is not None and (choices.company or choices.people is not None or choices.levers):
        raise SettingError("fitted company", preset.key)
    if choices.company != OWN_COMPANY and choices.company != plan.preset:
        scenario = _in_company(scenario, found(choices.company, presets).scenario)
    scenario = at_strengths(overridden(scenario, _changes(choices, scenario)), plan, preset.lived)
    if choices.budget is not None:
        scenario = at_budget(scenario, float(choices.budget))
    scenario = told(scenario, preset.scenario, equal=choices.budget is not None)
    changed = bool(plan.strengths) or _reworked(scenario, preset.scenario)
    titles = {lang: _title(scenario.title(lang), changed, lang) for lang in LANGUAGES}
    return replace(scenario, title_en=titles["en"], title_de=titles["de"])


def _reworked(scenario: Scenario, usual: Scenario) -> bool:
    """Return whether a programme has other strengths or prices than where its title was written."""
    ours, theirs = forms(scenario), forms(usual)
    return list(ours) != list(theirs) or not all(ours[kind].alike(theirs[kind]) for kind in ours)


def moved(choices: Choices, number: int, presets: Mapping[str, Preset], kind: str, percent: int) -> Choices:
    """Return the choices with an intervention at another strength; at where it stands unmoved it keeps its money."""
    plan = choices.plans[number].moved(kind, percent)
    bare = choices.with_plan(number, plan.left(kind))
    stands = strength_of(built(replace(bare, budget=None), number, presets), kind)
    return bare if percent == stands else choices.with_plan(number, plan)


def _title(title: str, changed: bool, lang: str) -> str:
    return f"{title} ({_say('changed', lang)})" if changed else title


def _checked(scenario: Scenario, lived: int) -> None:
    """Refuse companies that a page cannot show in time."""
    people = scenario.company.organisation.headcount
    if people > MOST_PEOPLE:
        problem = "{people:,} people are too many for the page, which takes {most:,}; use the command line."
        raise InputError(problem, field="organisation.people", people=people, most=MOST_PEOPLE)
    if scenario.months - lived > MOST_MONTHS:
        problem = "{months:,} months are too many for the page; {most} are allowed."
        raise InputError(problem, field="months", months=scenario.months, most=MOST_MONTHS)


def all_built(choices: Choices, presets: Mapping[str, Preset]) -> list[Scenario]:
    """Return the scenarios of all plans over the same months, refusing those that cannot be compared."""
    scenarios = [built(choices, number, presets) for number in range(len(choices.plans))]
    months = min(each.months for each in scenarios)
    scenarios = [each if each.months == months else replace(each, months=months) for each in scenarios]
    for each, plan in zip(scenarios, choices.plans, strict=True):
        _checked(each, found(plan.preset, presets).lived)
    first = scenarios[0].company.organisation.names
    for letter, each in zip(LETTERS, scenarios, strict=False):
        if each.company.organisation.names != first:
            raise InputError(
                "this scenario has other departments than scenario A; choose one company for all scenarios.",
                field=Phrase("scenario {letter}", letter=letter),
            )
    return scenarios


def levels(scenario: Scenario) -> dict[str, int]:
    """Return all levers of the company's settings, in percent."""
    return {name: standing(scenario, name) for name in LEVERS}


def strengths(scenario: Scenario) -> dict[str, tuple[int, float]]:
    """Return strength in percent and spending in EUR of all kinds that can be set."""
    return {name: (strength_of(scenario, name), spent_on(scenario, name)) for name in PROGRAMMES}


def distinct(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Return the scenarios under names that differ, as comparisons and reports need them."""
    seen: dict[str, int] = {}
    named = []
    for each in scenarios:
        seen[each.name] = seen.get(each.name, 0) + 1
        named.append(each if seen[each.name] == 1 else replace(each, name=f"{each.name}_{seen[each.name]}"))
    return named
