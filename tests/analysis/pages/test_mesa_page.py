"""The page of ``crm-adoption mesa`` without a browser: its numbers, its settings, its command."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

import solara
from crm_adoption.analysis.pages import settings
from crm_adoption.analysis.pages.choices import LEVERS, SHARES, Choices, declaration
from crm_adoption.analysis.pages.company import CompanyOnPage
from crm_adoption.analysis.pages.people import shares
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.mesa.model import CRMAdoption
from crm_adoption.scenarios.words.catalogue import Words

sys.path.insert(0, str(Path(__file__).parent))
from command_line import call, complaint
from page_server import page_process


@pytest.fixture
def choices() -> Choices:
    return Choices("seed_company", "en")


def built(element: Any) -> list[Any]:
    """Return all widgets that Solara makes of an element."""
    root, context = solara.render(element, handle_error=False)
    found, left = [], [root]
    while left:
        found.append(left.pop())
        slots = [slot["children"] for slot in getattr(found[-1], "v_slots", [])]
        for inside in (getattr(found[-1], "children", []), *slots):
            left += [
                each for each in (inside if isinstance(inside, (list, tuple)) else [inside]) if hasattr(each, "keys")
            ]
    context.close()
    return found


@pytest.fixture
def make_page(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[Any]]:
    """Return a function that builds the page of a scenario in a language."""
    from crm_adoption.analysis.pages.mesa_page import Page

    def make(scenario: str, lang: str) -> list[Any]:
        monkeypatch.setenv(settings.SCENARIO, scenario)
        monkeypatch.setenv(settings.LANGUAGE, lang)
        return built(solara.AppLayout(children=[Page()]))

    return make


# The company


def test_it_shows_the_numbers_of_the_model(choices: Choices) -> None:
    shown, model = CompanyOnPage(choices), CRMAdoption("seed_company")
    for _ in range(5):
        shown.step()
        model.step()
    assert shown.now("deep_use") == model.outcome("deep_use")
    assert shown.history("deep_use", 2)[-1] == model.outcome("deep_use", 2)
    assert [len(group.deep) for group in shown.people()] == [
        d.people for d in model.scenario.company.organisation.departments
    ]
    deep = [share for group in shown.people() for share in group.deep]
    minimum = [share for group in shown.people() for share in group.minimum]
    assert deep == pytest.approx([each.deep_use for each in model.employees])
    assert minimum == pytest.approx([each.compliance_use for each in model.employees])


def test_shares_count_only_what_is_relevant() -> None:
    masks = np.array([0b1011, 0b0000, 0b1111], np.uint32)
    assert shares(masks, np.uint32(0b0011)) == [1.0, 0.0, 1.0]
    assert shares(masks[:1], np.uint32(0b1100)) == [0.5]


def test_it_stops_at_the_horizon(choices: Choices) -> None:
    shown = CompanyOnPage(choices)
    for _ in range(40):
        shown.step()
    assert (len(shown.months), shown.running) == (36, False)
    assert shown.steps == shown.time == "Month 36 of 36"


# Settings


@pytest.mark.parametrize("name", catalogue())
def test_settings_left_alone_leave_the_scenario_as_it_is(name: str) -> None:
    choices = Choices(name, "en")
    assert choices.overrides() == {}
    assert choices.scenario() is choices.base
    assert choices.base.name == name


def test_what_is_moved_changes_the_scenario(choices: Choices) -> None:
    choices.people.set(60)
    choices.shares["sponsorship"].set(90)
    scenario = choices.scenario()
    assert scenario.company.organisation.headcount == 60
    assert {each.levers.sponsorship for each in scenario.company.organisation.departments} == {0.9}
    assert scenario.company.behaviour == choices.base.company.behaviour


def test_another_scenario_takes_its_own_levels(choices: Choices) -> None:
    choices.shares["attention"].set(1)
    choices.people.set(20)
    choices.title.set(load("full_programme").title("en"))
    choices.follow()
    assert choices.overrides() == {}


def test_sliders_have_the_declared_ranges_and_say_their_values(choices: Choices) -> None:
    inputs = choices.inputs()
    for name in SHARES:
        assert (inputs[name]["min"] / 100, inputs[name]["max"] / 100) == declaration(name).allowed
        assert inputs[name]["label"].endswith((" %", " % a month"))
    assert inputs["scenario"]["values"][0] == load("seed_company").title("en")


def test_what_does_not_go_together_is_said_and_does_not_run(choices: Choices) -> None:
    choices.people.set(2)
    shown = CompanyOnPage(choices)
    assert shown.problem is not None
    assert "departments" in str(shown.problem)
    shown.step()
    assert (shown.running, shown.months, shown.people()) == (False, [], [])


def test_every_slider_and_sentence_has_words_in_both_languages() -> None:
    assert set(LEVERS) <= set(Words("pages.words"))
    say = Words("pages.words")
    assert all(english != say.raw(key, "de") for key, english in say.all("en").items())


# The page


@pytest.mark.filterwarnings("ignore:.*`use_state` found despite early return:UserWarning")  # in Mesa 3.3.1
def test_the_page_is_built_without_a_browser(make_page: Callable[[str, str], list[Any]]) -> None:
    found = make_page("aligned_kpis", "de")
    drawn = [widget.svg for widget in found if hasattr(widget, "svg")]
    assert len(drawn) == 2
    assert any("Vertrieb" in svg for svg in drawn)
    assert all("Echte Nutzung" in svg for svg in drawn)
    labels = [widget.label for widget in found if hasattr(widget, "thumb_label")]
    assert "Personen: 120" in labels


def test_the_page_says_what_is_wrong_with_its_file(make_page: Callable[[str, str], list[Any]], tmp_path: Path) -> None:
    found = make_page(str(tmp_path / "gone.toml"), "en")
    assert any("gone.toml" in str(child) for widget in found for child in getattr(widget, "children", []))


def test_solara_is_told_to_send_nothing() -> None:
    given = settings.environment("module", "no_programme", "en")
    assert given["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "false"


# The command


def test_a_missing_extra_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "solara" else there(name, *more)
    )
    said = complaint(call("mesa"))
    assert "solara" in said
    assert "pip install '.[viz]'" in said


def test_a_port_that_is_taken_is_explained() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        said = complaint(call("mesa", "--no-open", "--port", port))
    assert f"port {port}" in said
    assert "--port" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ful_programme"], "Did you mean 'full_programme'?"),
        (["nowhere.toml"], "nowhere.toml"),
        (["--port", 0], "allowed is 1 to 65535"),
        (["--port", 99999], "allowed is 1 to 65535"),
        (["--port", "many"], "is not a whole number"),
        (["--host", "256.1.1.1"], "is not an address of this machine"),
        (["--host", "192.0.2.1"], "is not an address of this machine"),
        (["--lang", "it"], "is not a language we have"),
    ],
)
def test_mistakes_are_explained(arguments: list[object], words: str) -> None:
    assert words in complaint(call("mesa", "--no-open", *arguments))


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl-C, which is POSIX")
def test_ctrl_c_ends_it_quietly() -> None:
    with page_process() as (_, running):
        running.send_signal(signal.SIGINT)
        rest, _ = running.communicate(timeout=20)
    assert running.returncode == 0
    assert rest == ""


@pytest.mark.skipif(
    tuple(int(part) for part in mesa.__version__.split(".")[:2]) >= (3, 5),
    reason="Mesa 3.5 takes a model's attribute scenario for an experimental one of its own",
)
def test_a_page_of_one_s_own_takes_the_model_as_it_is() -> None:
    from mesa.visualization import SolaraViz, make_plot_component

    model = CRMAdoption("no_programme", months=3)
    page = SolaraViz(model, components=[make_plot_component("deep_use")], model_params={"people": 60})
    assert len(built(page)) > 5


# Two scenarios side by side


def test_a_second_scenario_has_the_same_people_and_luck_and_goes_month_by_month_with_the_first() -> None:
    choices = Choices("no_programme", "en", "aligned_kpis")
    company = CompanyOnPage(choices)
    alone = [CRMAdoption(load(name)) for name in ("no_programme", "aligned_kpis")]
    for _ in range(3):
        company.step()
        for each in alone:
            each.step()
    assert len(company.shown) == 2
    for shown, model in zip(company.shown, alone, strict=True):
        assert shown.model is not None
        assert np.array_equal(shown.months[-1], model.values, equal_nan=True)
    assert company.shown[0].now("deep_use") != company.shown[1].now("deep_use")


def test_levers_move_both_and_nothing_can_be_shown_beside() -> None:
    choices = Choices("no_programme", "en", "aligned_kpis")
    choices.shares["training"].set(80)
    company = CompanyOnPage(choices)
    for each in company.shown:
        assert each.model is not None
        assert {d.levers.training for d in each.model.scenario.company.organisation.departments} == {0.8}
    choices.beside.set(choices.nothing)
    assert choices.chosen() != company.chosen
    assert CompanyOnPage(choices).shown[1:] == ()
    assert Choices("no_programme", "en").scenario_beside() is None
    assert Choices("no_programme", "en", "no_programme").scenario_beside() is None


def test_both_run_to_the_end_of_the_longer_one(tmp_path: Path) -> None:
    short = tmp_path / "short.toml"
    short.write_text('extends = "aligned_kpis"\ntitle_en = "Short"\nmonths = 2\n', encoding="utf-8")
    company = CompanyOnPage(Choices(str(short), "en", "no_programme"))
    for _ in range(4):
        assert company.running
        company.step()
    assert [len(each.months) for each in company.shown] == [2, 4]


def test_mesa_and_present_call_what_they_share_the_same() -> None:
    import inspect

    from crm_adoption.analysis.cli.mesa import mesa_command
    from crm_adoption.analysis.cli.present import present_command

    mesa_s, present_s = (inspect.signature(each).parameters for each in (mesa_command, present_command))
    for name in ("host", "allowed_host", "root_path", "browser", "port"):
        assert mesa_s[name].annotation == present_s[name].annotation


def test_a_mistake_in_the_second_scenario_is_told_before_anything_starts() -> None:
    assert "unknown scenario 'nonsense'" in complaint(call("mesa", "--no-browser", "no_programme", "nonsense"))
