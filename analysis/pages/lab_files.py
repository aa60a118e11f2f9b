"""The files that the laboratory gives away: the view, the data, scenarios and a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context

from ...model.errors import InputError
from ...model.outcomes import OUTCOME
from ...scenarios.core.scenario import Scenario
from ...scenarios.words.declared import called
from ..base.shared_work import Report, Shared
from ..laboratory.build import LETTERS, all_built, distinct
from ..laboratory.page_words import say
from ..laboratory.refused import SettingError
from ..laboratory.runs import LabRun, keys_of, programmes
from ..laboratory.scene import Room, company_of, curves_of, differences_of, heat_map_of, theme_of
from .session import Session

WIDTH = 1280.0
"""Pixels of an exported view."""
REPORTS: Shared[bytes] = Shared(32_000_000, size=len)
"""Reports and slides by what is compared; one takes up to 3 MB."""
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOCUMENTS = {
    "report": ("crm-adoption-report.html", "text/html"),
    "summary": ("crm-adoption-summary.pdf", "application/pdf"),
    "slides": ("crm-adoption-slides.pptx", SLIDES),
}
"""Names and kinds of what tells a comparison to others."""


def names_of(session: Session) -> list[tuple[str, str, str]]:
    """Return what can be had: its name, the key of its words, and the scenario's letter."""
    letters = LETTERS[: len(session.choices.value.plans)]
    scenarios = [(f"toml{letter}", "toml", letter) for letter in letters]
    slides = [("slides", "slides", "")] if find_spec("pptx") else []
    return [
        ("png", "png", ""),
        ("svg", "svg", ""),
        ("csv", "csv", ""),
        *scenarios,
        ("summary", "summary", ""),
        ("report", "report", ""),
        *slides,
    ]


def pictures_of(session: Session, dark: bool) -> list[tuple[str, str]]:
    """Return the drawings of the present view with their headings."""
    look, runs, lang = session.look.value, _runs(session), session.lang
    room = Room(WIDTH, theme_of(dark))
    month = min(look.month, runs[0].months)
    when = say("month of", lang, month=month, months=runs[0].months) if month else say("go-live", lang)
    named = [(f"{letter}: {run.scenario.title(lang)}", run) for letter, run in zip(LETTERS, runs, strict=False)]
    people = [(f"{title} – {when}", company_of(run, look, room, title, month, key=True)) for title, run in named]
    uses = [(f"{say('heat map', lang)} – {title} – {when}", heat_map_of(run, look, room, title, month))
            for title, run in named]  # fmt: skip
    shown = called(OUTCOME[look.outcome], lang)
    curves = (f"{say('curves', lang)}: {shown}", curves_of(runs, look, room, 320.0, cursor=False))
    gaps = (f"{say('difference', lang)}: {shown}", differences_of(runs, look, room, 320.0, cursor=False))
    return [*people, curves, gaps, *uses]


def _runs(session: Session) -> tuple[LabRun, ...]:
    if not session.runs.value:
        raise SettingError("not run yet", "")
    return tuple(session.runs.value)


def _report(session: Session, scenarios: Sequence[Scenario], what: str) -> bytes:
    """Return one of the `DOCUMENTS`, made once for all who ask for the same.

    It is made in a process of its own: Solara lets a page's figures have no style of their own.
    """
    from ..telling.exports import html_report, one_page, slides

    making: dict[str, Callable[..., str | bytes]] = {"report": html_report, "summary": one_page, "slides": slides}
    lang, months = session.lang, min(each.months for each in scenarios)
    month = min(max(session.look.value.month, 1), months)

    fit = None if session.fitted is None else session.fitted.fit

    def work(_: Report) -> bytes:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as aside:
            found = aside.submit(making[what], scenarios, lang=lang, month=month, fit=fit).result()
        return found.encode() if isinstance(found, str) else found

    keys = keys_of(session.choices.value, session.presets, scenarios)
    return REPORTS.get((*keys, lang, month, what), work)


def file_of(session: Session, what: str, dark: bool) -> tuple[str, str, bytes]:
    """Return a file's name, kind and contents.

    Raises
    ------
    InputError
        If there is no such file, or nothing has been run yet.
    """
    from ..telling.exports import outcomes_csv, scenario_download, view_svg

    lang, scenarios = session.lang, distinct(all_built(session.choices.value, session.presets))
    if what in ("png", "svg"):
        text = view_svg(say("name", lang), pictures_of(session, dark), dark=dark, lang=lang)
        return f"crm-adoption-view.{what}", "image/svg+xml", text.encode()
    if what == "csv":
        return "crm-adoption-data.csv", "text/csv", outcomes_csv(programmes(_runs(session)), lang).encode()
    if what.startswith("toml") and what[4:] in LETTERS[: len(scenarios)] and what[4:]:
        name, data = scenario_download(scenarios[LETTERS.index(what[4:])])
        return name, "application/octet-stream", data
    if what in DOCUMENTS:
        return *DOCUMENTS[what], _report(session, scenarios, what)
    raise InputError("there is no file {what!r}.", what=what[:20])
