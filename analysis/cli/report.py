"""``crm-adoption report``: the comparison as one HTML file, for the screen, for a mail, for paper."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .company_options import DespiteMisfit, FitFile
from .comparing import Request, compared
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourName,
    Budget,
    Currency,
    Document,
    GoLive,
    HowPrecise,
    Json,
    LangOfComparison,
    Language,
    Month,
    Months,
    Most,
    Outcomes,
    Pairs,
    PerHead,
    Quiet,
    ReplaceFile,
    Seed,
    Settings,
    Style,
    Template,
    Thresholds,
    Workers,
    as_told,
)

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario

DEFAULT_FILE = Path("crm-adoption-report.html")
_say = Words("cli.report")


def report_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            help="Shipped names, paths of scenario files, or folders of them (default: five at EUR 1,250 a head)."
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
    per_head: PerHead = None,
    baseline: Annotated[
        str | None, typer.Option(metavar="SCENARIO", help="Scenario that the others are compared with.")
    ] = None,
    settings: Settings = None,
    go_live: GoLive = None,
    currency: Currency = None,
    behaviour: BehaviourName = "evidence",
    fit: FitFile = None,
    despite_misfit: DespiteMisfit = False,
    workers: Workers = None,
    replace: ReplaceFile = False,
    style: Style = None,
    template: Template = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: LangOfComparison = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the comparison as a report: one HTML file that opens offline and prints on A4, or slides (.pptx)."""
    from ..base.results import fingerprint, write_json
    from ..figures.style import own_style
    from ..report import check_document, write_document
    from ..report.slide_files import check_presentation, is_presentation, write_presentation
    from ..telling.report import comparison_report

    places: list[Path] = []
    slides = is_presentation(out, template)

    def ready(chosen: Sequence[Scenario]) -> None:
        check = check_presentation if slides else check_document
        with own_style(style):
            places.append(check(out, fingerprint(chosen), replace=replace))

    asked = Request(
        scenarios or (), replications, precision, most, seed, months, outcome or (), month, threshold or (), budget,
        per_head, baseline, as_told(settings, go_live, currency), behaviour, fit, despite_misfit, workers,
        allow_outside, allow_plugins, lang.value,
    )  # fmt: skip
    found = compared(asked, ready, silent=quiet or json)
    with own_style(style):
        if slides:
            from ..telling.slides import comparison_slides  # python-pptx

            file = write_presentation(comparison_slides(found, template), places[0])
        else:
            file = write_document(comparison_report(found, shlex.join(["crm-adoption", *sys.argv[1:]])), places[0])
    if json:
        write_json({"file": str(file), **found.to_dict()})
    elif not quiet:
        print(_say("written", lang.value, file=file))
