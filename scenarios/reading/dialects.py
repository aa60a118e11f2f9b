"""How the fields of a text are parted: which sign stands between them, which around them, told from the first lines."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from ...model.phrase import Phrase

SEPARATORS = {
    ",": Phrase("commas"), ";": Phrase("semicolons"), "\t": Phrase("tabs"), "|": Phrase("bars"),
    "^": Phrase("signs '^'"), "~": Phrase("signs '~'"), "\x1f": Phrase("control signs"),
    "\x01": Phrase("control signs"), "¦": Phrase("bars"), "§": Phrase("signs '§'"),
}  # fmt: skip
"""Signs that part fields, the usual ones first."""
LINES = 300
"""Lines that are looked at."""
LONGEST = 1 << 26
"""Letters that one field may have."""


@dataclass(frozen=True)
class Dialect:
    """How a text is parted into fields.

    Attributes
    ----------
    separator, quote : str
    escaped : bool
        Whether a quotation mark in a field stands behind a backslash instead of twice.
    named : bool
        Whether the first line only names the separator.
    """

    separator: str
    quote: str = '"'
    escaped: bool = False
    named: bool = False

    def reader(self, lines: Any) -> Any:
        """Return a reader of the standard library's over lines."""
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
        return csv.reader(
            lines, delimiter=self.separator, quotechar=self.quote, doublequote=not self.escaped,
            escapechar="\\" if self.escaped else None, strict=True,
        )  # fmt: skip


def dialect_of(text: str) -> Dialect:
    """Return how a text is parted, from its beginning.

    The separator is the sign by which most lines have equally many fields, and more rather than fewer of them.
    """
    first, _, rest = text.partition("\n")
    said = first.strip().lstrip("\ufeff").strip('"')
    named = said.lower().startswith("sep=") and (said[4:] == "\\t" or said[4:5] in SEPARATORS) and len(said) <= 6
    body = rest if named else text.lstrip("\ufeff")
    sample = "".join(body.splitlines(keepends=True)[:LINES])
    quote = _quote(sample)
    escaped = f"\\{quote}" in sample and f"{quote}{quote}" not in sample.replace(f"\\{quote}", "")
    if named:
        return Dialect("\t" if said[4:] == "\\t" else said[4], quote, escaped, named=True)
    separator = max(SEPARATORS, key=lambda each: _fit(sample, Dialect(each, quote, escaped)))
    return Dialect(separator, quote, escaped)


def _quote(sample: str) -> str:
    """Return the sign around fields: the apostrophe where it stands around more of them."""
    parts = "".join(SEPARATORS)
    counts = {
        sign: len(re.findall(rf"(?:^|[{re.escape(parts)}]){sign}[^{sign}\n]*{sign}(?=[{re.escape(parts)}\r\n]|$)",
                             sample, re.MULTILINE))
        for sign in ('"', "'")
    }  # fmt: skip
    return "'" if counts["'"] > counts['"'] else '"'


def _fit(sample: str, dialect: Dialect) -> float:
    """Return how well a dialect fits: the share of equally wide rows, more where they are wider."""
    rows = _rows(sample, dialect)
    widths = Counter(len(row) for row in rows if any(row))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    width = max(wide, key=lambda each: (wide[each], each))
    heading = max((len(row) for row in rows[:LINES] if any(row)), default=0)
    return wide[width] / sum(widths.values()) * math.sqrt(width - 1) + 1e-3 * (heading == width)


def _rows(sample: str, dialect: Dialect) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in dialect.reader(io.StringIO(sample, newline="")):
            rows.append(row)  # noqa: PERF402 (what was read before a fault counts)
    except csv.Error:
        pass
    return rows
