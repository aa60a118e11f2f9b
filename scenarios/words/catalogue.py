"""The catalogue of words: what a room says, by key and language, with its blanks filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from .counting import counted, is_one
from .files import ENGLISH, room
from .months import told


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


class Name(str):
    """A name that a language may write small inside a sentence: ``{name:first small}``, ``{name:small}``."""

    def __format__(self, form: str) -> str:
        if form == "small":
            return self.lower()
        return self[:1].lower() + self[1:] if form == "first small" else format(str(self), form)


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
        """Return a text in a language with its blanks filled in, counted (one of a thing) and with its months told."""
        return told(counted(self.raw(key, lang).format(**values), lang), lang)

    def raw(self, key: str, lang: str) -> str:
        """Return a text in a language with its blanks open."""
        return str(_section(self.path, lang)[key])

    def several(self, key: str, lang: str) -> list[str]:
        """Return texts in a language that stand in an order, such as the headings of a table."""
        return [told(str(each), lang) for each in _section(self.path, lang)[key]]

    def one_or_many(self, key: str, lang: str, n: int) -> str:
        """Return the first of two texts where the language counts ``n`` as one, else the second."""
        return self.several(key, lang)[not is_one(str(n), lang)]

    def of(self, key: str) -> Words:
        """Return the words of a section inside this one."""
        return Words(f"{self.path}.{key}")

    def all(self, lang: str) -> Mapping[str, str]:
        """Return all texts of this section by key, with their blanks open."""
        return {key: text for key, text in _section(self.path, lang).items() if isinstance(text, str)}

    def __contains__(self, key: object) -> bool:
        return key in set(self)

    def __iter__(self) -> Iterator[str]:
        return (key for key, text in _section(self.path, ENGLISH).items() if not isinstance(text, Mapping))
