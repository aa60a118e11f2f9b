"""Notices: what the user should know though nothing is wrong with the input, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...model.plural import counted


class Notice(UserWarning):
    """A warning that says a sentence in English, and the same in German where commands are asked for it.

    Parameters
    ----------
    words : mapping of str to str
        The sentence by language.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = dict(words)
        super().__init__(self.words["en"])

    def in_words(self, lang: str) -> str:
        """Return the sentence."""
        return self.words[lang]


class Gathered(Notice):
    """A notice about several things, of which a command says all that it met in one sentence at its end.

    Parameters
    ----------
    words : mapping of str to str
        The sentence by language, with ``{things}`` where they are named.
    things : iterable of tuple of str
        Each in English and German, in the order in which they are named.
    """

    def __init__(self, words: Mapping[str, str], things: Iterable[tuple[str, str]]) -> None:
        self.template, self.things = dict(words), tuple(dict.fromkeys(things))
        super().__init__({lang: counted(text.format(things=self._named(lang))) for lang, text in words.items()})

    def _named(self, lang: str) -> str:
        from .phrases import join  # the engine comes along, which a command's help must not load

        return join(list(dict.fromkeys(each[lang == "de"] for each in self.things)), lang)

    def with_those_of(self, other: Gathered) -> Gathered:
        """Return the notice about the things of both."""
        return Gathered(self.template, sorted({*self.things, *other.things}))
