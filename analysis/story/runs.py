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
from ..comparing.verdict import stands, surely, unit_of
from ..evidence.behaviour import USUAL, sets_of, uncertain
from ..evidence.fit_draws import Fit
from ..evidence.fitted import lived, replications_of
from ..laboratory.own_company import Subject
from ..laboratory.recording import Recording, record
from ..questions.duel import duel
from ..questions.duel_record import Duel
from ..questions.split_division import divisions
from ..questions.walls import PER_HEAD
from ..questions.walls_result import WALLS, taken_down

ALONE, TECHNOLOGY, GOALS, BOTH = "no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling"
SHIPPED = (ALONE, TECHNOLOGY, GOALS, BOTH)
RIVALS = ("better_technology", "changes_faster")
ALL_WALLS = "all"
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Shares of a budget for technology that the story compares."""
REPLICATIONS, FEWER, LARGE = 128, 64, 500
"""Companies for each programme, and how many there are of companies with more people than are easily simulated."""
QUIET_WORD, HALF_YEAR, YEAR, LATER = 3, 6, 12, 24
"""Months in which the story looks at the company; one that was fitted is looked at today, and a year from then."""
MOST_PLANS = 3
"""Plans of the presenter's own that are told, beside the shipped ways to spend the money."""
KEPT_BYTES = 256_000_000
"""Bytes of the stories that are kept: one of 128 companies takes 20 MB, one of 1,024 that were fitted 200 MB."""
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
    recordings : dict of str to Recording
        One company person by person, left alone, with each programme and with each wall taken down, by name: the one
        that left alone is in the middle by what was never touched after half a year.
    replicate : int
        Its number, from 0.
    walls, shares : dict to float64 array [replications]
        Real use at the end (`later`) with each wall taken down or all three, and with shares of a budget for
        technology.
    rivals : Duel or None
        None where the company has no customers to compete for.
    fit : Fit, optional
        Where the company is the one that was fitted.
    own : bool
        Whether it is another company than the shipped one.
    """

    programmes: dict[str, Programme]
    recordings: dict[str, Recording]
    replicate: int
    walls: dict[str, Floats]
    shares: dict[float, Floats]
    rivals: Duel | None
    fit: Fit | None = None
    own: bool = False

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
    def later(self) -> int:
        """Month in which walls and shares are judged: after two years of what is done."""
        return self.lived + LATER

    @property
    def ways(self) -> tuple[str, ...]:
        """What can be done with the money: the shipped ways, and the presenter's plans."""
        return tuple(name for name in self.programmes if name != ALONE)

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
        return self.mean_of(ours - theirs, outcome, month)

    def mean_of(self, gap: Floats, outcome: str = "deep_use", month: int = YEAR) -> Mean:
        """Return a paired difference in an outcome, company by company, as its mean."""
        decided = surely(direction_of(outcome) * gap, unit_of(self.alone, outcome, month), self.alone.sets)
        return Mean(*interval(gap, self.alone.sets), direction_of(outcome) * decided)

    def standing(self, ours: Floats, theirs: Floats) -> str:
        """Return how one thing that is done stands against another one in real use, by the rules of the verdict."""
        return stands(ours - theirs, unit_of(self.alone, "deep_use", self.year), self.alone.sets)

    def path(self, outcome: str, name: str) -> tuple[Floats, Floats, Floats]:
        """Return an outcome month by month: mean and the limits of its 95 % confidence interval."""
        return intervals(self.programmes[name].path(outcome), self.alone.sets)


def in_the_middle(values: Floats) -> int:
    """Return the replicate than which as many have more as have less."""
    order = np.argsort(values, kind="stable")
    return int(order[(len(order) - 1) // 2])


KEPT: Shared[StoryRuns] = Shared(KEPT_BYTES)


def story_runs(
    replications: int | None = None, seed: int = 0, *, fit: Fit | None = None, subject: Subject | None = None,
    progress: Callable[[float], object] | None = None,
) -> StoryRuns:  # fmt: skip
    """Simulate what the story tells, once for all who ask.

    Parameters
    ----------
    replications : int, optional
        Companies for each programme, 2 or more; by default 128, or those with which every command speaks of a fitted
        company; 64 of a company of more than 500 people.
    seed : int
    fit : Fit, optional
        What is known of one's own company, in place of the shipped one.
    subject : Subject, optional
        Whose company it is, and which plans are told beside the shipped programmes.
    progress : callable, optional
        Called with the share that is done, in [0, 1], while the runs are made, by whomever.

    Returns
    -------
    StoryRuns
        Kept for whoever asks again.
    """
    return KEPT.get(*_asked(replications, seed, fit, subject), progress)


def begin_story(
    replications: int | None = None, seed: int = 0, *, fit: Fit | None = None, subject: Subject | None = None
) -> None:
    """Have the runs of the story made for whoever will ask."""
    KEPT.begin(*_asked(replications, seed, fit, subject))


def companies(fit: Fit | None, subject: Subject | None) -> int:
    """Return how many companies are simulated for each programme where nobody says."""
    people = 0 if subject is None else subject.presets[ALONE].scenario.company.organisation.headcount
    return replications_of(fit, None, FEWER if people > LARGE else REPLICATIONS)


def _asked(
    replications: int | None, seed: int, fit: Fit | None, subject: Subject | None
) -> tuple[Hashable, Callable[[Report], StoryRuns]]:
    """Return what the runs depend on, and what makes them; what is kept holds both, so that no other has their ids."""
    number = companies(fit, subject) if replications is None else replications
    told = subject if subject is not None and (subject.own or subject.plans) else None
    return (number, seed, id(fit), id(told)), lambda report: _run(number, seed, fit, told, report)


def _run(replications: int, seed: int, fit: Fit | None, subject: Subject | None, report: Report) -> StoryRuns:
    done = _Simulated(fit, subject, replications, seed, report)
    scenarios = done.scenarios(SHIPPED) + done.plans()
    programmes = {each.name: done.programme(each) for each in scenarios}
    alone = scenarios[0]
    replicate = in_the_middle(programmes[ALONE].at("never_used", lived(fit) or HALF_YEAR))
    budget = PER_HEAD * alone.company.organisation.headcount
    down = dict(zip((*WALLS, ALL_WALLS), _walls(taken_down(alone, budget)), strict=True))
    shared = dict(zip(SHARES, divisions(alone, (PER_HEAD,), SHARES)[1:], strict=True))
    recorded = {**{each.name: each for each in scenarios}, **{name: down[name] for name in WALLS}}
    month = lived(fit) + LATER
    return StoryRuns(
        programmes, {name: record(each, replicate=replicate, seed=seed) for name, each in recorded.items()}, replicate,
        {name: done.programme(each).at("deep_use", month) for name, each in down.items()},
        {share: done.programme(each).at("deep_use", month) for share, each in shared.items()},
        done.rivals(), fit, subject is not None and subject.own,
    )  # fmt: skip


def _walls(plans: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Return of a company with all sets of walls taken down those with each and with all."""
    return (*plans[1 : 1 + len(WALLS)], plans[-1])


class _Simulated:
    """Runs for one story, all over the same companies; reports how far they are."""

    def __init__(self, fit: Fit | None, subject: Subject | None, replications: int, seed: int, report: Report) -> None:
        self.fit, self.subject, self.replications, self.seed, self.report = fit, subject, replications, seed, report
        self.source = sets_of(USUAL) if fit is None else fit
        self.parts = float(len(SHIPPED) + len(self.plans()) + len(WALLS) + 1 + len(SHARES) + 2)  # the rivals are two
        self.done = 0

    def scenarios(self, names: Sequence[str]) -> list[Scenario]:
        """Return shipped scenarios in the story's company, with what is not known of it."""
        if self.subject is not None:
            found = [self.subject.presets[name].scenario for name in names if name in self.subject.presets]
        else:
            found = all_loaded_in(names, self.source)
        return [self._long(each) for each in found]

    def plans(self) -> list[Scenario]:
        """Return the presenter's own plans, each under a name of its own."""
        given = {} if self.subject is None else self.subject.plans
        told = [replace(each.scenario, name=key) for key, each in given.items() if key not in SHIPPED]
        return [self._long(each) for each in told[:MOST_PLANS]]

    def _long(self, scenario: Scenario) -> Scenario:
        given = () if self.subject is None else (*self.subject.plans.values(), self.subject.presets[ALONE])
        months = max(lived(self.fit) + LATER, scenario.months, *(each.scenario.months for each in given))
        return uncertain(scenario if scenario.months == months else replace(scenario, months=months), self.source)

    def programme(self, scenario: Scenario) -> Programme:
        """Return a scenario with its runs; places are kept of the company left alone only."""
        share = self._next(1)
        run = simulate(scenario, replications=self.replications, seed=self.seed, progress=share)
        alone = scenario.name == ALONE
        return Programme(scenario, run if alone else company_only(run), alone)

    def rivals(self) -> Duel | None:
        """Return how two such companies compete; None where nobody is there to compete for."""
        count, pair = self._next(2), self.scenarios(RIVALS)
        if len(pair) < len(RIVALS) or not pair[0].company.market.has_customers:
            return None  # or what they do names what this company does not have
        return _slim(duel(*pair, replications=self.replications, seed=self.seed, fit=self.fit, progress=count))

    def _next(self, parts: int) -> Callable[[int], object]:
        begins, self.done = self.done, self.done + parts
        return part_of(self.report, begins / self.parts, self.done / self.parts, parts * self.replications)


def _slim(rivals: Duel) -> Duel:
    """Return a duel without the runs by department."""
    a, b = (replace(each, run=company_only(each.run)) for each in rivals.programmes)
    return replace(rivals, programmes=(a, b), alone=(company_only(rivals.alone[0]), company_only(rivals.alone[1])))
