"""One person of the company on the page: features, habits, and why they are stuck."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ...scenarios.core.scenario import Scenario
from ...scenarios.mesa.employee import Employee
from ...scenarios.mesa.model import CRMAdoption
from ...scenarios.mesa.reasons import Reasons
from ...scenarios.mesa.reasons import say as of_term
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..drawings import Side
from ..drawings.theme import Meaning
from ..words.phrases import number, percent

say = Words("laboratory.words")

MOST_TERMS = 3
"""Reasons that are named, the strongest first."""


def _feature(employee: Employee, name: str, label: str, lang: str) -> dict[str, Any]:
    """Return a row of the card: how the person works with a feature, out of which habit, and what stands against it."""
    why, habit = employee.reasons(name), employee.habit(name)
    strongest = max(habit, key=lambda way: habit[way])
    shown = {
        "feature": label,
        "way": why.way,
        "works": say(f"way {why.way}", lang) if why.live or why.way != "legacy" else say("not live", lang),
        "habit": f"{say(f'way {strongest}', lang)} {percent(habit[strongest], lang)}",
        "skill": percent(employee.skill(name), lang),
        "chance": percent(why.chances["deep"], lang) if why.live else "",
        "against": "",
    }
    if why.live and why.way != "deep":
        named = [f"{of_term(term, lang)} ({number(size, lang, 1)})" for term, size in why.obstacles[:MOST_TERMS]]
        shown["against"] = ", ".join(named)
    return shown


def _stuck(found: list[Reasons], lang: str) -> str:
    """Return in one sentence what keeps a person from real use, over all features not in real use."""
    against: Counter[str] = Counter()
    for why in found:
        if why.live and why.way != "deep":
            for term, size in why.obstacles:
                against[term] += size  # type: ignore[assignment]
    if not against:
        return say("not stuck", lang)
    return say("stuck", lang, terms=", ".join(of_term(term, lang) for term, _ in against.most_common(MOST_TERMS)))


def card(model: CRMAdoption, row: int, lang: str) -> dict[str, Any]:
    """Return what is known of a person as the company stands.

    Parameters
    ----------
    model : CRMAdoption
    row : int
        Row of the person.
    lang : {"en", "de"}
    """
    employee, company = model.employees[row], model.scenario.company
    department = company.organisation.departments[employee.number]
    relevant = int(model.setting.relevant[employee.number])
    features = [each for f, each in enumerate(company.catalogue.features) if relevant >> f & 1]
    roles = [say("role manager", lang)] * bool(model.setting.place.leads[row]) + [
        say("role champion", lang)
    ] * employee.is_champion
    return {
        "row": row,
        "name": employee.employee_id,
        "who": ", ".join([called(department, lang), *roles]),
        "tenure": say("tenure", lang, months=number(employee.tenure, lang)),
        "stuck": _stuck([employee.reasons(each.name) for each in features], lang),
        "rows": [_feature(employee, each.name, called(each, lang), lang) for each in features],
    }


def sides(why: Reasons, lang: str) -> list[Side]:
    """Return what speaks for and against each way of working with a feature, in words and as it is drawn."""
    of_ways: tuple[tuple[str, Meaning, dict[str, float]], ...] = (
        ("deep", "deep_use", why.deep),
        ("compliance", "compliance_use", why.compliance),
        ("legacy", "shadow_use", why.legacy),
    )
    chances = why.chances
    return [
        Side(outcome, chances[way], [(of_term(term, lang), size) for term, size in terms.items()])
        for way, outcome, terms in of_ways
    ]


def company_in(scenario: Scenario, month: int, *, replicate: int = 0, seed: int = 0) -> CRMAdoption:
    """Return the recorded company as it stands at the end of a month, 0 to the horizon."""
    model = CRMAdoption(scenario, base_seed=seed, replicate=replicate)
    for _ in range(min(max(month, 0), scenario.months)):
        model.step()
    return model
