"""The decision as a whole: best on fresh companies, the same for a seed, in words, files and refusals."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import crm_adoption
import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption.analysis.deciding import choosing, deciding
from crm_adoption.analysis.deciding.brief import brief
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.folder import write_folder
from crm_adoption.analysis.deciding.menu import Menu
from crm_adoption.analysis.deciding.mix import DIFFERENT, build, distance
from crm_adoption.analysis.deciding.starting import shipped
from crm_adoption.analysis.deciding.told import Decision
from crm_adoption.analysis.deciding.trials import Tried
from crm_adoption.analysis.deciding.worlds import CHOICE, CHOSEN
from crm_adoption.analysis.evidence.ensemble import Ensemble
from crm_adoption.analysis.evidence.fit_draws import Fit
from crm_adoption.analysis.words.phrases import LANGUAGES
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import load
from screens import shown
from small_decisions import BUDGET, MONTHS, TRIALS


def plain(decision: Decision) -> dict[str, object]:
    return {name: part for name, part in decision.to_dict().items() if name != "provenance"}


def test_the_same_seed_gives_the_same_answer_with_any_number_of_threads(decision: Decision, few_sets: Ensemble) -> None:
    again = deciding.decide(budget=BUDGET, months=MONTHS, ensemble=few_sets, trials=TRIALS, seed=3, workers=1)
    assert plain(again) == plain(decision)


def test_options_are_the_ones_asked_for_and_keep_to_the_budget(decision: Decision) -> None:
    assert [each.name for each in decision.options] == ["best", "second", "nothing", "all_tooling", "all_training"]
    assert all(each.cost <= BUDGET * (1.0 + 1e-9) for each in decision.options)
    assert distance(decision.best.mix, decision.second.mix, BUDGET) >= DIFFERENT
    beside = decision.rivalled - len(decision.options)  # mixes as good as the best may be the best in a world too
    assert sum(each.likely_best for each in decision.options) <= 1.0 + 1e-9
    assert beside or sum(each.likely_best for each in decision.options) == pytest.approx(1.0)
    assert min(each.regret for each in decision.options) >= 0.0


def test_luck_in_the_search_does_not_hide_a_shipped_programme(question: Question) -> None:
    """Weak mixes with the best scores of the search: on other companies the shipped programme wins all the same."""
    menu = Menu.of(question.base.company, question.base.months, question.base.prices)
    lucky = []
    for kind in ("Training", "Champions"):
        for place in menu.places[:5]:
            for start in menu.starts(kind)[:2]:
                values = menu.idle() | {kind: 1.0, f"{kind}.where": place, f"{kind}.start": start, "spent": 0.5}
                mix = build(question.base, menu, values, BUDGET)
                assert mix is not None
                lucky.append(Tried(mix, 1.0))
    ready = shipped(question.base, BUDGET).mixes
    best, second, _, _ = choosing.chosen([*lucky, *(Tried(each, 0.0) for each in ready)], question)
    o, worlds = question.objective, question.worlds
    scores = {
        each.name: o.score(worlds.values(each.scenario, o.outcome, o.month, CHOSEN, CHOICE)) for each in ready
    }  # fmt: skip
    assert best.name == max(scores, key=lambda name: scores[name])
    assert distance(best, second, BUDGET) >= DIFFERENT


def test_levels_are_those_of_a_plain_run(decision: Decision) -> None:
    """The best mix, run by itself, gives the numbers that the decision was made on: replicate k of world k in turn."""
    worlds = decision.question.worlds
    from crm_adoption.analysis.deciding.worlds import FINAL

    scenario = decision.mix.scenario.with_draws(worlds.companies)
    run = crm_adoption.simulate(scenario, replications=FINAL * len(worlds), seed=3)
    assert np.array_equal(run.of("deep_use")[1 :: len(worlds), -1], decision.field.values(0)[1])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_has_three_sentences_with_the_numbers_of_the_tables(decision: Decision, lang: str) -> None:
    said = decision.answer(lang)
    assert len(said) == 3
    level = f"{100 * decision.best.level:.1f} %".replace(".", "," if lang == "de" else ".")
    assert level in said[0]
    assert not re.search(r"\{|\}|nan|best_|AlignKPIs|deep_use", " ".join([*said, *decision.advice(lang)]))


@pytest.mark.parametrize(("low", "clear"), [(-0.01, False), (0.01, True)])
def test_no_clear_gain_is_said(decision: Decision, low: float, clear: bool) -> None:
    best = replace(decision.best, gain_low=low)
    changed = replace(decision, options=(best, *decision.options[1:]))
    assert changed.clear is clear
    assert ("keep the money" in changed.answer("en")[0]) is not clear


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_folder_holds_report_figures_workbook_and_the_mix(decision: Decision, tmp_path: Path, lang: str) -> None:
    from openpyxl import load_workbook

    said = replace(decision, question=replace(decision.question, lang=lang))
    write_folder(said, tmp_path, "no_programme", xlsx=True)
    names = {each.name for each in tmp_path.iterdir()}
    assert {"report.html", "decision.xlsx", "decision.json", "best_mix.toml", "manifest.json", "1-options.png"} <= names
    report = unescape((tmp_path / "report.html").read_text(encoding="utf-8")).replace("\u00a0", " ")
    assert f'<html lang="{lang}">' in report
    assert all(sentence in report for sentence in said.answer())
    assert "<script" not in report
    assert not re.search(r'(?:src|href)="(?!data:|#)', report)
    book = load_workbook(tmp_path / "decision.xlsx")
    assert len(book.sheetnames) == 8
    assert book.worksheets[1]["B2"].value == pytest.approx(decision.best.cost)
    again = load(tmp_path / "best_mix.toml")
    assert again.total_cost == pytest.approx(decision.best.cost)
    assert again.strengths() == pytest.approx(decision.mix.scenario.strengths())


def test_a_fit_brings_its_company_and_its_month(few_sets: Ensemble) -> None:
    scenario = load("no_programme", settings={"months": MONTHS})
    fit = replace(Fit.from_ensemble(scenario, few_sets), history=4)
    found = deciding.decide(budget=BUDGET, fit=fit, trials=24, seed=3)
    assert found.question.worlds.fitted
    for each in found.options:
        assert all(part.start >= 4 for part in each.mix.programme())
    before = [run.of("deep_use")[:, :4] for run in found.field.runs]
    assert all(np.array_equal(each, before[0]) for each in before)  # what has been lived is the same in all
    with pytest.raises(InputError, match="not both"):
        deciding.decide("no_programme", fit=fit)


def test_a_target_that_nothing_reaches_is_refused_with_what_is_reached(few_sets: Ensemble) -> None:
    with pytest.raises(InputError) as refused:
        deciding.decide(
            budget=20_000, months=6, ensemble=few_sets, trials=12, risk="target", target=0.99, seed=3
        )  # fmt: skip
    said = str(refused.value)
    assert "99.0 %" in said
    assert re.search(r"none of the \d+ mixes", said)
    assert "96 companies" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--budget", "100"), "cheapest"),
        (("--budget", "0"), "not a budget"),
        (("--objective", "customer"), "customers"),
        (("--target", "120"), "cannot be reached"),
        (("--risk", "target"), "belong together"),
        (("--month", "99"), "1 to 36"),
        (("no_programm",), "no_programme"),
        (("--fit", "nowhere.json"), "crm-adoption fit"),
        (("--fit", "x", "--behaviour", "all"), "not both"),
        (("--trials", "0"), "trials"),
    ],
)
def test_mistakes_are_explained(arguments: tuple[str, ...], said: str) -> None:
    assert said in complaint(call("decide", *arguments, "--json"))


def test_json_is_one_document_and_the_screen_shows_the_answer(
    decision: Decision, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(deciding, "decide", lambda *_, **__: decision)
    monkeypatch.chdir(tmp_path)
    document = json.loads(call("decide", "--json").out)
    assert document["answer"] == decision.answer()
    assert document["question"]["budget"] == BUDGET
    assert list(tmp_path.iterdir()) == []
    shown = call("decide", "--out", "here", "--details").out
    assert decision.answer()[0][:60] in shown
    assert (tmp_path / "here" / "report.html").is_file()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine", encoding="utf-8")
    assert "letter.txt" in complaint(call("decide", "--out", "other"))


@pytest.mark.parametrize("lang", ["en", "de"])
def test_it_fits_on_one_screen(
    decision: Decision, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(brief(decision, lang), lang, capsys, monkeypatch)


def test_a_decision_is_kept_and_had_back(decision: Decision, tmp_path: Path) -> None:
    again = crm_adoption.load_result(decision.save(tmp_path / "decision.npz"))
    assert isinstance(again, Decision)
    assert again.answer() == decision.answer()
    assert again.to_frame().equals(decision.to_frame())
    assert again.brief() == decision.brief()
    assert again.figures == decision.figures
    assert repr(decision).startswith("<Decision ")
