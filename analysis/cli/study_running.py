"""What ``crm-adoption study status`` says of a study that another process runs and whose file it thus cannot open."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.plural import counted

if TYPE_CHECKING:
    from ...scenarios.studies.progress import Progress

_WORDS = {
    "en": {
        "head": "“{name}” is running (process {process} on {host}): {done} of {runs} runs are stored, {left} to do.",
        "stopping": "“{name}” was asked to stop (process {process} on {host}) and stores what is in hand: {done} of "
        "{runs} runs so far.",
        "pace": "{rate} runs per second; about {time} left.", "failed": "Failed runs so far: {failed}.",
        "asof": "As of {updated} UTC.", "scenario": "Scenario", "done": "Stored", "missing": "Missing",
    },
    "de": {
        "head": "„{name}“ läuft (Prozess {process} auf {host}): {done} von {runs} Läufen sind gespeichert, {left} "
        "fehlen noch.",
        "stopping": "„{name}“ soll aufhören (Prozess {process} auf {host}) und speichert, was in Arbeit ist: bisher "
        "{done} von {runs} Läufen.",
        "pace": "{rate} Läufe je Sekunde; noch etwa {time}.", "failed": "Bisher fehlgeschlagene Läufe: {failed}.",
        "asof": "Stand {updated} UTC.", "scenario": "Szenario", "done": "Gespeichert", "missing": "Fehlend",
    },
}  # fmt: skip


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

    words, screen = _WORDS[lang], console()
    texts = {name: number(getattr(found, name), lang) for name in ("runs", "done", "left", "failed")}
    texts |= {"name": found.study, "process": str(found.process), "host": found.host}
    screen.print(counted(words["stopping" if found.state == "stopping" else "head"].format(**texts)))
    if found.seconds_left is not None and found.runs_per_second is not None:
        rate = number(found.runs_per_second, lang, 0 if found.runs_per_second >= 10 else 1)
        screen.print(counted(words["pace"].format(rate=rate, time=duration(found.seconds_left, lang))))
    if found.failed:
        screen.print(counted(words["failed"].format(**texts)))
    each = found.runs // max(len(found.by_scenario), 1)
    rows = [[name, number(done, lang), number(each - done, lang)] for name, done in found.by_scenario.items()]
    show_table(screen, "", [words["scenario"], words["done"], words["missing"]], rows)
    screen.print(counted(words["asof"].format(updated=found.updated.removesuffix("+00:00").replace("T", " "))))
