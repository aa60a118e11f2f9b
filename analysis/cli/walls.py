"""``crm-adoption walls``: what the three walls cost, each, in pairs and together."""

from __future__ import annotations

from typing import Annotated

import typer

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
)
from .over_sets import carry_out


def walls_command(
    scenario: Company = "seed_company",
    per_head: Annotated[
        float, typer.Option("--per-head", parser=amount, metavar="EUR", help="EUR a head for each wall.")
    ] = 2_500.0,
    outcome: OneOutcome = "deep_use",
    month: InMonth = None,
    behaviour: BehaviourName = "evidence",
    replications: SetReplications = 32,
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
) -> None:
    """Take down none of the three walls (goals, territory, process), each, pairs and all, at equal money for each."""
    from ..base.money_per_head import check_per_head
    from ..questions import walls_words
    from ..questions.over_sets import asked
    from ..questions.walls import answered
    from ..questions.walls_result import taken_down

    per_head = check_per_head(per_head, "per_head")
    question = asked(
        scenario, behaviour, outcome=outcome, month=month, replications=replications, seed=seed,
        settings=as_told(settings, go_live, currency),
        allow_outside=allow_outside, allow_plugins=allow_plugins,
    )  # fmt: skip
    carry_out(
        question, lambda: taken_down(question.scenario, per_head * question.heads),
        lambda advance: answered(question, per_head, workers=workers, progress=advance), walls_words,
        out=out, replace=replace, style=style, lang=lang.value, details=details,
        json=json, quiet=quiet,
    )  # fmt: skip
