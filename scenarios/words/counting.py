"""One of a thing is said in the singular: "1 month", not "1 months". What counts as one is each language's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from .cldr import locale
from .files import LANGUAGE, room

_GAP = "[ \u00a0\u202f]"


@dataclass(frozen=True)
class Rules:
    """How a language counts, as its file says.

    Attributes
    ----------
    counts : pattern
        A number alone (no end of a range, no signed one), what may stand between, and what is counted.
    verb : pattern
        The verb after it.
    singular, verbs : mapping
        Nouns and verbs in the plural, and in the singular.
    mended : tuple of (pattern, str)
        What else changes beside one of a thing, and into what.
    """

    counts: re.Pattern[str]
    verb: re.Pattern[str]
    singular: Mapping[str, str]
    verbs: Mapping[str, str]
    mended: tuple[tuple[re.Pattern[str], str], ...]


def _any(words: Mapping[str, str] | list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def rules(lang: str) -> Rules:
    """Return how a language counts."""
    found = (room(LANGUAGE, lang) or {})["counting"]
    nouns, verbs = found["nouns"], found["verbs"]
    ends = "".join(f"(?<!{each} )" for each in found["to"])
    between = "|".join(found["between"])
    counts = (
        rf"(?<![\w.,−+…/'’\u202f-]){ends}(?<!… )(\d+(?:,\d+)?)({_GAP}(?:(?:{between}){_GAP}){{0,2}})({_any(nouns)})"
    )
    return Rules(
        re.compile(rf"{counts}(?![\w-])"),
        re.compile(rf"^{_GAP}({_any(verbs)})(?!\w)"),
        nouns,
        verbs,
        tuple((re.compile(each["find"]), each["put"]) for each in found.get("mend", ())),
    )


@lru_cache(maxsize=1000)
def is_one(amount: str, lang: str) -> bool:
    """Return whether a number is said with the singular: 1 in English and German, 0 and 1.5 too in French."""
    return bool(locale(lang).plural_form(Decimal(amount.replace(",", "."))) == "one")


def counted(text: str, lang: str = "en") -> str:
    """Return a text in which one of a thing stands in the singular; everything else stays as it is.

    Examples
    --------
    >>> counted("covers 1 months, 11 months and 1 pairs; 2.1 points", "en")
    'covers 1 month, 11 months and 1 pair; 2.1 points'
    >>> counted("in 1 Monaten", "de")
    'in 1 Monat'
    """
    if "1" not in text and "0" not in text:
        return text
    own = rules(lang)
    done, rest = "", text
    while found := own.counts.search(rest):
        one = is_one(found[1], lang)
        done += rest[: found.start(3)] + (own.singular[found[3]] if one else found[3])
        rest = rest[found.end() :]
        if one and (verb := own.verb.match(rest)):
            done, rest = done + verb[0].replace(verb[1], own.verbs[verb[1]]), rest[verb.end() :]
    whole = done + rest
    for pattern, put in own.mended:
        whole = pattern.sub(put, whole)
    return whole
