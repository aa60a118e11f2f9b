"""Components for other people's pages: they show what the model itself says, on every Mesa that is allowed."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

import solara
from crm_adoption import CRMAdoption
from crm_adoption.analysis.pages import components
from crm_adoption.analysis.pages.components import SolaraModel
from crm_adoption.analysis.pages.one_person import Chosen, feature_of, has
from crm_adoption.analysis.words.phrases import number, percent
from crm_adoption.scenarios.mesa.reasons import say as of_term
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


def test_reasons_are_those_of_the_person(model: Any) -> None:
    text = shown(components.reasons(7, "dashboards", "de")(model))
    assert "Vertrieb" in text
    why = model.employees[7].reasons("dashboards")
    if why.live:
        name, size = max(why.deep.items(), key=lambda each: abs(each[1]))
        assert number(size, "de", 1, sign=True) in text
        assert of_term(name, "de")[1:] in text
    else:
        assert "steht dieser Person nicht zur Verfügung" in text


def test_somebody_is_chosen_and_who_is_not_there_is_said(model: Any) -> None:
    company = model.company if isinstance(model, SolaraModel) else model
    chosen = Chosen()
    for told in ({"row": 3.5}, {"row": True}, {"row": -1}, {"row": "3"}, {}, None, "3", {"row": math.nan}, [3]):
        chosen.pick(told)
    assert chosen.row.value == 0
    chosen.pick({"row": 70})
    assert company.personnel_ids[70] in shown(components.reasons(70, "dashboards")(model))
    chosen.pick({"row": 10**40})
    assert not has(company, chosen)
    assert "Nobody here has this number" in shown(components.reasons(10**40, "dashboards")(model))
    everybody = shown(components.person("de")(model))
    assert "Welche Funktion" in everybody
    assert f"{company.employees[0].employee_id} · Vertrieb" in everybody


def test_a_feature_that_is_unknown_gives_way_to_one_that_matters() -> None:
    company = CRMAdoption("no_programme")
    for row in (0, 60, 119):
        chosen = Chosen(solara.Reactive(row), solara.Reactive("<b>"))
        name = feature_of(company, chosen)
        f = company.employees[row].feature_number(name)
        assert int(company.setting.relevant[company.employees[row].number]) >> f & 1


def test_the_network_has_everybody_and_every_tie(model: Any) -> None:
    company = model.company if isinstance(model, SolaraModel) else model
    drawn = shown(components.network("de")(model))
    assert all(f">{each.label('de')}<" in drawn for each in company.departments)
    assert all(f'data-row="{row}"' in drawn for row in range(len(company.employees)))
    pairs = {frozenset((each.row, other.row)) for each in company.employees for other in each.colleagues}
    (ties,) = re.findall(r'd="([ML0-9. ]+)" stroke="#[0-9a-f]+" stroke-width="0.6"', drawn)
    assert ties.count("M") == len(pairs)


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
    parts = [
        components.people(), components.who_uses_what(), components.network(), components.reasons(3, "dashboards"),
        components.person(),
    ]  # fmt: skip
    root, context = solara.render(
        SolaraViz(SolaraModel(scenario="aligned_kpis", people=60), components=parts, model_params=sliders),
        handle_error=False,
    )
    context.close()
    assert root is not None
