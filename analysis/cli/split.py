"""``crm-adoption split``: which share of a budget goes furthest in technology."""

from __future__ import annotations

from typing import Annotated

import typer

from .constraint_options import AtMost, NotBefore, Without, constraints
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourName,
    Company,
    Currency,
    Details,
    GoLive,
    InMonth,
    Json,
    Lang,
    Language,
    OneOutcome,
    Out,
    Quiet,
    Replace,
    Seed,
    SetReplications,
    Settings,
    Style,
    Workers,
    amount,
    as_told,
    decimal,
)
from .over_sets import carry_out


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
    without: Without = None,
    at_most: AtMost = None,
    not_before: NotBefore = None,
    outcome: OneOutcome = "deep_use",
    month: InMonth = None,
    behaviour: BehaviourName = "evidence",
    replications: SetReplications = 8,
    seed: Seed = 0,
    settings: Settings = None,
    go_live: GoLive = None,
    currency: Currency = None,
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
) -> None:  # fmt: skip
    """Split budgets between technology and organisation, and see which share goes furthest."""
    from ..questions import split_words
    from ..questions.over_sets import asked
    from ..questions.split import BUDGETS, SHARES, answered, check_budgets, check_shares
    from ..questions.split_division import divisions

    of_budgets = check_budgets(budgets or BUDGETS)
    of_shares = check_shares([each / 100.0 for each in shares] if shares else SHARES)
    question = asked(
        scenario, behaviour, outcome=outcome, month=month, replications=replications, seed=seed,
        settings=as_told(settings, go_live, currency),
        allow_outside=allow_outside, allow_plugins=allow_plugins, constraints=constraints(without, at_most, not_before),
    )  # fmt: skip
    carry_out(
        question, lambda: divisions(question.scenario, of_budgets, of_shares),
        lambda advance: answered(question, of_budgets, of_shares, workers=workers, progress=advance), split_words,
        out=out, replace=replace, style=style, lang=lang.value, details=details,
        json=json, quiet=quiet,
    )  # fmt: skip
