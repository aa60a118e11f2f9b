"""What a notebook shows of a scenario: what it is about, who works there, what is done from when, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ...model.company import Company
from ..ground.adding import added
from ..ground.card import card
from ..programmes.intervention import Intervention
from ..words.catalogue import Words
from ..words.months import start_cell
from ..words.numbers import money, percent

say = Words("core.card")


class Planned(Protocol):
    """A scenario, as far as a card shows it."""

    @property
    def name(self) -> str:
        """Machine name."""

    @property
    def company(self) -> Company:
        """Who works there."""

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """What is done."""

    @property
    def months(self) -> int:
        """Horizon."""

    @property
    def ledger(self) -> Mapping[str, Any]:
        """Cost in EUR by intervention."""

    def strengths(self) -> Sequence[float]:
        """Return how strongly each works."""

    def title(self, lang: str) -> str:
        """Return its name in words."""

    def description(self, lang: str) -> str:
        """Return what it is about."""

    def manner(self, lang: str) -> str:
        """Return a language with its currency and calendar."""


def scenario_card(scenario: Planned, lang: str = "en") -> str:
    """Return a scenario as the HTML of a notebook."""
    lang, company = scenario.manner(lang), scenario.company
    size = say(
        "size", lang, people=company.organisation.headcount, departments=len(company.organisation.departments),
        features=len(company.catalogue.features), months=scenario.months,
    )  # fmt: skip
    costs = [added(each.tolist()) for each in scenario.ledger.values()]
    rows = [
        [each.label(lang), start_cell(each.start, lang), percent(strength, lang), money(cost, lang)]
        for each, strength, cost in zip(scenario.interventions, scenario.strengths(), costs, strict=True)
    ]
    said = [each for each in (scenario.description(lang), size, "" if rows else say("nothing", lang)) if each]
    total = [say("total", lang, cost=money(added(costs), lang))] if len(rows) > 1 else []
    columns = [say(each, lang) for each in ("what", "from", "strength", "cost")]
    return card(f"{scenario.title(lang)} ({scenario.name})", said, columns=columns, rows=rows, below=total)
