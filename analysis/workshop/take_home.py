"""The page to take home: one HTML file that needs nothing else, for the screen and for A4 paper."""

from __future__ import annotations

import math

from ...scenarios.words.catalogue import Words
from ..base.results import provenance
from ..deciding import answer as deciding_answer
from ..deciding.tables import parts
from ..drawings import Theme
from ..questions import walls_words
from ..report import PAPER, Figure, Section, Table, document, provenance_rows
from ..telling.advice import advice
from ..telling.report import on_paper
from ..words.phrases import NO_NUMBER, euro, number, percent
from .debrief import BEST, NOTHING, Curve, Debrief
from .seen import seen
from .told import ordered, real_curves, team_name

say = Words("workshop.words")
WIDE = 940.0


def verdict(found: Debrief, lang: str) -> list[str]:
    """Return what is ahead over all companies that this one could be, in sentences: what `compare` says of it."""
    manner = found.game.setting.known.manner(lang)
    return on_paper(advice(found.comparison, manner), lang)


def best_mix(found: Debrief, lang: str) -> list[str]:
    """Return what the best mix is and how sure that is, in sentences: what `decide` says of it."""
    if found.decision is None:
        return []
    return deciding_answer.answer(found.decision, found.decision.question.base.manner(lang))


def wall_costs(found: Debrief, lang: str) -> list[str]:
    """Return what each wall costs, in sentences: what `walls` says of it."""
    return [] if found.walls is None else walls_words.answer(found.walls, lang)


def ranking(found: Debrief, lang: str) -> Table:
    """Return what really happened, a row for each team, for nothing done and for the best mix."""
    game = found.game
    heads = [say(key, lang) for key in ("who", "real use then", "customers then", "ordered in all")]
    return Table(heads, [_row(found, each, lang) for each in found.curves], say("in this company", lang),
                 say("one company", lang, month=game.end))  # fmt: skip


def _row(found: Debrief, curve: Curve, lang: str) -> list[str]:
    names = {NOTHING: say("nothing done", lang), BEST: say("best mix", lang)}
    cost = 0.0 if curve.who == NOTHING else math.nan
    if curve.who >= 0:
        cost = float(found.game.spent(curve.who))
    elif curve.who == BEST and found.decision is not None:
        cost = found.decision.best.mix.cost
    customers = NO_NUMBER if math.isnan(curve.customers) else number(curve.customers, lang)
    name = names.get(curve.who) or team_name(curve.who, lang)
    return [name, percent(curve.real[-1], lang, 1), customers, euro(cost, lang)]


def picture(found: Debrief, width: float, theme: Theme, lang: str) -> str:
    """Draw what really happened."""
    return real_curves(found.curves, found.game, width, theme, lang)


def decisions(found: Debrief, team: int, lang: str) -> Table:
    """Return what a team decided, what its board saw at the end of each quarter, and what was really so."""
    game, sight = found.game, seen(found.game, team)
    real = found.curves[team].real
    heads = [say(key, lang) for key in ("when", "decided", "log-ins", "spot check", "really")]
    rows = []
    for q, orders in enumerate(game.closed(team)):
        month = game.month(q + 1)
        shares = sight.active[month - 1], sight.checks[q], real[month - 1]
        rows.append([say("quarter", lang, number=q + 1), ordered(orders, game, lang),
                     *(percent(each, lang) for each in shares)])  # fmt: skip
    return Table(heads, rows, team_name(team, lang), words=2)


def take_home(found: Debrief, lang: str) -> str:
    """Return the page to take home as the text of one HTML file.

    Parameters
    ----------
    found : Debrief
    lang : {"en", "de"}

    Returns
    -------
    str
        See `report.document`.
    """
    game, said = found.game, verdict(found, lang)
    drawn = Figure(picture(found, WIDE, PAPER, lang), say("real picture", lang), adapts=True)
    sections = [
        Section(say("what happened", lang), [say("game in words", lang, teams=number(game.teams, lang),
                budget=euro(game.budget, lang), quarters=number(game.quarters, lang))],
                figures=[drawn], tables=[ranking(found, lang)]),
        Section(say("in all companies", lang), [say("why all", lang)], points=said[1:]),
        Section(say("decisions", lang), tables=[decisions(found, team, lang) for team in range(game.teams)],
                new_page=True),
        *_mix(found, lang),
        *_walls(found, lang),
        Section(say("to talk about", lang), points=say.several("questions", lang)),
    ]  # fmt: skip
    scenarios = [each.scenario for each in found.comparison.programmes]
    record = provenance(scenarios, seed=game.setting.seed, replications=found.comparison.baseline.replications)
    return document(
        say("title", lang, teams=number(game.teams, lang)), sections, lang=lang, kind=say("kind", lang),
        lead=said[:1], provenance=provenance_rows(record, lang, []),
    )  # fmt: skip


def _mix(found: Debrief, lang: str) -> list[Section]:
    if found.decision is None:
        return []
    table = parts(found.decision.best.mix, found.decision.question.base.manner(lang), say("best mix", lang))
    return [Section(say("best mix", lang), best_mix(found, lang), tables=[table])]


def _walls(found: Debrief, lang: str) -> list[Section]:
    if found.walls is None:
        return []
    return [Section(say("walls", lang), wall_costs(found, lang), tables=[walls_words.small(found.walls, lang)])]
