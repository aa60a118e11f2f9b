"""The end says what the commands say, of the company that was played and of all that it could be."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from crm_adoption.analysis.drawings import LIGHT
from crm_adoption.analysis.evidence.ensemble import Ensemble, load_ensemble
from crm_adoption.analysis.telling.comparison import compare
from crm_adoption.analysis.workshop.debrief import BEST, NOTHING, Debrief, Effort, debriefed, named
from crm_adoption.analysis.workshop.founding import Source, begun, setting_of
from crm_adoption.analysis.workshop.game import Game, Order, programme_of
from crm_adoption.analysis.workshop.take_home import (
    best_mix,
    decisions,
    picture,
    ranking,
    take_home,
    verdict,
    wall_costs,
)
from crm_adoption.scenarios.simulate import simulate

SMALL = """
extends = "no_programme"
months = 6
[organisation.departments.sales]
people = 6
[organisation.departments.marketing]
people = 5
[organisation.departments.customer_success]
people = 4
[organisation.departments.service]
people = 3
"""
"""A company of 18 for half a year: its end is worked out in seconds."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Game:
    path = tmp_path_factory.mktemp("company") / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    game = begun(setting_of(Source(str(path)), 7)[0], teams=2, quarters=1)
    return game.submitted(0, (Order("AlignKPIs", 9_000),)).submitted(1, (Order("ToolingSpend", 9_000),))


def few() -> Ensemble:
    """Return eight parameter sets: what is held here does not hang on how many there are."""
    return replace(load_ensemble("evidence"), name="few", members=load_ensemble("evidence").members[:8])


@pytest.fixture(scope="module")
def found(played: Game) -> Debrief:
    pytest.importorskip("optuna")
    return debriefed(played, None, Effort(12, 1, few()))


def test_the_verdict_is_that_of_compare(found: Debrief, played: Game) -> None:
    known = played.setting.known
    assert found.decision is not None
    plans = [known, *(named(played, team, known) for team in (0, 1)), found.decision.best.mix.scenario]
    pairs = found.comparison.baseline.replications
    alone = compare(
        plans, baseline=known.name, month=played.end, seed=played.setting.seed, replications=pairs, behaviour=few()
    )
    assert found.comparison.verdict == alone.verdict
    assert verdict(found, "de")[0] in " ".join(alone.advice("de"))


def test_curves_are_those_of_the_company_that_was_played(found: Debrief, played: Game) -> None:
    assert [each.who for each in found.curves] == [0, 1, NOTHING, BEST]
    for team in (0, 1):
        scenario = programme_of(played, team, played.setting.hidden)
        run = simulate(scenario, replications=1, seed=7, first_replicate=played.setting.replicate)
        assert np.array_equal(run.of("deep_use")[0, : played.end], found.curves[team].real)


def test_the_page_shows_at_the_end_what_stands_in_the_page_to_take_home(found: Debrief, played: Game) -> None:
    table = ranking(found, "en")
    assert [row[0] for row in table.rows] == ["Team 1", "Team 2", "Nothing done", "Best mix"]
    drawn = picture(found, 700.0, LIGHT, "de")
    assert all(name in drawn for name in ("Team 1", "Team 2", "Nichts getan", "Beste Mischung"))


def test_the_best_mix_spends_no_more_than_a_team(found: Debrief, played: Game) -> None:
    assert found.decision is not None
    assert found.decision.best.mix.cost <= played.budget
    assert found.decision.question.objective.month == played.end
    shares = found.comparison.programme(found.decision.best.name).at("deep_use", played.end)
    assert shares.mean() == pytest.approx(found.decision.best.level), "decide and compare say the same of the same mix"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_page_to_take_home_needs_nothing_else(found: Debrief, lang: str, tmp_path: Path) -> None:
    text = take_home(found, lang)
    page = Tags()
    page.feed(text)
    assert not [tag for tag, _ in page.tags if tag in ("script", "iframe", "link")]
    assert not [attrs for _, attrs in page.tags if str(attrs.get("src") or "data:")[:5] != "data:"]
    for sentences in (verdict(found, lang)[:1], best_mix(found, lang), wall_costs(found, lang)):
        assert sentences
    assert len(ranking(found, lang).rows) == 4
    assert len(decisions(found, 0, lang).rows) == 1
    assert text.count("<section") >= 6
