"""The text in which a filled sheet is sent back: nameless, and readable whatever a mail has made of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .columns import DEPARTMENT, LEADS, NAME, SECONDS, SHEET
from .instrument import Instrument

BEGINS, ENDS = "CRM-SURVEY", "END-SURVEY"
_SHEET = re.compile(rf"{BEGINS}(.*?){ENDS}", re.DOTALL)
_QUOTED = re.compile(r"[\r\n]+[> \t]*")
"""An end of a line, and what mails put before the next one."""
_LEFT = "-"


@dataclass(frozen=True)
class Sheet:
    """What a filled sheet says.

    Attributes
    ----------
    fields : mapping of str to str
        Department, language and so on, by name.
    ticks : tuple of str
        In the order of the questions; empty where nothing is ticked.
    """

    fields: Mapping[str, str]
    ticks: tuple[str, ...]


def sheet_text(asked: Instrument, ticks: Sequence[int], fields: Mapping[str, str]) -> str:
    """Return the text that the form yields.

    Parameters
    ----------
    asked : Instrument
    ticks : sequence of int
        In the order of the questions; 0 for none.
    fields : mapping of str to str
    """
    said = {NAME: asked.name, **fields, "answers": " ".join(str(each) if each else _LEFT for each in ticks)}
    return "\n".join([BEGINS, *(f"{name} = {value};" for name, value in said.items()), ENDS]) + "\n"


def sheets_in(text: str) -> Iterator[Sheet]:
    """Yield the sheets that stand in a text: a saved file, a mail, several mails one below the other."""
    for each in _SHEET.finditer(text):
        parts = (part.partition("=") for part in _QUOTED.sub(" ", each[1]).split(";"))
        said = {name.strip().casefold(): value.strip() for name, sign, value in parts if sign}
        if "answers" not in said:
            continue  # the form itself, which names both marks
        ticks = said.pop("answers").split()
        kept = {name: said[name] for name in (NAME, SHEET, DEPARTMENT, LEADS, "language", SECONDS) if name in said}
        yield Sheet(kept, tuple("" if tick == _LEFT else tick for tick in ticks))
