"""A comparison as one document for programs: what ``crm-adoption compare --json`` prints."""

from __future__ import annotations

from typing import Any

from ..base.purchase_words import records
from ..base.results import outcome_records, plain, provenance, summaries, told_in
from ..comparing.comparison import ComparisonResult
from ..comparing.ladder import Reach
from .advice import advice
from .brief import what_it_takes
from .verdict_words import verdict


def document(comparison: ComparisonResult, reached: Reach | None = None) -> dict[str, Any]:
    """Return a comparison as the JSON document of ``crm-adoption compare --json``."""
    scenarios = [each.scenario for each in comparison.programmes]
    effects, departments = (
        [{key: value for key, value in plain(each).items() if key != "p_value"} for each in found]
        for found in (comparison.effects, comparison.departments)
    )
    return {
        "outcomes": outcome_records(comparison.programmes, comparison.outcomes),
        "effects": effects,
        "effects_by_department": departments,
        "costs": {
            "programmes": [plain(each) for each in comparison.costs],
            "break_even": [plain(each) for each in comparison.break_even],
            "ahead_over_prices": plain(comparison.ahead_over_prices),
        },
        "summaries": {each.name: summaries(each) for each in comparison.programmes},
        "verdict": _verdict(comparison),
        "what_it_takes": None if reached is None else _reached(reached, comparison.lang),
        "best": comparison.best,
        "indistinguishable": list(comparison.indistinguishable),
        "standings": [plain(each) for each in comparison.standings],
        "thresholds": [plain(each) for each in comparison.passings],
        "triggered": [plain(each) for each in comparison.triggered],
        "precision": _precision(comparison),
        "budget": {
            "total": comparison.budget, "most_that_can_be_spent": dict(comparison.unspent),
            "left_over": {name: (comparison.budget or 0.0) - most for name, most in comparison.unspent.items()},
        },
        "warnings": records(scenarios),
        "variance_ratios": plain(comparison.variance_ratios()) if comparison.baseline.replications > 1 else {},
        "robustness": plain(comparison.robustness.to_dict()) if comparison.robustness else None,
        "advice": advice(comparison, comparison.lang),
        "baseline": comparison.baseline.name,
        "month": comparison.month,
        **told_in(comparison.baseline.scenario, comparison.month),
        "provenance": provenance(scenarios, seed=comparison.seed, replications=comparison.baseline.replications),
    }  # fmt: skip


def _verdict(comparison: ComparisonResult) -> dict[str, Any]:
    found = comparison.verdict
    return {
        **plain(found), "recommended": list(found.recommended), "depends_on": list(found.depends_on),
        "sentences": verdict(comparison, comparison.lang),
    }  # fmt: skip


def _reached(found: Reach, lang: str) -> dict[str, Any]:
    step = found.step
    return {**plain(found), "step": None if step is None else plain(step), "sentence": what_it_takes(found, lang)}


def _precision(comparison: ComparisonResult) -> dict[str, Any] | None:
    found = comparison.precision
    return None if found is None else {**plain(found), "met": found.met}
