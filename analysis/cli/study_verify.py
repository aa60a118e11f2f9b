"""``crm-adoption study verify``: whether a study's file holds what it says; all of it is read, some runs run again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...model.plural import counted
from .options import Json, Lang, Language, Quiet, whole
from .study_options import StudyPath

if TYPE_CHECKING:
    from ...scenarios.studies.replaying import Replayed
    from ...scenarios.studies.store_verify import Problem, Verified

SHOWN = 10
WORDS = {
    "en": {
        "running": "Running again", "read": "Read: {tables}.", "sound": "{file} is sound: all of it was read, and "
        "{runs} runs, run again, gave the same numbers, bit for bit.",
        "unsound": "{file} is not sound.", "damaged": "Table {table}: {said}",
        "twice": "{count} runs are stored twice.", "foreign": "{count} runs are none of the study's.",
        "unfinished": "{count} runs are called stored, but not all of their outcomes are there.",
        "without_error": "{count} runs failed without an error being stored, or the other way round.",
        "without_run": "{count} runs have outcomes, but are not called stored.",
        "points": "{count} design points are missing.", "file": "{said}",
        "others": "{bad} of {runs} runs, run again, gave something else than what is stored:",
        "number": "{run}, {outcome} ({place}), month {month}: stored {stored}, now {now} (difference {by})",
        "fails": "{run}: now it fails ({error})", "failed": "{run}: stored is an error ({error}), now it does not fail",
        "other_error": "{run}: now it fails with another error ({error})",
        "more": "... and {more} more", "company": "company",
        "software": "Some of its runs were computed by another version than this, which may give other numbers.",
    },
    "de": {
        "running": "Erneut gerechnet", "read": "Gelesen: {tables}.", "sound": "{file} ist in Ordnung: Alles wurde "
        "gelesen, und {runs} erneut gerechnete Läufe gaben dieselben Zahlen, Bit für Bit.",
        "unsound": "{file} ist nicht in Ordnung.", "damaged": "Tabelle {table}: {said}",
        "twice": "{count} Läufe sind doppelt gespeichert.", "foreign": "{count} Läufe gehören nicht zur Studie.",
        "unfinished": "{count} Läufe gelten als gespeichert, aber nicht alle ihre Ergebnisse sind da.",
        "without_error": "{count} Läufe sind ohne gespeicherten Fehler fehlgeschlagen oder umgekehrt.",
        "without_run": "{count} Läufe haben Ergebnisse, gelten aber nicht als gespeichert.",
        "points": "{count} Punkte fehlen.", "file": "{said}",
        "others": "{bad} von {runs} erneut gerechneten Läufen gaben etwas anderes als gespeichert:",
        "number": "{run}, {outcome} ({place}), Monat {month}: gespeichert {stored}, jetzt {now} (Unterschied {by})",
        "fails": "{run}: schlägt jetzt fehl ({error})",
        "failed": "{run}: gespeichert ist ein Fehler ({error}), jetzt schlägt er nicht fehl",
        "other_error": "{run}: schlägt jetzt mit einem anderen Fehler fehl ({error})",
        "more": "... und {more} weitere", "company": "Unternehmen",
        "software": "Manche Läufe stammen von einer anderen Version als dieser, die andere Zahlen geben kann.",
    },
}  # fmt: skip


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

    with progress(runs, WORDS[lang.value]["running"], quiet=quiet or json) as advance:
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

    words, screen = WORDS[lang], console()
    if found.rows:
        tables = ", ".join(f"{name} {number(rows, lang)}" for name, rows in found.rows.items())
        screen.print(counted(words["read"].format(tables=tables)))
    bad = [each for each in found.replays if not each.same]
    if found.sound:
        screen.print(counted(words["sound"].format(file=file, runs=number(len(found.replays), lang))))
        return
    screen.print(counted(words["unsound"].format(file=file)))
    for each in found.problems:
        screen.print(problem_words(each, lang))
    if bad:
        screen.print(counted(words["others"].format(bad=number(len(bad), lang), runs=number(len(found.replays), lang))))
        lines = [line for each in bad for line in difference_words(each, lang)]
        for line in lines[:SHOWN]:
            screen.print(f"  {line}")
        if len(lines) > SHOWN:
            screen.print("  " + counted(words["more"].format(more=number(len(lines) - SHOWN, lang))))
        if found.other_software:
            screen.print(words["software"])


def problem_words(problem: Problem, lang: str) -> str:
    """Return what is wrong with a table in a sentence."""
    from ..words.mistakes import in_words
    from ..words.phrases import number

    said, count = in_words(problem.said, lang), number(problem.count, lang)
    return counted(WORDS[lang][problem.kind].format(count=count, table=problem.table, said=said))


def difference_words(run: Replayed, lang: str) -> list[str]:
    """Return in words what is another thing than what is stored of a run; the largest difference first."""
    from math import isnan

    from ...model.outcomes import OUTCOME

    words = WORDS[lang]
    if run.same:
        return []
    if not run.differences:
        key = "failed" if not run.error else "other_error" if run.stored_error else "fails"
        return [counted(words[key].format(run=run.run, error=run.error or run.stored_error))]
    shown = sorted(run.differences, key=lambda each: 0.0 if isnan(each.by) else -abs(each.by))
    return [
        counted(words["number"].format(
            run=each.run, outcome=OUTCOME[each.outcome].label(lang), month=each.month,
            place=words["company"] if each.department == "company" else each.department,
            stored=_exact(each.stored, lang), now=_exact(each.now, lang), by=_exact(each.by, lang),
        ))
        for each in shown
    ]  # fmt: skip


def _exact(value: float, lang: str) -> str:
    """Return a number with all digits that tell it from its neighbours."""
    text = "–" if value != value else f"{value!r}"
    return text.replace(".", ",") if lang == "de" else text
