"""The ledger as a page in Markdown and as sentences, in English and German."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model.plural import counted
from ...scenarios.words.files import ENGLISH
from ..learning.boxes import Limit
from ..learning.discovery import CHANCE
from ..learning.discovery_words import limit_words
from ..learning.uncertainty_words import label
from ..words.phrases import join, number, percent
from .readings import ARTICLE, CLAIMS, TYPICAL, WIDE
from .technology_pages import technology_lines, technology_verdict
from .words import WORDS, reading, said, value

Document = Mapping[str, Any]


def row(cells: list[str]) -> str:
    """Return a row of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def verdict_of(name: str, entry: Document, lang: str) -> str:
    """Return the verdict on a claim in words."""
    words = WORDS[lang]
    if entry["rests_on"] == "ranges":
        return technology_verdict(entry, lang)
    found = entry["verdict"]
    text = counted(
        words["verdict of"].format(
            accepted=words[found["accepted"]], wide=words[found["wide"]], place=words[f"in {entry['about']}"]
        )
    )
    return str(text + words.get(f"but {entry['rests_on']}", ""))


def shares(entry: Document, lang: str) -> list[str]:
    """Return the shares in which a claim holds: article's company, typical companies, wide ranges."""
    return [percent(entry[place]["holds"], lang) for place in (ARTICLE, TYPICAL, WIDE)]


def _limits(box: Document, lang: str) -> str:
    limits = [Limit(p=0.0, **each) for each in box["limits"]]
    return str(WORDS[lang]["and"]).join(limit_words(each, lang) for each in limits)


def _box(found: Document, lang: str) -> str:
    """Return where a claim fails, or holds, in a sentence."""
    words = WORDS[lang]
    if found["state"] not in ("found", "chance"):
        return str(words[found["state"]])
    box = found["boxes"][0]
    check = box["check"]
    if found["state"] == "chance" or (check and check["p"] >= CHANCE / len(CLAIMS)):  # one box for each claim
        return str(words["chance box"])
    checked = words["not checked"]
    if check and check["density"] is not None:
        checked = counted(
            words["checked"].format(coverage=percent(check["coverage"], lang), density=percent(check["density"], lang))
        )
    return str(counted(words[f"box {found['box_of']}"].format(
        limits=_limits(box, lang), coverage=percent(box["coverage"], lang), density=percent(box["density"], lang),
        checked=checked,
    )))  # fmt: skip


def region_sentences(found: Document, lang: str) -> list[str]:
    """Return the region of a claim in sentences."""
    words, points = WORDS[lang], number(found["points"], lang)
    if found["share"] in (0.0, 1.0):
        return [counted(words["everywhere" if found["share"] else "never"].format(points=points))]
    sentences = [counted(words["share"].format(share=percent(found["share"], lang, 1), points=points))]
    for key, number_of in (("moving", "coefficient"), ("separating", "separation")):
        named = [f"{label(each['name'], lang)} ({_signed(each[number_of], key, lang)})" for each in found[key]]
        sentences.append(counted(words[key].format(list=join(named, lang))) if named else words[f"not {key}"])
    sentences.append(_box(found, lang))
    return [each for each in sentences if each]


def _signed(value: float, key: str, lang: str) -> str:
    return number(value, lang, 2, sign=key == "moving")


def _readings(entry: Document, lang: str) -> list[str]:
    """Return the table of a claim's readings, and of the shares in which it holds."""
    words = WORDS[lang]
    places = (ARTICLE, TYPICAL, WIDE)
    lines = [row([words["reading"], words["chance"], *(words[place] for place in places)]), "|---|---|---|---|---|"]
    for k, each in enumerate(entry["readings"]):
        chance = entry["chance"]["readings"][k]
        texts = {key: value(chance[key], each["unit"], lang) for key in ("mean", "low", "high")}
        cells = [counted(words["range"].format(middle=texts["mean"], low=texts["low"], high=texts["high"]))]
        for place in places:
            found = entry[place]["readings"][k]
            numbers = {key: value(found[key], each["unit"], lang) for key in ("median", "low", "high")}
            cells.append(
                counted(words["range"].format(middle=numbers["median"], low=numbers["low"], high=numbers["high"]))
            )
        lines.append(row([reading(each["name"], lang), *cells]))
    held = [
        counted(words["of"].format(**{
            key: percent(entry[place][{"share": "holds"}.get(key, key)], lang) for key in ("share", "low", "high")
        }))
        for place in places
    ]  # fmt: skip
    return [*lines, row([f"**{words['holds']}**", "", *held])]


def section(name: str, entry: Document, document: Document, lang: str) -> list[str]:
    """Return all that is said about one claim."""
    words = WORDS[lang]
    lines = [f"### {said(name, 'statement', lang)}", "", f"*{words[entry['rests_on']]}* · `{name}`", ""]
    for heading, key in (
        ("represented", "represented"),
        ("put_in", "put_in"),
        ("emerging", "emerges"),
        ("test", "test"),
    ):
        lines.append(f"- **{words[heading]}.** {said(name, key, lang)}")
    lines += [f"- **{words['verdict']}.** {_sentence(verdict_of(name, entry, lang))}", ""]
    if entry["rests_on"] == "ranges":
        figure = picture("technology_share", words["technology figure"], lang)
        return [*lines, figure, "", *technology_lines(entry, document, lang)]
    return [
        *lines,
        *_readings(entry, lang),
        "",
        f"**{words['region']}.** " + " ".join(region_sentences(entry["region"], lang)),
    ]


def picture(name: str, title: str, lang: str) -> str:
    """Return the reference to a picture of the documentation."""
    return f"![{title}](images/{name}{'' if lang == ENGLISH else f'.{lang}'}.png)"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."


def as_markdown(document: Document, lang: str) -> str:
    """Return the ledger as the page of the documentation."""
    words, effort = WORDS[lang], document["effort"]
    where = counted(words["where"].format(
        sets=document["parameter_sets"], ensemble=document["ensemble"], many=effort["many"],
        companies=number(effort["companies"], lang), points=number(effort["points"], lang),
    ))  # fmt: skip
    lines = [
        f"# {words['title']}",
        "",
        f"{words['made']} {words['other']}",
        "",
        words["intro"],
        "",
        where,
        "",
        words["labels"],
    ]
    lines += ["", words["cost"], "", f"## {words['summary']}", "", picture("claims", words["figure"], lang), ""]
    heads = [words[key] for key in ("claim", "label", "article", "typical", "wide", "verdict")]
    lines += [row(heads), "|---|---|--:|--:|--:|---|"]
    for name, entry in document["claims"].items():
        held = ["–"] * 3 if entry["rests_on"] == "ranges" else shares(entry, lang)
        lines.append(
            row([said(name, "statement", lang), words[entry["rests_on"]], *held, verdict_of(name, entry, lang)])
        )
    for name, entry in document["claims"].items():
        lines += ["", *section(name, entry, document, lang)]
    settings = counted(words["settings"].format(
        version=document["version"], made=document["made"], seed=effort["seed"], repeats=effort["repeats"],
        base=number(effort["base_points"], lang), engine=document["engine"][:12],
    ))  # fmt: skip
    return (
        "\n".join([*lines, "", settings, "", words["again"], "", "```text", "crm-adoption claims --out FOLDER", "```"])
        + "\n"
    )
