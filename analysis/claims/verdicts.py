"""Verdicts: what follows from the shares in which a claim holds, by rules that were set beforehand."""

from __future__ import annotations

from typing import Any

from ..base.least_sizes import enough

THROUGHOUT, MOSTLY, OPEN, RARELY = 0.95, 0.75, 0.25, 0.05
"""From which share of the companies on a claim holds throughout, mostly, is open, or holds rarely (below: not)."""


def kind_of(share: float) -> str:
    """Return in words of a key how often something holds."""
    if share >= THROUGHOUT:
        return "throughout"
    if share >= MOSTLY:
        return "mostly"
    if share > OPEN:
        return "open"
    return "rarely" if share > RARELY else "not"


def verdict(entry: dict[str, Any]) -> dict[str, str]:
    """Return how often a claim holds where the article means it, and over the wide ranges.

    Attributes of the result are keys of `page.WORDS`: ``accepted`` (at accepted parameter sets) and ``wide``.
    """
    return {"accepted": _kind(entry[entry["about"]]), "wide": _kind(entry["wide"])}


def _kind(sample: dict[str, Any]) -> str:
    """Return the kind of a sample of companies; open with too few of them."""
    return kind_of(sample["holds"]) if enough("share", sample["companies"]) else "open"
