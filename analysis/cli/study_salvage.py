"""``crm-adoption study salvage``: what is whole in a damaged study's file, saved into a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...model.plural import counted
from .options import Json, Lang, Language, Quiet
from .study_options import StudyPath

if TYPE_CHECKING:
    from ...scenarios.studies.store_salvage import Salvaged

NewFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="The new file (default: the name with -salvaged, here).")
]
_WORDS = {
    "en": {
        "whole": "Nothing is gone: all {held} runs of {file} are whole, and in {out}.",
        "kept": "{kept} of {held} runs that {file} knew of are whole, and in {out}; {gone} are gone.",
        "cut": "The file was cut off: {bytes} bytes are missing.", "rows": "Table {table}: {rows} rows cannot be read.",
        "log": "{lost} damaged blocks of the log beside it are gone with the runs in them; {whole} blocks were whole.",
        "foreign": "The log beside it belongs to another state of the file, and was left out.",
        "next": "“crm-adoption sweep STUDY.toml --out {out}” runs the {missing} of {runs} runs that are missing.",
        "stays": "{file} stays as it is.",
    },
    "de": {
        "whole": "Nichts ist verloren: Alle {held} Läufe aus {file} sind heil und liegen in {out}.",
        "kept": "{kept} von {held} Läufen, von denen {file} wusste, sind heil und liegen in {out}; {gone} sind "
        "verloren.",
        "cut": "Die Datei war abgeschnitten: {bytes} Bytes fehlen.",
        "rows": "Tabelle {table}: {rows} Zeilen sind nicht lesbar.",
        "log": "{lost} beschädigte Blöcke des Protokolls daneben sind mit ihren Läufen verloren; {whole} Blöcke waren "
        "heil.",
        "foreign": "Das Protokoll daneben gehört zu einem anderen Stand der Datei und blieb unberücksichtigt.",
        "next": "„crm-adoption sweep STUDY.toml --out {out}“ rechnet die {missing} von {runs} Läufen, die fehlen.",
        "stays": "{file} bleibt, wie sie ist.",
    },
}  # fmt: skip


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

    words, screen = _WORDS[lang], console()
    numbers = {
        "held": found.held, "kept": found.kept, "gone": found.held - found.kept, "bytes": found.missing_bytes,
        "lost": found.lost_log_blocks, "whole": found.log_blocks, "runs": found.runs,
        "missing": found.runs - found.kept,
    }  # fmt: skip
    texts = {name: number(value, lang) for name, value in numbers.items()} | {"file": file, "out": found.path}
    screen.print(counted(words["whole" if found.whole else "kept"].format(**texts)))
    told = {"cut": found.missing_bytes, "log": found.lost_log_blocks, "foreign": found.foreign_log}
    for key in (key for key, there in told.items() if there):
        screen.print(counted(words[key].format(**texts)))
    for table, rows in found.lost_rows.items():
        screen.print(counted(words["rows"].format(table=table, rows=number(rows, lang))))
    if found.kept < found.runs:
        screen.print(counted(words["next"].format(**texts)))
    screen.print(counted(words["stays"].format(**texts)))
