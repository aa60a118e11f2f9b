"""Conditions joined by and, or and parentheses: "deep_use < 0.30 in sales and (churn > 0.02 or customers < 1900)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from ...model.errors import InputError
from ..words.catalogue import Words
from .trigger import EXAMPLE, Trigger

_say = Words("programmes.trigger")

MOST = 16
"""Alternatives that a condition may come to, once its parentheses are multiplied out."""
_WORDS = re.compile(r"(\(|\)|\b(?:and|or|und|oder)\b)", re.IGNORECASE)
_AND, _OR = ("and", "und"), ("or", "oder")
Groups = tuple[tuple[Trigger, ...], ...]


@dataclass(frozen=True)
class Condition:
    """What must have come about before something is done: one of several groups, all of whose parts hold.

    Parameters
    ----------
    groups : tuple of tuple of Trigger
        Alternatives; every part of one of them must hold in the same month.
    """

    groups: Groups

    def __str__(self) -> str:
        return " or ".join(" and ".join(str(part) for part in group) for group in self.groups)

    @property
    def parts(self) -> tuple[Trigger, ...]:
        """The single conditions, group by group."""
        return tuple(part for group in self.groups for part in group)

    @classmethod
    def parse(cls, text: object) -> Condition:
        """Return the condition that a text describes; ``and`` binds more closely than ``or``.

        Parameters
        ----------
        text : object
            Single conditions (see `Trigger.parse`), joined by ``and``, ``or`` (or ``und``, ``oder``) and parentheses.

        Returns
        -------
        Condition

        Raises
        ------
        InputError
            If the text has another form, names what does not exist, or comes to too many alternatives.
        """
        if isinstance(text, (Condition, Trigger)):
            return text if isinstance(text, Condition) else cls(((text,),))
        if not isinstance(text, str):
            return cls(((Trigger.parse(text),),))  # says what is wrong with it
        return cls(_Reader(text).read())

    def in_words(self, places: Mapping[str, str], lang: str) -> str:
        """Return the condition in a manager's words.

        Parameters
        ----------
        places : mapping of str to str
            Labels of the departments.
        lang : {"en", "de"}

        Returns
        -------
        str
        """
        groups = [_all(group, places, lang) for group in self.groups]
        return reduce(lambda one, other: _say("either", lang, one=one, other=other), groups)


def _all(group: Sequence[Trigger], places: Mapping[str, str], lang: str) -> str:
    """Return in words what must all hold."""
    parts = [each.in_words(places.get(each.department or "", each.department or ""), lang) for each in group]
    return reduce(lambda one, other: _say("both", lang, one=one, other=other), parts)


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [each.strip() for each in _WORDS.split(text) if each.strip()]
        self.at = 0

    def read(self) -> Groups:
        if not self.words:
            raise self._refused()
        found = self._either()
        if self.at < len(self.words):
            raise self._refused()
        return found

    def _next(self) -> str:
        return self.words[self.at].lower() if self.at < len(self.words) else ""

    def _either(self) -> Groups:
        found = self._both()
        while self._next() in _OR:
            self.at += 1
            found = (*found, *self._both())
        return self._few(found)

    def _both(self) -> Groups:
        found = self._single()
        while self._next() in _AND:
            self.at += 1
            more = self._single()
            found = self._few(tuple((*one, *other) for one in found for other in more))
        return found

    def _single(self) -> Groups:
        word = self._next()
        if word in ("", ")", *_AND, *_OR):
            raise self._refused()
        self.at += 1
        if word != "(":
            return ((Trigger.parse(self.words[self.at - 1]),),)
        found = self._either()
        if self._next() != ")":
            raise self._refused()
        self.at += 1
        return found

    def _few(self, groups: Groups) -> Groups:
        if len(groups) > MOST:
            problem = "{text!r} comes to {count} alternatives; at most {most} are allowed."
            raise InputError(problem, text=self.text, count=len(groups), most=MOST)
        return groups

    def _refused(self) -> InputError:
        problem = (
            "{text!r} is not a condition; write an outcome, < or >, a number and, if meant, a department: {example}."
        )
        return InputError(problem, text=self.text, example=EXAMPLE)
