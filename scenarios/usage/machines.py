"""People who are none: interfaces, imports and robots, found by what they do and not by what they are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.phrase import Phrase
from ..reading.column_dates import Dates
from ..reading.month_days import first_days
from .layout import Records
from .mapping import PERSON, SERVICE, Naming

Floats = npt.NDArray[np.float64]
BEYOND = 10.0
"""How many times what the busiest quarter of people do somebody must do to be beyond any person (judgement)."""
BEYOND_BY_MONTH = 30.0
"""The same where only months are known, so that nothing else tells (judgement)."""
FEWEST = 200
"""Uses from which it can be seen that somebody is a machine (judgement)."""
NAMES = 10
"""Names from which it can be said what is usual."""
AT_NIGHT = 0.35
"""Share of uses at night or on weekends, of which round the clock would be half (judgement)."""
ON_THE_DOT = 0.7
"""Share of uses at one and the same second of the minute, of which a person has a sixtieth (judgement)."""
IN_HEAPS, HEAP = 0.8, 30
"""Share of uses that come more than `HEAP` to the minute (judgement)."""
_MIDNIGHT_TO, _NIGHT_FROM = 5 * 3600, 22 * 3600


@dataclass(frozen=True, eq=False)
class Signs:
    """What each name in an export does (n names).

    Attributes
    ----------
    uses : float64 array [n]
    at_night, on_the_dot, in_heaps : float64 array [n]
        Shares of rows; NaN where the export does not say when things were.
    """

    uses: Floats
    at_night: Floats
    on_the_dot: Floats
    in_heaps: Floats


def signs(found: Records) -> Signs:
    """Return what each name in an export does."""
    codes, names = found.person.codes, len(found.person.different)
    rows = np.maximum(np.bincount(codes, minlength=names), 1).astype(np.float64)
    count = None if found.count is None else np.nan_to_num(found.count.values)
    uses = np.bincount(codes, count, minlength=names).astype(np.float64)
    unknown = np.full(names, np.nan)
    grain, second = found.when.grain, found.when.second
    if grain == "month":
        return Signs(uses, unknown, unknown, unknown)
    off = _weekend(found.when)
    if grain != "day":
        off = off | (second < _MIDNIGHT_TO) | (second >= _NIGHT_FROM)
    at_night = np.bincount(codes, off, minlength=names) / rows
    dots = _most(codes, second % 60, 60, names) / rows if grain == "second" else unknown
    heaps = _in_heaps(codes, found.when, names) / rows if grain in ("minute", "second") else unknown
    return Signs(uses, at_night, dots, heaps)


def _weekend(when: Dates) -> npt.NDArray[np.bool_]:
    weekday = (first_days(when.month) + np.maximum(when.day, 1) - 1 + 3) % 7  # 1970 began on a Thursday
    return np.asarray((weekday >= 5) & when.good & (when.day > 0))


def _most(codes: npt.NDArray[np.int32], value: npt.NDArray[np.int32], values: int, names: int) -> Floats:
    """Return how often the most frequent value of each name occurs."""
    cells = codes.astype(np.int64) * values + np.maximum(value, 0)
    return np.asarray(np.bincount(cells, minlength=names * values).reshape(names, values).max(axis=1), np.float64)


def _in_heaps(codes: npt.NDArray[np.int32], when: Dates, names: int) -> Floats:
    """Return how many rows of each name come more than `HEAP` to the minute."""
    minute = ((when.month.astype(np.int64) * 32 + when.day) * 1440 + when.second // 60) * names + codes
    minutes, often = np.unique(minute[when.good], return_counts=True)
    many = often > HEAP
    return np.bincount(minutes[many] % names, often[many], minlength=names).astype(np.float64)


def machines(found: Records, naming: Naming) -> dict[int, Phrase]:
    """Return which names are machines, by their number, with what shows it.

    What a mapping says below ``[people]`` goes first.
    """
    shown = signs(found)
    some = shown.uses[shown.uses > 0.0]
    usual = float(np.quantile(some, 0.75)) if len(some) else 0.0
    by_month = found.when.grain == "month"
    beyond = (len(some) >= NAMES) & (shown.uses > max(usual * (BEYOND_BY_MONTH if by_month else BEYOND), FEWEST))
    regular = np.nan_to_num(shown.on_the_dot) >= ON_THE_DOT
    if regular.mean() > 0.2:  # the file rounds its times: nothing can be seen
        regular = np.zeros_like(regular)
    night, heaps = np.nan_to_num(shown.at_night) >= AT_NIGHT, np.nan_to_num(shown.in_heaps) >= IN_HEAPS
    enough = shown.uses >= FEWEST
    odd = (beyond & (by_month | night | regular | heaps)) | (enough & (regular | heaps)) & (night | regular | heaps)
    result = {int(n): _why(shown, int(n), night, regular, heaps) for n in np.flatnonzero(odd)}
    for n, name in enumerate(found.person.texts):
        if naming.people.get(name) == PERSON:
            result.pop(n, None)
        elif naming.people.get(name) == SERVICE:
            result[n] = Phrase("the mapping says so")
    return result


def _why(
    shown: Signs, n: int, night: npt.NDArray[np.bool_], regular: npt.NDArray[np.bool_], heaps: npt.NDArray[np.bool_]
) -> Phrase:
    uses, share = float(shown.uses[n]), Phrase("")
    if regular[n]:
        share = Phrase(", {share:.0%} at the same second of the minute", share=float(shown.on_the_dot[n]))
    elif heaps[n]:
        share = Phrase(", {share:.0%} more than {heap} to the minute", share=float(shown.in_heaps[n]), heap=HEAP)
    elif night[n]:
        share = Phrase(", {share:.0%} at night and on weekends", share=float(shown.at_night[n]))
    return Phrase("{uses:,.0f} uses{share}", uses=uses, share=share)
