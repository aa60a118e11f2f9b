"""``crm-adoption study verify``: whether a study's file holds what it says; all of it is read, some runs run again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import marked
from .options import Json, Lang, Language, Quiet, whole
from .study_options import StudyPath

if TYPE_CHECKING:
    from ...scenarios.studies.replaying import Replayed
    from ...scenarios.studies.store_verify import Problem, Verified

SHOWN = 10
say = Words("cli.study_verify")


def verify_command(
    file: StudyPath,
    runs: Annotated[
        int, typer.Option(parser=whole, metavar="NUMBER", help="How many runs, chosen at random, are run again.")
    ] = 20,
    seed: Annotated[int, typer.Option(parser=whole, metavar="NUMBER", help="Seed of this choice.")] = 0,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Check a study's file: read all of it, run some runs again; exit code 1 if anything differs."""
    from ...scenarios.studies.store_verify import verified
    from ...scenarios.studies.study import StudyFile
    from ..base.results import write_json
    from .screen import progress

    with progress(runs, say("running", lang.value), quiet=quiet or json) as advance:
        found = _even_damaged(file, lambda: verified(StudyFile(file), runs, seed, advance))
    if json:
        write_json(document(file, found, seed))
    elif not quiet:
        _show(file, found, lang.value)
    if not found.sound:
        raise typer.Exit(1)


def _even_damaged(file: Path, verify: Any) -> Verified:
    """Return what was found; that a study's file cannot be opened any more is something found.

    Raises
    ------
    InputError
        If there is no such file, it never was a study's, or another process is at work on it.
    """
    from ...model.errors import InputError
    from ...scenarios.studies.store_damage import extent
    from ...scenarios.studies.store_verify import Problem, Verified

    try:
        found: Verified = verify()
    except InputError as error:
        if extent(file) is None or not any(each in error.problem for each in ("damaged", "the log beside")):
            raise
        return Verified({}, (Problem("file", "", said=error.phrase),))
    return found


def document(file: Path, found: Verified, seed: int) -> dict[str, Any]:
    """Return what was found as the JSON document of ``--json``."""
    from dataclasses import asdict

    return {
        "file": str(file), "sound": found.sound, "rows": found.rows, "seed": seed,
        "problems": [asdict(each) for each in found.problems], "other_software": found.other_software,
        "runs": [run_record(each) for each in found.replays],
    }  # fmt: skip


def run_record(run: Replayed) -> dict[str, Any]:
    """Return a run that was run again as JSON values."""
    from dataclasses import asdict

    from ..base.effects import as_json

    numbers = [
        asdict(each) | {"stored": as_json(each.stored), "now": as_json(each.now), "difference": as_json(each.by)}
        for each in run.differences
    ]
    return {
        "run": run.run, "same": run.same, "stored_error": run.stored_error, "error": run.error, "differences": numbers
    }  # fmt: skip


def _show(file: Path, found: Verified, lang: str) -> None:
    from ..words.phrases import number
    from .screen import console

    screen = console()
    if found.rows:
        tables = ", ".join(f"{name} {number(rows, lang)}" for name, rows in found.rows.items())
        screen.print(say("read", lang, tables=tables))
    bad = [each for each in found.replays if not each.same]
    if found.sound:
        screen.print(say("sound", lang, file=file, runs=number(len(found.replays), lang)))
        return
    screen.print(say("unsound", lang, file=file))
    for each in found.problems:
        screen.print(problem_words(each, lang))
    if bad:
        screen.print(say("others", lang, bad=number(len(bad), lang), runs=number(len(found.replays), lang)))
        lines = [line for each in bad for line in difference_words(each, lang)]
        for line in lines[:SHOWN]:
            screen.print(f"  {line}")
        if len(lines) > SHOWN:
            screen.print("  " + say("more", lang, more=number(len(lines) - SHOWN, lang)))
        if found.other_software:
            screen.print(say("software", lang))


def problem_words(problem: Problem, lang: str) -> str:
    """Return what is wrong with a table in a sentence."""
    from ..words.mistakes import in_words
    from ..words.phrases import number

    said = in_words(problem.said, lang)
    return say(problem.kind, lang, count=number(problem.count, lang), table=problem.table, said=said)


def difference_words(run: Replayed, lang: str) -> list[str]:
    """Return in words what is another thing than what is stored of a run; the largest difference first."""
    from math import isnan

    from ...model.outcomes import OUTCOME

    if run.same:
        return []
    if not run.differences:
        key = "failed" if not run.error else "other_error" if run.stored_error else "fails"
        return [say(key, lang, run=run.run, error=run.error or run.stored_error)]
    shown = sorted(run.differences, key=lambda each: 0.0 if isnan(each.by) else -abs(each.by))
    return [
        say("number", lang,
            run=each.run, outcome=called(OUTCOME[each.outcome], lang), month=each.month,
            place=say("company", lang) if each.department == "company" else each.department,
            stored=_exact(each.stored, lang), now=_exact(each.now, lang), by=_exact(each.by, lang),
        )
        for each in shown
    ]  # fmt: skip


def _exact(value: float, lang: str) -> str:
    """Return a number with all digits that tell it from its neighbours."""
    text = "–" if value != value else f"{value!r}"
    return marked(text, lang)
