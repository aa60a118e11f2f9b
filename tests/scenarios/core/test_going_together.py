"""What does not go together in a scenario is refused where it is put together, and what just fits is not."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.model.market import Market
from crm_adoption.scenarios.core.going_together import check_customers
from crm_adoption.scenarios.programmes.interventions import Training


@pytest.mark.parametrize("limit", [0.5, 0.7, 1.5])
def test_churn_may_rise_to_all_customers_and_no_further(limit: float) -> None:
    """Fragmentation and AI on bad data each push to the limit at most, so both to twice that."""
    most = math.exp(-2.0 * limit)
    check_customers(Market(base_churn=min(0.999 * most, 0.5), effect_limit=limit))
    if 1.001 * most <= 0.5:
        with pytest.raises(InputError) as problem:
            check_customers(Market(base_churn=1.001 * most, effect_limit=limit))
        fits = float(str(problem.value).split("at most ")[1].split()[0])
        assert 0.9 * most < fits <= most
        check_customers(Market(base_churn=fits, effect_limit=limit))


def test_only_what_needs_customers_is_refused_where_there_are_none_and_it_is_named_by_its_place() -> None:
    market = replace(Market(), customers=0)
    use = Training(strength=0.5, when="deep_use < 0.2")
    check_customers(market, (use,))
    with pytest.raises(InputError, match="never changes") as refused:
        check_customers(market, (use, replace(use, when="churn > 0.02")))
    assert refused.value.field == "interventions.2.when"
