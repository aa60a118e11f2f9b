"""The file of an export as a table of texts, fast: CSV, Parquet or Excel."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ..core.provenance import needed
from ..reading.damaged import of_parquet, of_workbook
from ..reading.delimited import separator_of
from ..reading.file_reading import MOST_EXPORT, check_file, decoded, read_bytes

if TYPE_CHECKING:
    import pandas as pd

KIND = Phrase("usage export")
SPARE = 6
"""Fields beyond the heading's that a row may have and still be counted as faulty instead of stopping everything."""
LOOKED_AT = 100
"""Lines that are looked at to see how many fields there are."""
EXCEL = (".xlsx", ".xlsm")


@dataclass(frozen=True, eq=False)
class Source:
    """What stands in the file.

    Attributes
    ----------
    table : pandas.DataFrame
        Texts by heading; empty where a cell is.
    rows : int array [n]
        Row of the file in which each stands, the heading being row 1.
    faulty : tuple of int
        Rows with too many or too few fields; they are not in the table.
    formulas : int
        Cells of an Excel file that hold a formula and are read as its last value.
    """

    table: pd.DataFrame
    rows: Any
    faulty: tuple[int, ...] = ()
    formulas: int = 0


def read_source(path: Path, sheet: str = "") -> Source:
    """Read the file of an export.

    Raises
    ------
    InputError
        If it cannot be read, is empty, or has a heading twice.
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            found = _parquet(path)
        elif suffix in EXCEL:
            found = _excel(path, sheet)
        elif suffix == ".xls":
            raise InputError("the old Excel format is not read; save it as .xlsx or CSV.")
        else:
            found = _delimited(path)
        _check(found)
    except InputError as error:
        raise error.within(file=str(path)) from None
    return found


def _check(found: Source) -> None:
    headings = [str(each) for each in found.table.columns]
    if twice := [each for each in dict.fromkeys(headings) if each and headings.count(each) > 1]:
        problem = "column {name!r} stands in the heading {count} times; once is allowed."
        raise InputError(problem, name=twice[0], count=headings.count(twice[0]))
    if not len(found.table) and not found.faulty:
        raise InputError("the {kind} has a heading but no rows.", kind=KIND)


def _delimited(path: Path) -> Source:
    import pandas as pd

    text = decoded(read_bytes(path, KIND, MOST_EXPORT), KIND)
    if not text.strip():
        raise InputError("this {kind} is empty.", kind=KIND)
    separator, body, skipped = separator_of(text)
    names = list(range(_widest(body, separator) + SPARE))
    try:
        table = pd.read_csv(
            io.StringIO(body), sep=separator, header=None, names=names, dtype=str, keep_default_na=False,
            skip_blank_lines=False, na_values=[], index_col=False,
        )  # fmt: skip
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        said = " ".join(str(error).split()).removeprefix("Error tokenizing data. C error: ")
        raise InputError("this {kind} cannot be parted into columns: {said}.", kind=KIND, said=said) from None
    return _framed(table, skipped)


def _widest(body: str, separator: str) -> int:
    """Return the largest number of fields among the first lines."""
    lines = body.split("\n", LOOKED_AT)[:LOOKED_AT]
    return max(line.count(separator) + 1 for line in lines)


def _framed(table: pd.DataFrame, skipped: int) -> Source:
    """Return the table below its heading, without blank rows; rows of a wrong length are named."""
    import numpy as np

    blank = (table.isna() | (table == "")).all(axis=1).to_numpy()
    if blank.all():
        raise InputError("this {kind} is empty.", kind=KIND)
    start = int(np.argmin(blank)) + 1
    headings = ["" if each != each else str(each).strip(" \t\ufeff") for each in table.iloc[start - 1]]
    while headings and not headings[-1]:
        headings = headings[:-1]
    width = len(headings)
    if not width:
        raise InputError("the first row has no headings.")
    body, extra, blank = table.iloc[start:, :width], table.iloc[start:, width:], blank[start:]
    rows = np.arange(start, len(table)) + 1 + skipped
    long = (extra.notna() & (extra != "")).any(axis=1).to_numpy()
    short = body[width - 1].isna().to_numpy() & ~blank
    good = ~(blank | long | short)
    kept = body[good].reset_index(drop=True)
    kept.columns = headings
    return Source(kept, rows[good], tuple(int(each) for each in rows[(long | short) & ~blank]))


def _parquet(path: Path) -> Source:
    import numpy as np

    check_file(path, KIND, MOST_EXPORT)
    duckdb = needed("duckdb")
    try:
        with duckdb.connect() as base:
            table = base.execute("SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?)", [str(path)]).df()
    except duckdb.Error as error:
        if how := of_parquet(path):
            raise InputError("this Parquet file is damaged: {how}; export it again.", how=how) from None
        raise InputError(
            "this is no Parquet file that can be read ({said}).", said=str(error).splitlines()[0]
        ) from None
    table = table.fillna("")
    return Source(table, np.arange(len(table)) + 1)


def _excel(path: Path, sheet: str) -> Source:
    import numpy as np
    import pandas as pd

    check_file(path, KIND, MOST_EXPORT)
    openpyxl = needed("openpyxl")
    rows = _cells(openpyxl, path, sheet, values=False)
    formulas = sum(isinstance(cell, str) and cell.startswith("=") for row in rows for cell in row)
    if formulas:
        rows = _cells(openpyxl, path, sheet, values=True)
    texts = [[_text(cell) for cell in row] for row in rows]
    first = next((i for i, row in enumerate(texts) if any(row)), None)
    if first is None:
        raise InputError("this {kind} is empty.", kind=KIND)
    headings = texts[first]
    while headings and not headings[-1]:
        headings = headings[:-1]
    kept = [(i + 1, row[: len(headings)]) for i, row in enumerate(texts) if i > first and any(row)]
    table = pd.DataFrame([row for _, row in kept], columns=headings, dtype=str)
    return Source(table, np.array([i for i, _ in kept], np.int64), (), formulas)


def _cells(openpyxl: Any, path: Path, sheet: str, *, values: bool) -> list[tuple[Any, ...]]:
    """Return the cells of a sheet, as values or with formulas as they are written."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=values)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise _no_workbook(path, error) from None
    if sheet and sheet not in book.sheetnames:
        problem = "there is no sheet {sheet!r}.{near}"
        raise InputError(problem, field="reading.sheet", sheet=sheet, near=nearest(sheet, book.sheetnames))
    chosen = book[sheet] if sheet else book.worksheets[0]
    try:
        rows = list(chosen.iter_rows(values_only=True))
    except Exception as error:  # a sheet is unpacked only when its rows are read
        raise _no_workbook(path, error) from None
    book.close()
    return rows


def _no_workbook(path: Path, error: Exception) -> InputError:
    if how := of_workbook(path):
        return InputError("this Excel workbook is damaged: {how}; save it again.", how=how)
    return InputError("this is no Excel workbook that can be read ({said}).", said=error)


def _text(cell: Any) -> str:
    """Return a cell as text; dates as 2026-03-14, whole numbers without a point."""
    if cell is None:
        return ""
    if hasattr(cell, "strftime"):
        return str(cell.strftime("%Y-%m-%d")) if hasattr(cell, "year") else str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
