"""What ``crm-adoption compare`` and ``crm-adoption report`` have in common: from options to a comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
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
    month: int | str | None
    thresholds: Sequence[str]
    budget: float | None
    per_head: float | None
    baseline: str | None
    settings: Sequence[str]
    behaviour: str
    fit: Path | None
    despite_misfit: bool
    workers: int | None
    allow_outside: bool
    allow_plugins: bool
    lang: str


def share_of(text: str, field: str) -> float:
    """Return a share of real use that was typed in percent.

    Parameters
    ----------
    text : str
    field : str
        The option that was given.

    Raises
    ------
    InputError
        If it is not from 1 to 100.
    """
    from ...model.errors import InputError

    if not 1.0 <= (found := decimal(text)) <= 100.0:
        raise InputError("{text!r} is not allowed; give percent of real use, 1 to 100.", text=text, field=field)
    return found / 100.0


def _shares(texts: Sequence[str]) -> tuple[float, ...]:
    """Return thresholds given in percent as shares."""
    from ..base.thresholds import USUAL

    return tuple(share_of(text, "--threshold") for text in texts) if texts else USUAL


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
    from ..comparing.comparison import DEFAULT_OUTCOMES
    from ..comparing.question import select
    from ..telling.comparison import answered
    from .screen import progress

    question = select(
        list(asked.scenarios) or None, baseline=asked.baseline, replications=asked.replications,
        precision=asked.precision, most=asked.most, seed=asked.seed, months=asked.months,
        outcomes=asked.outcomes or DEFAULT_OUTCOMES, month=asked.month, budget=asked.budget, per_head=asked.per_head,
        thresholds=_shares(asked.thresholds), behaviour=asked.behaviour, fit=asked.fit,
        despite_misfit=asked.despite_misfit, settings=asked.settings, allow_outside=asked.allow_outside,
        allow_plugins=asked.allow_plugins,
    )  # fmt: skip
    ready(question.scenarios)
    least = min(FIRST, asked.most) if question.replications is None else question.replications
    with progress(least * len(question.scenarios), say("running", asked.lang), quiet=silent) as advance:
        return answered(question, asked.lang, workers=asked.workers, progress=advance)
