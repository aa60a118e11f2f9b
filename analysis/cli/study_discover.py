"""``crm-adoption study discover``: where among what is uncertain a scenario fails."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .options import Json, Lang, Language, Quiet, Replace
from .study_options import Against, Folder, KeptMonth, OfScenario, OneOutcome, Place, StudyPath, tell_files

if TYPE_CHECKING:
    from ..learning.boxes import Box
    from ..learning.discovery import Failure

_say = Words("cli.study_discover")


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
    from ..figures.folder import write_all
    from ..learning.discovery import discover_in

    stored = StudyFile(file)
    found = discover_in(
        stored, fails_when, outcome=outcome, scenario=scenario, against=against, month=month, department=department,
        density=density, method=method,
    )  # fmt: skip
    tongue = found.runs.manner(lang.value)
    folder = out if out is not None else (None if json else Path(f"{file.stem}-discovery"))
    paths: list[Path] = []
    if folder is not None and found.found.boxes:
        paths = write_all(folder, _figures(found, tongue), _tables(found), replace=replace)
    if json:
        write_json(record(found, tongue))
    elif not quiet:
        _show(found, tongue)
        if paths and folder is not None:
            tell_files(folder, paths, lang.value, json=False, quiet=False)


def _figures(failure: Failure, lang: str) -> dict[str, Any]:
    from ..learning.chart_discovery import box_figure, trade_off_figure

    return {"1-where": box_figure(failure, lang), "2-trade-off": trade_off_figure(failure, lang)}


def _tables(failure: Failure) -> dict[str, Any]:
    """Return all limits of all boxes, and the trade-off curve."""
    import pandas as pd

    limits = [
        {"box": number, **asdict(limit)}
        for number, box in enumerate(failure.found.boxes, start=1)
        for limit in box.limits
    ]
    curve = [_box(each) | {"limits": each.restricted} for each in failure.found.trade_off]
    return {"boxes": pd.DataFrame(limits), "trade_off": pd.DataFrame(curve).drop(columns="held_out")}


def _box(box: Box) -> dict[str, Any]:
    check = box.check
    held = None if check is None else asdict(check) | {
        "coverage": check.coverage, "density": check.density if check.points else None
    }  # fmt: skip
    return {
        "limits": [asdict(each) for each in box.limits], "points": box.points, "failing": box.failing,
        "coverage": box.coverage, "density": box.density, "mass": box.mass, "held_out": held,
    }  # fmt: skip


def record(failure: Failure, lang: str) -> dict[str, Any]:
    """Return what was found as JSON values."""
    from ..learning.discovery_words import sentences

    runs, found = failure.runs, failure.found
    return {
        "study": runs.study, "scenario": runs.scenario, "against": runs.against or None,
        "fails_when": str(failure.when),
        "month": runs.month, "department": runs.department, "points": len(found.points), "failing": found.failing,
        "replications": runs.replications, "undecided": None if failure.undecided < 0 else failure.undecided,
        "state": found.state, "boxes": [_box(each) for each in found.boxes],
        "trade_off": [_box(each) for each in found.trade_off], "sentences": sentences(failure, lang),
    }  # fmt: skip


def _show(failure: Failure, lang: str) -> None:
    from ..learning.discovery_words import limits_words, p_words, sentences
    from ..words.phrases import number, percent
    from .screen import console, show_table

    screen = console()
    rows = [
        [limits_words(box, lang), percent(box.coverage, lang), percent(box.density, lang), number(box.points, lang),
         number(box.failing, lang), p_words(box.check.p, lang).removeprefix("= ") if box.check else "–"]
        for box in failure.found.boxes
    ]  # fmt: skip
    if rows:
        show_table(screen, "", _say.several("columns", lang), rows)
    for each in sentences(failure, lang):
        screen.print(each)
