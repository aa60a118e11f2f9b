"""What somebody has said about how a table is written; what is not said is told from the table itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class How:
    """How a table is written.

    Attributes
    ----------
    sheet : str
        Sheet of a workbook; by default the first that holds a table, and those with the same headings.
    encoding : str
        Such as ``cp1251``.
    date_order : {"day first", "month first", ""}
        How dates such as 03/04/2026 are meant.
    decimal_mark : {".", ",", ""}
        What stands before the parts of a whole.
    time_zone : str
        The company's zone, such as ``Europe/Berlin``, into which times that say theirs are converted.
    """

    sheet: str = ""
    encoding: str = ""
    date_order: str = ""
    decimal_mark: str = ""
    time_zone: str = ""


UNSAID = How()
"""Nothing is said."""
