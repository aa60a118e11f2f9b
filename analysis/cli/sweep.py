"""``crm-adoption sweep``: run a study into its file; interrupted, the same command goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .logs import logged
from .options import AllowOutside, AllowPlugins, Json, Lang, Language, Quiet, Workers, whole

if TYPE_CHECKING:
    from ...scenarios.studies.store import Found, Store
    from ...scenarios.studies.study import Study
    from ...scenarios.studies.sweeping import Swept

STOPPED = 130
SURE = 3.0
"""Seconds of running after which it is said how long the rest takes, if it takes longer than this."""
Advance = Callable[[int, int], object]
_say = Words("cli.sweep")


def sweep_command(
    study: Annotated[Path, typer.Argument(help="The study file (TOML).")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The store (default: the study file's name with .duckdb, here).")
    ] = None,
    replications: Annotated[
        int | None, typer.Option(parser=whole, metavar="NUMBER", help="Replicates per point instead of the file's.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(parser=whole, metavar="NUMBER", help="Root seed instead of the file's; only for a new store."),
    ] = None,
    extend: Annotated[bool, typer.Option("--extend", help="Add further replicates or points to the store.")] = False,
    accept_version: Annotated[
        bool, typer.Option("--accept-version", help="Go on with a store that another version has written.")
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Compute on the Dask cluster of this scheduler.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="local:N", help="Compute in N processes on this machine (Dask).")
    ] = None,
    workers: Workers = None,
    log: Annotated[Path | None, typer.Option(metavar="FILE", help="Append what happens to this file.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Start a large study without asking.")] = False,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run a study, many design points of many scenarios, into one DuckDB file that survives interruptions."""
    from ...scenarios.studies.files import load_study
    from ...scenarios.studies.sweeping import swept
    from ..base.results import write_json

    chosen = _changed(load_study(study, allow_outside=allow_outside, allow_plugins=allow_plugins), replications, seed)
    path = Path(f"{study.stem}.duckdb") if out is None else out
    if not path.exists() or extend:
        _ask(chosen, workers, lang.value, yes=yes)
    say = _Voice(chosen, path, lang.value, quiet=quiet or json)
    with logged(log), _workplace(scheduler, cluster, workers) as (executor, lanes):
        done = swept(
            chosen, path, executor, workers=lanes, extend=extend, accept_version=accept_version, watch=say.watching
        )
    say.end(done)
    if json:
        write_json(document(path, done))
    if done.session.stopped and done.session.left:
        raise typer.Exit(STOPPED)


def document(path: Path, done: Swept) -> dict[str, Any]:
    """Return what a call did and how far the study is, as the JSON document of ``--json``."""
    from dataclasses import asdict

    from .study import status_record

    return {"file": str(path), "session": asdict(done.session), "status": status_record(done.status)}


def _changed(study: Study, replications: int | None, seed: int | None) -> Study:
    from dataclasses import replace

    given = {name: value for name, value in (("replications", replications), ("seed", seed)) if value is not None}
    return replace(study, **given) if given else study  # type: ignore[arg-type]


def _ask(study: Study, workers: int | None, lang: str, *, yes: bool) -> None:
    """Ask before a large study begins; where nobody can answer, refuse.

    Raises
    ------
    InputError
        If nobody can be asked, with the estimate.
    """
    from ...model.errors import InputError
    from ...model.phrase import Worded

    estimate = study.estimate(workers)
    if yes or not estimate.large:
        return
    if not sys.stdin.isatty():
        problem = "this study is large: {estimate:bare}; add --yes to start it nevertheless."
        raise InputError(problem, field="design", estimate=Worded(estimate.words))
    typer.confirm(_say("ask", lang, estimate=estimate.words(lang)), abort=True, err=True)


class _Voice:
    """What is told of a study, in one language, on standard output; failures and interruptions on standard error."""

    def __init__(self, study: Study, path: Path, lang: str, *, quiet: bool) -> None:
        self.study, self.path, self.lang, self.quiet = study, path, lang, quiet

    def _words(self, key: str, **values: Any) -> str:
        from ..words.phrases import number

        texts = {name: number(value, self.lang) if isinstance(value, int) else value for name, value in values.items()}
        return _say(key, self.lang, name=self.study.name, file=self.path, **texts)

    @contextmanager
    def watching(self, store: Store) -> Iterator[Advance | None]:
        """Say what will happen, and yield what moves a bar or says how long the rest takes."""
        self.beginning(store.found)
        with _bar(store.found, self.lang, quiet=self.quiet) as advance:
            yield advance or self.time_left(store)

    def beginning(self, found: Found) -> None:
        """Say what will happen: a new study, going on, extending, or nothing."""
        if self.quiet:
            return
        left = found.runs - found.done
        key = "new" if found.new else "complete" if not left else "extend" if found.extended else "resume"
        estimate = self.study.estimate().amount(self.lang)
        print(self._words(key, done=found.done, runs=found.runs, left=left, estimate=estimate), flush=True)
        if found.other_version:
            print(self._words("mixed", version=found.other_version), flush=True)
        if found.other_name:
            print(self._words("renamed", before=found.other_name), flush=True)

    def time_left(self, store: Store) -> Advance | None:
        """Return what says once, when the pace is known, how long the rest takes; None where nothing is to be told."""
        from ...scenarios.studies.estimate import duration
        from ...scenarios.studies.progress import Pace

        if self.quiet or not store.left:
            return None
        pace, told = Pace(), False

        def advance(runs: int, failed: int) -> None:
            nonlocal told
            pace.add(runs)
            left, rate = pace.left(store.left) or 0.0, max(1, round(pace.rate or 0.0))
            if not told and pace.seconds > SURE and left > SURE:
                told = True
                print(self._words("left_over", time=duration(left, self.lang), runs=pace.runs, rate=rate), flush=True)

        return advance

    def end(self, done: Swept) -> None:
        """Say how far it has come, and how to go on."""
        from ..words.phrases import number

        status, session = done.status, done.session
        if session.left:
            print(self._words("stopped", done=status.done, runs=status.runs), file=sys.stderr)
        elif session.runs and not self.quiet:
            seconds = number(session.seconds, self.lang, 1)
            rate = round(session.runs / max(session.seconds, 1e-9))
            print(self._words("finished", runs=status.runs, seconds=seconds, rate=rate))
        if status.failed:
            print(self._words("failed", failed=status.failed), file=sys.stderr)


@contextmanager
def _workplace(
    scheduler: str | None, cluster: str | None, workers: int | None
) -> Iterator[tuple[Executor | None, int | None]]:
    """Yield where to compute, and in how many lanes; None for threads of this process."""
    from ...model.errors import InputError
    from ...scenarios.studies.cluster import connected, local_workers, started

    if scheduler is not None and cluster is not None:
        raise InputError("give --scheduler or --cluster, not both.", field="--cluster")
    if scheduler is None and cluster is None:
        yield None, workers
        return
    with connected(scheduler) if scheduler is not None else started(local_workers(cluster or "")) as (executor, lanes):
        yield executor, workers or lanes


@contextmanager
def _bar(found: Found, lang: str, *, quiet: bool) -> Iterator[Advance | None]:
    """Yield a function that moves a bar with rate, time left and failures; None where no terminal shows it."""
    if quiet or not sys.stderr.isatty() or found.done == found.runs:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(), TextColumn("{task.fields[failures]}"),
    )  # fmt: skip
    failed = found.failed

    def failures() -> str:
        return f"{failed} {_say('failures', lang)}" if failed else ""

    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_say("running", lang), total=found.runs, completed=found.done, rate="", failures=failures())

        def advance(runs: int, bad: int) -> None:
            nonlocal failed
            failed += bad
            bar.update(task, advance=runs, failures=failures())
            rate = bar.tasks[task].speed
            bar.update(task, rate=f"{rate:.0f} {_say('rate', lang)}" if rate else "")

        yield advance
