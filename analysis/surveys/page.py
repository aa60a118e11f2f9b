"""The questionnaire as one HTML page: filled offline, it keeps and sends nothing, and yields a short text."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ...model.organisation import Department
from ...scenarios.surveys.instrument import LANGUAGES, Instrument
from ...scenarios.surveys.sheets import BEGINS, ENDS
from ...scenarios.words.catalogue import Words
from ..report.paper import colours

if TYPE_CHECKING:
    from jinja2 import Template

_page = Words("surveys.page")
Both = Mapping[str, str]


@cache
def asset(name: str) -> str:
    """Return a style sheet or script of this room."""
    return resources.files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def template(name: str) -> Template:
    """Return a template of this room; everything put into it is escaped."""
    from jinja2 import Environment, StrictUndefined  # only forms need it

    found = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return found.from_string(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def allowed(script: str = "") -> str:
    """Return what a browser may load for a form: its own style, and the one script that stands in it. No network.

    Parameters
    ----------
    script : str
        Its text; nothing else runs, whatever got into the page.
    """
    print_of = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    run = f"; script-src 'sha256-{print_of}'" if script else ""
    return f"default-src 'none'; style-src 'unsafe-inline'{run}; base-uri 'none'; form-action 'none'"


def _both(asked: Instrument, what: str) -> Both:
    """Return a text of the questionnaire in both languages."""
    return {lang: asked.asked(what, lang) for lang in LANGUAGES}


def parts_of(asked: Instrument) -> list[dict[str, Any]]:
    """Return the parts of a questionnaire with their items, as templates take them."""
    return [
        {
            "title": {lang: part.title(lang) for lang in LANGUAGES},
            "items": [
                {"name": each.name, "text": {lang: each.text(lang) for lang in LANGUAGES}}
                for each in asked.items if each.part == part.name
            ],
        }
        for part in asked.parts
    ]  # fmt: skip


def points_of(asked: Instrument) -> list[Both]:
    """Return the words of the scale's points in both languages."""
    return [{lang: asked.scale(lang)[n] for lang in LANGUAGES} for n in range(asked.points)]


def _said(crm: str) -> dict[str, dict[str, Any]]:
    """Return the words of the page by what they are for and by language."""
    found: dict[str, dict[str, Any]] = {}
    for lang in LANGUAGES:
        for name, text in _page.all(lang).items():
            found.setdefault(name, {})[lang] = text
        found["crm"][lang] = _page("crm", lang, crm=crm)
        found["left"][lang] = found["left"][lang].split("{n}")
    return found


def page(
    asked: Instrument, departments: Sequence[Department], lang: str, *, leads: bool = True, crm: str = ""
) -> str:  # fmt: skip
    """Return the page.

    Parameters
    ----------
    asked : Instrument
    departments : sequence of Department
        Those that can be chosen.
    lang : {"en", "de"}
        In which language it opens; it can be changed there.
    leads : bool
        Whether it is asked who leads others.
    crm : str
        What the CRM is called in the company.
    """
    script = asset("page.js")
    from markupsafe import Markup

    values = {
        "langs": LANGUAGES, "first": lang, "allowed": allowed(script), "style": Markup(colours() + asset("page.css")),
        "script": Markup(script), "said": _said(crm), "crm": crm, "leads": leads, "items": asked.items,
        "questionnaire": asked.name, "begins": BEGINS, "ends": ENDS, "parts": parts_of(asked),
        "points": points_of(asked),
        "asked": {what: _both(asked, what) for what in ("department", "other", "leads", "yes", "no", "unsaid")},
        "departments": [{"name": each.name, **{code: each.label(code) for code in LANGUAGES}} for each in departments],
    }  # fmt: skip
    return template("page.jinja").render(values)
