"""Many dates at once: columns of moments that programs write alike are read as blocks of digits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .date_forms import (
    FIRST_YEAR,
    LAST_YEAR,
    NO_MOMENT,
    NONE,
    UNKNOWN_ZONE,
    Days,
    Moment,
    days_of,
    moment_of,
    of_cell,
    of_epoch,
)  # fmt: skip
from .month_days import lengths
from .tables import Cell

Ints = npt.NDArray[np.int32]
_DIGITS = (0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15)
_EMPTY = Moment(Days(NONE, NONE, NONE), -2)
"""What an empty cell says."""
SERIAL = -3
"""Stands as the second of a cell that holds a number of Excel's; its days follow the column's way of counting."""


class Block(NamedTuple):
    """Moments as arrays, in the meaning of `crm_adoption.scenarios.reading.date_forms.Moment`."""

    day_first: Ints
    month_first: Ints
    year_first: Ints
    second: Ints
    ahead: Ints
    serial: npt.NDArray[np.float64]


def block_of(cells: Sequence[Cell]) -> Block:
    """Return what some cells say, -2 as the second of empty ones; numbers that Excel gives days stand aside."""
    return _iso(cells) or _one_by_one(cells)


def _iso(cells: Sequence[Any]) -> Block | None:
    """Return moments that are all written as 2026-03-14T15:09:26, with parts of seconds and Z or without."""
    if len(cells) < 16 or not isinstance(cells[0], str) or len(cells[0]) < 16:
        return None
    width = len(cells[0])
    try:
        joined = "".join(cells)
    except TypeError:
        return None
    if len(joined) != width * len(cells) or not joined.isascii() or any(len(each) != width for each in cells):
        return None
    signs = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(len(cells), width).astype(np.int32) - 48
    rest = "" if width == 16 else cells[0][19:]
    places = _DIGITS if width == 16 else (*_DIGITS, 17, 18)
    fits = (
        _all_digits(signs, places)
        and _all_are(signs, ((4, "-"), (7, "-"), (10, cells[0][10]), (13, ":"), *(() if width == 16 else ((16, ":"),))))
        and cells[0][10] in "T "
        and _is_rest(signs, rest)
    )
    return _of_signs(signs, width, rest.endswith("Z")) if fits else None


def _all_digits(signs: Ints, places: Sequence[int]) -> bool:
    if max(places) >= signs.shape[1]:
        return False
    part = signs[:, places]
    return bool(((part >= 0) & (part <= 9)).all())


def _all_are(signs: Ints, wanted: Sequence[tuple[int, str]]) -> bool:
    return all(bool((signs[:, place] == ord(sign) - 48).all()) for place, sign in wanted)


def _is_rest(signs: Ints, rest: str) -> bool:
    """Return whether what stands behind the seconds is parts of one, and Z or nothing."""
    parts = rest.removesuffix("Z")
    if rest.endswith("Z") and not _all_are(signs, ((signs.shape[1] - 1, "Z"),)):
        return False
    if not parts:
        return rest in ("", "Z")
    return parts[0] == "." and _all_are(signs, ((19, "."),)) and _all_digits(signs, range(20, 19 + len(parts)))


def _of_signs(signs: Ints, width: int, in_utc: bool) -> Block:
    year = signs[:, 0] * 1000 + signs[:, 1] * 100 + signs[:, 2] * 10 + signs[:, 3]
    month, day, hour, minute = (signs[:, at] * 10 + signs[:, at + 1] for at in (5, 8, 11, 14))
    second = np.zeros_like(year) if width == 16 else np.minimum(signs[:, 17] * 10 + signs[:, 18], 59)
    good = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1)
    good &= (day <= lengths(12 * year + np.clip(month, 1, 12) - 1)) & (hour < 24) & (minute < 60)
    days = np.where(good, 32 * (12 * year + month - 1) + day, NONE).astype(np.int32)
    seconds = np.where(good, 3600 * hour + 60 * minute + second, -1).astype(np.int32)
    ahead = np.full(len(days), 0 if in_utc else UNKNOWN_ZONE, np.int32)
    return Block(days, days, days, seconds, ahead, np.full(len(days), np.nan))


def _one_by_one(cells: Sequence[Cell]) -> Block:
    reading = _Reading()
    found = [reading.moment(cell) for cell in cells]
    serials = np.full(len(cells), np.nan)
    for number, moment in enumerate(found):
        if moment.second == SERIAL:
            serials[number] = float(cells[number])  # type: ignore[arg-type]
    days = [np.array([moment.days[k] for moment in found], np.int32) for k in range(3)]
    second, ahead = (np.array([moment[k] for moment in found], np.int32) for k in (1, 2))
    return Block(days[0], days[1], days[2], second, ahead, serials)


_SERIAL = Moment(Days(NONE, NONE, NONE), SERIAL)


class _Reading:
    """Reads cells and remembers their parts: of a million moments few days and few times of the day differ."""

    def __init__(self) -> None:
        self._days: dict[str, Days] = {}
        self._times: dict[str, tuple[int, int]] = {}

    def moment(self, cell: Cell) -> Moment:
        if isinstance(cell, str):
            return self._of_text(cell) if cell else _EMPTY
        if isinstance(cell, (date, datetime)):
            return of_cell(cell)
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return _of_number(str(int(cell)) if float(cell).is_integer() else repr(float(cell)))
        return NO_MOMENT

    def _of_text(self, text: str) -> Moment:
        if text.isascii() and text.replace(".", "", 1).isdigit():
            return _of_number(text)
        head, _, tail = text.partition(" ")
        if ":" in tail and len(head) > 5:
            head = head.rstrip(",")
            days = self._days.get(head)
            if days is None:
                days = self._days[head] = days_of(head)
            if days.day_first != NONE or days.month_first != NONE:
                return self._at(days, tail)
        return moment_of(text)

    def _at(self, days: Days, tail: str) -> Moment:
        time = self._times.get(tail)
        if time is None:
            found = moment_of(f"2000-01-01 {tail.strip()}")
            time = self._times[tail] = (found.second, found.ahead) if found is not NO_MOMENT else (SERIAL, 0)
        return NO_MOMENT if time[0] == SERIAL else Moment(days, *time)


def _of_number(text: str) -> Moment:
    """Return what digits alone say: a day, a stamp, seconds since 1970 or parts of them, a day of Excel's."""
    whole = text.partition(".")[0]
    if len(whole) == 5 and 30_000 <= int(whole) <= 73_050:
        return _SERIAL
    if len(whole) in (10, 13, 16, 19) and whole[0] in "123456":
        return of_epoch(int(whole) // 10 ** (len(whole) - 10))
    return moment_of(text)
