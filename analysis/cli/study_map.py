"""``crm-adoption study map``: an outcome over two uncertainties, and where the start decides the end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Json, Lang, Language, Quiet, Replace
from .study_options import Against, Folder, KeptMonth, OfScenario, OneOutcome, Place, StudyPath, tell_files


def map_command(
    file: StudyPath,
    x: Annotated[str, typer.Option("--x", metavar="NAME", help="Uncertainty across the map.")],
    y: Annotated[str, typer.Option("--y", metavar="NAME", help="Uncertainty up the map.")],
    between: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Show the difference between this uncertainty's ends; organisation.starting_use: hysteresis.",
        ),
    ] = None,
    level: Annotated[
        str | None, typer.Option(metavar="VALUE", help='Outline where it is reached, for example "25 %".')
    ] = None,
    scenario: OfScenario = None,
    against: Against = None,
    outcome: OneOutcome = None,
    month: KeptMonth = None,
    department: Place = "company",
    out: Folder = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draw an outcome over two uncertainties of a grid, with contours."""
    from ...scenarios.studies.study import StudyFile
    from ..base.results import write_json
    from ..learning.told_map import phase_map
    from .study_options import tell_brief

    shown = phase_map(
        StudyFile(file), x, y, outcome, between=between, level=level, scenario=scenario, against=against, month=month,
        department=department,
    )  # fmt: skip
    folder = out if out is not None else (None if json else Path(f"{file.stem}-map"))
    paths: list[Path] = []
    if folder is not None:
        paths = shown.files(folder, lang.value, replace=replace)
    if json:
        write_json(shown.to_dict(lang.value))
    elif not quiet:
        tell_brief(shown.brief(lang.value))
        tell_files(folder or Path(), paths, lang.value, json=False, quiet=False)
