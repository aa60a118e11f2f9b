"""Options that the commands on a study's file share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import whole

if TYPE_CHECKING:
    from ..report.brief import Brief

StudyPath = Annotated[Path, typer.Argument(metavar="STUDY.duckdb", help="The study's file, as sweep has written it.")]
Folder = Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Folder (default: the file's name).")]
Place = Annotated[str, typer.Option("--department", metavar="NAME", help="A department kept, or company.")]
KeptMonth = Annotated[
    int | None, typer.Option("--month", parser=whole, metavar="NUMBER", help="A month kept (default: the last one).")
]
OneOutcome = Annotated[str | None, typer.Option("--outcome", metavar="NAME", help="An outcome kept.")]
OfScenario = Annotated[
    str | None, typer.Option("--scenario", metavar="NAME", help="Which scenario, if the study has several.")
]
Against = Annotated[
    str | None,
    typer.Option("--against", metavar="NAME", help="Look at the difference to this scenario, replicate by replicate."),
]
_say = Words("cli.study_options")


def tell_files(folder: Path, paths: list[Path], lang: str, *, json: bool, quiet: bool) -> None:
    """Say where the files are."""
    from ..base.results import write_json

    if json:
        write_json({"folder": str(folder), "files": [path.name for path in paths]})
    elif not quiet:
        print(_say("files", lang, count=len(paths), folder=folder))


def tell_brief(brief: Brief) -> None:
    """Print an answer: what was asked, the table if there is one, and all sentences."""
    from .screen import console, show_table

    screen = console()
    if brief.table is None:
        screen.print(brief.question)
    else:
        show_table(screen, brief.question, brief.table.columns, brief.table.rows)
    for each in (sentence for part in brief.answer for sentence in part):
        screen.print(each)
