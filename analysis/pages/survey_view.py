"""What people ticked beside what the model takes of it, for a company that brings its answers along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from ..drawings import DARK, LIGHT
from ..drawings.opinions import opinions
from ..evidence.fit_draws import Fit
from ..laboratory.page_words import say
from ..scoring.shown import kept_in, label_of_place, opinions_of
from .heard import pixels, quietly

AT_FIRST, NARROWEST, WIDEST = 900, 240, 1100
"""Pixels that the picture is drawn for until the browser has said how many there are, and its limits."""


@solara.component_vue("documents.vue")
def _places(documents: Any, chosen: str, label: str, event_choose: Callable[[str], None]) -> None:
    """Offer the places."""


@solara.component_vue("picture.vue")
def _picture(svg: str, event_measured: Callable[[dict[str, Any]], None]) -> None:
    """Show the picture; tells how wide it may be."""


@solara.component
def Survey(fit: Fit, lang: str, dark: bool) -> None:  # noqa: N802 - Solara's way to name components
    """Show the answers of one place at a time; nothing for a company without answers."""
    found = kept_in(fit)
    chosen, choose = solara.use_state(next(iter(found), ""))
    width, set_width = solara.use_state(AT_FIRST)
    if chosen not in found:
        return
    theme, room = DARK if dark else LIGHT, float(min(max(width, NARROWEST), WIDEST))
    with solara.v.Html(tag="section", class_="lab-survey"):
        solara.v.Html(tag="h2", children=[say("answers", lang)])
        _places(
            documents=[{"key": each, "title": label_of_place(each, fit.scenario, lang)} for each in found],
            chosen=chosen, label=say("answers of", lang), event_choose=lambda told: choose(str(told)),
        )  # fmt: skip
        _picture(
            svg=opinions(opinions_of(found, chosen, lang), theme, lang, room),
            event_measured=quietly(lambda told: set_width(pixels(told, "width"))),
        )
