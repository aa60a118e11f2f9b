"""Mistakes in TOML that people make: in which line, what it says, and what to write instead."""

from __future__ import annotations

import re

from ...model.phrase import SILENCE, Phrase
from .toml_lines import RULES, curly, in_line, line_of, unclosed

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


def _earlier(lines: list[str], at: int) -> int:
    """Return the line (from 1) in which the name or the table of a line stands first, 0 if it is not found."""
    text = lines[at].strip()
    if text.startswith("["):
        name = text.split("#")[0].strip()
        return next((n + 1 for n, each in enumerate(lines[:at]) if each.split("#")[0].strip() == name), 0)
    key = line_of(text).key
    for n in range(at - 1, -1, -1):
        if lines[n].lstrip().startswith("["):
            return 0
        if "=" in lines[n] and line_of(lines[n]).key == key:
            return n + 1
    return 0


def _twice(lines: list[str], at: int) -> Phrase:
    """Return what is said of a name or a table that stands twice."""
    text, first = lines[at].strip(), _earlier(lines, at)
    where = Phrase("in line {first} already", first=first) if first else Phrase("elsewhere already")
    if text.startswith("[") and not text.startswith("[["):
        name = text.strip("[]").split("]")[0]
        if name.split(".")[-1] == "interventions":
            return Phrase("write [[interventions]] in double brackets, above each intervention")
        return Phrase(
            "this table stands {where}; put its lines below that heading, and leave this one out", where=where
        )
    return Phrase("{key} stands {where}; leave one of the two lines out", key=line_of(text).key, where=where)


def _open_list(lines: list[str], at: int) -> int:
    """Return the line (from 0) in which a list begins that is still open at a line."""
    depth = 0
    for n in range(at, -1, -1):
        bare = line_of(lines[n]).outside
        depth += bare.count("[") - bare.count("]")
        if depth > 0 and "=" in bare:
            return n
    return at


def _whole(text: str) -> Phrase:
    """Return what is wrong with a text that is something else than TOML as a whole."""
    start = text.lstrip()[:200]
    if re.match(r'\{\s*("|$)', start):
        return Phrase("this is JSON; settings stand here as name = value, one a line")
    if re.match(r"---\s|%YAML", start):
        return Phrase("this is YAML; settings stand here as name = value, one a line")
    return (
        Phrase("this is a page of the web; save the file itself")
        if start.lower().startswith(("<!doc", "<html"))
        else SILENCE
    )


def explained(text: str, message: str) -> Phrase:
    """Return what is wrong with a text that is no TOML: the line, its text, and what to write instead.

    Parameters
    ----------
    text : str
        With line ends LF.
    message : str
        What ``tomllib`` says of it.
    """
    if whole := _whole(text):
        return Phrase("{whole}.", whole=whole)
    lines = text.split("\n")
    place = _PLACE.search(message)
    bare = _PLACE.sub("", message)
    ends = not place or place[1] is None
    at = len(lines) - 1 if ends or place is None else min(int(place[1]), len(lines)) - 1
    while ends and at and not lines[at].strip():
        at -= 1
    at, said = _long_text(lines) or _about_line(lines, at, bare)
    line = in_line(at + 1, lines[at])
    return (
        Phrase("{line} {problem}.", line=line, problem=said)
        if said
        else Phrase("{line} {said}.", line=line, said=message)
    )


def _long_text(lines: list[str]) -> tuple[int, Phrase] | None:
    """Return where a text over several lines begins that does not end."""
    with_marks = [n for n, line in enumerate(lines) if '"""' in line]
    if sum(lines[n].count('"""') for n in with_marks) % 2 == 0:
        return None
    return with_marks[-1], Phrase('a text in """ is not closed; write """ at its end')


def _about_line(lines: list[str], at: int, message: str) -> tuple[int, Phrase | None]:
    """Return the line (from 0) that is to blame, and what is wrong with it, None if that cannot be told."""
    if message.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Cannot redefine")):
        return at, _twice(lines, at)
    if "nclosed array" in message or "nclosed inline" in message:
        begin = _open_list(lines, at)
        inside = next((said for said in (curly(line_of(lines[begin])), unclosed(line_of(lines[begin]))) if said), None)
        return begin, inside or Phrase("a list is not closed or a comma is missing in it; write ] at its end")
    found = line_of(lines[at])
    return at, next((said for rule in RULES if (said := rule(found))), None)
