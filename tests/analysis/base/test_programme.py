"""What is asked for must be there: wrong months, places and names are refused, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crm_adoption import (
    Company,
    Comparison,
    CRMAdoption,
    InputError,
    Prices,
    Scenario,
    Training,
    compare,
    load,
    simulate,
)


@pytest.fixture(scope="module")
def answer() -> Comparison:
    return compare(["no_programme", "training"], replications=2, months=3, outcomes="deep_use")


def test_the_month_is_the_last_where_the_horizon_is_short(answer: Comparison) -> None:
    assert (answer.month, answer.outcomes) == (3, ("deep_use",))


def company() -> Company:
    return load("no_programme").company


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda a: a.baseline.at("deep_use", 0), "month: 0 is not allowed; give a whole number from 1 to 3"),
        (lambda a: a.baseline.at("deep_use", 4), "month: 4 is not allowed"),
        (lambda a: a.baseline.at("deep_use", 1, place=5), "place: 5 is not allowed; give a whole number from 0 to 4"),
        (lambda a: a.baseline.at("deep_use", 1, place=-1), "place: -1 is not allowed"),
        (lambda a: a.baseline.use_share(0), "month: 0 is not allowed"),
        (lambda a: a.programme("trainig"), "Did you mean 'training'?"),
        (lambda a: a.effect("no_programme", "deep_use"), "unknown scenario 'no_programme'"),
        (lambda a: a.effect("training", "churn"), "unknown outcome 'churn'"),
        (lambda a: a.advice("it"), "unknown language 'it'"),
        (lambda _: load(3), "3 is neither the name of a scenario nor the path"),  # type: ignore[arg-type]
        (lambda _: Prices().times({"trainign": 2.0}), "Did you mean 'training'?"),
        (lambda _: CRMAdoption(months=3.7), "months: 3.7 is not allowed"),  # type: ignore[arg-type]
        (lambda _: CRMAdoption(months=2).outcome("deep_use", 9), "place: 9 is not allowed"),
        (lambda _: Scenario("x", "seed_company"), "company: 'seed_company' is no Company"),  # type: ignore[arg-type]
        (lambda _: Scenario("x", company(), Training()), "interventions: "),  # type: ignore[arg-type]
        (lambda _: Scenario("x", company(), prices={}), "prices: {} is not Prices"),  # type: ignore[arg-type]
    ],
)
def test_what_is_not_there_is_refused(ask: Callable[[Comparison], Any], said: str, answer: Comparison) -> None:
    with pytest.raises(InputError) as caught:
        ask(answer)
    assert said in str(caught.value)


def test_a_path_is_as_good_as_its_name(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('extends = "no_programme"\nmonths = 2\n', encoding="utf-8")
    assert simulate(file, replications=1).values.shape[1] == CRMAdoption(file).scenario.months == 2
    assert "1 replications" in repr(simulate(file, replications=1))
