"""The ledger: every statement has its row, its test and its region, and nothing is claimed that was not found."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.claims import ledger as ledgers
from crm_adoption.analysis.claims.folder import EvidenceFolder
from crm_adoption.analysis.claims.ledger import TWENTY_EIGHTY, run_ledger
from crm_adoption.analysis.claims.page import as_markdown, region_sentences
from crm_adoption.analysis.claims.readings import CLAIMS, COLUMNS, row
from crm_adoption.analysis.claims.region import region, separation, wilson
from crm_adoption.analysis.claims.samples import SHORT, design, uncertainties, wide_sample
from crm_adoption.analysis.claims.situations import DONE, Seen, situation
from crm_adoption.analysis.claims.verdicts import kind_of
from crm_adoption.analysis.claims.words import reading, said
from crm_adoption.analysis.evidence.bands import BAND
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.questions.duel import duel
from crm_adoption.model.errors import InputError
from crm_adoption.model.simulation import run
from crm_adoption.scenarios.files.catalogue import load

sys.path.insert(0, str(Path(__file__).parents[2]))
from command_line import call, complaint

TINY = replace(SHORT, companies=3, points=64, replications=1, many=1, repeats=3, base_points=8, sets=2)
STATEMENTS = (
    "untouched", "idle_features", "unused", "quiet_word", "bare_minimum", "separate_systems", "campaigns", "say_again",
    "silos", "aligned_goals", "sharing_rewarded", "ai_dysfunction", "faster_rival", "ability_to_change", "three_walls",
    "contact_list", "twenty_eighty",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evidence") / "run"


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    return run_ledger(effort=TINY, out=folder)


# --- the claims -------------------------------------------------------------------------------------


def test_every_statement_of_the_article_has_its_row_its_test_and_its_region(document: dict[str, Any]) -> None:
    assert (*CLAIMS, TWENTY_EIGHTY) == STATEMENTS == tuple(document["claims"])
    for name in STATEMENTS:
        for lang in ("en", "de"):
            texts = [said(name, key, lang) for key in ("statement", "represented", "put_in", "emerges", "test")]
            assert all(text.endswith(".") for text in texts)
    for name in CLAIMS:
        entry = document["claims"][name]
        assert entry["region"]["points"] == TINY.points
        assert {"accepted", "wide"} == set(entry["verdict"])


def test_claims_on_fitted_bands_are_labelled_so() -> None:
    """A band of the fit makes a claim put in; a held-out one does not."""
    for claim in CLAIMS.values():
        uses = {BAND[name].use for name in claim.bands}
        assert ("CAL" in uses) == (claim.rests_on == "fitted"), claim.name
        assert claim.rests_on != "held out" or uses == {"VAL"}


def test_limits_with_a_source_are_those_of_the_bands() -> None:
    untouched, quiet = CLAIMS["untouched"], CLAIMS["quiet_word"]
    band = BAND["seed_never_used"]
    assert band.low is not None
    assert band.high is not None
    assert [untouched.holds(v) for v in (band.low, band.high, band.low - 0.01, band.high + 0.01)] == [
        True,
        True,
        False,
        False,
    ]
    assert quiet.holds(BAND["seed_use"].high, BAND["seed_active_users"].low)
    assert not quiet.holds(0.36, 0.9)
    assert not quiet.holds(0.2, 0.74)


def test_an_ensemble_accepted_on_programmes_is_refused() -> None:
    with pytest.raises(InputError, match="put in what the claims are to find"):
        run_ledger(effort=TINY, ensemble=load_ensemble("all"))


def test_programmes_at_equal_spending_spend_the_same() -> None:
    base = load("no_programme")
    costs = [situation(base, name).total_cost for name in ("technology", "goals", "sharing", "change")]
    assert costs == pytest.approx([150_000.0] * 4)


def test_readings_are_those_of_plain_runs() -> None:
    base = load("no_programme")
    seen = Seen(base, 3, 7)
    values = dict(zip(COLUMNS, row(seen), strict=True))
    done = run(base.company, base.schedule, replications=3, seed=7)
    assert values["untouched.never_used"] == done.of("never_used")[:, 5].mean()
    share = duel("better_technology", "changes_faster", replications=3, seed=7, behaviour="default").share(36, 1).mean
    assert values["faster_rival.rival_share"] == pytest.approx(share, rel=1e-12)
    one = dict(zip(COLUMNS, row(seen.only(2)), strict=True))
    assert one["contact_list.net_value"] == done.of("net_value")[2, 35]
    assert set(seen._runs) == {*DONE, "unwatched"}


# --- regions ----------------------------------------------------------------------------------------


def test_the_wide_ranges_hold_the_article_s_company_and_every_point_can_be_run() -> None:
    names = [each.name for each in uncertainties()]
    assert len(names) == len(set(names)) > 50
    levers = load("seed_company").company.organisation.departments[0].levers
    inside = {each.name: each.range for each in uncertainties() if each.name.startswith("levers.")}
    for name in ("silo_strength", "sponsorship", "supervisor_commitment", "monitoring", "go_live_training"):
        low, high = inside[f"levers.{name}"]
        assert low <= getattr(levers, name) <= high, name
    sample = wide_sample(TINY)
    assert len({sample.company(k).company.organisation.headcount for k in range(20)}) > 10


def noise(n: int, size: float) -> npt.NDArray[np.float64]:
    return np.random.default_rng(11).normal(0.0, size, n)


def test_a_region_that_was_put_in_is_found() -> None:
    plan = design(512)
    points = plan.points
    monitoring = points[:, plan.names.index("levers.monitoring")]
    found = region(plan, points, monitoring > 0.5, monitoring + noise(512, 0.05))
    assert found["separating"] == [{"name": "levers.monitoring", "separation": 1.0}]
    assert [each["name"] for each in found["moving"]] == ["levers.monitoring"]
    assert [each["name"] for each in found["boxes"][0]["limits"]] == ["levers.monitoring"]
    assert found["boxes"][0]["limits"][0]["high"] == pytest.approx(0.5, abs=0.02)
    assert found["boxes"][0]["check"]["density"] > 0.9
    for lang in ("en", "de"):
        assert "{" not in " ".join(region_sentences(found, lang))


def test_nothing_is_said_to_part_what_was_drawn_by_lot() -> None:
    """One lot in twenty may look like something: five or more of twenty do so with a chance of .0026."""
    plan, named = design(256), 0
    for seed in range(20):
        drawn = np.random.default_rng(seed).random(256)
        found = region(plan, plan.points, drawn < 0.5, drawn)
        if found["separating"] == found["moving"] == []:
            assert (found["boxes"], found["state"]) == ([], "nowhere")
        else:
            named += 1
    assert named < 5


def test_a_band_is_explained_by_what_moves_the_reading() -> None:
    """Where a claim fails on both sides, no uncertainty parts the two, but one moves the reading."""
    plan = design(512)
    middle = plan.points[:, plan.names.index("behaviour.habit_bonus")]
    found = region(plan, plan.points, (middle > 1.0) & (middle < 1.8), middle + noise(512, 0.2))
    assert [each["name"] for each in found["moving"]] == ["behaviour.habit_bonus"]
    assert 0.8 < found["moving"][0]["coefficient"] < 1.0
    assert found["separating"] == []
    assert found["state"] == "found"


def test_separation_is_the_chance_of_the_greater_value() -> None:
    values, holds = np.array([1.0, 2.0, 2.0, 3.0]), np.array([False, True, False, True])
    assert separation(values, holds) == (1 + 0.5 + 1 + 1) / 4


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)]
)
def test_intervals_of_shares_are_wilson_s(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=1e-4)


def test_verdicts_follow_the_shares() -> None:
    shares = (1.0, 0.95, 0.94, 0.75, 0.74, 0.26, 0.25, 0.06, 0.05, 0.0)
    words = ["throughout"] * 2 + ["mostly"] * 2 + ["open"] * 2 + ["rarely"] * 2 + ["not"] * 2
    assert [kind_of(each) for each in shares] == words


# --- resuming ---------------------------------------------------------------------------------------


def test_an_interrupted_run_goes_on_and_ends_with_the_same(
    folder: Path, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("wide-00032", "claim-silos-*", "technology-wide"):
        for part in folder.glob(f"{name}.json"):
            part.unlink()
    asked = []
    plain = ledgers.wide_sample(TINY)
    monkeypatch.setattr(
        ledgers, "wide_sample", lambda effort: replace(plain, company=lambda k: asked.append(k) or plain.company(k))
    )
    again = run_ledger(effort=TINY, out=folder, workers=1)
    assert asked == list(range(32, 64))
    assert again == document


def test_a_claim_alone_is_the_same(folder: Path, document: dict[str, Any]) -> None:
    alone = run_ledger(["silos"], effort=TINY, out=folder)
    assert alone["claims"] == {"silos": document["claims"]["silos"]}


def test_other_runs_and_other_files_are_not_mixed(folder: Path, document: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="another effort"):
        run_ledger(["silos"], effort=replace(TINY, seed=1), out=folder)
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="other files"):
        EvidenceFolder(tmp_path, {"seed": 1})
    EvidenceFolder(tmp_path, {"seed": 1}, replace=True)
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_part_that_is_cut_off_is_made_again(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path / "new", {"seed": 1})
    assert folder.part("one", lambda: [1.5, float("nan")]) == [1.5, None]
    (tmp_path / "new" / "one.json").write_text("[1.5,")
    assert folder.part("one", lambda: [2.5]) == [2.5]


# --- words and command --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_page_says_all_of_it(document: dict[str, Any], lang: str) -> None:
    page = as_markdown(document, lang)
    assert "{" not in page
    assert "nan" not in page.lower().split()
    for name in STATEMENTS:
        assert page.count(said(name, "statement", lang)) == 2
    for claim in CLAIMS.values():
        assert all(reading(each.name, lang) in page for each in claim.readings)
    assert page.count(" put in, " if lang == "en" else "vorausgesetzt, ") >= 9


def test_the_document_and_the_table(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_adoption.analysis.claims.samples.SHORT", TINY)
    done = call("claims", "silos", "--short", "--out", folder, "--json")
    assert done.code == 0, done.err
    assert list(json.loads(done.out)["claims"]) == ["silos"]
    shown = call("claims", "--short", "--out", folder, "--lang", "de")
    assert shown.code == 0, shown.err
    assert "vorausgesetzt" in shown.out


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["silo"], "Did you mean 'silos'"),
        (["--ensemble", "all"], "use evidence"),
        (["--seed", "-1"], "seed"),
        (["--out", "/dev/null/x"], "cannot be written"),
    ],
)
def test_mistakes_are_explained(arguments: list[str], text: str) -> None:
    assert text in complaint(call("claims", "--short", *arguments))
