"""Where outcomes are written there is room for them: compiled code writes past the end of a smaller array."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from crm_adoption.model.company import Company
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import found_company, replicates, step_month

MONTHS, PLACES, OUTCOMES = 2, 5, len(OUTCOME_NAMES)
Make = Callable[..., Company]


@pytest.mark.parametrize(
    ("shape", "month", "said"),
    [
        ((PLACES - 1, OUTCOMES), 0, f"outcomes of a month are [{PLACES}, {OUTCOMES}], not [{PLACES - 1}, {OUTCOMES}]"),
        ((PLACES, OUTCOMES - 1), 0, f"outcomes of a month are [{PLACES}, {OUTCOMES}], not [{PLACES}, {OUTCOMES - 1}]"),
        ((PLACES + 1, OUTCOMES), 0, f"outcomes of a month are [{PLACES}, {OUTCOMES}], not [{PLACES + 1}, {OUTCOMES}]"),
        ((PLACES, OUTCOMES), MONTHS, "months 2 to 3 are not within the 2 planned"),
        ((PLACES, OUTCOMES), -1, "months -1 to 0 are not within the 2 planned"),
    ],
)
def test_a_month_without_room_for_it_is_refused(
    make_company: Make, shape: tuple[int, int], month: int, said: str
) -> None:
    company, out = make_company(40), np.full(shape, -7.0)
    state = found_company(company.setting, 1, 0)
    before = state.pairs.copy()
    with pytest.raises(ValueError, match="not") as error:
        step_month(company.setting, undisturbed(company, MONTHS), state, 40.0, 1, 0, month, out)
    assert str(error.value) == said
    assert (out == -7.0).all()
    assert np.array_equal(state.pairs, before)


@pytest.mark.parametrize("shape", [(1, MONTHS + 1, PLACES, OUTCOMES), (1, MONTHS, PLACES, OUTCOMES - 1)])
def test_runs_without_room_for_them_are_refused(make_company: Make, shape: tuple[int, ...]) -> None:
    company, values = make_company(40), np.full(shape, -7.0)
    with pytest.raises(ValueError, match="not"):
        replicates(company.setting, undisturbed(company, MONTHS), 40.0, 1, 0, values)
    assert (values == -7.0).all()


def test_what_fits_is_written(make_company: Make) -> None:
    company = make_company(40)
    schedule, state = undisturbed(company, MONTHS), found_company(company.setting, 1, 0)
    values, out = np.full((1, MONTHS, PLACES, OUTCOMES), -7.0), np.full((PLACES, OUTCOMES), -7.0)
    replicates(company.setting, schedule, 40.0, 1, 0, values)
    for month in range(MONTHS):
        step_month(company.setting, schedule, state, 40.0, 1, 0, month, out)
        assert not (out == -7.0).any()
        assert np.array_equal(out, values[0, month], equal_nan=True)
