"""Mechanisms switched off by name: each at its exact neutral value, everything else as it was.

Nothing in the engine knows of this: a mechanism is off because the numbers that carry it are neutral, and
with nothing switched off the scenario is the very same object.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from types import MappingProxyType

from ...model.company import Company
from ...model.errors import InputError, unknown
from ...model.features import Catalogue
from ...model.levers import INDEX
from ...model.schedule import Schedule
from ..words.catalogue import Words
from ..words.declared import called, text_of
from . import schedule as scheduling
from .scenario import Scenario

NO_LIMIT = 1e9
"""Features that a person can look at per month where attention is no limit."""


def _nothing() -> Mapping[str, float]:
    return MappingProxyType({})


_say = Words("core.ablation")


@dataclass(frozen=True)
class Mechanism:
    """One mechanism and what switches it off.

    Attributes
    ----------
    name : str
        Machine name.
    label_en, label_de : str
    off_en, off_de : str
        What the model is without it, in words.
    behaviour : mapping
        Behavioural parameters at their neutral values.
    levers : mapping
        Levers that are held at a level in all departments and months, whatever interventions do.
    nobody_leaves, data_do_not_matter : bool
        Turnover is none; features are worth what they promise on any data.
    """

    name: str
    label_en: str
    label_de: str
    off_en: str
    off_de: str
    behaviour: Mapping[str, float] = field(default_factory=_nothing)
    levers: Mapping[str, float] = field(default_factory=_nothing)
    nobody_leaves: bool = False
    data_do_not_matter: bool = False

    def label(self, lang: str) -> str:
        """Return the mechanism's name in words."""
        return called(self, lang)

    def off(self, lang: str) -> str:
        """Return what the model is without it."""
        return text_of(self, "off", lang)


MECHANISMS: Mapping[str, Mechanism] = {
    each.name: each
    for each in (
        Mechanism(
            "peers", "Colleagues", "Kollegen",
            "What colleagues do pulls nobody along, champions' example neither.",
            "Was Kollegen tun, zieht niemanden mit, auch das Vorbild der Key User nicht.",
            {"peer_weight": 0.0},
        ),
        Mechanism(
            "managers", "Managers", "Vorgesetzte",
            "The line manager's example and commitment and the sponsor behind them count for nothing.",
            "Vorbild und Einsatz der Vorgesetzten und der Sponsor dahinter zählen nicht.",
            {"leadership_weight": 0.0},
        ),
        Mechanism(
            "habit", "Habit", "Gewohnheit",
            "No way of working holds anybody because it is usual.",
            "Keine Arbeitsweise hält jemanden, weil sie gewohnt ist.",
            {"habit_bonus": 0.0},
        ),
        Mechanism(
            "attention", "Limited attention", "Begrenzte Aufmerksamkeit",
            "Everybody thinks about every feature anew every month.",
            "Alle denken jeden Monat über jede Funktion neu nach.",
            {"attention": 1.0, "capacity": NO_LIMIT},
        ),
        Mechanism(
            "novelty", "Curiosity", "Neugier",
            "The new is not attractive because it is new.",
            "Neues reizt nicht, weil es neu ist.",
            {"novelty": 0.0},
        ),
        Mechanism(
            "data", "Need for data", "Bedarf an Daten",
            "Every feature, AI too, is worth what it promises on any data, and AI neither helps nor harms customers.",
            "Jede Funktion, auch KI, ist auf allen Daten wert, was sie verspricht; KI nützt und schadet Kunden nicht.",
            data_do_not_matter=True,
        ),
        Mechanism(
            "territory", "Territory", "Revierdenken",
            "Nobody keeps knowledge to themselves to protect a territory.",
            "Niemand behält Wissen für sich, um ein Revier zu schützen.",
            {"territory_weight": 0.0},
        ),
        Mechanism(
            "monitoring", "Monitoring", "Kontrolle",
            "Nobody is watched, whatever is ordered.",
            "Niemand wird kontrolliert, was auch angeordnet wird.",
            levers={"monitoring": 0.0},
        ),
        Mechanism(
            "turnover", "Turnover", "Fluktuation",
            "Nobody leaves and nobody comes.",
            "Niemand geht, und niemand kommt.",
            nobody_leaves=True,
        ),
        Mechanism(
            "ways", "The way it is done here", "So machen wir das hier",
            "What many do does not become the way it is done here.",
            "Was viele tun, wird nicht zu dem, wie man es hier macht.",
            {"way_weight": 0.0, "way_comfort": 0.0, "way_speed": 0.0},
        ),
        Mechanism(
            "fading", "Incentives fade", "Anreize nutzen sich ab",
            "Nobody gets used to an incentive, and what is done for it lasts like anything else.",
            "Niemand gewöhnt sich an einen Anreiz, und was dafür getan wird, hält wie alles andere.",
            {"habituation": 0.0, "crowding": 0.0},
        ),
        Mechanism(
            "differences", "Differences", "Unterschiede",
            "Companies, departments and their heads alike on paper are alike.",
            "Auf dem Papier gleiche Unternehmen, Abteilungen und Leitungen sind gleich.",
            {"culture_spread": 0.0, "department_spread": 0.0, "head_spread": 0.0},
        ),
        Mechanism(
            "overload", "Overload", "Überlastung",
            "Several changes at once take nothing from people's attention.",
            "Mehrere Änderungen zugleich kosten keine Aufmerksamkeit.",
            {"overload": 0.0},
        ),
    )
}  # fmt: skip
"""The mechanisms that can be switched off, by name."""


def mechanisms(names: Sequence[str] | str) -> tuple[Mechanism, ...]:
    """Return mechanisms by name, in the order of `MECHANISMS`; raise InputError, with the nearest, for unknown ones."""
    wanted = [names] if isinstance(names, str) else list(names)
    for name in wanted:
        if name not in MECHANISMS:
            raise unknown("mechanism", name, MECHANISMS)
    return tuple(each for each in MECHANISMS.values() if each.name in wanted)


def _company(company: Company, off: Sequence[Mechanism]) -> Company:
    """Return the company with the neutral values of some mechanisms."""
    organisation, catalogue = company.organisation, company.catalogue
    neutral = {name: value for each in off for name, value in each.behaviour.items()}
    if any(each.nobody_leaves for each in off):
        staying = tuple(replace(each, leaving=0.0) for each in organisation.departments)
        organisation = replace(organisation, departments=staying, manager_leaving=0.0)
    if any(each.data_do_not_matter for each in off):
        catalogue = Catalogue(tuple(replace(each, data_need=0.0, is_ai=False) for each in catalogue.features))
    behaviour = replace(company.behaviour, **neutral)
    return replace(company, organisation=organisation, catalogue=catalogue, behaviour=behaviour)


def held(schedule: Schedule, off: Sequence[Mechanism]) -> Schedule:
    """Return a schedule with the levers of some mechanisms held at their neutral levels, triggers included."""
    levels = {INDEX[name]: level for each in off for name, level in each.levers.items()}
    if not levels:
        return schedule
    levers, watch = schedule.levers.copy(), schedule.triggers
    for lever, level in levels.items():
        levers[:, :, lever] = level
    if len(watch.first):  # what a trigger moves ends inside these limits
        limits = watch.limits.copy()
        for lever, level in levels.items():
            limits[lever] = level
        watch = watch._replace(limits=limits)
    return schedule._replace(levers=levers, triggers=watch)


@dataclass(frozen=True)
class Ablated(Scenario):
    """A scenario without some mechanisms (see `without`)."""

    off: tuple[str, ...] = ()

    @cached_property
    def schedule(self) -> Schedule:
        """Lever levels, gates, go-lives and spending of the whole horizon."""
        plan = scheduling.build(self.company, self.interventions, self.months, self.prices)
        return held(plan, mechanisms(self.off))


def without(scenario: Scenario, names: Sequence[str] | str) -> Scenario:
    """Return a scenario with mechanisms switched off.

    Parameters
    ----------
    scenario : Scenario
    names : str or sequence of str
        Of `MECHANISMS`: peers, managers, habit, attention, novelty, data, territory, monitoring, turnover, ways,
        fading, differences, overload.
        None: the scenario itself, unchanged.

    Returns
    -------
    Scenario
        Named ``<name>_without_<mechanisms>``; people and chance are the same.

    Raises
    ------
    InputError
        For an unknown name, or AI that acts by itself where data are to matter to no feature.

    Examples
    --------
    >>> from crm_adoption import load, simulate
    >>> from crm_adoption.scenarios.core.ablation import without
    >>> everybody_stays = without(load("no_programme"), "turnover")
    >>> everybody_stays.name
    'no_programme_without_turnover'
    """
    off = mechanisms(names)
    if not off:
        return scenario
    values = {each.name: getattr(scenario, each.name) for each in fields(Scenario)}
    words = {lang: " + ".join(each.label(lang) for each in off) for lang in ("en", "de")}
    before = scenario.off if isinstance(scenario, Ablated) else ()
    try:
        return Ablated(
            **values | {
                "name": f"{scenario.name}_without_{'_'.join(each.name for each in off)}",
                "company": _company(scenario.company, off),
                "title_en": _say("title", "en", scenario=scenario.title("en"), off=words["en"]),
                "title_de": _say("title", "de", scenario=scenario.title("de"), off=words["de"]),
            },
            off=(*before, *(each.name for each in off)),
        )  # fmt: skip
    except InputError as error:
        raise error.within(file=f"{scenario.name} without {', '.join(each.name for each in off)}") from None
