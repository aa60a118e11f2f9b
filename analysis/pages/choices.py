"""What a reader can choose: scenario, company and levers, each in words with its unit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import solara

from ...model.behaviour import Behaviour
from ...model.declared import Declaration
from ...model.levers import Levers
from ...scenarios.core.overrides import overridden
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import catalogue, load
from ...scenarios.ground.adding import added
from ...scenarios.words.catalogue import Words
from ..base.forms import told
from ..words.phrases import number, percent

say = Words("pages.words")

LEVERS = (
    "kpi_alignment", "sponsorship", "supervisor_commitment", "silo_strength", "monitoring", "training",
    "change_capacity",
)  # fmt: skip
SHARES = (*LEVERS, "attention")
FEWEST, MOST = 20, 1000
"""Ends of the slider for people, unless the scenario has fewer or more."""
COMPANIES = 99


def by_title(given: str, lang: str, beside: str = "") -> dict[str, Scenario]:
    """Return the scenarios given and the shipped ones by title; a title used twice gets the name too.

    Raises
    ------
    InputError
        If there is no such scenario or its file has a mistake.
    """
    found: dict[str, Scenario] = {}
    for reference in dict.fromkeys((given, *([beside] if beside else []), *catalogue())):
        scenario = load(reference)
        title = scenario.title(lang)
        found[title if title not in found else f"{title} ({scenario.name})"] = scenario
    return found


def declaration(name: str) -> Declaration:
    """Return the declaration of a lever or a behavioural parameter."""
    return {**Levers.declarations(), **Behaviour.declarations()}[name]


def standing(scenario: Scenario, name: str) -> int:
    """Return where a share stands in a scenario, in percent; of levers, the mean over its people."""
    company = scenario.company
    if name not in LEVERS:
        return round(100.0 * float(getattr(company.behaviour, name)))
    departments = company.organisation.departments
    total = added(float(getattr(each.levers, name)) * each.people for each in departments)
    return round(100.0 * total / company.organisation.headcount)


@dataclass(frozen=True)
class Choices:
    """The settings of one browser session, as reactive values.

    Attributes
    ----------
    given : str
        Shipped name or path of the scenario the page starts with.
    lang : {"en", "de"}
    given_beside : str
        Of the scenario shown beside it; empty for none.
    """

    given: str
    lang: str
    given_beside: str = ""

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """Scenarios by title, the one given first."""
        return by_title(self.given, self.lang, self.given_beside)

    @cached_property
    def title(self) -> Any:
        """Title of the scenario chosen."""
        return solara.Reactive(next(iter(self.scenarios)))

    @cached_property
    def beside(self) -> Any:
        """Title of the scenario shown beside it, or that there is none."""
        return solara.Reactive(list(self.scenarios)[1] if self.given_beside not in ("", self.given) else self.nothing)

    @property
    def nothing(self) -> str:
        """What is chosen where no other scenario is shown."""
        return say("nothing beside", self.lang)

    @cached_property
    def replicate(self) -> Any:
        """Number of the company drawn by lot."""
        return solara.Reactive(0)

    @cached_property
    def people(self) -> Any:
        """Headcount."""
        return solara.Reactive(self.base.company.organisation.headcount)

    @cached_property
    def shares(self) -> dict[str, Any]:
        """Levers and behavioural parameters in percent."""
        return {name: solara.Reactive(standing(self.base, name)) for name in SHARES}

    @property
    def base(self) -> Scenario:
        """The scenario chosen, as it stands in its file."""
        return self.scenarios[self.title.value]

    def follow(self) -> None:
        """Put all sliders where they stand in the scenario chosen."""
        self.people.set(self.base.company.organisation.headcount)
        for name, share in self.shares.items():
            share.set(standing(self.base, name))

    def overrides(self) -> dict[str, float]:
        """Return what differs from the scenario: sliders that were not moved leave it as it is."""
        base = self.base
        moved = {n: each.value / 100 for n, each in self.shares.items() if each.value != standing(base, n)}
        people = int(self.people.value)
        return moved if people == base.company.organisation.headcount else {"people": people, **moved}

    def chosen(self) -> tuple[Any, ...]:
        """Return all choices, to see whether they have changed."""
        return self.title.value, self.beside.value, self.replicate.value, tuple(self.overrides().items())

    def scenario(self) -> Scenario:
        """Return the scenario with what was changed.

        Raises
        ------
        InputError
            If the values do not go together, for example fewer people than departments.
        """
        return told(overridden(self.base, self.overrides()), self.base)

    def scenario_beside(self) -> Scenario | None:
        """Return the scenario shown beside it, with the same changes; None for none.

        Raises
        ------
        InputError
            If the values do not go together in it.
        """
        other = self.scenarios.get(self.beside.value)
        return None if other is None else told(overridden(other, self.overrides()), other)

    def inputs(self) -> dict[str, dict[str, Any]]:
        """Return the inputs in the form `SolaraViz` takes, each with its value in its label."""
        lang, headcount = self.lang, self.base.company.organisation.headcount
        limits = min(FEWEST, headcount), max(MOST, headcount)
        return {
            "scenario": {
                "type": "Select", "label": say("scenario", lang), "value": self.title, "values": list(self.scenarios),
            },
            "beside": {
                "type": "Select", "label": say("beside", lang), "value": self.beside,
                "values": [self.nothing, *self.scenarios],
            },
            "replicate": _slider("replicate", self.replicate, number(self.replicate.value, lang), (0, COMPANIES), lang),
            "people": _slider("people", self.people, number(self.people.value, lang), limits, lang),
            **{name: self._share(name) for name in SHARES},
        }  # fmt: skip

    def _share(self, name: str) -> dict[str, Any]:
        low, high = (round(100 * limit) for limit in declaration(name).allowed)
        reactive = self.shares[name]
        return _slider(name, reactive, percent(reactive.value / 100, self.lang), (low, high), self.lang)


def _slider(name: str, value: Any, shown: str, limits: tuple[int, int], lang: str) -> dict[str, Any]:
    label = say(name, lang, value=shown)
    # A step of one: the browser moves a value that is on no step to the nearest, as if somebody had chosen it.
    return {"type": "SliderInt", "label": label, "value": value, "min": limits[0], "max": limits[1], "step": 1}
