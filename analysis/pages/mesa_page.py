"""The page of ``crm-adoption mesa``: SolaraViz with the company as people.

Solara runs this module once and calls `Page` for every browser session.
"""

from __future__ import annotations

from pathlib import Path

import solara
from mesa.visualization import SolaraViz

from ...model.errors import InputError
from ...scenarios.words.catalogue import Words
from ..words.mistakes import in_words
from .choices import Choices
from .company import CompanyOnPage
from .connection import Connection
from .settings import chosen_beside, chosen_language, chosen_scenario
from .views import View, sidebar_open

say = Words("pages.words")

PLAY_INTERVAL = 41
"""Milliseconds between two months; Mesa's slider for it has steps of ten from one."""


@solara.component
def _Company(choices: Choices) -> None:  # noqa: N802 - Solara's way to name components
    model = solara.use_memo(lambda: solara.Reactive(CompanyOnPage(choices)), [])
    first = solara.use_ref(choices.title.value)

    def follow() -> None:
        if first.current != choices.title.value:
            first.current = choices.title.value
            choices.follow()

    solara.use_effect(follow, [choices.title.value])
    parameters = {"choices": choices, **choices.inputs()}
    name = say("name", choices.lang)
    View(model.value, choices)
    # All of it stands in the bars at the top and the side; the view has tabs with names, Mesa's are "Page 0".
    SolaraViz(model, components=[], model_params=parameters, play_interval=PLAY_INTERVAL, name=name)


@solara.component
def Page() -> None:  # noqa: N802 - Solara looks for this name
    """Show a company of its own to each browser session."""
    lang = chosen_language()

    def make() -> Choices | InputError:
        choices = Choices(chosen_scenario(), lang, chosen_beside())
        try:
            choices.base  # noqa: B018 - reads the files
        except InputError as error:  # the file has been changed since the start
            return error
        return choices

    choices = solara.use_memo(make, [])
    solara.Title(say("name", lang))
    solara.Style(Path(__file__).with_name("page.css"))
    Connection(lang, in_the_link=False)
    if isinstance(choices, InputError):
        solara.Error(in_words(choices, lang))
    else:
        _Company(choices)


@solara.component
def Layout(children: list[solara.Element]) -> None:  # noqa: N802 - Solara looks for this name
    """Close the side bar on a phone, where it would hide the page."""
    solara.AppLayout(children=children, sidebar_open=sidebar_open.value, navigation=False)
