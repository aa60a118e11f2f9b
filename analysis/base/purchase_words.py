"""Money that buys nothing, in words and as records: what every command and page says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...scenarios.core.purchases import Purchase, overspent
from ...scenarios.core.scenario import Scenario
from ...scenarios.words.catalogue import Words
from ..words.phrases import euro

say = Words("base.purchase")


def _amounts(each: Purchase, lang: str) -> dict[str, str]:
    return {"asked": euro(each.asked, lang), "full": euro(each.full_cost, lang), "idle": euro(each.idle, lang)}


def sentence(each: Purchase, lang: str, title: str = "") -> str:
    """Return what to know of an intervention that is given more than full strength costs."""
    what = say("in" if title else "where", lang, kind=each.what.label(lang), number=each.number, title=title)
    return say("wasted" if each.wasted else "unspent", lang, what=what, **_amounts(each, lang))


def in_short(each: Purchase, lang: str) -> str:
    """Return the same where the intervention's name and its money stand beside it."""
    return say("short", lang, **_amounts(each, lang))


def warnings(scenarios: Sequence[Scenario], lang: str) -> list[str]:
    """Return a sentence for each intervention given more than full strength costs; several scenarios are named."""
    several = len(scenarios) > 1
    return [sentence(each, lang, one.title(lang) if several else "") for one in scenarios for each in overspent(one)]


def records(scenarios: Sequence[Scenario]) -> list[dict[str, Any]]:
    """Return the same as JSON values."""
    return [
        {
            "scenario": one.name, "intervention": each.number, "kind": each.kind, "budget": each.asked,
            "full_strength_costs": each.full_cost, "spent": each.cost, "buys_nothing": each.idle,
            "message": sentence(each, "en", one.title("en") if len(scenarios) > 1 else ""),
        }
        for one in scenarios
        for each in overspent(one)
    ]  # fmt: skip
