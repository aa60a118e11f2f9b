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
from crm_adoption.analysis.comparing.costs import break_even_margin, payback
from crm_adoption.analysis.drawings import DARK, LIGHT, Theme
from crm_adoption.analysis.drawings.differences import Difference, draw_differences
from crm_adoption.analysis.drawings.hundred import draw_hundred
from crm_adoption.analysis.evidence.behaviour import uncertain
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import Fit
from crm_adoption.analysis.laboratory.film import film_of
from crm_adoption.analysis.laboratory.own_company import Subject, subject
from crm_adoption.analysis.questions.duel import duel
from crm_adoption.analysis.questions.walls import PER_HEAD
from crm_adoption.analysis.questions.walls_result import taken_down
from crm_adoption.analysis.story import StoryRuns, side_by_side, story_runs, tell
from crm_adoption.analysis.story.runs import ALONE, BOTH, GOALS, RIVALS, TECHNOLOGY, YEAR
from crm_adoption.analysis.words.phrases import euro, number, percent
from crm_adoption.model.outcomes import OUTCOME, column
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.simulate import simulate

SVG = "{http://www.w3.org/2000/svg}"
COMPANIES, SEED = 20, 3
GO_LIVE, HALF, QUIET, CUSTOMERS, WAYS_, SURE, MONEY, WALLS_, SPLIT, RIVAL, YOURS = range(11)


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
def test_every_step_has_a_message_a_picture_and_where_it_comes_from(runs: StoryRuns, lang: str) -> None:
    steps = tell(runs, lang)
    assert len(steps) == 11
    assert [n for n, each in enumerate(steps) if each.guess] == [HALF, WAYS_, WALLS_]
    assert [n for n, each in enumerate(steps) if each.opens] == [YOURS]
    for step in steps:
        assert len(step.title) <= 70
        assert 60 <= len(step.text) <= 480
        assert step.note
        assert 1 <= len(step.figures) <= 4
        assert step.notes
        assert step.terms
        assert set(step.terms) <= set(OUTCOME)
        assert not re.search(r"\{|\}|\bnan\b|\binf\b|dept_|_", f"{step.title} {step.text} {step.note} {step.figures}")


def test_log_ins_and_real_use_in_month_three_are_the_runs(runs: StoryRuns) -> None:
    active, deep = (percent(mean(name, 3), "en") for name in ("active_users", "deep_use"))
    step = tell(runs, "en")[QUIET]
    assert f"{active} of the people opened the CRM that month, but only {deep} of the tasks" in step.text
    assert [value for value, _ in step.figures] == [active, deep]
    assert "Log-ins alone do not show it" in step.text


def test_if_log_ins_did_not_look_fine_it_would_be_said(runs: StoryRuns) -> None:
    step = tell(with_values(runs, ALONE, {"active_users": -0.7}, 3), "en")[QUIET]
    assert "the log-ins show it too; in the article they do not" in step.text


def test_what_is_really_used_and_never_touched_stands_beside_what_the_article_says(runs: StoryRuns) -> None:
    deep, never = (percent(mean(name, 6), "de") for name in ("deep_use", "never_used"))
    step = tell(runs, "de")[HALF]
    assert step.title == f"Monat sechs: {deep} echt genutzt, {never} nie angefasst"
    assert "im Artikel 70 %" in step.text
    assert step.figures[0][0] == deep


def test_who_enters_most_for_the_boss_is_found_not_written(runs: StoryRuns) -> None:
    shares = [runs.mean("compliance_use", 6, place=place) for place in range(1, 5)]
    names = [each.label_en for each in runs.alone.scenario.company.organisation.departments]
    most = names[int(np.argmax(shares))]
    assert f"{most} enters most of it for the boss only" in tell(runs, "en")[HALF].text
    values = runs.alone.run.values.copy()
    values[:, 5, 4, column("compliance_use")] += 0.5
    alone = Programme(runs.alone.scenario, replace(runs.alone.run, values=values), True)
    other = tell(replace(runs, programmes={**runs.programmes, ALONE: alone}), "en")[HALF]
    assert "Service enters most of it for the boss only" in other.text
    assert "In the article it is Sales." in other.text


def test_customers_are_the_runs(runs: StoryRuns) -> None:
    step = tell(runs, "de")[CUSTOMERS]
    assert f"sind von 2.000 Kunden noch {number(mean('customers', 12), 'de')} da" in step.text
    assert f"werden {number(100 * (1 - mean('must_repeat', 12)), 'de')} weitergegeben" in step.text


def test_a_programme_s_gain_is_the_paired_difference(runs: StoryRuns) -> None:
    figures = tell(runs, "en")[WAYS_].figures
    for name, (value, label) in zip((TECHNOLOGY, GOALS, BOTH), figures, strict=True):
        gap = mean("deep_use", YEAR, name) - mean("deep_use", YEAR)
        assert value == number(100.0 * gap, "en", 1, sign=True)
        assert label == load(name).title("en")


def even(runs: StoryRuns, lead: float) -> StoryRuns:
    """Return the runs with goals so far ahead of both others, in every company."""
    base = runs.programmes[BOTH].at("deep_use", YEAR)
    changed = runs
    turn = np.arange(COMPANIES)
    for name, more in ((GOALS, lead * (1.0 + 1e-3 * turn) + 1e-5 * (turn % 3)), (TECHNOLOGY, 1e-5 * (turn % 4))):
        programme = changed.programmes[name]
        values = programme.run.values.copy()
        values[:, YEAR - 1, 0, column("deep_use")] = base + more
        made = Programme(programme.scenario, replace(programme.run, values=values))
        changed = replace(changed, programmes={**changed.programmes, name: made})
    return changed


def test_who_leads_is_what_the_verdict_says(runs: StoryRuns) -> None:
    """Never that one does best where the ensemble cannot tell."""
    sure, equal = tell(even(runs, 0.05), "en"), tell(even(runs, 0.0), "en")
    assert sure[WAYS_].title == "“Aligned KPIs” leads"
    assert sure[SURE].title == "The lead is sure"
    assert sure[WAYS_].guess
    assert sure[WAYS_].guess.best == (1,)
    assert equal[WAYS_].title == "None of them surely leads"
    assert equal[SURE].title == "Several are equally good"
    assert equal[WAYS_].guess
    assert set(equal[WAYS_].guess.best) == {0, 1, 2}


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_guesses_are_compared_with_the_answer(runs: StoryRuns, lang: str) -> None:
    told = tell(even(runs, 0.05), lang)
    share, choice = told[HALF].guess, told[WAYS_].guess
    assert share is not None
    assert choice is not None
    assert share.answer == pytest.approx(100.0 * mean("deep_use", 6))
    said = [share.said(value, lang) for value in (0, round(share.answer), 100)]
    assert len(set(said)) == 3
    assert all(percent(share.answer / 100.0, lang) in each for each in said)
    answers = [choice.said(n, lang) for n in range(len(choice.options))]
    assert len(set(answers)) == 4
    assert all(choice.options[1] in answers[n] for n in (1, 3))
    assert [choice.allows(value) for value in (0, 3, 4, -1, True, "1", None, 1.0)] == [True, True] + [False] * 6
    assert [share.allows(value) for value in (0, 100, 101, -1, 50.5)] == [True, True, False, False, False]


def test_nothing_of_an_answer_is_in_what_is_asked(runs: StoryRuns) -> None:
    """Neither the words nor the picture change with what comes of it."""
    more = with_values(
        with_values(runs, ALONE, {"deep_use": 0.3, "never_used": -0.3}, 6), GOALS, {"deep_use": 0.4}, YEAR
    )
    more = replace(more, walls={**more.walls, "process": more.walls["process"] + 0.5})
    for ours, theirs in zip(tell(runs, "en"), tell(more, "en"), strict=True):
        if ours.guess is None or theirs.guess is None:
            continue
        assert ours.title != theirs.title or ours.text != theirs.text
        asked = [(each.question, each.text, each.options, each.draw(640, LIGHT)) for each in (ours.guess, theirs.guess)]
        assert asked[0] == asked[1]


def test_it_pays_from_the_margin_at_which_it_pays(runs: StoryRuns) -> None:
    step = tell(even(runs, 0.05), "en")[MONEY]
    margin = break_even_margin(runs.programmes[GOALS], runs.alone)[0]
    assert margin > 0.0
    assert step.title == f"It pays back only if a customer brings {euro(margin, 'en')} a month"
    back = number(100.0 * float(np.isfinite(payback(runs.programmes[GOALS], runs.alone)).mean()), "en")
    assert f"{back} of 100" in [value for value, _ in step.figures]


def test_the_walls_are_those_of_the_command(runs: StoryRuns) -> None:
    """Each third is what `walls` takes down for it; what all do together is measured against the sum."""
    alone = uncertain(load(ALONE), load_ensemble("evidence"))
    plans = taken_down(alone, PER_HEAD * 120)
    for name, plan in (("goals", plans[1]), ("territory", plans[2]), ("process", plans[3]), ("all", plans[-1])):
        found = simulate(plan, replications=COMPANIES, seed=SEED).of("deep_use")[:, 23]
        assert runs.walls[name].tobytes() == found.tobytes()
    step = tell(runs, "en")[WALLS_]
    base = runs.alone.at("deep_use", 24)
    assert step.figures[0][0] == number(100.0 * float((runs.walls["goals"] - base).mean()), "en", 1, sign=True)
    slight = replace(runs, walls={**runs.walls, "all": runs.walls["goals"]})
    assert "they overlap" in tell(slight, "en")[WALLS_].text


def test_the_rule_of_twenty_to_eighty_is_put_to_the_test(runs: StoryRuns) -> None:
    assert tell(runs, "en")[SPLIT].title.startswith("20 to 80")
    other = replace(runs, shares={**runs.shares, 1.0: runs.shares[1.0] + 0.5})
    step = tell(other, "en")[SPLIT]
    assert step.title == "20 to 80 does not hold here: 100 % for technology is best"
    assert "100 % for technology is surely better" in step.text


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
    assert [step.title for step in told[HALF:]] == [step.title for step in plain[HALF:]]


# The presenter's own company, and the film

OWN = """extends = "seed_company"
title_en = "Our plan"
[organisation]
people = 60
[[interventions]]
kind = "AlignKPIs"
budget = 90_000
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    file = tmp_path_factory.mktemp("own") / "ours.toml"
    file.write_text(OWN, encoding="utf-8")
    return subject(("no_programme", str(file)))


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_story_is_told_of_the_presenter_s_company_and_plans(own: Subject, lang: str) -> None:
    runs = story_runs(6, SEED, subject=own)
    told = tell(runs, lang)
    assert runs.own
    assert runs.ways == (TECHNOLOGY, GOALS, BOTH, "ours")
    assert runs.programmes[TECHNOLOGY].scenario.total_cost == pytest.approx(60 * 1250.0)
    assert (told[GO_LIVE].figures[1][0], len(told[WAYS_].figures)) == ("60", 4)
    assert told[GO_LIVE].title in (
        "Your company, on the day of its go-live",
        "Ihr Unternehmen am Tag der Inbetriebnahme",
    )
    assert side_by_side(runs)[0] == ALONE
    assert "ours" in side_by_side(runs)
    assert not any("pharma" in each.text.lower() for each in told)


def test_the_shipped_company_stays_where_nobody_brings_another() -> None:
    given = subject(("no_programme", "training"))
    assert not given.own
    assert set(given.plans) == {"training"}
    assert subject(()).plans == {}


def test_a_film_has_everybody_in_a_place_of_their_own(runs: StoryRuns) -> None:
    """In the order of how much they really use; the shares are those of the recording."""
    recording = runs.recordings[ALONE]
    film = film_of(recording, 6)
    assert (film.months, film.people) == (6, 1)
    for month in range(7):
        for d in range(4):
            rows = recording.rows(d)
            place, deep = film.place[month, rows], recording.shares(month, d)[0]
            assert sorted(place) == list(range(len(place)))
            assert np.all(np.diff(deep[np.argsort(place)]) <= 0.0)
            assert np.abs(film.deep[month, rows] / 255.0 - deep).max() <= 0.002
    later = film_of(recording, 6, 4)
    assert later.deep.tobytes() == film.deep[4:].tobytes()
    assert [len(each.deep) for each in film.groups(6, list("abcd"))] == np.diff(film.start).tolist()


def test_many_people_are_gathered_into_squares() -> None:
    people, months = 12_001, 2
    shares = np.random.default_rng(1).integers(0, 2**3, (months + 1, people)).astype(np.uint32)
    few = replace(story_runs(COMPANIES, SEED).recordings[ALONE], deep=shares, minimum=0 * shares, start=(0, people),
                  relevant=(7,), leads=np.zeros(people, np.bool_))  # fmt: skip
    film = film_of(few, months)
    assert film.people == 3
    assert film.start == (0, 4001)
    assert film.deep.mean() / 255.0 == pytest.approx(few.shares(1, 0)[0].mean(), abs=0.02)
