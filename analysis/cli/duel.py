"""``crm-adoption duel``: two companies that compete for the same customers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from .company_options import Companies, DespiteMisfit, FitFile
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourName,
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
    as_told,
)

if TYPE_CHECKING:
    from ..questions.duel_record import Duel


def duel_command(
    first: Annotated[
        str, typer.Argument(metavar="[A]", help="One company: a shipped name or a scenario file.")
    ] = "better_technology",
    second: Annotated[
        str, typer.Argument(metavar="[B]", help="The other company: a shipped name or a scenario file.")
    ] = "changes_faster",
    replications: Companies = None,
    seed: Seed = 0,
    months: Months = None,
    settings: Settings = None,
    go_live: GoLive = None,
    currency: Currency = None,
    behaviour: BehaviourName = "evidence",
    fit: FitFile = None,
    despite_misfit: DespiteMisfit = False,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    style: Style = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Let two companies compete for the same customers: market shares month by month, and who is ahead."""
    from ..base.results import check_folder, fingerprint, write_json
    from ..comparing.loaded import all_loaded_in
    from ..evidence.behaviour import source_of
    from ..evidence.fitted import replications_of
    from ..questions.duel import REPLICATIONS, duel
    from ..questions.duel_brief import brief
    from ..questions.duel_words import say
    from .one_screen import show
    from .screen import progress

    known = source_of(behaviour, fit, despite_misfit=despite_misfit)
    pair = all_loaded_in(
        (first, second),
        known,
        settings=as_told(settings, go_live, currency),
        allow_outside=allow_outside,
        allow_plugins=allow_plugins,
    )
    pair = pair if months is None else [dataclasses.replace(each, months=months) for each in pair]
    if out is not None:
        check_folder(out, fingerprint(pair), replace=replace)
    number = replications_of(known, replications, REPLICATIONS)
    with progress(2 * number, say("running", lang.value), quiet=quiet or json) as advance:
        found = duel(
            *pair, replications=number, seed=seed, workers=workers, behaviour=behaviour, fit=fit,
            despite_misfit=despite_misfit, progress=advance,
        )  # fmt: skip
    if out is not None:
        found.write(out, lang.value, style=style, replace=replace)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        tongue = found.manner(lang.value)
        files = [] if out is None else [say("files", tongue, folder=out)]
        if details:
            _show_all(found, tongue, files)
        else:
            show(brief(found, tongue), tongue, folder=out)


def _show_all(found: Duel, lang: str, files: list[str]) -> None:
    from ..questions.duel_brief import head, table
    from .screen import console, show_table

    screen, every = console(), table(found, lang)
    screen.print(head(found, lang))
    show_table(screen, "", every.columns, every.rows)
    for sentence in (*found.answer(lang), *files):
        screen.print(sentence)
