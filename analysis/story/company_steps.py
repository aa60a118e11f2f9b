"""The first steps: a company that buys a CRM and is left alone with it."""

from __future__ import annotations

import numpy as np

from ...scenarios.words.declared import called
from ..base.ranges import SETS
from ..evidence.behaviour import misfit_said
from ..words.phrases import euro, number, percent
from . import pictures
from .runs import ALONE, StoryRuns
from .step import SHARE, Draw, Guess, Step, guessed, own, say

ARTICLE_UNTOUCHED = 0.70
"""Share of features never touched after six months in the source article."""
ARTICLE_MINIMUM = "sales"
"""The department that the article says enters the bare minimum."""
HIDDEN = 2.0
"""Log-ins hide it if this many times as many people open the CRM as tasks are done in it (judgement)."""


def note(runs: StoryRuns, key: str, lang: str, **words: object) -> str:
    """Return what a picture shows, and of one's own company what it rests on."""
    return _resting_on(runs, say(key, lang, n=number(runs.replications, lang), **words), lang)


def _resting_on(runs: StoryRuns, said: str, lang: str) -> str:
    if runs.fit is None:
        return said
    draws = number(len(runs.fit.taken), lang)
    return f"{said} {own('fitted', lang, draws=draws) if runs.lived else own('asked', lang, draws=draws)}"


def one_company(runs: StoryRuns, lang: str) -> str:
    """Return which company the people shown are of, and how many of them a square is."""
    words = {"number": number(runs.replicate + 1, lang), "n": number(runs.replications, lang)}
    said = own("one company", lang, **words) if runs.lived else say("one company", lang, **words)
    people = pictures.films(runs, (ALONE,), 0)[0].people
    if people > 1:
        said += f" {say('several a square', lang, people=number(people, lang))}"
    return _resting_on(runs, said, lang)


def still(runs: StoryRuns, month: int, lang: str) -> Draw:
    """Return what draws the company left alone in a month."""
    shown = (("", pictures.films(runs, (ALONE,), month)[0]),)
    return lambda width, theme: pictures.companies(runs, shown, month, width, theme, lang)


def go_live(runs: StoryRuns, lang: str) -> Step:
    """Tell the day on which everything has been bought."""
    company = runs.alone.scenario.company
    departments = number(len(company.organisation.departments), lang)
    heads = company.organisation.headcount
    figures = (
        (
            euro(company.market.platform_cost, lang),
            say("paid", lang, each=euro(company.market.platform_cost / heads, lang)),
        ),
        (number(heads, lang), say("people", lang, departments=departments)),
        (number(len(company.catalogue.features), lang), say("features", lang)),
    )
    return Step(
        *_beginning(runs, lang), figures, one_company(runs, lang), ("shadow_use",), still(runs, 0, lang),
        say("go-live notes", lang),
    )  # fmt: skip


def _beginning(runs: StoryRuns, lang: str) -> tuple[str, str]:
    """Return title and text of the first step, by whose company it is; one known from answers alone has not lived."""
    words = {"months": number(runs.lived, lang), "n": number(runs.replications, lang)}
    if runs.fit is not None and not runs.lived:
        return own("asked title", lang), own("asked text", lang, **words)
    if runs.fit is not None:
        return own("go-live title", lang, **words), _misfit(runs, lang) + own("go-live text", lang, **words)
    if runs.own:
        return own("file title", lang), own("file text", lang, **words)
    return say("go-live title", lang), say("go-live text", lang)


def _misfit(runs: StoryRuns, lang: str) -> str:
    """Return what is said first where no simulated company looks like one's own."""
    return "".join(f"{each} " for each in misfit_said(runs.fit, lang))


def half_year(runs: StoryRuns, lang: str) -> Step:
    """Tell what is really used after half a year, which the room guesses first."""
    month, lived = runs.half_year, bool(runs.lived)
    deep, minimum, never = (runs.mean(name, month) for name in ("deep_use", "compliance_use", "never_used"))
    low, high = (float(each) for each in np.quantile(runs.alone.at("never_used", month), SETS))
    words = {
        "deep": percent(deep, lang), "minimum": percent(minimum, lang), "never": percent(never, lang),
        "low": percent(low, lang), "high": percent(high, lang), "article": percent(ARTICLE_UNTOUCHED, lang),
    }  # fmt: skip
    title = own("half year title", lang, **words) if lived else say("half year title", lang, **words)
    told = own("half year text", lang, **words) if lived else say("half year text", lang, **words)
    question = own("half year question", lang) if lived else guessed("half year question", lang)
    film = pictures.films(runs, (ALONE,), month)
    return Step(
        title, f"{told} {_most_for_the_boss(runs, lang)}",
        (
            (words["deep"], say("really", lang)), (words["minimum"], say("minimum", lang)),
            (words["never"], say("never", lang)),
        ),
        one_company(runs, lang), ("deep_use", "compliance_use", "never_used", "shadow_use"),
        lambda width, theme: pictures.companies(runs, (("", film[0]),), month, width, theme, lang),
        say("half year notes", lang), films=film,
        guess=Guess(SHARE, question, guessed("half year text", lang), still(runs, 0, lang), answer=100.0 * deep),
    )  # fmt: skip


def _most_for_the_boss(runs: StoryRuns, lang: str) -> str:
    departments = runs.alone.scenario.company.organisation.departments
    minimum = [runs.mean("compliance_use", runs.half_year, place=d + 1) for d in range(len(departments))]
    most = departments[int(np.argmax(minimum))]
    words = {"department": called(most, lang), "share": percent(max(minimum), lang)}
    if runs.own or runs.fit is not None or len(departments) < 2:
        return say("most for the boss", lang, **words)
    if most.name == ARTICLE_MINIMUM:
        return say("as in the article", lang, **words)
    return say("unlike the article", lang, **words)


def quiet_word(runs: StoryRuns, lang: str) -> Step:
    """Tell what log-ins show of it."""
    active, deep = (runs.mean(name, runs.quiet_word) for name in ("active_users", "deep_use"))
    shown = percent(active, lang), percent(deep, lang)
    words = {"active": shown[0], "deep": shown[1]}
    if active >= HIDDEN * deep:
        verdict = say("quiet hidden", lang)
    else:
        verdict = own("quiet open", lang) if runs.lived else say("quiet open", lang)
    title = own("quiet title", lang) if runs.lived else say("quiet title", lang)
    text = own("quiet text", lang, **words) if runs.lived else say("quiet text", lang, **words)
    people = number(runs.alone.scenario.company.organisation.headcount, lang)
    return Step(
        title, f"{text} {verdict}", ((shown[0], say("opened", lang)), (shown[1], say("done", lang))),
        note(runs, "means", lang, people=people), ("active_users", "deep_use", "compliance_use"),
        lambda width, theme: pictures.dashboard(runs, width, theme, lang), say("quiet notes", lang),
    )  # fmt: skip


def customers(runs: StoryRuns, lang: str) -> Step:
    """Tell what the customer meets."""
    scenario = runs.alone.scenario
    good, repeat = (number(100.0 * each, lang) for each in _passed(runs))
    left, start = (
        number(each, lang) for each in (runs.mean("customers", runs.year), scenario.company.market.customers)
    )
    departments = number(len(scenario.company.organisation.departments), lang)
    return Step(
        say("customers title", lang, departments=departments),
        say("customers text", lang, good=good, repeat=repeat, left=left, start=start),
        ((repeat, say("must repeat", lang)), (left, say("left", lang, start=start))),
        note(runs, "customers note", lang, month=runs.year), ("must_repeat", "usable_data", "customers"),
        lambda width, theme: pictures.contacts(runs, width, theme, lang), say("customers notes", lang),
    )  # fmt: skip


def _passed(runs: StoryRuns) -> tuple[float, float]:
    repeat = runs.mean("must_repeat", runs.year)
    return 1.0 - repeat, repeat
