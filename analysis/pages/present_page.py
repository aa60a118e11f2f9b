"""The presenter's page: a header, and below it the story, the laboratory or what is assumed.

Solara runs this module once and calls `Page` for every browser session.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import solara

from ...scenarios.words.catalogue import Words
from ...scenarios.words.files import spoken
from ..laboratory.own_company import subject
from ..laboratory.page_words import say, table
from .assumptions import Assumptions
from .changes import Told
from .connection import Connection
from .heard import part
from .lab_view import STYLE, Laboratory
from .session import Session
from .settings import chosen_autoplay, chosen_files, chosen_fit, chosen_language
from .uploads import Keeper

_ABOUT = Words("language.about")


def _languages() -> list[dict[str, str]]:
    """Return the languages that the page has, each called by its own name."""
    return [{"code": each, "name": _ABOUT("name", each)} for each in spoken("laboratory", "story", "pages")]


@solara.component_vue("shell.vue")
def _header(
    tab: str, lang: str, languages: Any, theme: str, query: str, words: Any, event_choose: Callable[[Told], None],
    event_seen: Callable[[Told], None],
) -> None:  # fmt: skip
    """Show name, tabs, language and theme; keeps the address up to date."""


@solara.component_vue("messages.vue")
def _messages(messages: Any, words: Any, above: bool, event_close: Callable[[Any], None]) -> None:
    """Show messages where they are seen wherever the page is scrolled, or above the story, whose buttons stay free."""


@solara.component
def _story(session: Session, dark: bool) -> None:
    if importlib.util.find_spec(".story_view", __package__) is None:
        solara.Text(say("open story", session.lang))
        return
    from ..story import side_by_side
    from .story_view import Story

    look = session.look.value
    with solara.v.Html(tag="main", attributes={"id": "lab-content"}):
        Story(
            lang=look.lang, dark=dark, step=look.step, fit=None if session.fitted is None else session.fitted.fit,
            on_step=lambda step: session.look_at({"what": "step", "value": step}),
            subject=subject(session.files, session.fitted), autoplay=chosen_autoplay(),
            on_open=session.safely(lambda runs: session.open_told(side_by_side(runs), runs.replicate, runs.year)),
        )  # fmt: skip


@solara.component
def Page() -> None:  # noqa: N802 - Solara looks for this name
    """Show each browser session a page of its own."""
    router = solara.use_router()
    session = solara.use_memo(lambda: Session(router.search, chosen_files(), chosen_language(), chosen_fit()), [])
    look = session.look.value
    dark, set_dark = solara.use_state(look.theme == "dark")
    words = solara.use_memo(lambda: table(look.lang), [look.lang])
    solara.Style(STYLE)
    with solara.Div(classes=["lab"]):
        _header(
            tab=look.tab, lang=look.lang, languages=_languages(), theme=look.theme, query=session.query(), words=words,
            event_choose=session.safely(session.look_at), event_seen=lambda told: set_dark(part(told, "dark") is True),
        )  # fmt: skip
        Connection(look.lang, in_the_link=True)
        Keeper(kept=session.kept.value, event_found=session.safely(session.give_back), event_unkept=session.unkept)
        _messages(
            messages=list(session.messages.value), words=words, above=look.tab == "story", event_close=session.close
        )
        if session.waiting.value:
            return
        if look.tab == "lab":
            Laboratory(session, dark)
        elif look.tab == "story":
            _story(session, dark)
        else:
            Assumptions(look.lang)


@solara.component
def Layout(children: list[solara.Element]) -> None:  # noqa: N802 - Solara looks for this name
    """Put nothing around the page."""
    solara.Div(children=children)
