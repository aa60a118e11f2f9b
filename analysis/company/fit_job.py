"""A fit from the files on: what is known goes in, what was guessed is said, what the fit rests on is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ...model.errors import InputError, nearest
from ...model.features import RELEVANT_FROM
from ...scenarios.core.provenance import surroundings
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.changes import changed
from ...scenarios.files.settings import read
from ...scenarios.files.targets import target_of
from ...scenarios.usage.company import OwnCompany
from ...scenarios.usage.mapping import Naming
from ...scenarios.usage.months import written
from ...scenarios.usage.usage import Usage
from ...scenarios.words.months import month_read
from ..base.effects import as_json
from ..evidence.behaviour import members_in
from ..evidence.ensemble import Ensemble
from ..words.phrases import LANGUAGES
from .fit_words import warnings
from .fitting import COMPANIES, Fitted, fitted
from .living import months_lived
from .looking import Look
from .observed import departments_of, observed
from .places import places_of
from .real_use import errors_of, real_use
from .rule import Rule, rule_of_usage
from .unknowns import Floats, unknowns_of

LATE = 3
"""Months after the first from which a feature without any use before counts as gone live later."""
TAKEN_UP = 0.10
"""Share of the people it matters to who use it in its first month, for it to count as that (judgement)."""


def fit_company(
    company: OwnCompany, usage: Usage, ensemble: Ensemble, naming: Naming | None = None, *, known: Sequence[str] = (),
    live_since: str | None = None, companies: int = COMPANIES, seed: int = 0, workers: int | None = None,
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
    live_since : str, optional
        Month of go-live; by default the export begins with it.

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
    scenario, fixed = _with_known(company.nameless, known)  # chance hangs on ids: it must not on a secret
    lived = months_lived(usage, live_since)
    scenario, late = _with_go_lives(_in_its_calendar(scenario, usage, lived), usage, rule, lived)
    real = real_use(scenario, usage, rule)
    errors = errors_of(real, scenario, usage)
    found = fitted(
        scenario, observed(scenario, usage, real.real, real.least).after(lived), members_in(scenario.company, ensemble),
        before(errors, lived), lived=lived, fixed=fixed, companies=companies, seed=seed,
        workers=workers, progress=progress,
    )  # fmt: skip
    record = {
        **surroundings(), "ensemble": ensemble.name, "companies": companies, "months": list(usage.labels),
        "rule": {"touched_from": rule.touched_from,
                 "deep_from": dict(zip(rule.features, map(as_json, real.from_uses), strict=True)),
                 "cannot_be_told": list(real.unclear), "days_known": real.dated},
        "known": fixed, "gone_live_later": late, "months_lived": lived, "people": len(usage.people),
        "misread": misread(scenario, errors), "has_counts": usage.has_counts,
        "months_without_data": int((~usage.seen).sum()),
    }  # fmt: skip
    found = replace(found, fit=replace(found.fit, provenance=record))
    found = _as_may_be_shown(found, Look(scenario, usage, rule, real))
    said = {lang: warnings(found, lang) for lang in LANGUAGES}  # they go wherever the draws go
    return replace(found, fit=replace(found.fit, provenance={**record, "distance": found.distance, "warnings": said}))


def _as_may_be_shown(found: Fitted, look: Look) -> Fitted:
    """Return the fit with the shares that a diagnosis shows too, and the departments of which all may be shown."""
    places = places_of(found.fit.scenario, look.with_data())
    shown = look.shown(places)
    monthly = look.monthly(places, shown)["deep" if look.usage.has_counts else "touched"]
    whole = [bool(shown.months[look.usage.seen, g].all()) for g in range(len(places))]
    at = {place.departments[0]: g for g, place in enumerate(places) if g and whole[g] and place.name != "small"}
    told = np.full_like(found.seen, np.nan)
    told[:, 0] = monthly[:, 0]
    for department, g in at.items():
        told[:, 1 + department] = monthly[:, g]
    return replace(found, shown=told, told_of=tuple(at))


def before(errors: Floats, months: int) -> Floats:
    """Return misreadings by month, [K, T, D, F], with those of the first month for so many months before it."""
    return np.asarray(np.concatenate([np.repeat(errors[:, :1], months, axis=1), errors], axis=1))


def misread(scenario: Scenario, errors: Floats) -> float:
    """Return by how much the company's real use in the last month may be misread: a standard deviation of its share.

    Parameters
    ----------
    scenario : Scenario
    errors : float64 array [K, T, D, F]
        As `errors_of` gives them.
    """
    heads = np.array([each.people for each in scenario.company.organisation.departments], float)
    weight = heads[:, None] * (scenario.company.relevance >= RELEVANT_FROM)
    return float((errors[:, -1] * weight).sum(axis=(1, 2)).std() / max(float(weight.sum()), 1.0))


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


def _in_its_calendar(scenario: Scenario, usage: Usage, lived: int) -> Scenario:
    """Return the scenario with its month of go-live: the first of the export, or so many months before."""
    start = written(usage.months[0] - lived)
    known = (scenario.go_live and not lived) or month_read(start) is None
    return scenario if known else replace(scenario, go_live=start)


def _with_go_lives(scenario: Scenario, usage: Usage, rule: Rule, lived: int) -> tuple[Scenario, dict[str, int]]:
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
            late[name] = lived + first
    if not late:
        return scenario, {}
    features = tuple(replace(each, go_live=late.get(each.name, each.go_live)) for each in catalogue.features)
    company = replace(scenario.company, catalogue=replace(catalogue, features=features))
    return replace(scenario, company=company, months=max(scenario.months, 1 + max(late.values()))), late
