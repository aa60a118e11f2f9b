"""Typical companies: what is drawn, from where, and that draws are the same for every count."""

from __future__ import annotations

import numpy as np
import pytest
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.errors import InputError
from crm_adoption.model.levers import Levers
from crm_adoption.scenarios.core.typical import LEVERS, SHARES, SIZES, default_company, headcounts, typical_companies
from crm_adoption.scenarios.simulate import simulate


def test_company_k_is_the_same_for_every_count_and_another_for_every_seed() -> None:
    few, many = typical_companies(3, seed=4), typical_companies(8, seed=4)
    assert few == many[:3]
    assert typical_companies(3, seed=5) != few


def test_everything_lies_in_its_range() -> None:
    declared = Levers.declarations()
    for each in typical_companies(200, seed=1):
        organisation = each.company.organisation
        assert SIZES[0] <= organisation.headcount <= SIZES[1]
        assert 0.2 <= organisation.completeness <= 0.5
        for department in organisation.departments:
            assert 0.3 <= department.territoriality <= 0.7
            for name in LEVERS:
                low, high = declared[name].plausible
                assert low <= getattr(department.levers, name) <= high


def test_sizes_are_even_on_the_logarithm() -> None:
    """Kolmogorov's distance of 400 logarithms from an even spread; .068 is exceeded with probability .05."""
    sizes = np.sort([each.company.organisation.headcount for each in typical_companies(400, seed=2)])
    place = np.log(sizes / SIZES[0]) / np.log(SIZES[1] / SIZES[0])
    assert np.abs(place - (np.arange(400) + 0.5) / 400).max() < 0.068


def test_departments_mix_differently_around_the_usual_shares() -> None:
    companies = [each.company.organisation for each in typical_companies(300, seed=3)]
    shares = np.array([[d.people / each.headcount for d in each.departments] for each in companies])
    assert np.abs(shares.mean(axis=0) - list(SHARES.values())).max() < 0.02
    assert (shares.std(axis=0) > 0.03).all()


def test_only_the_organisation_differs() -> None:
    other = Behaviour(novelty=1.0)
    companies = [each.company for each in typical_companies(5, behaviour=other)]
    assert {each.behaviour for each in companies} == {other}
    assert len({each.catalogue.names for each in companies}) == 1
    assert all(each.interventions == () for each in typical_companies(5))


def test_a_typical_company_runs() -> None:
    (one,) = typical_companies(1, seed=9, months=6)
    assert simulate(one, replications=2).of("deep_use").shape == (2, 6)


@pytest.mark.parametrize("people", [4, 5, 7, 30, 119, 120, 2000])
def test_headcounts_add_up_and_leave_no_department_empty(people: int) -> None:
    counts = headcounts(people, SHARES)
    assert sum(counts.values()) == people
    assert min(counts.values()) >= 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"count": 0}, "count"),
        ({"count": 2.5}, "count"),
        ({"count": True}, "count"),
        ({"count": 1, "seed": -1}, "seed"),
        ({"count": 1, "months": 0}, "months"),
    ],
)
def test_bad_input_is_explained(values: dict[str, int], field: str) -> None:
    with pytest.raises(InputError, match="give a whole number") as caught:
        typical_companies(**values)
    assert caught.value.field == field


def test_the_default_company_needs_somebody_in_every_department() -> None:
    assert default_company(4).organisation.headcount == 4
    with pytest.raises(InputError):
        default_company(3)
