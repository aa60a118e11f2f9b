"""The duel: exact guarantees, honest intervals, both languages, and mistakes explained."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.questions.chart_duel import finding, market_shares
from crm_adoption.analysis.questions.duel import duel, own_luck_pairs
from crm_adoption.analysis.questions.duel_record import Duel
from crm_adoption.analysis.questions.duel_words import odds
from crm_adoption.model.errors import InputError
from crm_adoption.model.features import Catalogue
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import Training
from legible import check_boxes, drawn, words

HOW = {"replications": 12, "months": 18, "seed": 2}
PAIR = ("better_technology", "changes_faster")


@pytest.fixture(scope="module")
def found() -> Duel:
    return duel(*PAIR, **HOW)  # type: ignore[arg-type]


def same_bits(a: Duel, b: Duel) -> bool:
    parts = [(*each.customers, *each.own_luck, *(run.values for run in each.alone)) for each in (a, b)]
    return all(np.array_equal(x, y, equal_nan=True) for x, y in zip(*parts, strict=True))


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_changes_no_bit(found: Duel, workers: int) -> None:
    assert same_bits(found, duel(*PAIR, **HOW, workers=workers))  # type: ignore[arg-type]


def test_changing_places_swaps_the_result(found: Duel) -> None:
    back = duel(*PAIR[::-1], **HOW)  # type: ignore[arg-type]
    assert np.array_equal(found.customers.held, back.customers.held[:, :, ::-1])
    assert np.array_equal(found.shares, back.shares[:, :, ::-1])
    for month in (1, 7, 18):
        one, other = found.share(month, 1), back.share(month, 0)
        assert (one.ahead, one.ahead_own_luck) == (other.ahead, other.ahead_own_luck)
        assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-12)
    assert back.leader == 1 - (found.leader or 0)


def test_a_company_against_itself_holds_half(found: Duel) -> None:
    even = duel("changes_faster", "changes_faster", **HOW)  # type: ignore[arg-type]
    assert (even.shares == 0.5).all()
    last = even.share(18)
    assert last.mean == 0.5
    assert np.isnan([last.ci_low, last.ci_high]).all()  # no pair differs from another
    assert (last.ahead, last.ahead_own_luck) == (0.5, 0.5)  # every pair has its mirror image
    assert last.low < 0.5 < last.high
    assert even.leader is None
    assert even.label(0) != even.label(1)


def test_more_replications_add_to_those_there_were(found: Duel) -> None:
    more = duel(*PAIR, **{**HOW, "replications": 20})  # type: ignore[arg-type]
    assert np.array_equal(more.customers.held[:12], found.customers.held)


@pytest.mark.parametrize("n", [1, 2, 12, 101, 400])
def test_pairs_with_own_luck_are_of_different_replicates_and_mirrored(n: int) -> None:
    pairs = own_luck_pairs(n)
    assert len(pairs) == n * min(n - 1, 100)
    assert (pairs[:, 0] != pairs[:, 1]).all()
    assert {tuple(each) for each in pairs} == {tuple(each) for each in pairs[:, ::-1]}


def test_shares_add_up_and_intervals_hold_the_mean(found: Duel) -> None:
    for month in range(1, 19):
        ours, theirs = found.share(month, 0), found.share(month, 1)
        assert ours.mean + theirs.mean == pytest.approx(1.0)
        assert ours.ahead + theirs.ahead == pytest.approx(1.0)
        assert ours.ci_low <= ours.mean <= ours.ci_high
        assert ours.low == pytest.approx(1.0 - theirs.high)


def test_own_luck_spreads_further_than_shared_luck(found: Duel) -> None:
    last = found.share(18)
    inside = np.quantile(found.shares[:, -1, 0], [0.05, 0.95])
    assert last.high - last.low > inside[1] - inside[0]


def test_net_value_counts_the_customers_of_the_duel(found: Duel) -> None:
    for c, (programme, alone) in enumerate(zip(found.programmes, found.alone, strict=True)):
        more = found.customers.held[:, :, c] - alone.of("customers")
        gained = programme.scenario.company.market.margin * np.cumsum(more, axis=1)
        np.testing.assert_allclose(programme.path("net_value") - alone.of("net_value"), gained, atol=1e-5)
        assert np.array_equal(programme.path("deep_use"), alone.of("deep_use"))


def test_the_larger_company_is_not_ahead_by_being_larger() -> None:
    small, large = (overridden(load("no_programme"), {"customers": n}) for n in (1000.0, 3000.0))
    found = duel(small, replace(large, name="large"), **HOW)  # type: ignore[arg-type]
    assert found.start == 0.25
    assert found.share(18).mean > 0.25  # the larger one loses more customers, at the same rate
    assert found.leader == 0


def test_people_behave_as_each_set_in_turn_in_both_companies() -> None:
    whole = load_ensemble("evidence")
    few = replace(whole, members=whole.members[:3])
    found = duel(*PAIR, replications=12, months=6, behaviour=few)
    assert found.sets == 3
    alone = duel(
        *(overridden(load(name), {each: getattr(few.members[1], each) for each in few.members[1].declarations()})
          for name in PAIR),
        replications=12, months=6, behaviour="default",
    )  # fmt: skip
    assert found.shares[1::3].tobytes() == alone.shares[1::3].tobytes()
    assert np.isnan([found.sets_ahead(0), found.sets_ahead(1)]).all()  # a share of three sets says nothing
    more = duel(*PAIR, replications=12, months=6, behaviour=replace(whole, members=whole.members[:6]))
    assert more.sets_ahead(0) + more.sets_ahead(1) == 1.0


def test_companies_with_luck_of_their_own_behave_alike() -> None:
    pairs = own_luck_pairs(12, 3)
    assert (pairs[:, 0] % 3 == pairs[:, 1] % 3).all()
    assert len(pairs) == 3 * len(own_luck_pairs(4)) == len({tuple(each) for each in pairs})
    assert own_luck_pairs(5, 3).tolist() == own_luck_pairs(5).tolist()  # no set has two companies


def test_nobody_is_called_ahead_where_that_depends_on_behaviour() -> None:
    found = duel(*PAIR, replications=12, months=6, behaviour="default")
    held = np.zeros((12, 6, 2))
    held[:, :, 0] = np.where(np.arange(12) % 12 < 9, 90.0, 49.0)[:, None]
    held[:, :, 1] = 100.0 - held[:, :, 0]
    sure = replace(found, customers=found.customers._replace(held=held))
    assert sure.leader == 0
    drawn_from = [found.programmes[0].scenario.company] * 12
    turning = replace(
        sure,
        programmes=(replace(found.programmes[0], scenario=found.programmes[0].scenario.with_draws(drawn_from)),
                    found.programmes[1]),
    )  # fmt: skip
    assert turning.sets_ahead(0) == 0.75
    assert turning.leader is None


# --- words and figure -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_figure_is_legible_and_says_what_is_shown(found: Duel, lang: str) -> None:
    figure = market_shares(found, lang)
    check_boxes(figure)
    shares = figure.axes[1] if figure.axes[0].get_ylim()[1] > 1.0 else figure.axes[0]
    assert shares.get_ylim()[0] == 0.0  # so that a small lead looks small
    assert shares.get_ylim()[1] >= 0.5
    assert min(float(text.get_fontsize()) for text in drawn(figure)) >= 11.0
    text = words(figure)
    assert "n = 12" in text
    assert "_" not in text
    assert "{" not in text
    assert finding(found, lang) in text.replace("  ", " ")


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("pair", [PAIR, ("changes_faster", "changes_faster")])
@pytest.mark.parametrize("replications", [1, 3])
def test_the_answer_in_words(pair: tuple[str, str], lang: str, replications: int) -> None:
    said = duel(*pair, replications=replications, months=3).answer(lang)
    assert all("{" not in each and "nan" not in each and each.endswith((".", ").")) for each in said)
    assert said[-1].startswith("Assumed, not measured" if lang == "en" else "Annahme, kein Messwert")


def test_odds_are_never_rounded_to_none_or_all() -> None:
    assert [odds(p, "en") for p in (0.0, 0.004, 0.5, 0.996, 1.0)] == ["0 %", "< 1 %", "50 %", "> 99 %", "100 %"]


# --- the command ------------------------------------------------------------------------------------


def test_the_document(tmp_path: Path) -> None:
    done = call("duel", "--replications", 3, "--months", 6, "--json", "--out", tmp_path / "results")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert [each["scenario"] for each in document["companies"]] == list(PAIR)
    assert [len(each["market_share"]) for each in document["companies"]] == [6, 6]
    again = duel(replications=3, months=6)
    assert document["companies"][0]["market_share"][5]["mean"] == again.share(6).mean
    written = sorted(path.name for path in (tmp_path / "results").iterdir())
    assert written == ["duel.json", "manifest.json", "market-shares.png", "market-shares.svg", "market_shares.csv"]
    other = call("duel", "no_programme", "training", "--replications", 2, "--months", 3, "--out", tmp_path / "results")
    assert "results of other scenarios" in complaint(other)


def test_one_replication_and_german(tmp_path: Path) -> None:
    done = call("duel", "--replications", 1, "--months", 3, "--lang", "de", "--ensemble", "all")
    assert done.code == 0, done.err
    assert "Mit 1 Paar simulierter Unternehmen lässt sich nichts unterscheiden" in done.out
    assert "lässt sich nichts unterscheiden" in " ".join(done.out.split())


OWN = """
extends = "no_programme"
months = {months}
"""


def test_different_horizons_are_refused(tmp_path: Path) -> None:
    (tmp_path / "short.toml").write_text(OWN.format(months=12), encoding="utf-8")
    said = complaint(call("duel", "no_programme", tmp_path / "short.toml"))
    assert "'no_programme' runs 36 months and 'short' 12" in said
    assert "--months" in said
    assert call("duel", "no_programme", tmp_path / "short.toml", "--months", 4, "--replications", 2).code == 0


def test_different_features_are_refused() -> None:
    ours = load("no_programme")
    bare = tuple(replace(each, own_systems={}) for each in ours.company.organisation.departments)
    organisation = replace(ours.company.organisation, departments=bare)
    fewer = replace(ours.company, organisation=organisation, catalogue=Catalogue(ours.company.catalogue.features[:-1]))
    with pytest.raises(InputError, match=f"only 'no_programme' has {ours.company.catalogue.names[-1]}"):
        duel(ours, replace(ours, name="fewer", company=fewer))


@pytest.mark.parametrize("when", ["customers < 1900", "net_value > 0"])
def test_conditions_that_depend_on_the_rival_are_refused(when: str) -> None:
    waiting = replace(load("no_programme"), name="waiting", interventions=(Training(when=when),))
    with pytest.raises(InputError, match="depends on the rival"):
        duel("no_programme", waiting)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no_programme", "no_programm"], "no_programme"),
        (["--replications", "0"], "replications"),
        (["--months", "0"], "months"),
        (["--set", "market.rival_preferenc=2"], "rival_preference"),
        (["--ensemble", "al"], "all"),
        (["--seed", "-1"], "seed"),
    ],
)
def test_mistakes_are_explained(arguments: list[str], said: str) -> None:
    assert said in complaint(call("duel", *arguments))
