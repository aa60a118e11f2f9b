"""The bands of the evidence, as statistical tests with fixed seeds.

Each mean is over 60 companies of 120 people; its standard error is below .004 for shares of use,
so a mean at least .01 inside a band stays inside for practically every seed. Settings are those of
the model's description: the default organisation, from the start, one thing changed.
Bands that are missed are expected to fail, with their measured value; they are not widened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.company import Company
from crm_adoption.model.features import STANDARD_FEATURES, Catalogue
from crm_adoption.model.schedule import Schedule, undisturbed
from crm_adoption.model.simulation import Run, run
from crm_adoption.model.state import EVER_DEEP, TENURE
from crm_adoption.scenarios.files import load
from scipy.optimize import curve_fit

RUNS, SEED, MONTHS = 60, 5, 24
MakeCompany = Callable[..., Company]


def simulated(company: Company, months: int = MONTHS, schedule: Schedule | None = None) -> Run:
    plan = schedule or undisturbed(company, months)
    return run(company, plan, replications=RUNS, seed=SEED, record_features=True)


def level(done: Run, outcome: str, month: int) -> float:
    return float(done.of(outcome)[:, month - 1].mean())


@pytest.fixture(scope="module")
def default(make_company: MakeCompany) -> Run:
    return simulated(make_company(120))


@pytest.fixture(scope="module")
def seed_company() -> Run:
    return simulated(load("no_programme").company)


# --- the article's company ------------------------------------------------------------------------


def test_three_months_in_log_ins_look_fine_while_real_use_is_low(seed_company: Run) -> None:
    assert level(seed_company, "active_users", 3) >= 0.75
    assert level(seed_company, "deep_use", 3) <= 0.35


def test_six_months_in_most_features_were_never_touched(seed_company: Run) -> None:
    assert 0.62 <= level(seed_company, "never_used", 6) <= 0.78


def test_the_bare_minimum_is_done_where_the_boss_looks_and_most_of_all_in_sales(seed_company: Run) -> None:
    company = load("no_programme").company
    assert seed_company.use is not None
    heads = company.setting.departments[:, 0]
    compliance = seed_company.use[:, 5, :, :, 1].mean(axis=0) / heads[:, None]
    by_feature = compliance[0]
    seen = [feature.visibility for feature in company.catalogue.features]
    assert np.argmax(by_feature) == np.argmax(seen)
    assert np.corrcoef(by_feature, seen)[0, 1] > 0.7
    by_department = [float(seed_company.of("compliance_use", d + 1)[:, 5].mean()) for d in range(4)]
    assert company.organisation.names[int(np.argmax(by_department))] == "sales"


# --- spike and decay --------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["default", "seed_company"])
def test_real_use_peaks_within_three_months(which: str, request: pytest.FixtureRequest) -> None:
    use = request.getfixturevalue(which).of("deep_use").mean(axis=0)
    assert use[:3].max() >= use[3:6].max()
    assert use[1] > use[5]


@pytest.mark.xfail(strict=True, reason="measured: month 6 is .96 (default) and .97 (article) of month 2; band .60-.90")
@pytest.mark.parametrize("which", ["default", "seed_company"])
def test_real_use_decays_after_the_spike(which: str, request: pytest.FixtureRequest) -> None:
    done = request.getfixturevalue(which)
    assert 0.60 <= level(done, "deep_use", 6) / level(done, "deep_use", 2) <= 0.90


# --- one thing changed --------------------------------------------------------------------------------


def test_doubled_monitoring_brings_entries_for_the_boss_and_spoils_the_record(
    make_company: MakeCompany, default: Run
) -> None:
    watched = simulated(make_company(120, levers={"monitoring": 1.0}))
    assert 0.05 <= level(watched, "compliance_use", 12) - level(default, "compliance_use", 12) <= 0.30
    assert -0.06 <= level(watched, "deep_use", 12) - level(default, "deep_use", 12) <= 0.05
    assert level(watched, "data_accuracy", 12) - level(default, "data_accuracy", 12) <= -0.03


def months_to(curve: npt.NDArray[np.float64], share: float) -> float:
    """Return when a rising monthly curve (0 at time 0) crosses a share, by interpolation."""
    times = np.arange(len(curve) + 1.0)
    return float(np.interp(share, np.concatenate([[0.0], np.maximum.accumulate(curve)]), times))


def test_a_gate_changes_one_feature_in_months_while_voluntary_hard_ones_stay_low(make_company: MakeCompany) -> None:
    company = make_company(120)
    schedule = undisturbed(company, MONTHS)
    f = company.catalogue.names.index("activity_log")
    schedule.gate[:, :, f] = 1.0
    done = simulated(company, schedule=schedule)
    assert done.use is not None
    people = company.organisation.headcount
    touched = done.use[:, :, :, f, :].sum(axis=(2, 3)).mean(axis=0) / people
    assert 2.0 <= months_to(touched, 0.9) - months_to(touched, 0.1) <= 5.0
    hard = [i for i, feature in enumerate(company.catalogue.features) if feature.effort >= 0.5]
    for i in hard:
        assert done.use[:, 11, :, i, 0].sum(axis=1).mean() / people < 0.35


def staged(company: Company) -> Company:
    """Return the company with features going live in waves of three, every three months."""
    order = sorted(STANDARD_FEATURES, key=lambda feature: feature.effort + feature.reach)
    wave = {feature.name: 3 * (place // 3) for place, feature in enumerate(order)}
    features = tuple(replace(feature, go_live=wave[feature.name]) for feature in STANDARD_FEATURES)
    return replace(company, catalogue=Catalogue(features))


FULL = {
    "kpi_alignment": 0.7, "sharing_reward": 0.7, "silo_strength": 0.2, "sponsorship": 0.9,
    "supervisor_commitment": 0.8, "champions": 0.15, "training": 1.0, "usability": 0.2,
}  # fmt: skip


def test_a_staged_full_programme_makes_an_s_curve(make_company: MakeCompany) -> None:
    curve = simulated(staged(make_company(120, levers=FULL)), 36).of("deep_use").mean(axis=0)
    plateau = curve[-6:].mean()
    assert 0.65 <= plateau <= 0.88
    assert 4.0 <= months_to(curve, plateau / 2) <= 9.0
    assert 0.60 <= curve[11] <= 0.82


def test_the_s_curve_is_logistic(make_company: MakeCompany) -> None:
    curve = simulated(staged(make_company(120, levers=FULL)), 18).of("deep_use").mean(axis=0)
    month = np.arange(1.0, 19.0)

    def logistic(t: npt.NDArray[np.float64], top: float, speed: float, middle: float) -> npt.NDArray[np.float64]:
        return top / (1.0 + np.exp(-speed * (t - middle)))

    fitted, _ = curve_fit(logistic, month, curve, p0=(0.8, 0.4, 6.0))
    left = ((curve - logistic(month, *fitted)) ** 2).sum()
    assert 1.0 - left / ((curve - curve.mean()) ** 2).sum() >= 0.97


GAINS = {
    "champions": ({"champions": 0.15}, 12, 0.06, 0.16),
    "training alone": ({"training": 1.0}, 12, 0.02, 0.12),
    "KPI alone": ({"kpi_alignment": 0.8}, 12, 0.06, 0.22),
    "KPI, sharing and silos": ({"kpi_alignment": 0.8, "sharing_reward": 0.8, "silo_strength": 0.2}, 12, 0.15, 0.35),
    "tooling alone": ({"technology": 1.3, "usability": 0.3}, 24, 0.02, 0.16),
}


@pytest.mark.parametrize("programme", GAINS)
def test_gain_in_real_use(programme: str, make_company: MakeCompany, default: Run) -> None:
    levers, month, low, high = GAINS[programme]
    changed = simulated(make_company(120, levers=levers))
    assert low <= level(changed, "deep_use", month) - level(default, "deep_use", month) <= high


# --- typical companies ----------------------------------------------------------------------------------

COMPANIES = 150
RANGES = {
    "kpi_alignment": (0.0, 0.3), "sharing_reward": (0.0, 0.3), "silo_strength": (0.3, 0.8), "sponsorship": (0.2, 0.7),
    "supervisor_commitment": (0.2, 0.7), "monitoring": (0.2, 0.8), "technology": (0.8, 1.2),
    "go_live_training": (0.1, 0.5), "training": (0.0, 0.3), "change_capacity": (0.4, 1.0),
}  # fmt: skip


@pytest.fixture(scope="module")
def typical(make_company: MakeCompany) -> npt.NDArray[np.float64]:
    """Unused in the last quarter, completeness and accuracy at month 12, by company drawn [150, 3]."""
    chance = np.random.default_rng(SEED)
    rows = []
    for number in range(COMPANIES):
        levers = {name: float(chance.uniform(*limits)) for name, limits in RANGES.items()}
        company = make_company(
            int(chance.uniform(30, 2000)), levers=levers, completeness=float(chance.uniform(0.2, 0.5))
        )
        mean_z = float(chance.uniform(0.3, 0.7))
        departments = tuple(replace(d, territoriality=mean_z) for d in company.organisation.departments)
        company = replace(company, organisation=replace(company.organisation, departments=departments))
        done = run(company, undisturbed(company, 12), replications=1, seed=SEED, first_replicate=number)
        rows.append([done.of(name)[0, 11] for name in ("unused_last_quarter", "data_completeness", "data_accuracy")])
    return np.array(rows)


def test_43_to_75_percent_unused_in_four_of_five_typical_companies(typical: npt.NDArray[np.float64]) -> None:
    """At a true share of .85 the test passes with power .95 (binomial, 150 companies)."""
    unused = typical[:, 0]
    assert ((unused >= 0.43) & (unused <= 0.75)).mean() >= 0.80


def test_records_stay_poor_in_most_typical_companies(typical: npt.NDArray[np.float64]) -> None:
    assert (typical[:, 1] * typical[:, 2] <= 0.55).mean() >= 0.70


# --- records, AI, newcomers ---------------------------------------------------------------------------------


def test_completeness_halves_in_two_to_three_years_without_use(make_company: MakeCompany) -> None:
    company = make_company(120)
    schedule = undisturbed(company, 48)
    schedule.live[:] = 0
    completeness = simulated(company, schedule=schedule).of("data_completeness").mean(axis=0)
    halved = int(np.argmax(completeness <= company.organisation.completeness / 2)) + 1
    assert 24 <= halved <= 36


@pytest.mark.parametrize(("quality", "helps"), [((0.20, 0.60), False), ((0.95, 0.95), True)])
def test_autonomous_ai_harms_on_bad_data_and_helps_on_good(
    quality: tuple[float, float], helps: bool, make_company: MakeCompany
) -> None:
    completeness, accuracy = quality
    company = make_company(120, levers={"silo_strength": 0.1}, completeness=completeness, accuracy=accuracy)
    acting = undisturbed(company, 6)
    acting.autonomy[:, :, [feature.is_ai for feature in company.catalogue.features]] = 1.0
    churn = simulated(company, schedule=acting).of("churn")[:, 0].mean()
    usual = simulated(company, 6).of("churn")[:, 0].mean()
    assert (churn < usual) == helps
    assert churn != usual


def switching(company: Company, step_through: Callable[..., Any]) -> npt.NDArray[np.float64]:
    """Return the monthly hazard of a first deep use in months 7 to 24: incumbents, newcomers.

    Incumbents have been there for more than a year, newcomers for up to three months. Only pairs
    never in deep use before count, as in T7.
    """
    relevant = np.repeat(company.setting.relevant, [d.people for d in company.organisation.departments])
    n, counts = len(relevant), np.zeros((2, 2))
    before = np.zeros(n, np.uint32)
    for month, (state, _) in enumerate(step_through(company, undisturbed(company, MONTHS), SEED), start=1):
        ever, tenure = state.masks[EVER_DEEP, :n].copy(), state.slots[TENURE]
        before[tenure == 1] = 0  # the slot's former holder
        if month >= 7:
            for group, people in enumerate((tenure > 12, tenure <= 3)):
                still_open = relevant[people] & ~before[people]
                switched = still_open & ever[people]
                counts[group] += [np.bitwise_count(switched).sum(), np.bitwise_count(still_open).sum()]
        before = ever
    return counts[:, 0] / counts[:, 1]


def test_newcomers_take_up_the_new_way_at_better_odds_than_incumbents(
    make_company: MakeCompany, step_through: Callable[..., Any]
) -> None:
    hazard = switching(make_company(4000), step_through)
    odds = hazard / (1.0 - hazard)
    assert 1.5 <= odds[1] / odds[0] <= 4.0


def test_the_default_is_the_declared_default() -> None:
    """The bands speak about the parameters that users get."""
    assert all(getattr(Behaviour(), name) == each.default for name, each in Behaviour.declarations().items())
