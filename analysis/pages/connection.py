"""What a page says, in its language, while it has lost its server; it connects again by itself."""

from __future__ import annotations

from typing import Any

import solara

from ...scenarios.words.catalogue import Words
from .memory import give_back_later

say = Words("pages.connection")


@solara.component_vue("connection.vue")
def _watch(words: Any) -> None:
    """Watch the connection; nothing is shown while it stands."""


@solara.component
def Connection(lang: str, *, in_the_link: bool) -> None:  # noqa: N802 - Solara's way to name components
    """Say when the server is gone, and connect or load the page again when it is back.

    Parameters
    ----------
    lang : {"en", "de"}
    in_the_link : bool
        Whether the address holds what the reader has chosen.
    """
    solara.use_effect(lambda: give_back_later, [])  # when the session ends
    note = "in the link" if in_the_link else "begins anew"
    keys = {"away": "away", "back": "back", "note": note, "again": "again"}
    _watch(words={name: say(key, lang) for name, key in keys.items()})
