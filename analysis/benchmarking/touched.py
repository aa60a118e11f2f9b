"""Which claims of the article the experiments touch, and what they say of them."""

from __future__ import annotations

from collections.abc import Mapping

from .document import Document, main_set, rows
from .page import observed_words, verdict_words
from .words import say

TOUCHED: Mapping[str, tuple[str, ...]] = {
    "bare_minimum": ("hand_hygiene", "hand_hygiene_after", "electronic_monitoring"),
    "aligned_goals": ("paid_clinics", "soccer_balls", "team_bonus"),
    "sharing_rewarded": ("rewarded_sharing",),
    "three_walls": ("soccer_balls", "managed_plants"),
    "twenty_eighty": ("decision_support", "ai_at_support"),
    "ability_to_change": ("managed_plants",),
}
"""By claim the experiments that look at what it says; the other claims are touched by none."""


def quotes(document: Document, lang: str) -> dict[str, str]:
    """Return by claim what the benchmark says of the experiments that touch it."""
    found = {entry["id"]: (entry, each) for entry, each in rows(document, main_set(document))}
    return {
        claim: "; ".join(
            say("quote", lang, title=entry["title"][lang], observed=observed_words(entry, lang),
                verdict=verdict_words(each, lang))
            for entry, each in (found[name] for name in names)
        ) + "."
        for claim, names in TOUCHED.items()
    }  # fmt: skip
