"""Different numbers: those of NumPy, in its order."""

from __future__ import annotations

import numpy as np
from crm_adoption.scenarios.ground.distinct import distinct
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.integers(-5, 5) | st.integers(-(2**62), 2**62), max_size=30))
def test_different_numbers_are_those_of_numpy(numbers: list[int]) -> None:
    given_ones = np.array(numbers, np.int64)
    found = distinct(given_ones)
    assert found.tolist() == sorted(set(numbers))
    assert found.dtype == given_ones.dtype
