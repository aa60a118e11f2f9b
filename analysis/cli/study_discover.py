"""``crm-adoption study discover``: where among what is uncertain a scenario fails."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Json, Lang, Language, Quiet, Replace
from .study_options import Against, Folder, KeptMonth, OfScenario, OneOutcome, Place, StudyPath, tell_files


def discover_command(
    file: StudyPath,
    fails_when: Annotated[
        str,
        typer.Option("--fails-when", metavar="CONDITION", help='For example "deep_use < 0.3" or "deep_use < 30 %".'),
    ],
    scenario: OfScenario = None,
    against: Against = None,
    outcome: OneOutcome = None,
    month: KeptMonth = None,
    department: Place = "company",
    density: Annotated[
        float | None, typer.Option(metavar="SHARE", help="Least share of the points in the box that must fail.")
    ] = None,
    method: Annotated[
        str, typer.Option(metavar="prim|cart", help="PRIM (extra discovery), or classification trees.")
    ] = "prim",
    out: Folder = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find where a programme fails: boxes of what is uncertain, with coverage and density."""
    from ...scenarios.studies.study import StudyFile
    from ..base.results import write_json
    from ..learning.told_discovery import discover_in
    from .study_options import tell_brief

    stored = StudyFile(file)
    found = discover_in(
        stored, fails_when, outcome=outcome, scenario=scenario, against=against, month=month, department=department,
        density=density, method=method,
    )  # fmt: skip
    folder = out if out is not None else (None if json else Path(f"{file.stem}-discovery"))
    paths: list[Path] = []
    if folder is not None and found.found.boxes:
        paths = found.files(folder, lang.value, replace=replace)
    if json:
        write_json(found.to_dict(lang.value))
    elif not quiet:
        tell_brief(found.brief(lang.value))
        if paths and folder is not None:
            tell_files(folder, paths, lang.value, json=False, quiet=False)
