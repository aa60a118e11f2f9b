"""What to write into a mapping where an export has no known layout: told by what stands in its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from ...model.errors import InputError
from ...model.features import Feature
from ...model.phrase import SILENCE, Phrase
from ..reading.tables import Column, Table
from ..reading.toml_text import text
from ..vendors.naming import Namer
from ..vendors.recognising import resembling
from ..vendors.record import Look
from .headings import shared_names
from .months import UNREADABLE, month_of

LOOKED_AT = 500
"""Different values of a column that are looked at."""
MOST = 0.5
"""Share of them that must be known before a column is suggested."""
_ANY = Look((), inside=True)


def suggested(error: InputError, table: Table, ids: Iterable[str], features: Sequence[Feature]) -> InputError:
    """Return the error that says what a table lacks, with the lines of a mapping that say what is what.

    Parameters
    ----------
    error : InputError
        That a column is not known.
    table : Table
    ids : iterable of str
        People of the roster.
    features : sequence of Feature
    """
    lines = [f"columns.{kind} = {text(heading)}" for kind, heading in _columns(table, ids, features)]
    near = resembling(table.headings)
    like = SILENCE
    if near is not None:
        shared = ", ".join(map(repr, near.shared[:4]))
        like = Phrase(" The nearest layout is {name} (it has {shared} too).", name=near.vendor.name, shared=shared)
    if not lines:
        return InputError("{problem}{like}", problem=error.phrase, like=like, field=error.field)
    problem = "{problem}{like} By what the columns hold, these lines belong into a file for --mapping: {lines}"
    return InputError(problem, problem=error.phrase, like=like, lines="; ".join(lines), field=error.field)


def _columns(table: Table, ids: Iterable[str], features: Sequence[Feature]) -> list[tuple[str, str]]:
    """Return the columns that hold people, dates and features, as far as that can be told."""
    known = {each.strip().casefold() for each in ids}
    namer = Namer([each.name for each in features], (), shared_names(features))

    def person(cell: str) -> bool:
        return cell.casefold() in known

    def month(cell: str) -> bool:
        return month_of(cell) != UNREADABLE and not cell.isdigit()

    def feature(cell: str) -> bool:
        return namer.named(cell, _ANY, {}) != cell

    tests: dict[str, Callable[[str], bool]] = {"person": person, "month": month, "feature": feature}
    left, found = list(table.columns), []
    for kind, holds in tests.items():
        best = max(left, key=lambda column: _share(column, holds), default=None)
        if best is not None and _share(best, holds) >= MOST:
            found.append((kind, best.heading))
            left.remove(best)
    return found


def _share(column: Column, holds: Callable[[str], bool]) -> float:
    """Return the share of the different values of a column that are of a kind."""
    cells = [cell.strip() for cell in islice(column.texts, LOOKED_AT) if cell.strip()]
    return sum(map(holds, cells)) / len(cells) if cells else 0.0
