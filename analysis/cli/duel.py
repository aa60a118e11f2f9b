"""``crm-adoption duel``: two companies that compete for the same customers."""

from __future__ import annotations

from pathlib import Path
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
    sets = None if ensemble is None else load_ensemble(ensemble)
    if out is not None:
        check_folder(out, fingerprint(pair), replace=replace)
    with progress(2 * replications, say("running", lang.value), quiet=quiet or json) as advance:
        found = duel(
            *pair, replications=replications, seed=seed, months=months, workers=workers, ensemble=sets,
            progress=advance,
        )  # fmt: skip
    if out is not None:
        write_folder(found, out, lang.value, style, fingerprint(pair))
    if json:
        write_json(found.to_dict())
    elif not quiet:
        show(found, lang.value)
        if out is not None:
            print(say("files", lang.value, folder=out))


def write_folder(found: Duel, folder: Path, lang: str, style: Path | None, print_of: str) -> None:
    """Write the duel as duel.json, its table as market_shares.csv and its figure, all or nothing."""
    import json

    from ...scenarios.writing.whole import write_file
    from ..base.results import ResultFolder
    from ..figures.folder import save
    from ..figures.style import own_style
    from ..questions.chart_duel import market_shares
    from ..words.heads import csv_of

    document = found.to_dict()
    with ResultFolder(folder) as target:
        with own_style(style):
            save(market_shares(found, lang), target.path, "market-shares")
        text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
        write_file(target.path / "duel.json", text + "\n")
        write_file(target.path / "market_shares.csv", csv_of(found.table(), float_format="%.8g"))
        target.finish({**document["provenance"], "fingerprint": print_of})


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
