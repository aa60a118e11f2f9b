"""Where a search begins: the shipped programmes at the budget, and all of the money in one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...model.errors import InputError
from ...model.phrase import SILENCE, Phrase
from ...scenarios.core.budget import at_budget
from ...scenarios.core.keeping import broken_in
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import catalogue, load
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.programmes.interventions import KINDS
from ...scenarios.programmes.rollouts import StagedRollout
from ...scenarios.programmes.shocks import Shock
from ...scenarios.programmes.spending import reach
from .menu import ROLLOUTS, Menu, Parameters
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


@dataclass(frozen=True, eq=False)
class Ready:
    """Programmes that are there already, brought to a company and its budget.

    Attributes
    ----------
    mixes : tuple of Mix
    left_out : tuple of str
        Names of those that do not fit the company or the budget.
    excluded : tuple of str
        Names of those that do not keep to the constraints.
    """

    mixes: tuple[Mix, ...] = ()
    left_out: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    def and_also(self, more: Ready) -> Ready:
        """Return these and others together."""
        return Ready(
            (*self.mixes, *more.mixes), (*self.left_out, *more.left_out), (*self.excluded, *more.excluded)
        )  # fmt: skip


def shipped(base: Scenario, budget: float, first: int = 0) -> Ready:
    """Return the shipped programmes in a company at a budget; those of the same interventions count once."""
    found, seen = Ready(), set()
    for name in catalogue():
        whole = load(name)
        programme = programme_of(whole)
        if not programme or (key := repr(programme)) in seen:
            continue
        seen.add(key)
        found = found.and_also(_ready(whole, programme, base, name, budget, first))
    return found


def own(scenario: Scenario, base: Scenario, budget: float, first: int = 0) -> Ready:
    """Return the programme of the scenario decided on, brought to the budget; nothing if it has none."""
    try:
        programme = programme_of(scenario)
    except InputError:
        return Ready(left_out=(scenario.name,))
    return _ready(scenario, programme, base, _OWN, budget, first) if programme else Ready()


def _ready(
    whole: Scenario, programme: Sequence[Intervention], base: Scenario, name: str, budget: float, first: int
) -> Ready:
    """Return one programme in a company at a budget, begun as early as it may; or why it is left out."""
    words = (whole.title("en"), whole.title("de"))
    begin = base.constraints.start(month=first)
    if begin:  # the features are live by then
        programme = [each for each in programme if not isinstance(each, StagedRollout)]
    try:
        within = [_begun(each, begin, base) for each in programme]
        mix = Mix(at_budget(titled(base, name, words, within), budget))
    except InputError:
        return Ready(left_out=(whole.name,))
    if broken_in(mix.scenario):
        return Ready(excluded=(whole.name,))
    return Ready((mix,))


def _begun(intervention: Intervention, first: int, base: Scenario) -> Intervention:
    """Return an intervention that begins so many months later, or when it may, and ends with the horizon."""
    months = base.months
    late = base.constraints.start(type(intervention).__name__, intervention.start + first) - intervention.start
    end = None if intervention.end is None else intervention.end + late
    start = min(intervention.start + late, months - 1)
    return replace(intervention, start=start, end=None if end is not None and end >= months else end)


def single(base: Scenario, kind: str, budget: float, first: int = 0) -> Mix | None:
    """Return the mix that puts all money into one kind of intervention; None where that is excluded."""
    start = base.constraints.start(kind, first)
    if not base.constraints.allows(kind) or start >= base.months:
        return None
    part = KINDS[kind](budget=1.0, start=start, lasts=_TRAINING_MONTHS if kind == "Training" else None)
    names = {"ToolingSpend": "all_tooling", "Training": "all_training"}
    words = {
        "ToolingSpend": ("All in tooling", "Alles in Technik"),
        "Training": ("All in training", "Alles in Schulung"),
    }[kind]
    return Mix(at_budget(titled(base, names[kind], words, [part]), budget))


def first_guesses(menu: Menu) -> Iterator[Parameters]:
    """Yield values for a search to begin with: each intervention alone, then what the shipped programmes divide."""
    idle = menu.idle()
    for offer in menu.offers:
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
    for offer in menu.offers:
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
    if not menu.offers:
        raise InputError("the constraints leave nothing that could be chosen; allow more.", field="constraints")
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
        offers = len(menu.offers)
        raise InputError(problem, field="--budget", budget=budget, count=offers, kind=kind, where=where, cost=cost)
