"""What a page says, in its language, while it has lost its server; it connects again by itself."""

from __future__ import annotations

from typing import Any

import solara

from .memory import give_back_later

# English, German.
WORDS: dict[str, tuple[str, str]] = {
    "away": ("The connection to the server is lost.", "Die Verbindung zum Server ist unterbrochen."),
    "back": ("The server is back; the page is connecting …", "Der Server ist wieder da; die Seite verbindet sich …"),
    "in the link": (
        "What is shown stays. As soon as the server runs again, this page goes on by itself as you have set it.",
        "Was zu sehen ist, bleibt. Sobald der Server wieder läuft, geht diese Seite von selbst weiter, so wie Sie sie "
        "eingestellt haben.",
    ),
    "begins anew": (
        "As soon as the server runs again, this page goes on by itself; after a new start, at go-live.",
        "Sobald der Server wieder läuft, geht diese Seite von selbst weiter; nach einem neuen Start mit der "
        "Inbetriebnahme.",
    ),
    "again": ("Try now", "Jetzt versuchen"),
}


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
    _watch(words={name: WORDS[key][lang == "de"] for name, key in keys.items()})
