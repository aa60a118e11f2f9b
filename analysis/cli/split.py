"""``crm-adoption split``: which share of a budget goes furthest in technology."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .options import (
    AllowOutside,
    AllowPlugins,
    Company,
    InMonth,
    Json,
    Lang,
    Language,
    OneOutcome,
    Out,
    OverEnsemble,
    Quiet,
    Replace,
    Seed,
    SetReplications,
    Settings,
    Style,
    Workers,
    amount,
    decimal,
)

if TYPE_CHECKING:
    from ..questions.split_record import Split


def split_command(
    scenario: Company = "seed_company",
    budgets: Annotated[
        list[float] | None,
        typer.Option(
            "--budgets", parser=amount, metavar="EUR",
            help="EUR a head; repeat for more (default: 1250, 2500, 5000, 10000, 20000).",
        ),
    ] = None,
    shares: Annotated[
        list[float] | None,
        typer.Option(
            "--shares", parser=decimal, metavar="PERCENT",
            help="Percent of a budget for technology; repeat for more (default: 0, 10, 20 ... 100).",
        ),
    ] = None,
    outcome: OneOutcome = "deep_use",
    month: InMonth = None,
    ensemble: OverEnsemble = "evidence",
    replications: SetReplications = 8,
    seed: Seed = 0,
    settings: Settings = None,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    style: Style = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Split budgets between technology and organisation, and see which share goes furthest."""
    from ..base.results import check_folder, fingerprint, write_json
    from ..questions.gain_words import say
    from ..questions.over_sets import asked
    from ..questions.split import BUDGETS, SHARES, answered, check_budgets, check_shares
    from ..questions.split_result import divisions
    from .screen import progress

    of_budgets = check_budgets(budgets or BUDGETS)
    of_shares = check_shares([each / 100.0 for each in shares] if shares else SHARES)
    question = asked(
        scenario, ensemble, outcome=outcome, month=month, replications=replications, seed=seed, settings=settings or (),
        allow_outside=allow_outside, allow_plugins=allow_plugins,
    )  # fmt: skip
    if out is not None:
        check_folder(out, fingerprint(divisions(question.scenario, of_budgets, of_shares)), replace=replace)
    with progress(question.sets, say("running", lang.value), quiet=quiet or json) as advance:
        found = answered(question, of_budgets, of_shares, workers=workers, progress=advance)
    if out is not None:
        found.write(out, lang.value, style=style, replace=replace)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        show(found, lang.value)
        if out is not None:
            print(say("files", lang.value, folder=out))


def show(found: Split, lang: str) -> None:
    """Print the best share for technology by budget, and the answer in words."""
    from ..questions.gain_words import heading
    from ..questions.split_words import columns, rows
    from .screen import console, show_table

    screen = console()
    screen.print(heading(found.asked, lang))
    show_table(screen, "", columns(found, lang), rows(found, lang))
    for sentence in found.answer(lang):
        screen.print(sentence)
