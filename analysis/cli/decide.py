"""``crm-adoption decide``: the best mix of interventions for a budget, and how sure that is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import (
    AllowOutside,
    AllowPlugins,
    Json,
    Lang,
    Language,
    Months,
    Out,
    Quiet,
    Replace,
    Seed,
    Settings,
    Workers,
    Xlsx,
    amount,
    decimal,
    whole,
)

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..deciding.told import Decision

say = Words("deciding.words")

DEFAULT_OUT = Path("crm-adoption-decision")


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
        int | None, typer.Option(parser=whole, metavar="NUMBER", help="Month in which it counts (default: the last).")
    ] = None,
    months: Months = None,
    ensemble: Annotated[
        str | None,
        typer.Option(metavar="evidence|all|FILE", help="Parameter sets of behaviour to weigh (default: evidence)."),
    ] = None,
    fit: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What `crm-adoption fit` found, in place of scenario and ensemble."),
    ] = None,
    trials: Annotated[int, typer.Option(parser=whole, metavar="NUMBER", help="Mixes that the search proposes.")] = 600,
    seed: Seed = 0,
    workers: Workers = None,
    settings: Settings = None,
    out: Out = None,
    replace: Replace = False,
    xlsx: Xlsx = False,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the best mix of interventions for a budget, and say what the answer hangs on."""
    from ..base.results import write_json
    from ..deciding.deciding import decide, work
    from ..deciding.folder import write_folder
    from .screen import progress

    chosen = _scenario(scenario, settings, allow_outside, allow_plugins) if scenario or settings else None
    folder = out if out is not None else (None if json else DEFAULT_OUT)
    _check_folder(folder, xlsx=xlsx, replace=replace)
    _check_fit(fit, ensemble)
    with progress(work(trials), say("running", lang.value), quiet=quiet or json) as advance:
        found = decide(
            chosen, budget=budget, objective=objective, month=month, months=months,
            risk=risk or ("mean" if target is None else "target"), target=_target(target, objective),
            ensemble=ensemble or "evidence", fit=fit, trials=trials, seed=seed, workers=workers, lang=lang.value,
            progress=advance,
        )  # fmt: skip
    if folder is not None:
        found = write_folder(found, folder, scenario or "no_programme", xlsx=xlsx)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        _show(found)
        print(say("files", lang.value, folder=folder))
    _tell_faults(found)


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


def _check_fit(fit: Path | None, ensemble: str | None) -> None:
    from ...model.errors import InputError

    if fit is not None and ensemble is not None:
        raise InputError("a fit has its own parameter sets; give --fit or --ensemble, not both.", field="--ensemble")


def _check_folder(folder: Path | None, *, xlsx: bool, replace: bool) -> None:
    """Refuse files that could not be written in the end, before anything runs."""
    from ...model.errors import InputError
    from ..deciding.folder import check_decision_folder
    from ..telling.workbook import check_excel

    if folder is None:
        if xlsx:
            raise InputError("with --json nothing is written; name a folder with --out.", field="--xlsx")
        return
    if xlsx:
        check_excel()
    check_decision_folder(folder, replace=replace)


def _show(found: Decision) -> None:
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
