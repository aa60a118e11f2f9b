"""What a fit says, in sentences: what the data tell, what they cannot, and how well they foretell."""

from __future__ import annotations

from ...scenarios.core.scenario import Scenario
from ...scenarios.words.catalogue import Words
from ..evidence.fit_draws import FAR
from ..words.phrases import join, number, percent
from .fitting import Fitted
from .forecasting import HELD_OUT
from .unknowns import Unknown

APART = 0.02
"""Share of real use from which it is said that clicks and simulated companies disagree about today (judgement)."""
TOLD, BARELY = 0.20, 0.05
"""Share of variance explained from which the data tell something of a number, and below which nothing (judgement)."""
SHORT, FEW = 6, 30
"""Months and people below which the data are called thin (judgement)."""
LABELS = Words("company.fit.labels")
FORECASTS = Words("company.fit.forecasts")
say = Words("company.fit")


def label_of(unknown: Unknown, scenario: Scenario, lang: str) -> str:
    """Return an unknown in words, with its department."""
    words = LABELS(unknown.target.name, lang)
    departments = {each.name: each.label(lang) for each in scenario.company.organisation.departments}
    return f"{words} ({departments[unknown.department]})" if unknown.department in departments else words


def by_telling(found: Fitted) -> list[int]:
    """Return the numbers of the unknowns, those first of which the data tell most; none of a small department."""
    scenario = found.fit.scenario
    names = {scenario.company.organisation.names[d] for d in found.told_of}
    order = sorted(range(len(found.unknowns)), key=lambda i: -float(found.explained[i]))
    return [i for i in order if not found.unknowns[i].department or found.unknowns[i].department in names]


def sentences(found: Fitted, lang: str) -> list[str]:
    """Return warnings, what the data tell and what not, the check on months kept aside, and the forecast."""
    return [
        *warnings(found, lang),
        *_told(found, lang),
        *_checked(found, lang),
        *_made_of(found, lang),
        *_level(found, lang),
        _ahead(found, lang),
    ]


def warnings(found: Fitted, lang: str) -> list[str]:
    """Return what makes the fit unreliable, in words."""
    record, months = found.fit.provenance, found.fit.history
    said = []
    if found.distance > FAR:
        said.append(say("far", lang))
    if months < SHORT:
        said.append(say("short", lang, n=months))
    people = found.fit.scenario.company.organisation.headcount
    if people < FEW:
        said.append(say("few", lang, n=people))
    if not record.get("has_counts", True):
        said.append(say("no counts", lang))
    if late := record.get("gone_live_later"):
        labels = {each.name: each.label(lang) for each in found.fit.scenario.company.catalogue.features}
        names = [say("month", lang, name=labels[name], month=month + 1) for name, month in late.items()]
        said.append(say("late", lang, names=join(names, lang)))
    return said


def _told(found: Fitted, lang: str) -> list[str]:
    scenario = found.fit.scenario
    names = {i: label_of(found.unknowns[i], scenario, lang) for i in by_telling(found)}
    told = [name for i, name in names.items() if found.explained[i] >= TOLD]
    not_told = [name for i, name in names.items() if found.explained[i] < BARELY]
    said = [say("told", lang, names=join(told, lang)) if told else say("nothing told", lang)]
    if not_told:
        said.append(say("not told", lang, names=join(not_told, lang)))
    for one, other, correlation in [each for each in found.together if {each[0], each[1]} <= set(names)][:3]:
        how = say("one up" if correlation > 0.0 else "one down", lang)
        said.append(say("together", lang, one=names[one], other=names[other], how=how))
    return said


def _checked(found: Fitted, lang: str) -> list[str]:
    held = found.held_out
    if held is None:
        return [say("no check", lang)]
    said = say(
        "held out", lang, h=HELD_OUT, error=number(100.0 * held.error, lang, 1),
        carried=number(100.0 * held.errors["carried"], lang, 1),
        best=number(100.0 * min(held.errors.values()), lang, 1), covered=percent(held.covered, lang),
    )  # fmt: skip
    return [said, *([say("worse", lang)] if held.error > held.errors["carried"] else [])]


def _made_of(found: Fitted, lang: str) -> list[str]:
    """Return what the forecast is made of, and whether real use goes another way since some month."""
    by_weight = sorted(found.bet.weights.items(), key=lambda each: -each[1])
    parts = [say("part", lang, name=FORECASTS(name, lang), share=percent(share, lang)) for name, share in by_weight]
    said = [say("made of", lang, parts=join(parts, lang))]
    if found.bet.changed is not None:
        said.append(say("changed", lang, n=found.bet.changed + 1))
    return said


def _level(found: Fitted, lang: str) -> list[str]:
    """Return that clicks alone and simulated companies with such a history say different things of today."""
    now = len(found.shown) - 1
    read, really, taken = (
        percent(float(each), lang)
        for each in (found.shown[now, 0], found.level.really[0], found.forecast.mean[now, 0])
    )  # fmt: skip
    if not abs(found.level.really[0] - found.shown[now, 0]) >= APART:
        return []
    if taken == read:
        return [say("level as read", lang, read=read, really=really)]
    return [say("level", lang, read=read, really=really, taken=taken)]


def _ahead(found: Fitted, lang: str) -> str:
    now, last = len(found.shown) - 1, found.forecast.quantiles[:, -1, 0]
    today = percent(float(found.forecast.mean[now, 0]), lang)
    words = {"low": percent(float(last[0]), lang), "high": percent(float(last[-1]), lang)}
    ahead = len(found.forecast.mean) - len(found.shown)
    return say("ahead", lang, n=ahead, now=today, **words)
