"""Words of what is declared elsewhere: English stands at the declaration, other languages in ``declared.toml``.

A thing that has a label of its own in a language (``label_de``) is called by it; otherwise what is declared in English
is looked up, so that names that users gave stay as they wrote them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from .files import ENGLISH, languages, room

ROOM = "declared"


class Labelled(Protocol):
    """Anything with a name in English, and perhaps in other languages (``label_de``)."""

    @property
    def label_en(self) -> str:
        """Name in English."""


def _declared(section: str, lang: str) -> Mapping[str, str]:
    found: Mapping[str, str] = (room(ROOM, lang) or {}).get(section, {})
    return found


def called(thing: Labelled, lang: str) -> str:
    """Return the name of something in a language."""
    return text_of(thing, "label", lang)


def text_of(thing: object, name: str, lang: str) -> str:
    """Return one of several texts of a thing that stand by it as ``name_en`` and ``name_de``."""
    own = str(getattr(thing, f"{name}_{lang}", ""))
    return own or translated(str(getattr(thing, f"{name}_{ENGLISH}")), lang)


def own_text(thing: object, name: str, lang: str) -> str:
    """Return a text that users write in some languages (``title_en``, ``title_de``), in another if not in this."""
    written = {each: str(getattr(thing, f"{name}_{each}", "") or "") for each in languages()}
    return written[lang] or translated(written[ENGLISH], lang) or next(filter(None, written.values()), "")


def translated(english: str, lang: str) -> str:
    """Return a name that is declared in English in another language, and one that is not as it is."""
    return _declared("names", lang).get(english) or _declared("descriptions", lang).get(english, english)


def explained(kind: str, name: str, english: str, lang: str) -> str:
    """Return the meaning of an outcome or a lever, which is declared in English."""
    return english if lang == ENGLISH else _declared(kind, lang)[name]
