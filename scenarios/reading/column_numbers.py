"""Numbers of a column: what its decimal mark is, is judged once, from all its values."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.phrase import Phrase
from .tables import Cell, Column

NO_NUMBER = float("nan")
_BLANKS = "' \u00a0\u202f\u2009\u2019"
_POINT, _COMMA = (
    re.compile(rf"[+-]?(?:[1-9]\d{{0,2}}(?:[{part}]\d{{3}})+|\d*)(?:[{mark}]\d*)?(?:[eE][+-]?\d{{1,3}})?", re.ASCII)
    for mark, part in ((".", f",{_BLANKS}"), (",", f".{_BLANKS}"))
)
_PLAIN = re.compile(r"[+-]?\d+", re.ASCII)
_LONG = re.compile(r"[+-]?\d{4,}", re.ASCII)


@dataclass(frozen=True, eq=False)
class Judged:
    """A column as numbers.

    Attributes
    ----------
    values : float64 array [n]
        NaN where a cell holds none.
    mark : str
        The decimal mark, "" where no value has one that could be meant in two ways.
    assumed : tuple of Phrase
        What was concluded, to be printed.
    """

    values: npt.NDArray[np.float64]
    mark: str
    assumed: tuple[Phrase, ...] = ()


def number_of(text: str, mark: str = ".") -> float:
    """Return a number that is written with a decimal mark; NaN if it is none.

    Examples
    --------
    >>> number_of("1.204", ","), number_of("0.125", ","), number_of("1,204.5")
    (1204.0, nan, 1204.5)
    """
    text = text.strip().replace("\u2212", "-")
    if not (_POINT if mark == "." else _COMMA).fullmatch(text) or not any(sign.isdigit() for sign in text):
        return NO_NUMBER
    other = "," if mark == "." else "."
    bare = "".join(sign for sign in text if sign not in _BLANKS and sign != other)
    try:
        return float(bare.replace(mark, "."))
    except ValueError:
        return NO_NUMBER


def mark_of(texts: Sequence[str]) -> tuple[str, str]:
    """Return the decimal mark of some texts, and one that could be meant in two ways; either may be "".

    A text that is a number with one mark only tells; so do numbers of four digits and more without a mark, by
    which three digits behind a mark are no thousands.
    """
    telling: set[str] = set()
    unclear, long = "", False
    for text in texts:
        if "." not in text and "," not in text:
            long = long or bool(_LONG.fullmatch(text))
            continue
        point, comma = number_of(text, "."), number_of(text, ",")
        if math.isnan(point) != math.isnan(comma):
            telling.add("," if math.isnan(point) else ".")
        elif point != comma and not math.isnan(point):
            unclear = unclear or text
    if len(telling) == 1:
        return telling.pop(), ""
    if unclear and not telling and long:
        return "." if "." in unclear else ",", ""
    return "", unclear


def numbers(column: Column, *, mark: str = "") -> Judged:
    """Return a column as numbers.

    Parameters
    ----------
    column : Column
    mark : {".", ",", ""}
        The decimal mark, where somebody has said it.

    Raises
    ------
    InputError
        If a number could be meant in two ways, and no other of the column tells which.
    """
    said, (told, unclear) = mark, mark_of([each for each in column.different if isinstance(each, str)])
    if unclear and not said:
        raise InputError(
            "numbers such as {text!r} in column {column!r} can be read in two ways, and no other number there tells "
            'which; say it in a mapping: [reading] decimal_mark = "." or ",".',
            text=unclear, column=column.heading,
        )  # fmt: skip
    mark = said or told
    values = [value_of(each, mark) for each in column.different]
    found = np.array(values or [NO_NUMBER], np.float64)[column.codes] if len(column) else np.zeros(0)
    example = next(islice((text for text in column.texts if _is_marked(text)), 1), "")
    if not mark or not example:
        return Judged(found, mark)
    problem = "in column {column!r} {text!r} is read as {value:,}"
    value = float(number_of(example, mark))
    return Judged(found, mark, (Phrase(problem, column=column.heading, text=example, value=value),))


def _is_marked(text: str) -> bool:
    """Return whether a text is one number in one reading and another in the other."""
    if "." not in text and "," not in text:
        return False
    point, comma = number_of(text, "."), number_of(text, ",")
    return point != comma and not math.isnan(point) and not math.isnan(comma)


def value_of(cell: Cell, mark: str = "") -> float:
    """Return the number that a cell holds; of a text that needs no mark, whatever the mark."""
    if isinstance(cell, (int, float)):
        return float(cell)
    if not isinstance(cell, str):
        return NO_NUMBER
    if mark:
        return number_of(cell, mark)
    point = number_of(cell, ".")
    return number_of(cell, ",") if math.isnan(point) else point
