"""The what-ifs: shipped pairs that differ in what the question says, and answers that say what the numbers say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption.analysis.cli.scenarios import differences
from crm_adoption.analysis.questions.reasons import Parts, because, parts
from crm_adoption.analysis.questions.what_if import asked_of, what_if
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.files.sources import what_if_scenarios
from crm_adoption.scenarios.files.what_ifs import NAMES, WHAT_IFS, WhatIf, what_if_named

PAGE = (Path(__file__).parent.parent / "docs" / "how_to" / "what_ifs.md").read_text(encoding="utf-8")
EQUAL = {"sponsor-leaves", "head-opposes", "turnover", "switch-off", "big-bang-or-staged", "data-or-people-first",
         "faster-rival", "window", "ai-now-or-later"}  # fmt: skip
"""What-ifs whose scenarios all spend the same, so that money is not what makes the difference."""


def test_the_scenarios_stand_beside_the_catalogue_and_all_serve_a_question() -> None:
    assert not set(what_if_scenarios()) & set(catalogue())
    assert {name for each in WHAT_IFS for name in each.scenarios} == set(what_if_scenarios())
    assert load("sponsor_leaves_at_6").name == "sponsor_leaves_at_6"


@pytest.mark.parametrize("asked", WHAT_IFS, ids=NAMES)
def test_each_question_has_scenarios_in_words_that_can_be_paired(asked: WhatIf) -> None:
    scenarios = [load(name) for name in asked.scenarios]
    assert len({each.months for each in scenarios}) == 1
    assert asked.month <= scenarios[0].months
    assert len({each.company.organisation.headcount for each in scenarios}) == 1
    for each in scenarios:
        assert all((each.title_en, each.title_de, each.description_en, each.description_de))
    for other in scenarios[1:]:
        assert differences(scenarios[0], other)
    costs = {round(each.total_cost) for each in scenarios}
    assert (len(costs) == 1) is (asked.name in EQUAL)


@pytest.mark.parametrize("asked", WHAT_IFS, ids=NAMES)
def test_each_question_stands_on_the_page_with_its_scenarios(asked: WhatIf) -> None:
    assert f"## {asked.question_en.rstrip('?')}" in PAGE
    assert f"crm-adoption what-if {asked.name}" in PAGE
    assert all(f"`{name}`" in PAGE for name in asked.scenarios)
    assert asked.question_de.endswith("?")


def test_the_pairs_differ_in_what_the_question_says() -> None:
    found = differences(load("heads_behind_it"), load("head_of_sales_opposes"))
    assert {path.split(".")[-1] for path in found} == {"resistance", "supervisor_commitment"}
    assert all("Sales" in path or "sales" in path for path in found)
    leaving = {name: load(name).company.organisation.departments[0].leaving
               for name in ("sales_stays", "third_of_sales_leaves")}  # fmt: skip
    gone = {name: 1.0 - (1.0 - monthly) ** 12 for name, monthly in leaving.items()}
    assert gone == pytest.approx({"sales_stays": 0.1, "third_of_sales_leaves": 1 / 3}, abs=0.005)


def test_questions_of_money_and_goals_change_nothing_but_that() -> None:
    """The same screens everywhere: else simpler screens, not goals, would make the difference."""
    for name in ("goals_on_activity", "goals_on_outcomes", "half_an_incentive", "whole_incentive"):
        kinds = [type(each).__name__ for each in load(name).interventions]
        assert kinds[0] == "Simplify"
        assert len(kinds) == 2
    programmes = [load(f"programme_{when}") for when in ("now", "in_6", "in_12", "in_24")]
    assert [{each.start for each in one.interventions} for one in programmes] == [{0}, {6}, {12}, {24}]
    assert len({one.total_cost for one in programmes}) == 1


def test_half_a_change_can_be_worse_than_none_and_a_whole_one_is_not() -> None:
    found = what_if("half-incentive", replications=24, seed=1).comparison
    assert found is not None
    torn, whole = (found.effect(name, "deep_use") for name in ("half_an_incentive_torn", "whole_incentive"))
    assert torn.ci_high < 0.0 < whole.ci_low


def test_the_answer_says_what_the_numbers_say() -> None:
    """A sponsor who leaves: more than ten standard errors in 30 companies, so the sentence cannot be luck."""
    found = what_if("sponsor-leaves", replications=30, seed=1)
    assert found.comparison is not None
    effect = found.comparison.effect("sponsor_leaves_at_6", "net_value")
    assert effect.ci_high < 0.0
    (worse,) = (each for each in found.answer() if "“The sponsor leaves in month 6” is worse than" in each)
    assert "“The sponsor stays”" in worse
    assert f"−{-effect.difference:,.0f} EUR" in worse
    assert any("schlechter" in each for each in found.answer("de"))
    same = what_if("sponsor-leaves", replications=30, seed=1, workers=2)
    assert same.answer() == found.answer()


def test_the_rival_is_a_duel_with_the_month_from_which_it_is_ahead() -> None:
    found = what_if("faster-rival", replications=12, seed=1)
    assert found.duel is not None
    said = found.answer()[-1]
    assert ("From month" in said) or ("does not get ahead" in said)
    sure = [found.duel.share(month, 1).ahead_own_luck >= 0.9 for month in range(1, found.duel.months + 1)]
    first = max((month for month, each in enumerate(sure, start=1) if not each), default=0) + 1
    assert (f"month {first} " in said) is (first <= found.duel.months)


def test_every_what_if_is_decided_in_one_month_by_one_outcome_and_says_by_what_it_works() -> None:
    assert {(each.month, each.outcomes[:3]) for each in WHAT_IFS} == {(36, ("net_value", "deep_use", "customers"))}
    for asked in WHAT_IFS:
        assert all(asked.why(lang).endswith(".") for lang in ("en", "de")), asked.name


def test_a_lead_is_what_its_parts_add_up_to() -> None:
    found = what_if("ai-now-or-later", replications=6, seed=1).comparison
    assert found is not None
    for each in found.programmes[1:]:
        made_of = parts(each, found.baseline, found.month)
        assert made_of.total == pytest.approx(found.effect(each.name, "net_value").difference)
        assert made_of.spending == pytest.approx(found.baseline.spending().mean() - each.spending().mean())
    said = because(Parts(-50_000.0, 20_000.0, 100.0), "en")
    assert said == "; customers who stay −50,000 and hours saved +20,000 EUR"


def own_company(folder: Path) -> Path:
    path = folder / "mine.toml"
    path.write_text(
        'extends = "aligned_kpis"\ntitle_en = "Ours"\n[organisation]\npeople = 300\n'
        "[organisation.departments.sales]\nresistance = 0.5\n",
        encoding="utf-8",
    )
    return path


def test_ones_own_company_is_asked_with_its_people_at_the_same_money_a_head(tmp_path: Path) -> None:
    path = own_company(tmp_path)
    asked = what_if_named("turnover")
    for own, usual in zip(asked_of(asked, path), (load(each) for each in asked.scenarios), strict=True):
        assert own.company.organisation.headcount == 300
        assert own.company.organisation.departments[0].levers.resistance == 0.5
        assert own.company.organisation.departments[0].leaving == usual.company.organisation.departments[0].leaving
        assert [type(each) for each in own.interventions] == [type(each) for each in usual.interventions]
        assert own.total_cost / 300 == pytest.approx(usual.total_cost / 120, rel=1e-6)
        assert own.title("de") == usual.title("de")
    found = what_if("turnover", path, replications=2, lang="de")
    assert "Ours (300 Personen)" in found.answer()[-1]
    assert found.to_dict()["company"] == "mine"
    set_too = what_if("turnover", settings=["organisation.people=60"], replications=2)
    assert "(60 people)" in set_too.answer()[-1]


def test_ones_own_company_is_told_of_in_its_currency_and_calendar(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "no_programme"\ncurrency = "CHF"\ngo_live = "2027-04"\n', encoding="utf-8")
    said = call("what-if", "sponsor-leaves", path, "--replications", 12)
    assert said.code == 0
    assert re.search(r"The sponsor stays +CHF \d", said.out)
    assert "EUR" not in said.out
    assert "leave it at that" in " ".join(said.out.split())
    assert "spend nothing" not in said.out
    assert "in none of 12 companies" in " ".join(said.out.split())


def test_departments_are_found_by_name_or_role_and_a_missing_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = "[organisation.departments.field]\npeople = 20\nrole = 'sales'\n"
    text += "[organisation.departments.service]\npeople = 9\n"
    path.write_text(text, encoding="utf-8")
    (_, opposed, won) = asked_of(what_if_named("head-opposes"), path)
    assert opposed.company.organisation.departments[0].levers.resistance == 0.5
    assert won.interventions[1].departments == ("field",)
    path.write_text(text.replace("sales", "marketing"), encoding="utf-8")
    message = complaint(call("what-if", "head-opposes", path))
    assert "'sales'" in message
    assert "field, service" in message


def test_commands_list_answer_and_refuse() -> None:
    listed = json.loads(call("what-if", "--json").out)
    assert [each["name"] for each in listed] == list(NAMES)
    shown = call("what-if", "--lang", "de").out
    assert "Key User" in shown
    assert "what-if NAME" in call("scenarios").out
    document = json.loads(call("what-if", "ai_now_or_later", "--replications", "2", "--json").out)
    assert document["question"] == "AI now, later or never?"
    assert document["result"]["month"] == 36
    assert "sponsor-leaves" in complaint(call("what-if", "sponsor-leave"))
    with pytest.raises(InputError, match="champions"):
        what_if_named("champion")
