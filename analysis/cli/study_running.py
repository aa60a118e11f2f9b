"""What ``crm-adoption study status`` says of a study that another process runs and whose file it thus cannot open."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...scenarios.words.catalogue import Words

if TYPE_CHECKING:
    from ...scenarios.studies.progress import Progress

_say = Words("cli.study_running")


def running(file: Path) -> Progress | None:
    """Return how far a study is that another process runs; None if it can be read from its file.

    Raises
    ------
    InputError
        If another process holds the file without saying how far it is.
    """
    from ...scenarios.studies.progress import read_progress
    from ...scenarios.studies.store_opening import PATIENCE, is_held

    until = time.monotonic() + PATIENCE
    while is_held(file):
        if (found := read_progress(file)) is not None:
            return found
        if time.monotonic() > until:  # it holds the file for something else; reading the file will say so
            break
        time.sleep(PATIENCE / 20)
    return None


def progress_record(found: Progress) -> dict[str, Any]:
    """Return how far a running study is as JSON values, with the names that a status has."""
    from dataclasses import asdict

    return {**asdict(found), "name": found.study, "missing": found.left, "running": True}


def show_progress(found: Progress, lang: str) -> None:
    """Say how far a running study is."""
    from ...scenarios.studies.estimate import duration
    from ..words.phrases import number
    from .screen import console, show_table

    screen = console()
    texts = {name: number(getattr(found, name), lang) for name in ("runs", "done", "left", "failed")}
    texts |= {"name": found.study, "process": str(found.process), "host": found.host}
    screen.print(_say("stopping" if found.state == "stopping" else "head", lang, **texts))
    if found.seconds_left is not None and found.runs_per_second is not None:
        rate = number(found.runs_per_second, lang, 0 if found.runs_per_second >= 10 else 1)
        screen.print(_say("pace", lang, rate=rate, time=duration(found.seconds_left, lang)))
    if found.failed:
        screen.print(_say("failed", lang, **texts))
    each = found.runs // max(len(found.by_scenario), 1)
    rows = [[name, number(done, lang), number(each - done, lang)] for name, done in found.by_scenario.items()]
    show_table(screen, "", [_say("scenario", lang), _say("done", lang), _say("missing", lang)], rows)
    screen.print(_say("asof", lang, updated=found.updated.removesuffix("+00:00").replace("T", " ")))
