"""The guards of the rule of real use: each test fails when its guard is taken away."""

from __future__ import annotations

import numpy as np
import pytest
from crm_adoption import InputError
from crm_adoption.analysis.company.rule import TOUCHED_FROM, rule_of


def test_a_cut_never_lies_below_what_counts_as_touched() -> None:
    found = rule_of(["pipeline"], {"touched_from": 30.0, "pipeline": 5.0})
    assert found.deep_from == (30.0,)
    assert found.given.all()


def test_one_click_is_a_look_and_no_number_makes_none_real() -> None:
    found = rule_of(["pipeline"])
    assert found.touched(np.array([[1.0], [TOUCHED_FROM]])).tolist() == [[False], [True]]
    assert not found.deep(np.array([[1e9]])).any()


@pytest.mark.parametrize("name", ["touched_from", "pipeline"])
def test_numbers_below_one_are_refused(name: str) -> None:
    with pytest.raises(InputError, match="give 1 use a month or more"):
        rule_of(["pipeline"], {name: 0.5})
