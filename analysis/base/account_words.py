"""Money that does not fit, in words and as records: pay above margin, and programmes dearer than a year's margin."""

from __future__ import annotations

from typing import Any

from ...scenarios.core.account import HOURS_A_YEAR, Account, account
from ...scenarios.core.scenario import Scenario
from ...scenarios.words.catalogue import Words
from ..words.phrases import euro, number

say = Words("base.account")


def _pay(found: Account, scenario: Scenario, lang: str) -> str:
    market = scenario.company.market
    return say("pay", lang,
        people=number(found.people, lang), pay=euro(found.pay, lang), hours=number(HOURS_A_YEAR, lang),
        hour=euro(market.hour_cost, lang), customers=number(found.customers, lang),
        margin=euro(market.margin, lang), earned=euro(found.margin, lang), fits=euro(found.fitting_margin, lang),
    )  # fmt: skip


def _said(scenario: Scenario, lang: str) -> list[tuple[str, str]]:
    """Return what does not fit: the field in which it stands, and the sentence."""
    found = account(scenario)
    amounts = {"cost": euro(found.programmes, lang), "earned": euro(found.margin, lang)}
    return [
        *([("market.margin", _pay(found, scenario, lang))] if found.unpaid else []),
        *([("interventions", say("dear", lang, **amounts))] if found.dear else []),
    ]


def misfits(scenario: Scenario, lang: str) -> list[str]:
    """Return a sentence for each sum of a scenario's money that does not fit."""
    return [sentence for _, sentence in _said(scenario, lang)]


def misfit_records(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the same as JSON values."""
    found = account(scenario)
    sums = {"margin_a_year": found.margin, "pay_a_year": found.pay, "programmes": found.programmes}
    return [
        {"scenario": scenario.name, "field": field, **sums, "message": said} for field, said in _said(scenario, "en")
    ]
