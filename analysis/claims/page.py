"""The ledger as a page in Markdown and as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...scenarios.words.files import ENGLISH
from ..learning.boxes import Limit
from ..learning.discovery import CHANCE
from ..learning.discovery_words import limit_words
from ..learning.uncertainty_words import label
from ..words.phrases import join, number, percent
from .readings import ARTICLE, CLAIMS, TYPICAL, WIDE
from .technology_pages import technology_lines, technology_verdict
from .words import reading, said, say, value

Document = Mapping[str, Any]


def row(cells: list[str]) -> str:
    """Return a row of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def verdict_of(name: str, entry: Document, lang: str) -> str:
    """Return the verdict on a claim in words."""
    if entry["rests_on"] == "ranges":
        return technology_verdict(entry, lang)
    found = entry["verdict"]
    text = say(
        "verdict of",
        lang,
        accepted=say(found["accepted"], lang),
        wide=say(found["wide"], lang),
        place=say(f"in {entry['about']}", lang),
    )
    but = f"but {entry['rests_on']}"
    return text + (say(but, lang) if but in say else "")


def shares(entry: Document, lang: str) -> list[str]:
    """Return the shares in which a claim holds: article's company, typical companies, wide ranges."""
    return [percent(entry[place]["holds"], lang) for place in (ARTICLE, TYPICAL, WIDE)]


def _limits(box: Document, lang: str) -> str:
    limits = [Limit(p=0.0, **each) for each in box["limits"]]
    return say("and", lang).join(limit_words(each, lang) for each in limits)


def _box(found: Document, lang: str) -> str:
    """Return where a claim fails, or holds, in a sentence."""
    if found["state"] not in ("found", "chance"):
        return say(found["state"], lang)
    box = found["boxes"][0]
    check = box["check"]
    if found["state"] == "chance" or (check and check["p"] >= CHANCE / len(CLAIMS)):  # one box for each claim
        return say("chance box", lang)
    checked = say("not checked", lang)
    if check and check["density"] is not None:
        checked = say(
            "checked", lang, coverage=percent(check["coverage"], lang), density=percent(check["density"], lang)
        )
    return str(say(f"box {found['box_of']}", lang,
        limits=_limits(box, lang), coverage=percent(box["coverage"], lang), density=percent(box["density"], lang),
        checked=checked,
    ))  # fmt: skip


def region_sentences(found: Document, lang: str) -> list[str]:
    """Return the region of a claim in sentences."""
    points = number(found["points"], lang)
    if found["share"] in (0.0, 1.0):
        return [say("everywhere" if found["share"] else "never", lang, points=points)]
    sentences = [say("share", lang, share=percent(found["share"], lang, 1), points=points)]
    for key, number_of in (("moving", "coefficient"), ("separating", "separation")):
        named = [f"{label(each['name'], lang)} ({_signed(each[number_of], key, lang)})" for each in found[key]]
        sentences.append(say(key, lang, list=join(named, lang)) if named else say(f"not {key}", lang))
    sentences.append(_box(found, lang))
    return [each for each in sentences if each]


def _signed(value: float, key: str, lang: str) -> str:
    return number(value, lang, 2, sign=key == "moving")


def _readings(entry: Document, lang: str) -> list[str]:
    """Return the table of a claim's readings, and of the shares in which it holds."""
    places = (ARTICLE, TYPICAL, WIDE)
    lines = [
        row([say("reading", lang), say("chance", lang), *(say(place, lang) for place in places)]),
        "|---|---|---|---|---|",
    ]
    for k, each in enumerate(entry["readings"]):
        chance = entry["chance"]["readings"][k]
        texts = {key: value(chance[key], each["unit"], lang) for key in ("mean", "low", "high")}
        cells = [say("range", lang, middle=texts["mean"], low=texts["low"], high=texts["high"])]
        for place in places:
            found = entry[place]["readings"][k]
            numbers = {key: value(found[key], each["unit"], lang) for key in ("median", "low", "high")}
            cells.append(say("range", lang, middle=numbers["median"], low=numbers["low"], high=numbers["high"]))
        lines.append(row([reading(each["name"], lang), *cells]))
    held = [
        say("of", lang, **{
            key: percent(entry[place][{"share": "holds"}.get(key, key)], lang) for key in ("share", "low", "high")
        })
        for place in places
    ]  # fmt: skip
    return [*lines, row([f"**{say('holds', lang)}**", "", *held])]


def section(name: str, entry: Document, document: Document, lang: str, experiments: str = "") -> list[str]:
    """Return all that is said about one claim; ``experiments`` is what field experiments say of it."""
    lines = [f"### {said(name, 'statement', lang)}", "", f"*{say(entry['rests_on'], lang)}* · `{name}`", ""]
    for heading, key in (
        ("represented", "represented"),
        ("put_in", "put_in"),
        ("emerging", "emerges"),
        ("test", "test"),
    ):
        lines.append(f"- **{say(heading, lang)}.** {said(name, key, lang)}")
    lines.append(f"- **{say('verdict', lang)}.** {_sentence(verdict_of(name, entry, lang))}")
    if experiments:
        lines.append(f"- **{say('experiments', lang)}.** {experiments}")
    lines.append("")
    if entry["rests_on"] == "ranges":
        figure = picture("technology_share", say("technology figure", lang), lang)
        return [*lines, figure, "", *technology_lines(entry, document, lang)]
    return [
        *lines,
        *_readings(entry, lang),
        "",
        f"**{say('region', lang)}.** " + " ".join(region_sentences(entry["region"], lang)),
    ]


def picture(name: str, title: str, lang: str) -> str:
    """Return the reference to a picture of the documentation."""
    return f"![{title}](images/{name}{'' if lang == ENGLISH else f'.{lang}'}.png)"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."


def as_markdown(document: Document, lang: str, experiments: Mapping[str, str] | None = None) -> str:
    """Return the ledger as the page of the documentation.

    Parameters
    ----------
    document : mapping
        The ledger.
    lang : {"en", "de"}
    experiments : mapping, optional
        By claim what field experiments say of it (`crm_adoption.analysis.benchmarking.touched.quotes`).

    Returns
    -------
    str
    """
    effort = document["effort"]
    where = say("where", lang,
        sets=document["parameter_sets"], ensemble=document["ensemble"], many=effort["many"],
        companies=number(effort["companies"], lang), points=number(effort["points"], lang),
    )  # fmt: skip
    lines = [
        f"# {say('title', lang)}",
        "",
        f"{say('made', lang)} {say('other', lang)}",
        "",
        say("intro", lang),
        "",
        where,
        "",
        say("labels", lang),
    ]
    lines += [
        "",
        say("cost", lang),
        "",
        f"## {say('summary', lang)}",
        "",
        picture("claims", say("figure", lang), lang),
        "",
    ]
    heads = [say(key, lang) for key in ("claim", "label", "article", "typical", "wide", "verdict")]
    lines += [row(heads), "|---|---|--:|--:|--:|---|"]
    for name, entry in document["claims"].items():
        held = ["–"] * 3 if entry["rests_on"] == "ranges" else shares(entry, lang)
        lines.append(
            row([said(name, "statement", lang), say(entry["rests_on"], lang), *held, verdict_of(name, entry, lang)])
        )
    for name, entry in document["claims"].items():
        lines += ["", *section(name, entry, document, lang, (experiments or {}).get(name, ""))]
    settings = say("settings", lang,
        version=document["version"], made=document["made"], seed=effort["seed"], repeats=effort["repeats"],
        base=number(effort["base_points"], lang), engine=document["engine"][:12],
    )  # fmt: skip
    return (
        "\n".join(
            [*lines, "", settings, "", say("again", lang), "", "```text", "crm-adoption claims --out FOLDER", "```"]
        )
        + "\n"
    )
