"""The catalogue of words: one folder per language, one file per room, read when the first word of it is said.

A language is its folder. A room is in it whole or not at all: what a language does not have of a room at all is said in
English; a single word that is missing is a mistake, which a test finds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .counting import counted

FOLDER = Path(__file__).parent
ENGLISH = "en"
"""The language of declarations, of errors, and of what another language does not have."""
LANGUAGE = "language"
"""The file of a language that says how it is written, and for which rooms it stands."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are, English first."""
    found = sorted(path.parent.name for path in FOLDER.glob(f"*/{LANGUAGE}.toml"))
    return (ENGLISH, *(each for each in found if each != ENGLISH))


@cache
def room(name: str, lang: str) -> Mapping[str, Any] | None:
    """Return all words of a room in a language, None where the language does not have the room."""
    try:
        return tomllib.loads((FOLDER / lang / f"{name}.toml").read_text("utf-8"))
    except FileNotFoundError:
        return None


def spoken(*rooms: str) -> tuple[str, ...]:
    """Return the languages that have all of some rooms."""
    return tuple(lang for lang in languages() if all((FOLDER / lang / f"{each}.toml").is_file() for each in rooms))


@cache
def _section(path: str, lang: str) -> Mapping[str, Any]:
    name, *parts = path.split(".")
    found = room(name, lang)
    if found is None:
        found = room(name, ENGLISH)
    if found is None:
        raise KeyError(f"there is no room {name!r} in the catalogue")
    for part in parts:
        found = found[part]
    return found


class Words:
    """The words of one section of the catalogue.

    Parameters
    ----------
    path : str
        Room and section: ``telling.advice`` is the section ``advice`` of ``telling.toml``.

    Examples
    --------
    >>> Words("language.lists")("and", "de", first="A, B", last="C")
    'A, B und C'
    """

    def __init__(self, path: str) -> None:
        self.path = path

    def __call__(self, key: str, lang: str, /, **values: object) -> str:
        """Return a text in a language with its blanks filled in, one of a thing in the singular."""
        return counted(self.raw(key, lang).format(**values), lang)

    def raw(self, key: str, lang: str) -> str:
        """Return a text in a language with its blanks open."""
        return str(_section(self.path, lang)[key])

    def several(self, key: str, lang: str) -> list[str]:
        """Return texts in a language that stand in an order, such as the headings of a table."""
        return [str(each) for each in _section(self.path, lang)[key]]

    def of(self, key: str) -> Words:
        """Return the words of a section inside this one."""
        return Words(f"{self.path}.{key}")

    def all(self, lang: str) -> Mapping[str, str]:
        """Return all texts of this section by key, with their blanks open."""
        return {key: text for key, text in _section(self.path, lang).items() if isinstance(text, str)}

    def __contains__(self, key: object) -> bool:
        return key in _section(self.path, ENGLISH)

    def __iter__(self) -> Iterator[str]:
        return iter(_section(self.path, ENGLISH))
