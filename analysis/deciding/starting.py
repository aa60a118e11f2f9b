"""Where a search begins: the shipped programmes at the budget, and all of the money in one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...model.errors import InputError
from ...model.phrase import SILENCE, Phrase
from ...scenarios.core.budget import at_budget
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import catalogue, load
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.programmes.rollouts import StagedRollout
from ...scenarios.programmes.shocks import Shock
from ...scenarios.programmes.spending import reach
from .menu import OFFERS, ROLLOUTS, Menu, Parameters
from .mix import LEAST, Mix, titled

_TRAINING_MONTHS = 12
_OWN = "own_programme"


def _waves(scenario: Scenario) -> list[Intervention]:
    """Return as a roll-out what a shipped scenario writes as go-lives of its features."""
    features = scenario.company.catalogue.features
    months = sorted({each.go_live for each in features})
    if len(months) < 2:
        return []
    waves = tuple(tuple(each.name for each in features if each.go_live == month) for month in months)
    return [StagedRollout(waves=waves, every=months[1] - months[0], one_off=0.0)]


def programme_of(scenario: Scenario) -> tuple[Intervention, ...]:
    """Return what a scenario does to its company, without what happens to it."""
    done = [each for each in scenario.interventions if not isinstance(each, Shock)]
    staged = any(isinstance(each, StagedRollout) for each in done)  # features go live once
    return (*done, *([] if staged else _waves(scenario)))


def shipped(base: Scenario, budget: float, first: int = 0) -> tuple[list[Mix], list[str]]:
    """Return the shipped programmes in a company at a budget, and the names of those that do not fit it.

    Programmes that name departments or features the company does not have do not fit; those of the
    same interventions count once.
    """
    found: list[Mix] = []
    left_out: list[str] = []
    seen: set[str] = set()
    for name in catalogue():
        whole = load(name)
        programme = programme_of(whole)
        if not programme or (key := repr(programme)) in seen:
            continue
        seen.add(key)
        words = (whole.title("en"), whole.title("de"))
        try:
            if first and any(isinstance(each, StagedRollout) for each in programme):
                programme = tuple(each for each in programme if not isinstance(each, StagedRollout))
            within = tuple(_begun(each, first, base.months) for each in programme)
            found.append(Mix(at_budget(titled(base, name, words, within), budget)))
        except InputError:
            left_out.append(name)
    return found, left_out


def _begun(intervention: Intervention, first: int, months: int) -> Intervention:
    """Return an intervention that begins so many months later, and ends with the horizon."""
    end = None if intervention.end is None else intervention.end + first
    start = min(intervention.start + first, months - 1)
    return replace(intervention, start=start, end=None if end is not None and end >= months else end)


def own(scenario: Scenario, base: Scenario, budget: float, first: int = 0) -> tuple[list[Mix], list[str]]:
    """Return the programme of the scenario decided on, brought to the budget, or its name if that cannot be.

    Nothing of either if it has none.
    """
    words = (scenario.title("en"), scenario.title("de"))
    try:
        programme = tuple(_begun(each, first, base.months) for each in programme_of(scenario))
        if not programme:
            return [], []
        return [Mix(at_budget(titled(base, _OWN, words, programme), budget))], []
    except InputError:
        return [], [scenario.name]


def single(base: Scenario, kind: str, budget: float, first: int = 0) -> Mix:
    """Return the mix that puts all money into one kind of intervention."""
    part = KINDS[kind](budget=1.0, start=first, lasts=_TRAINING_MONTHS if kind == "Training" else None)
    names = {"ToolingSpend": "all_tooling", "Training": "all_training"}
    words = {
        "ToolingSpend": ("All in tooling", "Alles in Technik"),
        "Training": ("All in training", "Alles in Schulung"),
    }[kind]
    return Mix(at_budget(titled(base, names[kind], words, [part]), budget))


def first_guesses(menu: Menu) -> Iterator[Parameters]:
    """Yield values for a search to begin with: each intervention alone, then what the shipped programmes divide."""
    idle = menu.idle()
    for offer in OFFERS:
        yield idle | {offer.kind: 1.0}
    for name in catalogue():
        kinds = [type(each).__name__ for each in load(name).interventions]
        costs = list(load(name).ledger.values())
        most = max((float(cost.sum()) for cost in costs), default=0.0)
        shares = {
            kind: 0.5 + 0.5 * float(cost.sum()) / most
            for kind, cost in zip(kinds, costs, strict=True)
            if kind in idle and cost.sum() > 0.0
        }
        if len(shares) > 1:
            yield idle | shares
            if ROLLOUTS[1] in (menu.choices()["rollout"] or ()):
                yield idle | shares | {"rollout": ROLLOUTS[1]}


def cheapest(base: Scenario, menu: Menu) -> tuple[str, str, float]:
    """Return the intervention that costs least: its kind, the department, and what `LEAST` of its strength costs."""
    found = []
    for offer in OFFERS:
        for place in menu.departments if offer.local else ("",):
            values = menu.idle() | {f"{offer.kind}.where": place or menu.places[0]}
            if offer.lasting:
                values[f"{offer.kind}.lasts"] = _TRAINING_MONTHS
            part = menu.bought(offer, values, 1.0)
            whom = reach(part, base.company, base.months)
            found.append((part.cost_of(LEAST, base.prices, whom), offer.kind, place))
    cost, kind, place = min(found)
    return kind, place, cost


def check_budget(base: Scenario, menu: Menu, budget: float) -> None:
    """Refuse a budget that buys nothing.

    Raises
    ------
    InputError
        With the cheapest intervention and its price.
    """
    shocks = base.total_cost
    if shocks and shocks >= budget:
        problem = "EUR {budget:,.0f} is less than what the shocks cost, EUR {shocks:,.0f}; give more."
        raise InputError(problem, field="--budget", budget=budget, shocks=shocks)
    kind, place, cost = cheapest(base, menu)
    if budget < cost:
        where = Phrase(" in {place!r} alone", place=place) if place else SILENCE
        problem = (
            "EUR {budget:,.0f} buys none of the {count} interventions: the cheapest, {kind}{where}, costs EUR "
            "{cost:,.0f} for a twentieth of its strength; give that or more."
        )
        offers = len(OFFERS)
        raise InputError(problem, field="--budget", budget=budget, count=offers, kind=kind, where=where, cost=cost)
