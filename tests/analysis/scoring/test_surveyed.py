"""From answers to a company of draws: few answers move little, nothing of groups under five is told."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import Draw, Fit, load_fit, write_fit
from crm_adoption.analysis.scoring.company import DRAWS, Surveyed, surveyed
from crm_adoption.analysis.scoring.numbers import WHOLE
from crm_adoption.analysis.scoring.standing import standing
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.surveys.answers import Answers

sys.path.insert(0, str(Path(__file__).parents[2]))

from answered import ASKED, CONSTRUCTS, answered


@pytest.fixture(scope="module")
def company() -> Scenario:
    return load("no_programme")


def told(company: Scenario, answers: Answers, fit: Fit | None = None) -> Surveyed:
    return surveyed(answers, company, load_ensemble("evidence"), fit)


SIZES = {"sales": 40, "marketing": 15, "customer_success": 20, "service": 20}


def test_without_answers_nothing_moves(company: Scenario) -> None:
    found = told(company, answered(dict.fromkeys(SIZES, 0)))
    assert all(each.before == each.after for each in found.moved)
    assert found.standing.groups == ()


def test_more_answers_tell_more(company: Scenario) -> None:
    shares = []
    for people in (8, 24, 80):
        answers = answered(dict.fromkeys(SIZES, people), invited=dict.fromkeys(SIZES, people))
        shares.append(float(np.mean([each.explained for each in told(company, answers).moved])))
    assert 0.05 < shares[0] < shares[1] < shares[2] < 0.6


def test_answers_move_numbers_where_they_point(company: Scenario) -> None:
    high = {"sponsorship": [1.0] * 4, "effort": [1.0] * 4}
    found = {each.number.path: each for each in told(company, answered(SIZES, high)).moved}
    sponsor, usable = (
        [found[f"organisation.departments.{name}.{each}"].after[1] for name in SIZES]
        for each in ("sponsorship", "usability")
    )
    assert float(np.mean(sponsor)) > 0.52  # of .2 to .7
    assert float(np.mean(usable)) < 0.11  # of 0 to .3: effort speaks against it


def test_habit_weighs_how_people_behave(company: Scenario) -> None:
    found = {each.number.name: each for each in told(company, answered(SIZES, {"habit": [1.2] * 4})).moved}
    assert found["habit_bonus"].after[1] > found["habit_bonus"].before[1]


def test_a_department_without_answers_is_pulled_by_the_others(company: Scenario) -> None:
    answers = answered({**SIZES, "service": 0}, {"sponsorship": [0.9, 0.9, 0.9, 0.0]})
    found = {each.number.path: each for each in told(company, answers).moved}
    silent, heard = (found[f"organisation.departments.{name}.sponsorship"] for name in ("service", "sales"))
    assert silent.before[1] < silent.after[1] < heard.after[1]
    assert silent.explained < heard.explained


def test_four_people_tell_nothing(company: Scenario) -> None:
    alone = told(company, answered({"sales": 4, "marketing": 0, "customer_success": 0, "service": 0}))
    assert alone.standing.groups == ()
    assert all(each.before == each.after for each in alone.moved)


def test_who_could_be_told_by_subtraction_speaks_with_the_others(company: Scenario) -> None:
    answers = answered({"sales": 40, "marketing": 12, "customer_success": 4, "service": 20}, seed=3)
    stands = standing(answers, company)
    assert stands.groups == (0, 3, WHOLE)
    assert stands.people == (40, 20, 16)  # marketing with the four, who would follow from it


def test_heads_do_not_speak_for_their_people(company: Scenario) -> None:
    answers = answered({"sales": 40}, heads=6)
    other = answers.values.copy()
    other[:6] = 5
    assert standing(replace(answers, values=other), company).seen[0].places == pytest.approx(
        standing(answers, company).seen[0].places
    )


def test_saying_yes_is_not_taken_for_agreeing(company: Scenario) -> None:
    """Where statements are worded both ways, leaning to yes by half an answer hardly moves a place."""
    both = [CONSTRUCTS.index(name) for name in ("usefulness", "effort", "resistance", "goals", "sharing")]
    plain, leaning = (standing(answered({"sales": 300}, yes=yes), company).graded for yes in (0.0, 0.5))
    assert plain is not None
    assert leaning is not None
    assert leaning.yes > plain.yes + 0.5
    assert np.abs(leaning.places - plain.places)[0, both].max() < 0.25


def test_who_stays_silent_widens_what_is_left(company: Scenario) -> None:
    widths = []
    for asked in (40, 400):
        answers = answered({"sales": 40}, invited={"sales": asked})
        found = {each.number.path: each for each in told(company, answers).moved}
        widths.append(found["organisation.departments.sales.sponsorship"].explained)
    assert widths[1] < widths[0]


def test_the_draws_are_a_fit_that_every_command_takes(company: Scenario, tmp_path: Path) -> None:
    found = told(company, answered(SIZES))
    again = load_fit(write_fit(found.fit, tmp_path))
    assert again.draws == found.fit.draws
    assert len({draw.behaviour for draw in again.taken}) > 20
    levers = again.could_be[0].organisation.departments[0].levers
    path = "organisation.departments.sales.sponsorship"
    assert levers.sponsorship == again.taken[0].settings[path]


def test_usage_and_answers_make_one_company(company: Scenario) -> None:
    """Draws of a fit keep their behaviour; numbers that it knows only together, answers tell apart."""
    chance, members = np.random.default_rng(5), load_ensemble("evidence").members
    sponsor = chance.uniform(0.2, 0.7, 300)
    resisting = -0.5 + 2.0 * (sponsor - 0.2) + chance.normal(0.0, 0.05, 300)  # only together
    draws = tuple(
        Draw(1.0 / 300, members[k % 64], {
            "organisation.sponsorship": float(sponsor[k]),
            "organisation.departments.sales.resistance": float(np.clip(resisting[k], -0.5, 0.5)),
        })
        for k in range(300)
    )  # fmt: skip
    fit = Fit(company, draws, 12, 0)
    found = told(company, answered(SIZES, {"sponsorship": [1.0] * 4}), fit)
    by_path = {each.number.path: each for each in found.moved}
    assert by_path["organisation.sponsorship"].after[1] > by_path["organisation.sponsorship"].before[1] + 0.05
    sales = by_path["organisation.departments.sales.resistance"]
    assert sales.after[1] > sales.before[1] + 0.05  # no answer spoke of it: usage knew them together
    assert found.fit.history == 12
    assert [each.behaviour for each in found.fit.draws] == [each.behaviour for each in draws]
    assert sum(each.weight for each in found.fit.draws) == pytest.approx(1.0)


def test_the_same_answers_give_the_same_draws(company: Scenario) -> None:
    one, other = told(company, answered(SIZES)), told(company, answered(SIZES))
    assert one.fit.draws == other.fit.draws
    assert len(one.fit.draws) < DRAWS
    assert len(ASKED.items) == 24
