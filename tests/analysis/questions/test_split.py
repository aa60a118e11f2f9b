"""Technology or organisation: the best share, how sure it is, honest words, a figure, and the command."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption.analysis.evidence.ensemble import Ensemble
from crm_adoption.analysis.questions.chart_split import split_figure
from crm_adoption.analysis.questions.split import SHARES, split
from crm_adoption.analysis.questions.split_record import Split
from crm_adoption.analysis.questions.split_words import headline
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOME
from crm_adoption.scenarios.core.purchases import overspent
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.coaching import Champions
from crm_adoption.scenarios.simulate import simulate
from few_sets import few_sets, written
from legible import check_boxes, drawn, words

SIX = few_sets(6)
NAN = re.compile(r"\bnan\b")
QUICK = {"budgets": (20_000.0, 1_250.0), "shares": (0.0, 0.2, 0.8, 1.0), "replications": 6, "month": 6, "seed": 3}
OPTIONS = (
    "--budgets", 20_000, "--budgets", 1250, "--shares", 0, "--shares", 20, "--shares", 80, "--shares", "100 %",
    "--replications", 6, "--month", 6, "--seed", 3,
)  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Split:
    return split(ensemble=SIX, **QUICK)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("sets"), 6)


def made(peaks: Sequence[float], outcome: str = "deep_use", sets: Ensemble | None = None, spread: float = 0.0) -> Split:
    """Return a result whose curves have their tops at these shares; in each set a little aside."""
    ensemble = sets or few_sets(24)
    rest = np.random.default_rng(2)
    aside = spread * rest.normal(size=(len(ensemble.members), 1, 1, 1))
    top = np.array(peaks)[None, :, None, None] + aside
    level = 0.2 + 0.1 * np.arange(len(peaks))[None, :, None, None]
    better = level - 0.5 * (np.array(SHARES)[None, None, :, None] - top) ** 2
    values = better + 1e-4 * rest.normal(size=(*better.shape[:3], 8))
    sign = OUTCOME[outcome].direction
    asked = split(ensemble=few_sets(1), budgets=100.0, shares=(0, 1), replications=1, month=1, outcome=outcome).asked
    budgets = tuple(1_000.0 * (n + 1) for n in range(len(peaks)))
    nothing = np.full((len(ensemble.members), 8), 0.1 * sign)
    return Split(replace(asked, ensemble=ensemble, replications=8), budgets, SHARES, sign * values, nothing)


# --- numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_changes_no_bit(found: Split, workers: int) -> None:
    again = split(ensemble=SIX, workers=workers, **QUICK)  # type: ignore[arg-type]
    assert np.array_equal(found.values, again.values)
    assert np.array_equal(found.nothing, again.nothing)


def test_values_are_those_of_the_scenarios_at_each_parameter_set(found: Split) -> None:
    member = SIX.members[4]
    for place, values in ((0, found.nothing[4]), (6, found.values[4, 1, 1])):
        plan = found.plans[place]
        there = replace(plan, company=replace(plan.company, behaviour=member))
        assert values == pytest.approx(simulate(there, replications=6, seed=3).of("deep_use")[:, 5], rel=1e-12)


def test_budgets_and_shares_stand_in_order_and_all_is_given_out(found: Split) -> None:
    assert found.budgets == (1_250.0, 20_000.0)
    for number, plan in enumerate(found.plans[1:]):
        budget, share = found.budgets[number // 4] * 120, found.shares[number % 4]
        given = {type(each).__name__: each.budget for each in plan.interventions}
        assert sum(each for each in given.values() if each) == pytest.approx(budget)
        assert given.get("ToolingSpend", 0.0) == pytest.approx(budget * share)
    assert found.plans[0] == found.asked.scenario


def test_money_that_buys_nothing_is_counted(found: Split) -> None:
    tooling = found.plans[-1]
    assert found.idle[-1, -1] == sum(each.idle for each in overspent(tooling)) / (20_000.0 * 120)
    assert found.idle[-1, -1] > 0.5
    assert (found.idle[0] == 0.0).all()
    assert any("buys nothing" in each for each in found.answer())


@pytest.mark.parametrize("outcome", ["deep_use", "fragmentation"])
def test_the_best_share_and_what_is_as_good(outcome: str) -> None:
    result = made((0.2, 0.7), outcome)
    assert [result.best(n) for n in (0, 1)] == [0.2, 0.7]
    assert result.region(0) == (0.1, 0.3)  # 0.5 * 0.1 ** 2 is half a point, 0.5 * 0.2 ** 2 two
    assert result.best_limits(0) == (0.2, 0.2)
    assert result.by_set(0) == (0.2, 0.2)
    assert result.as_good(0)[2] == 24
    assert result.as_good(0)[6] == 0
    assert result.against(0, 0.2, 0.8).decided == 1
    assert result.against(1, 0.2, 0.8).decided == -1


def test_what_is_uncertain_has_wider_limits() -> None:
    low, high = made((0.5,), spread=0.2).by_set(0)
    assert low < 0.4
    assert high > 0.6
    low, high = made((0.45,), spread=0.2).best_limits(0)
    assert low < high


def test_a_hole_parts_what_is_as_good() -> None:
    result = made((0.5,))
    result.values[:, :, 8] = result.values[:, :, 5]  # as good as the best, but with worse shares between
    assert result.region(0)[1] < 0.8


# --- words and figure -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("peaks", [(0.2, 0.3), (0.8, 0.9), (0.2, 0.8), (0.5,)])
def test_the_answer_in_words(peaks: Sequence[float], lang: str) -> None:
    said = made(peaks, spread=0.1).answer(lang)
    assert all("{" not in each and not NAN.search(each) and "_" not in each and each.endswith(".") for each in said)
    assert any(each.startswith({"en": "Assumed, not measured", "de": "Annahme, kein Messwert"}[lang]) for each in said)
    assert sum({"en": "a head (EUR", "de": "je Kopf ("}[lang] in each for each in said) == len(peaks)
    assert any(" 24 " in each and "20/80" in each for each in said)


def test_the_headline_says_where_most_of_the_money_belongs() -> None:
    assert headline(made((0.2, 0.3)), "en").startswith("Most of the money goes furthest in the organisation")
    assert headline(made((0.8, 0.9)), "en").startswith("Most of the money goes furthest in technology")
    assert "hangs on the budget" in headline(made((0.2, 0.8)), "en")


@pytest.mark.parametrize(("sets", "replications"), [(1, 8), (5, 8), (8, 1), (8, 5)])
def test_with_few_of_anything_nothing_is_told_apart(sets: int, replications: int) -> None:
    how = {"budgets": 2_500.0, "shares": (0.2, 0.8), "month": 2}
    result = split(ensemble=few_sets(sets), replications=replications, **how)  # type: ignore[arg-type]
    for lang, silence in (("en", "nothing can be told apart"), ("de", "lässt sich nichts unterscheiden")):
        said = result.answer(lang)
        assert silence in said[0]
        assert not [each for each in said if "furthest in" in each or "am besten in" in each or "20/80" in each]
        assert "20" not in headline(result, lang)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("outcome", ["deep_use", "fragmentation", "net_value"])
@pytest.mark.parametrize("peaks", [(0.2, 0.3, 0.4, 0.3, 0.2), (0.5,)])
def test_the_figure_is_legible(peaks: Sequence[float], outcome: str, lang: str) -> None:
    result = made(peaks, outcome, spread=0.05)
    figure = split_figure(result, lang)
    check_boxes(figure)
    assert min(float(text.get_fontsize()) for text in drawn(figure)) >= 11.0
    text = words(figure)
    assert headline(result, lang) in text.replace("  ", " ")
    assert "20/80" in text
    assert not NAN.search(text)
    assert not {"_", "{", "…"} & set(text.replace(" … ", " "))


def test_the_figure_of_two_shares_is_legible(found: Split) -> None:
    check_boxes(split_figure(found))
    only = split(ensemble=SIX, budgets=2_500.0, shares=(0.4, 0.6), replications=6, month=3)
    check_boxes(split_figure(only))
    assert "20/80" not in words(split_figure(only))


# --- the command ------------------------------------------------------------------------------------


def test_the_document_and_the_folder(found: Split, file: Path, tmp_path: Path) -> None:
    command = ("split", "--ensemble", file, *OPTIONS, "--out", tmp_path / "out")
    done = call(*command, "--json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert [each["best"] for each in document["budgets"]] == [found.best(0), found.best(1)]
    assert document["budgets"][1]["level"] == found.mean(1).tolist()
    assert (document["scenario"], document["outcome"], document["month"]) == ("seed_company", "deep_use", 6)
    assert document["ensemble"] == {"name": "few", "target": "evidence", "parameter_sets": 6}
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == ["manifest.json", "result.json", "split.csv", "split.png", "split.svg"]
    other = (*command[:3], "--budgets", 5000, *OPTIONS[4:], "--out", tmp_path / "out", "--quiet")
    assert "results of other scenarios" in complaint(call(*other))
    assert call(*other, "--replace").code == 0
    stored = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert [each["per_head"] for each in stored["budgets"]] == [5000.0]


def test_the_table_has_a_row_for_each_budget_and_share(found: Split) -> None:
    table = found.to_frame()
    assert len(table) == 8
    assert table.best.sum() == 2
    assert (table.as_good | ~table.best).all()


@pytest.mark.parametrize(("lang", "said"), [("en", "Assumed, not measured:"), ("de", "Annahme, kein Messwert:")])
def test_what_is_printed(file: Path, lang: str, said: str) -> None:
    done = call("split", "--ensemble", file, *OPTIONS, "--lang", lang, "--details")
    assert done.code == 0, done.err
    text = " ".join(done.out.split())
    assert said in text
    assert "few" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["seed_compny"], "seed_company"),
        (["--budgets", "0"], "budgets"),
        (["--budgets", "2e9"], "1,000,000,000"),
        (["--budgets", "much"], "amount of money"),
        (["--shares", "120"], "a share of 120 %"),
        (["--shares", "-5"], "a share of -5 %"),
        (["--shares", "nan"], "shares"),
        (["--shares", "20"], "two or more"),
        (["--outcome", "deep_us"], "deep_use"),
        (["--outcome", "active_users"], "neither better nor worse"),
        (["--month", "37"], "36"),
        (["--replications", "0"], "replications"),
        (["--ensemble", "al"], "all"),
    ],
)
def test_mistakes_are_explained(file: Path, arguments: list[str], said: str) -> None:
    given = arguments if "--ensemble" in arguments else [*arguments, "--ensemble", str(file)]
    assert said in complaint(call("split", *given))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"budgets": ()}, "no budget"),
        ({"budgets": "much"}, "no amount a head"),
        ({"shares": ("0,2", 0.5)}, "not a share"),
        ({"shares": (0.2, True)}, "not a share"),
    ],
)
def test_numbers_that_are_none_are_refused(how: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        split(ensemble=SIX, **how)  # type: ignore[arg-type]


def test_a_company_with_champions_of_its_own_is_told_what_does_not_go() -> None:
    own = replace(load("seed_company"), interventions=(Champions(choose="level"),))
    with pytest.raises(InputError, match="chooses its champions in its own way"):
        split(own, SIX, budgets=2_500.0, replications=1, month=2)
    anybody = replace(own, interventions=(Champions(),))
    assert split(anybody, SIX, budgets=2_500.0, replications=1, month=2).asked.scenario == anybody
