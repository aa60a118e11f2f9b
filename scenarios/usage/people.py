"""Which person of the roster a name in an export is: the same id; one that only looks alike is offered, never taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...model.errors import InputError
from ..reading.keys import key, plain

_SALESFORCE = re.compile(r"005[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?")
_WHOLE = re.compile(r"(\d+)[.,]0+")


@dataclass(frozen=True)
class Matched:
    """Who is who (n names).

    Attributes
    ----------
    place : tuple of int [n]
        Row of the roster, -1 for nobody.
    alike : tuple of (str, str)
        Name and id that differ in case and blanks only.
    loose : tuple of (str, str)
        Name and id that differ in more, and can be nobody else: taken if that was asked for, offered otherwise.
    unsure : tuple of (str, str)
        Names that would fall on one id, or one that could be several people; never taken.
    """

    place: tuple[int, ...]
    alike: tuple[tuple[str, str], ...]
    loose: tuple[tuple[str, str], ...]
    unsure: tuple[tuple[str, str], ...]


def matched(names: Sequence[str], ids: Sequence[str], *, loose: bool) -> Matched:
    """Return which id each name stands for.

    Where an id itself occurs among the names, nothing else may fall on it; two names that differ never fall on one
    id unless they are one but for case and blanks.

    Parameters
    ----------
    names : sequence of str
        All different.
    ids : sequence of str
        All different.
    loose : bool
        Whether names may differ from the ids in more than case and blanks.

    Examples
    --------
    >>> matched(["A1", "Lütjens, Xenia"], ["a1", "Xenia Lütjens"], loose=False).place
    (0, -1)
    >>> matched(["A1", "Lütjens, Xenia"], ["a1", "Xenia Lütjens"], loose=True).place
    (0, 1)
    """
    number = {each: row for row, each in enumerate(ids)}
    place = [number.get(name, -1) for name in names]
    alike = _by(key, names, ids, place, several=True)
    for n, row in alike:
        place[n] = row
    found: list[tuple[int, int]] = []
    unsure: list[tuple[str, str]] = []
    for simpler in SIMPLER:
        taken = [row if row >= 0 else dict(found).get(n, -1) for n, row in enumerate(place)]
        found += _by(simpler, names, ids, taken, unsure=unsure)
    if loose:
        for n, row in found:
            place[n] = row
    gone = {n for n, _ in found}
    left = tuple((name, other) for name, other in dict.fromkeys(unsure) if names.index(name) not in gone)
    return Matched(tuple(place), _named(alike, names, ids), _named(found, names, ids), left)


def _named(found: Sequence[tuple[int, int]], names: Sequence[str], ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((names[n], ids[row]) for n, row in found)


def _by(
    simpler: Callable[[str], str], names: Sequence[str], ids: Sequence[str], place: Sequence[int], *,
    several: bool = False, unsure: list[tuple[str, str]] | None = None,
) -> list[tuple[int, int]]:  # fmt: skip
    """Return names and ids that are one in a simpler spelling, where that is sure."""
    taken = set(place)
    free: dict[str, list[int]] = {}
    for row, each in enumerate(ids):
        if simple := simpler(each):
            free.setdefault(simple, []).append(row)
    calling: dict[str, list[int]] = {}
    for n, name in enumerate(names):
        if place[n] < 0 and name and (simple := simpler(name)) in free:
            calling.setdefault(simple, []).append(n)
    found = []
    for simple, those in calling.items():
        rows = free[simple]
        if len(rows) == 1 and rows[0] not in taken and (several or len(those) == 1):
            found += [(n, rows[0]) for n in those]
        elif unsure is not None:
            unsure += [(names[n], ids[row]) for n in those for row in rows]
    return found


def _without_zeros(name: str) -> str:
    simple = key(name)
    whole = _WHOLE.fullmatch(simple)
    return (whole[1] if whole else simple).lstrip("0")


def _salesforce(name: str) -> str:
    """Return the first fifteen signs of an id of Salesforce's, in which case matters."""
    return name.strip()[:15] if _SALESFORCE.fullmatch(name.strip()) else ""


def _in_order(name: str) -> str:
    """Return "Last, First" as First Last."""
    last, comma, first = name.partition(",")
    return plain(f"{first}{last}") if comma and first.strip() and last.strip() else plain(name)


def _of_mail(name: str) -> str:
    return plain(name.partition("@")[0])


SIMPLER: tuple[Callable[[str], str], ...] = (
    _salesforce, _without_zeros, lambda name: key(name).partition("@")[0], plain, _in_order, _of_mail,
)  # fmt: skip
"""Ever simpler spellings: ids of Salesforce, leading zeros and 101.0, mail domains, signs, order of the names."""


def strangers(names: Sequence[object], ids: Sequence[str], who: Matched) -> InputError:
    """Return what is said where nobody of the export is in the roster."""
    if who.loose:
        name, other = who.loose[0]
        problem = (
            "of {count:,} people in the export none is among the roster's {known:,} by the same id, but {close:,} are "
            "alike, such as {name!r} and {other!r}; if they are the same people, say --match loose."
        )
        return InputError(problem, count=len(names), known=len(ids), close=len(who.loose),
                          name=name, other=other)  # fmt: skip
    problem = (
        "of {count:,} people in the export none is among the roster's {known:,}; the two files must name people by the "
        "same ids (case and blanks do not matter)."
    )
    return InputError(problem, count=len(names), known=len(ids))
