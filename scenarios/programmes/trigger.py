"""Triggers in words: "deep_use < 0.30 in sales" - what must have come about before something is done."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ...model.declared import plain_numbers
from ...model.errors import InputError, unknown
from ...model.outcomes import OUTCOME, OUTCOME_NAMES
from ..words.catalogue import Words
from ..words.declared import called
from ..words.numbers import in_percent, marked

_say = Words("programmes.trigger")

_FORM = re.compile(r"\s*(\w+)\s*(<|>)\s*([-+]?[\d_.]+(?:[eE][-+]?\d+)?)\s*(%?)\s*(?:in\s+(\S+)\s*)?")
EXAMPLE = '"deep_use < 0.30 in sales"'


@dataclass(frozen=True)
class Trigger:
    """A condition on one outcome of the month before.

    Parameters
    ----------
    outcome : str
        Machine name of an outcome.
    below : bool
        Whether the condition holds below the threshold or above it.
    threshold : float
        In the outcome's unit; shares from 0 to 1.
    department : str, optional
        Where; the whole company by default.

    Raises
    ------
    InputError
        For an unknown outcome, one that departments do not have, or a threshold that is no number.

    Examples
    --------
    >>> Trigger.parse("deep_use < 30 % in sales")
    Trigger(outcome='deep_use', below=True, threshold=0.3, department='sales')
    """

    outcome: str
    below: bool
    threshold: float
    department: str | None = None

    def __post_init__(self) -> None:
        plain_numbers(self)
        if self.outcome not in OUTCOME_NAMES:
            raise unknown("outcome", self.outcome, OUTCOME_NAMES)
        if not isinstance(self.below, bool):
            raise InputError(
                "{below!r} is not allowed; give True (below the threshold) or False.", below=self.below, field="below"
            )
        if self.department is not None and not OUTCOME[self.outcome].by_department:
            having = [name for name in OUTCOME_NAMES if OUTCOME[name].by_department]
            problem = "{outcome!r} is an outcome of the whole company; by department there are {names}."
            raise InputError(problem, outcome=self.outcome, names=", ".join(having))
        number = isinstance(self.threshold, (int, float)) and not isinstance(self.threshold, bool)
        if not number or not math.isfinite(self.threshold):
            raise InputError("{threshold!r} is not a threshold; give a number.", threshold=self.threshold)
        if OUTCOME[self.outcome].unit.startswith("share") and not 0.0 <= self.threshold <= 1.0:
            problem = "{percent:g} % is no threshold for {outcome!r}, a share; give 0 to 100 %, or 0 to 1."
            raise InputError(problem, percent=100.0 * self.threshold, outcome=self.outcome)

    def __str__(self) -> str:
        where = f" in {self.department}" if self.department else ""
        return f"{self.outcome} {'<' if self.below else '>'} {self.threshold!r}{where}"

    @classmethod
    def parse(cls, text: object) -> Trigger:
        """Return the trigger that a text describes.

        Parameters
        ----------
        text : object
            Such as ``"deep_use < 0.30 in sales"``.

        Returns
        -------
        Trigger

        Raises
        ------
        InputError
            If the text has another form or names what does not exist.
        """
        found = _FORM.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            problem = (
                "{text!r} is not a condition; write an outcome, < or >, a number and, if meant, a department: "
                "{example}."
            )
            raise InputError(problem, text=text, example=EXAMPLE)
        outcome, sign, number, percent, department = found.groups()
        try:
            threshold = float(number) / (100.0 if percent else 1.0)
        except ValueError:
            raise InputError(
                "{number!r} is not a number; write for example {example}.", number=number, example=EXAMPLE
            ) from None
        return cls(outcome, sign == "<", threshold, department)

    def in_words(self, place: str, lang: str) -> str:
        """Return the condition in a manager's words; ``place`` is the department's label, or empty.

        Parameters
        ----------
        place : str
            The department's label; empty for the whole company.
        lang : {"en", "de"}

        Returns
        -------
        str
        """
        of = OUTCOME[self.outcome]
        share = of.unit == "share"
        value = marked(f"{100 * self.threshold:g}" if share else f"{self.threshold:g}", lang)
        key = "below" if self.below else "above"
        words = _say(key, lang, outcome=called(of, lang), value=in_percent(value, lang) if share else value)
        return _say("there", lang, words=words, place=place) if place else words
