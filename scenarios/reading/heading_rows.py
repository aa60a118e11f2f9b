"""Where in a sheet or text the table stands: its heading below titles and remarks, its end above footers and totals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from .keys import plain

LOOKED_AT = 200
"""Rows among which the heading is looked for."""
FOOTERS = 40
"""Rows at the end that may be footers."""
TOTALS = (b"total", b"summe", b"gesamt", b"zwischen")
"""Of which one stands in a row that adds others up."""
_TOTAL = re.compile(
    r"(grand\s*|sub[\s-]*)?totals?\b|(gesamt|zwischen|teil)?summen?\b|gesamt(ergebnis)?\b|insgesamt\b|zwischenergebnis\b"
    r"|total\s+g[ée]n[ée]ral\b|sous-total\b", re.IGNORECASE)  # fmt: skip
_FOOTER = re.compile(
    r"copyright\b|confidential\b|vertraulich\b|©|generated\b|exported\b|erstellt\b|exportiert\b|report\b|filtered\b"
    r"|applied filters\b|stand:?\b|\*+|end of\b|ende\b|rows?:|records?:|\d+ (rows?|records?|zeilen|datens)",
    re.IGNORECASE)  # fmt: skip


def heading_at(rows: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """Return which of the first rows is the heading.

    Parameters
    ----------
    rows : sequence of sequences of str
        The first rows, blank ones among them.
    known : collection of str
        Spellings of headings, as `crm_adoption.scenarios.reading.keys.plain` gives them, that one may expect.

    Returns
    -------
    int
        The row with most known headings; where none has any, the first that is as wide as the table. -1 if all
        rows are blank.
    """
    filled = [sum(1 for cell in row if cell) for row in rows]
    if not any(filled):
        return -1
    first = [number for number in range(len(rows)) if filled[number] and not _is_comment(rows[number])]
    if not first:
        return next(number for number, count in enumerate(filled) if count)
    hits = {n: sum(plain(cell) in known for cell in rows[n] if cell) for n in first[:FOOTERS]}
    widest = max(_width(rows[n]) for n in first)
    best = max(first[:FOOTERS], key=lambda n: (hits[n] if hits[n] * 3 >= min(filled[n], 6) else 0, -n))
    if hits[best] and hits[best] * 3 >= min(filled[best], 6) and filled[best] > 1:
        return best
    usual = Counter(_width(rows[n]) for n in first).most_common(1)[0][0]
    wanted = min(widest, usual) if usual > 1 else widest
    return next((n for n in first if filled[n] >= 0.6 * wanted), first[0])


def _is_comment(row: Sequence[str]) -> bool:
    """Return whether a row is a remark: a sign for one, and hardly any cell beside it."""
    first = next((cell for cell in row if cell), "")
    return first.startswith(("#", "//", "--")) and sum(1 for cell in row if cell) <= max(1, len(row) // 3)


def _width(row: Sequence[str]) -> int:
    return max((number + 1 for number, cell in enumerate(row) if cell), default=0)


def is_total(row: Sequence[str]) -> bool:
    """Return whether a row adds others up: it begins with the word for it, and some cells beside it are empty."""
    first = next((cell for cell in row if cell), "")
    return bool(_TOTAL.match(first)) and (len(row) < 3 or not all(row))


def footers_at(rows: Sequence[Sequence[str]], width: int) -> int:
    """Return from which of the last rows on nothing is part of the table; their number if all are.

    A row whose first cell alone is filled is none of the table's if it stands below a blank row, is shorter than
    the heading or begins as footers do.
    """
    at = len(rows)
    while at and (not any(rows[at - 1]) or is_total(rows[at - 1]) or _is_apart(rows[at - 1], width)):
        at -= 1
    below = next((n for n in range(at, len(rows)) if not any(rows[n])), len(rows))
    while at < below and not (
        is_total(rows[at]) or len(rows[at]) < width or _FOOTER.match(next(cell for cell in rows[at] if cell))
    ):  # fmt: skip
        at += 1
    return at


def _is_apart(row: Sequence[str], width: int) -> bool:
    """Return whether a row can be a remark: hardly any of its cells is filled."""
    return width > 1 and sum(map(bool, row)) <= max(1, width // 3)
