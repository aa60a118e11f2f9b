"""From when to when an intervention works: by dates, or by rules on what can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from ...model.errors import InputError
from ...model.simulation import whole_number
from ...model.written import hint, said
from ..words.catalogue import Words
from .condition import Condition
from .trigger import Trigger

_say = Words("programmes.trigger")

NEW_FOR = 6
"""Months in which a programme is a change to get used to (judgement)."""
_RULES = ("when", "until", "as_long_as")


def _month(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        problem = "{value} is not a month; allowed is a whole number, 0 or more.{hint}"
        raise InputError(problem, field=field, value=said(value), hint=hint(value))
    return value


@dataclass(frozen=True, kw_only=True)
class Timed:
    """From when to when it works.

    Rules are read at ``start`` and then every ``review`` months, on the outcomes of the month before.

    Parameters
    ----------
    start : int
        Month from which it works; 0 is go-live, so that the first effect shows in month 1.
    end : int, optional
        Month in which it stops working (not included); by default it lasts to the horizon.
    lasts : int, optional
        Months it works, from 1; give this or ``end`` (with ``when``, both may be given).
    when : str, Condition or Trigger, optional
        Condition without which it does not begin, for example ``"deep_use < 0.30 in sales"``: it is
        watched from ``start`` on, and what it starts begins once.
    ramp : int
        Months until full strength, rising evenly; 0 is at once.
    until : str, Condition or Trigger, optional
        Condition at which it stops for good.
    as_long_as : str, Condition or Trigger, optional
        It works while this holds: it begins when the condition is first found to hold, stops when it is found
        not to, and begins anew whenever it holds again. In place of ``when``, ``until`` and ``lasts``.
    review : int
        Months from one reading of the rules to the next: 1 is every month, 3 every quarter.

    Raises
    ------
    InputError
        For a value outside its range, or rules that do not go together.
    """

    start: int = 0
    end: int | None = None
    lasts: int | None = None
    when: str | Condition | Trigger | None = None
    ramp: int = 0
    until: str | Condition | Trigger | None = None
    as_long_as: str | Condition | Trigger | None = None
    review: int = 1

    def _check_timing(self) -> None:
        _month(self.start, "start")
        _month(self.ramp, "ramp")
        if self.end is not None and _month(self.end, "end") <= self.start:
            problem = "month {end} is not after the start in month {start}; allowed is {least} or more."
            raise InputError(problem, field="end", end=self.end, start=self.start, least=self.start + 1)
        object.__setattr__(self, "review", whole_number(self.review, 1, 120, "review"))
        self._check_rules()
        if self.lasts is None:
            return
        if _month(self.lasts, "lasts") < 1:
            raise InputError("0 months are nothing; allowed is 1 or more.", field="lasts")
        if self.end is not None and self.when is None:
            raise InputError("give lasts or end, not both: the end follows from start and lasts.", field="lasts")

    def _check_rules(self) -> None:
        for field in _RULES:
            if getattr(self, field) is None:
                continue
            try:
                condition = Condition.parse(getattr(self, field))
            except InputError as error:
                raise error.within(field=field) from None
            object.__setattr__(self, field, str(condition))
        if self.as_long_as is not None:
            for field in ("when", "until", "lasts"):
                if getattr(self, field) is not None:
                    problem = "give as_long_as or {other}, not both: as_long_as says when it begins and stops."
                    raise InputError(problem, field="as_long_as", other=field)
        if self.review != 1 and not self.ruled:
            problem = "there is no rule to be read every {months} months; give when, until or as_long_as."
            raise InputError(problem, field="review", months=self.review)

    @property
    def ruled(self) -> bool:
        """Whether it begins or stops by a rule, inside the run."""
        return any(getattr(self, field) is not None for field in _RULES)

    @property
    def trigger(self) -> Condition | None:
        """The condition without which it does not begin, if any."""
        given = self.as_long_as if self.when is None else self.when
        return None if given is None else Condition.parse(given)

    @property
    def stop(self) -> Condition | None:
        """The condition at which it stops for good, if any."""
        return None if self.until is None else Condition.parse(self.until)

    @property
    def read(self) -> tuple[tuple[str, Trigger], ...]:
        """All that its rules read: the field, and each single condition in it."""
        given = [(field, getattr(self, field)) for field in _RULES]
        return tuple((field, part) for field, text in given if text is not None for part in Condition.parse(text).parts)

    def rules_in_words(self, places: Mapping[str, str], lang: str) -> str:
        """Return when it begins and stops by its rules, and how often they are read, in a manager's words.

        Parameters
        ----------
        places : mapping of str to str
            Labels of the departments.
        lang : {"en", "de", "fr"}

        Returns
        -------
        str
            Empty where there is no rule.
        """
        given = [(field, getattr(self, field)) for field in _RULES]
        parts = [
            _say(field, lang, condition=Condition.parse(text).in_words(places, lang))
            for field, text in given if text is not None
        ]  # fmt: skip
        if self.review > 1:
            parts.append(_say("review", lang, months=self.review))
        return ", ".join(parts)

    def begun(self, start: int) -> Self:
        """Return what an intervention with rules is once it has begun: the same with a date instead of them.

        Parameters
        ----------
        start : int
            Month in which it begins, from 0.

        Returns
        -------
        Intervention
        """
        ends = [month for month in (self.end, None if self.lasts is None else start + self.lasts) if month is not None]
        return replace(
            self, when=None, until=None, as_long_as=None, review=1, start=start, lasts=None, end=min(ends, default=None)
        )

    def last_month(self, months: int) -> int:
        """Return the month in which it stops within a horizon (not included), at the latest.

        Parameters
        ----------
        months : int
            The horizon, in months.

        Returns
        -------
        int
            Month, at most the horizon.
        """
        ends = [months, *([] if self.end is None else [self.end])]
        return min([*ends, self.start + self.lasts] if self.lasts is not None else ends)

    def ramped(self, t: int) -> float:
        """Return the share of full strength reached in month t, 0 outside its time.

        Parameters
        ----------
        t : int
            Month, from 0.

        Returns
        -------
        float
            In [0, 1].
        """
        if not self.start <= t < self.last_month(t + 1):
            return 0.0
        return min(1.0, (t - self.start + 1) / self.ramp) if self.ramp else 1.0

    def settles(self) -> int:
        """Return after how many months from its start nothing about it changes any more.

        Returns
        -------
        int
            Months, 0 or more.
        """
        return self.ramp

    def asked_of_people(self, t: int) -> float:
        """Return how much of a change it asks people to get used to in month t: it is new for half a year.

        Parameters
        ----------
        t : int
            Month, from 0.

        Returns
        -------
        float
            In [0, 1].
        """
        return self.ramped(t) if t - self.start < NEW_FOR else 0.0
