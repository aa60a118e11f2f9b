"""``crm-adoption present --workshop``: its options, how a workshop begins and how it is gone on with."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .options import amount, whole
from .page_options import show, warn

if TYPE_CHECKING:
    from ..pages.workshop_room import Room
    from ..workshop.founding import Source
    from ..workshop.game import Game

say = Words("workshop.cli")

PAGE = "crm_adoption.analysis.pages.workshop_page"
DEFAULT_OUT = Path("crm-adoption-workshop.json")

Workshop = Annotated[
    bool, typer.Option("--workshop", help="Let teams spend a budget quarter by quarter on a company that they get to "
                       "know only as a board does.")
]  # fmt: skip
Teams = Annotated[int | None, typer.Option(parser=whole, metavar="2..6", help="Teams of a workshop (default: 3).")]
Quarters = Annotated[int | None, typer.Option(parser=whole, metavar="1..8", help="Quarters played (default: 4).")]
Budget = Annotated[
    float | None, typer.Option(parser=amount, metavar="EUR", help="What each team has (default: EUR 1,250 a head).")
]
Trials = Annotated[
    int | None, typer.Option(parser=whole, metavar="NUMBER", help="Mixes that the search for the best one proposes.")
]
SeedOfWorkshop = Annotated[
    int | None,
    typer.Option("--seed", parser=whole, metavar="NUMBER", help="Which company is played (default: drawn by lot)."),
]
OutOfWorkshop = Annotated[
    Path | None,
    typer.Option("--out", "--resume", metavar="FILE", help="File of a workshop; one that is there is gone on with."),
]
ReplaceWorkshop = Annotated[bool, typer.Option("--replace", help="Begin anew over a workshop that is there.")]


@dataclass(frozen=True)
class Wanted:
    """What was typed of a workshop; None where nothing was."""

    teams: int | None
    quarters: int | None
    budget: float | None
    seed: int | None
    trials: int | None
    out: Path | None
    replace: bool

    def check_unused(self) -> None:
        """Refuse options of a workshop without one."""
        from ...model.errors import InputError

        for name, value in vars(self).items():
            if value is not None and value is not False:
                raise InputError("this goes with --workshop only.", field=f"--{name}")


def serve_workshop(
    wanted: Wanted, scenarios: Sequence[str], fit: Path | None, despite_misfit: bool, page: dict[str, Any]
) -> None:  # fmt: skip
    """Serve a workshop until Ctrl-C; ``page`` is what `page_options.show` takes."""
    from ..pages.serve import is_loopback
    from ..pages.settings import environment_of_files
    from ..pages.workshop_room import open_room

    guarded = bool(page["allowed"]) or not is_loopback(page["host"])
    room = room_of(wanted, scenarios, fit, despite_misfit, guarded=guarded, lang=page["lang"])
    open_room(room)
    show(environment_of_files(PAGE, (), page["lang"]), begin=room.begin, **page)


def room_of(
    wanted: Wanted, scenarios: Sequence[str], fit: Path | None, despite_misfit: bool, *, guarded: bool, lang: str
) -> Room:
    """Return the room of a workshop, new or gone on with, and say what it is; its file is written by then.

    Parameters
    ----------
    wanted : Wanted
    scenarios : sequence of str
        One at most: the company.
    fit : Path, optional
    despite_misfit : bool
    guarded : bool
        Whether others than this machine can open the page: then there are codes.
    lang : str
    """
    from ..pages.workshop_room import Room
    from ..workshop.debrief import Effort
    from ..workshop.founding import setting_of
    from ..workshop.joining import Doors
    from ..workshop.saved import Saved, read_workshop, write_workshop

    path = wanted.out or DEFAULT_OUT
    old = read_workshop(path) if path.exists() and not wanted.replace else None
    saved = old or Saved(*_begun(wanted, scenarios, fit, despite_misfit), {})
    _, known = setting_of(saved.source, saved.game.setting.seed)
    doors = Doors(saved.game.teams, saved.joined) if guarded else None
    write_workshop(path, saved.game, saved.source, saved.joined)
    effort = Effort() if wanted.trials is None else Effort(wanted.trials)
    room = Room(saved.game, saved.source, known, path, doors, effort)
    _tell(room, resumed=old is not None, lang=lang)
    return room


def _begun(
    wanted: Wanted, scenarios: Sequence[str], fit: Path | None, despite_misfit: bool
) -> tuple[Game, Source]:  # fmt: skip
    from ..workshop.founding import begun, setting_of

    source = _source(scenarios, fit, despite_misfit)
    setting, _ = setting_of(source, secrets.randbelow(2**32) if wanted.seed is None else wanted.seed)
    teams = 3 if wanted.teams is None else wanted.teams
    return begun(setting, teams=teams, quarters=wanted.quarters, budget=wanted.budget), source


def _source(scenarios: Sequence[str], fit: Path | None, despite_misfit: bool) -> Source:
    from ...model.errors import InputError
    from ...scenarios.files.sources import is_shipped
    from ..workshop.founding import Source

    if len(scenarios) > 1:
        problem = "a workshop is played in one company; give one scenario, not {count}."
        raise InputError(problem, count=len(scenarios))
    named = [each if is_shipped(each) else str(Path(each).resolve()) for each in scenarios]
    usual = "" if fit is not None else "no_programme"
    return Source(named[0] if named else usual, "" if fit is None else str(fit.resolve()), despite_misfit)


def _tell(room: Room, *, resumed: bool, lang: str) -> None:
    from ..words.phrases import euro

    game = room.game
    if resumed:
        key = "resumed over" if game.over else "resumed"
        at = min(game.quarter + 1, game.quarters)
        warn(say(key, lang, path=room.path, quarter=at, quarters=game.quarters))
    else:
        money = euro(game.budget, lang)
        warn(say("begun", lang, teams=game.teams, quarters=game.quarters, budget=money, path=room.path))
    if room.doors is not None:
        warn(say("moderator", lang, code=room.doors.moderators_code))
