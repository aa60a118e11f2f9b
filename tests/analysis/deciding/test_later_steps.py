"""A search never loses its result to a later step: each that fails is named, and the rest is kept and written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.base.later_steps import LaterSteps, StepFailed
from crm_adoption.analysis.deciding import deciding, following, rescue
from crm_adoption.analysis.deciding.answer import findings
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.folder import write_folder
from crm_adoption.analysis.deciding.menu import Menu
from crm_adoption.analysis.deciding.mix import Mix, background, titled
from crm_adoption.analysis.deciding.signs import Sign
from crm_adoption.analysis.deciding.starting import check_budget, own
from crm_adoption.analysis.deciding.told import Decision
from crm_adoption.analysis.words.phrases import LANGUAGES
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.coaching import Champions
from crm_adoption.scenarios.programmes.interventions import KINDS
from crm_adoption.scenarios.programmes.rollouts import StagedRollout
from crm_adoption.scenarios.programmes.shocks import TurnoverWave

STEPS = {
    "rivals": "shipped", "early_signs": "signs", "rescues": "rescues", "next_euros": "next", "frontier": "frontier",
    "worth_knowing": "knowledge",
}  # fmt: skip
LEANS_ON = {"rescues": "early_signs", "worth_knowing": "rivals"}
"""Steps that another one hands something to."""


def no_answer(*_: Any, **__: Any) -> Any:
    raise InputError("this cannot be told.")


def broken(*_: Any, **__: Any) -> Any:
    raise OverflowError("math range error")


@pytest.fixture
def alarmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small decision has no early sign by itself; here there is one, so that there is a rescue to fail."""
    whole = following.early_signs

    def with_sign(*given: Any) -> Any:
        return replace(whole(*given), signs=(Sign(3, "deep_use", True, 0.5, 0.1, 0.1),))

    monkeypatch.setattr(following, "early_signs", with_sign)


@pytest.fixture(scope="module")
def worked_out() -> dict[tuple[str, bool], Any]:
    """Return what the search and the steps found, in whichever test they were asked first."""
    return {}


@pytest.fixture
def known(worked_out: dict[tuple[str, bool], Any], monkeypatch: pytest.MonkeyPatch, alarmed: None) -> None:
    """Work the search and each step out once: it has the same answers, unless one fails that it leans on."""

    def remember(module: Any, name: str) -> None:
        whole = getattr(module, name)

        def once(*given: Any) -> Any:
            key = name, getattr(following, LEANS_ON.get(name, ""), None) in (no_answer, broken)
            if key not in worked_out:
                worked_out[key] = whole(*given)
            return worked_out[key]

        monkeypatch.setattr(module, name, once)

    for name in ("found", "compared"):
        remember(deciding, name)
    for name in STEPS:
        remember(following, name)


def answered_without(question: Question, monkeypatch: pytest.MonkeyPatch, failing: Any, *steps: str) -> Decision:
    for each in steps:
        monkeypatch.setattr(following, each, failing)
    return deciding.answered(question, 14)


@pytest.mark.parametrize("step", STEPS)
def test_what_has_no_answer_is_named_and_the_decision_is_kept(
    question: Question, monkeypatch: pytest.MonkeyPatch, known: None, tmp_path: Path, step: str
) -> None:
    found = answered_without(question, monkeypatch, no_answer, step)
    assert [each.step for each in found.unavailable] == [STEPS[step]]
    assert found.lacks(STEPS[step])
    assert found.best.gain == pytest.approx(found.options[0].gain)
    for lang in LANGUAGES:
        said = findings(found, lang)[STEPS[step]]
        assert "this cannot be told" in said
        assert not any("nan" in each.lower().split() for each in [*found.answer(lang), *found.advice(lang)])
    write_folder(found, tmp_path, "no_programme", xlsx=True)
    record = json.loads((tmp_path / "decision.json").read_text(encoding="utf-8"))
    assert record["not_available"] == [{"step": STEPS[step], "reason": "this cannot be told.", "fault": ""}]
    assert "this cannot be told" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert load(tmp_path / "best_mix.toml").total_cost == pytest.approx(found.best.cost)


def test_all_may_fail_and_faults_of_ours_are_warned_of_with_their_traceback(
    question: Question, monkeypatch: pytest.MonkeyPatch, known: None, tmp_path: Path
) -> None:
    with pytest.warns(StepFailed, match=r"(?s)Traceback.*broken.*OverflowError: math range error"):
        found = answered_without(question, monkeypatch, broken, *STEPS)
    steps = [each.step for each in found.unavailable]
    assert steps == ["shipped", "signs", "next", "frontier", "knowledge"]  # without signs there is no rescue to try
    assert all("OverflowError" in each.reason and "Traceback" in each.fault for each in found.unavailable)
    assert write_folder(found, tmp_path, "no_programme", xlsx=True).unavailable == found.unavailable
    assert {"report.html", "1-options.png", "decision.xlsx", "best_mix.toml"} <= {f.name for f in tmp_path.iterdir()}


@pytest.mark.parametrize("module", ["charts.drawn", "report.write_report", "workbook.write_workbook"])
def test_a_page_that_cannot_be_drawn_does_not_take_the_decision_along(
    decision: Decision, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: str
) -> None:
    monkeypatch.setattr(f"crm_adoption.analysis.deciding.{module}", broken)
    with pytest.warns(StepFailed):
        found = write_folder(decision, tmp_path, "no_programme", xlsx=True)
    (missing,) = found.unavailable
    assert missing.step in ("figures", "report", "workbook")
    record = json.loads((tmp_path / "decision.json").read_text(encoding="utf-8"))
    assert record["not_available"][0]["step"] == missing.step
    assert (tmp_path / "best_mix.toml").is_file()
    assert all("OverflowError" in found.advice(lang)[-1] for lang in LANGUAGES)


def test_a_fault_ends_the_command_as_ours_after_everything_is_written(
    decision: Decision, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import typer
    from crm_adoption.analysis.cli import decide as command

    failed = LaterSteps()
    with pytest.warns(StepFailed):
        failed.take("rescues", broken, ())
    command._tell_faults(decision)
    with pytest.raises(typer.Exit) as end:
        command._tell_faults(replace(decision, unavailable=tuple(failed.failed)))
    assert end.value.exit_code == 1
    assert "OverflowError" in capsys.readouterr().err


def test_a_full_disk_is_no_failing_step() -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        LaterSteps().take("report", full, None)


@pytest.mark.parametrize("kind", rescue._KINDS)
@pytest.mark.parametrize("way", ["random", "ties", "level"])
def test_every_rescue_goes_with_every_way_of_choosing_champions(question: Question, kind: str, way: Any) -> None:
    there = (Champions(departments=("sales",), choose=way, strength=0.5), KINDS["AlignKPIs"](strength=1.0))
    mix = Mix(titled(question.base, "mix", ("", ""), there))
    added = rescue._added(mix, kind, {"budget": 30_000.0, "start": 6, "when": "deep_use < 0.3"})
    assert added is not None
    assert added[0].schedule.conditions == 1


def test_champions_chosen_differently_in_each_department_leave_the_rescue_by_champions_out(question: Question) -> None:
    there = (Champions(departments=("sales",), choose="level"), Champions(departments=("service",), choose="ties"))
    mix = Mix(titled(question.base, "mix", ("", ""), there))
    assert rescue._added(mix, "Champions", {"budget": 30_000.0, "start": 6, "when": "deep_use < 0.3"}) is None


def test_what_does_not_combine_is_refused_when_it_is_put_together() -> None:
    """Whoever combines interventions and leaves out what does not go finds out before anything is simulated."""
    base = load("no_programme")
    with pytest.raises(InputError, match="two different ways"):
        replace(base, interventions=(Champions(choose="ties"), Champions(departments=("sales",))))


def test_a_programme_with_waves_of_features_and_a_rollout_of_its_own_is_one_of_the_mixes() -> None:
    """The features' own months would be a second roll-out of the same features."""
    whole = load("full_programme")
    assert any(each.go_live for each in whole.company.catalogue.features)
    kept = tuple(each for each in whole.interventions if not isinstance(each, StagedRollout))
    staged = replace(whole, interventions=(*kept, StagedRollout(by="department", one_off=1000.0)))
    ready = own(staged, background(staged), 200_000.0)
    assert (len(ready.mixes), ready.left_out) == (1, ())


def test_a_programme_of_ones_own_that_does_not_fit_is_left_out_by_name() -> None:
    whole = replace(load("aligned_kpis"), name="mine")
    dear = replace(background(whole), interventions=(TurnoverWave(start=3, one_off=500_000.0),))
    ready = own(whole, dear, 200_000.0)
    assert (ready.mixes, ready.left_out) == ((), ("mine",))


def test_shocks_that_cost_more_than_the_budget_are_refused_before_the_search(question: Question) -> None:
    dear = replace(question.base, interventions=(TurnoverWave(start=3, one_off=500_000.0),))
    menu = Menu.of(dear.company, dear.months, dear.prices)
    with pytest.raises(InputError, match="less than what the shocks cost"):
        check_budget(dear, menu, 120_000.0)
