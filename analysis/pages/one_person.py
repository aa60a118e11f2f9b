"""A person of a Mesa model on a page: chosen from all, with the reasons why a feature is used so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import solara

from ...scenarios.mesa.model import CRMAdoption
from ...scenarios.words.catalogue import Words
from ..drawings import Theme, draw_network, draw_reasons
from ..laboratory.person import card, sides
from ..laboratory.person import say as of_person
from ..words.phrases import percent
from .heard import part
from .people import people_of

Show = Callable[[Callable[[float, Theme], str]], object]
"""Puts a picture on the page, given what draws it for a width in a theme."""
say = Words("pages.words")


@dataclass(frozen=True)
class Chosen:
    """Who is looked at, and over which feature.

    Attributes
    ----------
    row : reactive int
        Of the person among `CRMAdoption.employees`.
    feature : reactive str
        Machine name; empty for the first that matters to the person.
    """

    row: Any = field(default_factory=lambda: solara.Reactive(0))
    feature: Any = field(default_factory=lambda: solara.Reactive(""))

    def pick(self, told: Any) -> None:
        """Choose a person on a picture; what is no whole number of a person is left alone."""
        row = part(told, "row")
        if isinstance(row, int) and not isinstance(row, bool) and row >= 0:
            self.row.set(row)


def has(model: CRMAdoption, chosen: Chosen) -> bool:
    """Return whether there is the person in a company."""
    return bool(chosen.row.value < len(model.personnel_ids))


def feature_of(model: CRMAdoption, chosen: Chosen) -> str:
    """Return the feature that is looked at: the one chosen, or the first that matters to the person."""
    features = model.scenario.company.catalogue.features
    names = [each.name for each in features]
    if chosen.feature.value in names:
        return str(chosen.feature.value)
    relevant = int(model.setting.relevant[model.employees[chosen.row.value].number])
    return next((name for f, name in enumerate(names) if relevant >> f & 1), names[0])


def network_of(model: CRMAdoption, chosen: Chosen | None, width: float, theme: Theme, lang: str) -> str:
    """Return who works with whom as an SVG, with the person chosen standing out."""
    graph = model.space.G
    places = [graph.nodes[row]["position"] for row in range(len(model.personnel_ids))]
    marked = chosen.row.value if chosen is not None and has(model, chosen) else None
    return draw_network(
        people_of(model, lang), places, list(graph.edges), width=width, theme=theme, lang=lang, chosen=marked
    )


def about(model: CRMAdoption, chosen: Chosen, lang: str) -> None:
    """Say who the person is and what holds this person back over all features."""
    if not has(model, chosen):
        solara.Text(say("no such person", lang), classes=["crm-note"])
        return
    known = card(model, chosen.row.value, lang)
    solara.v.Html(tag="h2", children=[f"{known['name']} · {known['who']}"], class_="crm-heading")
    solara.Text(f"{known['tenure']}. {known['stuck']}", classes=["crm-note"])


def why(model: CRMAdoption, chosen: Chosen, lang: str, show: Show) -> None:
    """Say and draw why the person works with the feature in this way.

    Parameters
    ----------
    model : CRMAdoption
    chosen : Chosen
    lang : {"en", "de", "fr"}
    show : callable
        See `Show`.
    """
    about(model, chosen, lang)
    if not has(model, chosen):
        return
    name = feature_of(model, chosen)
    labels = {each.name: each.label(lang) for each in model.scenario.company.catalogue.features}
    found = model.employees[chosen.row.value].reasons(name)
    if not found.live:
        solara.Text(say("not here", lang, feature=labels[name]), classes=["crm-note", "crm-apart"])
        return
    title = say("reasons title", lang, feature=labels[name], way=of_person(f"way {found.way}", lang))
    solara.v.Html(tag="h2", children=[title], class_="crm-heading")
    drawn = sides(found, lang)
    show(lambda width, theme: draw_reasons(drawn, width=width, theme=theme, lang=lang, title=title))
    note = say("reasons note", lang, attention=percent(found.attention, lang))
    solara.Text(note, classes=["crm-note", "crm-apart"])


def choose(model: CRMAdoption, chosen: Chosen, lang: str) -> None:
    """Offer everybody by department and number, and every feature; what one types narrows the list."""
    people = [
        {"text": f"{each.label(lang)} · {model.personnel_ids[row]}", "value": row}
        for each in model.departments
        for row in range(*model.setting.place.start[each.number : each.number + 2].tolist())
    ]
    features = [{"text": each.label(lang), "value": each.name} for each in model.scenario.company.catalogue.features]
    with solara.Div(classes=["crm-choose"]):
        solara.v.Autocomplete(
            label=say("which person", lang), items=people, v_model=chosen.row.value,
            on_v_model=lambda row: chosen.pick({"row": row}),
        )  # fmt: skip
        shown = feature_of(model, chosen) if has(model, chosen) else features[0]["value"]
        solara.v.Autocomplete(
            label=say("which feature", lang), items=features, v_model=shown,
            on_v_model=lambda name: chosen.feature.set(name if isinstance(name, str) else ""),
        )  # fmt: skip
