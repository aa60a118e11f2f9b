"""Technology's share in words and tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...scenarios.words.declared import called
from ...scenarios.words.numbers import inside
from ..learning.uncertainty_words import label
from ..words.phrases import find, join, number, percent
from .technology_share import AGAINST, GROUPS, ORGANISATION
from .words import say

Document = Mapping[str, Any]
_WIDTH = {"narrow": "narrow", "declared": "declared", "wide": "wide range"}


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _interval(found: Document, lang: str) -> str:
    texts = {key: percent(found[key], lang) for key in ("value", "low", "high")}
    return say("range", lang, middle=texts["value"], low=texts["low"], high=texts["high"])


def _last(outcome: Document) -> Document:
    found: Document = outcome["by_base_points"][-1]
    return found


def technology_verdict(entry: Document, lang: str) -> str:
    """Return the range of technology's share against organisation, over the widths and outcomes."""
    found = [
        _last(outcome)["technology_against"]["organisation"]["value"]
        for width in entry["widths"].values()
        for outcome in width["outcomes"]
    ]
    ends = {"low": percent(min(found), lang), "high": percent(max(found), lang)}
    return say("but ranges", lang, **ends)


def width_words(name: str, width: Document, lang: str) -> str:
    """Return a width of the technology's range with its limits."""
    limits = width["ranges"]["technology"]
    works = "–".join(number(each, lang, 1) for each in limits["technology"])
    less = percent(limits["usability"][1], lang)
    return say("of technology", lang, width=say(_WIDTH[name], lang), technology=works, less=less)


def technology_sentences(entry: Document, lang: str) -> list[str]:
    """Return technology's share of real use at each width, in sentences."""
    said = []
    for name, width in entry["widths"].items():
        outcome = width["outcomes"][0]
        share = _last(outcome)["technology_against"]["organisation"]
        texts = {key: percent(share[key], lang) for key in ("low", "high")}
        measured = called(find(outcome["outcome"]), lang)
        said.append(say("ratio", lang,
            width=say(f"with {name}", lang), share=percent(share["value"], lang),
            outcome=inside(measured, lang), **texts,
        ))  # fmt: skip
    return [*said, say("not confirmed", lang)]


def technology_lines(entry: Document, document: Document, lang: str) -> list[str]:
    """Return the tables of the indices, and of how they settle."""
    names = join(
        [label(f"levers.{name}", lang) for name in ORGANISATION] + [label("organisation.completeness", lang)], lang
    )
    about = say("organisation range", lang, names=names, sets=document["parameter_sets"])
    heads = [
        say("width", lang),
        say("outcome", lang),
        *(say("luck" if name == "chance" else name, lang) for name in GROUPS),
    ]
    heads += [say("against", lang), say("against both", lang)]
    lines = [about, "", say("total", lang), "", _row(heads), "|---|---|" + "--:|" * (len(heads) - 2)]
    settling = [
        _row([say("width", lang), say("outcome", lang), *_base_points(entry, lang)]),
        "|---|---|--:|--:|--:|",
    ]
    for name, width in entry["widths"].items():
        for outcome in width["outcomes"]:
            first = [width_words(name, width, lang), explained(outcome, lang)]
            found = _last(outcome)
            cells = [_interval(found["total"][group], lang) for group in GROUPS]
            cells += [_interval(found["technology_against"][other], lang) for other in AGAINST]
            lines.append(_row([*first, *cells]))
            stages = [each["technology_against"]["organisation"] for each in outcome["by_base_points"]]
            settling.append(_row([say(_WIDTH[name], lang), first[1], *(_interval(each, lang) for each in stages)]))
    return [*lines, "", say("convergence", lang) + ":", "", *settling, "", " ".join(technology_sentences(entry, lang))]


def explained(outcome: Document, lang: str) -> str:
    """Return what is explained, with its month."""
    return say("in month", lang, outcome=called(find(outcome["outcome"]), lang), month=outcome["month"])


def _base_points(entry: Document, lang: str) -> list[str]:
    width: Document = next(iter(entry["widths"].values()))
    return [
        f"{say('base', lang)}: {number(each['base_points'], lang)}" for each in width["outcomes"][0]["by_base_points"]
    ]
