"""``crm-adoption study map``: an outcome over two uncertainties, and where the start decides the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import Json, Lang, Language, Quiet, Replace
from .study_options import Against, Folder, KeptMonth, OfScenario, OneOutcome, Place, StudyPath, tell_files

if TYPE_CHECKING:
    from ..learning.phase_map import PhaseMap


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
    from ..figures.folder import write_all
    from ..learning.chart_phase import phase_figure
    from ..learning.phase_map import phase_map

    shown = phase_map(
        StudyFile(file), x, y, outcome, between=between, level=level, scenario=scenario, against=against, month=month,
        department=department,
    )  # fmt: skip
    tongue = shown.runs.manner(lang.value)
    folder = out if out is not None else (None if json else Path(f"{file.stem}-map"))
    paths: list[Path] = []
    if folder is not None:
        paths = write_all(folder, {"map": phase_figure(shown, tongue)}, {"map": _table(shown)}, replace=replace)
    if json:
        write_json(record(shown, tongue))
    elif not quiet:
        _tell(shown, tongue)
        tell_files(folder or Path(), paths, lang.value, json=False, quiet=False)


def _table(shown: PhaseMap) -> Any:
    """Return a row for each place of the map."""
    import numpy as np
    import pandas as pd

    across, up = np.meshgrid(shown.xs, shown.ys)
    columns: dict[str, Any] = {
        shown.x.name: across,
        shown.y.name: up,
        "mean": shown.mean,
        "half_width": shown.half_width,
    }
    if shown.level is not None:
        columns |= {"reached": shown.reached, "undecided": shown.undecided}
    return pd.DataFrame({name: values.ravel() for name, values in columns.items()})


def record(shown: PhaseMap, lang: str) -> dict[str, Any]:
    """Return a map as JSON values."""
    import numpy as np

    from ..learning.phase_words import headline, notes

    runs, known = shown.runs, bool(np.isfinite(shown.half_width).all())
    found = {
        "study": runs.study, "scenario": runs.scenario, "against": runs.against or None, "outcome": runs.outcome,
        "month": runs.month, "department": runs.department, "replications": runs.replications,
        "x": {"name": shown.x.name, "values": shown.xs.tolist()},
        "y": {"name": shown.y.name, "values": shown.ys.tolist()},
        "between": shown.between and {"name": shown.between.name, "values": [shown.between.low, shown.between.high]},
        "averaged_over": [each.name for each in shown.others], "mean": shown.mean.tolist(),
        "half_width": shown.half_width.tolist() if known else None, "level": shown.level,
        "sentences": [headline(shown, lang), *notes(shown, lang)],
    }  # fmt: skip
    if shown.level is None:
        return found
    return found | {"share": shown.share, "reached": shown.reached.tolist(), "undecided": shown.undecided.tolist()}


def _tell(shown: PhaseMap, lang: str) -> None:
    from ..learning.phase_words import below, headline, notes
    from .screen import console

    screen = console()
    for each in (f"{headline(shown, lang)}.", f"{below(shown, lang)}.", *notes(shown, lang)):
        screen.print(each)
