"""The decision as a document for programs, with all it takes to make it again."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...model.declared import plain_number
from ...scenarios.core.provenance import plain
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import load
from ...scenarios.files.written import scenario_files
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.reading.toml_text import document as toml
from ..base.effects import as_json
from ..base.purchase_words import records
from ..base.results import provenance
from ..words.phrases import LANGUAGES
from .answer import advice, answer
from .decision import DecisionResult
from .mix import Mix
from .options import FINAL

BEST_MIX = "best_mix"
"""What the scenario file of the best mix is called."""


def finite(value: Any) -> Any:
    """Return records as JSON values; what is not a number becomes null."""
    if isinstance(value, dict):
        return {str(key): finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(each) for each in value]
    return as_json(plain_number(value))


def part(each: Intervention) -> dict[str, Any]:
    """Return an intervention as a table of a scenario file: what differs from the usual values."""
    usual = {f.name: f.default for f in dataclasses.fields(each)}
    given = {name: value for name, value in plain(each).items() if value != plain(usual.get(name)) or name == "kind"}
    return {name: value for name, value in given.items() if value not in (None, [])}


def mix(found: Mix) -> dict[str, Any]:
    """Return a mix: its interventions, as in a scenario file, their strengths and spending by kind."""
    return {
        "name": found.name, "title_en": found.scenario.title("en"), "title_de": found.scenario.title("de"),
        "cost": found.cost, "interventions": [part(each) for each in found.scenario.interventions],
        "strengths": list(found.scenario.strengths()), "spending": found.spending(),
    }  # fmt: skip


def _fields(record: Any, *left_out: str) -> dict[str, Any]:
    return {f.name: getattr(record, f.name) for f in dataclasses.fields(record) if f.name not in ("mix", *left_out)}


def document(decision: DecisionResult) -> dict[str, Any]:
    """Return a decision as the JSON document of ``crm-adoption decide --json``."""
    q, w = decision.question, decision.warnings
    found: Mapping[str, Any] = {
        "question": {
            "scenario": q.scenario.name, "budget": q.budget, **_fields(q.objective), "from_month": q.first,
            "worlds": q.worlds.name, "fitted": q.worlds.fitted, "number_of_worlds": len(q.worlds),
            "companies_per_world": FINAL, "fit_warnings": list(q.warnings.get(q.lang, ())),
        },
        "answer": answer(decision, decision.lang), "advice": advice(decision, decision.lang),
        "options": [{**mix(each.mix), **_fields(each)} for each in decision.options],
        "shipped": [{"name": each.mix.name, **_fields(each)} for each in decision.rivals],
        "knowledge": {**_fields(decision.knowledge, "unknowns", "alternatives"),
                      "alternatives": [mix(each) for each in decision.knowledge.alternatives],
                      "unknowns": [_fields(each) for each in decision.knowledge.unknowns]},
        "warnings": {**_fields(w, "signs"), "signs": [_fields(each) for each in w.signs],
                     "check": _fields(w.check) if w.check else None},
        "rescues": [_fields(each) for each in decision.rescues],
        "next_euros": _fields(decision.marginal),
        "frontier": [{**_fields(each), "spending": each.mix.spending() if each.mix else {}}
                     for each in decision.frontier],
        "not_available": [_fields(each) for each in decision.unavailable],
        "effort": _fields(decision.effort),
        "overspent": records([q.scenario]),
        "provenance": made_of(decision),
    }  # fmt: skip
    return dict(finite(dict(found)))


def made_of(decision: DecisionResult) -> dict[str, Any]:
    """Return what it takes to make a decision again."""
    scenarios = [each.mix.scenario for each in decision.options]
    worlds = decision.question.worlds
    return {
        **provenance(scenarios, seed=worlds.seed, replications=FINAL * len(worlds)),
        "optuna": _optuna(), "trials": decision.effort.trials,
    }  # fmt: skip


def _optuna() -> str:
    from importlib.metadata import version

    return version("optuna")


def as_scenario_files(decision: DecisionResult, reference: str | None) -> dict[str, str]:
    """Return the best mix as the files of a scenario that can be run, by name: the TOML first, a roster if needed.

    Parameters
    ----------
    reference : str, optional
        A shipped scenario: where it does nothing and its company is the one decided on, the file extends it. Any other
        company, the user's own, one with numbers set or one that was fitted, is written in full.
    """
    found = replace(decision.mix.scenario, name=BEST_MIX)
    files = _short(found, reference) or scenario_files(found)
    first, text = next(iter(files.items()))
    said = [each for lang in LANGUAGES for each in decision.question.warnings.get(lang, ())]
    return files | {first: "".join(f"# {each}\n" for each in said) + text}


def _short(found: Scenario, reference: str | None) -> dict[str, str] | None:
    """Return a file that extends a shipped scenario of the same company at the same prices; None if it is not."""
    if reference is None:
        return None
    base = load(reference)
    if base.interventions or (base.company, base.prices) != (found.company, found.prices):
        return None  # what a scenario does comes to what the one it extends does
    head = {
        "extends": reference, "title_en": found.title("en"), "title_de": found.title("de"), "months": found.months,
    }  # fmt: skip
    return {f"{BEST_MIX}.toml": toml({**head, "interventions": [part(each) for each in found.interventions]})}
