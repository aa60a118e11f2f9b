"""Scenarios that are set side by side: no two under one title."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from crm_adoption.analysis.base.selection import scenarios_to_compare
from crm_adoption.model.errors import InputError
from crm_adoption.model.texts import MOST_TITLE
from crm_adoption.scenarios.core.told_together import told_apart
from crm_adoption.scenarios.files.catalogue import load


def test_two_plans_with_one_title_have_their_names_beside_it() -> None:
    one, other, third = (
        replace(load("aligned_kpis"), name="a", title_en="Plan", title_de="Plan"),
        replace(load("training"), name="b", title_en="Plan", title_de="Vorhaben"),
        replace(load("champions"), name="c"),
    )
    found = told_apart([one, other, third])
    assert [each.title("en") for each in found] == ["Plan (a)", "Plan (b)", third.title("en")]
    assert [each.title("de") for each in found] == ["Plan (a)", "Vorhaben (b)", third.title("de")]
    assert found[2] is third
    long = replace(one, title_en="x" * MOST_TITLE)
    assert len({each.title("en") for each in told_apart([long, replace(long, name="b")])}) == 2


def test_a_comparison_tells_them_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text('extends = "training"\ntitle_en = "Plan"\n', encoding="utf-8")
    found = scenarios_to_compare([tmp_path / "one.toml", tmp_path / "two.toml"], None, None)
    assert {each.title("en") for each in found} == {"Plan (one)", "Plan (two)"}


def test_a_price_of_nothing_is_refused_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('extends = "training"\n[prices]\ntraining = 0\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"mine.toml: prices.training: a price of 0"):
        load(tmp_path / "mine.toml")
