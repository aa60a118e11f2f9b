"""A fit from the files on: what is known goes in, what was guessed is said, what the fit rests on is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ...model.errors import InputError, nearest
from ...model.features import RELEVANT_FROM
from ...scenarios.core.provenance import surroundings
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.settings import read
from ...scenarios.studies.changes import changed
from ...scenarios.studies.targets import target_of
from ...scenarios.usage.company import OwnCompany
from ...scenarios.usage.mapping import Naming
from ...scenarios.usage.usage import Usage
from ..evidence.ensemble import Ensemble
from ..words.phrases import LANGUAGES
from .fit_words import warnings
from .fitting import COMPANIES, Fitted, fitted
from .observed import departments_of, observed
from .rule import Rule, rule_of_usage
from .rule_check import check_rule
from .unknowns import unknowns_of

LATE = 3
"""Months after the first from which a feature without any use before counts as gone live later."""
TAKEN_UP = 0.10
"""Share of the people it matters to who use it in its first month, for it to count as that (judgement)."""


def fit_company(
    company: OwnCompany, usage: Usage, ensemble: Ensemble, naming: Naming | None = None, *, known: Sequence[str] = (),
    companies: int = COMPANIES, seed: int = 0, workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> Fitted:  # fmt: skip
    """Fit a company to its export.

    Parameters
    ----------
    company, usage : OwnCompany, Usage
        As `crm_adoption.scenarios.usage.reading.read_company` gives them.
    ensemble : Ensemble
        How people may behave.
    naming : Naming, optional
        Its rule tells real use from the bare minimum.
    known : sequence of str
        Numbers that are known, ``organisation.sponsorship=0.6``; they are not fitted.

    Raises
    ------
    InputError
        If the export gives last uses only or is too short, or a known number does not exist or is out of range.
    """
    if usage.only_last:
        raise InputError("the export gives last uses only; a fit needs the use of each month.")
    if not usage.features:
        raise InputError("the export has log-ins only; a fit needs the use of features.")
    rule = rule_of_usage(usage, dict(naming.rule) if naming else {})
    check = check_rule(dict(naming.rule) if naming else {})
    scenario, fixed = _with_known(company.scenario, known)
    scenario, late = _with_go_lives(scenario, usage, rule)
    found = fitted(
        scenario, observed(scenario, usage, rule), ensemble.members, check, fixed=fixed, companies=companies, seed=seed,
        workers=workers, progress=progress,
    )  # fmt: skip
    record = {
        **surroundings(), "ensemble": ensemble.name, "companies": companies, "months": list(usage.labels),
        "rule": {"touched_from": rule.touched_from, "deep_from": dict(zip(rule.features, _finite(rule), strict=True))},
        "known": fixed, "gone_live_later": late, "people": len(usage.people), "has_counts": usage.has_counts,
        "months_without_data": int((~usage.seen).sum()),
    }  # fmt: skip
    found = replace(found, fit=replace(found.fit, provenance=record))
    said = {lang: warnings(found, lang) for lang in LANGUAGES}  # they go wherever the draws go
    return replace(found, fit=replace(found.fit, provenance={**record, "distance": found.distance, "warnings": said}))


def _finite(rule: Rule) -> list[float | None]:
    return [each if np.isfinite(each) else None for each in rule.deep_from]


def _with_known(scenario: Scenario, known: Sequence[str]) -> tuple[Scenario, list[str]]:
    """Return the scenario with the numbers that are known, and their paths."""
    paths = [each.path for each in unknowns_of(scenario)]
    fixed = []
    for parts, value in read(list(known)) if known else []:
        path = ".".join(parts)
        target = target_of(path)
        target.check(value, field=path)
        if path not in paths:
            raise InputError(
                "{path!r} is not among what is fitted.{near}", path=path, near=nearest(path, paths), field="--known"
            )
        scenario = changed(scenario, [(target, float(value))])
        fixed.append(path)
    return scenario, fixed


def _with_go_lives(scenario: Scenario, usage: Usage, rule: Rule) -> tuple[Scenario, dict[str, int]]:
    """Return the scenario with features that came later, as their use shows, and the months in which they did."""
    catalogue, department = scenario.company.catalogue, departments_of(scenario)
    late = {}
    for f, name in enumerate(usage.features):
        feature = catalogue.features[catalogue.names.index(name)]
        matters = scenario.company.relevance[department, catalogue.names.index(name)] >= RELEVANT_FROM
        used = rule.touched(usage.counts[..., f : f + 1])[matters, :, 0]
        if not used.any() or feature.go_live or feature.go_live_in:
            continue
        first = int(used.any(axis=0).argmax())
        if first >= LATE and used[:, first : first + 2].any(axis=1).mean() >= TAKEN_UP:
            late[name] = first
    if not late:
        return scenario, {}
    features = tuple(replace(each, go_live=late.get(each.name, each.go_live)) for each in catalogue.features)
    company = replace(scenario.company, catalogue=replace(catalogue, features=features))
    return replace(scenario, company=company, months=max(scenario.months, 1 + max(late.values()))), late
