"""What was found wrong in an export: named, counted, with rows to look at; nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KINDS = (
    "fields", "formula", "no person", "unknown person", "no month", "unreadable month", "ambiguous month",
    "month far off", "before go-live", "incomplete month", "no feature", "unknown feature", "left out",
    "unreadable count", "negative count", "added up", "ids matched loosely", "before joining", "without use",
    "months without data", "formulas computed", "people left out", "only last use", "no counts",
)  # fmt: skip
"""All kinds of problems, in the order in which they are told."""
ROWS_SHOWN = 5


@dataclass(frozen=True)
class Problem:
    """One kind of problem.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    count : int
        Rows it concerns (people or months for the last kinds).
    used : bool
        Whether what it concerns is used all the same.
    rows : tuple of int
        The first rows of the file, at most five.
    names : tuple of str
        What is concerned in words: months, or feature names with the nearest that exists.
    people : int
        How many different people it concerns, where that matters.
    """

    kind: str
    count: int
    used: bool = False
    rows: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    people: int = 0


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of `KINDS`, without those that concern nothing."""
    return tuple(sorted((each for each in problems if each.count), key=lambda each: KINDS.index(each.kind)))
