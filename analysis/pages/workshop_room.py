"""The room of a workshop: the one game of a server, who is in it, and its file, which is written before it is shown."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from ...model.errors import InputError
from ...model.whole import whole_number
from ..evidence.fit_draws import Fit
from ..workshop.debrief import Effort, prepare
from ..workshop.founding import Source
from ..workshop.game import Game, Order
from ..workshop.joining import MODERATOR, Doors
from ..workshop.saved import write_workshop
from ..workshop.told import shelf
from .heard import part, text

SCREEN = -2
"""In place of a team: the one screen at which all teams take turns."""
MOST_ORDERS = 200


class Room:
    """A workshop that is under way.

    Parameters
    ----------
    game : Game
    source : Source
    fit : Fit, optional
    path : Path
        Its file.
    doors : Doors, optional
        Without them there is one screen, and whoever opens the page sits at it.
    effort : Effort
    """

    def __init__(
        self, game: Game, source: Source, fit: Fit | None, path: Path, doors: Doors | None, effort: Effort
    ) -> None:
        self.game, self.source, self.fit, self.path, self.doors, self.effort = game, source, fit, path, doors, effort
        self.version = 0
        self._changed = threading.Condition()
        self._shelves: dict[tuple[int, str], list[dict[str, Any]]] = {}

    def begin(self) -> None:
        """Have what is told at the end worked out while the game is played."""
        prepare(self.game, self.fit, self.effort)

    def role(self, session: str) -> int | None:
        """Return the team of a browser, `MODERATOR`, `SCREEN`, or None for who has not come in."""
        return SCREEN if self.doors is None else self.doors.team_of(session)

    def enter(self, session: str, code: str) -> None:
        """Let a browser in, or raise InputError."""
        if self.doors is None:
            return
        self.doors.enter(session, code)
        with self._changed:
            self._keep(self.game)

    def decide(self, session: str, team: object, quarter: object, orders: object) -> None:
        """Take what a browser has sent as a team's decision on a quarter, if it may speak for it, and write it down.

        Raises
        ------
        InputError
            If it cannot be had, the quarter is another by now, or the file cannot be written; nothing has changed then.
        """
        number = whole_number(team, 0, self.game.teams - 1, "team")
        if self.role(session) not in (number, SCREEN):
            raise InputError("only the team itself decides for it.")
        now = whole_number(quarter, 0, self.game.quarters, "quarter")
        placed = _placed(orders)
        with self._changed:
            if now != self.game.quarter:
                raise InputError("this quarter is decided already; wait until all teams have decided.")
            self._keep(self.game.submitted(number, placed))

    def close(self, session: str) -> None:
        """Close the quarter for the moderator: whoever has not decided orders nothing."""
        if self.role(session) != MODERATOR:
            raise InputError("only the moderator closes a quarter.")
        with self._changed:
            game, quarter = self.game, self.game.quarter
            for team in range(game.teams):
                if game.quarter == quarter and not game.over and not game.decided(team):
                    game = game.submitted(team, ())
            self._keep(game)

    def _keep(self, game: Game) -> None:
        """Write a state of the game down, and then show it."""
        write_workshop(self.path, game, self.source, self.doors.joined if self.doors else {})
        self.game, self.version = game, self.version + 1
        self._changed.notify_all()

    def wait(self, version: int, seconds: float) -> int:
        """Wait until something has changed, or for so long; return the present version."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version, seconds)
            return self.version

    def shelf(self, game: Game, lang: str) -> list[dict[str, Any]]:
        """Return what can be ordered in the present quarter: the same for all teams."""
        key = game.quarter, lang
        if key not in self._shelves:
            self._shelves[key] = shelf(game, lang)
        return self._shelves[key]


def _placed(orders: object) -> tuple[Order, ...]:
    """Return what a browser has sent as orders; what they may be is for the game to say."""
    if not isinstance(orders, list) or len(orders) > MOST_ORDERS:
        raise InputError("what the page has sent cannot be read; load it again.")
    return tuple(
        Order(text(each, "kind"), part(each, "euros"), text(each, "where"), part(each, "to_end") is True)
        for each in orders
    )


_ROOM: list[Room] = []


def open_room(room: Room) -> None:
    """Make a room the one of this server."""
    _ROOM[:] = [room]


def the_room() -> Room:
    """Return the room of this server."""
    return _ROOM[0]
