"""Components for a `mesa.visualization.SolaraViz` of one's own: people, who uses what, the network, a person's reasons.

Each function returns what SolaraViz takes among its ``components``: a function of the model.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean
from typing import Any

import solara
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from mesa.visualization.utils import update_counter

from ...model.outcomes import OUTCOME
from ...scenarios.mesa.model import CRMAdoption
from ...scenarios.mesa.space import by_department
from ...scenarios.words.declared import called
from ..drawings import DARK, LIGHT, draw_heat_map, draw_people
from ..words.phrases import percent
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


def network(lang: str = "en", *, size: float = 7.0) -> Component:
    """Return a component that shows who is tied to whom, people coloured by the share that they really use.

    Parameters
    ----------
    lang : {"en", "de", "fr"}
    size : float
        Inches of the drawing, wide and high.

    Returns
    -------
    callable
        Takes the model.
    """

    def show_network(model: Any) -> solara.Element:
        update_counter.get()
        return solara.FigureMatplotlib(drawn_network(_model_of(model), lang, size), format="png")

    return show_network


def drawn_network(model: CRMAdoption, lang: str = "en", size: float = 7.0) -> Figure:
    """Return the network as a figure: ties inside departments and across, people by how much they really use."""
    import networkx as nx

    graph = model.space.G
    places = by_department(graph)
    figure = Figure(figsize=(size, size), layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_aspect("equal")
    nx.draw_networkx_edges(graph, places, ax=axes, width=0.4, alpha=0.25)
    x, y = zip(*(places[each.row] for each in model.employees), strict=True)
    use = [each.deep_use for each in model.employees]
    points = axes.scatter(x, y, c=use, cmap="cividis", vmin=0.0, vmax=1.0, s=22.0, zorder=2)
    for each in model.departments:
        rows = [person.row for person in model.employees if person.number == each.number]
        middle, top = fmean(x[row] for row in rows), max(y[row] for row in rows)
        axes.text(middle, top + 0.04, each.label(lang), ha="center", va="bottom", fontsize=11)
    bar = figure.colorbar(points, ax=axes, shrink=0.5, label=called(OUTCOME["deep_use"], lang))
    bar.formatter = FuncFormatter(lambda share, _: percent(share, lang))
    return figure


def reasons(row: int, feature: str, lang: str = "en") -> Component:
    """Return a component that says why a person works with a feature as they do.

    Parameters
    ----------
    row : int
        Of the person among `CRMAdoption.employees`.
    feature : str
        Machine name.
    lang : {"en", "de", "fr"}

    Returns
    -------
    callable
        Takes the model.
    """

    def show_reasons(model: Any) -> solara.Element:
        update_counter.get()
        person = _model_of(model).employees[row]
        place = _model_of(model).departments[person.number].label(lang)
        head = solara.Text(f"{person.employee_id} · {place}", style={"font-weight": "600"})
        return solara.Column(children=[head, solara.Text(person.reasons(feature).in_words(lang))])

    return show_reasons
