"""The files of the catalogue: one folder per language, one file per room, each read once, when it is needed.

A language is its folder. A room is in it whole or not at all: what a language does not have of a room at all is said in
English; a single word that is missing is a mistake, which a test finds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
ENGLISH = "en"
"""The language of declarations, of errors, and of what another language does not have."""
LANGUAGE = "language"
"""The file of a language that says how it is written, and for which rooms it stands."""
MISTAKES = "errors"
"""The folder of a language with what is said of mistakes, again a file per room: that of the code that finds them."""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are, English first."""
    found = sorted(path.parent.name for path in FOLDER.glob(f"*/{LANGUAGE}.toml"))
    return (ENGLISH, *(each for each in found if each != ENGLISH))


@cache
def room(name: str, lang: str) -> Mapping[str, Any] | None:
    """Return all words of a room in a language, None where the language does not have the room."""
    file = FOLDER / lang / f"{name}.toml"
    return _read(file, lang) if file.is_file() else None


@cache
def mistakes(lang: str) -> Mapping[str, str]:
    """Return what a language says of mistakes, by the English sentence; English stands in the code."""
    return {
        english: said
        for file in sorted((FOLDER / lang / MISTAKES).glob("*.toml"))
        for english, said in _read(file, lang).items()
    }


def _read(file: Path, lang: str) -> Mapping[str, Any]:
    found = tomllib.loads(file.read_text("utf-8"))
    rules = found if file.stem == LANGUAGE else room(LANGUAGE, lang) or {}
    for each in rules.get("typography", ()):
        found = _set(found, re.compile(each["find"]), each["put"])
    return found


def _set(value: Any, find: re.Pattern[str], put: str) -> Any:
    """Return words as a language sets them, with spaces that do not break where it wants them."""
    if isinstance(value, dict):
        return {key: each if key == "typography" else _set(each, find, put) for key, each in value.items()}
    if isinstance(value, list):
        return [_set(each, find, put) for each in value]
    return find.sub(put, value) if isinstance(value, str) else value


def spoken(*rooms: str) -> tuple[str, ...]:
    """Return the languages that have all of some rooms."""
    return tuple(lang for lang in languages() if all((FOLDER / lang / f"{each}.toml").is_file() for each in rooms))
