"""``crm-adoption compare``: the comparison as a table, figures, files and advice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .company_options import DespiteMisfit, FitFile
from .comparing import Request, compared, share_of
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourName,
    Budget,
    ByDepartment,
    Currency,
    Details,
    GoLive,
    HowPrecise,
    Json,
    LangOfComparison,
    Language,
    Month,
    Months,
    Most,
    NoFigures,
    Out,
    Outcomes,
    Pairs,
    Parquet,
    PerHead,
    Quiet,
    Replace,
    Seed,
    Settings,
    Style,
    Thresholds,
    Workers,
    Xlsx,
    as_told,
)

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..telling.comparison import Comparison

say = Words("telling.words")

DEFAULT_OUT = Path("crm-adoption-results")


def compare_command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            help="Shipped names, paths of scenario files, or folders of them (default: five at EUR 1,250 a head)."
        ),
    ] = None,
    replications: Pairs = None,
    precision: HowPrecise = 1.0,
    most: Most = 2000,
    seed: Seed = 0,
    months: Months = None,
    outcome: Outcomes = None,
    month: Month = None,
    by_department: ByDepartment = False,
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
    target: Annotated[
        str, typer.Option(metavar="PERCENT", help="Real use of which is said what it would take.")
    ] = "50",
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    xlsx: Xlsx = False,
    parquet: Parquet = False,
    no_figures: NoFigures = False,
    style: Style = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: LangOfComparison = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare programmes on the same people and the same chance: effects, costs, advice."""
    from ..base.results import check_folder, fingerprint, write_json

    folder = out if out is not None else (None if json else DEFAULT_OUT)

    def ready(chosen: Sequence[Scenario]) -> None:
        _check_extras(folder, xlsx=xlsx, parquet=parquet)
        _check_style(folder, style)
        if folder is not None:
            check_folder(folder, fingerprint(chosen), replace=replace)

    asked = Request(
        scenarios or (), replications, precision, most, seed, months, outcome or (), month, threshold or (), budget,
        per_head, baseline, as_told(settings, go_live, currency), behaviour, fit, despite_misfit, workers,
        allow_outside, allow_plugins, lang.value,
    )  # fmt: skip
    share = share_of(target, "--target")
    found = compared(asked, ready, silent=quiet or json)
    if folder is not None:
        found.write(
            folder, figures=not no_figures, xlsx=xlsx, parquet=parquet, style=style, replace=replace, target=share
        )
    if json:
        write_json(found.to_dict(target=share))
    elif not quiet:
        _show(found, share, folder, details=details, by_department=by_department)


def _show(found: Comparison, target: float, folder: Path | None, *, details: bool, by_department: bool) -> None:
    from ..comparing.ladder import reach
    from ..telling.brief import brief
    from .compare_tables import show_all
    from .one_screen import show

    reached = reach(found, target)
    if details:
        show_all(found, reached, by_department=by_department)
        print(say("files", found.lang, folder=folder))
    else:
        show(brief(found, found.lang, reached), found.lang, folder=folder)


def _check_extras(folder: Path | None, *, xlsx: bool, parquet: bool) -> None:
    """Refuse files that could not be written in the end, before anything runs."""
    from ...model.errors import InputError

    if folder is None and (xlsx or parquet):
        field = "--xlsx" if xlsx else "--parquet"
        raise InputError("with --json nothing is written; name a folder with --out.", field=field)
    if xlsx:
        from ..base.sheets import check_excel

        check_excel()
    if parquet:
        from ..base.parquet import check_parquet

        check_parquet()


def _check_style(folder: Path | None, style: Path | None) -> None:
    """Refuse a style file that figures could not use in the end, before anything runs."""
    from ...model.errors import InputError

    if style is None:
        return
    from ..figures.style import own_style

    if folder is None:
        raise InputError("with --json no figures are written; name a folder with --out.", field="--style")
    with own_style(style):
        pass
