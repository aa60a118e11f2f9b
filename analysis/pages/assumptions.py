"""What is assumed, one click away: the model's protocol, the evidence, all numbers, and what the words mean."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

import solara

from ...scenarios.words.catalogue import Words
from ...scenarios.words.files import ENGLISH
from ..laboratory.page_words import say

DOCUMENTS = Words("pages.assumptions.documents")
"""Pages of the documentation that are shown where they are installed."""
PAGES = Path(__file__).resolve().parents[2] / "docs"
"""Where they stand: in a checkout as in an installed package."""
BILINGUAL = ("glossary",)
"""Documents that say everything in every language."""
_MADE = re.compile(
    r"^(?:Made\sby|Erzeugt\svon)\s.*(?:do\snot\sedit|nicht\sbearbeiten)\..*\n"
    r"|The\stables\sof\s[^.]*`python\sdocs/generate\.py`\.",
    re.MULTILINE,
)
"""Where a document comes from: for those who change it, not for those who read it here."""
_LINK = re.compile(r'<a href="(?!https?://|#)[^"]*">(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'<img alt="([^"]*)" src="images/([\w.]+\.(?:svg|png))"\s*/?>')


def _file(name: str) -> Path:
    return PAGES.joinpath(*name.split("/"))


@cache
def installed() -> tuple[str, ...]:
    """Return the documents that there are."""
    return tuple(name for name in DOCUMENTS if _file(f"{name}.md").is_file())


def language_of(name: str, lang: str) -> str:
    """Return the language in which a document is shown: the reader's where there is such a page, else English."""
    return lang if _file(f"{name}.{lang}.md").is_file() else ENGLISH


@cache
def page_of(name: str, lang: str = "en") -> str:
    """Return a document as HTML: pictures stand in it, links lead within it or to the sources it cites."""
    from markdown import markdown

    suffix = "" if language_of(name, lang) == ENGLISH else f".{lang}"
    text = _file(f"{name}{suffix}.md").read_text(encoding="utf-8")
    page = markdown(_MADE.sub("", text), extensions=["tables", "fenced_code", "toc", "sane_lists"])
    page = _IMAGE.sub(lambda found: _picture(found[2], found[1]), page)
    page = _LINK.sub(r"\1", page)
    return page.replace('<a href="http', '<a target="_blank" rel="noopener noreferrer" href="http')


def _picture(name: str, words: str) -> str:
    """Return a picture of the documentation, or its words where it is not installed."""
    file = _file(f"images/{name}")
    if not file.is_file():
        return f"<em>{words}</em>"
    if file.suffix == ".png":
        return f'<img alt="{words}" src="data:image/png;base64,{b64encode(file.read_bytes()).decode()}">'
    svg = file.read_text(encoding="utf-8")
    return svg[svg.index("<svg") :]


@solara.component
def Assumptions(lang: str) -> None:  # noqa: N802 - Solara's way to name components
    """Show the documents, one at a time."""
    chosen, choose = solara.use_state("claims")
    name = chosen if chosen in installed() else next(iter(installed()), "")
    with solara.v.Html(tag="main", attributes={"id": "lab-content"}, class_="lab-documents"):
        _chooser(
            documents=[{"key": each, "title": DOCUMENTS(each, lang)} for each in installed()], chosen=name,
            label=say("documents", lang), event_choose=lambda told: choose(str(told)),
        )  # fmt: skip
        own = language_of(name, lang)
        if name and own != lang and name not in BILINGUAL:
            solara.Text(say("in english", lang), classes=["lab-small"])
        if name:
            text = page_of(name, lang)
            solara.HTML(tag="article", unsafe_innerHTML=text, classes=["lab-text"], attributes={"lang": own})
        else:
            solara.Text(say("no document", lang))


@solara.component_vue("documents.vue")
def _chooser(documents: Any, chosen: str, label: str, event_choose: Any) -> None:
    """Offer the documents."""
