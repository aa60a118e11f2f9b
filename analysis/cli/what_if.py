"""``crm-adoption what-if``: a shipped question answered in words; without a name, the questions there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from .options import EnsembleName, Json, Lang, Language, Out, Quiet, Replace, Replications, Seed, Workers

if TYPE_CHECKING:
    from ..questions.what_if import WhatIfAnswer

_say = Words("cli.what_if")


def what_if_command(
    name: Annotated[str | None, typer.Argument(help="One of the shipped questions; left out, they are listed.")] = None,
    replications: Replications = 200,
    seed: Seed = 0,
    ensemble: EnsembleName = None,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answer a shipped what-if in words: its scenarios on the same people and the same chance."""
    from ...scenarios.files.what_ifs import what_if_named
    from ..base.results import write_json
    from ..evidence.ensemble import load_ensemble
    from ..questions.what_if import what_if
    from .screen import progress

    if name is None:
        _list(lang.value, json=json)
        return
    asked = what_if_named(name)
    _check_out(asked.scenarios, out, replace=replace)
    sets = None if ensemble is None else load_ensemble(ensemble)
    total = replications * len(asked.scenarios)
    with progress(total, _say("running", lang.value), quiet=quiet or json) as advance:
        found = what_if(
            name, replications=replications, seed=seed, ensemble=sets, workers=workers, lang=lang.value,
            progress=advance,
        )  # fmt: skip
    if out is not None:
        found.write(out, replace=replace)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        _show(found)
        if out is not None:
            print(_say("files", lang.value, folder=out))


def _list(lang: str, *, json: bool) -> None:
    from ...scenarios.files.what_ifs import WHAT_IFS
    from ..base.results import write_json
    from .screen import console, show_table

    if json:
        keys = ("name", "question_en", "question_de", "scenarios", "outcomes", "month", "duel")
        write_json([{key: getattr(each, key) for key in keys} for each in WHAT_IFS])
        return
    rows = [[each.name, each.question(lang), "\n".join(each.scenarios)] for each in WHAT_IFS]
    show_table(console(), "", [_say("name", lang), _say("question", lang), _say("scenarios", lang)], rows, left=3)


def _check_out(scenarios: tuple[str, ...], out: Path | None, *, replace: bool) -> None:
    """Refuse a folder that could not be written in the end, before anything runs."""
    from ...scenarios.files.catalogue import load
    from ..base.results import check_folder, fingerprint

    if out is not None:
        check_folder(out, fingerprint([load(each) for each in scenarios]), replace=replace)


def _show(found: WhatIfAnswer) -> None:
    from .screen import console

    screen = console()
    screen.print(found.what_if.question(found.lang), style="bold")
    screen.print()
    if found.comparison is not None:
        _table(found)
    for sentence in found.answer():
        screen.print()
        screen.print(sentence)
    screen.print()


def _table(found: WhatIfAnswer) -> None:
    """Print one line per scenario: spending, and level and difference of each outcome."""
    from ...model.outcomes import OUTCOME
    from ..words.phrases import change, euro, level
    from .screen import console, show_table

    comparison, lang = found.comparison, found.lang
    if comparison is None:
        return
    month = comparison.month
    columns = [
        _say("scenario", lang),
        _say("spending", lang),
        *(called(OUTCOME[each], lang) for each in comparison.outcomes),
    ]
    rows = []
    for each in comparison.programmes:
        cells = []
        for outcome in comparison.outcomes:
            text = level(float(each.at(outcome, month).mean()), outcome, lang)
            if not each.is_baseline:
                text += f"\n({change(comparison.effect(each.name, outcome).difference, outcome, lang)})"
            cells.append(text)
        rows.append([each.label(lang), euro(float(each.spending().mean()), lang), *cells])
    show_table(console(), _say("month", lang, month=month).capitalize(), columns, rows)
