"""An answer that is read in a minute: what was asked, what came out, one small table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ...scenarios.words.catalogue import Words
from ...scenarios.words.manner import currency_of
from ...scenarios.words.numbers import number
from .parts import Table

say = Words("report.brief")
MANY = 1e7
"""Amount of money from which on a small table has millions."""


@dataclass(frozen=True)
class Brief:
    """What fits on one screen or one page.

    Attributes
    ----------
    question : str
        What was asked, of whom and when.
    answer : sequence of sequences of str
        Paragraphs, each with its sentences, the most important first.
    table : Table or None
        A small one; its most important rows come first: where there is no room for all, the last are left out.
    below : sequence of str
        What is always said beneath it.
    also : sequence of str
        What is said after the answer where there is room, the most important first.
    """

    question: str
    answer: Sequence[Sequence[str]]
    table: Table | None = None
    below: Sequence[str] = ()
    also: Sequence[str] = ()


def only(table: Table, columns: Sequence[int]) -> Table:
    """Return a table with some of its columns, from 0."""
    return replace(
        table, columns=[table.columns[each] for each in columns],
        rows=[[row[each] for each in columns] for row in table.rows],
    )  # fmt: skip


def behaviour(sets: int, lang: str, *, fitted: bool = False) -> str:
    """Return how people behave in what was run: as one parameter set after the other, or as if that were known.

    Parameters
    ----------
    sets : int
        How many parameter sets, 0 for none.
    lang : {"en", "de", "fr"}
    fitted : bool
        Whether they are the draws of a company that was fitted.
    """
    if fitted:
        return say("fitted", lang, n=sets)
    return say("uncertain", lang, n=sets) if sets else say("certain", lang)


def amounts(largest: float, lang: str) -> tuple[str, Callable[[float], str]]:
    """Return in which unit amounts of money stand in a small table, and how each is written there.

    Parameters
    ----------
    largest : float
        The largest one, whatever its sign.
    lang : {"en", "de", "fr"}
    """
    currency = currency_of(lang)
    if largest < MANY:
        return currency, lambda value: number(value, lang)
    return say("millions", lang, currency=currency), lambda value: number(value / 1e6, lang, 1)
