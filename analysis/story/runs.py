"""The runs behind the story: a company left alone, with technology, goals or both, and its rival; shipped or fitted."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ...scenarios.simulate import simulate
from ..base.effects import interval, intervals
from ..base.programme import Programme, company_only, direction_of
from ..base.shared_work import Report, Shared, part_of
from ..comparing.loaded import all_loaded_in
from ..comparing.verdict import surely, unit_of
from ..evidence.behaviour import USUAL, sets_of, uncertain
from ..evidence.fit_draws import Fit
from ..evidence.fitted import lived, replications_of
from ..laboratory.recording import Recording, record
from ..questions.duel import duel
from ..questions.duel_record import Duel

ALONE, TECHNOLOGY, GOALS, BOTH = "no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling"
RIVALS = ("better_technology", "changes_faster")
REPLICATIONS = 128
QUIET_WORD, HALF_YEAR, YEAR = 3, 6, 12
"""Months in which the story looks at the company; one that was fitted is looked at today, and a year from then."""
KEPT_BYTES = 256_000_000
"""Bytes of the stories that are kept: one of 128 companies takes 15 MB, one of 1,024 that were fitted 150 MB."""
Floats = npt.NDArray[np.float64]


@by_value
@dataclass(frozen=True)
class Mean:
    """A mean over the companies simulated, with its 95 % confidence interval.

    Attributes
    ----------
    value, low, high : float
    decided : {-1, 0, 1}
        1 if it is surely above zero by the rules of the verdict (`comparing.verdict`), -1 if below, else 0.
    """

    value: float
    low: float
    high: float
    decided: int


@dataclass(frozen=True, eq=False)
class StoryRuns:
    """Everything the story is told from.

    Attributes
    ----------
    programmes : dict of str to Programme
        By name; replicate k is the same company in each.
    recording : Recording
        The company left alone that is in the middle by what was never touched after half a year, person by person.
    replicate : int
        Its number, from 0.
    rivals : Duel or None
        None where the company has no customers to compete for.
    fit : Fit, optional
        Where the company is the one that was fitted.
    """

    programmes: dict[str, Programme]
    recording: Recording
    replicate: int
    rivals: Duel | None
    fit: Fit | None = None

    @property
    def lived(self) -> int:
        """Months that the company has lived before anything is done."""
        return lived(self.fit)

    @property
    def quiet_word(self) -> int:
        """Month in which somebody says what log-ins do not: the third, or today."""
        return self.lived or QUIET_WORD

    @property
    def half_year(self) -> int:
        """Month in which it is counted what was never touched: the sixth, or today."""
        return self.lived or HALF_YEAR

    @property
    def year(self) -> int:
        """Month in which programmes are judged, after a year of them."""
        return self.lived + YEAR

    @property
    def alone(self) -> Programme:
        """The company left to itself."""
        return self.programmes[ALONE]

    @property
    def replications(self) -> int:
        """Companies simulated for each programme."""
        return self.alone.replications

    def mean(self, outcome: str, month: int, name: str = ALONE, place: int = 0) -> float:
        """Return the mean of an outcome in a month; place 0 is the company, d + 1 a department."""
        return float(self.programmes[name].at(outcome, month, place).mean())

    def gap(self, outcome: str, month: int, name: str, other: str = ALONE) -> Mean:
        """Return the paired difference that one programme makes against another."""
        ours, theirs = (self.programmes[each].at(outcome, month) for each in (name, other))
        sets = self.alone.sets
        decided = surely(direction_of(outcome) * (ours - theirs), unit_of(self.alone, outcome, month), sets)
        return Mean(*interval(ours - theirs, sets), direction_of(outcome) * decided)

    def path(self, outcome: str, name: str) -> tuple[Floats, Floats, Floats]:
        """Return an outcome month by month: mean and the limits of its 95 % confidence interval."""
        return intervals(self.programmes[name].path(outcome), self.alone.sets)


def _in_the_middle(values: Floats) -> int:
    """Return the replicate than which as many have more as have less."""
    order = np.argsort(values, kind="stable")
    return int(order[(len(order) - 1) // 2])


KEPT: Shared[StoryRuns] = Shared(KEPT_BYTES)


def story_runs(
    replications: int | None = None, seed: int = 0, *, fit: Fit | None = None,
    progress: Callable[[float], object] | None = None,
) -> StoryRuns:  # fmt: skip
    """Simulate what the story tells, once for all who ask.

    Parameters
    ----------
    replications : int, optional
        Companies for each programme, 2 or more; by default 128, or those with which every command speaks of a fitted
        company.
    seed : int
    fit : Fit, optional
        What is known of one's own company, in place of the shipped one.
    progress : callable, optional
        Called with the share that is done, in [0, 1], while the runs are made, by whomever.

    Returns
    -------
    StoryRuns
        Kept for whoever asks again.
    """
    return KEPT.get(*_asked(replications, seed, fit), progress)


def begin_story(replications: int | None = None, seed: int = 0, *, fit: Fit | None = None) -> None:
    """Have the runs of the story made for whoever will ask."""
    KEPT.begin(*_asked(replications, seed, fit))


def _asked(replications: int | None, seed: int, fit: Fit | None) -> tuple[Hashable, Callable[[Report], StoryRuns]]:
    """Return what the runs depend on, and what makes them; what is kept holds the fit, so that no other has its id."""
    number = replications_of(fit, replications, REPLICATIONS)
    return (number, seed, id(fit)), lambda report: _run(number, seed, fit, report)


def _run(replications: int, seed: int, fit: Fit | None, report: Report) -> StoryRuns:
    names, parts = (ALONE, TECHNOLOGY, GOALS, BOTH), 6.0  # the rivals are two more
    programmes = {
        scenario.name: _programme(
            scenario, replications, seed, part_of(report, part / parts, (part + 1) / parts, replications)
        )
        for part, scenario in enumerate(_scenarios(names, fit))
    }
    replicate = _in_the_middle(programmes[ALONE].at("never_used", lived(fit) or HALF_YEAR))
    recording = record(programmes[ALONE].scenario, replicate=replicate, seed=seed)
    rivals = None
    if programmes[ALONE].scenario.company.market.has_customers:
        count = part_of(report, len(names) / parts, 1.0, 2 * replications)
        pair = _scenarios(RIVALS, fit)
        rivals = _slim(duel(*pair, replications=replications, seed=seed, fit=fit, progress=count))
    return StoryRuns(programmes, recording, replicate, rivals, fit)


def _scenarios(names: Sequence[str], fit: Fit | None) -> list[Scenario]:
    """Return shipped scenarios, in the company of a fit if there is one, with what is not known of it."""
    source = sets_of(USUAL) if fit is None else fit
    found = all_loaded_in(names, source)
    long = [each if each.months >= lived(fit) + YEAR else replace(each, months=lived(fit) + YEAR) for each in found]
    return [uncertain(each, source) for each in long]


def _programme(scenario: Scenario, replications: int, seed: int, count: Callable[[int], object]) -> Programme:
    """Return a scenario with its runs; places are kept of the company left alone only."""
    run = simulate(scenario, replications=replications, seed=seed, progress=count)
    alone = scenario.name == ALONE
    return Programme(scenario, run if alone else company_only(run), alone)


def _slim(rivals: Duel) -> Duel:
    """Return a duel without the runs by department."""
    a, b = (replace(each, run=company_only(each.run)) for each in rivals.programmes)
    return replace(rivals, programmes=(a, b), alone=(company_only(rivals.alone[0]), company_only(rivals.alone[1])))
