"""What is not allowed in the settings, said in the reader's language."""

from __future__ import annotations

from ...model.errors import InputError
from ...model.phrase import Phrase, Tongue
from ...scenarios.programmes.interventions import KINDS
from ..words.phrases import number
from .page_words import say


class SettingError(InputError):
    """A value that a reader gave in the settings and that is not allowed.

    Parameters
    ----------
    key : str
        What is wrong, a key of `page_words.WORDS`.
    field : str, optional
        Which setting: a lever, a kind of intervention, ``people``, ``replicate`` or ``budget``.
    limits : tuple of int
        Least and greatest value, where the sentence names them.
    value : object
        What was given.
    """

    def __init__(self, key: str, value: object, *, field: str | None = None, limits: tuple[int, int] = (0, 0)) -> None:
        self.key, self.value, self.limits = key, value, limits
        super().__init__(Phrase("{words}", words=self._sentence("en")), field=field)

    def _sentence(self, lang: str) -> str:
        low, high = (number(limit, lang) for limit in self.limits)
        return say(self.key, lang, value=self.value, low=low, high=high)

    def told(self, tongue: Tongue) -> str:
        """Return setting and mistake in words."""
        return self.in_words(tongue.code)

    def in_words(self, lang: str) -> str:
        """Return setting and mistake in words."""
        name = self.field or ""
        label = KINDS[name].label(lang) if name in KINDS else say(name, lang) if name in say else ""
        return f"{label}: {self._sentence(lang)}" if label else self._sentence(lang)
