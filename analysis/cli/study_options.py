"""Options that the commands on a study's file share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import whole

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
