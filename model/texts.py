"""Texts of the user's, safe to show: no terminal, picture, page or table gets a character that steers it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from .display import displayable
from .errors import InputError
from .written import said

MOST_NAME, MOST_LABEL, MOST_TITLE, MOST_DESCRIPTION = 300, 300, 1_000, 20_000
"""Characters that the texts of a scenario may have."""


def in_language(record: Any, what: str, lang: str) -> Any:
    """Return what stands by a record as ``label_en`` and ``label_de``: in English where the language has none."""
    return getattr(record, f"{what}_{lang}", getattr(record, f"{what}_en"))


def keep_names(record: Any, *fields: str) -> None:
    """Refuse names by which things are looked up (departments, features) if they cannot be read as they stand.

    Raises
    ------
    InputError
        For a name with a character that cannot be seen, or one that is too long.
    """
    for field in fields:
        name = getattr(record, field)
        if not isinstance(name, str):
            continue
        _check_length(name, MOST_NAME, field)
        if name != displayable(name):
            unseen = next(sign for sign in name if displayable(sign) != sign)
            known = unicodedata.name(unseen, f"U+{ord(unseen):04X}").lower()
            problem = "the name {name} has a character that cannot be seen ({known}); write it again without."
            raise InputError(problem, field=field, name=said(name), known=known)


def keep_words(record: Any, lengths: Mapping[str, int]) -> None:
    """Keep the words of a frozen record as they may be shown: what steers a screen is taken out.

    Raises
    ------
    InputError
        For a text that is longer than its field allows.
    """
    for field, most in lengths.items():
        words = getattr(record, field)
        if isinstance(words, str):
            _check_length(words, most, field)
            object.__setattr__(record, field, displayable(words, lines=most == MOST_DESCRIPTION))


def _check_length(text: str, most: int, field: str) -> None:
    if len(text) > most:
        problem = "this text has {count:,} characters ({text}); at most {most:,} are allowed."
        raise InputError(problem, field=field, count=len(text), text=said(text), most=most)
