"""What ``crm-adoption compare`` and ``crm-adoption report`` have in common: from options to a comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...scenarios.words.catalogue import Words
from .options import decimal

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..telling.comparison import Comparison

say = Words("telling.words")


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
    allow_plugins: bool
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
    from ..comparing.comparison import DEFAULT_OUTCOMES, DEFAULT_SCENARIOS
    from ..comparing.question import select
    from ..telling.comparison import answered
    from .screen import progress

    question = select(
        list(asked.scenarios or DEFAULT_SCENARIOS), baseline=asked.baseline, replications=asked.replications,
        precision=asked.precision, most=asked.most, seed=asked.seed, months=asked.months,
        outcomes=asked.outcomes or DEFAULT_OUTCOMES, month=asked.month, budget=asked.budget,
        thresholds=_shares(asked.thresholds), ensemble=asked.ensemble, settings=asked.settings,
        allow_outside=asked.allow_outside, allow_plugins=asked.allow_plugins,
    )  # fmt: skip
    ready(question.scenarios)
    least = min(FIRST, asked.most) if asked.replications is None else asked.replications
    with progress(least * len(question.scenarios), say("running", asked.lang), quiet=silent) as advance:
        return answered(question, asked.lang, workers=asked.workers, progress=advance)
