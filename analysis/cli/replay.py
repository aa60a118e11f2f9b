"""``crm-adoption replay``: one run of a study again, alone, for example one that failed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...model.plural import counted
from .options import Json, Lang, Language, Quiet

if TYPE_CHECKING:
    from ...scenarios.studies.store_study import Floats
    from ...scenarios.studies.study import Study
    from ...scenarios.studies.work import Done

_WORDS = {
    "en": {
        "head": "{run} of “{name}”, seed {seed}: {point}", "single": "no uncertainties", "month": "Month {month}",
        "outcome": "Outcome", "company": "Company",
        "same": "The same numbers as stored, bit for bit.", "other": "Other numbers than those stored.",
        "missing": "Nothing is stored of this run alone, so there is nothing to compare with.",
        "was_error": "Stored is an error: {error}", "again": "It fails again: {error}",
    },
    "de": {
        "head": "{run} von „{name}“, Startwert {seed}: {point}", "single": "keine Unsicherheiten",
        "month": "Monat {month}", "outcome": "Ergebnis", "company": "Unternehmen",
        "same": "Dieselben Zahlen wie gespeichert, Bit für Bit.", "other": "Andere Zahlen als die gespeicherten.",
        "missing": "Von diesem Lauf allein ist nichts gespeichert, womit sich vergleichen ließe.",
        "was_error": "Gespeichert ist ein Fehler: {error}", "again": "Er schlägt wieder fehl: {error}",
    },
}  # fmt: skip


def replay_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY.duckdb", help="The study's file; it is only read.")],
    run: Annotated[str, typer.Argument(metavar="RUN", help="SCENARIO/POINT/REPLICATE, as study status shows it.")],
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run one run of a study again and compare it with what is stored; exit code 1 if it fails again."""
    from ...scenarios.studies.store_reading import StudyFile
    from ...scenarios.studies.store_study import run_named, stored_run
    from ...scenarios.studies.work import work
    from ..results import write_json

    file = StudyFile(study)
    defined = file.study()
    unit = run_named(defined, run)
    (done,) = work(defined, [unit])
    before = stored_run(file, defined, unit)
    if json:
        write_json(document(run, defined, done, before))
    elif not quiet:
        _show(run, defined, done, before, lang.value)
    if done.values is None:
        raise typer.Exit(1)


def _same(done: Done, before: Floats | str | None) -> bool | None:
    """Return whether a run gave what is stored; None if nothing is stored."""
    import numpy as np

    if before is None:
        return None
    if done.values is None or isinstance(before, str):
        return done.error == before
    return np.array_equal(done.values[0], before, equal_nan=True)


def document(run: str, study: Study, done: Done, before: Floats | str | None) -> dict[str, Any]:
    """Return a run as the JSON document of ``--json``."""
    from ..effects import as_json

    unit, rows = done.unit, []
    if done.values is not None:
        rows = [
            {"month": month, "department": place} | dict(zip(study.outcomes, map(as_json, values), strict=True))
            for month, at in zip(study.months, done.values[0].tolist(), strict=True)
            for place, values in zip(study.departments, at, strict=True)
        ]
    return {
        "run": run, "seed": study.seed, "point": dict(zip(study.design.names, _point(study, done), strict=True)),
        "outcomes": rows, "error": done.error, "traceback": done.traceback, "replicate": unit.first,
        "stored_error": before if isinstance(before, str) else None, "same_as_stored": _same(done, before),
    }  # fmt: skip


def _point(study: Study, done: Done) -> list[float]:
    values: list[float] = study.points[done.unit.point].tolist()
    return values


def _show(run: str, study: Study, done: Done, before: Floats | str | None, lang: str) -> None:
    from .screen import console

    words, screen = _WORDS[lang], console()
    point = ", ".join(f"{n} = {v:.6g}" for n, v in zip(study.design.names, _point(study, done), strict=True))
    screen.print(
        counted(words["head"].format(run=run, name=study.name, seed=study.seed, point=point or words["single"]))
    )
    if isinstance(before, str):
        screen.print(counted(words["was_error"].format(error=before)))
    if done.values is None:
        screen.print(counted(words["again"].format(error=done.error)))
        screen.print(done.traceback or "")
        return
    _table(study, done.values[0], lang)
    same = _same(done, before)
    if not isinstance(before, str):
        screen.print(words["missing" if same is None else "same" if same else "other"])


def _table(study: Study, values: Floats, lang: str) -> None:
    """Print the outcomes of one run, [months, places, outcomes]."""
    from ...model.outcomes import OUTCOME
    from ..words import level
    from .screen import console, show_table

    words, companies = _WORDS[lang], {"company": _WORDS[lang]["company"]}
    rows = [
        [f"{OUTCOME[name].label(lang)} ({companies.get(place, place)})"]
        + [level(float(values[m, p, k]), name, lang) for m in range(len(study.months))]
        for k, name in enumerate(study.outcomes)
        for p, place in enumerate(study.departments)
    ]
    heads = [words["outcome"], *(counted(words["month"].format(month=month)) for month in study.months)]
    show_table(console(), "", heads, rows)
