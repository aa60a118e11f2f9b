"""Notices: what the user should know though nothing is wrong with the input."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...scenarios.words.catalogue import Words
from ...scenarios.words.files import ENGLISH


class Notice(UserWarning):
    """A warning that says a sentence in English, and in the language in which commands are asked for it.

    Parameters
    ----------
    say : Words
        Where the sentence stands.
    key : str
        Which it is.
    """

    def __init__(self, say: Words, key: str) -> None:
        self.say, self.key = say, key
        super().__init__(self.in_words(ENGLISH))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.say, self.key)

    def in_words(self, lang: str) -> str:
        """Return the sentence."""
        return self.say(self.key, lang)


class Gathered(Notice):
    """A notice about several things, of which a command says all that it met in one sentence at its end.

    Parameters
    ----------
    say, key : Words, str
        The sentence, with ``{things}`` where they are named.
    names : Words
        How the things are called.
    things : iterable of str
        Which they are, by their keys in ``names``.
    """

    def __init__(self, say: Words, key: str, names: Words, things: Iterable[str]) -> None:
        self.names, self.things = names, frozenset(things)
        super().__init__(say, key)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.say, self.key, self.names, self.things)

    def in_words(self, lang: str) -> str:
        """Return the sentence with all things named."""
        from ...scenarios.words.numbers import join

        called = sorted((self.names(each, ENGLISH), self.names(each, lang)) for each in self.things)
        return self.say(self.key, lang, things=join(list(dict.fromkeys(name for _, name in called)), lang))

    def with_those_of(self, other: Gathered) -> Gathered:
        """Return the notice about the things of both."""
        return Gathered(self.say, self.key, self.names, self.things | other.things)
