"""The benchmark as a page in Markdown, as rows of a table, and in one sentence."""

from __future__ import annotations

import math

from ...scenarios.words.files import ENGLISH
from ..words.phrases import number
from .document import Document, main_set, only_signs, rows, tallied
from .experiments import HOURS, POINTS
from .judging import NOTHING
from .words import DESIGNS, SEEN, TOPICS, direction, effect_words, of, say, se_source, set_name, unit

FAR = 20.0
"""Standard errors beyond which a distance is not told exactly."""


def row(cells: list[str]) -> str:
    """Return a row of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def hit_rate(document: Document, lang: str) -> str:
    """Return how often what the model foretold was found, in a sentence."""
    name = main_set(document)
    found = tallied(document, name)
    studies = {each["study"] for each in document["experiments"]}
    return say(
        "hit rate", lang, set=set_name(name, lang), studies=len(studies), signs=found.signs, results=found.results,
        inside=found.inside, sized=found.sized, rank=number(_known(found.rank), lang, 2),
    )  # fmt: skip


def lead(document: Document, lang: str) -> str:
    """Return the sentence with which the page on validation begins."""
    return say("lead", lang, rate=hit_rate(document, lang))


def in_short(document: Document, lang: str) -> str:
    """Return the sentence of the start page."""
    return say("readme", lang, rate=hit_rate(document, lang).rstrip("."))


def _known(value: float | None) -> float:
    return float("nan") if value is None else value


def observed_words(entry: Document, lang: str) -> str:
    """Return what was observed, with its 95 % interval where there is one."""
    if only_signs(entry):
        return direction(entry["observed"], lang)
    text = effect_words(entry["observed"], entry["measure"], lang)
    if entry["interval"] is None:
        return text
    low, high = (number(each, lang, 1, sign=True) for each in entry["interval"])
    return say("with interval", lang, value=text, low=low, high=high)


def foretold_words(found: Document, lang: str) -> str:
    """Return what was foretold, with its 90 % interval."""
    low, high = (number(found[key], lang, 1, sign=True) for key in ("low", "high"))
    return say("with interval", lang, value=effect_words(found["median"], found["scale"], lang), low=low, high=high)


def verdict(found: Document, lang: str) -> list[str]:
    """Return whether direction and size are right, and by how many standard errors the size misses."""
    sign = say("right" if found["sign"] else "wrong way", lang)
    if found["inside"] is None:
        return [sign, "–", "–"]
    return [sign, say("yes" if found["inside"] else "no", lang), _distance(_known(found["errors"]), lang)]


def verdict_words(found: Document, lang: str) -> str:
    """Return whether direction and size are right, in a few words."""
    sign = say("direction right" if found["sign"] else "direction wrong", lang)
    if found["inside"] is None:
        return sign
    return sign + ", " + say("size inside" if found["inside"] else "size outside", lang)


def _distance(errors: float, lang: str) -> str:
    """Return a distance in standard errors; beyond `FAR` the number says nothing more."""
    if abs(errors) > FAR:
        return f"{'>' if errors > 0.0 else '<'} {number(math.copysign(FAR, errors), lang, sign=True)}"
    return number(errors, lang, 1, sign=True)


def heads(lang: str) -> list[str]:
    """Return the headings of the table of results."""
    return [say(key, lang) for key in ("experiment", "design", "observed", "foretold", "sign", "inside", "errors")]


def table_rows(document: Document, name: str, lang: str) -> list[list[str]]:
    """Return a row of words for each result, as one kind of parameter sets foretells it."""
    return [
        [
            entry["title"][lang], DESIGNS(entry["design"], lang), observed_words(entry, lang),
            foretold_words(found, lang), *verdict(found, lang),
        ]
        for entry, found in rows(document, name)
    ]  # fmt: skip


def tally_rows(document: Document, lang: str) -> list[list[str]]:
    """Return a row of words for each kind of parameter sets: how often it foretold what was found."""
    found = []
    for name in document["sets"]:
        each = tallied(document, name)
        found.append(
            [set_name(name, lang), number(document["sets"][name]["members"], lang), of(each.signs, each.results, lang),
             of(each.inside, each.sized, lang), number(_known(each.rank), lang, 2)]
        )  # fmt: skip
    return found


def tally_heads(lang: str) -> list[str]:
    """Return the headings of the table of hits."""
    return [say(key, lang) for key in ("sets", "members", "signs right", "sizes inside", "rank")]


def _ways(entry: Document, lang: str) -> list[str]:
    """Return the table of how an experiment is put into the model, and what each way foretells."""
    lines = [
        row([say(key, lang) for key in ("way", "sets", "foretold", "sign", "inside", "errors")]),
        "|---|---|---|---|---|--:|",
    ]
    told: set[str] = set()
    for found in entry["foretold"]:
        name = found["representation"]
        words = name if name in told else f"{name}: {found['why'][lang]}"
        told.add(name)
        mark = f"**{words}**" if found["counted"] and words != name else words
        lines.append(row([mark, set_name(found["set"], lang), foretold_words(found, lang), *verdict(found, lang)]))
    return lines


def section(entry: Document, lang: str) -> list[str]:
    """Return all that is said about one result."""
    topics = ", ".join(TOPICS(each, lang) for each in entry["topics"])
    lines = [f"### {entry['title'][lang]}", "", f"*{DESIGNS(entry['design'], lang)}; {topics}* · `{entry['id']}`", ""]
    read = f"{SEEN(entry['seen'], lang)}, {entry['where']}: “{entry['quote']}”"
    lines += [
        f"- **{say('source', lang)}.** {entry['citation']}",
        f"- **{say('population', lang)}.** {entry['population'][lang]}",
        f"- **{say('found', lang)}.** {observed_words(entry, lang)}{_where_from(entry, lang)}",
        f"- **{say('read', lang)}.** {read}",
    ]
    return [*lines, "", *_ways(entry, lang)]


def _where_from(entry: Document, lang: str) -> str:
    if only_signs(entry):
        return ""
    if not entry["standard_error_from"]:
        return f" ({say('no error', lang)})"
    return f" ({se_source(entry['standard_error_from'], lang)})"


def _asides(document: Document, lang: str) -> list[str]:
    lines: list[str] = []
    for kind in ("used_in_the_fit", "left_out"):
        lines += ["", f"## {say(kind.replace('_', ' '), lang)}", ""]
        for each in document[kind]:
            fact = f" ({each['evidence']})" if each["evidence"] else ""
            lines.append(f"- {each['citation'] or each['study']}{fact}: {each['why'][lang]}")
    return lines


def missed(document: Document, lang: str) -> list[str]:
    """Return the results whose direction is wrong, in words."""
    return [entry["title"][lang] for entry, found in rows(document, main_set(document)) if not found["sign"]]


def as_markdown(document: Document, lang: str) -> str:
    """Return the benchmark as the page of the documentation."""
    name = main_set(document)
    effort = document["effort"]
    wrong = missed(document, lang)
    lines = [
        f"# {say('title', lang)}", "", f"{say('made', lang)} {say('other', lang)}", "", hit_rate(document, lang), "",
        say("intro", lang), "",
        say("how", lang, companies=effort["companies"], people=effort["people"], nothing=number(NOTHING, lang)), "",
        say("scales", lang, points=unit(POINTS, lang), hours=unit(HOURS, lang)), "",
        row(tally_heads(lang)), "|---|--:|--:|--:|--:|", *(row(each) for each in tally_rows(document, lang)), "",
        say("wrong", lang, list="; ".join(wrong)) if wrong else say("none wrong", lang), "",
        f"![{say('figure', lang)}](images/benchmark{'' if lang == ENGLISH else f'.{lang}'}.png)", "",
        f"## {say('summary', lang, set=set_name(name, lang))}", "",
        row(heads(lang)), "|---|---|---|---|---|---|--:|",
        *(row(each) for each in table_rows(document, name, lang)), "",
        f"## {say('one by one', lang)}",
    ]  # fmt: skip
    for entry in document["experiments"]:
        lines += ["", *section(entry, lang)]
    settings = say("settings", lang,
        version=document["version"], created=document["created"][:10], seed=document["seed"],
        hash=document["registered"][:12], engine=document["model_sources_sha256"][:12],
    )  # fmt: skip
    lines += [*_asides(document, lang), "", settings, "", say("again", lang), ""]
    return "\n".join([*lines, "```text", "python verification/benchmark_run.py", "```"]) + "\n"
