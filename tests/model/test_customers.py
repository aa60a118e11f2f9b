"""Customers: a company that changes nothing keeps what it entered; what changes moves them the right way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from crm_adoption.model.company import Company
from crm_adoption.model.errors import InputError
from crm_adoption.model.features import RELEVANT_FROM, STANDARD_FEATURES, Catalogue
from crm_adoption.model.levers import INDEX
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import run
from crm_adoption.scenarios.core.typical import default_company, typical_companies
from crm_adoption.scenarios.files.catalogue import load

COMPANIES = {
    "article": load("seed_company").company,
    "default": default_company(),
    **{f"typical {n}": each.company for n, each in enumerate(typical_companies(4, 11))},
}


@pytest.mark.parametrize("name", COMPANIES)
def test_a_company_that_changes_nothing_keeps_its_customers_exactly(name: str) -> None:
    """Nobody uses what is not live and nothing is done: as many leave and come as before, to the last bit."""
    company = COMPANIES[name]
    schedule = undisturbed(company, 36)
    schedule.live[:] = 0
    schedule.autonomy[:] = 0.0
    found = run(company, schedule, replications=2, seed=4)
    market = company.market
    assert np.all(found.of("fragmentation") == found.of("fragmentation")[:, :1])
    assert np.all(found.of("churn") == market.base_churn)
    assert market.base_churn == market.new_customer_share
    np.testing.assert_allclose(found.of("customers"), market.customers, rtol=1e-12)


def test_open_silos_keep_customers() -> None:
    """What changes for the better keeps more of them, what changes for the worse fewer."""
    company = default_company()
    customers = {}
    for name, level in (("torn down", 0.1), ("as they are", None), ("closed", 1.0)):
        schedule = undisturbed(company, 36)
        schedule.live[:] = 0
        if level is not None:
            schedule.levers[:, :, INDEX["silo_strength"]] = level
        customers[name] = float(run(company, schedule, replications=1, seed=4).of("customers")[0, -1])
    assert customers["torn down"] > customers["as they are"] > customers["closed"]


def one_feature(relevance: float) -> Company:
    """Return a company whose only feature matters this much to everybody."""
    company = default_company()
    roles = {each.role for each in company.organisation.departments}
    only = replace(
        STANDARD_FEATURES[0], writes=True, shared_record=True, relevance=dict.fromkeys(sorted(roles), relevance)
    )
    return replace(company, catalogue=Catalogue((only,)))


def test_a_feature_matters_from_the_stated_relevance_on() -> None:
    """At it customers gain from the record already; a little below nobody may count it."""
    company = one_feature(RELEVANT_FROM)
    used = replace(company, organisation=replace(company.organisation, starting_use=0.5))
    unused = replace(company, organisation=replace(company.organisation, starting_use=0.0))
    assert used.at_go_live < unused.at_go_live
    assert run(company, undisturbed(company, 1), replications=1).of("deep_use").shape == (1, 1)
    with pytest.raises(InputError, match="relevan"):
        run(one_feature(RELEVANT_FROM - 0.01), undisturbed(company, 1), replications=1)


def test_the_only_feature_is_idle_or_not() -> None:
    company = one_feature(1.0)
    schedule = undisturbed(company, 3)
    schedule.live[:] = 0
    assert np.all(run(company, schedule, replications=2).of("features_idle", 1) == 1.0)
