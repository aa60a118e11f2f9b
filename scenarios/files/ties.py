"""Who works with whom, from the company's own counts of mails, meetings or calls."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from ...model.errors import InputError
from ...model.organisation import Roster, Ties
from ...model.phrase import Phrase
from ..reading.named_rows import NamedTable, Row, read_table
from .tables import listed

NAMES = {
    "person": ("from", "sender", "id", "a", "von", "absender", "mitarbeiter"),
    "colleague": ("to", "other", "receiver", "recipient", "b", "an", "empfänger", "kollege", "kollegin"),
    "weight": ("count", "counts", "mails", "meetings", "strength", "anzahl", "gewicht", "stärke"),
}
"""Headings under which the columns may stand, in English and German."""
HEAVIEST = 1e12


def read_ties(path: Path, roster: Roster) -> Ties:
    """Read and check a table of ties.

    Parameters
    ----------
    path : Path
        CSV file with the columns person, colleague (both ids of the roster) and, if known, weight: how
        often they mail, meet or call. Both directions and repeated rows of a pair are added up.
    roster : Roster

    Raises
    ------
    InputError
        With all problems found and their row numbers (the first ten in full).
    """
    table = read_table(path, Phrase("table of ties"), NAMES, needed=("person", "colleague"))
    known, weights = set(roster.ids), defaultdict[tuple[str, str], float](float)
    problems = []
    for row in table.rows:
        found = [row.fault] if row.fault else _problems(table, row, known)
        problems += [Phrase("row {line}: {problem}", line=row.line, problem=problem) for problem in found]
        if not found:
            weight = table.number(row, "weight") if "weight" in table.columns else 1.0
            pair = (row["person"], row["colleague"])
            weights[min(pair), max(pair)] += weight
    if problems:
        raise InputError(listed(problems), file=str(path))
    pairs = sorted(pair for pair, weight in weights.items() if weight > 0.0)
    if not pairs:
        raise InputError("nobody has a tie of a weight above 0.", file=str(path))
    return Ties(tuple(pairs), tuple(weights[pair] for pair in pairs))


def _problems(table: NamedTable, row: Row, known: set[str]) -> list[Phrase]:
    """Return what is wrong with one row."""
    problems = [
        Phrase("{column} {value!r} is not in the roster", column=column, value=row[column])
        if row[column]
        else Phrase("{column} is empty", column=column)
        for column in ("person", "colleague")
        if row[column] not in known
    ]
    if row["person"] and row["person"] == row["colleague"]:
        problems.append(Phrase("{value!r} is tied to themselves", value=row["person"]))
    if "weight" in table.columns:
        try:
            good = 0.0 <= table.number(row, "weight") <= HEAVIEST
        except (ValueError, OverflowError):
            good = False
        if not good:
            problems.append(
                Phrase("weight {value!r} is not a number from 0 to {most:,.0f}", value=row["weight"], most=HEAVIEST)
            )
    return problems
