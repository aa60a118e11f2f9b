"""The company as a space of Mesa's: people and ties as the engine has them, and the patterns of Mesa's tutorials."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from typing import Any

import crm_adoption as crm
import mesa
import networkx as nx
import numpy as np
import pytest
from crm_adoption.scenarios.mesa.space import by_department, positions
from mesa.discrete_space import CellAgent, Network


@pytest.fixture
def model() -> crm.CRMAdoption:
    return crm.CRMAdoption("no_programme", base_seed=3)


def test_nodes_are_people_and_edges_their_ties(model: crm.CRMAdoption) -> None:
    space = model.space
    assert isinstance(space, Network)
    assert space is model.grid is model.space
    assert sorted(space.G.nodes) == list(range(120))
    for person in (model.employees[0], model.employees[57], model.employees[119]):
        others = {each.row for each in person.colleagues}
        assert set(space.G.neighbors(person.row)) == others
        assert {cell.coordinate for cell in person.cell.neighborhood} == others
        assert {each.row for each in person.cell.neighborhood.agents} == others
        assert space.G.nodes[person.row]["department"] == person.department
        assert person.cell.agents == [person]
    assert len(space.agents) == 120


def test_nobody_pays_for_a_space_that_is_not_asked_for(model: crm.CRMAdoption) -> None:
    model.run_model()
    assert "_space" not in vars(model)
    assert model._views is None
    seen = crm.CRMAdoption("no_programme", base_seed=3)
    assert len(seen.space.agents) == 120
    seen.run_model()
    assert np.array_equal(seen.values, model.values, equal_nan=True)


def test_a_model_with_a_space_is_copied_to_other_processes(model: crm.CRMAdoption) -> None:
    assert model.space.cell_of(3).agents[0].row == 3
    again = pickle.loads(pickle.dumps(model))
    again.step()
    model.step()
    assert again.deep_use == model.deep_use
    assert again.space.cell_of(3).agents[0].model is again


def test_departments_stand_apart_and_everybody_has_a_place_of_their_own(model: crm.CRMAdoption) -> None:
    placed = by_department(model.space.G, seed=0)
    assert all(abs(x) <= 1.0 and abs(y) <= 1.0 for x, y in placed.values())
    where = {name: np.array([placed[each.row] for each in model.employees if each.department == name])
             for name in model.scenario.company.organisation.names}  # fmt: skip
    everybody = np.array(list(placed.values()))
    distance = np.linalg.norm(everybody[:, None] - everybody[None], axis=2) + np.eye(len(everybody))
    assert distance.min() > 0.03
    for name, own in where.items():
        centre, size = own.mean(axis=0), np.linalg.norm(own - own.mean(axis=0), axis=1).max()
        for other, theirs in where.items():
            assert other == name or np.linalg.norm(theirs - centre, axis=1).min() > size
    assert len(positions([1])) == 1
    begun = time.process_time()
    positions([5000] * 10)
    assert time.process_time() - begun < 5.0


def portrayal(agent: mesa.Agent) -> object:
    from mesa.visualization.components import AgentPortrayalStyle

    return AgentPortrayalStyle(color="#1f6fb4" if agent.deep_use > 0.2 else "#9aa3ab", size=20)


def test_mesas_space_component_draws_it(model: crm.CRMAdoption) -> None:
    pytest.importorskip("solara", reason="the extra viz")
    from matplotlib.figure import Figure
    from mesa.visualization import make_space_component
    from mesa.visualization.mpl_space_drawing import draw_space

    model.step()
    assert callable(make_space_component(portrayal, layout_alg=by_department))
    axes = Figure().add_subplot()
    draw_space(model.grid, portrayal, ax=axes, layout_alg=by_department)
    points = next(each for each in axes.collections if each.get_offsets().shape == (120, 2))
    placed = by_department(model.space.G)
    assert sorted(map(tuple, points.get_offsets().round(6).tolist())) == sorted(
        (round(x, 6), round(y, 6)) for x, y in placed.values()
    )


def draw(renderer: Any, portray: Callable[[Any], object]) -> None:
    """Draw space and agents, as Mesa 3.5 wants it or as earlier ones do."""
    renderer.draw_structure()
    if hasattr(renderer, "setup_agents"):
        renderer.setup_agents(portray)
        renderer.draw_agents()
    else:
        renderer.draw_agents(portray)


class Five(mesa.Model):
    """A model as Mesa's documentation has them, to see whether a backend works at all."""

    def __init__(self) -> None:
        super().__init__(rng=1)
        self.grid = Network(nx.cycle_graph(5), capacity=1, random=self.random)
        for cell in self.grid.all_cells.cells:
            CellAgent(self).cell = cell


def fails_with_mesas_own(backend: str) -> Exception | None:
    """Return what goes wrong with a model of Mesa's own making (its altair backend is older than pandas 3)."""
    from mesa.visualization import SpaceRenderer
    from mesa.visualization.components import AgentPortrayalStyle

    renderer = SpaceRenderer(Five(), backend=backend)
    try:
        draw(renderer, lambda agent: AgentPortrayalStyle(color="#1f6fb4", size=20))
    except TypeError as wrong:
        return wrong
    return None


@pytest.mark.parametrize("backend", ["matplotlib", "altair"])
def test_mesas_renderer_draws_it(model: crm.CRMAdoption, backend: str) -> None:
    pytest.importorskip("solara", reason="the extra viz")
    from mesa.visualization import SpaceRenderer

    if (wrong := fails_with_mesas_own(backend)) is not None:
        pytest.skip(f"Mesa's {backend} backend draws no model at all here: {wrong}")
    model.step()
    renderer = SpaceRenderer(model, backend=backend)
    draw(renderer, portrayal)
    assert renderer.agent_mesh is not None


def test_mesas_own_tools_find_the_neighbours_use(model: crm.CRMAdoption) -> None:
    """As a tutorial would count it: how much do the colleagues of those who really use it, use it themselves?"""
    for _ in range(12):
        model.step()
    for each in model.employees[::10]:
        by_space = np.mean([other.deep_use for other in each.cell.neighborhood.agents])
        by_hand = np.mean([model.employees[row].deep_use for row in {other.row for other in each.colleagues}])
        assert by_space == pytest.approx(by_hand)
