"""A run on one screen: where the main outcomes begin, stand after a year and end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.least_sizes import enough
from ..base.markets import any_market, left_in
from ..base.programme import Programme
from ..base.ranges import COMPANIES
from ..evidence.behaviour import Source, misfit_said
from ..evidence.fit_draws import FITTED
from ..report.brief import Brief, amounts, behaviour
from ..report.parts import Table
from ..words.phrases import NO_NUMBER, euro, level

MAIN = ("deep_use", "compliance_use", "never_used", "fragmentation", "customers", "net_value")
"""What is shown where nothing was asked for."""
YEAR = 12
_say = Words("cli.run")


def brief(
    programme: Programme, outcomes: Sequence[str], seed: int, sets: Source | None, lang: str, notes: Sequence[str]
) -> Brief:
    """Return what a run says in a minute.

    Parameters
    ----------
    programme : Programme
    outcomes : sequence of str
        Those asked for; none for the main ones.
    seed : int
    sets : Ensemble, Fit or None
        How people behave.
    lang : {"en", "de"}
    notes : sequence of str
        What to mind.
    """
    shown = tuple(outcomes) or left_in(MAIN, [programme.scenario])
    people = programme.scenario.company.organisation.headcount
    question = _say(
        "question", lang, title=programme.label(lang), n=programme.replications, people=people,
        months=programme.months, seed=seed,
        behaviour=behaviour(len(sets.members) if sets else 0, lang, fitted=sets is not None and sets.target == FITTED),
    )  # fmt: skip
    answer = [*misfit_said(sets, lang), _course(programme, shown[0], lang)]
    if not outcomes:
        answer += [_use(programme, lang), _money(programme, lang)]
    return Brief(question, [[each] for each in answer], _table(programme, shown, lang), notes)


def _mean(programme: Programme, outcome: str, month: int, lang: str) -> str:
    return level(float(programme.at(outcome, month).mean()), outcome, lang)


def _course(programme: Programme, outcome: str, lang: str) -> str:
    """Return how the first outcome goes, and how far companies lie apart in the end."""
    months = (1, min(YEAR, programme.months), programme.months)
    first, year, last = (_mean(programme, outcome, month, lang) for month in months)
    words = {"outcome": called(OUTCOME[outcome], lang), "first": first, "year": year, "last": last}
    if programme.months > YEAR:
        said = _say("course", lang, months=programme.months, **words)
    else:
        said = _say("short course", lang, months=programme.months, **words)
    values = programme.at(outcome, programme.months)
    if not enough("decile", len(values)):
        return f"{said} {_say('few', lang)}"
    low, high = (level(each, outcome, lang) for each in np.quantile(values, COMPANIES).tolist())
    return f"{said} {_say('apart', lang, share=COMPANIES.share(lang), low=low, high=high)}"


def _use(programme: Programme, lang: str) -> str:
    month = programme.months
    return _say(
        "use", lang, least=_mean(programme, "compliance_use", month, lang), month=month,
        never=_mean(programme, "never_used", month, lang),
    )  # fmt: skip


def _money(programme: Programme, lang: str) -> str:
    month = programme.months
    if not any_market([programme.scenario]):
        return _say(
            "money only", lang, month=month, net=_mean(programme, "net_value", month, lang),
            spent=euro(float(programme.spending().mean()), lang),
        )  # fmt: skip
    return _say(
        "money", lang, month=month, start=_mean(programme, "customers", 1, lang),
        end=_mean(programme, "customers", month, lang), net=_mean(programme, "net_value", month, lang),
        spent=euro(float(programme.spending().mean()), lang),
    )  # fmt: skip


def _table(programme: Programme, outcomes: Sequence[str], lang: str) -> Table:
    months = sorted({1, min(YEAR, programme.months), programme.months})
    rows = []
    for name in outcomes:
        values = programme.at(name, programme.months)
        means = [float(programme.at(name, month).mean()) for month in months]
        limits = np.quantile(values, COMPANIES).tolist() if enough("decile", len(values)) else []
        label = called(OUTCOME[name], lang)
        shown: Callable[[float], str] = partial(level, outcome=name, lang=lang)
        if OUTCOME[name].unit == "EUR":
            unit, shown = amounts(max(map(abs, [*means, *limits])), lang)
            label = f"{label} ({unit})"
        rows.append([label, *map(shown, means), " … ".join(map(shown, limits)) or NO_NUMBER])
    heads = [_say("outcome", lang), *(_say("month", lang, month=month) for month in months)]
    return Table([*heads, _say("apart head", lang, share=COMPANIES.share(lang), month=programme.months)], rows)
