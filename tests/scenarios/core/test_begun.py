"""Programmes that begin in a company after the months it has lived."""

from __future__ import annotations

from dataclasses import replace

import pytest
from crm_adoption.scenarios.core.begun import begun_after, begun_within
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.interventions import Champions, Mandate, Training
from crm_adoption.scenarios.programmes.rollouts import StagedRollout

MONTHS = 24


def programme(*starts: int, end: int | None = None) -> Scenario:
    kinds = (Training(strength=0.5), Champions(strength=0.5), Mandate(strength=0.5))
    given = tuple(replace(each, start=start, end=end) for each, start in zip(kinds, starts, strict=False))
    return replace(load("no_programme"), months=MONTHS, interventions=given, title_en="From month 3 on")


@pytest.mark.parametrize(("starts", "first", "moved"), [
    ((0, 4), 9, (9, 13)), ((3, 9), 9, (12, 18)), ((9, 12), 9, (9, 12)), ((10,), 9, (10,)), ((0, 4), 0, (0, 4)),
    ((0, 15), 9, (9,)),
])  # fmt: skip
def test_it_begins_later_as_a_whole_unless_it_begins_after_them(
    starts: tuple[int, ...], first: int, moved: tuple[int, ...]
) -> None:
    found = begun_after(programme(*starts), first)
    assert tuple(each.start for each in found.interventions) == moved
    assert found.title_en == ("From month 3 on" if moved[: len(starts)] == starts else f"From month {3 + first} on")


@pytest.mark.parametrize(("end", "moved"), [(None, None), (10, 19), (14, 23), (15, None), (20, None)])
def test_it_ends_as_much_later_or_with_the_horizon(end: int | None, moved: int | None) -> None:
    assert begun_after(programme(2, end=end), 9).interventions[0].end == moved


def test_a_roll_out_is_left_out_once_everything_is_live() -> None:
    staged = replace(programme(1), interventions=(StagedRollout(start=0, every=2, size=3), Training(strength=0.5)))
    assert [type(each) for each in begun_after(staged, 6).interventions] == [Training]


def test_what_begins_after_the_horizon_is_left_out() -> None:
    given = programme(3, 8, 12).interventions
    assert begun_within(given, 8) == given[:1]
