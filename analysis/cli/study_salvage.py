"""``crm-adoption study salvage``: what is whole in a damaged study's file, saved into a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .options import Json, Lang, Language, Quiet
from .study_options import StudyPath

if TYPE_CHECKING:
    from ...scenarios.studies.store_salvage import Salvaged

NewFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="The new file (default: the name with -salvaged, here).")
]
_say = Words("cli.study_salvage")


def salvage_command(
    file: StudyPath, out: NewFile = None, lang: Lang = Language.en, json: Json = False, quiet: Quiet = False
) -> None:
    """Save what is whole in a damaged file into a new one, with which sweep goes on; say what is gone."""
    from ...scenarios.studies.store_salvage import salvaged
    from ..base.results import write_json

    target = Path(f"{file.stem}-salvaged{file.suffix}") if out is None else out
    found = salvaged(file, target)
    if json:
        write_json(document(file, found))
    elif not quiet:
        _show(file, found, lang.value)


def document(file: Path, found: Salvaged) -> dict[str, Any]:
    """Return what was saved as the JSON document of ``--json``."""
    from dataclasses import asdict

    return {"file": str(file), **asdict(found), "path": str(found.path), "gone": found.held - found.kept}


def _show(file: Path, found: Salvaged, lang: str) -> None:
    from ..words.phrases import number
    from .screen import console

    screen = console()
    numbers = {
        "held": found.held, "kept": found.kept, "gone": found.held - found.kept, "bytes": found.missing_bytes,
        "lost": found.lost_log_blocks, "whole": found.log_blocks, "runs": found.runs,
        "missing": found.runs - found.kept,
    }  # fmt: skip
    texts = {name: number(value, lang) for name, value in numbers.items()} | {"file": file, "out": found.path}
    screen.print(_say("whole" if found.whole else "kept", lang, **texts))
    told = {"cut": found.missing_bytes, "log": found.lost_log_blocks, "foreign": found.foreign_log}
    for key in (key for key, there in told.items() if there):
        screen.print(_say(key, lang, **texts))
    for table, rows in found.lost_rows.items():
        screen.print(_say("rows", lang, table=table, rows=number(rows, lang)))
    if found.kept < found.runs:
        screen.print(_say("next", lang, **texts))
    screen.print(_say("stays", lang, **texts))
