"""``crm-adoption walls``: what the three walls cost, each, in pairs and together."""

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
)

if TYPE_CHECKING:
    from ..questions.walls_record import Walls


def walls_command(
    scenario: Company = "seed_company",
    per_head: Annotated[
        float, typer.Option("--per-head", parser=amount, metavar="EUR", help="EUR a head for each wall.")
    ] = 2_500.0,
    outcome: OneOutcome = "deep_use",
    month: InMonth = None,
    ensemble: OverEnsemble = "evidence",
    replications: SetReplications = 32,
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
) -> None:
    """Take down none of the three walls (goals, territory, process), each, pairs and all, at equal money for each."""
    from ..base.results import check_folder, fingerprint, write_json
    from ..questions.gain_words import say
    from ..questions.over_sets import asked, check_per_head
    from ..questions.walls import answered
    from ..questions.walls_result import taken_down
    from .screen import progress

    per_head = check_per_head(per_head, "per_head")
    question = asked(
        scenario, ensemble, outcome=outcome, month=month, replications=replications, seed=seed, settings=settings or (),
        allow_outside=allow_outside, allow_plugins=allow_plugins,
    )  # fmt: skip
    if out is not None:
        check_folder(out, fingerprint(taken_down(question.scenario, per_head * question.heads)), replace=replace)
    with progress(question.sets, say("running", lang.value), quiet=quiet or json) as advance:
        found = answered(question, per_head, workers=workers, progress=advance)
    if out is not None:
        found.write(out, lang.value, style=style, replace=replace)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        show(found, lang.value)
        if out is not None:
            print(say("files", lang.value, folder=out))


def show(found: Walls, lang: str) -> None:
    """Print what each set of walls costs, and the answer in words."""
    from ..questions.gain_words import heading
    from ..questions.walls_words import columns, rows
    from .screen import console, show_table

    screen = console()
    screen.print(heading(found.asked, lang))
    show_table(screen, "", columns(found, lang), rows(found, lang))
    for sentence in found.answer(lang):
        screen.print(sentence)
