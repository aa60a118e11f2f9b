"""Money that buys nothing, in words and as records: what every command and page says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...model.plural import counted
from ...scenarios.core.purchases import Purchase, overspent
from ...scenarios.core.scenario import Scenario
from ..words.phrases import euro

# English, German.
TEXT: dict[str, tuple[str, str]] = {
    "wasted": (
        "{what} is given {asked}, but full strength costs {full}: {idle} buy nothing. Give a budget of {full} or less.",
        "{what} bekommt {asked}, doch volle Stärke kostet {full}: {idle} kaufen nichts. Geben Sie ein Budget von "
        "höchstens {full}.",
    ),
    "unspent": (
        "{what} is given {asked}, but the people to carry it cost {full} only: {idle} are not spent.",
        "{what} bekommt {asked}, doch die Menschen, die es tragen, kosten nur {full}: {idle} werden nicht ausgegeben.",
    ),
    "where": ("“{kind}” (intervention {number})", "„{kind}“ (Maßnahme {number})"),
    "in": ("“{kind}” (intervention {number} of “{title}”)", "„{kind}“ (Maßnahme {number} von „{title}“)"),
    "short": ("{full} are full strength; {idle} buy nothing", "{full} sind volle Stärke; {idle} kaufen nichts"),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a sentence in English or German."""
    return counted(TEXT[key][lang == "de"].format(**values))


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
