"""One question, one answer: whatever speaks of a comparison says its verdict, over the same behaviour and month."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import call
from crm_adoption import Comparison, Scenario, compare, load, simulate
from crm_adoption.analysis.board import findings
from crm_adoption.analysis.comparing.by_set import levels_by_set
from crm_adoption.analysis.comparing.verdict import AHEAD, BEST, DEPENDS, EQUAL, OPEN, surely, unit_of
from crm_adoption.analysis.deciding.worlds import COMPARED, of_ensemble
from crm_adoption.analysis.evidence.behaviour import uncertain
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.story.runs import ALONE, BOTH, GOALS, TECHNOLOGY, story_runs
from crm_adoption.analysis.telling import tables
from crm_adoption.analysis.telling.report import comparison_report
from crm_adoption.analysis.telling.verdict_words import verdict
from crm_adoption.scenarios.core.overrides import overridden
from few_sets import written

NAMES = (ALONE, TECHNOLOGY, GOALS, BOTH)
COMPANIES: dict[str, dict[str, Any]] = {
    "as shipped": {},
    "small, led, few silos": {"people": 40, "sponsorship": 0.9, "silo_strength": 0.1},
    "nothing for sharing": {"people": 150, "sharing_reward": 0.0, "silo_strength": 0.95},
}


def scenarios(which: str) -> list[Scenario]:
    return [overridden(load(name), COMPANIES[which]) for name in NAMES]


@pytest.fixture(scope="module", params=list(COMPANIES))
def found(request: pytest.FixtureRequest) -> Comparison:
    return compare(scenarios(request.param), replications=128, seed=0, outcomes=["deep_use", "customers", "net_value"])


def test_figures_tables_and_document_say_the_verdict(found: Comparison) -> None:
    held = found.verdict
    best = found.label(held.best)
    title = findings.ahead(found)
    assert (best in title) == (held.kind in (BEST, EQUAL, DEPENDS, OPEN))
    assert ("depends on" in title) == (held.kind == DEPENDS)
    assert ("equally well" in title) == (held.kind == EQUAL)
    assert ("comes out best" in title) == (held.kind == BEST)
    stood = {row[0]: row[1] for row in tables.standings(found).rows}
    for each in held.rivalries:
        assert ("behind the best" in stood[found.label(each.rival)]) == (each.standing == AHEAD)
    document = json.loads(json.dumps(found.to_dict()))
    assert document["verdict"]["kind"] == held.kind
    assert document["verdict"]["recommended"] == list(held.recommended)
    assert document["advice"][: len(document["verdict"]["sentences"])] == document["verdict"]["sentences"]


def test_the_report_leads_with_the_verdict(found: Comparison) -> None:
    from html import escape

    page = " ".join(comparison_report(found).replace("\u00a0", " ").split())
    assert escape(verdict(found, "en")[0], quote=False).replace("\u00a0", " ") in page


def test_nobody_who_may_be_the_best_is_called_beaten(found: Comparison) -> None:
    beaten = [each for each in found.advice() if "has not cost more" in each or "dominated" in each]
    for name in found.verdict.recommended:
        quoted = f"“{found.label(name)}”"
        assert not any(quoted in each.split(" by month ")[-1] for each in beaten), name


def test_the_workbook_says_the_verdict(found: Comparison, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheets = openpyxl.load_workbook(found.to_excel(tmp_path / "found.xlsx"))
    cells = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert set(verdict(found, "en")) <= cells


def test_the_story_agrees_with_the_comparison() -> None:
    """The same companies, seed and number: what the story calls surely more, the comparison does not call open."""
    found = compare(NAMES, replications=128, seed=0, outcomes=["deep_use"])
    runs = story_runs(128, 0)
    for name in NAMES[1:]:
        whole = runs.programmes[name].run.values  # of the company; its places are not kept
        assert whole.tobytes() == found.programme(name).run.values[:, :, : whole.shape[2]].tobytes()
    for each in found.verdict.rivalries:
        gap = runs.gap("deep_use", found.month, found.verdict.best, each.rival)
        assert gap.value == pytest.approx(each.lead)
        if each.standing == AHEAD:
            assert gap.decided == 1
        if each.standing in (EQUAL, OPEN) or "behaviour" in each.on:
            assert gap.decided == 0


def test_what_is_surely_ahead_is_so_from_both_sides(found: Comparison) -> None:
    unit, sets = unit_of(found.baseline, "deep_use", found.month), found.baseline.sets
    for one in found.programmes:
        for other in found.programmes:
            lead = one.at("deep_use", found.month) - other.at("deep_use", found.month)
            assert surely(lead, unit, sets) == -surely(-lead, unit, sets)


def test_a_decision_is_confirmed_by_a_comparison(tmp_path: Path) -> None:
    """The mix that `decide` chooses is not worse than nothing when it is compared, month for month."""
    sets = written(tmp_path, 12)
    quick = ("--budget", 150_000, "--month", 12, "--months", 12, "--trials", 24, "--seed", 1, "--behaviour", sets)
    done = call("decide", *quick, "--json", "--out", tmp_path / "decided")
    assert done.code == 0, done.err
    mix = tmp_path / "decided" / "best_mix.toml"
    again = compare(["no_programme", mix], months=12, month=12, replications=128, outcomes=["deep_use"], behaviour=sets)
    assert again.verdict.best == again.programmes[1].name
    assert again.verdict.kind in (BEST, DEPENDS)


def test_a_command_says_what_the_library_says() -> None:
    asked = ("compare", *NAMES[:3], "--replications", 64, "--months", 12, "--outcome", "deep_use", "--json")
    document = json.loads(call(*asked).out)
    found = compare(NAMES[:3], replications=64, months=12, outcomes=["deep_use"])
    assert document["verdict"]["sentences"] == verdict(found, "en")
    certain = replace(found, robustness=None)
    assert verdict(certain, "en") == verdict(found, "en")  # what is said comes from the verdict alone


def test_what_a_scenario_says_of_behaviour_is_kept_wherever_parameter_sets_are_taken() -> None:
    """In `compare`, in the worlds of a decision and a policy, and where every set is run by itself."""
    sets = load_ensemble("evidence")
    own = load("training", settings={"behaviour.attention": 0.21, "months": 3})
    compared = simulate(uncertain(own, sets), replications=len(sets.members), seed=5).of("deep_use")[:, -1]
    world = of_ensemble(own, sets, seed=5).values(own, "deep_use", 3, COMPARED, 1)[:, 0]
    alone = levels_by_set([own], "deep_use", 3, sets, replications=1, seed=5)
    assert world.tolist() == compared.tolist()
    assert alone[0, 0].tolist() == compared[:1].tolist()
    other = levels_by_set([load("training", settings=["months=3"])], "deep_use", 3, sets, replications=1, seed=5)
    assert (other != alone).any()
