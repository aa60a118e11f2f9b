"""The laboratory without its page: choices, links, presets, what is run, and what the page is given to play."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption import InputError, load, simulate
from crm_adoption.analysis.base.effects import effect
from crm_adoption.analysis.comparing.costs import cost_of
from crm_adoption.analysis.evidence.behaviour import uncertain
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.laboratory import panel
from crm_adoption.analysis.laboratory.build import all_built, built, distinct, fitting, spent_on, strength_of
from crm_adoption.analysis.laboratory.choices import LEVERS, OUTCOMES, PROGRAMMES, Choices, Look, Plan, State
from crm_adoption.analysis.laboratory.figures import (
    alike,
    difference,
    difference_rows,
    headline_rows,
    payback_words,
    summary,
    verdicts,
)
from crm_adoption.analysis.laboratory.links import as_query, from_query
from crm_adoption.analysis.laboratory.people import counts_of, groups_of, marks_of
from crm_adoption.analysis.laboratory.person import card, company_in
from crm_adoption.analysis.laboratory.presets import MOST_BYTES, from_files, shipped, uploaded
from crm_adoption.analysis.laboratory.recording import CHAMPION, record
from crm_adoption.analysis.laboratory.runs import FIRST, SMALL, Kept, LabRun, programmes, run_all, run_in_steps
from crm_adoption.analysis.laboratory.scene import columns_in, scene
from crm_adoption.analysis.words.phrases import LANGUAGES
from crm_adoption.model.outcomes import OUTCOMES as OUTCOMES_DECLARED
from crm_adoption.scenarios.files.catalogue import catalogue
from crm_adoption.scenarios.words.catalogue import Words
from hypothesis import given, settings
from hypothesis import strategies as st

USUAL = Choices((Plan("no_programme"), Plan("aligned_kpis")))
FEW = 20


@pytest.fixture(scope="module")
def runs() -> tuple[LabRun, ...]:
    return run_all(USUAL, shipped(), replications=FEW, kept=Kept())


# Choices and links

plans = st.builds(
    lambda key, moved: Plan(key, tuple((name, moved[name]) for name in PROGRAMMES if name in moved)),
    st.sampled_from(catalogue()), st.dictionaries(st.sampled_from(PROGRAMMES), st.integers(0, 100), max_size=4),
)  # fmt: skip
states = st.builds(
    State,
    st.builds(
        Choices, st.lists(plans, min_size=2, max_size=4).map(tuple), st.sampled_from(["", *catalogue()]),
        st.none() | st.integers(20, 1000), st.integers(0, 99),
        st.dictionaries(st.sampled_from(LEVERS), st.integers(5, 100), max_size=3).map(
            lambda moved: tuple((name, moved[name]) for name in LEVERS if name in moved)
        ),
        st.none() | st.integers(10_000, 2_000_000),
    ),
    st.builds(
        Look, st.sampled_from(["story", "lab", "assumptions"]), st.sampled_from(["en", "de"]),
        st.sampled_from(["auto", "light", "dark"]), st.integers(0, 120), st.integers(1, 8), st.sampled_from(OUTCOMES),
        st.sampled_from(["runs", "ci"]), st.sampled_from(["way", "depth"]), st.booleans(),
    ),
)  # fmt: skip


@given(states)
@settings(max_examples=60, deadline=None)
def test_a_link_holds_the_whole_state(state: State) -> None:
    found, wrong = from_query(as_query(state), State(USUAL), shipped())
    assert (found, wrong) == (state, [])


@given(st.text(max_size=80) | st.dictionaries(
    st.sampled_from(["s", "month", "lever", "people", "lang", "tab", "company", "budget", "no", "x"]),
    st.text(max_size=20),
).map(lambda parts: "&".join(f"{name}={text}" for name, text in parts.items())))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_damaged_link_gives_a_state_that_runs(query: str) -> None:
    state, wrong = from_query(query, State(USUAL), shipped())
    assert 2 <= len(state.choices.plans) <= 4
    assert all(plan.preset in shipped() for plan in state.choices.plans)
    assert all(each.in_words(lang).strip() for each in wrong for lang in LANGUAGES)


def test_a_damaged_part_is_named_and_the_rest_goes_on() -> None:
    state, wrong = from_query("month=9&s=mandat&lever=monitoring:900&people=12x", State(USUAL), shipped())
    assert state == State(USUAL, Look(month=9))
    assert [each.in_words("en") for each in wrong] == [
        "Scenario: “mandat” does not exist.",
        "How closely entries are watched: 900 is not allowed; give a whole number from 0 to 100.",
        "People: “12x” is not a whole number.",
    ]


@pytest.mark.parametrize(("query", "said"), [
    ("s=" + "x" * 5000, "Der Link ist zu lang; gelesen werden höchstens 4.000 Zeichen."),
    ("s=upload-mine", "Szenario: „upload-mine“ war eine hochgeladene Datei; Links enthalten sie nicht. "
                      "Laden Sie sie noch einmal hoch."),
    ("outcome=zzz", "Gezeigt wird: „zzz“ gibt es nicht."),
    ("month=5000", "Monat: „5000“ gibt es nicht."),
    ("step=99", "Schritt der Geschichte: „99“ gibt es nicht."),
    ("lever=zzz:1", "Einstellungen: „zzz“ gibt es nicht."),
    ("lever=monitoring:x", "Kontrolle der Einträge: „x“ ist keine ganze Zahl."),
    ("s=mandate,Trainin:5", "Szenario: „Trainin“ gibt es nicht."),
    ("budget=<b>", "Geld: „<b>“ ist keine ganze Zahl."),
    ("zzz=1", "„zzz“ gehört nicht in einen Link."),
    ("&".join(["s=mandate"] * 5), "Szenario: Mehr als 4 nebeneinander gehen nicht."),
])  # fmt: skip
def test_what_is_damaged_in_a_link_is_said_in_german(query: str, said: str) -> None:
    assert [each.in_words("de") for each in from_query(query, State(USUAL), shipped())[1]] == [said]


@pytest.mark.parametrize(("text", "value"), [("12", 12), (" 300,000 ", 300_000), ("300.000", 300_000), ("−3", -3)])
def test_numbers_are_read_as_people_type_them(text: str, value: int) -> None:
    assert panel.whole(text) == value


@pytest.mark.parametrize("text", ["", "12.5", "1,2", "x", "1e3", "9" * 13, "٣", True, None])
def test_what_is_no_whole_number_is_refused(text: object) -> None:
    with pytest.raises(InputError, match="is not a whole number"):
        panel.whole(text)


# Presets and what is built of them


def test_moving_a_slider_to_where_it_stands_changes_nothing() -> None:
    for name, preset in shipped().items():
        plan = Plan(name)
        for kind in PROGRAMMES:
            plan = plan.moved(kind, strength_of(preset.scenario, kind))
        assert built(Choices((plan, plan)), 0, shipped()).interventions == preset.scenario.interventions


def test_own_systems_are_offered_where_there_are_some() -> None:
    choices = Choices((Plan("seed_company"), Plan("seed_company")))
    scenarios = all_built(choices, shipped())
    rows = panel.panel(choices, shipped(), scenarios, "en")["scenarios"][0]["rows"]
    company = scenarios[0].company
    assert [row["name"] for row in rows] == list(fitting(company)) == list(PROGRAMMES)
    bare = tuple(replace(each, own_systems={}) for each in company.organisation.departments)
    without = replace(company, organisation=replace(company.organisation, departments=bare))
    assert set(PROGRAMMES) - set(fitting(without)) == {"RetireOwnSystem", "ConnectOwnSystem"}
    plan = Plan("seed_company").moved("RetireOwnSystem", 100)
    scenario = built(Choices((plan, plan)), 0, shipped())
    assert spent_on(scenario, "RetireOwnSystem") == 3 * scenario.prices.retire_own_system


def test_the_outcomes_of_the_second_edition_can_be_shown_and_older_links_still_hold() -> None:
    assert {"must_repeat", "institutionalised", "features_idle", "trust_in_ai"} < set(OUTCOMES)
    state, wrong = from_query("outcome=fragmentation", State(USUAL), shipped())
    assert (state.look.outcome, wrong) == ("must_repeat", [])


def test_sliders_set_strengths_and_their_costs() -> None:
    plan = Plan("aligned_kpis").moved("Training", 50).moved("AlignKPIs", 0).moved("Champions", 100)
    scenario = built(Choices((plan, plan)), 0, shipped())
    assert {type(each).__name__: each.strength for each in scenario.interventions} == {
        "Training": 0.5,
        "Champions": 1.0,
    }
    assert spent_on(scenario, "AlignKPIs") == 0.0
    assert spent_on(scenario, "Training") + spent_on(scenario, "Champions") == pytest.approx(scenario.total_cost)
    assert scenario.title("de").endswith("(geändert)")


def test_company_people_levers_and_budget_hold_for_all_scenarios() -> None:
    choices = replace(USUAL, company="seed_company").with_people(200).with_lever("monitoring", 20).with_budget(90_000)
    first, second = all_built(choices, shipped())
    assert first.company.organisation == second.company.organisation
    assert first.company.organisation.headcount == 200
    assert {each.levers.monitoring for each in first.company.organisation.departments} == {0.2}
    assert (first.total_cost, round(second.total_cost)) == (0.0, 90_000)


def test_scenarios_of_other_departments_are_refused() -> None:
    text = """[organisation.departments.sales]\nlabel_en = "Sales"\nlabel_de = "Vertrieb"\nrole = "sales"\npeople = 9\n
[organisation.departments.lab]\nlabel_en = "Lab"\nlabel_de = "Labor"\nrole = "service"\npeople = 9\n"""
    preset = uploaded("other.toml", text, [])
    with pytest.raises(InputError, match="other departments than scenario A"):
        all_built(Choices((Plan("no_programme"), Plan(preset.key))), {**shipped(), preset.key: preset})


def test_files_of_the_command_line_get_keys_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "mandate.toml"
    file.write_text("extends = 'mandate'\nmonths = 12\n", encoding="utf-8")
    found = from_files((str(file), "training"))
    assert list(found) == ["mandate-2", "training"]
    assert found["mandate-2"].scenario.months == 12


@pytest.mark.parametrize(("name", "text", "said"), [
    ("a.toml", "months = [", "not valid TOML"),
    ("a.toml", "extends = '/etc/hostname'", "leads out of the scenario's folder"),
    ("a.toml", "extends = 'no_programme'\n[organisation]\nties = '../x.csv'", "leads out of the scenario's folder"),
    ("a.toml", "extends = 'no_programme'\n[organisation]\nroster = 'people.csv'", "people.csv"),
    ("a.toml", "feature_file = 'f.toml'\nextends = 'no_programme'", "f.toml"),
    ("a.csv", "x" * (MOST_BYTES + 1), "too large"),
    ("a.csv", "id;department\n1;sales", "column 'manager' must stand in the heading"),
    ("a.png", "x", "give a scenario file"),
])  # fmt: skip
def test_uploads_are_refused_in_words_that_name_no_folder(name: str, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as found:
        uploaded(name, text, [])
    assert "/tmp" not in str(found.value)
    assert "crm-adoption-" not in str(found.value)


def test_an_uploads_name_is_only_a_name() -> None:
    preset = uploaded("../../etc/<b>passwd.toml", "extends = 'mandate'", ["upload-bpasswd"])
    assert preset.key == "upload-bpasswd-2"
    assert preset.title("en") == "Bpasswd"


# Runs and figures


def test_runs_are_those_of_the_package(runs: tuple[LabRun, ...]) -> None:
    for run, name in zip(runs, ("no_programme", "aligned_kpis"), strict=True):
        scenario = uncertain(load(name), load_ensemble("evidence"))
        direct = simulate(scenario, replications=FEW, record_features=True)
        np.testing.assert_array_equal(run.programme.path("net_value"), direct.of("net_value"))
        heads = run.scenario.company.setting.departments[:, 0]
        share = direct.use[:, 11, 0, 0, 0].mean() / heads[0]  # type: ignore[index]
        assert run.use[11, 0, 0] == pytest.approx(share, rel=1e-6)


def test_the_recording_is_replicate_by_replicate_the_engines(runs: tuple[LabRun, ...]) -> None:
    direct = simulate("aligned_kpis", replications=3)
    recording = record(load("aligned_kpis"), replicate=2)
    for month in (1, 12, 36):
        groups = groups_of(recording, load("aligned_kpis"), month, "en")
        for d, group in enumerate(groups):
            assert group.shares()[0] == pytest.approx(direct.of("deep_use", d + 1)[2, month - 1])
    assert not recording.deep[0].any()


def test_marks_are_managers_and_champions() -> None:
    scenario = load("full_programme")
    recording, model = record(scenario), company_in(scenario, 12)
    found = {person for d, mark in enumerate(marks_of(recording, 12)) for person in
             (recording.start[d] + place for place in mark.champions)}  # fmt: skip
    assert found == {row for row, each in enumerate(model.employees) if each.is_champion} != set()
    assert (recording.marks[0] & CHAMPION).sum() == 0
    assert recording.colleagues[3] == tuple(sorted({each.row for each in model.employees[3].colleagues}))


def test_what_is_known_is_not_run_again() -> None:
    kept, done = Kept(), []
    first = run_all(USUAL, shipped(), replications=2, kept=kept, progress=done.append)
    assert done[-1] == 1.0
    done.clear()
    again = run_all(USUAL, shipped(), replications=2, kept=kept, progress=done.append)
    assert (again, done) == (first, [])
    assert len(kept) == 2
    small = Kept(kept.kept_bytes)
    for percent in (0, 10, 20):
        run_all(USUAL.with_lever("monitoring", percent), shipped(), replications=2, kept=small)
        assert 0 < small.kept_bytes <= small.most_bytes
    assert len(small) <= 2


def test_a_run_ends_when_its_progress_raises() -> None:
    def stop(share: float) -> None:
        raise KeyError(share)

    with pytest.raises(KeyError):
        run_all(USUAL.with_lever("monitoring", 33), shipped(), replications=2, kept=Kept(), progress=stop)


def test_figures_are_those_of_the_comparison(runs: tuple[LabRun, ...]) -> None:
    first, second = programmes(runs)
    truth = effect(second, first, "deep_use", 12, "en")
    gap = difference(runs[1], runs[0], "deep_use")
    assert (gap.mean[11], gap.ci_low[11], gap.ci_high[11]) == pytest.approx(
        (truth.difference, truth.ci_low, truth.ci_high)
    )
    shown = f"{100 * truth.difference:+.1f} points ({100 * truth.ci_low:+.1f} to {100 * truth.ci_high:+.1f})"
    assert difference_rows(runs[1], runs[0], "en")["deep_use"][11] == shown
    assert headline_rows(runs[1], "de")["deep_use"][11] == f"{100 * truth.level:.0f} %"
    cost = cost_of(second, first, 12)
    assert np.isnan(cost.payback_month) == ("not within" in payback_words(runs[1], runs[0], "en"))


def test_verdicts_follow_the_interval(runs: tuple[LabRun, ...]) -> None:
    for outcome in ("deep_use", "customers"):
        gap, said = difference(runs[1], runs[0], outcome), verdicts(runs, outcome, "en", "AB")
        assert said[0] == []
        for month in range(1, 37):
            (text,) = said[month]
            assert ("lies above A" in text) == (gap.ci_low[month - 1] > 0.0)
            assert ("lies below A" in text) == (gap.ci_high[month - 1] < 0.0)
    assert alike(runs)


def test_other_people_are_not_called_the_same() -> None:
    preset = uploaded("small.csv", "id,department,manager\n" + "\n".join(
        f"{d}{n},{d},{d + '0' if n else ''}" for d in ("sales", "marketing", "customer_success", "service")
        for n in range(5)), [])  # fmt: skip
    choices = Choices((Plan("no_programme"), Plan(preset.key)))
    found = run_all(choices, {**shipped(), preset.key: preset}, replications=2, kept=Kept())
    assert not alike(found)
    assert "different companies" in scene(found, Look(), width=900.0, dark=True)["pairing"]


def test_bands_say_how_far_runs_range() -> None:
    values = np.arange(101.0)[:, None] * np.ones((1, 3))
    found = summary(values)
    assert (found.mean[0], found.low[0], found.high[0]) == (50.0, 10.0, 90.0)
    assert found.ci_high[0] - found.mean[0] == pytest.approx(1.984 * values[:, 0].std(ddof=1) / np.sqrt(101), rel=1e-3)
    assert np.isnan(summary(values[:1]).low).all()


# What the page is given


def test_the_scene_is_plain_data_and_packs_what_happened(runs: tuple[LabRun, ...]) -> None:
    for lang in LANGUAGES:
        shown = json.loads(json.dumps(scene(runs, Look(lang=lang), width=1060.0, dark=False)))
        column, recording = shown["columns"][1], runs[1].recording
        deep = np.frombuffer(base64.b64decode(column["deep"]), np.uint8).reshape(recording.deep.shape)
        for d in range(len(recording.relevant)):
            share = deep[12, recording.rows(d)] / column["relevant"][d]
            np.testing.assert_array_equal(share, recording.shares(12, d)[0])
        others, ends = (np.frombuffer(base64.b64decode(column[name]), "<u4") for name in ("colleagues", "ends"))
        assert tuple(others[ends[6] : ends[7]]) == recording.colleagues[7]
        assert len(column["sentences"]) == len(shown["verdicts"]) == shown["months"] + 1 == 37
        assert all(
            f["label"] in (o.label_de if lang == "de" else o.label_en for o in OUTCOMES_DECLARED)
            for f in shown["headlines"]
        )


def test_of_large_companies_several_people_are_one_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """Squares add up to the company, nobody is marked, and the picture still says how many people there are."""
    monkeypatch.setattr("crm_adoption.analysis.laboratory.people.MOST_SQUARES", 50)
    runs = run_all(USUAL, shipped(), replications=2, kept=Kept())
    recording, shown = runs[0].recording, scene(runs, Look(), width=1060.0, dark=False)
    assert (recording.people, shown["together"]) == (120, 3)
    deep, minimum = counts_of(recording, 3)
    ends = [-(-(each.stop - each.start) // 3) for each in map(recording.rows, range(4))]
    assert deep.shape == minimum.shape == (37, sum(ends))
    for d, (end, squares) in enumerate(zip(np.cumsum(ends), ends, strict=True)):
        people = recording.rows(d).stop - recording.rows(d).start
        total = recording.shares(12, d)[0].sum() * recording.relevant[d].bit_count()
        assert deep[12, end - squares : end].sum() == pytest.approx(total)
        assert f"{people} people · Real use" in shown["columns"][0]["company"]
    assert shown["columns"][0]["marks"] == ""
    assert "up to 3 people" in shown["about"]


def test_large_companies_get_a_first_answer_from_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_adoption.analysis.laboratory.runs.REPLICATIONS", 20)
    kept = Kept()
    small = list(run_in_steps(USUAL, shipped(), kept=kept))
    first, whole = run_in_steps(USUAL.with_people(SMALL + 1), shipped(), kept=kept)
    assert [len(small), *(each[1].programme.replications for each in (small[0], first, whole))] == [1, 20, FIRST, 20]
    for few, all_ in zip(first, whole, strict=True):
        np.testing.assert_array_equal(few.programme.path("deep_use"), all_.programme.path("deep_use")[:FIRST])
    assert len(list(run_in_steps(USUAL.with_people(SMALL + 1), shipped(), kept=kept))) == 1
    assert (
        scene(first, Look(), width=900.0, dark=False)["first"],
        scene(whole, Look(), width=900.0, dark=False)["first"],
    ) == (FIRST, 0)
    assert "means of 16 such companies" in scene(first, Look(), width=900.0, dark=False)["about"]


def test_columns_stand_beside_each_other_as_long_as_there_is_room() -> None:
    assert [columns_in(width, 4) for width in (300, 700, 1060, 1400)] == [1, 2, 2, 4]
    assert [columns_in(width, 2) for width in (360, 700)] == [1, 2]


def test_a_persons_card_has_the_models_reasons() -> None:
    model = company_in(load("no_programme"), 6)
    shown = card(model, 5, "de")
    why = model.employees[5].reasons("pipeline")
    row = next(each for each in shown["rows"] if each["feature"] == "Vertriebspipeline")
    assert row["way"] == why.way
    assert row["chance"] == f"{100 * why.chances['deep']:.0f} %"


def test_everything_is_said_in_both_languages() -> None:
    for say in (Words("laboratory.page"), Words("laboratory.words")):
        for key, english in say.all("en").items():
            assert english != say.raw(key, "de") or key in SAME, key


def test_scenarios_for_a_report_have_names_of_their_own() -> None:
    scenarios = [load("mandate"), load("mandate"), load("training")]
    assert [each.name for each in distinct(scenarios)] == ["mandate", "mandate_2", "training"]


SAME = {"normal", "band"}
