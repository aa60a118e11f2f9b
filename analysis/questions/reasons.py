"""Why one scenario is worth more than another: what of its lead comes from customers, hours and spending."""

from __future__ import annotations

from dataclasses import dataclass

from ...scenarios.ground.by_value import by_value
from ...scenarios.words.catalogue import Words
from ..base.programme import Programme
from ..words.phrases import change, join, unit_of_change

say = Words("questions.reasons")
_WORTH_A_WORD = 0.05
"""A part of a difference smaller than this, against the largest, is not named."""


@by_value
@dataclass(frozen=True)
class Parts:
    """What a difference of net value is made of; the parts add up to it.

    Attributes
    ----------
    customers, hours, spending : float
        Margin on customers, hours saved at their cost, and programme cost (more spent counts against it), EUR.
    """

    customers: float
    hours: float
    spending: float

    @property
    def total(self) -> float:
        """The difference of net value, EUR."""
        return self.customers + self.hours + self.spending


def _worth(each: Programme, month: int) -> tuple[float, float, float]:
    hours = each.run.of("hours_saved")[:, :month].sum(axis=1)
    saved = float(hours.mean()) * each.scenario.company.market.hour_cost
    return float(each.at("net_value", month).mean()), saved, float(each.at("cost", month).mean())


def parts(ours: Programme, base: Programme, month: int) -> Parts:
    """Return what a scenario's lead in net value over another one is made of, mean over companies.

    Parameters
    ----------
    ours, base : Programme
        On the same people and the same chance, in companies with the same price of an hour.
    month : int
    """
    net, hours, cost = (a - b for a, b in zip(_worth(ours, month), _worth(base, month), strict=True))
    return Parts(net - hours + cost, hours, -cost)


def because(found: Parts, lang: str) -> str:
    """Return the parts in words, those that weigh, the heaviest first."""
    named = {
        say("customers", lang): found.customers, say("hours", lang): found.hours, say("spending", lang): found.spending,
    }  # fmt: skip
    order = sorted(named, key=lambda each: -abs(named[each]))
    most = abs(named[order[0]])
    kept = [each for each in order if abs(named[each]) >= max(_WORTH_A_WORD * most, 0.5)]
    unit = unit_of_change("net_value", lang)
    texts = [say("part", lang, what=each, change=change(round(named[each], -2), "net_value", lang)) for each in kept]
    return say("because", lang, parts=join(texts, lang), unit=unit)
