"""The questionnaire on paper: one HTML file that prints on two sides of A4."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.organisation import Department
from ...scenarios.surveys.instrument import Instrument
from ...scenarios.words.catalogue import Words
from .page import allowed, asset, parts_of, points_of, template

_say = Words("surveys.page")
_ASKED = ("department", "other", "leads", "yes", "no", "unsaid")


def sheet(asked: Instrument, departments: Sequence[Department], lang: str, *, leads: bool = True, crm: str = "") -> str:
    """Return the sheet in a language.

    Parameters
    ----------
    asked : Instrument
    departments : sequence of Department
        Those that can be ticked.
    lang : {"en", "de"}
    leads : bool
        Whether it is asked who leads others.
    crm : str
        What the CRM is called in the company.
    """
    from markupsafe import Markup

    said = {"title": _say("title", lang), "lead": _say("lead", lang), "crm": _say("crm", lang, crm=crm)}
    said |= {"paper": _say("paper", lang), "thanks": _say("thanks", lang)}
    values = {
        "lang": lang, "allowed": allowed(), "style": Markup(asset("sheet.css")), "said": said, "crm": crm,
        "asked": {what: asked.asked(what, lang) for what in _ASKED}, "leads": leads, "parts": parts_of(asked),
        "points": points_of(asked), "departments": [each.label(lang) for each in departments],
    }  # fmt: skip
    return template("sheet.jinja").render(values)
