"""Components for a `mesa.visualization.SolaraViz` of one's own: people, who uses what, the network, a person's reasons.

Each function returns what SolaraViz takes among its ``components``: a function of the model.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara
from mesa.visualization.utils import update_counter

from ...scenarios.mesa.model import CRMAdoption
from ...scenarios.words.declared import called
from ..drawings import DARK, LIGHT, Theme, draw_heat_map, draw_people
from .one_person import Chosen, choose, network_of, why
from .people import people_of, uses_of

Component = Callable[[Any], solara.Element]
WIDTH = 760.0
"""Pixels, unless another width is asked for."""


class SolaraModel:
    """A `CRMAdoption` as `SolaraViz` takes it on every Mesa from 3.3 on.

    Mesa 3.5 takes a model's attribute ``scenario`` for an experimental one of its own and refuses any other; this is
    the same model without that attribute - everything else is passed on, `company` has the model itself.

    Parameters
    ----------
    **settings
        As `CRMAdoption` takes them; SolaraViz makes the model anew from them on Reset.

    Attributes
    ----------
    company : CRMAdoption
    """

    def __init__(self, **settings: Any) -> None:
        self.company = CRMAdoption(**settings)

    def __getattr__(self, name: str) -> Any:
        if name in ("scenario", "company"):
            raise AttributeError(name)
        return getattr(self.company, name)


def _model_of(given: Any) -> CRMAdoption:
    model: CRMAdoption = given.company if isinstance(given, SolaraModel) else given
    return model


def people(lang: str = "en", *, width: float = WIDTH, dark: bool = False) -> Component:
    """Return a component that shows everybody as a square, by department, filled by how they work.

    Parameters
    ----------
    lang : {"en", "de", "fr"}
    width : float
        Pixels.
    dark : bool
        Whether the page's theme is dark.

    Returns
    -------
    callable
        Takes the model, a `CRMAdoption` or `SolaraModel`.
    """
    theme = DARK if dark else LIGHT

    def show_people(model: Any) -> solara.Element:
        update_counter.get()
        return solara.HTML(
            unsafe_innerHTML=draw_people(people_of(_model_of(model), lang), width=width, theme=theme, lang=lang)
        )

    return show_people


def who_uses_what(lang: str = "en", *, width: float = WIDTH, dark: bool = False) -> Component:
    """Return a component that shows the share of people in real use by feature and department.

    Parameters
    ----------
    lang, width, dark
        As in `people`.

    Returns
    -------
    callable
        Takes the model.
    """
    theme = DARK if dark else LIGHT

    def show_uses(model: Any) -> solara.Element:
        update_counter.get()
        chosen = _model_of(model)
        company = chosen.scenario.company
        features, departments = (
            [called(each, lang) for each in several]
            for several in (company.catalogue.features, company.organisation.departments)
        )
        drawn = draw_heat_map(features, departments, uses_of(chosen), width=width, theme=theme, lang=lang)
        return solara.HTML(unsafe_innerHTML=drawn)

    return show_uses


def network(lang: str = "en", *, width: float = WIDTH, dark: bool = False) -> Component:
    """Return a component that shows who is tied to whom, people coloured by the share that they really use.

    Parameters
    ----------
    lang, width, dark
        As in `people`.

    Returns
    -------
    callable
        Takes the model.
    """
    theme = DARK if dark else LIGHT

    def show_network(model: Any) -> solara.Element:
        update_counter.get()
        return solara.HTML(unsafe_innerHTML=network_of(_model_of(model), None, width, theme, lang))

    return show_network


def reasons(row: int, feature: str, lang: str = "en", *, width: float = WIDTH, dark: bool = False) -> Component:
    """Return a component that says why a person works with a feature as they do.

    Parameters
    ----------
    row : int
        Of the person among `CRMAdoption.employees`.
    feature : str
        Machine name.
    lang, width, dark
        As in `people`.

    Returns
    -------
    callable
        Takes the model.
    """
    chosen = Chosen(solara.Reactive(row), solara.Reactive(feature))
    return _about_a_person(chosen, lang, width, DARK if dark else LIGHT, choices=False)


def person(lang: str = "en", *, width: float = WIDTH, dark: bool = False) -> Component:
    """Return a component in which a person and a feature are chosen, with the reasons why it is used so.

    Parameters
    ----------
    lang, width, dark
        As in `people`.

    Returns
    -------
    callable
        Takes the model.
    """
    return _about_a_person(Chosen(), lang, width, DARK if dark else LIGHT, choices=True)


def _about_a_person(chosen: Chosen, lang: str, width: float, theme: Theme, *, choices: bool) -> Component:
    def show_person(model: Any) -> solara.Element:
        update_counter.get()
        company = _model_of(model)
        return _OfPerson(company, company.month, chosen, lang, width, theme, choices=choices)

    return show_person


@solara.component
def _OfPerson(  # noqa: N802 - Solara's way to name components
    model: CRMAdoption, month: int, chosen: Chosen, lang: str, width: float, theme: Theme, choices: bool
) -> None:
    """Show a person's reasons; another month is a reason to show them anew."""
    with solara.Column():
        if choices:
            choose(model, chosen, lang)
        why(model, chosen, lang, lambda draw: solara.HTML(unsafe_innerHTML=draw(width, theme)))
