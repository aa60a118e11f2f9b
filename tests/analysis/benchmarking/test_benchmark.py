"""The benchmark: what counts as right, what an interval holds, and what is said of it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption.analysis.benchmarking import document as module
from crm_adoption.analysis.benchmarking.chart_benchmark import foretold_and_found
from crm_adoption.analysis.benchmarking.document import rows, tallied, work
from crm_adoption.analysis.benchmarking.experiments import Experiment, register
from crm_adoption.analysis.benchmarking.foretelling import COMPANIES, Foretold, effect, foretold, per_set
from crm_adoption.analysis.benchmarking.judging import judged, rank_correlation, tally
from crm_adoption.analysis.benchmarking.page import as_markdown, hit_rate, in_short, lead
from crm_adoption.analysis.benchmarking.touched import TOUCHED, quotes
from crm_adoption.model.behaviour import Behaviour

ROOT = Path(__file__).parents[3]
BY_ID = {each.id: each for each in register().experiments}


def sized(**changes: Any) -> Experiment:
    return dataclasses.replace(BY_ID["paid_clinics"], **changes)


def of(*pooled: float) -> Foretold:
    values = np.array(pooled)
    return Foretold(np.repeat(values[:, None], 2, axis=1), values)


# --- judging ------------------------------------------------------------------------------------------


def test_inside_and_distance_are_those_of_the_interval() -> None:
    values = of(*np.linspace(0.0, 10.0, 101))
    found = judged(sized(observed=5.0, se=None), values)
    assert (found.median, found.low, found.high) == pytest.approx((5.0, 0.5, 9.5))
    assert (found.sign, found.inside, found.errors) == (True, True, 0.0)
    far = judged(sized(observed=20.0, se=None), values)
    assert far.inside is False
    assert far.errors == pytest.approx(15.0 / (4.5 / 1.6448536269514722))


def test_the_experiments_own_error_widens_the_interval() -> None:
    values = of(*np.linspace(0.0, 10.0, 101))
    wide = judged(sized(observed=11.0, se=4.0), values)
    assert wide.inside
    assert wide.high - wide.median == pytest.approx(np.hypot(4.5, 4.0 * 1.6448536269514722))


@pytest.mark.parametrize(
    ("observed", "foretold_at", "right"),
    [(1.0, 0.1, True), (1.0, -0.1, False), (-1.0, -3.0, True), (0.0, 1.9, True), (0.0, -2.1, False), (1.0, 0.0, False)],
)
def test_a_direction_is_right_if_it_is_the_one_observed(observed: float, foretold_at: float, right: bool) -> None:
    found = judged(sized(measure="sign", observed=observed, se=None), of(foretold_at, foretold_at))
    assert (found.sign, found.inside, found.errors) == (right, None, None)
    assert found.certain == float(right)


def test_one_set_has_the_interval_of_its_companies_and_one_site_their_spread() -> None:
    effects = np.array([[0.0, 1.0, 2.0, 3.0, 4.0]])
    values = Foretold(effects, effects.mean(axis=1))
    many = judged(sized(se=None, sites="many"), values)
    one = judged(sized(se=None, sites="one"), values)
    assert many.median == one.median == 2.0
    assert 0.0 < many.high - many.low < one.high - one.low


def test_hits_are_counted_and_sizes_ranked() -> None:
    good, bad = sized(observed=5.0, se=None), sized(observed=-5.0, se=None)
    values = of(*np.linspace(0.0, 10.0, 11))
    found = tally([(good, judged(good, values)), (bad, judged(bad, values))])
    assert (found.results, found.signs, found.sized, found.inside, found.rank) == (2, 1, 2, 1, None)
    assert rank_correlation([1.0, 2.0, 3.0], [3.0, 2.0, 1.0]) == -1.0
    assert rank_correlation([1.0, 2.0, 3.0], [1.0, 1.0, 1.0]) is None


# --- foretelling --------------------------------------------------------------------------------------


def test_effects_are_counted_as_their_scale_says() -> None:
    control, treated = np.array([0.2]), np.array([0.3])
    assert effect(control, treated, "points") == pytest.approx([10.0])
    assert effect(control, treated, "relative") == pytest.approx([50.0])
    assert effect(np.array([0.0]), np.array([192.0]), "hours") == pytest.approx([1.0])
    assert (per_set(1), per_set(2), per_set(64)) == (COMPANIES, 16, 8)


def test_an_arm_to_which_nothing_is_done_changes_nothing() -> None:
    experiment = BY_ID["decision_support"]
    same = dataclasses.replace(experiment.representations[0], treated=(), month=2)
    found = foretold(experiment, same, [Behaviour()], workers=1)
    assert found.effects.shape == (1, COMPANIES)
    assert not found.effects.any()


def test_the_number_of_workers_changes_nothing() -> None:
    experiment = BY_ID["mandated_queries"]
    way = dataclasses.replace(experiment.representations[0], month=2)
    one, two = (foretold(experiment, way, [Behaviour()] * 4, workers=workers) for workers in (1, 2))
    assert (one.effects == two.effects).all()
    assert one.effects.any()


# --- the document, its page and the command -----------------------------------------------------------


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask about two experiments only: one with a size, one with a direction."""
    some = tuple(BY_ID[name] for name in ("ai_with_training", "nurses_watched"))
    monkeypatch.setattr(module, "register", lambda: dataclasses.replace(register(), experiments=some))


@pytest.mark.usefixtures("few")
def test_the_command_gives_a_list_of_experiments_and_writes_a_folder(tmp_path: Path) -> None:
    done = call("benchmark", "--ensemble", "default", "--json", "--out", tmp_path / "out", "--workers", 1)
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert [each["id"] for each in found["experiments"]] == ["ai_with_training", "nurses_watched"]
    assert found["as_registered"]
    first = found["experiments"][0]["foretold"]
    assert [(each["representation"], each["counted"]) for each in first] == [("minutes", True), ("course", False)]
    assert found["summary"]["default"]["results"] == 2
    assert found["summary"]["default"]["sized"] == 1
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"benchmark.json", "benchmark.md", "benchmark.png", "benchmark.svg", "manifest.json"} <= names
    assert json.loads((tmp_path / "out" / "benchmark.json").read_text(encoding="utf-8")) == found
    told = call("benchmark", "--ensemble", "default", "--lang", "de", "--workers", 1)
    assert told.code == 0
    assert "voreingestellter Satz" in told.out


def test_an_unknown_ensemble_is_refused() -> None:
    assert "nope" in complaint(call("benchmark", "--ensemble", "nope"))


def recorded() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "verification" / "benchmark.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("lang", "suffix"), [("en", ""), ("de", ".de")])
def test_the_pages_are_those_of_the_last_report(lang: str, suffix: str) -> None:
    document = recorded()
    page = (ROOT / "docs" / f"benchmark{suffix}.md").read_text(encoding="utf-8")
    assert page == as_markdown(document, lang)
    assert "{" not in page
    assert hit_rate(document, lang) in page
    for each in document["experiments"]:
        assert page.count(each["title"][lang]) >= 2
        assert each["quote"] in page


def test_the_last_report_is_on_the_registered_experiments_and_adds_up() -> None:
    document = recorded()
    assert document["as_registered"]
    assert [each["id"] for each in document["experiments"]] == [each.id for each in register().experiments]
    assert set(document["sets"]) == {"default", "evidence", "all"}
    assert work(list(document["sets"])) == sum(len(each["foretold"]) for each in document["experiments"])
    for name in document["sets"]:
        counted = rows(document, name)
        found = tallied(document, name)
        assert found.signs == sum(each["sign"] for _, each in counted)
        assert found.inside == sum(bool(each["inside"]) for _, each in counted)


def test_validation_and_start_page_quote_it() -> None:
    document = recorded()
    assert lead(document, "en") in (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    assert in_short(document, "en") in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "de"])
def test_claims_quote_the_experiments_that_touch_them(lang: str) -> None:
    document = recorded()
    found = quotes(document, lang)
    titles = {each["id"]: each["title"][lang] for each in document["experiments"]}
    for claim, names in TOUCHED.items():
        assert all(titles[name] in found[claim] for name in names)


def test_the_figure_has_a_point_for_every_size() -> None:
    document = recorded()
    figure = foretold_and_found(document, "en")
    points = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert len(points) == sum(each["measure"] != "sign" for each in document["experiments"])
