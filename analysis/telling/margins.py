"""What the verdict on money hangs on, in words: the margin per customer from which each programme pays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...scenarios.words.catalogue import Words
from ..base.least_sizes import enough
from ..base.markets import any_market
from ..words.phrases import euro, join, number

if TYPE_CHECKING:
    from ..comparing.comparison import ComparisonResult
    from ..comparing.costs import Cost

say = Words("telling.margins")


def _programme(comparison: ComparisonResult, cost: Cost, lang: str) -> str:
    name = comparison.programme(cost.scenario).label(lang)
    if math.isnan(cost.break_even_margin):
        return say("unknown", lang, name=name)
    if cost.break_even_margin <= 0.0:
        return say("any", lang, name=name)
    low, high = cost.break_even_margin_low, cost.break_even_margin_high
    limits = "" if math.isnan(low) else say("limits", lang, low=number(low, lang), high=number(high, lang))
    return say("from", lang, name=name, euros=euro(cost.break_even_margin, lang), limits=limits)


def margins(comparison: ComparisonResult, lang: str) -> list[str]:
    """Return from which margin on each programme that costs something draws level within the horizon."""
    paid = [each for each in comparison.costs if each.total > 0.0]
    base = comparison.baseline
    if not paid or not enough("interval", base.replications) or not any_market([base.scenario]):
        return []
    return [
        say("hangs", lang,
            margin=euro(base.scenario.company.market.margin, lang), months=base.months, baseline=base.label(lang),
            each=join([_programme(comparison, each, lang) for each in paid], lang),
        )
    ]  # fmt: skip
