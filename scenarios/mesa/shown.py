"""What a session and a notebook show of the model: where it stands, and its departments."""

from __future__ import annotations

from ...model.in_brief import one_line
from ...model.outcomes import OUTCOME
from ..ground.card import card
from ..words.catalogue import Words
from ..words.declared import called
from ..words.numbers import percent
from .view import Engine

say = Words("mesa.card")
OUTCOMES = ("active_users", "deep_use", "compliance_use", "never_used")
"""What the card shows of every department."""


class Shown:
    """A model that is shown in one line, and in a notebook as a small table."""

    def __repr__(self: Engine) -> str:
        shown = {
            "scenario": self.scenario.name, "month": f"{self.month} of {self.scenario.months}",
            "people": str(self.scenario.company.organisation.headcount),
        }  # fmt: skip
        if self.month:
            shown["deep_use"] = f"{self.outcome('deep_use'):.3f}"
        return one_line(type(self).__name__, iter(shown.items()))

    def _repr_html_(self: Engine, lang: str = "en") -> str:
        organisation = self.scenario.company.organisation
        title = say("title", lang, title=self.scenario.title(lang), month=self.month, months=self.scenario.months)
        places = [say("company", lang), *(called(each, lang) for each in organisation.departments)]
        people = [organisation.headcount, *(each.people for each in organisation.departments)]
        rows = [
            [place, str(people[n]), *(percent(self.outcome(name, n), lang) for name in OUTCOMES)]
            for n, place in enumerate(places)
        ]
        columns = [say("place", lang), say("people", lang), *(called(OUTCOME[name], lang) for name in OUTCOMES)]
        return card(title, columns=columns, rows=rows if self.month else [], below=[say("hint", lang)])
