"""Judge: the one verdict on programmes. Whatever speaks of which is best, says this and nothing else.

A programme stands against each other one in one of four ways. It is *ahead* if its lead is significant, matters in
practice, and holds over behaviour and prices; there is *no practical difference* if the lead is too small to matter;
it *depends* on behaviour or prices if the order turns in too many of their draws; else it is *open*, which more
companies could tell. The verdict on all follows from how the best stands against the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME
from ...scenarios.ground.by_value import by_value
from ..base.effects import by_draw, holm, interval, p_value
from ..base.least_sizes import enough, known
from ..base.programme import Programme, direction_of
from ..words.phrases import is_points
from .costs import Cost
from .money import Money, money_of
from .pairs import Paired
from .pricing import EACH, Pricing
from .question import Question
from .ranking import SIGNIFICANT, Order
from .robustness import Robustness, Sources, of_lead

Floats = npt.NDArray[np.float64]

SURE = 0.80
"""An order that holds in fewer draws of behaviour, or of prices, than this share depends on them (judgement)."""
NEGLIGIBLE = 0.5
"""Percentage points, or percent of the baseline's level, below which a lead is no practical difference (judgement)."""

AHEAD, EQUAL, DEPENDS, OPEN = "ahead", "equal", "depends", "open"
FEW, UNDIRECTED, LATER, NOTHING, BEST = "few", "undirected", "later", "nothing", "best"


@by_value
@dataclass(frozen=True)
class Rivalry:
    """How the best programme stands against another one.

    Attributes
    ----------
    rival : str
    lead, ci_low, ci_high : float
        How far it is ahead in the main outcome and 95 % limits of that, in its unit, positive being better; chance and
        behaviour together.
    p_adjusted : float
        Two-sided t-test, adjusted by Holm's method over all rivals.
    sets_ahead, prices_ahead : float
        Share of parameter sets in which it is ahead at assumed prices, and of draws of sets and prices together; NaN
        where behaviour is certain, or prices make no difference.
    sources : Sources
        Where the uncertainty of the lead comes from.
    standing : {"ahead", "equal", "depends", "open"}
    on : tuple of {"behaviour", "prices"}
        What the order depends on, where it does.
    """

    rival: str
    lead: float
    ci_low: float
    ci_high: float
    p_adjusted: float
    sets_ahead: float
    prices_ahead: float
    sources: Sources
    standing: str
    on: tuple[str, ...] = ()


@by_value
@dataclass(frozen=True)
class Verdict:
    """Which programme is best, and how sure that is.

    Attributes
    ----------
    outcome : str
        The main outcome.
    month : int
        Month compared, from 1.
    kind : {"best", "equal", "depends", "open", "nothing", "few", "undirected", "later"}
        One is best; several are equally good; it depends; it cannot be told; nothing does practically more than the
        baseline; too few pairs; more of the outcome is neither better nor worse; everything begins after the month.
    best : str
        Programme with the best mean among those that have begun.
    baseline : str
    rivalries : tuple of Rivalry
        The best against each other one that has begun, the closest first.
    later : tuple of str
        Programmes whose interventions all begin after the month compared: nothing can be said of them.
    money : Money or None
        What the best programme spends and brings until the month, and later; None without spending.
    """

    outcome: str
    month: int
    kind: str
    best: str
    baseline: str
    rivalries: tuple[Rivalry, ...]
    later: tuple[str, ...] = ()
    money: Money | None = None

    def standing(self, standing: str) -> tuple[str, ...]:
        """Return the rivals against which the best stands in a way, the baseline left out."""
        return tuple(e.rival for e in self.rivalries if e.standing == standing and e.rival != self.baseline)

    @property
    def to_baseline(self) -> Rivalry | None:
        """How the best stands against the baseline; None where the baseline is the best, or nothing has begun."""
        return next((each for each in self.rivalries if each.rival == self.baseline), None)

    @property
    def recommended(self) -> tuple[str, ...]:
        """All programmes that may be the best: none of them is to be called beaten."""
        if self.kind not in (BEST, EQUAL, DEPENDS, OPEN):
            return ()
        return (self.best, *(each.rival for each in self.rivalries if each.standing != AHEAD))

    @property
    def depends_on(self) -> tuple[str, ...]:
        """What the order depends on: behaviour, prices, both or nothing; and whether it pays, on the margin."""
        found = dict.fromkeys(name for each in self.rivalries for name in each.on)
        if self.money is not None and self.money.depends_on_margin:
            found["margin"] = None
        return tuple(found)


def standing_of(
    lead: float, low: float, high: float, p: float, shares: dict[str, float], largest: str
) -> tuple[str, tuple[str, ...]]:
    """Return how a programme stands against another one, and what that depends on.

    Parameters
    ----------
    lead, low, high : float
        In units of which `NEGLIGIBLE` makes no practical difference.
    p : float
        Of the lead, adjusted.
    shares : dict of str to float
        By what it may depend on (behaviour, prices): in which share of draws the programme is ahead; NaN if unknown.
    largest : str
        Largest source of the lead's uncertainty, "" if unknown.
    """
    if not p < SIGNIFICANT:
        if max(abs(low), abs(high)) <= 2.0 * NEGLIGIBLE:
            return EQUAL, ()
        return (DEPENDS, (largest,)) if largest in shares else (OPEN, ())
    if lead < NEGLIGIBLE:
        return EQUAL, ()
    on = tuple(name for name, share in shares.items() if share < SURE)
    return (DEPENDS, on[:1]) if on else (AHEAD, ())


def stands(lead: Floats, unit: float, sets: int) -> str:
    """Return how a programme stands against another one over behaviour: ahead, equal, depends or open.

    Parameters
    ----------
    lead : float64 array [replicates]
        How far it is ahead, company by company; positive is better.
    unit : float
        One of which `NEGLIGIBLE` makes no practical difference (`unit_of`).
    sets : int
        Parameter sets that the replicates take in turn, 0 where behaviour is certain.
    """
    mean, low, high = (each / unit for each in interval(lead, sets))
    by_set = by_draw(lead, sets)[: len(lead)] if sets else np.empty(0)
    share = known("share", len(by_set), float((by_set > 0.0).mean())) if sets else math.nan
    return standing_of(mean, low, high, p_value(lead, sets), {"behaviour": share}, "")[0]


def surely(lead: Floats, unit: float, sets: int) -> int:
    """Return 1 where a programme is ahead of another one by the rules of the verdict, -1 where it is behind, else 0.

    Parameters
    ----------
    lead, unit, sets
        As `stands` takes them.
    """
    sign = 1 if lead.mean() >= 0.0 else -1
    return sign * (stands(sign * lead, unit, sets) == AHEAD)


def unit_of(baseline: Programme, outcome: str, month: int) -> float:
    """Return what one of a lead is that is told in percentage points, or in percent of the baseline's level."""
    return 0.01 if is_points(outcome) else 0.01 * abs(float(baseline.at(outcome, month).mean()))


def _rivalries(
    asked: Question,
    best: Programme,
    rivals: Sequence[Programme],
    unit: float,
    pricing: Pricing,
    over: Robustness | None,
) -> tuple[Rivalry, ...]:
    direction, names = direction_of(asked.main), [each.name for each in asked.scenarios]
    leads = [direction * (best.at(asked.main, asked.month) - each.at(asked.main, asked.month)) for each in rivals]
    adjusted = holm([p_value(lead, best.sets) for lead in leads])
    found = []
    for rival, values, p in zip(rivals, leads, adjusted, strict=True):
        lead, low, high = interval(values, best.sets)
        at_prices = pricing.over_prices[:, names.index(best.name)] - pricing.over_prices[:, names.index(rival.name)]
        moving = bool(np.ptp(at_prices)) and len(at_prices) > 1
        where = of_lead(best.name, rival.name, values, best.sets, at_prices, EACH)
        shares = {
            "behaviour": over.ahead(best.name, rival.name) if over else math.nan,
            "prices": float((direction * at_prices > 0.0).mean()) if moving else math.nan,
        }
        with np.errstate(divide="ignore", invalid="ignore"):
            scaled = np.array([lead, low, high]) / unit if unit else np.full(3, math.nan)
        gap, bottom, top = map(float, scaled)
        standing, on = standing_of(gap, bottom, top, p, shares, where.largest)
        found.append(
            Rivalry(rival.name, lead, low, high, p, shares["behaviour"], shares["prices"], where, standing, on)
        )
    return tuple(sorted(found, key=lambda each: each.lead))


def _kind(best: str, baseline: str, rivalries: Sequence[Rivalry]) -> str:
    """Return the kind of a verdict from how the best stands against the others."""
    standings = [each.standing for each in rivalries]
    if best == baseline:
        return OPEN if DEPENDS in standings or OPEN in standings else NOTHING
    to_nothing = next((each.standing for each in rivalries if each.rival == baseline), AHEAD)
    if to_nothing == EQUAL:
        return NOTHING
    if to_nothing != AHEAD:
        return to_nothing
    return next((kind for kind in (DEPENDS, OPEN, EQUAL) if kind in standings), BEST)


def judge(asked: Question, runs: Paired, order: Order, pricing: Pricing, over: Robustness | None) -> Verdict:
    """Return the verdict on the programmes of a comparison.

    Parameters
    ----------
    asked : Question
    runs : Paired
    order : Order
        Names the best.
    pricing : Pricing
    over : Robustness or None
        How the comparison comes out by parameter set, where behaviour is uncertain.
    """
    first, month = runs.programmes[0], asked.month
    standing = [each for each in runs.programmes if each.begun(month) or each is first]
    later = tuple(each.name for each in runs.programmes if each not in standing)
    best = next(each for each in standing if each.name == order.best)
    rivals = [each for each in standing if each is not best]
    rivalries = _rivalries(asked, best, rivals, unit_of(first, asked.main, month), pricing, over)
    kind = _kind(best.name, first.name, rivalries)
    if not enough("verdict", first.replications):
        kind = FEW
    elif not OUTCOME[asked.main].direction:
        kind = UNDIRECTED
    elif not rivals:
        kind = LATER
    cost = next((each for each in pricing.costs if each.scenario == best.name), None)
    return Verdict(asked.main, month, kind, best.name, first.name, rivalries, later, _money(best, first, month, cost))


def _money(best: Programme, first: Programme, month: int, cost: Cost | None) -> Money | None:
    return None if cost is None or best is first else money_of(best, first, month, cost)
