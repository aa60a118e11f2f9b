"""What a browser of a workshop sees, by who sits at it: nothing of another team, and nothing hidden, until the end."""

from __future__ import annotations

from typing import Any

from ...scenarios.words.catalogue import Words
from ..drawings import Theme
from ..words.phrases import number, percent
from ..workshop import take_home
from ..workshop.debrief import Debrief, curves
from ..workshop.game import Game
from ..workshop.joining import MODERATOR
from ..workshop.seen import seen
from ..workshop.told import earlier, figures, picture, real_curves, team_name
from .workshop_room import SCREEN, Room

say = Words("workshop.page")
End = tuple[Debrief | None, float, bool]
View = tuple[dict[str, Any], str]


def shown(
    room: Room, role: int | None, turn: tuple[int, int] | None, end: End, lang: str, width: float, theme: Theme
) -> View:
    """Return what is written and what is drawn.

    Parameters
    ----------
    room : Room
    role : int, optional
        As `Room.role` gives it.
    turn : tuple of int, optional
        Team and quarter that have begun at the one screen.
    end : tuple
        What is told at the end, how far it is, whether it has failed.
    lang : {"en", "de"}
    width : float
        Pixels of a picture.
    theme : Theme
    """
    game = room.game
    if role is None:
        return {"kind": "join", **_head(game, "", lang)}, ""
    if game.over:
        return _debrief(game, end, lang, width, theme)
    if role == MODERATOR:
        return _moderator(room, game, lang), ""
    if role == SCREEN:
        team = next(each for each in range(game.teams) if not game.decided(each))
        if turn != (team, game.quarter):
            name = team_name(team, lang)
            text = say("hand over", lang, team=name)
            return {"kind": "turn", "team": team, "text": text, "button": say("begin", lang, team=name),
                    **_head(game, name, lang)}, ""  # fmt: skip
        role = team
    return _team(room, game, role, lang, width, theme)


def _head(game: Game, who: str, lang: str) -> dict[str, Any]:
    """Return what stands above everything: who, which quarter, of which company."""
    at = min(game.quarter + 1, game.quarters)
    when = say("over", lang) if game.over else say("when", lang, quarter=number(at, lang), quarters=game.quarters)
    return {"who": who, "when": when, "company": game.setting.known.company.organisation.name, "quarter": game.quarter}


def _team(room: Room, game: Game, team: int, lang: str, width: float, theme: Theme) -> View:
    sight = seen(game, team)
    head = {**_head(game, team_name(team, lang), lang), "team": team, "figures": figures(sight, lang)}
    head |= {"earlier": earlier(game, team, sight, lang), "fresh": "" if sight.active else say("go-live", lang)}
    svg = picture(game, sight, width, theme, lang)
    if game.decided(team):
        waiting = number(sum(not game.decided(each) for each in range(game.teams)), lang)
        return {"kind": "wait", "text": say("waiting", lang, teams=waiting), **head}, svg
    return {"kind": "decide", "left": game.left(team), "shelf": room.shelf(game, lang), **head}, svg


def _moderator(room: Room, game: Game, lang: str) -> dict[str, Any]:
    codes = room.doors.codes if room.doors else []
    teams = [
        {"name": team_name(team, lang), "code": codes[team], "state": say(_state(game, team), lang)}
        for team in range(game.teams)
    ]
    return {"kind": "moderate", "teams": teams, **_head(game, say("moderator", lang), lang)}


def _state(game: Game, team: int) -> str:
    return "has decided" if game.decided(team) else "still decides"


def _debrief(game: Game, end: End, lang: str, width: float, theme: Theme) -> View:
    """Return the end: what really happened at once, and the rest as soon as it is there."""
    found, share, failed = end
    head = {"kind": "debrief", **_head(game, say("debrief", lang), lang)}
    if found is None:
        status = say("failed", lang) if failed else say("working", lang, share=percent(share, lang))
        drawn = real_curves(curves(game, None), game, width, theme, lang)
        return {**head, "status": status, "table": None, "parts": []}, drawn
    table = take_home.ranking(found, lang)
    parts = [
        {"title": say(key, lang), "sentences": sentences}
        for key, sentences in (
            ("verdict", take_home.verdict(found, lang)[:3]), ("best", take_home.best_mix(found, lang)),
            ("walls", take_home.wall_costs(found, lang)),
        )
        if sentences
    ]  # fmt: skip
    shown_table = {"columns": list(table.columns), "rows": [list(row) for row in table.rows], "note": table.note}
    return {**head, "status": "", "table": shown_table, "parts": parts}, take_home.picture(found, width, theme, lang)
