"""Options that all commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """Languages of labels, tables and advice."""

    en = "en"
    de = "de"


def whole(text: str) -> int:
    """Return a whole number typed by the user, or say what was typed instead."""
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a whole number.") from None


def language(text: str) -> Language:
    """Return a language typed by the user, or say which there are."""
    if text not in list(Language):
        raise typer.BadParameter(f"{text!r} is not a language we have; give {' or '.join(Language)}.")
    return Language(text)


Replications = Annotated[
    int, typer.Option(parser=whole, metavar="NUMBER", help="Companies simulated per scenario; the same ones in each.")
]
Seed = Annotated[
    int,
    typer.Option(parser=whole, metavar="NUMBER", help="Root seed; the same seed gives the same numbers, bit for bit."),
]
Months = Annotated[
    int | None, typer.Option(parser=whole, metavar="NUMBER", help="Horizon in months instead of the scenario's.")
]
Month = Annotated[
    int | None,
    typer.Option(parser=whole, metavar="NUMBER", help="Month in which to compare (default: 12, or the last)."),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="NAME", help="Outcome to show; repeat for more. The first is the main one."),
]
Workers = Annotated[
    int | None,
    typer.Option(
        parser=whole, metavar="NUMBER", help="Threads (default: one per core); results do not depend on them."
    ),
]
EnsembleName = Annotated[
    str | None,
    typer.Option(
        "--ensemble",
        metavar="evidence|all|FILE",
        help="Show too how far the result hangs on behaviour, over an ensemble of accepted parameter sets.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output and nothing else.")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder for results (compare has one by default).")]
Replace = Annotated[bool, typer.Option("--replace", help="Write over other results in --out.")]
Lang = Annotated[
    Language, typer.Option(parser=language, metavar="|".join(Language), help="Language of labels and advice.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print no table and no progress.")]
