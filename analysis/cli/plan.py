"""``crm-adoption plan``: how many replicates a comparison needs, from a pilot."""

from __future__ import annotations

from typing import Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourName,
    Currency,
    GoLive,
    Json,
    Lang,
    Language,
    Month,
    Months,
    Quiet,
    Seed,
    Settings,
    Workers,
    as_told,
    decimal,
    whole,
)

_say = Words("cli.plan")


def plan_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Shipped names, paths of scenario files, or folders of them; the first is the baseline."),
    ] = None,
    half_width: Annotated[
        float,
        typer.Option(
            parser=decimal, metavar="POINTS",
            help="Wished half-width of the 95 % interval (percent of the baseline's level where it is no share).",
        ),
    ] = 1.0,
    effect: Annotated[
        float | None, typer.Option(parser=decimal, metavar="POINTS", help="Difference that must not be missed.")
    ] = None,
    power: Annotated[
        float, typer.Option(parser=decimal, metavar="PERCENT", help="Wished chance of telling --effect from zero.")
    ] = 80.0,
    assurance: Annotated[
        float, typer.Option(parser=decimal, metavar="PERCENT", help="Chance that the safe number is enough.")
    ] = 90.0,
    pilot: Annotated[
        int,
        typer.Option("--replications", parser=whole, metavar="NUMBER", help="Companies simulated in the pilot."),
    ] = 100,
    outcome: Annotated[str, typer.Option(metavar="NAME", help="Outcome that is compared.")] = "deep_use",
    month: Month = None,
    months: Months = None,
    baseline: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="Scenario that the others are compared with.")
    ] = None,
    behaviour: BehaviourName = "default",
    settings: Settings = None,
    go_live: GoLive = None,
    currency: Currency = None,
    seed: Seed = 0,
    workers: Workers = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Say how many replicates a comparison needs: for a precision, and for the power to see an effect."""
    from ..base.results import write_json
    from ..comparing.usual import DEFAULT_SCENARIOS
    from ..learning.pilot import plan
    from ..learning.planning_words import columns, rows, sentences, title
    from .screen import console, progress, show_table

    chosen = scenarios or list(DEFAULT_SCENARIOS)
    with progress(pilot * len(chosen), _say("running", lang.value), quiet=quiet or json) as advance:
        found = plan(
            chosen, outcome=outcome, month=month, months=months, baseline=baseline, pilot=pilot,
            half_width=half_width, effect=effect, power=power / 100.0, assurance=assurance / 100.0, seed=seed,
            behaviour=behaviour, workers=workers, settings=as_told(settings, go_live, currency),
            allow_outside=allow_outside, allow_plugins=allow_plugins, progress=advance,
        )  # fmt: skip
    if json:
        write_json(found.to_dict())
    elif not quiet:
        screen = console()
        told = found.baseline.scenario.manner(lang.value)
        show_table(screen, title(found, told), columns(found, told), rows(found, told), left=2)
        for each in sentences(found, told):
            screen.print(each)
