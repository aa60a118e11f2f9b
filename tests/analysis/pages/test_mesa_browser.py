"""The page of ``crm-adoption mesa`` in a real browser: every control, two sessions, no word to anybody else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.words.phrases import percent
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.mesa.model import CRMAdoption

sys.path.insert(0, str(Path(__file__).parent))
from accessible import sizes_of
from page_server import page_process, reads

Visit = Callable[..., Any]
Keep = Callable[[Any, str], None]

NASTY = '<img src="x" onerror="alert(1)"> & Söhne'
SCENARIO = f"""
extends = "no_programme"
title_en = '{NASTY}'
[organisation.departments.sales]
label_de = '{NASTY}'
people = 6
[organisation.departments.marketing]
people = 5
[organisation.departments.customer_success]
people = 4
[organisation.departments.service]
people = 3
"""


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def wait_for(page: Any, words: str) -> None:
    page.locator(".crm-month", has_text=words).wait_for()


def step_to(page: Any, month: int) -> None:
    for each in range(1, month + 1):
        press(page, "Step")
        wait_for(page, f"Month {each} of 36")


def slider(page: Any, words: str) -> Any:
    return page.locator(".v-input__slider", has_text=words).get_by_role("slider")


def sentence(month: int, **changes: float) -> str:
    """Return what the page must say after so many months, from a run of the model itself."""
    model = CRMAdoption(overridden(load("no_programme"), changes))
    for _ in range(month):
        model.step()
    active, deep, minimum = (
        percent(model.outcome(name), "en") for name in ("active_users", "deep_use", "compliance_use")
    )
    return (
        f"{active} of people opened the CRM this month; {deep} of tasks are really done in it, "
        f"{minimum} get only an entry for the boss."
    )


def said(page: Any) -> str:
    return " ".join(page.locator(".crm-sentence").inner_text().split())


def says(page: Any, words: str) -> None:
    reads(page.locator(".crm-sentence"), words)


def test_it_steps_plays_to_the_end_and_resets(address: str, visit: Visit, keep: Keep) -> None:
    page = visit(address)
    keep(page, "go_live")
    step_to(page, 2)
    says(page, sentence(2))
    begun = time.perf_counter()
    press(page, "▶")
    wait_for(page, "Month 36 of 36")
    print(f"34 months of 120 people were played in {time.perf_counter() - begun:.1f} s")
    says(page, sentence(36))
    assert (
        page.locator("svg[role=img]")
        .nth(1)
        .get_attribute("aria-label")
        .startswith("Opened and really used, up to month 36")
    )
    assert page.get_by_role("button", name="Step", exact=True).is_disabled()
    keep(page, "end")
    press(page, "Reset")
    wait_for(page, "Go-live")
    step_to(page, 1)
    says(page, sentence(1))


def test_a_slider_says_its_value_and_waits_for_reset(address: str, visit: Visit, keep: Keep) -> None:
    page = visit(address)
    step_to(page, 1)
    slider(page, "Goals shared across departments: 3 %").focus()
    page.keyboard.press("End")
    page.get_by_text("Goals shared across departments: 100 %").wait_for()
    page.locator(".crm-changed").wait_for()
    says(page, sentence(1))
    keep(page, "settings_changed")
    press(page, "Reset")
    page.locator(".crm-changed").wait_for(state="detached")
    step_to(page, 3)
    says(page, sentence(3, kpi_alignment=1.0))
    assert said(page) != sentence(3)


def test_a_thousand_people_play(address: str, visit: Visit, keep: Keep) -> None:
    page = visit(address)
    slider(page, "People: 120").focus()
    page.keyboard.press("End")
    page.get_by_text("People: 1,000").wait_for()
    press(page, "Reset")
    press(page, "▶")
    wait_for(page, "Month 36 of 36")
    says(page, sentence(36, people=1000))
    keep(page, "thousand_people")


def test_another_scenario_is_chosen_by_its_title(address: str, visit: Visit) -> None:
    page = visit(address)
    slider(page, "People: 120").focus()
    page.keyboard.press("End")
    page.get_by_text("People: 1,000").wait_for()
    page.locator(".v-select").first.click()
    page.get_by_role("option", name="Full programme", exact=True).click()
    page.get_by_text("People: 120").wait_for()
    press(page, "Reset")
    page.locator(".crm-title", has_text="Full programme").wait_for()
    assert page.locator(".crm-changed").count() == 0


def test_another_scenario_is_chosen_to_stand_beside_it(address: str, visit: Visit) -> None:
    page = visit(address)
    page.locator(".v-select").nth(1).click()
    page.get_by_role("option", name="Aligned KPIs", exact=True).click()
    page.locator(".crm-changed").wait_for()
    press(page, "Reset")
    page.locator(".crm-title", has_text="Aligned KPIs").wait_for()
    press(page, "Step")
    months = page.locator(".crm-month", has_text="Month 1 of 36")
    months.nth(1).wait_for()
    assert months.count() == 2
    first, second = (page.locator(".crm-title").nth(n).bounding_box() for n in (0, 1))
    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]


def test_two_sessions_do_not_mix(address: str, visit: Visit) -> None:
    one, other = visit(address), visit(address)
    step_to(one, 2)
    slider(one, "People: 120").focus()
    one.keyboard.press("End")
    one.get_by_text("People: 1,000").wait_for()
    wait_for(other, "Go-live")
    assert other.get_by_text("People: 120").is_visible()
    step_to(other, 1)
    wait_for(one, "Month 2 of 36")


def test_tabs_have_names_and_something_in_them(address: str, visit: Visit, keep: Keep) -> None:
    page = visit(address)
    step_to(page, 6)
    assert [tab.inner_text() for tab in page.get_by_role("tab").all()] == [
        "The company",
        "Who uses what",
        "Departments",
        "Who works with whom",
        "One person",
        "What is shown",
    ]
    page.get_by_role("tab", name="Who uses what", exact=True).click()
    heat = page.locator('svg[aria-label^="Real use by feature and department"]')
    heat.wait_for()
    model = CRMAdoption("no_programme")
    for _ in range(6):
        model.step()
    deep = [each.way_of_working("contact_management") == "deep" for each in model.employees if each.number == 0]
    heat.locator("text[data-place='0']", has_text=percent(sum(deep) / len(deep), "en")).wait_for()
    keep(page, "who_uses_what")
    page.get_by_role("tab", name="Departments", exact=True).click()
    page.locator('svg[aria-label^="Real use by department, up to month 6: Sales"]').wait_for()
    keep(page, "departments")
    page.get_by_role("tab", name="What is shown").click()
    page.get_by_text("what log-in statistics show").wait_for()
    keep(page, "what_is_shown")
    assert "dept_" not in page.content()
    assert page.get_by_text("Page 0").count() == 0


def test_a_person_is_chosen_on_the_network_and_has_reasons_that_follow_the_months(
    address: str, visit: Visit, keep: Keep
) -> None:
    page, model = visit(address, 390, 844, "dark"), CRMAdoption("no_programme")

    def reason() -> str:
        model.step()
        return f"Real use: {percent(model.employees[13].reasons('contact_management').chances['deep'], 'en')}"

    page.locator("header button").first.click()
    press(page, "Step")
    wait_for(page, "Month 1 of 36")
    page.mouse.click(382, 422)
    page.get_by_role("tab", name="Who works with whom").click()
    page.locator("[data-row='13']").click()
    page.locator("h2", has_text=f"{model.personnel_ids[13]} · Sales").wait_for()
    keep(page, "network")
    page.get_by_role("tab", name="One person").click()
    reads(page.locator("svg text", has_text="Real use:"), reason())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    keep(page, "person")
    page.locator("header button").first.click()
    press(page, "Step")
    reads(page.locator("svg text", has_text="Real use:"), reason())
    page.mouse.click(382, 422)
    page.get_by_label("Which feature").click()
    page.get_by_role("option", name="Dashboards", exact=True).click()
    page.locator("h2", has_text="Dashboards: now").or_(page.get_by_text("“Dashboards” is not available")).wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_text_can_be_read_and_nothing_sticks_out(
    address: str, visit: Visit, keep: Keep, width: int, height: int, theme: str
) -> None:
    page = visit(address, width, height, theme)
    if width < 960:
        page.locator("header button").first.click()
    step_to(page, 6)
    if width < 960:
        page.mouse.click(width - 8, height / 2)
    keep(page, f"{theme}_{width}")
    sizes = sizes_of(page, "svg[role=img] text")
    assert min(sizes) >= 13.9
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ink = page.locator("svg[role=img] text", has_text="Sales").first.get_attribute("fill")
    assert (ink == "#f0f2f4") == (theme == "dark")


def test_german_and_names_from_a_file_that_look_like_markup(visit: Visit, keep: Keep, tmp_path: Path) -> None:
    file = tmp_path / "company.toml"
    file.write_text(SCENARIO, encoding="utf-8")
    with page_process(str(file), "--lang", "de") as (where, _):
        page = visit(where)
        press(page, "Step")
        wait_for(page, "Monat 1 von 36")
        assert page.locator(".crm-title").inner_text() == NASTY
        assert page.locator("svg text", has_text="<img src=").count() == 1
        assert page.locator("img").count() == 0
        assert page.locator(".crm-changed").count() == 0
        assert page.locator("svg text", has_text="6 Personen").count() == 1
        keep(page, "german")
        page.close()
