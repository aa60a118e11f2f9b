"""The company as a space of Mesa's: a network whose nodes are people and whose edges are their ties.

It is made when first asked for and lays itself out by department, so that Mesa's own drawing works on it.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
from mesa.discrete_space import Cell, Network

from ...model.state import COLLEAGUE
from .view import Engine

GOLDEN = math.pi * (3.0 - math.sqrt(5.0))
"""Angle between two people of a department on their spiral: the sunflower's, which leaves no gaps."""
APART = 1.25
"""Distance of departments, in radii of the largest (a matter of looks)."""


class CompanyNetwork(Network):
    """The ties of a company; nodes are the rows of `CRMAdoption.employees`.

    Attributes
    ----------
    G : networkx.Graph
        Its nodes carry ``department``, ``level`` and ``position``.
    """

    def __init__(self, model: Engine) -> None:
        ties = ties_of(model)
        layout = {"layout": nx.get_node_attributes(ties, "position")}
        known = inspect.signature(Network).parameters  # Mesa 3.5 keeps positions itself, 3.3 does not know them
        super().__init__(ties, capacity=1, random=model.random, **(layout if "layout" in known else {}))
        for employee in model.employees:
            self.cell_of(employee.row).add_agent(employee)

    def cell_of(self, row: int) -> Cell:
        """Return where an employee works, by row."""
        return self._cells[row]


def ties_of(model: Engine) -> nx.Graph:
    """Return who is tied to whom, people by their rows."""
    setting, state, names = model.setting, model.state, model.scenario.company.organisation.names
    places = positions([int(each) for each in np.diff(setting.place.start)])
    number = np.repeat(np.arange(len(names)), np.diff(setting.place.start)).tolist()
    found: nx.Graph = nx.Graph()
    for row, (department, level) in enumerate(zip(number, setting.place.level.tolist(), strict=True)):
        found.add_node(row, department=names[department], level=int(level), position=places[row])
    starts = state.tie_start.tolist()
    for row in range(len(number)):
        colleagues = state.ties[starts[2 * row] : starts[2 * row + 2], COLLEAGUE].tolist()
        found.add_edges_from((row, other) for other in colleagues)
    return found


def positions(people: list[int]) -> list[tuple[float, float]]:
    """Return where everybody stands: each department on a spiral of its own, the departments around a circle.

    Parameters
    ----------
    people : list of int
        Headcount by department.

    Returns
    -------
    list of tuple of float
        x and y by row, in [-1, 1].
    """
    largest = math.sqrt(max(people))
    around = APART * largest / math.sin(math.pi / len(people)) if len(people) > 1 else 0.0
    reach = around + largest
    found = []
    for d, count in enumerate(people):
        angle = math.pi / 2.0 - 2.0 * math.pi * d / len(people)
        x, y = around * math.cos(angle), around * math.sin(angle)
        for n in range(count):
            radius, turn = math.sqrt(n + 0.5), GOLDEN * n
            found.append(((x + radius * math.cos(turn)) / reach, (y + radius * math.sin(turn)) / reach))
    return found


def by_department(graph: nx.Graph, **ignored: Any) -> Mapping[int, tuple[float, float]]:
    """Return the layout of a company's network, for whatever takes a layout of networkx's (``layout_alg``).

    Parameters
    ----------
    graph : networkx.Graph
        Of a `CompanyNetwork`.
    **ignored
        What layouts of networkx take, such as a seed.

    Returns
    -------
    dict of int to tuple of float
    """
    found: Mapping[int, tuple[float, float]] = nx.get_node_attributes(graph, "position")
    return found


class InSpace:
    """A model that has a space, made when first asked for."""

    @property
    def space(self: Engine) -> CompanyNetwork:
        """The people and their ties as a `mesa.discrete_space.Network`."""
        if "_space" not in self.__dict__:
            self.__dict__["_space"] = CompanyNetwork(self)
        found: CompanyNetwork = self.__dict__["_space"]
        return found

    @property
    def grid(self: Engine) -> CompanyNetwork:
        """The same as `space`, as older tutorials call it."""
        found: CompanyNetwork = self.space
        return found
