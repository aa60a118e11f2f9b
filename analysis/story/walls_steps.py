"""The steps of the three walls and of the budget's split, then the rival, and the way into the laboratory."""

from __future__ import annotations

from ...scenarios.ground.adding import added
from ..questions.split_result import TWENTY
from ..questions.walls import PER_HEAD
from ..questions.walls_result import WALLS
from ..words.phrases import euro, join, number, percent
from . import pictures
from .company_steps import note, one_company, still
from .runs import ALL_WALLS, SHARES, Floats, Mean, StoryRuns
from .step import CHOICE, Guess, Step, guessed, limits_of, say
from .ways_steps import leader, leading


def _wall_gaps(runs: StoryRuns) -> dict[str, Mean]:
    base = runs.alone.at("deep_use", runs.later)
    return {name: runs.mean_of(values - base, month=runs.later) for name, values in runs.walls.items()}


def walls(runs: StoryRuns, lang: str) -> Step:
    """Tell which third of a budget helps most: one for each wall; the room guesses first."""
    gaps, labels = _wall_gaps(runs), [kind(budget=1.0).label(lang) for kind in WALLS.values()]
    best = leading(runs, [runs.walls[name] for name in WALLS])
    points = [limits_of(gaps[name], lang)["gap"] for name in WALLS]
    whole = limits_of(gaps[ALL_WALLS], lang)
    summed = added(gaps[name].value for name in WALLS)
    words = {"all": whole["gap"].lstrip("+"), "low": whole["low"].lstrip("+"), "high": whole["high"].lstrip("+"),
             "added": limits_of(Mean(summed, summed, summed, 0), lang)["gap"].lstrip("+")}  # fmt: skip
    shown = list(zip(labels, pictures.films(runs, tuple(WALLS), runs.later, runs.lived), strict=True))
    title = say("walls leads", lang, name=labels[best[0]]) if len(best) == 1 else say("walls open", lang)
    beyond = runs.mean_of(_beyond(runs), month=runs.later).decided
    told = {1: say("walls together", lang, **words), -1: say("walls overlap", lang, **words)}
    text = say("walls text", lang, month=runs.later) + " " + told.get(beyond, say("walls sum", lang, **words))
    money = euro(PER_HEAD, lang)
    return Step(
        title, text, (*zip(points, labels, strict=True), (whole["gap"], say("all three", lang))),
        f"{one_company(runs, lang)} {say('points note', lang)}", ("deep_use", "must_repeat"),
        lambda width, theme: pictures.companies(runs, shown, runs.later, width, theme, lang),
        say("walls notes", lang), films=tuple(film for _, film in shown),
        guess=Guess(
            CHOICE, guessed("walls question", lang), guessed("walls text", lang, money=money, month=runs.later),
            still(runs, runs.lived, lang), (*labels, guessed("none", lang)), best,
        ),
    )  # fmt: skip


def _beyond(runs: StoryRuns) -> Floats:
    """Return what all walls taken down together change beyond the sum of each alone, company by company."""
    base = runs.alone.at("deep_use", runs.later)
    alone = [runs.walls[name] - base for name in WALLS]
    return runs.walls[ALL_WALLS] - base - (alone[0] + alone[1] + alone[2])


def split(runs: StoryRuns, lang: str) -> Step:
    """Tell how much of a budget belongs into technology: the article's rule of 20 to 80."""
    base = runs.alone.at("deep_use", runs.later)
    gaps = {share: runs.mean_of(values - base, month=runs.later) for share, values in runs.shares.items()}
    best = sorted(SHARES[n] for n in leading(runs, [runs.shares[share] for share in SHARES]))
    fifth, last = (limits_of(gaps[share], lang)["gap"] for share in (TWENTY, 1.0))
    range_ = join(list(dict.fromkeys(percent(each, lang) for each in (best[0], best[-1]))), lang)
    title = say("split holds", lang) if TWENTY in best else say("split fails", lang, range=range_)
    text = say("split text", lang, fifth=fifth.lstrip("+"), last=last.lstrip("+"), month=runs.later)
    if len(best) > 1:
        text += " " + say("split range", lang, low=percent(best[0], lang), high=percent(best[-1], lang))
    else:
        text += " " + say("split one", lang, best=percent(best[0], lang))
    return Step(
        title, text, ((fifth, say("with a fifth", lang)), (last, say("with all", lang))),
        note(runs, "split note", lang, money=euro(PER_HEAD, lang)), ("deep_use",),
        lambda width, theme: pictures.split(runs, gaps, best, width, theme, lang), say("split notes", lang),
    )  # fmt: skip


def rival(runs: StoryRuns, lang: str) -> Step:
    """Tell which of two such companies is ahead: the one with more technology, or the one that changes faster."""
    duel = runs.rivals
    assert duel is not None
    months = duel.months - runs.lived
    leads = 1 if duel.leader is None else duel.leader
    last = duel.share(duel.months, leads)
    share, low, high = (percent(each, lang, 1) for each in (last.mean, last.ci_low, last.ci_high))
    words = {"cost": euro(duel.programmes[0].scenario.total_cost, lang), "months": number(months, lang), "share": share,
             "name": duel.label(leads, lang), "low": low, "high": high}  # fmt: skip
    title = {1: say("rival changed", lang), 0: say("rival technology", lang)}.get(
        -1 if duel.leader is None else duel.leader, say("rival draw", lang)
    )
    begun = percent(duel.start, lang)
    return Step(
        title, f"{say('rival text', lang, **words)} {_how_often(last.ahead_own_luck, lang)}",
        ((share, say("holds", lang, months=words["months"])), (begun, say("begun", lang))),
        note(runs, "rival note", lang), ("must_repeat", "customers"),
        lambda width, theme: pictures.market(runs, width, theme, lang), say("rival notes", lang),
    )  # fmt: skip


def _how_often(share: float, lang: str) -> str:
    """Return in how many of a hundred pairs a rival is ahead, in words where that is all or nearly all."""
    if share >= 0.995:
        return say("practically always", lang)
    return say("how often", lang, hundred=number(100.0 * share, lang))


def yours(runs: StoryRuns, lang: str) -> Step:
    """Lead into the laboratory, in the state that was told."""
    best = runs.programmes[leader(runs)]
    level, base = (
        percent(each, lang, 1)
        for each in (runs.mean("deep_use", runs.year, best.name), runs.mean("deep_use", runs.year))
    )
    return Step(
        say("yours title", lang), say("yours text", lang, number=number(runs.replicate + 1, lang), month=runs.year),
        (
            (level, say("with best", lang, name=best.label(lang))),
            (base, say("without", lang, name=runs.alone.label(lang))),
        ),
        one_company(runs, lang), ("deep_use",),
        lambda width, theme: pictures.companies(
            runs, ((best.label(lang), pictures.films(runs, (best.name,), runs.year)[0]),), runs.year, width, theme, lang
        ),
        say("yours notes", lang), opens=True,
    )  # fmt: skip
