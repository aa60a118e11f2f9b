"""A decision as slides: the answer first, what to do, what it brings, what it hangs on, when to check."""

from __future__ import annotations

from pathlib import Path

from ...scenarios.words.catalogue import Words
from ..report.slide_deck import made
from ..report.slide_parts import Chart, Series, Slide
from ..report.slide_sections import slides_of
from .answer import advice, answer
from .decision import DecisionResult
from .options import NOTHING
from .phrases import criterion_label, unit
from .record import made_of
from .report import sections_of, title_of

say = Words("deciding.report")
BAR, POINTS_FORMAT, PLAIN_FORMAT = "#075794", "+0.0;−0.0;0.0", "#,##0"
HUNDRED = 100.0


def decision_slides(decision: DecisionResult, lang: str, template: Path | None = None) -> bytes:
    """Return a decision as a PowerPoint file.

    Parameters
    ----------
    decision : DecisionResult
    lang : {"en", "de"}
    template : Path, optional
        A presentation whose masters, fonts and colours are taken.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        If python-pptx is not installed, or the template is none.
    """
    said = answer(decision, lang)
    first, *rest = slides_of(title_of(decision, lang), said, sections_of(decision, lang, figures=False))
    first = Slide(first.message, first.sentences, notes=[*said, *advice(decision, lang)])
    deck = [first, _gains(decision, lang), *rest]
    return made(deck, template, title=first.message, fingerprint=str(made_of(decision)["fingerprint"]))


def _gains(decision: DecisionResult, lang: str) -> Slide:
    """Return what each option brings against doing nothing, as bars that can be edited."""
    o, said = decision.question.objective, answer(decision, lang)
    shares = o.outcome == "deep_use" or o.target is not None
    kept = [each for each in decision.options if each.name != NOTHING]
    values = [(HUNDRED if shares else 1.0) * each.gain for each in kept]
    gain = say("gain", lang, unit=unit(o, lang))
    chart = Chart(
        "bars", [each.label(lang) for each in kept], [Series(gain, values, BAR)],
        POINTS_FORMAT if shares else PLAIN_FORMAT, "", criterion_label(o, lang),
    )  # fmt: skip
    return Slide(say("comparison", lang), said[1:2], chart=chart, described=gain, notes=said)
