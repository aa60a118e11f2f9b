"""What ``crm-adoption compare`` and ``crm-adoption report`` have in common: from options to a comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .options import decimal

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..telling.comparison import Comparison


@dataclass(frozen=True)
class Request:
    """The options of a comparison, as they were typed."""

    scenarios: Sequence[str]
    replications: int | None
    precision: float
    most: int
    seed: int
    months: int | None
    outcomes: Sequence[str]
    month: int | None
    thresholds: Sequence[str]
    budget: float | None
    baseline: str | None
    settings: Sequence[str]
    ensemble: str | None
    workers: int | None
    allow_outside: bool
    lang: str


def _shares(texts: Sequence[str]) -> tuple[float, ...]:
    """Return thresholds given in percent as shares."""
    from ...model.errors import InputError
    from ..base.thresholds import USUAL

    for text in texts:
        if not 1.0 <= decimal(text) <= 100.0:
            raise InputError(
                "{text!r} is not allowed; give percent of real use, 1 to 100.", text=text, field="--threshold"
            )
    return tuple(decimal(text) / 100.0 for text in texts) if texts else USUAL


def compared(asked: Request, ready: Callable[[Sequence[Scenario]], object], *, silent: bool) -> Comparison:
    """Return the comparison that was asked for.

    Parameters
    ----------
    asked : Request
    ready : callable
        Called with the scenarios before anything runs: the place to refuse what could not be written in the end.
    silent : bool
        Whether no progress is shown.

    Raises
    ------
    InputError
        For a mistake in the options or the scenarios' files.
    """
    from ..base.precision import FIRST
    from ..base.selection import at_equal_budget, scenarios_to_compare
    from ..comparing.comparison import DEFAULT_OUTCOMES, DEFAULT_SCENARIOS
    from ..evidence.ensemble import load_ensemble
    from ..telling.comparison import compare
    from ..telling.words import WORDS
    from .screen import progress

    thresholds = _shares(asked.thresholds)
    names = list(asked.scenarios or DEFAULT_SCENARIOS)
    chosen = scenarios_to_compare(
        names, asked.months, asked.baseline, settings=asked.settings, allow_outside=asked.allow_outside
    )
    sets = None if asked.ensemble is None else load_ensemble(asked.ensemble)
    ready(at_equal_budget(chosen, asked.budget)[0])
    least = min(FIRST, asked.most) if asked.replications is None else asked.replications
    with progress(least * len(chosen), WORDS[asked.lang]["running"], quiet=silent) as advance:
        return compare(
            chosen,
            baseline=chosen[0].name,
            replications=asked.replications,
            precision=asked.precision,
            most=asked.most,
            seed=asked.seed,
            outcomes=asked.outcomes or DEFAULT_OUTCOMES,
            month=asked.month,
            budget=asked.budget,
            thresholds=thresholds,
            workers=asked.workers,
            lang=asked.lang,
            ensemble=sets,
            progress=advance,
        )
