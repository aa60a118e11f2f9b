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


Replications = Annotated[int, typer.Option(help="Companies simulated per scenario; the same ones in each.")]
Seed = Annotated[int, typer.Option(help="Root seed; the same seed gives the same numbers, bit for bit.")]
Months = Annotated[int | None, typer.Option(help="Horizon in months instead of the scenario's.")]
Outcomes = Annotated[
    list[str] | None, typer.Option("--outcome", help="Outcome to show; repeat for more. The first is the main one.")
]
Workers = Annotated[int | None, typer.Option(help="Threads (default: one per core); results do not depend on them.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output and nothing else.")]
Out = Annotated[Path | None, typer.Option(help="Folder for tables and figures.")]
Replace = Annotated[bool, typer.Option("--replace", help="Write over other results in --out.")]
Lang = Annotated[Language, typer.Option(help="Language of labels and advice.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print no table and no progress.")]
