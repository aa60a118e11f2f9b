"""The steps of the story: one message, one picture, a few figures each, all from the runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.ranges import SETS
from ..comparing.costs import payback
from ..drawings import Theme
from ..evidence.behaviour import misfit_said
from ..words.phrases import change, euro, number, percent
from . import pictures
from .runs import ALONE, BOTH, GOALS, TECHNOLOGY, Mean, StoryRuns

say = Words("story.words")
own = Words("story.own")

ARTICLE_UNTOUCHED = 0.70
"""Share of features never touched after six months in the source article."""
ARTICLE_MINIMUM = "sales"
"""The department that the article says enters the bare minimum."""
HIDDEN = 2.0
"""Log-ins hide it if this many times as many people open the CRM as tasks are done in it (judgement)."""
RANGE = SETS
Draw = Callable[[float, Theme], str]


@dataclass(frozen=True)
class Step:
    """A step of the story.

    Attributes
    ----------
    title : str
        The message, in a few words.
    text : str
        Two to four sentences.
    figures : tuple of (str, str)
        Headline figures and what they are.
    note : str
        What the picture shows and where it comes from.
    terms : tuple of str
        Outcomes whose meaning can be looked up here.
    draw : callable
        Returns the picture as SVG for a width in pixels and a theme.
    """

    title: str
    text: str
    figures: tuple[tuple[str, str], ...]
    note: str
    terms: tuple[str, ...]
    draw: Draw


def _points(value: float, lang: str) -> str:
    return change(value, "deep_use", lang)


def _almost(share: float, lang: str) -> str:
    """Return a share in percent that is not rounded to all or nothing."""
    if 0.995 <= share < 1.0:
        return f"> {percent(0.99, lang)}"
    return f"< {percent(0.01, lang)}" if 0.0 < share < 0.005 else percent(share, lang)


def _limits(gap: Mean, lang: str) -> dict[str, str]:
    return {"gap": _points(gap.value, lang), "low": _points(gap.low, lang), "high": _points(gap.high, lang)}


def _without_signs(gap: Mean, lang: str) -> dict[str, str]:
    """Return a difference and its limits where the words say whether it is more or less."""
    more = gap if gap.value >= 0.0 else Mean(-gap.value, -gap.high, -gap.low, -gap.decided)
    return {name: text.lstrip("+") for name, text in _limits(more, lang).items()}


def _go_live(runs: StoryRuns, lang: str) -> Step:
    company = runs.alone.scenario.company
    departments = number(len(company.organisation.departments), lang)
    words = {"months": number(runs.lived, lang), "n": number(runs.replications, lang)}
    figures = (
        (euro(company.market.platform_cost, lang), say("paid", lang)),
        (number(company.organisation.headcount, lang), say("people", lang, departments=departments)),
        (number(len(company.catalogue.features), lang), say("features", lang)),
    )
    return Step(
        *_beginning(runs, lang, **words), figures, _one_company(runs, lang), ("shadow_use",),
        lambda width, theme: pictures.company(runs, 0, width, theme, lang),
    )  # fmt: skip


def _beginning(runs: StoryRuns, lang: str, **words: object) -> tuple[str, str]:
    """Return title and text of the first step; a company known from answers alone has not lived a month yet."""
    if runs.fit is not None and not runs.lived:
        return own("asked title", lang), own("asked text", lang, **words)
    return _own(runs, "go-live title", lang, **words), _misfit(runs, lang) + _own(runs, "go-live text", lang, **words)


def _own(runs: StoryRuns, key: str, lang: str, **words: object) -> str:
    """Return a sentence of the story, as it is said of one's own company where that is told of."""
    return (own if runs.lived else say)(key, lang, **words)


def _note(runs: StoryRuns, key: str, lang: str, **words: object) -> str:
    """Return what a picture shows, and of one's own company what it rests on."""
    said = say(key, lang, n=number(runs.replications, lang), **words)
    if runs.fit is None:
        return said
    draws = number(len(runs.fit.taken), lang)
    return f"{said} {own('fitted', lang, draws=draws) if runs.lived else own('asked', lang, draws=draws)}"


def _misfit(runs: StoryRuns, lang: str) -> str:
    """Return what is said first where no simulated company looks like one's own."""
    return "".join(f"{each} " for each in misfit_said(runs.fit, lang))


def _one_company(runs: StoryRuns, lang: str) -> str:
    return _own(runs, "one company", lang, number=number(runs.replicate + 1, lang), n=number(runs.replications, lang))


def _quiet_word(runs: StoryRuns, lang: str) -> Step:
    active, deep = (runs.mean(name, runs.quiet_word) for name in ("active_users", "deep_use"))
    verdict = say("quiet hidden", lang) if active >= HIDDEN * deep else _own(runs, "quiet open", lang)
    shown = percent(active, lang), percent(deep, lang)
    text = _own(runs, "quiet text", lang, active=shown[0], deep=shown[1], verdict=verdict)
    people = number(runs.alone.scenario.company.organisation.headcount, lang)
    return Step(
        _own(runs, "quiet title", lang), text, ((shown[0], say("opened", lang)), (shown[1], say("done", lang))),
        _note(runs, "means", lang, people=people),
        ("active_users", "deep_use", "compliance_use"),
        lambda width, theme: pictures.dashboard(runs, width, theme, lang),
    )  # fmt: skip


def _half_year(runs: StoryRuns, lang: str) -> Step:
    never = runs.mean("never_used", runs.half_year)
    low, high = (float(each) for each in np.quantile(runs.alone.at("never_used", runs.half_year), RANGE))
    departments = runs.alone.scenario.company.organisation.departments
    minimum = [runs.mean("compliance_use", runs.half_year, place=d + 1) for d in range(len(departments))]
    most = departments[int(np.argmax(minimum))]
    text = _own(
        runs, "half year text", lang, never=percent(never, lang), low=percent(low, lang), high=percent(high, lang),
        verdict=say("agrees" if low <= ARTICLE_UNTOUCHED <= high else "differs", lang), department=called(most, lang),
        article=say("as in the article" if most.name == ARTICLE_MINIMUM else "unlike the article", lang),
    )  # fmt: skip
    named = (("never_used", "never"), ("compliance_use", "minimum"), ("deep_use", "really"))
    figures = tuple((percent(runs.mean(name, runs.half_year), lang), say(key, lang)) for name, key in named)
    return Step(
        _own(runs, "half year title", lang, never=percent(never, lang)), text, figures, _one_company(runs, lang),
        ("never_used", "compliance_use", "deep_use", "shadow_use"),
        lambda width, theme: pictures.company(runs, runs.half_year, width, theme, lang),
    )  # fmt: skip


def _customers(runs: StoryRuns, lang: str) -> Step:
    scenario = runs.alone.scenario
    good = number(100.0 * (1.0 - runs.mean("must_repeat", runs.year)), lang)
    left, start = (
        number(each, lang) for each in (runs.mean("customers", runs.year), scenario.company.market.customers)
    )
    departments = number(len(scenario.company.organisation.departments), lang)
    return Step(
        say("customers title", lang, departments=departments),
        say("customers text", lang, good=good, left=left, start=start),
        ((good, say("contacts", lang)), (left, say("left", lang, start=start))),
        _note(runs, "customers note", lang, month=runs.year),
        ("must_repeat", "usable_data", "customers"),
        lambda width, theme: pictures.contacts(runs, width, theme, lang),
    )


def _technology(runs: StoryRuns, lang: str) -> Step:
    gap, cost = runs.gap("deep_use", runs.year, TECHNOLOGY), euro(runs.programmes[TECHNOLOGY].scenario.total_cost, lang)
    limits = _limits(gap, lang)
    text = say(
        "technology text", lang, cost=cost, level=percent(runs.mean("deep_use", runs.year, TECHNOLOGY), lang, 1),
        base=percent(runs.mean("deep_use", runs.year), lang, 1),
        verdict=say("clear" if gap.decided else "unclear", lang, **limits),
        never=percent(runs.mean("never_used", runs.year, TECHNOLOGY), lang),
    )  # fmt: skip
    return Step(
        say("technology title", lang, gap=limits["gap"]), text,
        ((limits["gap"], say("points", lang)), (cost, say("spent", lang))),
        _note(runs, "bands", lang), ("deep_use", "never_used"),
        lambda width, theme: pictures.usage(runs, (ALONE, TECHNOLOGY), width, theme, lang),
    )  # fmt: skip


def _goals(runs: StoryRuns, lang: str) -> Step:
    gain, cost = runs.gap("deep_use", runs.year, GOALS), euro(runs.programmes[GOALS].scenario.total_cost, lang)
    gap, kept = (runs.gap(name, runs.year, GOALS, TECHNOLOGY) for name in ("deep_use", "customers"))
    order = gap.decided
    limits = _without_signs(gap, lang) if order else _limits(gap, lang)
    verdict = say({1: "more", -1: "less", 0: "same"}[order], lang, **limits)
    customers = say({1: "kept more", -1: "kept less", 0: "kept same"}[kept.decided], lang,
                    kept=number(abs(kept.value), lang, 1))  # fmt: skip
    level = percent(runs.mean("deep_use", runs.year, GOALS), lang, 1)
    return Step(
        say("goals title", lang, gap=_points(gain.value, lang)),
        f"{say('goals text', lang, cost=cost, level=level, verdict=verdict)} {customers}",
        ((_points(gain.value, lang), say("points", lang)), (cost, say("spent", lang))),
        _note(runs, "bands", lang), ("deep_use", "customers"),
        lambda width, theme: pictures.usage(runs, (ALONE, TECHNOLOGY, GOALS), width, theme, lang),
    )  # fmt: skip


def _both(runs: StoryRuns, lang: str) -> Step:
    other = max((TECHNOLOGY, GOALS), key=lambda name: runs.mean("deep_use", runs.year, name))
    gap, level = runs.gap("deep_use", runs.year, BOTH, other), runs.mean("deep_use", runs.year, BOTH)
    months = runs.alone.months - runs.lived
    back = payback(runs.programmes[BOTH], runs.alone)
    share = _almost(float(np.isfinite(back).mean()), lang)
    past = percent(1.0 - level, lang)
    text = say(
        "both text", lang, level=percent(level, lang, 1), **_without_signs(gap, lang),
        verdict=say("above" if gap.value >= 0.0 else "below", lang), other=runs.programmes[other].label(lang),
        past=past, back=share, months=months,
    )  # fmt: skip
    return Step(
        say("both best" if gap.decided > 0 else "both not", lang), text,
        ((past, say("still past", lang)), (share, say("paid back", lang, months=months))),
        _note(runs, "differences", lang), ("deep_use", "net_value"),
        lambda width, theme: pictures.gains(runs, width, theme, lang),
    )  # fmt: skip


def _rival(runs: StoryRuns, lang: str) -> Step:
    duel = runs.rivals
    assert duel is not None
    months = duel.months - runs.lived
    leader = 1 if duel.leader is None else duel.leader
    last = duel.share(duel.months, leader)
    share, low, high = (percent(each, lang, 1) for each in (last.mean, last.ci_low, last.ci_high))
    text = say(
        "rival text", lang, cost=euro(duel.programmes[0].scenario.total_cost, lang), months=months, share=share,
        name=duel.label(leader, lang), low=low, high=high, ahead=_almost(last.ahead_own_luck, lang),
    )  # fmt: skip
    title = {1: "rival changed", 0: "rival technology", None: "rival draw"}[duel.leader]
    begun = percent(duel.start, lang)
    return Step(
        say(title, lang), text, ((share, say("holds", lang, months=months)), (begun, say("begun", lang))),
        _note(runs, "rival note", lang), ("must_repeat", "customers"),
        lambda width, theme: pictures.market(runs, width, theme, lang),
    )  # fmt: skip


_TOLD = (_go_live, _quiet_word, _half_year, _customers, _technology, _goals, _both, _rival)


def tell(runs: StoryRuns, lang: str) -> tuple[Step, ...]:
    """Return the steps of the story in a language, with the numbers of the runs; without customers, none of them."""
    told = _TOLD if runs.rivals is not None else [each for each in _TOLD if each not in (_customers, _rival)]
    return tuple(step(runs, lang) for step in told)
