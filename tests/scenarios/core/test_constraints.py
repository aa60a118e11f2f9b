"""What must not be decided: read from a file and set, put together, and held against a programme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.budget import at_budget
from crm_adoption.scenarios.core.constraints import Constraints
from crm_adoption.scenarios.core.keeping import broken_in, spent_on
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.files.written import scenario_files

FILE = """
extends = "full_programme"

[constraints]
without = ["Mandate", "autonomous_ai"]
not_before = 3

[constraints.at_most]
Training = 20_000
"""


def broken(scenario: Scenario, limits: Constraints) -> tuple[str, ...]:
    return broken_in(replace(scenario, constraints=limits))


def test_a_file_says_what_must_be_kept_to_and_what_extends_it_adds(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(FILE)
    (tmp_path / "more.toml").write_text('extends = "mine.toml"\n[constraints.not_before]\nAlignKPIs = 6\n')
    mine, more = (load(tmp_path / name) for name in ("mine.toml", "more.toml"))
    assert mine.constraints == Constraints(("Mandate", "AutonomousAI"), {"Training": 20_000.0}, {"all": 3})
    assert more.constraints == replace(mine.constraints, not_before={"all": 3, "AlignKPIs": 6})
    set_too = load(tmp_path / "mine.toml", settings=["constraints.at_most.Champions=5000", "constraints.not_before=9"])
    assert set_too.constraints.at_most == {"Training": 20_000.0, "Champions": 5_000.0}
    assert set_too.constraints.start("Training") == 9


def test_constraints_come_back_from_the_file_that_is_written(tmp_path: Path) -> None:
    scenario = replace(load("no_programme"), constraints=Constraints(("Mandate",), {"Training": 9e3}, {"Champions": 2}))
    for name, text in scenario_files(scenario).items():
        (tmp_path / name).write_text(text)
    assert load(tmp_path / "no_programme.toml").constraints == scenario.constraints


def test_a_programme_is_told_apart_by_what_it_does_not_keep_to() -> None:
    whole = load("full_programme")
    assert broken(whole, Constraints()) == ()
    assert broken(whole, Constraints(("Champions",))) == ("Champions",)
    assert broken(whole, Constraints(at_most={"Training": spent_on(whole, "Training") - 1.0})) == ("Training",)
    assert broken(whole, Constraints(at_most={"Training": spent_on(whole, "Training")})) == ()
    assert broken(whole, Constraints(not_before={"Training": 1})) == ("Training",)
    assert broken(load("sponsor_leaves"), Constraints(not_before={"all": 1})) != ("SponsorLeaves",)


def test_no_kind_gets_more_than_it_may_and_the_others_get_the_rest() -> None:
    held = replace(load("aligned_and_tooling"), constraints=Constraints(at_most={"ToolingSpend": 30_000}))
    scenario = at_budget(held, 150_000)
    assert spent_on(scenario, "ToolingSpend") == pytest.approx(30_000)
    assert scenario.total_cost == pytest.approx(150_000)


def test_together_the_later_month_and_amount_count() -> None:
    one = Constraints(("Mandate",), {"Training": 5.0}, {"all": 3})
    both = one.and_also(Constraints(("Training",), {"Training": 7.0}, {"Champions": 6}))
    assert both == Constraints(("Mandate", "Training"), {"Training": 7.0}, {"all": 3, "Champions": 6})
    assert (both.start("Champions"), both.start("Simplify", 5), both.start()) == (6, 5, 3)
    assert hash(one) == hash(Constraints(("mandate",), {"training": 5.0}, {"all": 3}))
    assert not Constraints(not_before={"all": 0})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"without": ("Trainings",)}, "Did you mean 'Training'"),
        ({"without": ("SponsorLeaves",)}, "unknown kind of intervention"),
        ({"at_most": {"Training": 0.0}}, "above 0"),
        ({"at_most": {"Trainin": 5.0}}, "Did you mean 'Training'"),
        ({"not_before": {"AlignKPI": 5}}, "Did you mean 'AlignKPIs'"),
        ({"not_before": {"all": -1}}, "whole number"),
    ],
)
def test_what_is_no_constraint_is_refused_with_what_was_meant(given: dict[str, object], said: str) -> None:
    with pytest.raises(InputError) as refused:
        Constraints(**given)  # type: ignore[arg-type]
    assert said in str(refused.value)


def test_a_calendar_month_is_counted_from_go_live(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'extends = "no_programme"\ngo_live = "2027-04"\n[constraints]\nnot_before = "2027-07"\n'
    )
    assert load(tmp_path / "mine.toml").constraints.start() == 3


def test_months_are_kept_as_whole_numbers_and_nothing_else_is_kept() -> None:
    found = Constraints(not_before={"Training": np.int64(4), "all": 2})
    assert (found.start("Training"), found.start("Mandate")) == (4, 2)
    assert {type(each) for each in found.not_before.values()} == {int}
