"""Components for other people's pages: they show what the model itself says, on every Mesa that is allowed."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

import solara
from crm_adoption import CRMAdoption
from crm_adoption.analysis.pages import components
from crm_adoption.analysis.pages.components import SolaraModel
from crm_adoption.analysis.words.phrases import percent
from mesa.visualization import SolaraViz


def shown(element: Any) -> str:
    """Return everything that Solara makes of an element, as text."""
    root, context = solara.render(element, handle_error=True)
    texts, left = [], [root]
    while left:
        each = left.pop()
        state = each.get_state() if hasattr(each, "get_state") else {}
        texts += [str(value) for value in state.values() if isinstance(value, str)]
        left += [child for child in getattr(each, "children", []) if hasattr(child, "keys")]
        left += [child for slot in getattr(each, "v_slots", []) for child in slot.get("children", [])
                 if hasattr(child, "keys")]  # fmt: skip
        texts += [child for child in getattr(each, "children", []) if isinstance(child, str)]
    context.close()
    return "\n".join(texts)


@pytest.fixture(params=["model", "for a page"])
def model(request: pytest.FixtureRequest) -> Any:
    made = CRMAdoption("no_programme") if request.param == "model" else SolaraModel(scenario="no_programme")
    for _ in range(6):
        made.step()
    return made


def test_people_and_uses_are_drawn_with_the_models_numbers(model: Any) -> None:
    picture = shown(components.people("de")(model))
    assert "<svg" in picture
    assert "Vertrieb" in picture
    uses = shown(components.who_uses_what()(model))
    sales = [each.way_of_working("contact_management") == "deep" for each in model.employees if each.number == 0]
    assert percent(sum(sales) / len(sales), "en") in uses


def test_reasons_are_those_of_the_person_and_markup_stays_text(model: Any) -> None:
    text = shown(components.reasons(7, "dashboards", "de")(model))
    assert model.employees[7].reasons("dashboards").in_words("de") in text
    assert "Vertrieb" in text


def test_the_network_names_every_department(model: Any) -> None:
    chosen = model.company if isinstance(model, SolaraModel) else model
    figure = components.drawn_network(chosen)
    assert {each.get_text() for each in figure.axes[0].texts} == {each.label() for each in chosen.departments}
    assert "ImageView" in shown(components.network()(model))


def test_a_model_for_a_page_is_the_model_without_the_name_that_mesa_takes() -> None:
    page = SolaraModel(scenario="aligned_kpis", people=60)
    assert getattr(page, "scenario", None) is None
    page.step()
    alone = CRMAdoption("aligned_kpis", people=60)
    alone.step()
    assert page.deep_use == alone.deep_use
    assert page.running
    assert len(page.employees) == 60


def test_mesas_page_takes_it_with_components_and_sliders() -> None:
    sliders = {
        "scenario": "aligned_kpis",
        "people": {"type": "SliderInt", "value": 60, "min": 60, "max": 120, "step": 20},
    }
    parts = [components.people(), components.who_uses_what(), components.network(), components.reasons(3, "dashboards")]
    root, context = solara.render(
        SolaraViz(SolaraModel(scenario="aligned_kpis", people=60), components=parts, model_params=sliders),
        handle_error=False,
    )
    context.close()
    assert root is not None
