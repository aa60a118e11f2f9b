"""``crm-adoption policy``: rules read every quarter, judged against the best fixed plan of the same money."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .constraint_options import AtMost, NotBefore, Without, constraints
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourName,
    Company,
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
    Style,
    Workers,
    amount,
    as_told,
    decimal,
    month_typed,
    whole,
)

if TYPE_CHECKING:
    from ..policies.told import Policies

say = Words("policies.words")

DEFAULT_OUT = Path("crm-adoption-policy")


def policy_command(
    scenario: Company = "no_programme",
    budget: Annotated[
        float, typer.Option(parser=amount, metavar="EUR", help="Most that any company spends within the horizon.")
    ] = 200_000.0,
    objective: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Outcome that counts, or regret; repeat for more, the most important first (default: deep_use, "
            "net_value, usable_data).",
        ),
    ] = None,
    enough: Annotated[
        float | None,
        typer.Option(
            parser=decimal, metavar="VALUE",
            help="What is asked for of the first objective: percent of a share, else in its unit (default: what the "
            "best fixed plan reaches in half of the companies).",
        ),
    ] = None,
    month: Annotated[
        Any,
        typer.Option(
            parser=month_typed, metavar="NUMBER|2028-03", help="Month in which they count (default: the last)."
        ),
    ] = None,
    months: Months = None,
    behaviour: BehaviourName = "evidence",
    without: Without = None,
    at_most: AtMost = None,
    not_before: NotBefore = None,
    trials: Annotated[
        int, typer.Option(parser=whole, metavar="NUMBER", help="Policies tried, and as many fixed plans.")
    ] = 300,
    seed: Seed = 0,
    workers: Workers = None,
    settings: Settings = None,
    go_live: GoLive = None,
    currency: Currency = None,
    out: Out = None,
    replace: Replace = False,
    style: Style = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Find rules, read every quarter, by which interventions come and go; judge them against the best fixed plan."""
    from ..base.results import check_folder, write_json
    from ..policies.policy import OBJECTIVES, policy, work
    from ..words.phrases import is_share
    from .screen import progress

    aims = tuple(objective or OBJECTIVES)
    if enough is not None and is_share(aims[0]):
        enough /= 100.0
    folder = out if out is not None else (None if json else DEFAULT_OUT)
    if folder is not None:
        earlier = (folder / "policies.json").is_file() and (folder / "manifest.json").is_file()
        check_folder(folder, "", replace=replace or earlier)
    with progress(work(trials), say("running", lang.value), quiet=quiet or json) as advance:
        found = policy(
            scenario, budget=budget, objectives=aims, month=month, months=months, enough=enough, behaviour=behaviour,
            constraints=constraints(without, at_most, not_before), trials=trials, seed=seed, workers=workers,
            lang=lang.value, settings=as_told(settings, go_live, currency), allow_outside=allow_outside,
            allow_plugins=allow_plugins, progress=advance,
        )  # fmt: skip
    if folder is not None:
        found.write(folder, lang.value, style=style, replace=True)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        _show(found, folder, found.base.manner(lang.value), details=details)


def _show(found: Policies, folder: Path | None, lang: str, *, details: bool) -> None:
    """Print the answer on one screen, or all of it."""
    from ..policies.told import BEST_POLICY
    from ..policies.words import answer, brief, columns, rows
    from .one_screen import show
    from .screen import console, show_table

    file = (folder or DEFAULT_OUT) / f"{BEST_POLICY}.toml"
    files = [say("files", lang, folder=folder, command=f"crm-adoption compare no_programme {file}")] if folder else []
    if not details:
        show(brief(found, lang), lang, more=files)
        return
    screen = console()
    show_table(screen, "", columns(found, lang), rows(found, lang))
    for sentence in (*answer(found, lang), *files):
        screen.print(sentence)
        screen.print()
