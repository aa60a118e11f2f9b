"""``crm-adoption study``: how far a study is, its tables, SQL and figures; the file is only read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from ...scenarios.words.catalogue import Words
from . import study_discover, study_map, study_salvage, study_sensitivity, study_verify
from .options import Json, Lang, Language, Outcomes, Quiet, Replace
from .study_options import Folder, KeptMonth, Place, StudyPath, tell_files
from .study_running import progress_record, running, show_progress

if TYPE_CHECKING:
    from ...scenarios.studies.store_reading import Form
    from ...scenarios.studies.store_status import Status
    from ...scenarios.studies.study import StudyFile

app = typer.Typer(help="Show, export, query and draw a study's file.", no_args_is_help=True, rich_markup_mode=None)
SHOWN_ERRORS = 10
_say = Words("cli.study")


def status_record(status: Status) -> dict[str, Any]:
    """Return how far a study is as JSON values."""
    from dataclasses import asdict

    record = asdict(status) | {"missing": status.missing, "created": status.created.isoformat()}
    return record | {"last": status.last.isoformat() if status.last else None}


def _errors(file: StudyFile, most: int | None = None) -> list[dict[str, str]]:
    from ...scenarios.studies.store_study import run_name

    limit = "" if most is None else f" LIMIT {most}"
    sql = f"SELECT scenario, point, replicate, error FROM errors ORDER BY scenario, point, replicate{limit}"
    return [{"run": run_name(*key), "error": error} for *key, error in file.rows(sql)]


@app.command("status")
def status_command(file: StudyPath, lang: Lang = Language.en, json: Json = False, quiet: Quiet = False) -> None:
    """Show how far a study is, also while it runs, and what failed."""
    from ...scenarios.studies.study import StudyFile
    from ..base.results import write_json

    if (going := running(file)) is not None:
        if json:
            write_json(progress_record(going))
        elif not quiet:
            show_progress(going, lang.value)
        return
    stored = StudyFile(file)
    status = stored.status()
    if json:
        write_json(status_record(status) | {"errors": _errors(stored), "running": False})
    elif not quiet:
        _show_status(stored, status, lang.value)


def _show_status(stored: StudyFile, status: Status, lang: str) -> None:
    from ..words.phrases import number
    from .screen import console, show_table

    screen = console()
    texts = {name: number(value, lang) for name, value in status_record(status).items() if isinstance(value, int)}
    texts |= {"name": status.name, "seed": str(status.seed), "left": texts["missing"]}
    texts |= {"size": number(status.size / 1e6, lang, 1), "versions": ", ".join(status.versions)}
    texts["last"] = f"{status.last:%Y-%m-%d %H:%M:%S}" if status.last else "–"
    screen.print(_say("head", lang, **texts))
    if status.missing:
        screen.print(_say("left", lang, **texts))
    screen.print(_say("size", lang, **texts))
    each = status.runs // max(status.scenarios, 1)
    rows = [[name, number(done, lang), number(each - done, lang)] for name, done in status.by_scenario.items()]
    show_table(screen, "", [_say("scenario", lang), _say("done", lang), _say("missing", lang)], rows)
    if status.failed:
        found = _errors(stored, SHOWN_ERRORS)
        screen.print(_say("failed", lang, failed=texts["failed"], file=stored.path, run=found[0]["run"]))
        show_table(
            screen, "", [_say("run", lang), _say("error", lang)], [[e["run"], e["error"]] for e in found], left=2
        )
        if status.failed > len(found):
            screen.print(_say("more", lang, more=number(status.failed - len(found), lang)))


@app.command("export")
def export_command(
    file: StudyPath,
    out: Folder = None,
    form: Annotated[str, typer.Option("--format", metavar="parquet|csv", help="Kind of files.")] = "parquet",
    ro_crate: Annotated[
        bool, typer.Option("--ro-crate", help="Describe them in ro-crate-metadata.json, as archives read it.")
    ] = False,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write every table, and the results with their design points, as Parquet or CSV files."""
    from ...scenarios.studies.study import StudyFile

    folder = Path(f"{file.stem}-{form}") if out is None else out
    stored = StudyFile(file)
    write = stored.to_crate if ro_crate else stored.export
    paths = write(folder, cast("Form", form), replace=replace)
    tell_files(folder, paths, lang.value, json=json, quiet=quiet)


@app.command("sql")
def sql_command(
    file: StudyPath,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="For example: SELECT * FROM results LIMIT 5")],
    json: Json = False,
) -> None:
    """Answer SQL on a study's tables as CSV (or JSON); nothing can be changed, and no other file read."""
    from ...scenarios.studies.study import StudyFile
    from ..base.results import write_json

    answer = StudyFile(file).query(sql)
    if json:
        from json import loads

        write_json(loads(answer.to_json(orient="records", date_format="iso", double_precision=15)))
    else:
        answer.to_csv(sys.stdout, index=False)


@app.command("figures")
def figures_command(
    file: StudyPath,
    out: Folder = None,
    outcome: Outcomes = None,
    month: KeptMonth = None,
    department: Place = "company",
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draw the outcomes over the design points, one figure for each."""
    from ...scenarios.studies.study import StudyFile
    from ..learning.chart_study import figures_of

    folder = Path(f"{file.stem}-figures") if out is None else out
    paths = figures_of(
        StudyFile(file), folder, outcomes=outcome, month=month, department=department, lang=lang.value, replace=replace
    )  # fmt: skip
    tell_files(folder, paths, lang.value, json=json, quiet=quiet)


app.command("discover")(study_discover.discover_command)
app.command("sensitivity")(study_sensitivity.sensitivity_command)
app.command("map")(study_map.map_command)
app.command("verify")(study_verify.verify_command)
app.command("salvage")(study_salvage.salvage_command)
