"""``crm-adoption replay``: one run of a study again, alone, for example one that failed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...model.plural import counted
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from .options import AllowPlugins, Json, Lang, Language, Quiet
from .study_verify import difference_words, run_record

if TYPE_CHECKING:
    from ...scenarios.studies.replaying import Replayed
    from ...scenarios.studies.store_study import Floats
    from ...scenarios.studies.study import Study
    from ...scenarios.studies.work import Done

_say = Words("cli.replay")


def replay_command(
    study: Annotated[Path, typer.Argument(metavar="STUDY.duckdb", help="The study's file; it is only read.")],
    run: Annotated[str, typer.Argument(metavar="RUN", help="SCENARIO/POINT/REPLICATE, as study status shows it.")],
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run one run of a study again and compare it with what is stored; exit code 1 if it differs or fails."""
    from ...scenarios.studies.replaying import compared
    from ...scenarios.studies.store_study import run_named, stored_run
    from ...scenarios.studies.study import StudyFile
    from ...scenarios.studies.work import work
    from ..base.results import write_json
    from ..learning.study_runs import manner_of

    file = StudyFile(study)
    defined = file.study(allow_plugins=allow_plugins)
    unit = run_named(defined, run)
    (done,) = work(defined, [unit])
    before = stored_run(file, defined, unit)
    found = None if before is None else compared(defined, done, before)
    if json:
        write_json(document(run, defined, done, found))
    elif not quiet:
        _show(run, defined, done, found, manner_of(file, lang.value))
    if done.values is None or not (found is None or found.same):
        raise typer.Exit(1)


def document(run: str, study: Study, done: Done, found: Replayed | None) -> dict[str, Any]:
    """Return a run as the JSON document of ``--json``."""
    from ..base.effects import as_json

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
        "stored_error": found.stored_error or None if found else None,
        "same_as_stored": None if found is None else found.same,
        "differences": run_record(found)["differences"] if found else [],
    }  # fmt: skip


def _point(study: Study, done: Done) -> list[float]:
    values: list[float] = study.points[done.unit.point].tolist()
    return values


def _show(run: str, study: Study, done: Done, found: Replayed | None, lang: str) -> None:
    from .screen import console

    screen = console()
    point = ", ".join(f"{n} = {v:.6g}" for n, v in zip(study.design.names, _point(study, done), strict=True))
    head = _say("head", lang, run=run, name=study.name, seed=study.seed, point=point or _say("single", lang))
    screen.print(counted(head))
    if found is not None and found.stored_error:
        screen.print(_say("was_error", lang, error=found.stored_error))
    if done.values is None:
        said = _say.raw("again" if found is not None and found.stored_error else "now", lang)
        screen.print(counted(said.format(error=done.error)))
        screen.print(done.traceback or "")
        return
    _table(study, done.values[0], lang)
    if found is None:
        screen.print(_say("missing", lang))
    elif found.same:
        screen.print(_say("same", lang))
    elif found.stored_error:
        screen.print(_say("mended", lang))
    else:
        screen.print(_say("other", lang))
        for line in difference_words(found, lang):
            screen.print(f"  {line}")


def _table(study: Study, values: Floats, lang: str) -> None:
    """Print the outcomes of one run, [months, places, outcomes]."""
    from ...model.outcomes import OUTCOME
    from ..words.phrases import level
    from .screen import console, show_table

    companies = {"company": _say("company", lang)}
    rows = [
        [f"{called(OUTCOME[name], lang)} ({companies.get(place, place)})"]
        + [level(float(values[m, p, k]), name, lang) for m in range(len(study.months))]
        for k, name in enumerate(study.outcomes)
        for p, place in enumerate(study.departments)
    ]
    heads = [_say("outcome", lang), *(_say("month", lang, month=month) for month in study.months)]
    show_table(console(), "", heads, rows)
