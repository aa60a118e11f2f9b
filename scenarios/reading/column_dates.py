"""Dates of a column: the order of day and month, the zone and what is a stamp are judged once, from all its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from .date_blocks import Block, Ints, block_of
from .date_forms import NONE, UNKNOWN_ZONE, of_serial
from .month_days import first_days, lengths, months_of
from .tables import Cell, Column

EMPTY, UNREADABLE, AMBIGUOUS = -3, -2, -1
ORDERS = ("day first", "month first", "year first")
SERIALS = ("1900", "1904")
_SAID = {"day first": Phrase("day first"), "month first": Phrase("month first"), "year first": Phrase("year first")}
MOST_YEARS = 15
"""Years over which the dates of one column may spread, where years of two digits can be read in several ways."""


@dataclass(frozen=True, eq=False)
class Dates:
    """A column as dates.

    Attributes
    ----------
    month : int array [n]
        12 * year + month - 1; `UNREADABLE`, `AMBIGUOUS` or `EMPTY` where there is none.
    day : int array [n]
        Day of the month; 0 where only a month is said, or where all days are the first or the last of their months.
    second : int array [n]
        Second of the day, -1 where none is said.
    grain : {"month", "day", "minute", "second"}
        How exactly the column says when something was.
    order : str
        How dates such as 03/04/2026 were read; "" if there are none.
    assumed : tuple of Phrase
        What was concluded, to be printed.
    """

    month: Ints
    day: Ints
    second: Ints
    grain: Literal["month", "day", "minute", "second"]
    order: str = ""
    assumed: tuple[Phrase, ...] = ()

    @property
    def good(self) -> npt.NDArray[np.bool_]:
        """Where there is a date."""
        return self.month >= 0


def dates(column: Column, *, order: str = "", zone: str = "", written_in: str = "", serials: str = "") -> Dates:
    """Return a column as dates.

    Parameters
    ----------
    column : Column
    order : {"day first", "month first", "year first", ""}
        How 03/04/2026 is meant, where somebody has said it.
    zone : str
        The company's zone, into which times with a zone are converted; without it they stay as they are written.
    written_in : str
        The zone of times that do not say theirs, where it is known.
    serials : {"1900", "1904", ""}
        From when Excel counts days, where somebody has said it.

    Raises
    ------
    InputError
        For an unknown zone, or days of Excel's that could be counted from 1900 or 1904.
    """
    if column.stored.closely:
        block, codes = _joined([block_of(chunk) for chunk in column.chunks()]), None
    else:
        block, codes = block_of(column.different), column.codes
    chosen = order or _order(block)
    days, unclear = _chosen(block, chosen)
    days, second, counted = _counted(column, block, days, serials)
    assumed = [*counted, *_said(column, block, chosen, order)]
    days, second, moved = _moved(days, second, block.ahead, zone, written_in)
    assumed += moved
    month = np.where(days >= 0, days // 32, np.where(unclear, AMBIGUOUS, UNREADABLE)).astype(np.int32)
    month[block.second == -2] = EMPTY
    day = np.where(days >= 0, days % 32, 0).astype(np.int32)
    grain, day = _grain(month, day, second)
    if codes is not None:
        month, day, second = (each[codes] if len(each) else np.zeros(0, np.int32) for each in (month, day, second))
    return Dates(month, day, second, grain, chosen, tuple(assumed))


def _joined(blocks: Sequence[Block]) -> Block:
    return Block(*(np.concatenate(parts) for parts in zip(*blocks, strict=True)))


def _order(block: Block) -> str:
    """Return how dates such as 03/04/26 are meant, from those that can be read in one way; "" if none tells."""
    readings = (block.day_first, block.month_first, block.year_first)
    several = ~((readings[0] == readings[1]) & (readings[1] == readings[2]))
    if not several.any():
        return ""
    parts = [each[several] for each in readings]
    if (parts[2] == NONE).all():
        parts = parts[:2]
    fit = [order for order, part in zip(ORDERS, parts, strict=False) if (part != NONE).all()]
    if len(parts) == 3 and len(fit) > 1:
        fit = [order for order in fit if np.ptp(parts[ORDERS.index(order)] // (32 * 12)) <= MOST_YEARS]
    same = len(fit) == 2 and bool((parts[0] == parts[1]).all())
    return fit[0] if len(fit) == 1 or same else ""


def _chosen(block: Block, order: str) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return the days in the chosen order, and which can be read in several ways and were not chosen."""
    one, two, three = block.day_first, block.month_first, block.year_first
    if order:
        return (one, two, three)[ORDERS.index(order)].copy(), np.zeros(len(one), bool)
    several = ((one != NONE).astype(int) + (two != NONE) + (three != NONE) > 1) & ~((one == two) & (two == three))
    only = np.where(one != NONE, one, np.where(two != NONE, two, three))
    both = np.where((three == NONE) & (one == two), one, NONE)
    unclear = several & (both == NONE)
    return np.where(several, both, only).astype(np.int32), unclear


def _counted(column: Column, block: Block, days: Ints, serials: str) -> tuple[Ints, Ints, list[Phrase]]:
    """Return days and seconds with those that Excel has numbered."""
    second = np.where(block.second < 0, -1, block.second).astype(np.int32)
    numbered = np.flatnonzero(~np.isnan(block.serial))
    if not len(numbered):
        return days, second, []
    values = block.serial[numbered]
    since = serials or _since(column, float(values.max()))
    found = [of_serial(value, since_1904=since == "1904") for value in values.tolist()]
    days[numbered] = [each.days.day_first for each in found]
    second[numbered] = [each.second for each in found]
    problem = "numbers such as {value:g} in column {column!r} are read as days that Excel counts from {since}"
    return days, second, [Phrase(problem, value=values[0], column=column.heading, since=since)]


def _since(column: Column, last: float) -> str:
    """Return from when Excel counts: 1900, if counting from 1904 would lead into the future.

    Raises
    ------
    InputError
        If both ways lead into the past.
    """
    later = date(1904, 1, 1) + timedelta(days=int(last))
    if later > datetime.now(UTC).date() + timedelta(days=31):
        return "1900"
    problem = (
        "{value:g} in column {column!r} may be a day that Excel counts from 1900 ({one}) or from 1904 ({other}); say "
        'it in a mapping: [reading] serials = "1900" or "1904".'
    )
    one = str(date(1899, 12, 30) + timedelta(days=int(last)))
    raise InputError(problem, value=last, column=column.heading, one=one, other=str(later))


def _said(column: Column, block: Block, chosen: str, order: str) -> Iterator[Phrase]:
    if chosen and not order and bool((block.day_first != block.month_first).any()):
        yield Phrase("dates in column {column!r} are read with the {what}", column=column.heading, what=_SAID[chosen])


def _moved(
    days: Ints, second: Ints, ahead: Ints, zone: str, written_in: str
) -> tuple[Ints, Ints, list[Phrase]]:  # fmt: skip
    """Return days and seconds in the company's zone."""
    timed = (days >= 0) & (second >= 0)
    known = timed & (ahead != UNKNOWN_ZONE)
    if not zone:
        if not known.any():
            return days, second, []
        return (
            days,
            second,
            [Phrase("times are taken as written, in their own zone; --time-zone Europe/Berlin would convert them")],
        )
    there, here = known | (timed if written_in else False), _zone(zone)
    if not there.any():
        return days, second, []
    wall = _seconds(days[there], second[there])
    zones = ahead[there].astype(np.int64)
    utc = wall - 60 * np.where(zones == UNKNOWN_ZONE, 0, zones)
    if written_in:
        unsaid = zones == UNKNOWN_ZONE
        utc[unsaid] -= _offsets(wall[unsaid], _zone(written_in))
    local = utc + _offsets(utc, here)
    days, second = days.copy(), second.copy()
    days[there], second[there] = _days(local // 86400), local % 86400
    return days, second, [Phrase("times are converted to {zone}", zone=zone)]


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import available_timezones

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = nearest(name, sorted(available_timezones()))
        raise InputError("there is no time zone {name!r}.{near}", name=name, near=near, field="time_zone") from None


def _offsets(seconds: npt.NDArray[np.int64], zone: ZoneInfo) -> npt.NDArray[np.int64]:
    """Return by how many seconds a zone is ahead of UTC at some moments."""
    hours, place = np.unique(seconds // 900, return_inverse=True)
    found = [datetime.fromtimestamp(int(each) * 900, UTC).astimezone(zone).utcoffset() for each in hours]
    return np.array([int(each.total_seconds()) if each else 0 for each in found], np.int64)[place]


def _seconds(days: Ints, second: Ints) -> npt.NDArray[np.int64]:
    """Return seconds since 1970 of days as they are packed."""
    return np.asarray((first_days(days // 32) + np.maximum(days % 32, 1) - 1) * 86400 + second, np.int64)


def _days(since_1970: npt.NDArray[np.int64]) -> Ints:
    """Return days packed, from their number since 1970 began."""
    months = months_of(since_1970)
    return np.asarray(32 * months + since_1970 - first_days(months) + 1, np.int32)


def _grain(month: Ints, day: Ints, second: Ints) -> tuple[Literal["month", "day", "minute", "second"], Ints]:
    """Return how exactly it is said when something was; days that only stand for their months become 0."""
    good = month >= 0
    if not good.any() or not (day[good] > 0).any():
        return "month", day
    timed = second[good] >= 0
    if timed.any() and (second[good][timed] > 0).any():
        return "second" if (second[good] % 60 > 0).any() else "minute", day
    first = (day[good] <= 1).all()
    if first or (day[good] == lengths(month[good])).all():
        return "month", np.zeros_like(day)
    return "day", day


def only_date(text: str) -> int:
    """Return the month of one text, `UNREADABLE` if it is none or could be several."""
    found = dates(_single(text))
    return int(found.month[0])


def _single(cell: Cell) -> Column:
    from .tables import column_of

    return column_of("", [cell])
