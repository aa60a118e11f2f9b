"""Money that fits: pay and programmes against what customers bring in a year, in numbers, words and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import call
from crm_adoption.analysis.base.account_words import misfits
from crm_adoption.scenarios.core.account import account
from crm_adoption.scenarios.files.catalogue import catalogue, load


def test_the_article_s_company_earns_what_it_pays() -> None:
    found = account(load("seed_company"))
    assert found.margin / found.people == pytest.approx(120_000.0)
    assert found.pay / found.people == pytest.approx(74_250.0)
    assert (found.unpaid, found.dear) == (False, False)


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_no_shipped_scenario_is_warned_of(lang: str) -> None:
    assert [said for name in catalogue() for said in misfits(load(name), lang)] == []


def test_the_margin_said_to_fit_fits() -> None:
    poor = load("seed_company", settings={"market.margin": 300})
    assert len(misfits(poor, "en")) == 1
    fitting = load("seed_company", settings={"market.margin": account(poor).fitting_margin})
    assert misfits(fitting, "en") == []


def test_check_warns_of_pay_above_margin_and_of_programmes_dearer_than_a_year(tmp_path: Path) -> None:
    file = tmp_path / "poor.toml"
    file.write_text('extends = "ladder_10000"\n[market]\nmargin = 40\n', encoding="utf-8")
    said = " ".join(call("check", file).out.split())
    assert "It runs; but:" in said
    assert "Pay exceeds margin (market.margin): 120 people cost EUR 8,910,000 a year" in said
    assert "A margin of EUR 371 or more per customer and month fits." in said
    assert "The programmes cost EUR 1,200,000, more than all customers bring in a year (EUR 960,000)" in said
    assert "Die Gehälter übersteigen die Marge" in call("check", file, "--lang", "de").out
    warned = json.loads(call("check", file, "--json").out)["warnings"]
    assert [each["field"] for each in warned] == ["market.margin", "interventions"]
    assert warned[0]["margin_a_year"] == pytest.approx(960_000.0)
