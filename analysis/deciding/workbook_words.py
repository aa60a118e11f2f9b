"""Words of a decision's workbook."""

from __future__ import annotations

from collections.abc import Mapping

from ...scenarios.words.catalogue import Words
from ...scenarios.words.months import told

_SHEETS = Words("deciding.workbook.sheets")
_HEADS = Words("deciding.workbook.heads")


def sheet_name(name: str, lang: str) -> str:
    """Return the name of a sheet."""
    return _SHEETS(name, lang)


def heads(name: str, lang: str, words: Mapping[str, str]) -> list[str]:
    """Return the headings of a sheet, with their blanks filled in."""
    return [told(each.format(**words), lang) for each in _HEADS.several(name, lang)]
