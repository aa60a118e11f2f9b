"""``crm-adoption run``: one scenario, its outcomes month by month."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
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
    Outcomes,
    Quiet,
    Replace,
    Seed,
    Settings,
    Workers,
    as_told,
)

if TYPE_CHECKING:
    from rich.text import Text

    from ...scenarios.core.scenario import Scenario
    from ..base.programme import Floats, Programme
    from ..evidence.behaviour import Source
    from .screen import Cell

REPLICATIONS = 100
SHOWN_MONTHS = (1, 3, 6, 12, 24, 36)
_say = Words("cli.run")


def run_command(
    scenario: Annotated[str, typer.Argument(help="A shipped name or the path of a scenario file.")],
    replications: Companies = None,
    seed: Seed = 0,
    months: Months = None,
    settings: Settings = None,
    go_live: GoLive = None,
    currency: Currency = None,
    outcome: Outcomes = None,
    behaviour: BehaviourName = "evidence",
    fit: FitFile = None,
    despite_misfit: DespiteMisfit = False,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run one scenario and show its outcomes over the months."""
    from dataclasses import replace as changed

    from ...scenarios.simulate import simulate
    from ..base.programme import Programme
    from ..base.results import ResultFolder, check_folder, fingerprint, provenance, write_json, write_tables
    from ..comparing.loaded import all_loaded_in
    from ..evidence.behaviour import source_of, uncertain
    from ..evidence.fitted import replications_of
    from .screen import progress

    told = as_told(settings, go_live, currency)
    sets = source_of(behaviour, fit, despite_misfit=despite_misfit)
    reading = {"allow_outside": allow_outside, "allow_plugins": allow_plugins}
    (chosen,) = all_loaded_in((scenario,), sets, settings=told, **reading)
    chosen = chosen if months is None else changed(chosen, months=months)
    outcomes = _outcomes(outcome, chosen)
    if out is not None:
        check_folder(out, fingerprint([chosen]), replace=replace)
    chosen, number = uncertain(chosen, sets), replications_of(sets, replications, REPLICATIONS)
    with progress(number, _say("running", lang.value), quiet=quiet or json) as advance:
        runs = simulate(chosen, replications=number, seed=seed, workers=workers, progress=advance)
    programme = Programme(chosen, runs, is_baseline=True)
    record = provenance([chosen], seed=seed, replications=number)
    if out is not None:
        with ResultFolder(out) as target:
            write_tables(target, [programme], record)
    if json:
        write_json({**_document(programme, outcomes, sets), "provenance": record})
    elif not quiet and details:
        _show_all(programme, outcomes, seed, sets, chosen.manner(lang.value), out)
    elif not quiet:
        _show_brief(programme, outcome or (), seed, sets, chosen.manner(lang.value), out)


def _outcomes(asked: list[str] | None, scenario: Scenario) -> list[str]:
    """Return the outcomes asked for, or all that there are; wrong names are refused before anything runs."""
    from ...model.outcomes import OUTCOME_NAMES, column
    from ..base.markets import check_market, left_in

    outcomes = asked or list(left_in(OUTCOME_NAMES, [scenario]))
    for name in outcomes:
        column(name)
    check_market(outcomes, [scenario], "--outcome")
    return outcomes


def _document(programme: Programme, outcomes: list[str], sets: Source | None) -> dict[str, Any]:
    """Return what came out as JSON values."""
    from ..base.purchase_words import records
    from ..base.results import outcome_records, summaries, told_in
    from ..evidence.behaviour import record_of

    return {
        **told_in(programme.scenario), "outcomes": outcome_records([programme], outcomes),
        "summaries": summaries(programme), "behaviour": record_of(sets), "warnings": records([programme.scenario]),
    }  # fmt: skip


def _show_brief(
    programme: Programme, outcomes: Sequence[str], seed: int, sets: Source | None, lang: str, out: Path | None
) -> None:
    """Print the run on one screen."""
    from ..base.purchase_words import warnings
    from .one_screen import show
    from .run_brief import brief

    notes = warnings([programme.scenario], lang)
    show(brief(programme, outcomes, seed, sets, lang, notes), lang, folder=out)


def _show_all(
    programme: Programme, outcomes: list[str], seed: int, sets: Source | None, lang: str, out: Path | None
) -> None:
    """Print all outcomes, what to mind, and where the files are."""
    from ..base.purchase_words import warnings
    from ..evidence.behaviour import misfit_said
    from .screen import console

    _show(programme, outcomes, seed, lang)
    files = [_say("files", lang, folder=out)] if out is not None else []
    for sentence in (*misfit_said(sets, lang), *_behaviour(sets, lang), *warnings([programme.scenario], lang), *files):
        console().print(sentence)


def _behaviour(sets: Source | None, lang: str) -> list[str]:
    from ..evidence.fit_draws import FITTED

    if sets is None:
        return []
    if sets.target == FITTED:
        return [_say("fitted", lang, n=len(sets.members))]
    return [_say("sets", lang, n=len(sets.members), name=sets.name)]


def _cell(values: Floats, outcome: str, lang: str) -> Text:
    """Return mean and range of 80 % of the companies, the unit once."""
    import numpy as np
    from rich.text import Text

    from ...model.outcomes import OUTCOME
    from ..base.least_sizes import enough
    from ..base.ranges import COMPANIES
    from ..words.phrases import level, number

    plain = OUTCOME[outcome].unit == "EUR"
    ranges = [np.quantile(values, COMPANIES).tolist()] if enough("decile", len(values)) else []
    lines = [
        " … ".join(number(limit, lang) if plain else level(limit, outcome, lang) for limit in each) for each in ranges
    ]
    shown = Text(level(float(values.mean()), outcome, lang))
    return shown.append("\n").append("\n".join(lines), "dim") if lines else shown


def _show(programme: Programme, outcomes: list[str], seed: int, lang: str) -> None:
    from ...model.outcomes import OUTCOME
    from ..base.least_sizes import enough
    from ..base.ranges import COMPANIES
    from .screen import console, show_table

    screen = console()
    months = sorted({month for month in SHOWN_MONTHS if month < programme.months} | {programme.months})
    rows: list[list[Cell]] = [
        [
            called(OUTCOME[name], lang),
            *(_cell(programme.at(name, month), name, lang) for month in months),
        ]
        for name in outcomes
    ]
    people = programme.scenario.company.organisation.headcount
    title = programme.label(lang)
    n, share = programme.replications, COMPANIES.share(lang)
    key = "head" if enough("decile", n) else "head few"
    screen.print(_say(key, lang, title=title, n=n, people=people, seed=seed, share=share))
    show_table(screen, "", [_say("outcome", lang), *(_say("month", lang, month=month) for month in months)], rows)
