"""Companies made up at will, and what their outcomes must at least be, for property tests."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.company import Company
from crm_adoption.model.declared import Declaration
from crm_adoption.model.features import ROLES, STANDARD_FEATURES, Catalogue, Feature
from crm_adoption.model.levers import Levers
from crm_adoption.model.market import Market
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.outcomes import OUTCOME_NAMES, OUTCOMES
from crm_adoption.model.simulation import Run
from hypothesis import strategies as st

LARGEST = 50.0
"""Where a range has no end, try up to this."""
SHARES = [o.name for o in OUTCOMES if o.unit in ("share", "share/month") and o.name != "licence_utilisation"]
COMPANY_ONLY = [o.name for o in OUTCOMES if not o.by_department]
ROUNDING = 1e-12


def within(declaration: Declaration) -> st.SearchStrategy[float]:
    """Return values of the allowed range: default, plausible, and both ends."""
    low, high = declaration.allowed
    low, high = max(low, -LARGEST), min(high, max(LARGEST, declaration.default))
    ordinary = st.floats(*declaration.plausible)
    return st.one_of(st.just(declaration.default), ordinary, st.floats(low, high), st.sampled_from((low, high)))


def some_of(group: Any) -> st.SearchStrategy[dict[str, float]]:
    """Return values for a few of a group's parameters; the others keep their default."""
    strategies = {name: within(each) for name, each in group.declarations().items()}
    return st.fixed_dictionaries({}, optional=strategies)


def fitting(market: Market) -> Market:
    """Return the market with no more churn than a scenario lets in: what customers feel can raise it to all of them."""
    return replace(market, base_churn=min(market.base_churn, 0.999 * math.exp(-2.0 * market.effect_limit)))


markets = some_of(Market).map(lambda values: fitting(Market(**values)))
"""Markets that a scenario can have."""


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Return standard features (always with the shared record), some late, never live or made up."""
    chosen = draw(st.sets(st.sampled_from(range(12))))
    features = []
    for f in sorted({5, 0, *chosen}):
        standard = STANDARD_FEATURES[f]
        numbers = {
            name: draw(within(each)) for name, each in Feature.declarations().items() if draw(st.integers(0, 5)) == 0
        }
        go_live, autonomous = draw(st.sampled_from((0, 0, 0, 1, 5, 500))), standard.is_ai and draw(st.booleans())
        features.append(replace(standard, go_live=go_live, autonomous=autonomous, **numbers))  # type: ignore[arg-type]
    return Catalogue(tuple(features))


@st.composite
def organisations(draw: st.DrawFn, names: tuple[str, ...] | None = None) -> Organisation:
    """Return an organisation of one to five departments, or of those named."""
    count = draw(st.integers(1, 5)) if names is None else len(names)
    sizes = draw(st.lists(st.integers(1, 20), min_size=count, max_size=count).filter(lambda sizes: sum(sizes) >= 2))
    hazards = st.sampled_from((0.0, 0.01, 0.03, 0.5))
    departments = tuple(
        Department(
            names[d] if names else f"department-{d}", "", "", draw(st.sampled_from(ROLES)), size,
            levers=Levers(**draw(some_of(Levers))), leaving=draw(hazards), territoriality=draw(st.floats(0, 1)),
        )
        for d, size in enumerate(sizes)
    )  # fmt: skip
    return Organisation(
        "company",
        departments,
        seats=draw(st.one_of(st.none(), st.integers(1, 200))),
        manager_leaving=draw(hazards),
        completeness=draw(st.floats(0, 1)),
        accuracy=draw(st.floats(0, 1)),
        ties_inside=float(draw(st.sampled_from((0, 2, 10, 40)))),
        ties_across=float(draw(st.sampled_from((0, 2, 6, 32)))),
        rewiring=draw(st.floats(0, 1)),
        span_of_control=float(draw(st.integers(2, 40))),
    )


companies = st.builds(
    Company,
    organisations(),
    catalogues(),
    some_of(Behaviour).map(lambda values: Behaviour(**values)),
    some_of(Market).map(lambda values: Market(**values)),
    st.sampled_from(("threshold", "linear")),
)


def check_ranges(company: Company, result: Run) -> None:
    places = range(1 + len(company.organisation.departments))
    for name in OUTCOME_NAMES:
        assert np.isfinite(result.of(name)).all(), name
        for place in places[1:]:
            values = result.of(name, place)
            assert np.isnan(values).all() if name in COMPANY_ONLY else np.isfinite(values).all(), name
    for name in SHARES:
        for place in (0,) if name in COMPANY_ONLY else places:
            values = result.of(name, place)
            assert values.min() >= -ROUNDING, name
            assert values.max() <= 1 + ROUNDING, name
    assert result.of("customers").min() >= 0.0
    seats = company.organisation.seats or company.organisation.headcount
    for place in places:
        assert result.of("licence_utilisation", place).max() <= company.organisation.headcount / seats + ROUNDING
