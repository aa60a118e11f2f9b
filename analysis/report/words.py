"""Words of documents, and dates as people write them."""

from __future__ import annotations

from datetime import datetime

from ...scenarios.words.catalogue import Words

# English, German.
say = Words("report.words")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def date(moment: datetime, lang: str) -> str:
    """Return a day as people write it: 25 November 2026 in English, 25.11.2026 in German."""
    return f"{moment:%d.%m.%Y}" if lang == "de" else f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
