"""Pictures as SVG: pure functions from data to a string, for pages, reports and tests."""

from .curves import Curve, draw_curves
from .people import PeopleGroup, draw_people
from .theme import DARK, LIGHT, Theme

__all__ = ["DARK", "LIGHT", "Curve", "PeopleGroup", "Theme", "draw_curves", "draw_people"]
