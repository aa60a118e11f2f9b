"""Policies from the question to the folder: searched on some members, judged on the others, told by the one verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import crm_adoption as crm
import numpy as np
import pytest
from command_line import call
from crm_adoption.analysis.deciding.worlds import FINAL, by_world
from crm_adoption.analysis.policies.policy import _halves
from crm_adoption.analysis.policies.record import CHOSEN, FIXED
from crm_adoption.analysis.telling.verdict_words import use
from few_sets import few_sets, written

pytest.importorskip("optuna", reason="the extra analysis")
SMALL = {"organisation.people": 40, "months": 9}
ASKED = {"budget": 60_000.0, "trials": 20, "seed": 1, "settings": SMALL}
AIMS = ("deep_use", "net_value", "regret")


@pytest.fixture(scope="module")
def found() -> crm.Policies:
    return crm.policy("no_programme", behaviour=few_sets(8), objectives=AIMS, **ASKED)  # type: ignore[arg-type]


def test_no_company_of_the_search_spends_more_than_the_budget(found: crm.Policies) -> None:
    assert (found.spent[FIXED:] <= 1.02 * 60_000.0).all()
    assert found.spent[FIXED].max() <= 60_000.0 * (1.0 + 1e-9)
    assert len(found.tried) <= 20


def test_members_kept_aside_are_no_members_searched_on(found: crm.Policies) -> None:
    searching, aside = _halves(few_sets(8))
    assert not {*searching.members} & {*aside.members}
    assert {*searching.members, *aside.members} == {*few_sets(8).members}
    assert found.members == (4, 4)
    assert found.values.shape[2:] == (4, FINAL)
    run = crm.simulate(
        found.chosen.with_draws([found.base.company.behaving(each) for each in aside.members]),
        replications=4 * FINAL, seed=1,
    )  # fmt: skip
    again = by_world(run.of("deep_use")[:, 8], 4)
    np.testing.assert_array_equal(found.values[CHOSEN, 0], again)
    np.testing.assert_array_equal(found.spent[CHOSEN], by_world(run.of("cost")[:, -1], 4))


def test_which_is_better_is_said_by_the_verdict_of_a_comparison(found: crm.Policies) -> None:
    aside = _halves(few_sets(8))[1]
    plans = [found.base, found.fixed, found.chosen][: 2 if found.same else 3]
    told = crm.compare(
        plans, baseline="nothing", replications=4 * FINAL, seed=1, month=9, behaviour=aside,
        outcomes=("deep_use", "net_value"),
    )  # fmt: skip
    assert told.verdict == found.comparison.verdict
    assert [each for each in use(told, "en") if each not in found.answer("en")] == []


def test_the_one_chosen_has_the_least_regret_and_all_are_reported_against_the_fixed_plan(found: crm.Policies) -> None:
    frame = found.to_frame()
    assert frame.option.tolist()[:3] == ["nothing", "best_fixed_plan", "best_policy"]
    worlds = found.by_world()
    for n, row in frame.iterrows():
        behind = np.maximum(worlds[FIXED] - worlds[n], 0.0)
        assert row.regret_90_against_fixed == pytest.approx(np.quantile(behind, 0.9))
        assert row.regret_most >= row.regret_90 >= 0.0
        assert row.satisficing == pytest.approx((worlds[n] >= found.aims.enough).mean())
    assert frame.regret_90_against_fixed[FIXED] == 0.0
    assert found.seen.shape == (len(found.options), 3)


def test_the_same_seed_gives_the_same_answer_with_any_number_of_threads(found: crm.Policies) -> None:
    again = crm.policy("no_programme", behaviour=few_sets(8), objectives=AIMS, workers=1, **ASKED)  # type: ignore[arg-type]
    assert again.to_frame().equals(found.to_frame())
    assert again.chosen == found.chosen


def test_the_folder_has_a_policy_that_every_command_runs(found: crm.Policies, tmp_path: Path) -> None:
    folder = found.write(tmp_path / "policy", "de")
    names = {path.name for path in folder.iterdir()}
    assert {"best_policy.toml", "policies.csv", "policies.json", "front.svg", "regret.png", "manifest.json"} <= names
    loaded = crm.load(folder / "best_policy.toml")
    assert {*map(repr, loaded.interventions)} == {*map(repr, found.chosen.interventions)}
    ran = crm.simulate(replace(loaded, name="x"), replications=2, seed=3).values
    assert ran.tobytes() == crm.simulate(found.chosen, replications=2, seed=3).values.tobytes()
    again = crm.load_result(found.save(tmp_path / "found.npz"))
    assert again.to_frame().equals(found.to_frame())
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["question"]["members_kept_aside"] == 4


def test_the_command_prints_one_document_and_speaks_german(tmp_path: Path) -> None:
    sets = written(tmp_path, 4)
    asked = ("policy", "--budget", "60000", "--trials", 10, "--months", 6, "--behaviour", sets, "--set",
             "organisation.people=40")  # fmt: skip
    done = call(*asked, "--json")
    assert done.code == 0
    assert json.loads(done.out)["question"]["objectives"] == ["deep_use", "net_value", "usable_data"]
    german = call(*asked, "--lang", "de", "--out", tmp_path / "out", "--details", "--objective", "deep_use")
    assert german.code == 0
    assert "beiseitegelegt" in german.out
    assert not (tmp_path / "out" / "front.png").exists()  # one objective has no front


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--objective", "deep_us"), "deep_use"),
        (("--objective", "regret"), "the first objective is an outcome"),
        (("--objective", "active_users"), "unknown objective"),
        (("--budget", "0"), "not a budget"),
        (("--trials", "3"), "trials"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = call("policy", *options, "--out", tmp_path / "none")
    assert done.code == 2
    assert said in done.err
    assert not (tmp_path / "none").exists()


def test_three_sets_are_too_few_to_keep_some_aside() -> None:
    with pytest.raises(crm.InputError, match="too few to keep some aside"):
        crm.policy("no_programme", behaviour=few_sets(3))
