"""Titles, subtitles and notes of the figures of the checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...scenarios.words.catalogue import Words
from ..words.phrases import number, percent
from .check_words import SOURCES

if TYPE_CHECKING:
    from .checks import Check

say = Words("validation.chart")
_EMPLOYER = Words("validation.chart.employer")
_FINDINGS = Words("validation.chart.findings")


def of_figure(key: str, lang: str) -> Mapping[str, str]:
    """Return the words of a figure, which are its own."""
    return say.of(key).all(lang)


def legend(lang: str, seen: str, model: str, rival: str, *, band: bool = False) -> list[tuple[str, str]]:
    """Return the words of a figure with curves, and their colours."""
    words = say.several("legend", lang)
    return [(words[0], seen), (f"{words[1]} {words[3]}" if band else words[1], model), (words[2], rival)]


def employer(name: str, place: int, people: int, lang: str) -> str:
    """Return an employer's name in words; the data have codes only."""
    kind = name if name in ("FREE", "SMALL") else ("" if name else "many")
    return _EMPLOYER(kind, lang, place=place, people=number(people, lang))


def source(check: Check, lang: str) -> str:
    """Return where the data come from."""
    return say("source", lang, source=SOURCES(check.name, lang))


def finding(check: Check, key: str, lang: str) -> str:
    """Return what a figure shows, from its numbers: its title."""
    record = check.record
    numbers: dict[str, str] = {}
    if key == "curves":
        fits = {"gate": "closes_bug", "mandate": "change_id"}
        numbers |= {kind: number(100.0 * record["practices"][name]["rmse"], lang, 1) for kind, name in fits.items()}
    elif key == "employers":
        held = record["practices"]["closes_bug"]["employers"]
        key = "employers" if held["lead"] > -1.96 * held["lead_error"] else "employers_behind"
    elif key == "practices":
        village = {name: record[name]["village"] for name in ("survey", "model", "without_village_differences")}
        numbers = {"seen": number(village["survey"], lang, 2), "with": number(village["model"][1], lang, 2),
                   "without": number(village["without_village_differences"][1], lang, 2)}  # fmt: skip
    elif key == "no_influence":
        two = next(each["found"] for each in record["simulated"] if each["influence"] == 2.0)
        numbers["two"] = percent(two, lang)
    return _FINDINGS(key, lang, **numbers)
