"""The story: every figure in a sentence is the runs', and where the runs say otherwise, so do the words."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from crm_adoption.analysis.base.effects import interval
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.comparing.costs import payback
from crm_adoption.analysis.drawings import DARK, LIGHT, Theme
from crm_adoption.analysis.drawings.differences import Difference, draw_differences
from crm_adoption.analysis.drawings.hundred import draw_hundred
from crm_adoption.analysis.evidence.behaviour import uncertain
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import Fit
from crm_adoption.analysis.questions.duel import duel
from crm_adoption.analysis.story import StoryRuns, story_runs, tell
from crm_adoption.analysis.story.runs import ALONE, BOTH, GOALS, RIVALS, TECHNOLOGY, YEAR
from crm_adoption.analysis.words.phrases import number, percent
from crm_adoption.model.outcomes import OUTCOME, column
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.simulate import simulate

SVG = "{http://www.w3.org/2000/svg}"
COMPANIES, SEED = 20, 3
GO_LIVE, QUIET, HALF, CUSTOMERS, MORE, ALIGNED, TOGETHER, RIVAL = range(8)


@pytest.fixture(scope="module")
def runs() -> StoryRuns:
    return story_runs(COMPANIES, SEED)


def mean(outcome: str, month: int, name: str = ALONE) -> float:
    """Return a mean from runs made here, not the story's."""
    scenario = uncertain(load(name), load_ensemble("evidence"))
    return float(simulate(scenario, replications=COMPANIES, seed=SEED).of(outcome)[:, month - 1].mean())


def with_values(runs: StoryRuns, name: str, changes: dict[str, float], month: int) -> StoryRuns:
    """Return the runs with something added to a programme's outcomes in a month."""
    programme = runs.programmes[name]
    values = programme.run.values.copy()
    for outcome, more in changes.items():
        values[:, month - 1, :, column(outcome)] += more
    changed = Programme(programme.scenario, replace(programme.run, values=values), programme.is_baseline)
    return replace(runs, programmes={**runs.programmes, name: changed})


# What is said


@pytest.mark.parametrize("lang", ["en", "de"])
def test_there_are_eight_steps_with_a_message_a_picture_and_where_it_comes_from(runs: StoryRuns, lang: str) -> None:
    steps = tell(runs, lang)
    assert len(steps) == 8
    for step in steps:
        assert len(step.title) <= 70
        assert 60 <= len(step.text) <= 480
        assert step.note
        assert 2 <= len(step.figures) <= 3
        assert step.terms
        assert set(step.terms) <= set(OUTCOME)
        assert not re.search(r"\{|\}|nan|inf\b|dept_|_", f"{step.title} {step.text} {step.note} {step.figures}")


def test_log_ins_and_real_use_in_month_three_are_the_runs(runs: StoryRuns) -> None:
    active, deep = (percent(mean(name, 3), "en") for name in ("active_users", "deep_use"))
    step = tell(runs, "en")[QUIET]
    assert f"{active} of the people opened the CRM this month. But only {deep} of the tasks" in step.text
    assert [value for value, _ in step.figures] == [active, deep]
    assert "sees nothing" in step.text


def test_if_log_ins_did_not_look_fine_it_would_be_said(runs: StoryRuns) -> None:
    step = tell(with_values(runs, ALONE, {"active_users": -0.7}, 3), "en")[QUIET]
    assert "the log-ins show it too; the article says that they do not" in step.text


def test_what_was_never_touched_stands_beside_what_the_article_says(runs: StoryRuns) -> None:
    never = percent(mean("never_used", 6), "de")
    step = tell(runs, "de")[HALF]
    assert step.title == f"Monat sechs: {never} nie angefasst"
    assert "Im Artikel sind es 70 %, innerhalb dieser Spanne." in step.text
    other = tell(with_values(runs, ALONE, {"never_used": -0.2}, 6), "de")[HALF]
    assert "Im Artikel sind es 70 %, außerhalb dieser Spanne." in other.text


def test_who_enters_most_for_the_boss_is_found_not_written(runs: StoryRuns) -> None:
    shares = [runs.mean("compliance_use", 6, place=place) for place in range(1, 5)]
    names = [each.label_en for each in runs.alone.scenario.company.organisation.departments]
    most = names[int(np.argmax(shares))]
    assert f"most of it in {most}" in tell(runs, "en")[HALF].text
    values = runs.alone.run.values.copy()
    values[:, 5, 4, column("compliance_use")] += 0.5
    alone = Programme(runs.alone.scenario, replace(runs.alone.run, values=values), True)
    other = tell(replace(runs, programmes={**runs.programmes, ALONE: alone}), "en")[HALF]
    assert "most of it in Service; the article says Sales." in other.text


def test_customers_are_the_runs(runs: StoryRuns) -> None:
    step = tell(runs, "de")[CUSTOMERS]
    assert f"sind von 2.000 Kunden {number(mean('customers', 12), 'de')} da" in step.text
    assert f"werden {number(100 * (1 - mean('must_repeat', 12)), 'de')} weitergegeben" in step.text


@pytest.mark.parametrize(("place", "name"), [(MORE, TECHNOLOGY), (ALIGNED, GOALS)])
def test_a_programme_s_gain_is_the_paired_difference(runs: StoryRuns, place: int, name: str) -> None:
    gap = mean("deep_use", YEAR, name) - mean("deep_use", YEAR)
    assert tell(runs, "en")[place].figures[0][0] == number(100.0 * gap, "en", 1, sign=True)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (0.05, "points more than with technology"),
        (-0.05, "points less than with technology (95 % CI"),
        (None, "no clear difference to technology"),
    ],
)
def test_goals_against_technology_can_come_out_either_way(runs: StoryRuns, more: float | None, words: str) -> None:
    now = runs.gap("deep_use", YEAR, GOALS, TECHNOLOGY)
    changed = with_values(runs, GOALS, {"deep_use": -now.value if more is None else more}, YEAR)
    text = tell(changed, "en")[ALIGNED].text
    assert words in text
    gap = changed.gap("deep_use", YEAR, GOALS, TECHNOLOGY)
    assert gap.decided == (0 if more is None else int(math.copysign(1, more)))
    limits = re.search(r"95 % CI ([−+\d.]+) to ([−+\d.]+)", text)
    assert limits
    low, high = (float(each.replace("−", "-")) for each in limits.groups())
    assert low <= high
    if more is not None:
        assert low > 0.0


@pytest.mark.parametrize(
    ("more", "title"), [(0.05, "Half and half does best"), (-0.05, "Half and half is not clearly best")]
)
def test_both_are_best_only_if_they_are(runs: StoryRuns, more: float, title: str) -> None:
    step = tell(with_values(runs, BOTH, {"deep_use": more}, YEAR), "en")[TOGETHER]
    assert step.title == title
    assert ("points less than" in step.text) == (more < 0.0)


def test_how_many_earn_the_money_back_is_counted(runs: StoryRuns) -> None:
    months = payback(runs.programmes[BOTH], runs.alone)
    share = percent(float(np.isfinite(months).mean()), "en")
    assert f"{share} of the companies earn the money back within 36 months" in tell(runs, "en")[TOGETHER].text


def test_the_rival_ahead_is_the_duel_s(runs: StoryRuns) -> None:
    found = duel(*RIVALS, replications=COMPANIES, seed=SEED)
    step = tell(runs, "en")[RIVAL]
    leader = found.leader
    assert leader is not None
    share = percent(found.share(36, leader).mean, "en", 1)
    assert f"“{found.label(leader)}” holds {share} of the customers" in step.text
    turned = replace(runs, rivals=duel(*reversed(RIVALS), replications=COMPANIES, seed=SEED))
    assert tell(turned, "en")[RIVAL].title == "Here the rival with better technology is ahead"
    even = replace(runs, rivals=duel(ALONE, ALONE, replications=COMPANIES, seed=SEED))
    assert tell(even, "en")[RIVAL].title == "Neither of the rivals is clearly ahead"


def test_the_company_shown_is_the_one_in_the_middle(runs: StoryRuns) -> None:
    values = runs.alone.at("never_used", 6)
    below, above = ((values < values[runs.replicate]).sum(), (values > values[runs.replicate]).sum())
    assert abs(int(below) - int(above)) <= 1 + (values == values[runs.replicate]).sum()


def test_a_mean_says_whether_it_is_decided(runs: StoryRuns) -> None:
    ours, theirs = (runs.programmes[name].at("deep_use", YEAR) for name in (GOALS, ALONE))
    gap = runs.gap("deep_use", YEAR, GOALS)
    assert (gap.value, gap.low, gap.high) == interval(ours - theirs)
    assert gap.decided == 1
    assert runs.gap("deep_use", YEAR, ALONE, GOALS).decided == -1
    assert runs.gap("deep_use", YEAR, ALONE).decided == 0


def test_the_same_runs_are_made_once() -> None:
    assert story_runs(COMPANIES, SEED) is story_runs(COMPANIES, SEED)


# Pictures


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [300, 640, 900])
def test_every_picture_is_whole_and_legible(runs: StoryRuns, width: int, theme: Theme, lang: str) -> None:
    for step in tell(runs, lang):
        svg = step.draw(width, theme)
        assert svg == step.draw(width, theme)
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label")
        sizes = [float(each.get("font-size", 0)) for each in root.iter(f"{SVG}text")]
        assert min(sizes) >= 14.0
        assert float(root.get("height", 0)) <= 640.0 or width < 400
        assert theme.background not in (theme.ink, "")
        assert 'data-crm="cursor"' not in svg


def test_a_share_is_so_many_of_a_hundred_squares() -> None:
    svg = draw_hundred(0.125, filled="yes", empty="no", paint="#123456", width=900, theme=LIGHT)
    filled, rest = (
        re.findall(r"M\S+ \S+?h([\d.]+)v([\d.]+)", path)
        for path in re.findall(r'<path d="([^"]+)" fill="(?:#123456)"', svg)
        + re.findall(rf'<path d="([^"]+)" fill="{LIGHT.fills["shadow_use"]}"', svg)
    )
    area = [sum(float(wide) * float(high) for wide, high in each) / float(each[0][0]) ** 2 for each in (filled, rest)]
    assert area == pytest.approx([12.5, 87.5], abs=0.05)
    assert "yes: 12.5; no: 87.5" in svg


@pytest.mark.parametrize("share", [0.0, 1.0, math.nan, -1.0, 2.0])
def test_shares_at_and_beyond_the_ends_are_drawn(share: float) -> None:
    ElementTree.fromstring(draw_hundred(share, filled="<a>", empty="&b", paint="#123456", width=260, theme=DARK))


@pytest.mark.parametrize("width", [260, 500, 900])
def test_differences_and_their_intervals_stand_where_the_axis_says(width: int) -> None:
    found = [
        Difference("<b>One</b>", 2.0, 1.0, 3.0, "#111111", "#111111"),
        Difference("Two " * 30, -1.0, math.nan, math.nan, "#222222", "#222222"),
    ]
    root = ElementTree.fromstring(draw_differences("T", found, unit="points " * 12, width=width, theme=LIGHT))
    ticks = {
        float((each.text or "0").replace("−", "-")): float(each.get("x", 0))
        for each in root.iter(f"{SVG}text")
        if re.fullmatch(r"[−+]?\d(\.\d)?", each.text or "") and each.get("text-anchor") == "middle"
    }
    at = {value: ticks[0.0] + value * (ticks[2.0] - ticks[0.0]) / 2.0 for value in (2.0, 1.0, 3.0, -1.0)}
    first, second = root.iter(f"{SVG}circle")
    assert float(first.get("cx", 0)) == pytest.approx(at[2.0], abs=0.11)
    assert float(second.get("cx", 0)) == pytest.approx(at[-1.0], abs=0.11)
    (line,) = (each for each in root.iter(f"{SVG}line") if each.get("stroke") == "#111111")
    assert [float(line.get(name, 0)) for name in ("x1", "x2")] == pytest.approx([at[1.0], at[3.0]], abs=0.11)
    assert all(0.0 <= x <= width for x in ticks.values())


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_a_company_known_from_answers_alone_is_told_from_its_go_live(runs: StoryRuns, lang: str) -> None:
    """It has lived no month: there is no export, and today is not month three."""
    asked = replace(runs, fit=Fit.from_ensemble(load("no_programme"), load_ensemble("evidence")))
    told, plain = tell(asked, lang), tell(runs, lang)
    assert told[GO_LIVE].title != plain[GO_LIVE].title
    assert not re.search("[Ee]xport", " ".join(step.text for step in told))
    assert [step.title for step in told[QUIET:]] == [step.title for step in plain[QUIET:]]
