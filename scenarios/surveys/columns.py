"""Which column of a table of answers is which question, whatever tool has written its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ..reading.keys import plain
from .instrument import LANGUAGES, Instrument, Item

DEPARTMENT, LEADS, SHEET, SECONDS = "department", "leads", "sheet", "seconds"
NAME = "questionnaire"
OWN = (NAME, SHEET, DEPARTMENT, LEADS, "language", SECONDS)
"""Columns of our own templates before the questions."""
_SAME: Mapping[str, tuple[str, ...]] = {
    DEPARTMENT: ("department", "abteilung", "bereich", "service", "team"),
    LEADS: ("leads", "leitet", "leitung", "head", "führungskraft"),
    SHEET: ("sheet",),
    NAME: ("questionnaire",),
    "language": ("language", "start language", "startlanguage", "sprache"),
    SECONDS: ("seconds", "interviewtime", "total time", "gesamtzeit"),
    "begun": ("start time", "startzeit", "startdate", "date started", "datum gestartet", "beginn"),
    "ended": (
        "completion time", "fertigstellungszeit", "submitdate", "date submitted", "datestamp", "timestamp",
        "zeitstempel", "datum abgeschickt",
    ),
}  # fmt: skip
"""Headings of what is asked or kept besides the questions: ours, Microsoft Forms', Google Forms', LimeSurvey's."""
_PERSONAL = (
    "email", "email address", "e-mail-adresse", "name", "username", "nutzername", "ipaddr", "ip address", "ip-adresse",
    "token", "zugangscode", "firstname", "lastname", "first name", "last name", "vorname", "nachname",
)  # fmt: skip
_TECHNICAL = (
    "id", "response id", "antwort id", "lastpage", "last page", "letzte seite", "seed", "refurl", "referrer url",
    "last modified time", "uhrzeit der letzten änderung", "total points", "quiz feedback",
)  # fmt: skip
_BRACKET = re.compile(r"\[([^\[\]]+)\]\s*$")
_CODED = re.compile(r"^([\w\[\]]+)[.:]\s")
"""A code before the text of a question, as in ``work[usefulhelps]. The CRM ...``."""
_SHORTENED = re.compile(r"\s*(\.\.+|…)$")
_LEAST = 12
"""Letters of a heading that was cut off, from which on it may be told by its beginning."""


@dataclass(frozen=True)
class Columns:
    """Which headings of a table are what.

    Attributes
    ----------
    items : mapping of int to tuple of str
        Headings by the number of the question; several where languages stand side by side.
    others : mapping of str to tuple of str
        Headings of what is asked besides, by what they are.
    personal : tuple of str
        Headings that tell who somebody is; they are never read.
    unknown : tuple of str
        Headings that are none of these.
    languages : tuple of str
        In which languages questions are written, where they are.
    """

    items: Mapping[int, tuple[str, ...]]
    others: Mapping[str, tuple[str, ...]]
    personal: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    languages: tuple[str, ...] = field(default=())


@cache
def _kinds() -> Mapping[str, str]:
    return {plain(name): kind for kind, names in _SAME.items() for name in names}


@cache
def _known(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, names))


def known_headings(asked: Instrument) -> list[str]:
    """Return headings that may be expected, by which the heading's row is found below rows of titles."""
    texts = [each.text(lang) for each in asked.items for lang in LANGUAGES]
    return [*OWN, *(each.name for each in asked.items), *texts, *(name for names in _SAME.values() for name in names)]


def columns_of(headings: Sequence[str], asked: Instrument) -> Columns:
    """Return what the columns below some headings are.

    Parameters
    ----------
    headings : sequence of str
    asked : Instrument
        What was asked.
    """
    items: dict[int, list[str]] = {}
    others: dict[str, list[str]] = {}
    personal, unknown, spoken = [], [], set()
    for heading in headings:
        number, lang = _item(heading, asked)
        if number is not None:
            items.setdefault(number, []).append(heading)
            spoken.add(lang)
        elif kind := _other(heading, asked):
            others.setdefault(kind, []).append(heading)
        elif plain(heading) in _known(_PERSONAL):
            personal.append(heading)
        elif plain(heading) not in _known(_TECHNICAL) and not _is_timing(heading):
            unknown.append(heading)
    return Columns(
        {number: tuple(each) for number, each in items.items()}, {kind: tuple(each) for kind, each in others.items()},
        tuple(personal), tuple(unknown), tuple(each for each in LANGUAGES if each in spoken),
    )  # fmt: skip


def _is_timing(heading: str) -> bool:
    """Return whether a column tells how long somebody took over a question: it counts for nothing here."""
    return bool(re.match(r"(group|question|gruppen|fragen)?\s*(time|zeit)\b|grouptime\d+", heading.casefold()))


def _item(heading: str, asked: Instrument) -> tuple[int | None, str]:
    """Return the number of the question that a heading is of, and the language of its text ("" for a code)."""
    for code in _codes(heading):
        for number, each in enumerate(asked.items):
            if code == plain(each.name):
                return number, ""
    found = list(_by_text(heading, asked))
    return found[0] if len({number for number, _ in found}) == 1 else (None, "")


def _codes(heading: str) -> Iterator[str]:
    """Yield what may be the code of a question in a heading, as tools write it."""
    yield plain(heading)
    before = _CODED.match(heading)
    for part in (heading, before[1] if before else ""):
        if inside := _BRACKET.search(part):
            yield plain(inside[1])
        yield plain(part)
        yield plain(part.partition("_")[2])
        yield re.sub(r"^\d+x\d+x\d+[a-z]*?(?=[a-z])", "", plain(part))


def _by_text(heading: str, asked: Instrument) -> Iterator[tuple[int, str]]:
    """Yield the questions of which a heading has the text: the whole of it, or its beginning where it was cut off."""
    spelt = plain(heading)
    begun = plain(_SHORTENED.sub("", heading)) if _SHORTENED.search(heading) else ""
    for number, each in enumerate(asked.items):
        for lang in LANGUAGES:
            text = _spelt(each, lang)
            if text in spelt or (len(begun) >= _LEAST and text.startswith(begun)):
                yield number, lang


def _spelt(item: Item, lang: str) -> str:
    return plain(item.text(lang))


def _other(heading: str, asked: Instrument) -> str:
    """Return what a column besides the questions is, "" for nothing that is known."""
    spelt = plain(heading)
    for what in (DEPARTMENT, LEADS):
        if any(plain(asked.asked(what, lang)) in spelt for lang in LANGUAGES):
            return what
    return _kinds().get(spelt, "") or next((_kinds()[code] for code in _codes(heading) if code in _kinds()), "")
