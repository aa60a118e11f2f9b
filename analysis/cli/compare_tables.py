"""What ``crm-adoption compare`` prints: the comparison's tables and the advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..report.parts import Table
from ..telling import tables
from ..telling.brief import what_it_takes
from .screen import console, show_table

if TYPE_CHECKING:
    from ..comparing.ladder import Reach
    from ..telling.comparison import Comparison


def _tables(found: Comparison, by_department: bool) -> list[Table]:
    """Return the tables in the order in which they are printed; some have nothing to say."""
    every = [tables.effects(found, outcome) for outcome in found.outcomes]
    every += [tables.departments(found)] if by_department else []
    every += [tables.standings(found), tables.thresholds(found), tables.costs(found), tables.prices(found)]
    return [*every, tables.triggered(found), tables.behaviour(found)]


def show_all(found: Comparison, reached: Reach, *, by_department: bool = False) -> None:
    """Print a comparison: head, tables, advice."""
    screen = console()
    screen.print(" ".join(tables.heads(found)))
    for each in _tables(found, by_department):
        if each.rows:
            screen.print()
            show_table(screen, each.title, each.columns, each.rows, left=each.words)
    for sentence in (*found.advice(), what_it_takes(reached, found.lang)):
        screen.print()
        screen.print(sentence)
    screen.print()
