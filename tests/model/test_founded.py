"""The day the CRM goes live: every person, tie and order of few people, as the plain model founds them."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.company import Company
from crm_adoption.model.compiled import plain
from crm_adoption.model.features import STANDARD_FEATURES
from crm_adoption.model.network import given_network
from crm_adoption.model.organisation import Department, Organisation, Roster, Ties
from crm_adoption.model.people import LONGEST_TENURE, _sort
from crm_adoption.model.places import _tree
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import found_company
from crm_adoption.model.sites import Site
from crm_adoption.model.state import (
    CHAMPION_RANK,
    COLLEAGUE,
    HABIT_DEEP,
    IN_DEEP,
    RESISTANCE_TRAIT,
    SKILL,
    TENURE,
    TERRITORIALITY,
    WAY,
    WEIGHT,
)
from crm_adoption.model.systems import OldCRM
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))
from reference_model import DEEP, FIRST_SKILL, ReferenceModel

SEED, REPLICATE = 7, 3


def departments(*where: tuple[str, str, int]) -> tuple[Department, ...]:
    return tuple(Department(f"{role}_{site}", role, role, role, n, site=site) for site, role, n in where)


OFFICE = Organisation("office", departments(("", "sales", 26), ("", "service", 13)))
SITES = Organisation(
    "sites", departments(("berlin", "sales", 9), ("paris", "service", 7), ("paris", "sales", 8), ("rome", "sales", 6)),
    sites=tuple(Site(name, name, name) for name in ("berlin", "paris", "rome")), between_sites=0.3, ties_across=12.0,
)  # fmt: skip
USED = {("sales_", STANDARD_FEATURES[0].name): 0.6, ("service_", STANDARD_FEATURES[3].name): 0.4}
COMPANIES = {
    "usual": OFFICE,
    "far-flung": replace(OFFICE, rewiring=1.0, ties_inside=8.0),
    "round the whole ring": replace(OFFICE, rewiring=1.0, ties_inside=26.0),
    "in an old CRM": replace(OFFICE, old_crm=OldCRM(USED)),
    "in use before": replace(OFFICE, starting_use=0.4),
    "three sites": SITES,
}


@pytest.mark.parametrize("organisation", COMPANIES.values(), ids=COMPANIES)
def test_everybody_begins_as_in_the_plain_model(organisation: Organisation) -> None:
    company = Company(organisation)
    model = ReferenceModel(company, undisturbed(company, 1), SEED, REPLICATE)
    state = found_company(company.setting, SEED, REPLICATE)
    for row, person in enumerate(model.employees):
        traits = state.traits[[RESISTANCE_TRAIT, TERRITORIALITY], row]
        assert traits == pytest.approx([person.resistance, person.territoriality], abs=1e-6)
        for pair in person.pairs:
            assert state.pairs[SKILL, pair.feature, row] == pytest.approx(pair.skill, abs=1e-6)
            assert state.pairs[HABIT_DEEP, pair.feature, row] == pair.deep_habit
            assert bool(state.masks[IN_DEEP, row] >> np.uint32(pair.feature) & 1) == (pair.way == DEEP)


@pytest.mark.parametrize("organisation", COMPANIES.values(), ids=COMPANIES)
def test_everybody_knows_whom_they_know_in_the_plain_model(organisation: Organisation) -> None:
    company = Company(organisation)
    model = ReferenceModel(company, undisturbed(company, 1), SEED, REPLICATE)
    state = found_company(company.setting, SEED, REPLICATE)
    row_of = {person: row for row, person in enumerate(model.employees)}
    for row, person in enumerate(model.employees):
        for side, theirs in enumerate((person.inside, person.across)):
            begin, end = state.tie_start[2 * row + side : 2 * row + side + 2]
            mine = state.ties[begin:end, COLLEAGUE].tolist()
            assert sorted(mine) == sorted(row_of[colleague] for colleague in theirs), (row, side)
    for department in model.departments:
        ranks = [state.slots[CHAMPION_RANK, row_of[person]] for person in department.champions_in_order]
        assert ranks == list(range(len(ranks)))


@pytest.mark.parametrize("leaving", [0.0, 0.02, 0.2])
def test_who_leaves_seldom_has_been_there_long_and_nobody_longer_than_twenty_years(leaving: float) -> None:
    """The inverse of the exponential distribution at each person's own draw."""
    company = Company(Organisation("office", (Department("sales", "", "", "sales", 40, leaving=leaving),)))
    model = ReferenceModel(company, undisturbed(company, 1), SEED, REPLICATE)
    found = found_company(company.setting, SEED, REPLICATE).slots[TENURE]
    chance = [(model.words(person.key, 0, FIRST_SKILL)[1] + 0.5) / 2**32 for person in model.employees]
    hazard = max(leaving, 1.0 / LONGEST_TENURE)
    assert found.tolist() == [int(min(-math.log(each) / hazard, LONGEST_TENURE)) for each in chance]
    assert max(found) <= LONGEST_TENURE


@given(st.lists(st.integers(0, 2**63), max_size=60))
def test_whoever_is_asked_first_stands_first(values: list[int]) -> None:
    order = np.array(values, np.uint64)
    plain(_sort)(order)
    assert order.tolist() == sorted(values)


@pytest.mark.parametrize(("people", "span", "levels"), [
    (1, 8, [1]), (2, 8, [2, 1]), (9, 8, [2] + [1] * 8), (10, 8, [3, 2] + [1] * 8), (7, 2, [3, 2, 2, 1, 1, 1, 1]),
])  # fmt: skip
def test_a_head_stands_above_all_and_who_leads_nobody_at_the_bottom(people: int, span: int, levels: list[int]) -> None:
    assert _tree(people, span)[1].tolist() == levels


def test_ties_of_ones_own_begin_where_those_of_the_person_before_end() -> None:
    """Three people: a knows both, more of b; b and c stand in other departments than each other."""
    roster = Roster(("a", "b", "c"), ("sales", "sales", "service"), ("", "a", ""), (2, 1, 1), (1.0, 1.0, 1.0))
    ties = Ties((("a", "b"), ("a", "c")), (3.0, 1.0))
    places = tuple(Department(role, "", "", role, n) for role, n in (("sales", 2), ("service", 1)))
    start, found = given_network(Organisation("company", places, roster=roster, ties=ties), np.array([0, 2, 3]))
    assert start.tolist() == [0, 1, 2, 3, 3, 3, 4]
    assert found[:, COLLEAGUE].tolist() == [1, 2, 0, 0]
    assert (found[:, WEIGHT] > 0).all()
    assert found[0, WEIGHT] == pytest.approx(3 * found[1, WEIGHT], rel=0.01)


def test_what_is_usual_before_the_first_month_is_that_of_the_company() -> None:
    company = Company(replace(OFFICE, starting_use=1.0), behaviour=Behaviour(department_spread=0.0))
    state = found_company(company.setting, SEED, REPLICATE)
    relevant = company.setting.relevant
    expected = [[float(int(mask) >> f & 1) for f in range(len(STANDARD_FEATURES))] for mask in relevant]
    assert state.ways[WAY].tolist() == expected
