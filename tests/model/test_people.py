"""Who works there: the hierarchy, the network, the traits, and the roster in any order."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.company import Company
from crm_adoption.model.errors import InputError
from crm_adoption.model.features import Feature
from crm_adoption.model.levers import MONITORING, TURNOVER_FACTOR
from crm_adoption.model.organisation import MOST_DEPARTMENTS, Department, Organisation, Roster
from crm_adoption.model.people import LONGEST_TENURE, MOST_ACROSS
from crm_adoption.model.places import Layout, _unique_keys, layout, personal_key, personnel_ids
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import run
from crm_adoption.model.state import (
    CHAMPION_RANK,
    COLLEAGUE,
    EVER_DEEP,
    EVER_TOUCHED,
    HABIT_COMPLIANCE,
    HABIT_DEEP,
    IN_COMPLIANCE,
    IN_DEEP,
    IS_CHAMPION,
    LANES,
    RESISTANCE_TRAIT,
    SKILL,
    TENURE,
    TERRITORIALITY,
    WEIGHT,
    State,
)
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats

Make = Callable[..., Company]
Found = Callable[..., State]
Ints = npt.NDArray[np.int64]


# --- hierarchy -----------------------------------------------------------------------------------


def place_of(people: int, span: int) -> Layout:
    department = Department("sales", "Sales", "Vertrieb", "sales", people)
    other = Department("service", "Service", "Service", "service", 1)
    return layout(Organisation("company", (department, other), span_of_control=float(span)))


@given(st.integers(1, 3000), st.integers(2, 40))
def test_tree_of_managers(people: int, span: int) -> None:
    place = place_of(people, span)
    manager, level = place.manager[:people], place.level[:people]
    assert manager[0] == -1
    assert np.all(manager[1:] >= 0)
    assert np.all(manager[1:] < np.arange(1, people))  # hence no circles
    reports = np.bincount(manager[1:], minlength=people)
    assert reports.max() <= span
    assert np.sum((reports > 0) & (reports < span)) <= 1
    assert np.array_equal(place.leads[:people], reports > 0)
    assert np.array_equal(level == 1, reports == 0)
    assert np.all(level[manager[1:]] > level[1:])
    assert place.manager[people] == -1


def test_departments_stand_one_after_the_other(make_company: Make) -> None:
    company = make_company(1000)
    place, counts = company.setting.place, [d.people for d in company.organisation.departments]
    assert list(np.diff(place.start)) == counts == [420, 160, 200, 220]
    assert len(place.ids) == 1000 + LANES
    assert len(np.unique(place.ids[:1000])) == 1000
    heads = np.flatnonzero(place.manager < 0)
    assert np.array_equal(heads, place.start[:-1])
    department = np.repeat(np.arange(4), counts)
    staff = place.manager >= 0
    assert np.array_equal(department[place.manager[staff]], department[staff])


def test_growth_of_a_department_leaves_everybody_their_draws(make_company: Make) -> None:
    small, large = make_company({"sales": 20, "service": 20}), make_company({"sales": 50, "service": 20})
    assert np.array_equal(small.setting.place.ids[:20], large.setting.place.ids[:20])
    assert np.array_equal(small.setting.place.ids[20:40], large.setting.place.ids[50:70])


def test_ids_are_unique_in_many_departments() -> None:
    departments = tuple(Department(f"d{i}", "", "", "sales", 3) for i in range(MOST_DEPARTMENTS))
    place = layout(Organisation("company", departments))
    assert len(np.unique(place.ids[: 3 * MOST_DEPARTMENTS])) == 3 * MOST_DEPARTMENTS


def test_more_departments_than_ids_have_room_for_are_refused() -> None:
    departments = tuple(Department(f"d{i}", "", "", "sales", 3) for i in range(MOST_DEPARTMENTS + 1))
    with pytest.raises(InputError, match="251 departments; at most 250"):
        Organisation("company", departments)


# --- network -------------------------------------------------------------------------------------


def tie_list(state: State, people: int) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """Return both ends of every tie (each tie from both ends) and whether it leaves the department."""
    side = np.repeat(np.arange(2 * people), np.diff(state.tie_start[: 2 * people + 1]))
    other = state.ties[: len(side), COLLEAGUE].astype(np.int64)
    return side // 2, other, side % 2 == 1


def adjacency(state: State, people: int, inside: bool) -> Any:
    row, other, across = tie_list(state, people)
    chosen = across != inside
    ones = np.ones(int(chosen.sum()))
    return sparse.csr_matrix((ones, (row[chosen], other[chosen])), shape=(people, people))


def degrees(state: State) -> tuple[Ints, Ints]:
    """Return the number of ties inside and across of every person."""
    per_side = np.diff(state.tie_start)
    return per_side[0::2], per_side[1::2]


def clustering(ties: Any) -> float:
    """Return the share of two-step paths that are closed."""
    simple = (ties > 0).astype(float)
    paths = simple @ simple
    degree = np.asarray(simple.sum(axis=1)).ravel()
    return float(paths.multiply(simple).sum() / (degree * (degree - 1)).sum())


STRUCTURES: list[tuple[Any, dict[str, float]]] = [
    (500, {}),
    (500, {"rewiring": 1.0, "ties_across": 32}),
    (60, {"ties_inside": 40}),
    ({"sales": 2, "service": 1}, {}),
    ({"sales": 12, "service": 30}, {"rewiring": 1.0}),
    ({"sales": 300, "service": 3}, {"ties_across": 32}),
]


@pytest.mark.parametrize(("people", "structure"), STRUCTURES)
def test_ties_are_mutual_and_stay_on_their_side(
    make_company: Make, found: Found, people: Any, structure: dict[str, float]
) -> None:
    company = make_company(people, **structure)
    state, n = found(company), company.organisation.headcount
    department = np.repeat(np.arange(len(company.organisation.departments)), np.diff(company.setting.place.start))
    row, other, across = tie_list(state, n)
    assert np.all(row != other)
    assert np.array_equal(department[row] != department[other], across)
    assert np.all(state.ties[: len(row), WEIGHT] == 1)
    for inside in (True, False):
        ties = adjacency(state, n, inside)
        assert (ties != ties.T).nnz == 0


def test_everybody_has_about_the_wished_ties(make_company: Make, found: Found) -> None:
    """Every tie has one owner, so the means are exact; only unlucky draws across may be refused."""
    for ties_inside, ties_across in ((10, 2), (20, 6), (0, 0), (4, 0), (0, 4)):
        company = make_company(2000, ties_inside=float(ties_inside), ties_across=float(ties_across))
        inside, across = degrees(found(company))
        assert inside.mean() == ties_inside
        assert across.mean() == pytest.approx(ties_across, abs=0.01)
        assert inside.min() >= ties_inside // 2


def test_a_ring_without_rewiring(make_company: Make, found: Found) -> None:
    company = make_company({"sales": 100}, rewiring=0.0, ties_across=0.0)
    row, other, _ = tie_list(found(company), 100)
    neighbours = {(i, (i + step) % 100) for i in range(100) for step in range(-5, 6) if step}
    assert len(row) == len(neighbours)
    assert set(zip(row.tolist(), other.tolist(), strict=True)) == neighbours


def test_clustering_of_a_small_world(make_company: Make, found: Found) -> None:
    """Watts & Strogatz (1998): 3 (k - 2) / (4 (k - 1)) on the ring, times about (1 - p)^3 rewired."""
    measured = {}
    for rewiring in (0.0, 0.1, 1.0):
        company = make_company({"sales": 3000}, rewiring=rewiring, ties_across=0.0)
        measured[rewiring] = clustering(adjacency(found(company), 3000, inside=True))
    assert measured[0.0] == pytest.approx(2 / 3, abs=1e-9)
    assert measured[0.1] == pytest.approx(2 / 3 * 0.9**3, abs=0.02)
    assert measured[1.0] < 0.01
    assert measured[0.1] > 50 * 10 / 3000


def test_share_of_rewired_ties(make_company: Make, found: Found) -> None:
    company = make_company({"sales": 5000}, rewiring=0.2, ties_across=0.0)
    row, other, _ = tie_list(found(company), 5000)
    far = np.minimum((row - other) % 5000, (other - row) % 5000) > 5
    assert far.mean() == pytest.approx(0.2, abs=4 * np.sqrt(0.2 * 0.8 / 25_000) + 0.2 * 10 / 5000)


@pytest.mark.parametrize("people", range(1, 12))
def test_small_departments_are_complete(make_company: Make, found: Found, people: int) -> None:
    company = make_company({"sales": people, "service": 30}, ties_inside=10.0, rewiring=1.0)
    ties = adjacency(found(company), people + 30, inside=True)[:people, :people].toarray()
    assert np.array_equal(ties, 1 - np.eye(people))


def test_ties_across_reach_everybody_outside_alike(make_company: Make, found: Found) -> None:
    company = make_company({"sales": 2000, "marketing": 100, "service": 400}, ties_across=2.0)
    row, other, across = tie_list(found(company), 2500)
    from_sales = other[across & (row < 2000)]
    counts = np.histogram(from_sales, bins=[2000, 2100, 2500])[0]
    drawn_by_sales = 2000 * np.array([100, 400]) / 500
    drawn_by_others = np.array([100 * 2000 / 2400, 400 * 2000 / 2100])
    assert counts == pytest.approx(drawn_by_sales + drawn_by_others, rel=0.1)


def test_nobody_in_a_tiny_department_drowns_in_ties(make_company: Make, found: Found) -> None:
    _, across = degrees(found(make_company({"sales": 2, "marketing": 1000}, ties_across=32.0)))
    assert across.max() == MOST_ACROSS == 64
    assert across[2:].max() <= 16 + 32


def test_nobody_in_a_tiny_last_department_drowns_in_ties(make_company: Make, found: Found) -> None:
    _, across = degrees(found(make_company({"sales": 1000, "marketing": 2}, ties_across=32.0)))
    assert across.max() <= MOST_ACROSS


def test_exposure_fits_its_field(make_company: Make, found: Found) -> None:
    company = make_company({"sales": 1500}, ties_inside=400.0, ties_across=0.0, rewiring=1.0)
    inside, _ = degrees(found(company))
    loudest = Behaviour.declarations()["champion_voice"].allowed[1]
    assert inside.max() * loudest < 4096


def test_a_company_of_100_000(make_company: Make, found: Found) -> None:
    company = make_company(100_000)
    state = found(company)
    inside, across = degrees(state)
    assert inside.mean() == 10.0
    assert across.mean() == pytest.approx(2.0, abs=1e-3)
    assert across.max() <= MOST_ACROSS
    row, other, leaves = tie_list(state, 100_000)
    assert np.all(row != other)
    assert len(np.unique(company.setting.place.ids[:100_000])) == 100_000
    assert clustering(adjacency(state, 100_000, inside=True)) == pytest.approx(2 / 3 * 0.9**3, abs=0.01)
    assert leaves.mean() == pytest.approx(1 / 6, abs=1e-3)
    assert abs(state.traits[RESISTANCE_TRAIT, :100_000].mean()) < 4 * DEFAULT.resistance_spread / np.sqrt(100_000)


def test_networks_differ_between_replicates_and_seeds(make_company: Make, found: Found) -> None:
    company = make_company(200)
    ties = [found(company, *which).ties for which in ((0, 0), (0, 1), (1, 0), (0, 0))]
    assert np.array_equal(ties[0], ties[3])
    assert not np.array_equal(ties[0], ties[1])
    assert not np.array_equal(ties[0], ties[2])


# --- traits --------------------------------------------------------------------------------------

MANY = 20_000
DEFAULT = Behaviour()


def clipped_normal(mean: float, spread: float) -> tuple[float, float]:
    """Return mean and standard deviation of a normal variable limited to [0, 1], by integration."""
    value = np.clip(stats.norm.ppf((np.arange(200_000) + 0.5) / 200_000, mean, spread), 0, 1)
    return float(value.mean()), float(value.std())


def assert_moments(values: npt.NDArray[Any], mean: float, spread: float) -> None:
    """Compare with 4 standard errors (that of the deviation as for a normal variable)."""
    assert abs(values.mean(dtype=float) - mean) < 4 * spread / np.sqrt(len(values))
    assert abs(values.std(dtype=float) - spread) < 4 * spread / np.sqrt(2 * len(values))


def test_traits_are_distributed_as_declared(make_company: Make, found: Found) -> None:
    company = make_company(MANY)
    state = found(company, 4)
    resistance, territoriality = state.traits[RESISTANCE_TRAIT, :MANY], state.traits[TERRITORIALITY, :MANY]
    skill = state.pairs[SKILL, :, :MANY]
    assert_moments(resistance, 0.0, DEFAULT.resistance_spread)
    assert_moments(territoriality, *clipped_normal(0.5, DEFAULT.territoriality_spread))
    assert_moments(skill[0], *clipped_normal(DEFAULT.starting_skill, DEFAULT.starting_skill_spread))
    assert stats.kstest(resistance, stats.norm(0, DEFAULT.resistance_spread).cdf).pvalue > 1e-3
    assert 0.0 <= skill.min() <= skill.max() <= 1.0
    assert np.all(skill == skill[0])
    for one, other in ((resistance, territoriality), (resistance, skill[0]), (territoriality, skill[0])):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(MANY)


def test_spread_and_mean_follow_the_parameters(make_company: Make, found: Found) -> None:
    behaviour = {"resistance_spread": 0.6, "territoriality_spread": 0.0, "starting_skill": 0.3}
    state = found(make_company(MANY, behaviour={**behaviour, "starting_skill_spread": 0.0}))
    assert_moments(state.traits[RESISTANCE_TRAIT, :MANY], 0.0, 0.6)
    assert np.all(state.traits[TERRITORIALITY, :MANY] == np.float32(0.5))
    assert np.all(state.pairs[SKILL, :, :MANY] == np.float32(0.3))


def test_tenure_is_that_of_a_constant_hazard(make_company: Make, found: Found) -> None:
    tenure = found(make_company({"sales": MANY}, leaving=0.03)).slots[TENURE]
    drawn = np.floor(np.minimum(stats.expon.ppf((np.arange(MANY) + 0.5) / MANY) / 0.03, LONGEST_TENURE))
    assert_moments(tenure, float(drawn.mean()), float(drawn.std()))
    assert 0 <= tenure.min() <= tenure.max() <= LONGEST_TENURE


def test_nobody_has_a_history_on_the_first_day(make_company: Make, found: Found) -> None:
    state = found(make_company(300))
    assert not state.masks.any()
    assert not state.pairs[[HABIT_DEEP, HABIT_COMPLIANCE]].any()
    assert not state.traits[IS_CHAMPION].any()
    assert state.department[:, 0] == pytest.approx(0.35)
    assert state.department[:, 1] == pytest.approx(0.70)


def test_everybody_has_a_place_in_the_order_of_champions(make_company: Make, found: Found) -> None:
    company = make_company(1000)
    start = company.setting.place.start
    orders = []
    for replicate in range(2):
        rank = found(company, 0, replicate).slots[CHAMPION_RANK]
        for lo, hi in itertools.pairwise(start):
            assert sorted(rank[lo:hi]) == list(range(hi - lo))
        orders.append(rank)
    assert abs(np.corrcoef(orders[0][:420], np.arange(420))[0, 1]) < 4 / np.sqrt(420)
    assert abs(np.corrcoef(orders[0][:420], orders[1][:420])[0, 1]) < 4 / np.sqrt(420)


@pytest.mark.parametrize("champions", [0.0, 0.04, 0.15, 0.5, 1.0])
def test_as_many_champions_as_wished(make_company: Make, step_through: Callable[..., Any], champions: float) -> None:
    company = make_company(100, levers={"champions": champions, "turnover": 0.0})
    state, _ = next(step_through(company, undisturbed(company, 1)))
    is_champion, start = state.traits[IS_CHAMPION], company.setting.place.start
    for lo, hi in itertools.pairwise(start):
        wished = int(champions * (hi - lo) + 0.5)
        assert is_champion[lo:hi].sum() == wished
        assert np.all(is_champion[lo:hi][state.slots[CHAMPION_RANK, lo:hi] < wished] == 1)


def test_turnover_follows_its_hazards_and_newcomers_start_afresh(
    make_company: Make, found: Found, step_through: Callable[..., Any]
) -> None:
    company = make_company(MANY)
    before = found(company).traits[RESISTANCE_TRAIT, :MANY].copy()
    for state, _ in step_through(company, undisturbed(company, 1)):
        gone = state.traits[RESISTANCE_TRAIT, :MANY] != before
        place = company.setting.place
        for d, hazard in enumerate((0.03, 0.01, 0.01, 0.01)):
            here = np.arange(place.start[d], place.start[d + 1])
            staff, managers = here[~place.leads[here]], here[place.leads[here]]
            for people, expected in ((staff, hazard), (managers, 0.01)):
                error = np.sqrt(expected * (1 - expected) / len(people))
                assert abs(gone[people].mean() - expected) < 4 * error
        assert np.all(state.slots[TENURE][gone] == 1)
        # Case management does not matter in sales, so these habits stay as they were brought along.
        irrelevant = state.pairs[[HABIT_DEEP, HABIT_COMPLIANCE], 11, : place.start[1]]
        assert np.all(irrelevant[:, gone[: place.start[1]]] == np.float32((1.0 - DEFAULT.newcomer_old_habit) / 2.0))
        assert np.all(irrelevant[:, ~gone[: place.start[1]]] == 0)


def test_more_watching_than_usual_makes_people_leave_and_less_keeps_nobody_longer(
    make_company: Make, found: Found, step_through: Callable[..., Any]
) -> None:
    """The same 240 people and chance in one month of high turnover, watched less, as usual and more."""
    company, gone = make_company(240), []
    before = found(company).traits[RESISTANCE_TRAIT, :240].copy()
    for level in (0.0, None, 1.0):
        schedule = undisturbed(company, 1)
        schedule.levers[:, :, TURNOVER_FACTOR] = 25.0
        if level is not None:
            schedule.levers[:, :, MONITORING] = level
        ((state, _),) = step_through(company, schedule)
        gone.append(int((state.traits[RESISTANCE_TRAIT, :240] != before).sum()))
    assert gone[0] == gone[1] < gone[2]


def test_a_leaver_takes_the_past_along(make_company: Make, step_through: Callable[..., Any]) -> None:
    """With everybody leaving every month, nobody touched anything before this month."""
    company = make_company(200, leaving=0.5, manager_leaving=0.5, levers={"turnover": 2.0})
    for state, out in step_through(company, undisturbed(company, 4)):
        touched_now = state.masks[0] | state.masks[1]
        assert np.array_equal(state.masks[EVER_TOUCHED, :200], touched_now[:200])
        assert not state.masks[2:6, :200].any()
        assert np.all(state.slots[TENURE] == 1)
        assert out[0, 3] == 0.0


# --- roster --------------------------------------------------------------------------------------


def company_with_roster(order: list[int], ids: tuple[str, ...] | None = None) -> Company:
    """Return a company whose roster lists 60 people in this order."""
    sizes, departments, managers = {"sales": 40, "service": 20}, [], []
    names = ids or tuple(f"P{i:03d}" for i in range(60))
    first = 0
    for role, size in sizes.items():
        for i in range(size):
            departments.append(role)
            managers.append("" if i == 0 else names[first + (0 if i < 5 else 1 + i % 4)])
        first += size
    levels = [3 if not managers[i] else (2 if names[i] in managers else 1) for i in range(60)]
    columns = (names, departments, managers, levels, [float(i % 37) for i in range(60)])
    roster = Roster(*(tuple(column[i] for i in order) for column in columns))  # type: ignore[arg-type]
    places = tuple(Department(role, role, role, role, size, leaving=0.02) for role, size in sizes.items())
    return Company(Organisation("company", places, roster=roster))


def shuffled(seed: int) -> list[int]:
    order = list(range(60))
    random.Random(seed).shuffle(order)
    return order


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_the_roster_changes_no_bit(found: Found, seed: int) -> None:
    sorted_, mixed = company_with_roster(list(range(60))), company_with_roster(shuffled(seed))
    assert personnel_ids(sorted_.organisation) == personnel_ids(mixed.organisation)
    records: list[tuple[Any, Any]] = [
        (sorted_.setting.place, mixed.setting.place),
        (found(sorted_, 7), found(mixed, 7)),
    ]
    for mine, yours in records:
        assert all(np.array_equal(one, other) for one, other in zip(mine, yours, strict=True))
    runs = [run(c, undisturbed(c, 12), replications=3, seed=7, workers=1).values for c in (sorted_, mixed)]
    assert runs[0].tobytes() == runs[1].tobytes()


def test_roster_sets_managers_levels_and_tenure(found: Found) -> None:
    company = company_with_roster(shuffled(4))
    roster, place = company.organisation.roster, company.setting.place
    assert roster is not None
    names = personnel_ids(company.organisation)
    entry = {name: i for i, name in enumerate(roster.ids)}
    tenure = found(company).slots[TENURE]
    for row, name in enumerate(names):
        manager = roster.managers[entry[name]]
        assert place.manager[row] == (names.index(manager) if manager else -1)
        assert place.level[row] == roster.levels[entry[name]]
        assert tenure[row] == int(roster.tenures[entry[name]])
        assert place.ids[row] == personal_key(name)
        assert place.leads[row] == (name in roster.managers)


def test_a_person_is_the_same_in_any_roster(found: Found) -> None:
    """Half the company replaced by others: those who stay keep their traits."""
    names = tuple(f"P{i:03d}" if i % 2 else f"Q{i:03d}" for i in range(60))
    one, other = company_with_roster(list(range(60))), company_with_roster(list(range(60)), names)
    traits = []
    for company in (one, other):
        resistance = found(company, 5).traits[RESISTANCE_TRAIT]
        traits.append(dict(zip(personnel_ids(company.organisation), resistance[:60], strict=True)))
    common = traits[0].keys() & traits[1].keys()
    assert len(common) == 30
    assert all(traits[0][name] == traits[1][name] for name in common)


COLLIDING = ("E041041", "E077533")
"""Found by trying ids in turn: the first two whose 32-bit hashes are the same."""


def test_colliding_keys_are_told_apart() -> None:
    one, two = COLLIDING
    assert personal_key(one) == personal_key(two)
    keys = dict(zip(COLLIDING, _unique_keys(list(COLLIDING)), strict=True))
    assert sorted(keys.values()) == [personal_key(one), personal_key(one) + 1]
    assert dict(zip((two, one), _unique_keys([two, one]), strict=True)) == keys


@given(st.lists(st.text(max_size=6), unique=True, max_size=30), st.randoms(use_true_random=False))
def test_keys_are_unique_whatever_the_order(names: list[str], shuffler: Any) -> None:
    mixed = list(names)
    shuffler.shuffle(mixed)
    keys = dict(zip(names, _unique_keys(names), strict=True))
    assert len(set(keys.values())) == len(names)
    assert dict(zip(mixed, _unique_keys(mixed), strict=True)) == keys
    assert all(0 <= key < 2**32 for key in keys.values())


def test_irrelevant_features_never_count(make_company: Make, step_through: Callable[..., Any]) -> None:
    features = (
        Feature("one", "", "", {"sales": 1.0, "service": 0.35}, writes=True, shared_record=True),
        Feature("two", "", "", {"sales": 1.0, "service": 0.3499}),
    )
    company = make_company({"sales": 50, "service": 50}, features=features)
    for state, out in step_through(company, undisturbed(company, 6)):
        assert not (state.masks[:, 50:100] & 2).any()
        assert out[2, :3].sum() == pytest.approx(1.0)


# --- use before the first month -----------------------------------------------------------------------------------


def test_use_before_the_first_month_is_the_share_asked_for(make_company: Make, found: Found) -> None:
    """Of some 19,000 relevant pairs the share is met within 4 standard errors; a smaller one is part of a larger."""
    masks = {}
    for share in (0.1, 0.7):
        company = make_company(2000, starting_use=share)
        state, relevant = found(company, 1), company.setting.relevant
        department = np.repeat(np.arange(4), np.diff(company.setting.place.start))
        mask = state.masks[IN_DEEP, :2000]
        possible = int(np.bitwise_count(relevant[department]).sum())
        used = int(np.bitwise_count(mask).sum())
        assert abs(used / possible - share) < 4.0 * np.sqrt(share * (1.0 - share) / possible)
        assert not np.any(mask & ~relevant[department])
        bits = (mask[None] >> np.arange(len(company.catalogue.features), dtype=np.uint32)[:, None]) & 1
        np.testing.assert_array_equal(state.pairs[HABIT_DEEP, :, :2000], bits.astype(np.float32))
        assert not state.masks[IN_COMPLIANCE].any()
        np.testing.assert_array_equal(state.masks[EVER_DEEP], state.masks[EVER_TOUCHED])
        masks[share] = mask
    assert not np.any(masks[0.1] & ~masks[0.7])


def test_use_before_the_first_month_changes_nothing_else(make_company: Make, found: Found) -> None:
    """Traits, skill, ties and tenure are the same people's."""
    one, other = found(make_company(200), 1), found(make_company(200, starting_use=1.0), 1)
    np.testing.assert_array_equal(one.traits, other.traits)
    np.testing.assert_array_equal(one.pairs[SKILL], other.pairs[SKILL])
    np.testing.assert_array_equal(one.slots, other.slots)
    np.testing.assert_array_equal(one.ties, other.ties)
    assert not one.masks.any()
    assert not one.pairs[HABIT_DEEP].any()
