"""The three walls: sums that add up, honest words, one figure in two languages, and the command."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption.analysis.evidence.ensemble import Ensemble
from crm_adoption.analysis.questions.chart_walls import walls_figure
from crm_adoption.analysis.questions.walls import walls
from crm_adoption.analysis.questions.walls_record import Walls
from crm_adoption.analysis.questions.walls_result import DOWN, WALLS
from crm_adoption.analysis.questions.walls_words import headline
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOME
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.simulate import simulate
from few_sets import few_sets, written
from legible import check_boxes, drawn, words

SIX = few_sets(6)
NAN = re.compile(r"\bnan\b")
QUICK = {"replications": 6, "month": 6, "seed": 3}


@pytest.fixture(scope="module")
def found() -> Walls:
    return walls(ensemble=SIX, **QUICK)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("sets"), 6)


def made(values: np.ndarray, outcome: str = "deep_use", sets: Ensemble | None = None) -> Walls:
    """Return a result with values by set of walls, [8], the same but for a little chance in every set and company."""
    ensemble = sets or few_sets(24)
    chance = np.random.default_rng(2).normal(0.0, 1e-4, (len(ensemble.members), len(DOWN), 8))
    asked = walls(ensemble=few_sets(1), replications=1, month=1, outcome=outcome).asked
    return Walls(replace(asked, ensemble=ensemble, replications=8), 2_500.0, values[None, :, None] + chance)


#                    none  each ...          pairs ...           all
SUPPORTING = np.array([0.10, 0.15, 0.14, 0.12, 0.20, 0.18, 0.17, 0.30])
HINDERING = np.array([0.10, 0.15, 0.14, 0.12, 0.17, 0.16, 0.15, 0.18])
ADDING_UP = np.array([0.10, 0.15, 0.14, 0.12, 0.19, 0.17, 0.16, 0.21])


# --- numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_changes_no_bit(found: Walls, workers: int) -> None:
    again = walls(ensemble=SIX, workers=workers, **QUICK)  # type: ignore[arg-type]
    assert np.array_equal(found.values, again.values)


def test_more_replications_add_to_those_there_were(found: Walls) -> None:
    more = walls(ensemble=SIX, **{**QUICK, "replications": 9})  # type: ignore[arg-type]
    assert np.array_equal(more.values[:, :, :6], found.values)


def test_values_are_those_of_the_scenarios_at_each_parameter_set(found: Walls) -> None:
    for number, member in ((0, SIX.members[0]), (5, SIX.members[5])):
        for place in (0, 7):
            plan = found.plans[place]
            there = replace(plan, company=replace(plan.company, behaviour=member))
            alone = simulate(there, replications=6, seed=3).of("deep_use")[:, 5]
            assert found.values[number, place] == pytest.approx(alone, rel=1e-12)


def test_each_wall_costs_the_same_and_nothing_is_spent_where_none_falls(found: Walls) -> None:
    for down, plan in zip(found.down, found.plans, strict=True):
        assert [each.budget for each in plan.interventions] == [found.budget] * len(down)
    assert found.budget == 2_500.0 * 120
    assert found.plans[0].interventions == ()


def test_what_the_company_does_anyway_is_done_throughout() -> None:
    own = load("training")
    plans = walls(own, SIX, replications=1, month=1).plans
    assert all(plan.interventions[: len(own.interventions)] == own.interventions for plan in plans)


def test_no_scenario_is_called_like_another_whatever_the_company_is_called() -> None:
    for name in ("none", "goals", "goals+territory", "n" * 300):
        own = replace(load("seed_company"), name=name)
        result = walls(own, SIX, replications=1, month=1)
        names = [plan.name for plan in result.plans]
        assert len(set(names)) == len(names)
        assert names[0] == name
        assert result.to_dict()["scenario"] == name


def test_sums_add_up(found: Walls) -> None:
    every = tuple(WALLS)
    assert found.interplay(*every).mean == pytest.approx(found.effect(*every).mean - found.added_up(*every))
    pair = found.effect("territory", "process").mean
    assert found.left_standing("goals").mean == pytest.approx(found.effect(*every).mean - pair)
    assert found.effect("process", "goals") == found.effect("goals", "process")
    assert found.level("goals") - found.level() == pytest.approx(found.effect("goals").mean)


@pytest.mark.parametrize(("values", "sign"), [(SUPPORTING, 1), (HINDERING, -1)])
def test_walls_that_hold_each_other_up_are_told_from_those_that_do_not(values: np.ndarray, sign: int) -> None:
    assert made(values).interplay(*WALLS).decided == sign


def test_where_less_is_better_a_fall_is_a_gain() -> None:
    result = made(1.0 - SUPPORTING, "fragmentation")
    assert result.effect(*WALLS).mean < 0.0
    assert result.effect(*WALLS).decided == 1
    assert result.effect(*WALLS).better == 24
    assert result.interplay(*WALLS).decided == 1
    assert "for the better" in result.answer()[0]
    assert headline(result, "en").startswith("The walls hold each other up")


# --- words and figure -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("values", [SUPPORTING, HINDERING, ADDING_UP, SUPPORTING[::-1].copy()])
def test_the_answer_in_words(values: np.ndarray, lang: str) -> None:
    said = made(values).answer(lang)
    assert all("{" not in each and not NAN.search(each) and "_" not in each and each.endswith(".") for each in said)
    assert any(each.startswith({"en": "Assumed, not measured", "de": "Annahme, kein Messwert"}[lang]) for each in said)
    assert " 24 " in said[0]  # in so many of 24 parameter sets


def test_money_that_buys_nothing_is_told(found: Walls) -> None:
    wasted = [each for each in found.answer() if "buy nothing" in each]
    assert any("Rewarded sharing" in each for each in wasted)
    assert len(found.to_dict()["warnings"]) == len(wasted)


def test_an_ensemble_accepted_on_programmes_says_so() -> None:
    assert "partly put in" in " ".join(made(SUPPORTING, sets=few_sets(24, "all")).answer())
    assert "partly put in" not in " ".join(made(SUPPORTING).answer())


@pytest.mark.parametrize(("sets", "replications"), [(1, 8), (5, 8), (8, 1), (8, 5)])
def test_with_few_of_anything_nothing_is_told_apart(sets: int, replications: int) -> None:
    result = walls(ensemble=few_sets(sets), replications=replications, month=2)
    for lang, silence in (("en", "nothing can be told apart"), ("de", "lässt sich nichts unterscheiden")):
        said = result.answer(lang)
        assert silence in said[0]
        assert not [each for each in said if "hold each other up" in each or "stützen" in each]
        assert "hold each other up" not in headline(result, lang)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (SUPPORTING, "deep_use"),
        (HINDERING, "deep_use"),
        (1.0 - SUPPORTING, "fragmentation"),
        (1e6 * SUPPORTING, "net_value"),
    ],
)
def test_the_figure_is_legible(values: np.ndarray, outcome: str, lang: str) -> None:
    result = made(values, outcome)
    figure = walls_figure(result, lang)
    check_boxes(figure)
    assert min(float(text.get_fontsize()) for text in drawn(figure)) >= 11.0
    text = words(figure)
    assert headline(result, lang) in text.replace("  ", " ")
    assert "_" not in text
    assert "{" not in text
    assert "…" not in text  # nothing is cut off
    assert not NAN.search(text)
    assert OUTCOME[outcome].label(lang) in text


# --- the command ------------------------------------------------------------------------------------


def test_the_document_and_the_folder(found: Walls, file: Path, tmp_path: Path) -> None:
    command = ("walls", "--ensemble", file, "--replications", 6, "--month", 6, "--seed", 3, "--out", tmp_path / "out")
    done = call(*command, "--json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert document["walls"][7]["change"]["mean"] == found.effect(*WALLS).mean
    assert (document["scenario"], document["outcome"], document["month"]) == ("seed_company", "deep_use", 6)
    assert document["ensemble"] == {"name": "few", "target": "evidence", "parameter_sets": 6}
    assert set(document["left_standing"]) == set(WALLS)
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["manifest.json", "result.json", "walls.csv", "walls.png", "walls.svg"]
    stored = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert stored["walls"] == document["walls"]
    other = (*command, "--per-head", 1000, "--quiet")
    assert "results of other scenarios" in complaint(call(*other))
    assert call(*other, "--replace").code == 0
    stored = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert stored["per_head"] == 1000.0


def test_the_table_has_a_row_for_each_set_of_walls(found: Walls) -> None:
    table = found.to_frame()
    assert list(table.walls_down) == ["+".join(down) or "none" for down in DOWN]
    assert table.interplay_mean.notna().sum() == 4


@pytest.mark.parametrize(("lang", "said"), [("en", "Assumed, not measured:"), ("de", "Annahme, kein Messwert:")])
def test_what_is_printed(file: Path, lang: str, said: str) -> None:
    done = call("walls", "--ensemble", file, "--replications", 6, "--month", 6, "--lang", lang, "--details")
    assert done.code == 0, done.err
    text = " ".join(done.out.split())
    assert said in text
    assert "few" in text
    assert {"en": "6 of 6", "de": "6 von 6"}[lang] in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["seed_compny"], "seed_company"),
        (["--per-head", "0"], "per_head"),
        (["--per-head", "nan"], "per_head"),
        (["--per-head", "much"], "amount of money"),
        (["--outcome", "deep_us"], "deep_use"),
        (["--outcome", "active_users"], "neither better nor worse"),
        (["--month", "0"], "month"),
        (["--month", "37"], "36"),
        (["--replications", "0"], "replications"),
        (["--seed", "-1"], "seed"),
        (["--workers", "0"], "workers"),
        (["--ensemble", "al"], "all"),
        (["--set", "organisation.sponsorship=7"], "sponsorship"),
    ],
)
def test_mistakes_are_explained(file: Path, arguments: list[str], said: str) -> None:
    given = arguments if "--ensemble" in arguments else [*arguments, "--ensemble", str(file)]
    assert said in complaint(call("walls", *given))


@pytest.mark.parametrize("per_head", [-1.0, float("inf"), "much", True, None])
def test_amounts_that_are_none_are_refused(per_head: object) -> None:
    with pytest.raises(InputError, match="no amount a head"):
        walls(ensemble=SIX, per_head=per_head)  # type: ignore[arg-type]


def test_a_wall_that_there_is_not_is_refused(found: Walls) -> None:
    with pytest.raises(InputError, match="goals"):
        found.effect("goal")


def test_a_short_horizon_is_looked_at_in_its_last_month() -> None:
    assert walls(settings=["months=5"], ensemble=SIX, replications=1).asked.month == 5
