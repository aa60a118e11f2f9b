"""Tidy results: the columns that commands write are those of the frame, and their text is what pandas would write."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from crm_adoption import Comparison
from crm_adoption.analysis.base.frames import paired, paired_columns, tidy, tidy_columns
from crm_adoption.analysis.words.heads import csv_of, csv_of_columns
from hypothesis import given
from hypothesis import strategies as st


def test_text_without_pandas_is_that_of_pandas(comparison: Comparison) -> None:
    for columns, frame in (
        (paired_columns(comparison.programmes), paired(comparison.programmes)),
        (tidy_columns(comparison.programmes[:1]), tidy(comparison.programmes[:1])),
    ):
        assert csv_of_columns(columns, "%.8g") == csv_of(frame, float_format="%.8g")
        assert list(columns) == list(frame.columns)


def test_differences_are_those_of_pairs(comparison: Comparison) -> None:
    table = paired(comparison.programmes).set_index(["scenario", "outcome", "place", "month"]).sort_index()
    base, other = comparison.baseline, comparison.programmes[-1]
    row = table.loc[other.name, "deep_use", "company", 9]
    gap = other.at("deep_use", 9) - base.at("deep_use", 9)
    assert row["difference"] == pytest.approx(gap.mean())
    assert row["p_better"] == pytest.approx((gap > 0).mean() + 0.5 * (gap == 0).mean())
    assert table.loc[base.name, "difference"].isna().all()


@given(st.lists(st.tuples(st.text("ab,\"'\n;äß", max_size=6), st.floats(), st.integers(-9, 9)), min_size=1, max_size=8))
def test_any_columns_are_written_as_pandas_writes_them(rows: list[tuple[str, float, int]]) -> None:
    names, fractions, numbers = zip(*rows, strict=True)
    columns = {"name, of": np.array(names, object), "f": np.array(fractions), "n": np.array(numbers)}
    text = csv_of_columns(columns, "%.8g")
    assert text == csv_of(pd.DataFrame(columns), float_format="%.8g")
    assert len(pd.read_csv(io.StringIO(text), keep_default_na=False)) == len(rows)
