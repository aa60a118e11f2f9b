"""``crm-adoption decide``: the best mix of interventions for a budget, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .company_options import DespiteMisfit, FitFile
from .constraint_options import AtMost, NotBefore, Without, constraints
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourIfAny,
    Currency,
    Details,
    GoLive,
    Json,
    Lang,
    Language,
    Months,
    Out,
    Quiet,
    Replace,
    Seed,
    Settings,
    Template,
    Workers,
    Xlsx,
    amount,
    as_told,
    decimal,
    month_typed,
    whole,
)

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..deciding.told import Decision

say = Words("deciding.words")
of_report = Words("cli.report")

DEFAULT_OUT = Path("crm-adoption-decision")
UNKNOWN = "unknown"
"""In place of the fingerprint of a decision that is not made yet: whatever stands there is something else."""


def decide_command(
    scenario: Annotated[
        str | None, typer.Argument(help="A shipped name or the path of a scenario file (default: no_programme).")
    ] = None,
    budget: Annotated[
        float, typer.Option(parser=amount, metavar="EUR", help="Most that a mix may spend within the horizon.")
    ] = 200_000.0,
    objective: Annotated[
        str, typer.Option(metavar="deep_use|customers|net_value", help="What is to be as large as possible.")
    ] = "deep_use",
    risk: Annotated[
        str | None,
        typer.Option(
            metavar="mean|worst|target",
            help="Whether the mean counts, the mean of the worst tenth of companies, or the probability of --target.",
        ),
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="VALUE", help="What is to be reached: percent of real use, customers or EUR.")
    ] = None,
    month: Annotated[
        Any,
        typer.Option(
            parser=month_typed, metavar="NUMBER|2028-03", help="Month in which it counts (default: the last)."
        ),
    ] = None,
    months: Months = None,
    behaviour: BehaviourIfAny = None,
    without: Without = None,
    at_most: AtMost = None,
    not_before: NotBefore = None,
    fit: FitFile = None,
    despite_misfit: DespiteMisfit = False,
    trials: Annotated[int, typer.Option(parser=whole, metavar="NUMBER", help="Mixes that the search proposes.")] = 2000,
    seed: Seed = 0,
    workers: Workers = None,
    settings: Settings = None,
    go_live: GoLive = None,
    currency: Currency = None,
    out: Out = None,
    replace: Replace = False,
    xlsx: Xlsx = False,
    template: Template = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the best mix of interventions for a budget, and say what the answer hangs on."""
    from ..base.results import write_json
    from ..deciding.brief import brief
    from ..deciding.deciding import decide, work
    from ..deciding.folder import write_folder
    from ..evidence.behaviour import check_alone
    from .one_screen import show
    from .screen import progress

    settings = as_told(settings, go_live, currency)
    chosen = _scenario(scenario, settings, allow_outside, allow_plugins) if scenario or settings else None
    limits = constraints(without, at_most, not_before)
    folder = out if out is not None else (None if json else DEFAULT_OUT)
    slides = _check_place(folder, template, xlsx=xlsx, replace=replace)
    check_alone(fit, named=behaviour is not None)
    with progress(work(trials), say("running", lang.value), quiet=quiet or json) as advance:
        found = decide(
            chosen, budget=budget, objective=objective, month=month, months=months,
            risk=risk or ("mean" if target is None else "target"), target=_target(target, objective),
            ensemble=behaviour or "evidence", fit=fit, despite_misfit=despite_misfit, constraints=limits,
            trials=trials, seed=seed, workers=workers, lang=lang.value, progress=advance,
        )  # fmt: skip
    if slides and folder is not None:
        _write_slides(found, folder, template)
    elif folder is not None:
        found = write_folder(found, folder, scenario or "no_programme", xlsx=xlsx, settings=settings or ())
    if json:
        write_json(found.to_dict())
    elif not quiet:
        files = [of_report("written", found.lang, file=folder)] if slides else []
        files = files or _files(found, scenario, folder, fit, settings or ())
        if details:
            _show_all(found, files)
        else:
            show(brief(found, found.lang), found.lang, more=files)
    _tell_faults(found)


def _files(
    found: Decision, scenario: str | None, folder: Path | None, fit: Path | None, settings: Sequence[str]
) -> list[str]:
    """Return where the results are, and the command with which to go on."""
    from ..deciding.record import next_command

    if folder is None:
        return []
    named = None if found.question.worlds.fitted else scenario or "no_programme"
    command = next_command(found, named, folder, fit, settings)
    return [say("files", found.lang, folder=folder, command=command)]


def _tell_faults(found: Decision) -> None:
    """Show what failed by a fault of this software, after all that did not, and end as our fault."""
    import sys

    faults = [each.fault for each in found.unavailable if each.fault]
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        raise typer.Exit(1)


def _scenario(reference: str | None, settings: list[str] | None, allow_outside: bool, allow_plugins: bool) -> Scenario:
    from ..base.forms import loaded

    return loaded(
        reference or "no_programme", settings=settings or (), allow_outside=allow_outside, allow_plugins=allow_plugins
    )


def _target(text: str | None, objective: str) -> float | None:
    """Return a target in the objective's unit; shares are typed in percent."""
    if text is None:
        return None
    if objective == "deep_use":
        return decimal(text) / 100.0
    negative = text.strip().startswith(("-", "−"))
    value = amount(text.strip().lstrip("-−"))
    return -value if negative else value


def _check_place(folder: Path | None, template: Path | None, *, xlsx: bool, replace: bool) -> bool:
    """Return whether slides are to be written, or refuse what could not be written in the end."""
    from ..report.slide_files import check_presentation, is_presentation

    slides = is_presentation(folder or DEFAULT_OUT, template)
    if slides and folder is not None and not xlsx:
        check_presentation(folder, UNKNOWN, replace=replace)
        return True
    _check_folder(folder, xlsx=xlsx, replace=replace)
    return False


def _write_slides(found: Decision, file: Path, template: Path | None) -> None:
    from ..deciding.slides import decision_slides  # python-pptx
    from ..report.slide_files import write_presentation

    write_presentation(decision_slides(found, found.lang, template), file)


def _check_folder(folder: Path | None, *, xlsx: bool, replace: bool) -> None:
    """Refuse files that could not be written in the end, before anything runs."""
    from ...model.errors import InputError
    from ..base.sheets import check_excel
    from ..deciding.folder import check_decision_folder

    if folder is None:
        if xlsx:
            raise InputError("with --json nothing is written; name a folder with --out.", field="--xlsx")
        return
    if xlsx:
        check_excel()
    check_decision_folder(folder, replace=replace)


def _show_all(found: Decision, files: list[str]) -> None:
    from ..deciding.tables import on_screen
    from .screen import console, show_table

    screen = console()
    for sentence in found.answer():
        screen.print(sentence)
        screen.print()
    for each in on_screen(found, found.lang):
        show_table(screen, each.title, each.columns, each.rows, left=each.words)
        if each.note:
            screen.print(each.note)
        screen.print()
    for sentence in found.advice():
        screen.print(sentence)
        screen.print()
    for sentence in files:
        screen.print(sentence)
