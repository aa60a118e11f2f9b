"""The headline figures of each scenario, month by month, in numbers and in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.outcomes import OUTCOME
from ...scenarios.ground.by_value import by_value
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.effects import intervals
from ..base.markets import left_in
from ..base.programme import Programme
from ..base.ranges import COMPANIES
from ..comparing.costs import payback
from ..words.phrases import NO_NUMBER, euro, level, number, percent
from .runs import LabRun, programmes

say = Words("laboratory.words")

Floats = npt.NDArray[np.float64]
HEADLINES = ("deep_use", "active_users", "compliance_use", "must_repeat", "customers", "net_value")


@by_value
@dataclass(frozen=True)
class Summary:
    """An outcome over the months: its mean, the range of runs and the interval of the mean, each [months]."""

    mean: Floats
    low: Floats
    high: Floats
    ci_low: Floats
    ci_high: Floats

    def band(self, which: str) -> tuple[Floats, Floats]:
        """Return the limits of a band: ``runs`` (`ranges.COMPANIES`) or ``ci`` (95 % interval of the mean)."""
        return (self.low, self.high) if which == "runs" else (self.ci_low, self.ci_high)


def summary(values: Floats, sets: int = 0) -> Summary:
    """Return what is shown of values by replicate and month, [n, months]; limits are NaN for one replicate."""
    n, mean = len(values), values.mean(axis=0)
    if n < 2:
        nothing = np.full_like(mean, math.nan)
        return Summary(mean, nothing, nothing, nothing, nothing)
    mean, ci_low, ci_high = intervals(values, sets)
    low, high = np.quantile(values, COMPANIES, axis=0)
    return Summary(mean, low, high, ci_low, ci_high)


def difference(ours: LabRun, first: LabRun, outcome: str) -> Summary:
    """Return what differs from the first scenario, company by company."""
    return summary(ours.programme.path(outcome) - first.programme.path(outcome), ours.programme.sets)


def headline_rows(run: LabRun, lang: str) -> dict[str, list[str]]:
    """Return each headline figure in words for the months 1, 2, ...: means of all companies simulated."""
    found = {}
    for outcome in HEADLINES:
        means = run.programme.path(outcome).mean(axis=0)
        there = left_in([outcome], [run.scenario])
        found[outcome] = [_shown(float(mean), outcome, lang) if there else NO_NUMBER for mean in means]
    return found


def _shown(value: float, outcome: str, lang: str) -> str:
    """Return a figure as a board reads it: whole percents, thousands of euros."""
    if outcome == "net_value":
        return euro(round(value, -3), lang)
    return level(value, outcome, lang) if outcome == "customers" else percent(value, lang)


def difference_rows(run: LabRun, first: LabRun, lang: str) -> dict[str, list[str]]:
    """Return each figure's difference to the first scenario with its 95 % interval, month by month."""
    found = {}
    for outcome in HEADLINES:
        gap = difference(run, first, outcome)
        there = left_in([outcome], [run.scenario, first.scenario])
        found[outcome] = [
            _difference(*three, outcome, lang) if there else NO_NUMBER
            for three in zip(gap.mean, gap.ci_low, gap.ci_high, strict=True)
        ]
    return found


def _difference(mean: float, low: float, high: float, outcome: str, lang: str) -> str:
    share = outcome not in ("customers", "net_value")
    scale, unit = (100.0, say("points", lang)) if share else (1.0, "")
    if outcome == "net_value":
        scale, unit = 0.001, say("thousand euros", lang)
    digits = 1 if share else 0
    middle, one, other = (number(scale * each, lang, digits, sign=True) for each in (mean, low, high))
    words = f"{middle} {unit}".strip()
    return words if math.isnan(low) else f"{words} ({say('from to', lang, low=one, high=other)})"


def payback_words(run: LabRun, first: LabRun, lang: str) -> str:
    """Return when a scenario has paid for itself against the first one."""
    ours, theirs = programmes((run,))[0], programmes((first,))[0]
    spent = float(ours.spending().mean()) - float(theirs.spending().mean())
    if run is first or spent <= 0.0:
        return say("nothing spent", lang)
    return _payback(ours, theirs, lang)


def _payback(ours: Programme, theirs: Programme, lang: str) -> str:
    months = payback(ours, theirs)
    share = float(np.isfinite(months).mean())
    if share <= 0.5:
        return say("no payback", lang, months=ours.months, share=percent(share, lang))
    return say("payback", lang, month=number(float(np.median(months)), lang), share=percent(share, lang))


def spending_words(run: LabRun, lang: str) -> str:
    """Return what a scenario's programme spends within the horizon."""
    spent = float(run.programme.spending().mean())
    return say("spends", lang, amount=euro(spent, lang)) if spent else say("spends nothing", lang)


def sentences(run: LabRun, lang: str) -> list[str]:
    """Return for months 0, 1, ... what is going on in the company that is shown, in a sentence."""
    found = [say("at go-live", lang)]
    for month in range(1, run.months + 1):
        active, deep, minimum = (
            percent(float(run.programme.at(name, month).mean()), lang)
            for name in ("active_users", "deep_use", "compliance_use")
        )
        found.append(say("this month", lang, active=active, deep=deep, minimum=minimum).replace(" %", "\u00a0%"))
    return found


def verdicts(runs: Sequence[LabRun], outcome: str, lang: str, letters: str) -> list[list[str]]:
    """Return for months 0, 1, ... whether each further scenario lies above or below the first one, in words."""
    found: list[list[str]] = [[] for _ in range(runs[0].months + 1)]
    for run, letter in zip(runs[1:], letters[1:], strict=False):
        gap = difference(run, runs[0], outcome)
        for month, (mean, low, high) in enumerate(zip(gap.mean, gap.ci_low, gap.ci_high, strict=True), start=1):
            key = "above" if low > 0.0 else "below" if high < 0.0 else "no difference"
            size = _difference(float(mean), float(low), float(high), outcome, lang)
            names = {"outcome": called(OUTCOME[outcome], lang), "letter": letter, "first": letters[0]}
            found[month].append(say(key, lang, size=size, month=month, **names))
    return found


def alike(runs: Sequence[LabRun]) -> bool:
    """Return whether the same people work in all scenarios, so that differences are those of the programmes alone."""
    return all(run.recording.names == runs[0].recording.names for run in runs)
