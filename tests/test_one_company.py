"""One company, one truth: the same mix in the same fitted company has the same numbers whatever speaks of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import call
from crm_adoption import InputError, compare, load
from crm_adoption.analysis.deciding.deciding import decide
from crm_adoption.analysis.deciding.told import Decision
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import EACH, Draw, Fit, load_fit, write_fit
from crm_adoption.analysis.evidence.fitted import in_company
from crm_adoption.analysis.questions.duel import duel
from crm_adoption.analysis.questions.what_if import what_if
from crm_adoption.scenarios.core.overrides import overridden

LIVED, MONTHS = 5, 16
SOME = 6
"""Draws of the fit: few, so that the test is quick; every command takes all of them in turn."""


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    members = load_ensemble("evidence").members
    company = overridden(load("no_programme", settings={"months": LIVED + 36}), {"people": 40})
    draws = tuple(
        Draw(1.0 / SOME, members[k], {"organisation.sponsorship": 0.2 + 0.1 * k, "organisation.monitoring": 0.7})
        for k in range(SOME)
    )
    known = Fit(company, draws, history=LIVED, seed=5)
    return write_fit(known, tmp_path_factory.mktemp("fit"))


@pytest.fixture(scope="module")
def decision(fit: Path) -> Decision:
    return decide(fit=fit, budget=60_000, months=MONTHS, trials=30, seed=2)


@pytest.fixture(scope="module")
def mix(decision: Decision, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return decision.write(tmp_path_factory.mktemp("decided") / "out") / "best_mix.toml"


def test_the_mix_is_the_same_to_decide_and_compare(decision: Decision, mix: Path, fit: Path) -> None:
    found = compare(["no_programme", mix], fit=fit, months=MONTHS, month=MONTHS, seed=2)
    ours, nothing = decision.best, decision.nothing
    effect = found.effect("best_mix", "deep_use")
    assert found.baseline.replications == EACH * SOME
    ran = decision.field.runs[0].of("deep_use")[:, -1]
    assert found.programmes[1].at("deep_use", MONTHS).tobytes() == ran.tobytes()
    assert (effect.level, effect.baseline) == pytest.approx((ours.level, nothing.level), abs=1e-12)
    limits = (effect.difference, effect.ci_low, effect.ci_high)
    assert limits == pytest.approx((ours.gain, ours.gain_low, ours.gain_high), abs=1e-9)
    cost = next(each for each in found.costs if each.scenario == "best_mix")
    assert (cost.total, cost.payback_month) == pytest.approx((ours.cost, ours.payback_month), abs=0.01, nan_ok=True)
    assert found.robustness is not None
    assert found.robustness.fitted


def test_run_report_and_duel_say_the_same(decision: Decision, mix: Path, fit: Path, tmp_path: Path) -> None:
    asked = ("--fit", fit, "--months", MONTHS, "--seed", 2, "--json")
    level = decision.best.level
    ran = json.loads(call("run", mix, *asked).out)
    assert ran["outcomes"]["deep_use"]["scenarios"]["best_mix"]["mean"][-1] == pytest.approx(level)
    told = json.loads(call("report", "no_programme", mix, *asked, "--month", MONTHS, "--out", tmp_path / "a.html").out)
    (effect,) = [each for each in told["effects"] if each["outcome"] == "deep_use"]
    assert effect["level"] == pytest.approx(level)
    fight = duel("no_programme", mix, fit=fit, months=MONTHS, seed=2)
    assert fight.alone[1].of("deep_use")[:, -1].mean() == pytest.approx(level)


def test_the_page_says_the_same(decision: Decision, mix: Path, fit: Path) -> None:
    from crm_adoption.analysis.laboratory.fitted_presets import Fitted, fitted_presets
    from crm_adoption.analysis.laboratory.presets import first_choices
    from crm_adoption.analysis.laboratory.runs import Kept, run_all

    files = (str(mix),)
    shown = fitted_presets(files, Fitted(str(fit)))
    runs = run_all(first_choices(files), shown, kept=Kept())
    found = compare(["no_programme", mix], fit=fit, months=MONTHS, month=MONTHS)
    assert [each.scenario.name for each in runs] == ["no_programme", "best_mix"]
    for ours, theirs in zip(runs, found.programmes, strict=True):
        assert ours.programme.path("deep_use").tobytes() == theirs.path("deep_use").tobytes()


def test_the_story_says_the_same(fit: Path) -> None:
    from crm_adoption.analysis.evidence.fit_draws import load_fit
    from crm_adoption.analysis.story import story_runs, tell

    runs = story_runs(fit=load_fit(fit))
    found = compare(["no_programme", "tooling_spend", "aligned_kpis"], fit=fit, months=LIVED + 36, month=LIVED + 12)
    for each in found.programmes:
        ours = runs.programmes[each.scenario.name]
        assert ours.path("deep_use").tobytes() == each.path("deep_use").tobytes()
    fight = duel(fit=fit)
    assert runs.rivals is not None
    assert runs.rivals.shares.tobytes() == fight.shares.tobytes()
    told = tell(runs, "en")
    assert told[0].title == f"Your company, from its go-live {LIVED} months ago"
    assert not any("article" in each.text for each in told[:3])
    assert all(f"as your data show it: {SOME} draws" in each.note for each in told[3:])


def test_the_screen_says_as_whose_company(mix: Path, fit: Path, tmp_path: Path) -> None:
    asked = ("no_programme", mix, "--fit", fit, "--months", MONTHS, "--no-figures", "--out", tmp_path / "out")
    said = " ".join(call("compare", *asked).out.split())
    assert "your company as your data show it: 6 draws" in said
    assert "parameter sets" not in said


def test_shipped_programmes_begin_after_the_months_that_were_lived(fit: Path) -> None:
    from crm_adoption.analysis.evidence.fit_draws import load_fit

    known = load_fit(fit)
    brought = in_company(["ladder_2500", "full_programme", "no_programme"], known)
    usual = load("ladder_2500")
    starts = [each.start - LIVED for each in brought[0].interventions]
    assert starts == [each.start for each in usual.interventions]
    assert all(each.company is known.scenario.company for each in brought)
    heads = known.scenario.company.organisation.headcount / usual.company.organisation.headcount
    assert brought[0].total_cost == pytest.approx(usual.total_cost * heads, rel=0.05)
    assert brought[0].title_en == usual.title_en


def test_a_what_if_is_asked_of_the_fitted_company(fit: Path) -> None:
    found = what_if("sponsor-leaves", fit=fit, replications=2 * SOME)
    assert found.comparison is not None
    assert found.comparison.month == 36 + LIVED
    assert found.comparison.baseline.scenario.company.organisation.headcount == 40
    assert "as your data show it" in found.answer()[-1]
    assert f"month {6 + LIVED}?" in found.what_if.question("en")
    titles = {each.scenario.title("en") for each in found.comparison.programmes}
    assert any(title.endswith(f" month {6 + LIVED}") for title in titles)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"behaviour": "all"}, "has its own parameter sets"),
        ({"settings": ["organisation.sponsorship=0.9"]}, "brings its company along"),
    ],
)
def test_a_fit_is_the_only_company(fit: Path, given: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        compare(["no_programme", "training"], fit=fit, **given)


def test_prices_and_market_can_be_set_beside_a_fit(fit: Path) -> None:
    usual, dear = (
        compare(["no_programme", "training"], fit=fit, replications=2 * SOME, months=8, month=8, settings=given)
        for given in ((), ["market.margin=1000"])
    )
    assert np.array_equal(usual.programmes[1].at("deep_use", 8), dear.programmes[1].at("deep_use", 8))
    assert not np.array_equal(usual.programmes[1].at("net_value", 8), dear.programmes[1].at("net_value", 8))


@pytest.mark.parametrize(("lang", "said"), [("en", "Like no other."), ("de", "Wie kein anderes.")])
def test_whoever_speaks_of_a_misfit_says_so_first(lang: str, said: str, fit: Path, mix: Path, tmp_path: Path) -> None:
    """A company that looks like no simulated one: the warning comes before any number, on screen and as a document."""
    kept = {"distance": 2.0, "warnings": {"en": ["Like no other.", "More."], "de": ["Wie kein anderes."]}}
    far = write_fit(replace(load_fit(fit), provenance=kept), tmp_path)
    both, few = ("no_programme", mix), ("--fit", far, "--lang", lang, "--replications", 8, "--seed", 2)
    until = (*few, "--months", MONTHS)
    asked = {
        "run": ("run", mix, *few),
        "duel": ("duel", *both, *until),
        "compare": ("compare", *both, *until, "--month", MONTHS, "--no-figures", "--out", tmp_path / "out"),
        "what-if": ("what-if", "data-or-people-first", *few),
        "the same as a duel": ("what-if", "faster-rival", *few),
    }
    for name, words in asked.items():
        answered = call(*words)
        assert answered.code == 0, answered
        paragraphs = [" ".join(each.split()) for each in answered.out.split("\n\n")]
        assert paragraphs[1].startswith(said), name
        assert answered.out.count(said) == 1, name
        assert "More." not in answered.out
