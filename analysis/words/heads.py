"""Tables as text: CSV alike on every system, and no two columns of one table called alike, whoever writes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd


def distinct(heads: Sequence[str]) -> list[str]:
    """Return the heads of a table with those that repeat named after the column that they belong to.

    That is the last one before them whose head is there only once; where this does not tell them apart,
    they are numbered.

    Examples
    --------
    >>> distinct(["Mean", "CI from", "Difference", "CI from"])
    ['Mean', 'Mean: CI from', 'Difference', 'Difference: CI from']
    """
    found, owner = [], ""
    for head in heads:
        repeated = bool(head) and heads.count(head) > 1
        owner = owner if repeated else head
        found.append(f"{owner}: {head}" if repeated and owner else head)
    seen: dict[str, int] = {}
    for place, head in enumerate(found):
        seen[head] = seen.get(head, 0) + 1
        if head and seen[head] > 1:
            found[place] = f"{head} ({seen[head]})"
    return found


def csv_of(table: pd.DataFrame, float_format: str | None = None) -> str:
    """Return a table as the text of a CSV file."""
    return str(table.to_csv(index=False, float_format=float_format, lineterminator="\n"))


def csv_of_columns(columns: Mapping[str, npt.NDArray[Any]], float_format: str) -> str:
    """Return columns as the text of a CSV file, as `csv_of` writes a table of them, without pandas.

    Parameters
    ----------
    columns : mapping of str to array
        Of one length.
    float_format : str
        How fractions are written, for example ``"%.8g"``; what is not a number is left empty.
    """

    def written(column: npt.NDArray[Any]) -> list[Any]:
        values: list[Any] = column.tolist()
        if column.dtype.kind != "f":
            return values
        return ["" if each != each else float_format % each for each in values]

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(distinct(list(columns)))
    writer.writerows(zip(*map(written, columns.values()), strict=True))
    return text.getvalue()
