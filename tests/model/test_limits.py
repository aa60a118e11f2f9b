"""What theory says about simple cases, and controls that tell influence from coincidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.model.company import Company
from crm_adoption.model.features import Feature
from crm_adoption.model.levers import INDEX
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import run
from crm_adoption.model.state import (
    COLLEAGUE,
    EVER_DEEP,
    IN_DEEP,
    State,
)
from scipy import sparse, stats

Make = Callable[..., Company]
Found = Callable[..., State]
Steps = Callable[..., Iterator[tuple[State, npt.NDArray[np.float64]]]]
Values = npt.NDArray[np.float64]

COMPLETE = 401
"""Most people that can all be tied to each other (400 ties)."""


# --- one feature, nothing but colleagues --------------------------------------------------------------


ONE = Feature("one", "", "", {"sales": 0.95}, usefulness=0.0, effort=0.0, data_need=0.0, reach=0.0, visibility=0.0,
              writes=True, shared_record=True)  # fmt: skip
"""A feature of no worth and no effort; ln(relevance + .05) is 0."""

NO_WAYS = {"way_weight": 0.0, "way_comfort": 0.0, "way_speed": 0.0}
"""What many do does not become the way it is done here."""
ALIKE = {"culture_spread": 0.0, "department_spread": 0.0, "head_spread": 0.0}
"""Companies, departments and heads do not differ by chance."""

FAR = 20.0
"""Logits by which deep use and the old way stand above compliance, which hence is never chosen."""


def peers_only(
    make_company: Make, *, start: float, weight: float, attention: float, people: int = COMPLETE,
    ties: float = 400.0, rewiring: float = 0.1, absorbing: bool = True, pull_shape: str = "linear",
    features: int = 1, **behaviour: float,
) -> Company:  # fmt: skip
    """Return a department in which a person who attends turns to deep use with chance P(x).

    P(x) = 1 / (1 + exp(-(start + weight S(x)))), x the share of colleagues in deep use. If use is
    absorbing, a habit of one month and 20 logits holds on to it; otherwise there is no memory.
    """
    habit = FAR if absorbing else 0.0
    numbers = {
        "usefulness_weight": 0, "effort_weight": 0, "leadership_weight": 0, "kpi_weight": 0, "territory_weight": 0,
        "resistance_spread": 0, "visibility_weight": 0, "learning": 0, "forgetting": 0,
        "novelty": FAR + start, "novelty_months": 1e12, "comfort": FAR - habit, "habit_bonus": habit,
        "habit_speed": 1, "capacity": 1e3, "attention": attention, "peer_weight": weight, "pull_reference": 0,
        **NO_WAYS, **ALIKE,
        **behaviour,
    }  # fmt: skip
    more = tuple(Feature(f"more-{f}", "", "", {"sales": 0.95}, usefulness=0.0, effort=0.0, reach=0.0, visibility=0.0)
                 for f in range(features - 1))  # fmt: skip
    return make_company(
        {"sales": people}, features=(ONE, *more), behaviour={name: float(value) for name, value in numbers.items()},
        levers={"turnover": 0.0, "go_live_training": 0.0}, pull_shape=pull_shape,
        ties_inside=ties, ties_across=0.0, rewiring=rewiring,
    )  # fmt: skip


def logistic(z: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-z))


def deep_use(company: Company, months: int, replications: int) -> Values:
    return run(company, undisturbed(company, months), replications=replications, seed=5).of("deep_use")


def recursion(step: Callable[[float], float], months: int) -> Values:
    path, y = [], 0.0
    for _ in range(months):
        y = step(y)
        path.append(y)
    return np.array(path)


def excess(use: Values, path: Values, people: int) -> float:
    """Return by how much the mean leaves the band of 2 / N + 4 standard errors around the path."""
    error = use.std(axis=0, ddof=1) / np.sqrt(len(use))
    return float((np.abs(use.mean(axis=0) - path) - 2 / people - 4 * error).max())


def test_bass_recursion(make_company: Make) -> None:
    """With all colleagues tied and absorbing use, adoption follows F' = F + (1 - F)(p + q F).

    The rule's chance attention * P(x) is a logistic function of x. For logits from -1 to 1 it is,
    within .0008 a month, the straight line p + q x (p .026, q .048) that Bass (1969) assumes. The
    band is narrow enough to refuse an imitation weaker by a tenth.
    """
    attention, start, weight, months = 0.1, -1.0, 2.0, 36
    x = np.linspace(0, 1, 2001)
    chance = attention * logistic(start + weight * x)
    q, p = np.polyfit(x, chance, 1)
    assert np.abs(chance - p - q * x).max() < 0.0008
    use = deep_use(peers_only(make_company, start=start, weight=weight, attention=attention), months, 200)
    assert np.all(np.diff(use, axis=1) >= 0.0)
    assert excess(use, recursion(lambda y: y + (1 - y) * (p + q * y), months), COMPLETE) <= 0.0
    assert excess(use, recursion(lambda y: y + (1 - y) * (p + 0.9 * q * y), months), COMPLETE) > 0.0


def test_recursion_of_the_rule_with_a_strong_pull(make_company: Make) -> None:
    """The same with logits from -2 to 2: the Bass recursion with the rule's own chance of adoption."""
    attention, start, weight, months = 0.2, -2.0, 4.0, 24

    def step(y: float, weight: float = weight) -> float:
        return float(y + (1 - y) * attention * logistic(start + weight * y))

    use = deep_use(peers_only(make_company, start=start, weight=weight, attention=attention), months, 150)
    assert excess(use, recursion(step, months), COMPLETE) <= 0.0
    assert excess(use, recursion(lambda y: step(y, 0.9 * weight), months), COMPLETE) > 0.0


@pytest.mark.parametrize(
    ("tipping", "weight", "start", "attention"),
    [(0.3, 3.0, -1.5, 0.58), (0.2, 3.0, -2.0, 0.3), (0.36, 2.0, -0.5, 0.58)],
)
def test_mean_field_of_the_threshold_pull(
    make_company: Make, tipping: float, weight: float, start: float, attention: float
) -> None:
    """Without memory, y' = (1 - attention) y + attention P(y), P the rule's own chance of deep use."""

    def step(y: float, tipping: float = tipping) -> float:
        chance = logistic(start + weight * logistic(10 * (y - tipping)))
        return float((1 - attention) * y + attention * chance)

    company = peers_only(
        make_company, start=start, weight=weight, attention=attention, absorbing=False, pull_shape="threshold",
        tipping_share=tipping, pull_steepness=10.0,
    )  # fmt: skip
    use = deep_use(company, 24, 100)
    assert excess(use, recursion(step, 24), COMPLETE) <= 0.0
    assert excess(use, recursion(lambda y: step(y, tipping + 0.1), 24), COMPLETE) > 0.0


def paired(lower: Values, higher: Values) -> tuple[Values, Values]:
    """Return mean and standard error of the monthly differences, replicate by replicate."""
    difference = higher[:, : lower.shape[1]] - lower[: len(higher)]
    return difference.mean(axis=0), difference.std(axis=0, ddof=1) / np.sqrt(len(difference))


def curves(make_company: Make, start: float, weight: float, attention: float, ties: float) -> dict[str, Values]:
    wirings = {"ring": (ties, 0.0), "network": (ties, 0.1), "complete": (400.0, 0.1)}
    return {
        name: deep_use(
            peers_only(make_company, start=start, weight=weight, attention=attention, ties=k, rewiring=p), 30, 150
        )
        for name, (k, p) in wirings.items()
    }


def test_mixing_speeds_adoption(make_company: Make) -> None:
    """Ring <= network <= complete in every month, within 4 standard errors, where the chance is linear.

    Where P(x) bends upwards the order need not hold at first: a few users among close colleagues
    then count for more than the same few spread thinly. The Bass limit is the linear case.
    """
    use = curves(make_company, start=-0.5, weight=1.0, attention=0.1, ties=4.0)
    for lower, higher in (("ring", "network"), ("network", "complete"), ("ring", "complete")):
        mean, error = paired(use[lower], use[higher])
        assert np.all(mean >= -4 * error - 1e-12)
    mean, error = paired(use["network"], use["complete"])
    assert np.any(mean > 4 * error)


def test_mixing_decides_the_second_half_of_a_strong_pull(make_company: Make) -> None:
    """With logits from -2 to 2, ring < network < complete from half of the adoption on."""
    use = curves(make_company, start=-2.0, weight=4.0, attention=0.2, ties=4.0)
    late = use["complete"].mean(axis=0) > 0.5
    for lower, higher in (("ring", "network"), ("network", "complete")):
        mean, error = paired(use[lower], use[higher])
        assert np.all(mean[late] >= -4 * error[late] - 1e-12)
        assert np.any(mean[late] > 4 * error[late])


# --- no influence -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("attention", "start"), [(1.0, -2.0), (0.4, -1.0), (0.1, 3.0)])
def test_waiting_times_without_influence_are_geometric(make_company: Make, attention: float, start: float) -> None:
    """The hazard is attention * P, whatever the month and the colleagues.

    20,000 people, months 1 to 20 and later. The chi-square test (1 in 1,000) would notice a hazard
    that is a tenth higher with a power above .99.
    """
    people, replications, months = 2000, 10, 20
    company = peers_only(make_company, start=start, weight=0.0, attention=attention, people=people, ties=10.0)
    result = run(company, undisturbed(company, months), replications=replications, seed=8)
    waiting = np.concatenate([np.ones((replications, 1)), result.of("never_deep")], axis=1).sum(axis=0) * people
    counts = np.append(-np.diff(waiting), waiting[-1])

    def expected(hazard: float) -> Values:
        survival = (1 - hazard) ** np.arange(months + 1)
        return people * replications * np.append(-np.diff(survival), survival[-1])

    hazard = attention * float(logistic(start))
    usual, other = expected(hazard), expected(1.1 * hazard)
    enough = usual >= 5.0
    threshold = stats.chi2.isf(1e-3, enough.sum() - 1)
    power = stats.ncx2.sf(threshold, enough.sum() - 1, ((other - usual) ** 2 / usual)[enough].sum())
    assert power > 0.99
    assert ((counts - usual) ** 2 / usual)[enough].sum() < threshold


@pytest.mark.parametrize(("features", "capacity"), [(6, 2.0), (12, 5.0), (3, 5.0)])
def test_a_big_bang_dilutes_attention(make_company: Make, features: int, capacity: float) -> None:
    """In the first month attention is shared by all features that are new; within 4 standard errors."""
    people, attention = 5000, 0.5
    company = peers_only(
        make_company, start=0.0, weight=0.0, attention=attention, people=people, ties=2.0, features=features,
        capacity=capacity,
    )  # fmt: skip
    first = run(company, undisturbed(company, 1), replications=1, seed=3).of("deep_use")[0, 0]
    chance = attention * min(1.0, capacity / features) * 0.5
    assert abs(first - chance) < 4 * np.sqrt(chance * (1 - chance) / (people * features))


# --- is influence found where there is some, and only there? ----------------------------------------------------


@dataclass
class Panel:
    """All pairs of person and feature never in deep use before, month by month."""

    exposure: Values
    adopted: Values
    month: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int64]
    person: npt.NDArray[np.int64]


def exposure_matrix(state: State, people: int, openness: float) -> Any:
    """Return the matrix that turns deep use into the weighted share of colleagues in deep use."""
    side = np.repeat(np.arange(2 * people), np.diff(state.tie_start))
    weights = np.where(side % 2 == 1, openness, 1.0)
    shape = (people, people)
    ties = sparse.csr_matrix((weights, (side // 2, state.ties[: len(side), COLLEAGUE].astype(int))), shape=shape)
    return sparse.diags(1.0 / np.asarray(ties.sum(axis=1)).ravel()) @ ties


def bits_of(mask: npt.NDArray[np.uint32], features: int) -> npt.NDArray[np.bool_]:
    return ((mask[:, None] >> np.arange(features, dtype=np.uint32)) & 1).astype(bool)


def observe(company: Company, step_through: Steps, start: State, months: int, seed: int) -> Panel:
    """Follow a company from its first day; leave out the first month, in which nobody can be seen."""
    people, setting = company.organisation.headcount, company.setting
    seen = exposure_matrix(start, people, 1.0 - company.organisation.departments[0].levers.silo_strength)
    department = np.repeat(np.arange(len(setting.relevant)), np.diff(setting.place.start))
    relevant = bits_of(setting.relevant[department], 12)
    ever, x = np.zeros((people, 12), bool), np.zeros((people, 12))
    columns: list[npt.NDArray[Any]] = []
    for t, (state, _) in enumerate(step_through(company, undisturbed(company, months), seed, start=start)):
        now = bits_of(state.masks[EVER_DEEP, :people], 12)
        i, f = np.nonzero(relevant & ~ever)
        if t > 0:
            columns.append(np.array([x[i, f], now[i, f], np.full(len(i), t), department[i] * 12 + f, i]))
        ever, x = now, seen @ bits_of(state.masks[IN_DEEP, :people], 12)
    exposure, adopted, month, kind, person = np.concatenate(columns, axis=1)
    return Panel(exposure, adopted, month.astype(int), kind.astype(int), person.astype(int))


def influence(panel: Panel, *, fixed_effects: bool) -> tuple[float, float]:
    """Return the slope of the hazard's logit on exposure, and its standard error clustered by person.

    A logistic regression by Newton's method; fixed effects of month and of feature x department.
    """
    columns = [panel.exposure, np.ones_like(panel.exposure)]
    if fixed_effects:
        for effect in (panel.month, panel.kind):
            columns += [(effect == level).astype(float) for level in np.unique(effect)[1:]]
    design = np.column_stack(columns)
    b = np.zeros(design.shape[1])
    for _ in range(10):
        chance = logistic(design @ b)
        information = (design * (chance * (1 - chance))[:, None]).T @ design
        b += np.linalg.solve(information, design.T @ (panel.adopted - chance))
    score = np.zeros((panel.person.max() + 1, len(b)))
    np.add.at(score, panel.person, design * (panel.adopted - logistic(design @ b))[:, None])
    inverse = np.linalg.inv(information)
    return float(b[0]), float(np.sqrt((inverse @ score.T @ score @ inverse)[0, 0]))


@pytest.fixture(scope="module")
def panels(make_company: Make, found: Found, step_through: Steps) -> dict[float, Panel]:
    """Return a year of 2,000 people at the default behaviour, without and with influence of colleagues."""
    observed = {}
    for weight in (0.0, 1.6):
        company = make_company(2000, behaviour={"peer_weight": weight}, levers={"turnover": 0.0}, pull_shape="linear")
        observed[weight] = observe(company, step_through, found(company, 2), 12, 2)
    return observed


def test_no_influence_is_found_where_there_is_none(panels: dict[float, Panel]) -> None:
    """The negative control: common conditions are taken out by month and feature x department."""
    b, error = influence(panels[0.0], fixed_effects=True)
    assert error < 0.2
    assert abs(b) < 2 * error


def test_naive_regression_finds_influence_where_there_is_none(panels: dict[float, Panel]) -> None:
    """Useful features have many users: without fixed effects this looks like influence."""
    b, error = influence(panels[0.0], fixed_effects=False)
    assert abs(b) > 2 * error


def test_influence_is_found_where_there_is_some(panels: dict[float, Panel]) -> None:
    """Peer weight 1.6 in the decision; a little less in the hazard, which attention thins."""
    b, error = influence(panels[1.6], fixed_effects=True)
    assert b > 5 * error
    assert 1.0 < b < 2.5


# --- levers in the mean over replications -------------------------------------------------------------------------


RISING: dict[str, tuple[float, float, float]] = {
    "kpi_alignment": (0.0, 0.4, 0.8), "sharing_reward": (0.0, 0.4, 0.8), "silo_strength": (0.9, 0.6, 0.2),
    "sponsorship": (0.1, 0.5, 0.9), "supervisor_commitment": (0.1, 0.5, 0.9), "technology": (0.8, 1.0, 1.3),
    "usability": (0.0, 0.15, 0.3), "training": (0.0, 0.5, 1.0), "go_live_training": (0.0, 0.35, 0.7),
    "champions": (0.0, 0.08, 0.15), "data_cleanup": (0.0, 0.05, 0.2), "resistance": (0.5, 0.0, -0.5),
    "change_capacity": (0.2, 0.5, 1.0),
}  # fmt: skip


@pytest.mark.parametrize("lever", RISING)
def test_levers_raise_real_use_in_the_mean(make_company: Make, lever: str) -> None:
    """Mean deep use of months 7 to 12 rises from level to level, by more than 4 standard errors."""
    company = make_company(200)
    use = []
    for level in RISING[lever]:
        schedule = undisturbed(company, 12)
        schedule.levers[:, :, INDEX[lever]] = level
        use.append(run(company, schedule, replications=60, seed=4).of("deep_use")[:, 6:].mean(axis=1))
    for low, high in ((0, 1), (1, 2)):
        gain = use[high] - use[low]
        assert gain.mean() > 4 * gain.std(ddof=1) / np.sqrt(60)


# --- two ways to end ----------------------------------------------------------------------------------------------


def after_three_years(make_company: Make, behaviour: dict[str, float], share: float) -> float:
    """Return the mean deep use in month 36 of four companies that start with this share."""
    company = make_company(300, behaviour=behaviour, starting_use=share)
    return float(run(company, undisturbed(company, 36), replications=4, seed=0).of("deep_use")[:, -1].mean())


@pytest.mark.parametrize("habit_bonus", [1.6, 2.2])
@pytest.mark.parametrize("peer_weight", [3.0, 4.0])
def test_the_past_decides_under_stress(make_company: Make, peer_weight: float, habit_bonus: float) -> None:
    """Hysteresis: with strong colleagues and strong habits, 10 % and 70 % of use stay apart."""
    behaviour = {"peer_weight": peer_weight, "habit_bonus": habit_bonus}
    low, high = (after_three_years(make_company, behaviour, share) for share in (0.1, 0.7))
    assert high - low >= 0.25


def test_what_is_established_lasts_by_the_way_it_is_done_here(make_company: Make) -> None:
    """At the default much of a start of 70 % is left after three years (S18); without that stock it is forgotten."""
    low, high = (after_three_years(make_company, {}, share) for share in (0.1, 0.7))
    assert high - low >= 0.2
    low, high = (after_three_years(make_company, NO_WAYS, share) for share in (0.1, 0.7))
    assert abs(high - low) <= 0.1
