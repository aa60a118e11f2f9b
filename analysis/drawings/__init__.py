"""Pictures as SVG: pure functions from data to a string, for pages, reports and tests."""

from .bands import Line, Start, Unit, draw_bands
from .company import Marks, draw_company
from .curves import Curve, draw_curves
from .heat_map import draw_heat_map
from .network import draw_network
from .people import PeopleGroup, draw_people
from .reasons import Side, draw_reasons
from .theme import DARK, LIGHT, Theme

__all__ = [
    "DARK", "LIGHT", "Curve", "Line", "Marks", "PeopleGroup", "Side", "Start", "Theme", "Unit", "draw_bands",
    "draw_company", "draw_curves", "draw_heat_map", "draw_network", "draw_people", "draw_reasons",
]  # fmt: skip
