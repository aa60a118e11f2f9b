"""``crm-adoption report``: the comparison as one HTML file, for the screen, for a mail, for paper."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .comparing import Request, compared
from .options import (
    AllowOutside,
    AllowPlugins,
    Budget,
    Document,
    EnsembleName,
    HowPrecise,
    Json,
    LangOfComparison,
    Language,
    Month,
    Months,
    Most,
    Outcomes,
    Pairs,
    Quiet,
    ReplaceFile,
    Seed,
    Settings,
    Style,
    Thresholds,
    Workers,
)

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario

DEFAULT_FILE = Path("crm-adoption-report.html")
_say = Words("cli.report")


def report_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            help="Shipped names, paths of scenario files, or folders of them (default: four of equal budget)."
        ),
    ] = None,
    out: Document = DEFAULT_FILE,
    replications: Pairs = None,
    precision: HowPrecise = 1.0,
    most: Most = 2000,
    seed: Seed = 0,
    months: Months = None,
    outcome: Outcomes = None,
    month: Month = None,
    threshold: Thresholds = None,
    budget: Budget = None,
    baseline: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="Scenario that the others are compared with.")
    ] = None,
    settings: Settings = None,
    ensemble: EnsembleName = None,
    workers: Workers = None,
    replace: ReplaceFile = False,
    style: Style = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: LangOfComparison = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the comparison as a report: one HTML file that opens offline and prints on A4."""
    from ..base.results import fingerprint, write_json
    from ..figures.style import own_style
    from ..report import check_document, write_document
    from ..telling.report import comparison_report

    places: list[Path] = []

    def ready(chosen: Sequence[Scenario]) -> None:
        with own_style(style):
            places.append(check_document(out, fingerprint(chosen), replace=replace))

    asked = Request(
        scenarios or (), replications, precision, most, seed, months, outcome or (), month, threshold or (), budget,
        baseline, settings or (), ensemble, workers, allow_outside, allow_plugins, lang.value,
    )  # fmt: skip
    found = compared(asked, ready, silent=quiet or json)
    with own_style(style):
        file = write_document(comparison_report(found, shlex.join(["crm-adoption", *sys.argv[1:]])), places[0])
    if json:
        write_json({"file": str(file), **found.to_dict()})
    elif not quiet:
        print(_say("written", lang.value, file=file))
