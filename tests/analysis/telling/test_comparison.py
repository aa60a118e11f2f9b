"""The comparison as a whole: what is compared, what is best, and what the advice says."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.base.results import describe, fingerprint
from crm_adoption.analysis.base.selection import scenarios_to_compare
from crm_adoption.analysis.comparing.comparison import DEFAULT_OUTCOMES
from crm_adoption.analysis.comparing.usual import ALONE_AND_HALVES, DEFAULT_SCENARIOS
from crm_adoption.analysis.telling.advice import _per_gain
from crm_adoption.analysis.telling.comparison import Comparison, compare
from crm_adoption.analysis.words.phrases import euro
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOME, OUTCOME_NAMES
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import Training

EFFECT_KEYS = {
    "scenario", "outcome", "month", "baseline", "level", "difference", "ci_low", "ci_high", "n_pairs", "p_better",
    "correlation", "p_adjusted",
}  # fmt: skip
COLUMNS = [
    "scenario", "outcome", "unit", "place", "month", "n", "mean", "sd", "ci_low", "ci_high", "p10", "p90",
    "difference", "difference_low", "difference_high", "p_better",
]  # fmt: skip


def quick(scenarios: Sequence[Scenario | str | Path] | None, **settings: Any) -> Comparison:
    return compare(scenarios, **{"replications": 6, "months": 6, "month": 6, "seed": 1, **settings})


def with_training(name: str, **fields: Any) -> Scenario:
    return replace(load("no_programme"), name=name, title_en=name, title_de=name, interventions=(Training(**fields),))


def plain(found: Comparison) -> dict[str, Any]:
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    document["provenance"].pop("created")
    return dict(document)


def test_results_do_not_depend_on_the_number_of_workers() -> None:
    one, two = (quick(["no_programme", "aligned_kpis"], workers=workers) for workers in (1, 2))
    assert plain(one) == plain(two)
    assert one.to_frame().equals(two.to_frame())


def test_the_document_has_the_keys_that_are_promised(comparison: Comparison) -> None:
    document = json.loads(json.dumps(comparison.to_dict(), allow_nan=False))
    assert {"outcomes", "effects", "costs", "provenance"} <= set(document)
    assert list(document["outcomes"]) == list(DEFAULT_OUTCOMES)
    assert len(document["effects"]) == 2 * len(DEFAULT_OUTCOMES)
    for each in document["effects"]:
        assert set(each) >= EFFECT_KEYS
        assert each["month"] == 12
        assert each["n_pairs"] == 8
        assert each["ci_low"] <= each["difference"] <= each["ci_high"]
        assert each["difference"] == pytest.approx(each["level"] - each["baseline"])
    use = document["outcomes"]["deep_use"]["scenarios"]["aligned_kpis"]
    assert len(use["mean"]) == 14
    assert use["n"] == 8
    assert {each["scenario"] for each in document["costs"]["programmes"]} == {"tooling_spend", "aligned_kpis"}


def test_the_provenance_is_enough_to_make_it_again(comparison: Comparison) -> None:
    provenance = comparison.to_dict()["provenance"]
    assert (provenance["seed"], provenance["replications"]) == (1, 8)
    assert len(provenance["model_sources_sha256"]) == 64
    assert {"numpy", "numba", "mesa"} <= set(provenance["versions"])
    assert provenance["fingerprint"] == fingerprint([each.scenario for each in comparison.programmes])
    assert provenance["scenarios"]["aligned_kpis"]["interventions"][0]["kind"] == "AlignKPIs"
    assert provenance["behavioural_parameters"] == "default set"


def test_the_provenance_says_where_behaviour_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "aligned_kpis"\n[behaviour]\nhabit_bonus = 0.7', encoding="utf-8")
    found = quick([path], outcomes=["deep_use"], replications=2)
    assert found.to_dict()["provenance"]["behavioural_parameters"] == "changed in no_programme, mine"


def test_the_fingerprint_is_of_the_definitions_only() -> None:
    one = load("aligned_kpis")
    assert fingerprint([one]) == fingerprint([load("aligned_kpis")])
    assert fingerprint([one]) != fingerprint([replace(one, months=35)])
    assert json.loads(json.dumps(describe(one), allow_nan=False)) == describe(one)


def test_the_frame_is_tidy(comparison: Comparison) -> None:
    frame = comparison.to_frame()
    assert list(frame.columns) == COLUMNS
    keys = ["scenario", "outcome", "place", "month"]
    assert not frame.duplicated(keys).any()
    assert not frame[["mean", "sd", "p10", "p90"]].isna().any().any()
    for limit in ("ci_low", "ci_high"):  # where nothing varies there is no interval
        assert (frame[limit].isna() == (frame["sd"] == 0.0)).all()
    assert sorted(frame["month"].unique()) == list(range(1, 15))
    company = frame[frame["place"] == "company"]
    assert len(company) == 3 * 14 * len(OUTCOME_NAMES)
    by_department = sum(each.by_department for each in OUTCOME.values())
    assert len(frame) - len(company) == 4 * 3 * 14 * by_department
    row = company.query("scenario == 'aligned_kpis' and outcome == 'deep_use' and month == 12").iloc[0]
    assert row["mean"] == pytest.approx(comparison.effect("aligned_kpis", "deep_use").level)
    assert row["ci_low"] < row["mean"] < row["ci_high"]
    effect = comparison.effect("aligned_kpis", "deep_use")
    expected = (effect.difference, effect.ci_low, effect.ci_high, effect.p_better)
    assert tuple(row[["difference", "difference_low", "difference_high", "p_better"]]) == pytest.approx(expected)
    here = ("aligned_kpis", "deep_use", "sales")
    in_sales = next(each for each in comparison.departments if (each.scenario, each.outcome, each.place) == here)
    row = frame.set_index(["scenario", "outcome", "place", "month"]).loc[(*here, 12)]
    assert (row["difference"], row["difference_low"]) == pytest.approx((in_sales.difference, in_sales.ci_low))
    assert frame[frame["scenario"] == "no_programme"]["difference"].isna().all()
    assert comparison.to_frame().equals(frame)


def test_the_best_is_best_in_the_main_outcome_s_direction(comparison: Comparison) -> None:
    means = {each.name: each.at("deep_use", comparison.month).mean() for each in comparison.programmes}
    assert comparison.best == comparison.verdict.best == max(means, key=lambda name: float(means[name]))
    assert comparison.main == "deep_use"
    fewest = quick(["no_programme", "aligned_kpis", "mandate"], outcomes=["never_used"])
    never = {each.name: each.at("never_used", 6).mean() for each in fewest.programmes}
    assert fewest.best == min(never, key=lambda name: float(never[name]))


def test_the_baseline_is_the_first_without_a_programme_unless_another_is_wanted() -> None:
    names = ["aligned_kpis", "no_programme", "training"]
    assert scenarios_to_compare(names, None, None)[0].name == "no_programme"
    assert scenarios_to_compare(names, None, "training")[0].name == "training"
    assert [each.name for each in scenarios_to_compare(["mandate", "training"], None, None)] == ["mandate", "training"]


def test_a_single_scenario_is_compared_with_its_company_left_alone() -> None:
    base, own = scenarios_to_compare(["training"], None, None)
    assert (base.name, base.interventions, base.company) == ("no_programme", (), own.company)
    assert base.months == own.months
    assert base.title("de") == "Kein Programm"


@pytest.mark.parametrize(
    ("wanted", "settings", "words"),
    [
        (["no_programme"], {}, "'no_programme' alone is nothing to compare"),
        (["training", "training"], {}, "scenario 'training' is given twice"),
        (["no_programme", "training"], {"baseline": "trainin"}, "Did you mean 'training'?"),
        (["no_programme", "training"], {"month": 7}, "month: 7 is not allowed; give a whole number from 1 to 6"),
        (["no_programme", "training"], {"outcomes": ["deep_us"]}, "Did you mean 'deep_use'?"),
        (["no_programme", "training"], {"outcomes": []}, "no outcome was given"),
        (["no_programme", "training"], {"replications": 0}, "replications: 0 is not allowed"),
        (["no_programme", "training"], {"lang": "it"}, "unknown language 'it'"),
    ],
)
def test_what_cannot_be_compared_is_refused(wanted: list[str], settings: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as mistake:
        quick(wanted, **settings)
    assert words in str(mistake.value)


def test_different_horizons_and_departments_cannot_be_paired(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text("months = 36\n[organisation.departments.sales]\npeople = 9", encoding="utf-8")
    with pytest.raises(InputError, match="have different departments"):
        quick(["no_programme", path])
    with pytest.raises(InputError, match="give --months to compare them over the same time"):
        compare(["no_programme", replace(load("training"), months=30)])


@pytest.mark.parametrize(("lang", "words"), [("en", "cannot be told"), ("de", "lässt sich nicht sagen")])
def test_advice_on_equal_scenarios_cannot_tell(lang: str, words: str) -> None:
    found = quick(["no_programme", replace(load("no_programme"), name="twin")], lang=lang, outcomes=["deep_use"])
    assert found.indistinguishable == ("twin",)
    assert words in found.advice()[0]
    assert found.effects[0].p_adjusted == 1.0
    assert found.effects[0].p_better == 0.5


@pytest.mark.parametrize(("lang", "words"), [("en", "nothing can be told apart"), ("de", "besser sind 30 oder mehr")])
def test_advice_on_a_single_pair_says_nothing(lang: str, words: str, recwarn: pytest.WarningsRecorder) -> None:
    found = quick(["no_programme", "aligned_kpis"], replications=1, lang=lang, outcomes=["deep_use"])
    assert words in found.advice()[0]
    assert math.isnan(found.effects[0].ci_low)
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["effects"][0]["ci_low"] is None
    assert document["effects"][0]["p_adjusted"] is None
    assert not recwarn.list


@pytest.mark.parametrize(("lang", "words"), [("en", "neither good nor bad"), ("de", "weder gut noch schlecht")])
def test_advice_on_a_neutral_outcome_names_no_best(lang: str, words: str) -> None:
    found = quick(["no_programme", "aligned_kpis"], outcomes=["active_users"], lang=lang)
    assert words in found.advice()[0]
    assert not any("price" in each or "Preis" in each for each in found.advice()[:-1])


@pytest.mark.parametrize(("lang", "words"), [("en", "do not spend the same"), ("de", "nicht gleich viel")])
def test_advice_warns_of_unequal_budgets(lang: str, words: str) -> None:
    half = with_training("half", budget=50_000)
    found = quick(["no_programme", with_training("whole", budget=100_000), half], lang=lang, outcomes=["deep_use"])
    warning = next(each for each in found.advice() if words in each)
    assert ("“whole” EUR 100,000 and “half”" in warning) or ("„whole“ 100.000 EUR und „half“" in warning)


@pytest.mark.parametrize("part", ["market", "behaviour", "prices"])
def test_advice_warns_where_more_differs_than_the_programmes(part: str) -> None:
    plain = load("tooling_spend")
    other = {
        "market": lambda: replace(plain.company, market=replace(plain.company.market, customers=8000.0)),
        "behaviour": lambda: replace(plain.company, behaviour=replace(plain.company.behaviour, habit_bonus=0.5)),
        "prices": lambda: plain.company,
    }[part]()
    prices = replace(plain.prices, tooling_spend=500.0) if part == "prices" else plain.prices
    mine = replace(plain, name="mine", company=other, prices=prices)
    said = " ".join(compare(["no_programme", mine], replications=3, months=6).advice())
    assert "differ in more than their programmes" in said
    usual = " ".join(compare(["no_programme", plain], replications=3, months=6).advice())
    assert "differ in more than their programmes" not in usual


def test_advice_names_the_best_with_its_interval_its_price_and_its_limits(comparison: Comparison) -> None:
    english, german = comparison.advice("en"), comparison.advice("de")
    best = comparison.verdict.best
    assert english[0].startswith(f"“{comparison.programme(best).label('en')}” is ")
    assert "in “Real use” in month 12" in english[0]
    assert "95 % CI" in english[0]
    assert any("assumed prices" in each and "Spending on tooling" in each for each in english)
    assert english[-1].startswith("Limits:")
    assert german[0].startswith(f"„{comparison.programme(best).label('de')}“ ")
    assert "bei „Echte Nutzung“ in Monat 12" in german[0]
    assert german[-1].startswith("Grenzen:")
    assert len(english) == len(german)
    assert not any("{" in each or "nan" in each for each in [*english, *german])


def test_the_default_comparison_answers_the_article_s_question() -> None:
    found = quick(None, replications=2, months=12)
    assert [each.name for each in found.programmes] == list(DEFAULT_SCENARIOS)
    assert found.baseline.name == "no_programme"
    assert [each.total for each in found.costs] == pytest.approx([150_000.0] * 4)
    assert not any("do not spend the same" in each for each in found.advice())
    shares = found.ahead_over_prices
    for a in DEFAULT_SCENARIOS:
        for b in set(DEFAULT_SCENARIOS) - {a}:
            assert 0.0 <= shares[a][b] + shares[b][a] <= 1.0


@pytest.mark.parametrize("lang", ["en", "de"])
def test_advice_says_second_best_dominated_and_what_a_gain_costs(lang: str) -> None:
    found = quick([*ALONE_AND_HALVES, "mandate"], replications=24, lang=lang, outcomes=["deep_use"], thresholds=[0.05])
    said = found.advice()
    standing = {each.scenario: each for each in found.standings}
    second, best = found.standings[1], found.costs[[each.scenario for each in found.costs].index(found.best)]
    assert standing["mandate"].dominated_by == "no_programme"
    assert second.scenario in found.verdict.recommended
    here = {
        "en": ("Practically as good", "does at least as much for “Real use” by", "per additional"),
        "de": ("In der Praxis gleich gut", "bringt", "je zusätzlichem Prozentpunkt"),
    }[lang]
    assert any(here[0] in each and found.label(second.scenario) in each for each in said)
    assert any(here[1] in each and found.label("mandate") in each for each in said)
    assert any(here[2] in each and euro(best.per_point, lang) in each for each in said)
    assert any("5 %" in each for each in said)
    assert best.per_point_low < best.per_point < best.per_point_high


@pytest.mark.parametrize(("lang", "words"), [("en", "cannot be told"), ("de", "lässt sich nicht sagen")])
def test_advice_says_where_a_gain_has_no_price(lang: str, words: str) -> None:
    """A mandate brings entries for the boss and no real use, so no point of real use has a price."""
    base, mandate = load("no_programme"), load("mandate")
    found = quick([base, mandate], replications=24, lang=lang, outcomes=["active_users", "deep_use"])
    assert math.isnan(found.costs[0].per_point)
    assert math.isnan(found.costs[0].per_point_low)
    ahead = replace(found, outcomes=("regular_use",), best="mandate", indistinguishable=())
    assert any(words in each for each in _per_gain(ahead, found.costs[0], lang))


def test_a_department_s_effects_are_those_of_its_runs(comparison: Comparison) -> None:
    ours, base = comparison.programme("aligned_kpis"), comparison.baseline
    for number, name in enumerate(base.scenario.company.organisation.names, start=1):
        found = [e for e in comparison.departments if (e.scenario, e.outcome, e.place) == (ours.name, "deep_use", name)]
        expected = (ours.at("deep_use", 12, number) - base.at("deep_use", 12, number)).mean()
        assert [each.difference for each in found] == pytest.approx([expected])
    assert not any(each.outcome == "customers" for each in comparison.departments)
    assert all(each.p_adjusted >= each.p_value for each in comparison.departments)
