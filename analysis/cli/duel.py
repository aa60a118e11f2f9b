"""``crm-adoption duel``: two companies that compete for the same customers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from .options import (
    AllowOutside,
    AllowPlugins,
    EnsembleName,
    Json,
    Lang,
    Language,
    Months,
    Out,
    Quiet,
    Replace,
    Replications,
    Seed,
    Settings,
    Style,
    Workers,
)

if TYPE_CHECKING:
    from ..questions.duel_record import Duel

SHOWN_MONTHS = (1, 3, 6, 12, 24, 36)


def duel_command(
    first: Annotated[
        str, typer.Argument(metavar="[A]", help="One company: a shipped name or a scenario file.")
    ] = "better_technology",
    second: Annotated[
        str, typer.Argument(metavar="[B]", help="The other company: a shipped name or a scenario file.")
    ] = "changes_faster",
    replications: Replications = 100,
    seed: Seed = 0,
    months: Months = None,
    settings: Settings = None,
    ensemble: EnsembleName = None,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    style: Style = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Let two companies compete for the same customers: market shares month by month, and who is ahead."""
    from ..base.forms import all_loaded
    from ..base.results import check_folder, fingerprint, write_json
    from ..evidence.ensemble import load_ensemble
    from ..questions.duel import duel
    from ..questions.duel_words import say
    from .screen import progress

    pair = all_loaded(
        (first, second), settings=settings or (), allow_outside=allow_outside, allow_plugins=allow_plugins
    )
    pair = pair if months is None else [dataclasses.replace(each, months=months) for each in pair]
    sets = None if ensemble is None else load_ensemble(ensemble)
    if out is not None:
        check_folder(out, fingerprint(pair), replace=replace)
    with progress(2 * replications, say("running", lang.value), quiet=quiet or json) as advance:
        found = duel(
            *pair, replications=replications, seed=seed, workers=workers, ensemble=sets,
            progress=advance,
        )  # fmt: skip
    if out is not None:
        found.write(out, lang.value, style=style, replace=replace)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        show(found, lang.value)
        if out is not None:
            print(say("files", lang.value, folder=out))


def show(found: Duel, lang: str) -> None:
    """Print market shares with their intervals by month, and the answer in words."""
    from ..questions.duel_words import odds, say
    from ..words.phrases import number, percent
    from .screen import console, show_table

    screen = console()
    names = [found.label(c, lang) for c in range(2)]
    n = found.programmes[0].replications
    screen.print(say("head", lang, a=names[0], b=names[1], n=number(n, lang), seed=found.seed))
    rows = []
    for month in sorted({*(m for m in SHOWN_MONTHS if m < found.months), found.months}):
        share = found.share(month)
        mean, low, high = (percent(each, lang, 2) for each in (share.mean, share.ci_low, share.ci_high))
        held = found.customers.held[:, month - 1].mean(axis=0)
        rows.append([
            str(month), mean, f"{low} … {high}", f"{percent(share.low, lang, 2)} … {percent(share.high, lang, 2)}",
            odds(share.ahead_own_luck, lang), *(number(float(each), lang) for each in held),
        ])  # fmt: skip
    heads = [
        say("month", lang),
        say("share", lang, name=names[0]),
        say("interval", lang),
        say("range", lang),
        say("p", lang),
    ]
    show_table(screen, "", [*heads, *(say("customers", lang, name=each) for each in names)], rows)
    for sentence in found.answer(lang):
        screen.print(sentence)
