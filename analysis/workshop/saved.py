"""A workshop as a file: what was decided and what was seen of it, so that it can be gone on with and replayed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ... import __version__
from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.ground.by_value import same
from ...scenarios.reading.damaged import of_json
from ...scenarios.reading.file_reading import read_text
from ...scenarios.writing.whole import write_file
from ..base.results import fingerprint
from .founding import Source, begun, setting_of
from .game import Game, Order, Orders
from .seen import Seen, seen

FORMAT = "crm-adoption workshop 1"


@dataclass(frozen=True)
class Saved:
    """A workshop that was read: the game, where its company comes from, and who has joined which team.

    Attributes
    ----------
    game : Game
    source : Source
    joined : mapping of str to int
        Team by the fingerprint of a browser's session, -1 for the moderator.
    """

    game: Game
    source: Source
    joined: Mapping[str, int]


def document(game: Game, source: Source, joined: Mapping[str, int]) -> dict[str, Any]:
    """Return a workshop as values of JSON; the order in which teams have decided leaves no trace in it.

    Parameters
    ----------
    game : Game
    source : Source
    joined : mapping of str to int
        Fingerprints only: nobody can join with what stands there.
    """
    return {
        "format": FORMAT, "version": __version__, "company": fingerprint([game.setting.known]),
        "source": asdict(source), "seed": game.setting.seed, "teams": game.teams, "quarters": game.quarters,
        "budget": game.budget,
        "orders": [[[asdict(each) for each in quarter] for quarter in team] for team in game.orders],
        "seen": [_told(seen(game, team)) for team in range(game.teams)],
        "joined": dict(sorted(joined.items())),
    }  # fmt: skip


def _told(each: Seen) -> dict[str, Any]:
    return asdict(each) | {"customers": each.customers if each.customers == each.customers else None}


def write_workshop(path: Path, game: Game, source: Source, joined: Mapping[str, int]) -> Path:
    """Write a workshop, wholly or not at all, and return the path.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    return write_file(path, json.dumps(document(game, source, joined), indent=1) + "\n")


def read_workshop(path: Path) -> Saved:
    """Read a workshop, replay it and hold it against what was seen then.

    Raises
    ------
    InputError
        If the file is none or damaged, or its company or the model have changed since.
    """
    text = read_text(path, Phrase("workshop"))
    try:
        table = json.loads(text)
        wanted = table["format"]
    except (ValueError, RecursionError, KeyError, TypeError):
        if how := of_json(text.encode()):
            raise InputError("this workshop is damaged: {how}.", file=str(path), how=how) from None
        wanted = ""
    if wanted != FORMAT:
        raise InputError("this is not a workshop as `crm-adoption present --workshop` writes it.", file=str(path))
    try:
        source, orders, joined = _source(table["source"]), _orders(table["orders"]), _joined(table["joined"])
        seed, quarters, budget, before = table["seed"], table["quarters"], table["budget"], table["seen"]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("this workshop is damaged: parts of it are missing.", file=str(path)) from None
    try:
        game = _replayed(source, orders, seed, quarters, budget)
    except InputError as error:
        problem = "this workshop cannot be gone on with: {problem:bare}."
        raise InputError(problem, file=str(path), problem=error.whole) from None
    now = [_told(seen(game, team)) for team in range(game.teams)]
    if fingerprint([game.setting.known]) != table.get("company") or not same(json.loads(json.dumps(now)), before):
        problem = "the company or the model has changed since this workshop began, so it cannot be gone on with."
        raise InputError(problem, file=str(path))
    return Saved(game, source, joined)


def _replayed(source: Source, orders: Sequence[Sequence[Orders]], seed: int, quarters: int, budget: int) -> Game:
    """Return the game with all orders placed again, quarter by quarter."""
    setting, _ = setting_of(source, seed)
    game = begun(setting, teams=len(orders), quarters=quarters, budget=budget)
    for quarter in range(max(map(len, orders), default=0)):
        for team, placed in enumerate(orders):
            if quarter < len(placed):
                game = game.submitted(team, placed[quarter])
    return game


def _source(table: Mapping[str, Any]) -> Source:
    return Source(str(table["scenario"]), str(table["fit"]), bool(table["despite_misfit"]))


def _orders(table: Sequence[Any]) -> list[list[Orders]]:
    return [[tuple(Order(**each) for each in quarter) for quarter in team] for team in table]


def _joined(table: Mapping[str, Any]) -> dict[str, int]:
    return {str(who): int(team) for who, team in table.items()}
