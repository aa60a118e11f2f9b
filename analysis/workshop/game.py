"""The game: a hidden company, what each team orders quarter by quarter, and what it may still spend; nothing else.

A game is frozen and holds no numbers of its own: what came of the orders follows from them, bit for bit, whenever it is
asked for. So a game that is written down and read again is the same game.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ...model.errors import InputError, unknown
from ...model.simulation import Run, whole_number
from ...scenarios.core.keeping import broken_in
from ...scenarios.core.purchases import full_cost
from ...scenarios.core.running import run_scenario
from ...scenarios.core.scenario import Scenario
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.programmes.spending import reach
from ..deciding.menu import EVERYWHERE, Menu, Offer
from ..deciding.mix import LEAST

QUARTER = 3
"""Months of a quarter."""
FEWEST_TEAMS, MOST_TEAMS = 2, 6
MOST_QUARTERS, USUAL_QUARTERS = 8, 4


@dataclass(frozen=True)
class Order:
    """What a team spends on one measure in a quarter.

    Attributes
    ----------
    kind : str
        Of intervention, for example ``AlignKPIs``.
    euros : int
        Whole EUR, so that sums are exact.
    where : str
        ``everywhere``, a department, or all but one (``not sales``).
    to_end : bool
        Whether what is paid month by month goes on until the game ends; else it lasts for the quarter.
    """

    kind: str
    euros: int
    where: str = EVERYWHERE
    to_end: bool = False


Orders = tuple[Order, ...]


def total(quarters: Iterable[Orders]) -> int:
    """Return what some quarters' orders come to, EUR."""
    return sum(order.euros for orders in quarters for order in orders)


@dataclass(frozen=True, eq=False)
class Setting:
    """The company that is played, and what is known of it.

    Attributes
    ----------
    known : Scenario
        The company as everybody may know it, without a programme.
    hidden : Scenario
        The one of the companies it could be that is played.
    replicate : int
        Its number, from 0: the people and the chance that every other command has for it.
    first : int
        Months that it has lived before the first quarter.
    seed : int
    """

    known: Scenario
    hidden: Scenario
    replicate: int
    first: int
    seed: int


@dataclass(frozen=True, eq=False)
class Game:
    """A workshop as far as it has come.

    Attributes
    ----------
    setting : Setting
    quarters : int
        How many are played.
    budget : int
        EUR that each team has for all quarters.
    orders : tuple [teams] of tuple [quarters decided] of Orders
    """

    setting: Setting
    quarters: int
    budget: int
    orders: tuple[tuple[Orders, ...], ...]

    @property
    def teams(self) -> int:
        """Number of teams."""
        return len(self.orders)

    @property
    def quarter(self) -> int:
        """The quarter that is decided now, from 0: the first that some team has not decided."""
        return min(len(each) for each in self.orders)

    @property
    def over(self) -> bool:
        """Whether all quarters are decided."""
        return self.quarter >= self.quarters

    @property
    def end(self) -> int:
        """Month in which the game ends, and by which it is judged."""
        return self.setting.first + QUARTER * self.quarters

    def month(self, quarter: int | None = None) -> int:
        """Return the last month lived before a quarter, by default before the one that is decided now."""
        return self.setting.first + QUARTER * (self.quarter if quarter is None else quarter)

    def decided(self, team: int) -> bool:
        """Return whether a team has decided on the present quarter."""
        return len(self.orders[team]) > self.quarter

    def spent(self, team: int) -> int:
        """Return what a team has ordered in all, EUR."""
        return total(self.orders[team])

    def left(self, team: int) -> int:
        """Return what a team may still spend, EUR."""
        return self.budget - self.spent(team)

    def closed(self, team: int) -> tuple[Orders, ...]:
        """Return a team's orders of the quarters that all have decided."""
        return self.orders[team][: self.quarter]

    def menu(self, quarter: int | None = None) -> Menu:
        """Return what can be ordered in a quarter, by default the present one; nothing once the horizon is reached."""
        known = self.setting.known
        return Menu.of(known.company, known.months, known.prices, self.month(quarter), known.constraints)

    def submitted(self, team: int, orders: Orders) -> Game:
        """Return the game after a team has decided on the present quarter; nothing ordered is a decision, too.

        Parameters
        ----------
        team : int
            From 0.
        orders : tuple of Order

        Raises
        ------
        InputError
            If the game is over, the team has decided already, or an order cannot be had.
        """
        team = whole_number(team, 0, self.teams - 1, "team")
        if self.over:
            raise InputError("the game is over; nothing more can be ordered.")
        if self.decided(team):
            raise InputError("this quarter is decided already; wait until all teams have decided.")
        for each in orders:
            _check(self, each)
        _check_sum(self, team, orders)
        found = replace(self, orders=_with(self.orders, team, orders))
        broken = broken_in(programme_of(found, team, found.setting.known))
        if broken:
            name = KINDS[broken[0]].__name__
            raise InputError("{name} does not keep to what this company allows (constraints).", name=name)
        return found


def _with(orders: tuple[tuple[Orders, ...], ...], team: int, more: Orders) -> tuple[tuple[Orders, ...], ...]:
    return tuple((*each, more) if number == team else each for number, each in enumerate(orders))


def offer_of(game: Game, kind: str, quarter: int | None = None) -> Offer:
    """Return what is offered of a kind in a quarter, by default the present one, or raise InputError."""
    menu = game.menu(quarter)
    offers = {each.kind: each for each in menu.offers}
    if kind not in offers or menu.starts(kind)[0] > game.month(quarter):
        raise unknown("kind of intervention", kind, tuple(offers))
    return offers[kind]


def intervention(game: Game, order: Order, quarter: int) -> Intervention:
    """Return what an order of a quarter does."""
    menu, start = game.menu(quarter), game.month(quarter)
    offer = offer_of(game, order.kind, quarter)
    values = menu.idle() | {f"{order.kind}.start": start}
    if offer.local:
        values[f"{order.kind}.where"] = order.where
    if offer.lasting:
        values[f"{order.kind}.lasts"] = game.end - start if order.to_end else QUARTER
    return menu.bought(offer, values, float(order.euros))


def range_of(game: Game, kind: str, where: str = EVERYWHERE, *, to_end: bool = False) -> tuple[int, int]:
    """Return the least and the most that can be spent on a measure in the present quarter, whole EUR.

    Less than a twentieth of its strength is no programme, and more than full strength buys nothing.
    """
    what = intervention(game, Order(kind, 1, where, to_end), game.quarter)
    whom = reach(what, game.setting.known.company, game.setting.known.months)
    least = what.cost_of(LEAST, game.setting.known.prices, whom)
    return math.ceil(least), math.ceil(full_cost(what, game.setting.known))


def _check(game: Game, order: Order) -> None:
    """Refuse an order that cannot be had."""
    offer = offer_of(game, order.kind)
    places = game.menu().places if offer.local else (EVERYWHERE,)
    if order.where not in places:
        raise unknown("department", order.where, places)
    if order.to_end and not offer.lasting:
        raise InputError("{kind} is paid once and lasts by itself.", kind=order.kind)
    low, high = range_of(game, order.kind, order.where, to_end=order.to_end)
    whole_number(order.euros, low, high, order.kind)


def _check_sum(game: Game, team: int, orders: Orders) -> None:
    """Refuse to spend more than there is, and one measure twice in a quarter."""
    if len({(each.kind, each.where) for each in orders}) < len(orders):
        raise InputError("a measure stands twice in this quarter; order it once.")
    asked, left = total([orders]), game.left(team)
    if asked > left:
        raise InputError("EUR {total:,} are more than the EUR {left:,} that are left.", total=asked, left=left)


def programme_of(game: Game, team: int, company: Scenario) -> Scenario:
    """Return a company with all that a team has ordered so far.

    Parameters
    ----------
    game : Game
    team : int
        From 0.
    company : Scenario
        ``game.setting.hidden``, or another that it could be.
    """
    done = [intervention(game, order, q) for q, orders in enumerate(game.orders[team]) for order in orders]
    name = f"team_{team + 1}"
    return replace(company, name=name, title_en="", title_de="", interventions=(*company.interventions, *done))


def lived(game: Game, scenario: Scenario, months: int) -> Run:
    """Return the first months of the company that is played, under a programme."""
    how = {"replications": 1, "seed": game.setting.seed, "first_replicate": game.setting.replicate}
    return run_scenario(scenario, months, workers=1, **how)
