"""What was found wrong in an export: named, counted, with rows to look at; nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KINDS = (
    "fields", "formula", "no person", "unknown person", "no month", "unreadable month", "ambiguous month",
    "month far off", "before go-live", "incomplete month", "no feature", "unknown feature", "left out",
    "unreadable count", "negative count", "machines", "left before", "rows twice", "rows in two files", "added up",
    "ids matched loosely", "ids offered", "ids unsure", "before joining", "without use", "no licence", "left",
    "months without data", "formulas computed", "people left out", "only last use", "no counts",
    "not counted", "named inside", "log-ins only", "no log-ins", "one feature", "created only", "not verified",
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
    rows : tuple of int or str
        The first rows of the file, at most five; behind the name of the file where there are several.
    names : tuple of str
        What is concerned in words: months, or feature names with the nearest that exists.
    people : int
        How many different people it concerns, where that matters.
    """

    kind: str
    count: int
    used: bool = False
    rows: tuple[int | str, ...] = ()
    names: tuple[str, ...] = ()
    people: int = 0


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems in the order of `KINDS`, without those that concern nothing."""
    return tuple(sorted((each for each in problems if each.count), key=lambda each: KINDS.index(each.kind)))
