"""The end of a workshop: what really happened, what the best mix would have done, and what each wall costs.

All of it is what the commands say: `decide` finds the mix, `compare` judges, `walls` counts; on the same companies,
with the same behaviour, in the month in which the game ends.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from ...model.errors import InputError
from ...scenarios.core.scenario import Scenario
from ...scenarios.words.catalogue import Words
from ..base.results import fingerprint
from ..base.shared_work import Report, Shared, part_of
from ..deciding.deciding import decide, work
from ..deciding.search import TRIALS
from ..deciding.told import Decision
from ..deciding.worlds import FINAL
from ..evidence.behaviour import USUAL
from ..evidence.ensemble import Ensemble
from ..evidence.fit_draws import Fit
from ..questions.walls import walls
from ..questions.walls_record import Walls
from ..telling.comparison import Comparison, compare
from .game import Game, lived, programme_of

say = Words("workshop.words")
KEPT = 8
_DECISIONS: Shared[Decision | InputError] = Shared(KEPT, size=lambda _: 1)
_WALLS: Shared[Walls | InputError] = Shared(KEPT, size=lambda _: 1)
_COMPARISONS: Shared[Comparison] = Shared(KEPT, size=lambda _: 1)


@dataclass(frozen=True)
class Effort:
    """How much is looked at: mixes that the search proposes, threads, and parameter sets of behaviour."""

    trials: int = TRIALS
    workers: int | None = None
    behaviour: Ensemble | str = USUAL


@dataclass(frozen=True, eq=False)
class Curve:
    """What really happened in the company that was played, month by month.

    Attributes
    ----------
    who : int
        Team from 0, -1 for nothing done, -2 for the best mix.
    real : tuple of float
        Share of real use at the end of each month.
    customers : float
        At the end; not a number where there are none.
    """

    who: int
    real: tuple[float, ...]
    customers: float


NOTHING, BEST = -1, -2


@dataclass(frozen=True, eq=False)
class Debrief:
    """Everything that is told at the end.

    Attributes
    ----------
    game : Game
    curves : tuple of Curve
        Teams in their order, nothing done, and the best mix where there is one.
    comparison : Comparison
        Over all companies that this one could be: the verdict.
    decision : Decision, optional
        None where no mix could be searched for.
    walls : Walls, optional
    """

    game: Game
    curves: tuple[Curve, ...]
    comparison: Comparison
    decision: Decision | None
    walls: Walls | None


def _key(game: Game, effort: Effort) -> Hashable:
    known = fingerprint([game.setting.known])
    sets = effort.behaviour if isinstance(effort.behaviour, str) else effort.behaviour.name
    return known, game.setting.seed, game.budget, game.end, game.setting.first, effort.trials, sets


def _found(game: Game, fit: Fit | None, effort: Effort) -> Callable[[Report], Decision | InputError]:
    def work_on(report: Report) -> Decision | InputError:
        try:
            return decide(
                None if fit else game.setting.known, budget=game.budget, month=game.end, fit=fit, trials=effort.trials,
                ensemble=effort.behaviour, seed=game.setting.seed, workers=effort.workers,
                progress=part_of(report, 0.0, 1.0, work(effort.trials)),
            )  # fmt: skip
        except InputError as error:  # a budget that buys nothing, or no Optuna: the rest is told all the same
            return error

    return work_on


def _counted(game: Game, effort: Effort) -> Callable[[Report], Walls | InputError]:
    per_head = game.budget / game.setting.known.company.organisation.headcount

    def work_on(report: Report) -> Walls | InputError:
        try:
            return walls(
                game.setting.known,
                effort.behaviour,
                per_head=per_head,
                month=game.end,
                seed=game.setting.seed,
                workers=effort.workers,
            )
        except InputError as error:
            return error

    return work_on


def prepare(game: Game, fit: Fit | None, effort: Effort) -> None:
    """Have the best mix and the walls worked out while the game is played: they do not hang on what teams order."""
    key = _key(game, effort)
    _DECISIONS.begin(key, _found(game, fit, effort))
    _WALLS.begin(key, _counted(game, effort))


def named(game: Game, team: int, company: Scenario) -> Scenario:
    """Return a company with what a team has ordered, under the team's name."""
    english, german = (say("team", lang, number=team + 1) for lang in ("en", "de"))
    return replace(programme_of(game, team, company), title_en=english, title_de=german)


def debriefed(
    game: Game, fit: Fit | None, effort: Effort, progress: Callable[[float], object] | None = None
) -> Debrief:
    """Return what is told at the end, worked out once for all who ask.

    Parameters
    ----------
    game : Game
        It is over.
    fit : Fit, optional
        What is known of the company, where it was fitted.
    effort : Effort
    progress : callable, optional
        Called with the share that is done, in [0, 1].
    """
    key, tell = _key(game, effort), progress or (lambda _: None)
    found = _DECISIONS.get(key, _found(game, fit, effort), lambda share: tell(0.8 * share))
    counted = _WALLS.get(key, _counted(game, effort), lambda _: tell(0.85))
    decision = found if isinstance(found, Decision) else None
    judged = _COMPARISONS.get(
        (key, game.orders), lambda report: _compared(game, fit, decision, effort), lambda _: tell(0.95)
    )
    return Debrief(game, curves(game, decision), judged, decision, counted if isinstance(counted, Walls) else None)


def _compared(game: Game, fit: Fit | None, decision: Decision | None, effort: Effort) -> Comparison:
    known, replications = game.setting.known, None
    scenarios = [known, *(named(game, team, known) for team in range(game.teams))]
    if decision is not None:
        scenarios.append(decision.best.mix.scenario)
        replications = len(decision.question.worlds) * FINAL  # the companies that the decision is told of
    return compare(
        scenarios, baseline=known.name, month=game.end, fit=fit, seed=game.setting.seed, workers=effort.workers,
        replications=replications, behaviour=effort.behaviour,
    )  # fmt: skip


def curves(game: Game, decision: Decision | None) -> tuple[Curve, ...]:
    """Return what really happened in the company that was played: by team, with nothing, with the best mix."""
    hidden = game.setting.hidden
    played = [(team, programme_of(game, team, hidden)) for team in range(game.teams)]
    played.append((NOTHING, hidden))
    if decision is not None:
        best = (*hidden.interventions, *decision.best.mix.programme())
        played.append((BEST, replace(hidden, name="best", interventions=best)))
    return tuple(_curve(game, who, scenario) for who, scenario in played)


def _curve(game: Game, who: int, scenario: Scenario) -> Curve:
    run = lived(game, scenario, game.end)
    customers = float(run.of("customers")[0, -1]) if scenario.company.market.has_customers else float("nan")
    return Curve(who, tuple(run.of("deep_use")[0].tolist()), customers)
