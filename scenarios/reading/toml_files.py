"""Files of settings in TOML: read whole, and refused with the line, its text and what to write instead."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from ...model.errors import InputError
from ...model.phrase import Phrase
from .encodings import decoded
from .file_reading import MOST_TEXT, read_bytes, read_text
from .toml_lines import in_line
from .toml_mistakes import explained

_GROUPED = re.compile(
    r"^[ \t]*(?P<key>[\w.-]+)[ \t]*=[ \t]*(?P<value>[1-9][0-9]{0,2}\.[0-9]{2}0)[ \t]*(?:#.*)?$", re.MULTILINE
)
"""A number with a point before three digits, the last of them 0: nobody, and no program, writes a fraction so."""
MONEY = ("budget", "one_off", "monthly", "total", "per_head", "per_department", "people", "seats")
"""Fields whose numbers may be thousands."""


def parsed(text: str) -> dict[str, Any]:
    """Return the table of a TOML text.

    Raises
    ------
    InputError
        For a text that is not TOML, or in which a number has points between its thousands.
    """
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        before = text.split("\r")[0].split("\n")
        raise InputError(
            "this is not valid TOML: {line} the line ends with CR alone, as old Macs wrote it; save the file with line "
            "ends LF or CRLF.",
            line=in_line(len(before), before[-1]),
        )
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("this is not valid TOML: {problem}", problem=explained(text, str(error))) from None
    except (ValueError, RecursionError):
        raise InputError("this is not valid TOML: a number is too long or lists are nested too deeply.") from None
    _check_thousands(text)
    return found


def _check_thousands(text: str) -> None:
    """Refuse an amount such as 90.000: it would be read as 90."""
    for each in _GROUPED.finditer(text):
        if each["key"].rpartition(".")[2] not in MONEY:
            continue
        line = text.count("\n", 0, each.start()) + 1
        whole, short = each["value"].replace(".", ""), str(float(each["value"]))
        problem = (
            "{line} a point is the decimal sign in TOML, so this would be {short}; write {whole} (or {grouped}), or "
            "{short} if that is meant."
        )
        grouped = f"{int(whole):_}"
        place = in_line(line, each[0])
        raise InputError(problem, field=each["key"], line=place, short=short, whole=whole, grouped=grouped)


def read_toml(path: Path, kind: Phrase, *, any_encoding: bool = False) -> dict[str, Any]:
    """Return the table of a TOML file.

    Parameters
    ----------
    path : Path
    kind : Phrase
        What it is, for messages, for example ``Phrase("scenario file")``.
    any_encoding : bool
        Whether other encodings than UTF-8 are read too, as of tables from spreadsheets.

    Raises
    ------
    InputError
        With the file, the line, its text and what to write instead.
    """
    try:
        text = decoded(read_bytes(path, kind, MOST_TEXT), kind) if any_encoding else read_text(path, kind)
        return parsed(text.removeprefix("\ufeff"))
    except InputError as error:
        raise error.within(file=str(path)) from None
