"""A step of the story: one message, one picture, a few figures, and what the room guesses before it sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...scenarios.ground.by_value import by_value
from ...scenarios.words.catalogue import Words
from ..drawings import Theme
from ..laboratory.film import Film
from ..words.phrases import change, percent
from .runs import Mean

say = Words("story.words")
own = Words("story.own")
guessed = Words("story.guess")

Draw = Callable[[float, Theme], str]
SHARE, CHOICE = "share", "choice"
CLOSE = 5
"""Percentage points within which a guess is close (judgement)."""


@by_value
@dataclass(frozen=True)
class Guess:
    """What the room is asked before it sees the answer.

    Attributes
    ----------
    kind : {"share", "choice"}
        A percentage from 0 to 100, or one of several options.
    question : str
        Stands as the title until it is answered.
    text : str
        What it is about.
    draw : callable
        The picture that stands there meanwhile; nothing of the answer is in it.
    options : tuple of str
        What can be chosen; the last is that nothing surely leads.
    best : tuple of int
        Options that may be the best: none of them is surely behind another one.
    answer : float
        The percentage that is right.
    """

    kind: str
    question: str
    text: str
    draw: Draw
    options: tuple[str, ...] = ()
    best: tuple[int, ...] = ()
    answer: float = 0.0

    def said(self, value: int, lang: str) -> str:
        """Return how a guess compares with the answer: a percentage, or the number of an option from 0."""
        if self.kind == SHARE:
            words = {"guess": percent(value / 100.0, lang), "answer": percent(self.answer / 100.0, lang)}
            if abs(value - self.answer) <= CLOSE:
                return guessed("close", lang, **words)
            return guessed("too high" if value > self.answer else "too low", lang, **words)
        none, open_ = value == len(self.options) - 1, len(self.best) > 1
        if none:
            return guessed("rightly none" if open_ else "wrongly none", lang, best=self.options[self.best[0]])
        if value not in self.best:
            return guessed("behind", lang, guess=self.options[value])
        return guessed("among" if open_ else "right", lang, guess=self.options[value])

    def allows(self, value: object) -> bool:
        """Return whether something that a page sends can be a guess."""
        most = 100 if self.kind == SHARE else len(self.options) - 1
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


@dataclass(frozen=True)
class Step:
    """A step of the story.

    Attributes
    ----------
    title : str
        The message, in a few words.
    text : str
        Two to four sentences.
    figures : tuple of (str, str)
        Headline figures and what they are.
    note : str
        What the picture shows and where it comes from.
    terms : tuple of str
        Outcomes whose meaning can be looked up here.
    draw : callable
        Returns the picture as SVG for a width in pixels and a theme.
    notes : str
        What the presenter may say, for the presenter's window.
    guess : Guess, optional
        What is asked before the step is shown.
    films : tuple of Film
        The companies of the picture month by month, in its order; empty where nothing moves.
    opens : bool
        Whether the laboratory can be opened here, in the state that was told.
    """

    title: str
    text: str
    figures: tuple[tuple[str, str], ...]
    note: str
    terms: tuple[str, ...]
    draw: Draw
    notes: str
    guess: Guess | None = None
    films: tuple[Film, ...] = ()
    opens: bool = False


def limits_of(gap: Mean, lang: str) -> dict[str, str]:
    """Return a difference in real use and its limits in points, as words."""
    return {name: change(getattr(gap, part), "deep_use", lang) for name, part in _PARTS.items()}


_PARTS = {"gap": "value", "low": "low", "high": "high"}
