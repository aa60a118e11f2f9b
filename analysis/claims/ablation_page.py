"""What each mechanism is needed for, as a page and as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...scenarios.words.catalogue import Name, Words
from ...scenarios.words.numbers import quoted
from ..base.least_sizes import enough, too_few
from ..words.phrases import number

say = Words("claims.ablation_page")
PYTHON = """```python
from crm_adoption import compare, load
from crm_adoption.scenarios.core.ablation import without

lonely = without(load("champions"), "peers")
answer = compare([load("champions"), lonely], replications=10, seed=1, months=12)
print(answer.effect(lonely.name, "deep_use").difference)
```"""


def _label(found: Mapping[str, Any], lang: str) -> str:
    return str(found[f"label_{lang}"])


def _bands(document: Mapping[str, Any], names: list[str], lang: str) -> str:
    labels = {each["band"]: _label(each, lang) for each in document["bands"]}
    return "; ".join(labels[name] for name in names) or say("nothing", lang)


def cells(document: Mapping[str, Any], band: Mapping[str, Any], lang: str, *, marked: bool) -> list[str]:
    """Return a band's shares: with everything at work, and without each mechanism; large falls marked if wished."""
    whole, found = band["share_of_sets"], []
    for name in document["mechanisms"]:
        share = band["without"][name]["share_of_sets"]
        text, fall = number(100.0 * share, lang), whole - share + 1e-9
        mark = "**" if fall >= document["lost_from"] else "*" if fall >= document["weaker_from"] else ""
        found.append(f"{mark}{text}{mark}" if marked else text)
    return [number(100.0 * whole, lang), *found]


def sentences(document: Mapping[str, Any], lang: str) -> list[str]:
    """Return in a sentence per mechanism which patterns are lost without it."""
    found = []
    if not enough("share", document["parameter_sets"]):
        return [too_few(document["parameter_sets"], "sets", lang)]
    for each in document["mechanisms"].values():
        lost = _bands(document, each["needed_for"], lang)
        kind = "summary" if each["needed_for"] else "no loss"
        what = quoted(say("mechanism inside", lang, name=Name(_label(each, lang))), lang)
        found.append(say(kind, lang, what=what, lost=lost))
    return found


def _row(texts: list[str]) -> str:
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"


def as_markdown(document: Mapping[str, Any], lang: str) -> str:
    """Return the documentation's page of a run of ``crm-adoption ablate``."""
    names = [_label(each, lang) for each in document["mechanisms"].values()]
    about = say("about", lang,
        sets=document["parameter_sets"], ensemble=document["ensemble"], lost=number(100 * document["lost_from"], lang),
        weaker=number(100 * document["weaker_from"], lang),
    )  # fmt: skip
    limits = say(
        "limits",
        lang,
        replications=document["replications"],
        companies=document["typical_companies"],
        seed=document["seed"],
    )
    lines = [
        f"# {say('title', lang)}",
        "",
        say("made", lang),
        "",
        about,
        "",
        limits,
        "",
        f"## {say('mechanisms', lang)}",
        "",
    ]
    lines += [_row([say(key, lang) for key in ("mechanism", "off", "needed", "weaker", "way")]), "|" + "---|" * 5]
    for name, each in document["mechanisms"].items():
        lists = [_bands(document, each[key], lang) for key in ("needed_for", "weaker_without", "stands_in_the_way_of")]
        lines.append(_row([f"**{_label(each, lang)}** (`{name}`)", each[f"off_{lang}"], *lists]))
    lines += [
        "",
        f"## {say('patterns', lang)}",
        "",
        _row([say("pattern", lang), say("kind", lang), say("all", lang), *names]),
    ]
    lines.append("|---|---|" + "--:|" * (1 + len(names)))
    for band in document["bands"]:
        shares = cells(document, band, lang, marked=True)
        lines.append(_row([_label(band, lang), say.of("use")(band["use"], lang), *shares]))
    return "\n".join([*lines, "", say("python", lang), "", PYTHON]) + "\n"


def heading(document: Mapping[str, Any], lang: str) -> str:
    """Return what the table shows, with the number of sets."""
    return say("heading", lang, n=document["parameter_sets"], ensemble=document["ensemble"])
