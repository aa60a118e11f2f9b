"""Bundles handed on by reference: the same parts, bundles inside bundles, and no mixing of kinds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from crm_adoption.model.by_reference import ByReference, referred
from crm_adoption.model.compiled import kernel, part
from numba import typeof


class Inside(NamedTuple):
    table: npt.NDArray[np.float64]
    count: int


class Bundle(NamedTuple):
    inside: Inside
    numbers: npt.NDArray[np.float32]
    weight: float


@part
def _weighted(bundle: Bundle, row: int) -> float:
    total = 0.0
    for column in range(bundle.inside.table.shape[1]):
        total += bundle.inside.table[row, column] * bundle.weight
    return total + float(bundle.numbers[row]) + bundle.inside.count


@kernel
def _work(bundle: Bundle, out: npt.NDArray[np.float64]) -> None:
    here = referred(bundle)
    for row in range(len(out)):
        here.numbers[row] += np.float32(1)
        out[row] = _weighted(here, row)


def test_parts_are_read_and_written_as_those_of_the_bundle() -> None:
    whole = np.arange(24.0).reshape(4, 6)
    for table in (whole, whole[:, ::2], np.asfortranarray(whole)):
        bundle, out = Bundle(Inside(table, 7), np.zeros(4, np.float32), 0.5), np.zeros(4)
        _work(bundle, out)
        assert (bundle.numbers == 1).all()
        np.testing.assert_array_equal(out, table.sum(axis=1) * 0.5 + 1 + 7)


def test_bundles_of_other_arrays_are_of_another_type() -> None:
    one, other = np.zeros((2, 2)), np.zeros((2, 2), np.float32)
    kinds = [ByReference(typeof(Inside(table, 1))) for table in (one, one.copy(), other, one[:, ::2])]
    assert kinds[0] == kinds[1]
    assert len(set(kinds)) == len({each.name for each in kinds}) == 3
