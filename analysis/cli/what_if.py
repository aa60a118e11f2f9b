"""``crm-adoption what-if``: a shipped question answered in words; without a name, the questions there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .company_options import Companies, DespiteMisfit, FitFile
from .options import (
    AllowOutside,
    AllowPlugins,
    BehaviourName,
    Details,
    Json,
    Lang,
    Language,
    Out,
    Quiet,
    Replace,
    Seed,
    Settings,
    Workers,
)

if TYPE_CHECKING:
    from ...scenarios.files.what_ifs import WhatIf
    from ..evidence.fit_draws import Fit
    from ..questions.what_if_answer import WhatIfAnswer

_say = Words("cli.what_if")


def what_if_command(
    name: Annotated[str | None, typer.Argument(help="One of the shipped questions; left out, they are listed.")] = None,
    scenario: Annotated[
        str | None,
        typer.Argument(
            metavar="[SCENARIO]", help="Your own company: a shipped name or a scenario file (default: the article's)."
        ),
    ] = None,
    replications: Companies = None,
    seed: Seed = 0,
    behaviour: BehaviourName = "evidence",
    fit: FitFile = None,
    despite_misfit: DespiteMisfit = False,
    settings: Settings = None,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answer a shipped what-if in words: its scenarios on the same people and the same chance."""
    from ...scenarios.files.what_ifs import what_if_named
    from ..base.results import write_json
    from ..evidence.fitted import replications_of, trusted
    from ..questions.what_if import REPLICATIONS, what_if
    from .one_screen import show
    from .screen import progress

    if name is None:
        _list(lang.value, json=json)
        return
    asked = what_if_named(name)
    how: dict[str, Any] = {
        "settings": settings or (), "allow_outside": allow_outside, "allow_plugins": allow_plugins,
    }  # fmt: skip
    known = trusted(fit, despite_misfit=despite_misfit)
    _check_out(asked, known, scenario, how, out, replace=replace)
    total = replications_of(known, replications, REPLICATIONS) * len(asked.scenarios)
    with progress(total, _say("running", lang.value), quiet=quiet or json) as advance:
        found = what_if(
            name, scenario, replications=replications, seed=seed, behaviour=behaviour, fit=fit,
            despite_misfit=despite_misfit, workers=workers, lang=lang.value, progress=advance, **how,
        )  # fmt: skip
    if out is not None:
        found.write(out, replace=replace)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        files = [] if out is None else [_say("files", lang.value, folder=out)]
        if details:
            _show_all(found, files)
        else:
            show(found.brief(), lang.value, folder=out)


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


def _check_out(
    asked: WhatIf, fit: Fit | None, company: str | None, how: dict[str, Any], out: Path | None, *, replace: bool
) -> None:
    """Refuse a folder that could not be written in the end, before anything runs."""
    from ..base.results import check_folder, fingerprint
    from ..comparing.loaded import all_loaded_in
    from ..questions.what_if import COMPANY, asked_of

    if out is not None and fit is not None:
        check_folder(out, fingerprint(all_loaded_in(asked.scenarios, fit, **how)), replace=replace)
    elif out is not None:
        own = (company or COMPANY) if company or how["settings"] else None
        check_folder(out, fingerprint(asked_of(asked, own, **how)), replace=replace)


def _show_all(found: WhatIfAnswer, files: list[str]) -> None:
    from ..questions.what_if_brief import table
    from .screen import console, show_table

    screen = console()
    screen.print(found.what_if.question(found.lang), style="bold")
    screen.print()
    if found.comparison is not None:
        every = table(found.comparison, found.comparison.lang)
        show_table(screen, every.title, every.columns, every.rows)
    for sentence in (*found.answer(), *files):
        screen.print()
        screen.print(sentence)
