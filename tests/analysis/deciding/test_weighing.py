"""How worlds are weighed: risk attitudes, draws of a fit, early signs, what knowing an unknown is worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from crm_adoption.analysis.deciding import information
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.mix import Mix
from crm_adoption.analysis.deciding.objective import Objective
from crm_adoption.analysis.deciding.options import Field, options
from crm_adoption.analysis.deciding.signs import early_signs, failure_level
from crm_adoption.analysis.deciding.starting import single
from crm_adoption.analysis.deciding.worlds import of_fit
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import MOST, Draw, Fit
from crm_adoption.model.errors import InputError
from crm_adoption.model.outcomes import OUTCOME_NAMES, column
from crm_adoption.model.simulation import Run

Floats = npt.NDArray[np.float64]


def test_the_three_attitudes_to_risk() -> None:
    values = np.arange(1.0, 41.0).reshape(4, 10)
    assert Objective("customers", 1).criterion(values) == pytest.approx(20.5)
    assert Objective("customers", 1, "worst").criterion(values) == pytest.approx(2.5)  # mean of 1, 2, 3, 4
    reach = Objective("customers", 1, "target", 31.0)
    assert reach.criterion(values) == pytest.approx(0.25)
    assert reach.score(values + 1.0) > reach.score(values)
    unreached = Objective("customers", 1, "target", 100.0)
    assert unreached.score(values + 1.0) > unreached.score(values)  # a direction even where nothing reaches it


@pytest.mark.parametrize("risk", ["mean", "worst", "target"])
def test_differences_are_positive_where_the_first_is_better(risk: str) -> None:
    chance = np.random.default_rng(2)
    theirs = chance.normal(0.3, 0.05, (40, 6))
    objective = Objective("deep_use", 1, risk, 0.35 if risk == "target" else None)
    ours = theirs + 0.04 + chance.normal(0.0, 1e-3, theirs.shape)
    mean, low, high = objective.difference(ours, theirs)
    assert 0.0 < low <= mean <= high
    back = objective.difference(theirs, ours)
    assert back[0] == pytest.approx(-mean)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("deep_us", 1), "deep_use"),
        (("deep_use", 1, "wurst"), "worst"),
        (("deep_use", 1, "target"), "belong together"),
        (("deep_use", 1, "mean", 0.3), "belong together"),
        (("deep_use", 1, "target", 1.2), "cannot be reached by anybody"),
        (("customers", 1, "target", float("nan")), "not a target"),
    ],
)
def test_objectives_that_make_no_sense_are_refused(arguments: tuple[object, ...], said: str) -> None:
    with pytest.raises(InputError, match=said):
        Objective(*arguments)  # type: ignore[arg-type]


def test_draws_of_a_fit_come_as_often_as_they_weigh(question: Question) -> None:
    weights = (0.5, 0.3, 0.15, 0.05)
    members = load_ensemble("evidence").members
    draws = tuple(Draw(weight, members[k], {}) for k, weight in enumerate(weights))
    found = of_fit(Fit(question.base, draws), seed=1)
    counts = np.bincount([members.index(each.behaviour) for each in found.companies], minlength=4)
    assert np.abs(counts - MOST * np.array(weights)).max() <= 1
    even = Fit(question.base, tuple(replace(each, weight=0.25) for each in draws))
    assert len(of_fit(even, seed=1)) == 4
    assert of_fit(even, seed=2).companies == of_fit(even, seed=1).companies  # whatever the seed, the same companies


def made_up_run(final: Floats, early: Floats, months: int = 14) -> Run:
    """Return a run in which nothing happens but deep use at the end and sharing from month 6 on."""
    values = np.full((len(final), months, 1, len(OUTCOME_NAMES)), 0.5)
    values[:, -1, 0, column("deep_use")] = final
    values[:, 5:, 0, column("sharing")] = early[:, None]
    return Run(values, None, 0, np.empty((len(final), 0), np.int32))


def test_an_early_sign_is_found_and_its_errors_come_from_other_companies() -> None:
    chance = np.random.default_rng(7)

    def companies(noise: float) -> Run:
        final = chance.normal(0.3, 0.1, 400)
        return made_up_run(final, final + chance.normal(0.0, noise, 400))

    found = early_signs(companies(0.04), companies(0.04), Objective("deep_use", 14), 0.25)
    assert found.check is not None
    assert (found.check.month, found.check.outcome, found.check.below) == (6, "sharing", True)
    assert found.check.power > 0.6
    noisy = early_signs(companies(5.0), companies(5.0), Objective("deep_use", 14), 0.25)
    assert noisy.check is not None
    assert abs(noisy.check.power) < 0.3  # what was found on some companies does not hold on others


def test_no_sign_is_learned_where_hardly_anybody_fails() -> None:
    final = np.r_[np.full(10, 0.1), np.full(300, 0.4)]
    found = early_signs(made_up_run(final, final), made_up_run(final, final), Objective("deep_use", 14), 0.25)
    assert found.signs == ()
    assert found.check is None
    assert found.failing == pytest.approx(10 / 310)


def test_failure_is_half_of_the_expected_gain_or_the_target() -> None:
    best, nothing = np.full((2, 2), 0.4), np.full((2, 2), 0.2)
    assert failure_level(Objective("deep_use", 1), best, nothing) == pytest.approx(0.3)
    assert failure_level(Objective("deep_use", 1, "target", 0.35), best, nothing) == 0.35


def test_worth_of_knowing_is_the_expected_gain_from_choosing_afterwards() -> None:
    """One option is worth x, the other nothing, x standard normal: knowing x is worth 1 / sqrt(2 pi)."""
    chance = np.random.default_rng(11)
    x, other = chance.normal(size=4000), chance.normal(size=4000)
    table = np.column_stack([x, np.zeros(4000)])
    known = information._unknown("prices.training", x, table, ["a", "b"], chance, None)
    assert known.worth == pytest.approx(1.0 / np.sqrt(2.0 * np.pi), abs=0.04)
    assert known.clear
    assert known.changes == pytest.approx(0.5, abs=0.05)
    assert known.instead == "b"
    useless = information._unknown("prices.course", other, table, ["a", "b"], chance, None)
    assert useless.worth < 0.03


def test_regret_and_probability_of_being_best_by_hand(question: Question) -> None:
    """Two kinds of world, three of each: the first option is better in one by 0.2, the second in the other by 0.1."""
    mixes = (*(single(question.base, kind, 30_000.0) for kind in ("ToolingSpend", "Training")), )  # fmt: skip
    levels = ([0.5, 0.5] * 3, [0.3, 0.6] * 3, [0.1, 0.1] * 3)
    runs = []
    for pair in levels:
        values = np.zeros((12, 14, 1, len(OUTCOME_NAMES)))
        values[:, :, 0, column("deep_use")] = np.tile(pair, 2)[:, None]
        runs.append(Run(values, None, 0, np.empty((12, 0), np.int32)))
    field = Field((*mixes, Mix(question.base)), tuple(runs), 6, Objective("deep_use", 14), 0)
    best, second, nothing = options(field)
    assert best.regret == pytest.approx(0.05)
    assert second.regret == pytest.approx(0.1)
    assert (best.likely_best, second.likely_best, nothing.likely_best) == (0.5, 0.5, 0.0)
    assert best.gain == pytest.approx(0.4)
    assert second.behind == pytest.approx(0.05)


def test_all_that_a_fit_leaves_open_may_be_worth_knowing(question: Question) -> None:
    """Numbers of the organisation and of departments too, not only levers: whatever differs between the draws."""
    members = load_ensemble("evidence").members
    names = ("organisation.completeness", "organisation.territoriality", "organisation.departments.sales.resistance")
    draws = tuple(Draw(1 / 8, members[k], dict.fromkeys(names, 0.3 + 0.05 * k)) for k in range(8))
    worlds = of_fit(Fit(question.base, draws), seed=1)
    mixes = [Mix(question.base), single(question.base, "Training", 50_000.0)]
    known = information.worth_knowing([each for each in mixes if each], worlds, question.objective, 16)
    found = {each.name for each in known.unknowns}
    assert {"levers.completeness", "levers.territoriality", "levers.resistance"} <= found
