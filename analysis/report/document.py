"""A document as one HTML file that needs nothing else: no server, no network, no script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import resources

from ... import __version__
from ...model.errors import unknown
from ...scenarios.words.catalogue import Words
from ...scenarios.words.files import spoken
from ...scenarios.words.numbers import day
from ..drawings.svg import cut
from .paper import colours
from .parts import Section, Table
from .templates import piece

say = Words("report.words")


NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for a document: styles and pictures inside it. Scripts never run, whatever got into it."""
GENERATOR = "crm-adoption"
METAS = (("viewport", "width=device-width, initial-scale=1"), ("color-scheme", "light dark"))
LIST_FROM = 4
"""Sections from which on there is a list of contents."""
_RUNNING_TITLE, _SMALL = 560.0, 11.3
"""Room for the title at the foot of printed pages, and size of its letters, pixels."""


def _quoted(text: str) -> str:
    """Return a text as a string of a style sheet; nothing in it can end the string or the sheet."""
    letters = (each if each.isalnum() and each.isascii() else f"\\{ord(each):x} " for each in text)
    return '"' + "".join(letters) + '"'


def _style(title: str, lang: str) -> str:
    sheet = resources.files(__package__).joinpath("document.css").read_text(encoding="utf-8")
    foot = _quoted(cut(title, _RUNNING_TITLE, _SMALL))
    swipe = f":root{{--swipe:{_quoted(say('swipe', lang))}}}"
    return f"{colours()}{swipe}\n{sheet}\n@page{{@bottom-left{{content:{foot}}}}}"


def _provenance(rows: Sequence[tuple[str, str]], lang: str) -> list[Section]:
    if not rows:
        return []
    table = Table([say("what", lang), say("value", lang)], rows, words=2)
    return [Section(say("again", lang), tables=[table], only="screen")]


def _in_brief(rows: Sequence[tuple[str, str]]) -> str:
    """Return what it takes to make a document again as it stands on paper: in a few lines."""
    return "; ".join(f"{name}: {value}" for name, value in rows)


def document(
    title: str,
    sections: Sequence[Section],
    *,
    lang: str,
    kind: str = "",
    lead: Sequence[str] = (),
    provenance: Sequence[tuple[str, str]] = (),
    fingerprint: str = "",
    made: datetime | None = None,
    aside: str = "",
) -> str:
    """Return a document as the text of one HTML file.

    It opens from a disk in any browser of the last years, light or dark, wide or narrow, and prints on A4.
    All texts are escaped, and scripts are forbidden to it.

    Parameters
    ----------
    title : str
        The question, or what the document is about.
    sections : sequence of Section
    lang : {"en", "de", "fr"}
    kind : str
        What sort of document it is, above the title.
    lead : sequence of str
        The answer, in one to three sentences of large type, each a paragraph.
    provenance : sequence of tuple of str
        What it takes to make it again, as names and values (`provenance_rows`).
    fingerprint : str
        By which `check_document` knows that a file holds this result already.
    made : datetime, optional
        The day that stands in it, by default today.
    aside : str
        What stands on paper only, at the end: what is to be seen on a screen besides.

    Returns
    -------
    str
        The same arguments always give the same text.

    Raises
    ------
    InputError
        For a language there is not.
    """
    if lang not in spoken("report"):
        raise unknown("language", lang, spoken("report"))
    parts = [*sections, *_provenance(provenance, lang)]
    made_on = day(made or datetime.now(UTC), lang)
    page = {
        "title": title, "lang": lang, "kind": kind, "lead": lead, "sections": parts, "style": _style(title, lang),
        "allowed": NOTHING_ELSE, "made": say("made", lang, version=__version__, date=made_on),
        "aside": [each for each in (aside, _in_brief(provenance)) if each],
        "metas": [*METAS, ("generator", f"{GENERATOR} {__version__}"), ("fingerprint", fingerprint)],
        "contents": say("contents", lang) if len(parts) >= LIST_FROM else "",
    }  # fmt: skip
    return piece("page", page)
