"""Notices: what the user should know though nothing is wrong with the input, in both languages."""

from __future__ import annotations

from collections.abc import Mapping


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
