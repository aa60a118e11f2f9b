"""The page of a workshop: each browser sees its own team until the end, whoever else is in the room.

Solara runs this module once and calls `Page` for every browser session.
"""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import solara

from ...model.errors import InputError
from ...scenarios.words.catalogue import Words
from ...scenarios.words.files import ENGLISH, spoken
from ..drawings import DARK, LIGHT
from ..words.mistakes import in_words
from ..workshop.debrief import Debrief, debriefed
from ..workshop.take_home import take_home
from .changes import Told
from .connection import Connection
from .heard import part, pixels, text
from .lab_view import STYLE as LABORATORY
from .settings import chosen_language
from .workshop_room import Room, the_room
from .workshop_view import shown

STYLE = Path(__file__).with_name("workshop.css")
FILE = "crm-adoption-workshop.html"
LOOKS, NARROWEST, AT_FIRST = 1.0, 240, 720
_ABOUT, say = Words("language.about"), Words("workshop.page")
_LOG = logging.getLogger(__name__)


@solara.component_vue("workshop.vue")
def _workshop(
    view: dict[str, Any], words: dict[str, str], lang: str, languages: Any, problem: str, svg: str, file: Any,
    event_entered: Callable[[Told], None], event_begun: Callable[[Told], None], event_decided: Callable[[Told], None],
    event_closed: Callable[[Told], None], event_wanted: Callable[[Told], None], event_spoken: Callable[[Told], None],
    event_measured: Callable[[Told], None],
) -> None:  # fmt: skip
    """Show what there is to be seen, and report what is decided."""


def _spoken(asked: object) -> str:
    """Return a language that a workshop has."""
    return str(asked) if asked in spoken("workshop", "drawings") else ENGLISH


def _version(room: Room) -> int:
    """Return the version of the game, and show the page anew whenever another browser has changed it."""
    version, set_version = solara.use_state(room.version)

    def follow(left: threading.Event) -> None:
        known = room.version
        set_version(known)
        while not left.is_set():
            now = room.wait(known, LOOKS)
            if now != known:
                known = now
                set_version(now)

    solara.use_thread(follow, dependencies=[], intrusive_cancel=False)
    return int(version)


def _end(room: Room) -> tuple[Debrief | None, float, bool]:
    """Return what is told at the end once it is there, how far it is, and whether it has failed."""
    found, set_found = solara.use_state(None)
    share, set_share = solara.use_state(0.0)
    failed, set_failed = solara.use_state(False)
    over = room.game.over

    def wait(left: threading.Event) -> None:
        def progress(done: float) -> None:
            if left.is_set():
                raise InterruptedError
            set_share(round(done, 2))

        if not room.game.over:
            return
        try:
            set_found(debriefed(room.game, room.fit, room.effort, progress))
        except InterruptedError:
            return
        except Exception:
            _LOG.exception("the end of a workshop could not be worked out")
            set_failed(True)

    solara.use_thread(wait, dependencies=[over], intrusive_cancel=False)
    return found, share, failed


def _safely(lang: str, tell: Callable[[str], None], do: Callable[[Told], object]) -> Callable[[Told], None]:
    """Return what handles an event and tells what is wrong, in words."""

    def handle(told: Told) -> None:
        try:
            tell("")
            do(told)
        except InputError as error:
            tell(in_words(error, lang))
        except Exception:
            _LOG.exception("an event of the workshop failed")
            tell(say("internal", lang))

    return handle


@solara.component
def Page() -> None:  # noqa: N802 - Solara looks for this name
    """Show each browser what it may see."""
    room, session = the_room(), str(solara.get_session_id())
    lang, set_lang = solara.use_state(_spoken(chosen_language()))
    look, set_look = solara.use_state((AT_FIRST, False))
    turn, set_turn = solara.use_state(None)
    problem, set_problem = solara.use_state("")
    file, set_file = solara.use_state(None)
    _version(room)
    solara.use_effect(lambda: set_problem(""), [room.game.quarter])  # what was refused belongs to the quarter before
    end, safely = _end(room), partial(_safely, lang, set_problem)

    def hand_out(_: Told) -> None:
        if end[0] is not None:
            data = take_home(end[0], lang).encode()
            set_file({"name": FILE, "data": base64.b64encode(data).decode("ascii"), "number": id(object())})

    solara.Style(LABORATORY)
    solara.Style(STYLE)
    width, dark = max(look[0], NARROWEST), look[1]
    view, svg = shown(room, room.role(session), turn, end, lang, width, DARK if dark else LIGHT)
    with solara.Div(classes=["lab"]):
        Connection(lang, in_the_link=False)
        _workshop(
            view=view, svg=svg, words=dict(say.all(lang)), lang=lang, problem=problem, file=file,
            languages=[{"code": each, "name": _ABOUT("name", each)} for each in spoken("workshop", "drawings")],
            event_entered=safely(lambda told: room.enter(session, text(told, "code"))),
            event_begun=safely(lambda told: set_turn((part(told, "team"), part(told, "quarter")))),
            event_decided=safely(
                lambda told: room.decide(session, part(told, "team"), part(told, "quarter"), part(told, "orders"))
            ),
            event_closed=safely(lambda _: room.close(session)), event_wanted=safely(hand_out),
            event_spoken=safely(lambda told: set_lang(_spoken(part(told, "lang")))),
            event_measured=safely(lambda told: set_look((pixels(told, "width"), part(told, "dark") is True))),
        )  # fmt: skip


@solara.component
def Layout(children: list[solara.Element]) -> None:  # noqa: N802 - Solara looks for this name
    """Put nothing around the page."""
    solara.Div(children=children)
