"""Organisations without a market: nothing is said of customers, nothing is divided by them, goals weigh less."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption import compare, decide, duel, load, simulate
from crm_adoption.analysis.base.markets import left_in
from crm_adoption.analysis.telling.comparison import Comparison
from crm_adoption.analysis.telling.margins import margins
from crm_adoption.model.errors import InputError
from crm_adoption.model.market import Market
from crm_adoption.model.outcomes import OF_A_MARKET, OUTCOME_NAMES
from crm_adoption.scenarios.core.account import account
from crm_adoption.scenarios.core.overrides import overridden
from hypothesis import given, settings
from hypothesis import strategies as st

OFFICE = ("public_office", "public_office_goals", "public_office_tooling")
FEW = ("--replications", 6, "--months", 6)
CUSTOMERS = {
    "en": re.compile(r"\bcustomers\b", re.IGNORECASE), "de": re.compile(r"\bKunden\b"),
    "fr": re.compile(r"\bclients\b", re.IGNORECASE),
}  # fmt: skip


@cache
def compared(lang: str) -> Comparison:
    return compare(OFFICE, replications=8, seed=1, lang=lang, months=14)


@pytest.mark.parametrize("lang", CUSTOMERS)
def test_nothing_is_said_of_customers(lang: str) -> None:
    found = compared(lang)
    assert not set(OF_A_MARKET) & set(found.outcomes)
    said = " ".join(found.advice())
    assert not CUSTOMERS[lang].search(said), said
    assert margins(found, lang) == []


def test_what_costs_per_customer_and_margin_are_unknown() -> None:
    for each in compared("en").costs:
        assert np.isnan([each.per_customer, each.break_even_margin]).all()
    verdict = compared("en").verdict
    assert verdict.money is None or not verdict.money.depends_on_margin


def test_json_has_no_nan() -> None:
    answer = call("compare", *OFFICE, "--replications", 6, "--months", 6, "--month", 6, "--json", "--no-figures")
    assert answer.code == 0, answer.err

    def refused(name: str) -> None:
        raise AssertionError(name)

    document = json.loads(answer.out, parse_constant=refused)
    assert not set(OF_A_MARKET) & set(document["outcomes"])


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_run_says_that_there_are_none(lang: str) -> None:
    answer = call("run", "public_office", "--replications", 6, "--months", 6, "--lang", lang)
    assert answer.code == 0, answer.err
    assert len(CUSTOMERS[lang].findall(answer.out)) == 1, answer.out


def test_the_report_leaves_customers_out(tmp_path: Path) -> None:
    answer = call("report", *OFFICE, *FEW, "--lang", "fr", "--out", tmp_path / "r.html")
    assert answer.code == 0, answer.err
    assert "client retenu" not in (tmp_path / "r.html").read_text(encoding="utf-8")
    usual = call("report", "no_programme", "aligned_kpis", *FEW, "--lang", "fr", "--out", tmp_path / "usual.html")
    assert usual.code == 0, usual.err
    assert "client retenu" in (tmp_path / "usual.html").read_text(encoding="utf-8")


def test_decide_takes_an_office() -> None:
    pytest.importorskip("optuna")
    found = decide(scenario="public_office", budget=50_000.0, month=6, months=6, trials=2)
    assert found.best is not None
    with pytest.raises(InputError, match="no customers"):
        decide(scenario="public_office", budget=50_000.0, objective="customers", trials=2)


def test_what_needs_customers_is_refused() -> None:
    with pytest.raises(InputError, match="nothing to compete for"):
        duel("public_office", "public_office_goals", replications=2, months=3)
    said = complaint(call("compare", *OFFICE, "--outcome", "customers"))
    assert "no customers" in said
    said = complaint(call("run", "public_office", "--set", "months=4", "--outcome", "churn"))
    assert "--outcome" in said
    waiting = replace(load("public_office_goals").interventions[0], when="churn > 0.02")
    with pytest.raises(InputError, match="never changes"):
        replace(load("public_office"), interventions=(waiting,))


def test_pay_is_not_above_a_margin_that_nobody_has() -> None:
    found = account(load("public_office_goals"))
    assert not found.unpaid
    assert not found.dear


def test_a_market_keeps_its_outcomes() -> None:
    assert left_in(OUTCOME_NAMES, [load("no_programme")]) == OUTCOME_NAMES


@settings(max_examples=8, deadline=None)
@given(margin=st.floats(0.0, 1e6), churn=st.floats(0.0, 0.1), new=st.floats(0.0, 1.0), effect=st.floats(0.0, 50.0))
def test_nobody_leaves_and_no_margin_counts(margin: float, churn: float, new: float, effect: float) -> None:
    market = Market(
        customers=0.0, margin=margin, base_churn=churn, new_customer_share=new, fragmentation_effect=effect,
        platform_cost=300_000.0,
    )  # fmt: skip
    office = load("public_office", settings=["months=4"])
    other = replace(office, company=replace(office.company, market=market))
    usual, mine = (simulate(each, replications=2, seed=3).values for each in (office, other))
    for name in OF_A_MARKET:
        assert (mine[:, :, 0, OUTCOME_NAMES.index(name)] == 0.0).all()
    assert np.array_equal(usual, mine, equal_nan=True)


@settings(max_examples=20, deadline=None)
@given(low=st.floats(0.0, 1.0), high=st.floats(0.0, 1.0))
def test_goals_weigh_the_more_the_further_they_reach_into_pay(low: float, high: float) -> None:
    low, high = min(low, high), max(low, high)
    usual = load("no_programme").company.behaviour.kpi_weight
    less, more = (
        overridden(load("no_programme"), {"variable_pay": share}).company.setting.behaviour.kpi_weight
        for share in (low, high)
    )
    assert 0.5 * usual <= less <= more <= usual
