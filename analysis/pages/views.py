"""What the page shows of the company: in words, as people, as curves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import solara
import solara.lab
from mesa.visualization.utils import update_counter

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..drawings import DARK, LIGHT, Curve, Theme, draw_curves, draw_heat_map, draw_people
from ..drawings.theme import Meaning
from ..figures.words import meaning
from ..words.mistakes import in_words
from ..words.phrases import percent
from .choices import Choices
from .company import CompanyOnPage
from .heard import part, pixels, quietly
from .one_person import Chosen, about, choose, network_of, why

say = Words("pages.words")

SHOWN: tuple[Meaning, ...] = ("active_users", "deep_use", "compliance_use")
EXPLAINED: tuple[Meaning, ...] = ("deep_use", "compliance_use", "shadow_use", "active_users")
AT_FIRST = 960
"""Pixels a picture is drawn for until the browser has said how many there are."""
BREAK = 960
"""Width of a window below which the side bar lies over the page, and is closed at first."""

NARROWEST, WIDEST = 240, 900

# Reactive values of a module are each browser session's own.
sidebar_open = solara.reactive(True)
dark = solara.reactive(False)


@dataclass(frozen=True)
class Seen:
    """What the browser says of itself: pixels for a picture, the window's, and whether its theme is dark."""

    width: int
    window: int
    dark: bool


@solara.component_vue("picture.vue")
def _picture(
    svg: str, event_measured: Callable[[dict[str, Any]], None], event_picked: Callable[[dict[str, Any]], None]
) -> None:
    """Show an SVG, report what the browser says of itself, see `Seen`, and who was clicked on."""


def nobody(told: dict[str, Any]) -> None:
    """Do nothing where a person of a picture is clicked on."""


@solara.component
def Picture(  # noqa: N802 - Solara's way to name components
    draw: Callable[[float], str], month: int, picked: Callable[[dict[str, Any]], None] = nobody
) -> None:
    """Show what ``draw`` returns for the width there is; another month is a reason to draw again."""
    width, set_width = solara.use_state(AT_FIRST)
    known = solara.use_ref(0)

    def measured(told: dict[str, Any]) -> None:
        seen = Seen(pixels(told, "width"), pixels(told, "window"), part(told, "dark") is True)
        if known.current == 0 and seen.window < BREAK:
            sidebar_open.set(False)
        known.current = seen.window
        set_width(max(seen.width, NARROWEST))
        dark.set(seen.dark)

    _picture(svg=draw(width), event_measured=quietly(measured), event_picked=picked)


def sentence(company: CompanyOnPage) -> str:
    """Return what has happened this month, in one sentence."""
    if not company.months:
        return say("at go-live", company.lang)
    active, deep, minimum = (percent(company.now(name), company.lang) for name in SHOWN)
    text = say("this month", company.lang, active=active, deep=deep, minimum=minimum)
    return text.replace(" %", "\u00a0%")


def outcome_curves(company: CompanyOnPage, theme: Theme) -> list[Curve]:
    """Return what log-in statistics show and what lies behind it."""
    return [
        Curve(
            called(OUTCOME[name], company.lang), company.history(name), theme.fills[name], theme.letters[name],
            dashed=name == "active_users",
        )
        for name in SHOWN
    ]  # fmt: skip


def department_curves(company: CompanyOnPage, theme: Theme) -> list[Curve]:
    """Return the real use of each department."""
    departments = company.model.scenario.company.organisation.departments if company.model else ()
    colours, drawn = theme.series, []
    for d, each in enumerate(departments):
        paint = colours[d % len(colours)]
        values = company.history("deep_use", d + 1)
        drawn.append(Curve(each.label(company.lang), values, paint, paint, dashed=d >= len(colours)))
    return drawn


def _curves(company: CompanyOnPage, theme: Theme, heading: str, lines: list[Curve], height: float) -> None:
    title = say(heading, company.lang)
    months = company.model.scenario.months if company.model else 1
    solara.v.Html(tag="h2", children=[title], class_="crm-heading")
    Picture(
        lambda width: draw_curves(
            title, lines, months=months, width=width, theme=theme, lang=company.lang, height=height
        ),
        len(company.months),
    )


def _the_company(company: CompanyOnPage, theme: Theme) -> None:
    solara.v.Html(tag="h2", children=[say("people title", company.lang)], class_="crm-heading")
    groups = company.people()
    Picture(lambda width: draw_people(groups, width=width, theme=theme, lang=company.lang), len(company.months))
    _curves(company, theme, "curves title", outcome_curves(company, theme), 256.0)


def _uses(company: CompanyOnPage, theme: Theme) -> None:
    solara.v.Html(tag="h2", children=[say("uses title", company.lang)], class_="crm-heading")
    chosen, uses = company.model.scenario.company if company.model else None, company.uses()
    if chosen is None:
        return
    features = [each.label(company.lang) for each in chosen.catalogue.features]
    departments = [each.label(company.lang) for each in chosen.organisation.departments]
    Picture(
        lambda width: draw_heat_map(
            features, departments, uses, width=min(width, WIDEST), theme=theme, lang=company.lang
        ),
        len(company.months),
    )


def _network(company: CompanyOnPage, theme: Theme, chosen: Chosen) -> None:
    model = company.model
    if model is None:
        return
    solara.v.Html(tag="h2", children=[say("network", company.lang)], class_="crm-heading")
    Picture(
        lambda width: network_of(model, chosen, width, theme, company.lang), len(company.months), picked=chosen.pick
    )
    about(model, chosen, company.lang)


def _person(company: CompanyOnPage, theme: Theme, chosen: Chosen) -> None:
    if company.model is not None:
        why(
            company.model, chosen, company.lang,
            lambda draw: Picture(lambda width: draw(width, theme), len(company.months)),
        )  # fmt: skip


def _explained(lang: str) -> None:
    for name in EXPLAINED:
        solara.Text(called(OUTCOME[name], lang), classes=["crm-term"])
        solara.Text(meaning(OUTCOME[name], lang))
    for key in ("levers", "one run", "model"):
        solara.Text(say(key, lang), classes=["crm-note", "crm-apart"])


@solara.component
def View(company: CompanyOnPage, choices: Choices) -> None:  # noqa: N802 - Solara's way to name components
    """Show the company as it stands: words, people and curves in tabs with names."""
    # Mesa counts this up after every step. What is below are plain functions: components would be left as
    # they are, since the company they are given is the same object.
    update_counter.get()
    chosen = solara.use_memo(Chosen, [])
    lang, theme = company.lang, DARK if dark.value else LIGHT
    if company.problem is not None:
        solara.Error(say("refused", lang, problem=in_words(company.problem, lang)))
        return
    if choices.chosen() != company.chosen:
        solara.v.Html(
            tag="div", children=[say("changed", lang)], class_="crm-changed", attributes={"role": "status"}
        )  # fmt: skip
    with solara.Column(gap="4px", classes=["crm-page"]):
        _side_by_side(company, _headline)
        _tabs(company, theme, chosen)


def _side_by_side(company: CompanyOnPage, show: Callable[[CompanyOnPage], None]) -> None:
    """Show a company, and the one beside it if there is one."""
    with solara.Div(classes=["crm-two"] if company.beside else []):
        for each in company.shown:
            with solara.Div():
                show(each)


def _tabs(company: CompanyOnPage, theme: Theme, chosen: Chosen) -> None:
    lang = company.lang
    with solara.lab.Tabs(lazy=True):
        with solara.lab.Tab(say("company", lang)):
            _side_by_side(company, lambda each: _the_company(each, theme))
        with solara.lab.Tab(say("uses", lang)):
            _side_by_side(company, lambda each: _uses(each, theme))
        with solara.lab.Tab(say("departments", lang)):
            _side_by_side(
                company,
                lambda each: _curves(each, theme, "departments title", department_curves(each, theme), 460.0),
            )
        with solara.lab.Tab(say("network", lang)):
            solara.Text(say("network note", lang), classes=["crm-note"])
            _side_by_side(company, lambda each: _network(each, theme, chosen))
        with solara.lab.Tab(say("person", lang)):
            if company.model is not None:
                choose(company.model, chosen, lang)
            _side_by_side(company, lambda each: _person(each, theme, chosen))
        with solara.lab.Tab(say("meaning", lang)):
            _explained(lang)


def _headline(company: CompanyOnPage) -> None:
    scenario: Any = company.model.scenario if company.model else None
    with solara.Div(classes=["crm-head"]):
        solara.Text(scenario.title(company.lang), classes=["crm-title"])
        solara.Text(company.when(), classes=["crm-month"])
    solara.Text(scenario.description(company.lang), classes=["crm-note"])
    solara.Text(sentence(company), classes=["crm-sentence"])
