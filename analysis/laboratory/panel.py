"""The settings of the laboratory as rows of sliders, each in words with its value, limits and unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...model.outcomes import OUTCOME
from ...scenarios.core.purchases import overspent
from ...scenarios.core.scenario import Scenario
from ...scenarios.words.declared import called, explained
from ..base.forms import kept
from ..base.purchase_words import in_short
from ..words.phrases import euro, percent
from .build import LETTERS, built, company_of, fitting, levels, strengths
from .choices import (
    BANDS,
    COMPANIES,
    FEWEST,
    HANDY,
    LEAST_BUDGET,
    MOST_BUDGET,
    MOST_SCENARIOS,
    OUTCOMES,
    USUAL_BUDGET,
    Choices,
    declaration,
    kind_of,
    limits_of,
)
from .page_words import say
from .presets import Preset
from .refused import SettingError

_GROUPS = re.compile(r"-?[0-9]{1,3}([., ][0-9]{3})+")


def _row(
    name: str, label: str, value: int, limits: tuple[int, int], unit: str, hint: str = "", extra: str = ""
) -> dict[str, Any]:
    return {
        "name": name, "label": label, "value": value, "min": limits[0], "max": limits[1], "unit": unit, "hint": hint,
        "extra": extra,
    }  # fmt: skip


def _lever(name: str, value: int, lang: str) -> dict[str, Any]:
    meaning = explained("levers", name, declaration(name).meaning, lang)
    return _row(name, say(name, lang), value, limits_of(name), "%", meaning)


def _company(choices: Choices, presets: Mapping[str, Preset], lang: str) -> dict[str, Any]:
    """Return the company's group of settings."""
    base = company_of(choices, presets)
    people = choices.people or base.company.organisation.headcount
    moved = levels(base) | dict(choices.levers)
    headcount = base.company.organisation.headcount
    limits = min(FEWEST, headcount), max(HANDY, headcount, people)
    rows = [
        _row("people", say("people", lang), people, limits, "", say("people hint", lang)),
        _row("replicate", say("replicate", lang), choices.replicate, (0, COMPANIES), "", say("replicate hint", lang)),
        *(_lever(name, value, lang) for name, value in moved.items()),
    ]
    if presets[choices.plans[0].preset].fit is not None:  # one company, and what is not known of it is drawn
        rows, presets = [each for each in rows if each["name"] == "replicate"], {}
    own = {"key": "", "title": say("each its own", lang)}
    return {
        "title": say("company", lang),
        "label": say("company of", lang),
        "key": choices.company,
        "presets": [own, *({"key": key, "title": each.title(lang)} for key, each in presets.items())],
        "rows": rows,
    }


def _strengths(usual: Scenario, set_: Scenario, built: Scenario, lang: str) -> list[dict[str, Any]]:
    """Return the rows of one scenario: strengths before they are brought to a budget, costs as they are run."""
    before, run, equal = strengths(set_), strengths(built), built is not set_
    return [
        _row(
            name, kind_of(name).label(lang), before[name][0], (0, 100), "%", say("strength hint", lang),
            _as_run(*run[name], shown=before[name][0], lang=lang),
        )
        | {"note": " ".join([kept(name, built, usual, lang, equal=equal), *_idle(name, built, lang)]).strip()}
        for name in fitting(built.company)
    ]  # fmt: skip


def _as_run(strength: int, cost: float, *, shown: int, lang: str) -> str:
    """Return a price, to the euro as all sums beside it, and what it buys if that is not what the slider shows."""
    if not cost:
        return ""
    return euro(cost, lang) if strength == shown else f"{percent(strength / 100.0, lang)}: {euro(cost, lang)}"


def _idle(kind: str, built: Scenario, lang: str) -> list[str]:
    """Return what of an intervention's money buys nothing."""
    return [in_short(each, lang) + "." for each in overspent(built) if each.kind == kind]


def _spent(built: Scenario, usual: Scenario, budget: int | None, letter: str, lang: str) -> str:
    """Return what a scenario spends, what it would as it stands, and what of an equal budget is left over."""
    said = [say("spent", lang, letter=letter, amount=euro(built.total_cost, lang))]
    if round(built.total_cost) != round(usual.total_cost):
        said.append(say("spent before", lang, title=usual.title(lang), amount=euro(usual.total_cost, lang)))
    if budget is not None and 0.0 < built.total_cost < budget - 0.5:
        said.append(say("left over", lang, amount=euro(budget - built.total_cost, lang)))
    return "; ".join(said)


def _scenario(
    choices: Choices, number: int, presets: Mapping[str, Preset], built_: Scenario, lang: str
) -> dict[str, Any]:
    plan, letter = choices.plans[number], LETTERS[number]
    usual = presets[plan.preset].scenario
    set_ = built_ if choices.budget is None else built(replace(choices, budget=None), number, presets)
    return {
        "letter": letter,
        "title": say("scenario", lang, letter=letter),
        "label": say("starts from", lang),
        "programme": say("programme", lang, letter=letter),
        "key": plan.preset,
        "presets": [{"key": key, "title": each.title(lang)} for key, each in presets.items()],
        "changed": bool(plan.strengths),
        "rows": _strengths(usual, set_, built_, lang),
        "spent": _spent(built_, usual, choices.budget, letter, lang),
        "remove": say("remove", lang, letter=letter) if len(choices.plans) > 2 else "",
    }


def panel(choices: Choices, presets: Mapping[str, Preset], scenarios: Sequence[Scenario], lang: str) -> dict[str, Any]:
    """Return all settings as plain data.

    Parameters
    ----------
    choices : Choices
    presets : mapping of str to Preset
    scenarios : sequence of Scenario
        What the choices have become (`build.all_built`).
    lang : {"en", "de"}
    """
    lang = scenarios[0].manner(lang)
    return {
        "company": _company(choices, presets, lang),
        "scenarios": [_scenario(choices, k, presets, each, lang) for k, each in enumerate(scenarios)],
        "more": len(choices.plans) < MOST_SCENARIOS,
        "equal": choices.budget is not None,
        "budget": _row(
            "budget", say("budget of each", lang), choices.budget or USUAL_BUDGET, (LEAST_BUDGET, MOST_BUDGET), "EUR",
            say("budget hint", lang),
        ),
    }  # fmt: skip


def views(lang: str) -> dict[str, Any]:
    """Return what can be shown in the curves."""
    return {
        "outcomes": [{"key": name, "title": called(OUTCOME[name], lang)} for name in OUTCOMES],
        "bands": [{"key": name, "title": say(name, lang)} for name in BANDS],
    }


def whole(given: object, field: str | None = None) -> int:
    """Return a whole number that a reader typed or moved to, or raise InputError."""
    text = str(given).strip().replace("\u2212", "-")
    plain = re.sub(r"[., ]", "", text) if _GROUPS.fullmatch(text) else text
    if isinstance(given, bool) or not re.fullmatch(r"-?[0-9]{1,12}", plain):
        raise SettingError("no whole number", text[:40], field=field)
    return int(plain)
