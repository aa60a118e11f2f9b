"""``crm-adoption run``: one scenario, its outcomes month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .options import Json, Lang, Language, Months, Out, Outcomes, Quiet, Replace, Replications, Seed, Workers

if TYPE_CHECKING:
    from rich.text import Text

    from ..programme import Floats, Programme
    from .screen import Cell

SHOWN_MONTHS = (1, 3, 6, 12, 24, 36)
_WORDS = {
    "en": {
        "outcome": "Outcome", "month": "Month {month}", "running": "Simulating companies",
        "head": "{title}: {n} simulated companies of {people} people, seed {seed}. "
        "Means, below them the range of 80 % of the companies.",
        "files": "results.csv and manifest.json are in {folder}",
    },
    "de": {
        "outcome": "Ergebnis", "month": "Monat {month}", "running": "Unternehmen werden simuliert",
        "head": "{title}: {n} simulierte Unternehmen mit {people} Personen, Startwert {seed}. "
        "Mittelwerte, darunter der Bereich von 80 % der Unternehmen.",
        "files": "results.csv und manifest.json liegen in {folder}",
    },
}  # fmt: skip


def run_command(
    scenario: Annotated[str, typer.Argument(help="A shipped name or the path of a scenario file.")],
    replications: Replications = 100,
    seed: Seed = 0,
    months: Months = None,
    outcome: Outcomes = None,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run one scenario and show its outcomes over the months."""
    from dataclasses import replace as changed

    from ...model.outcomes import OUTCOME_NAMES, column
    from ...scenarios.files import load
    from ...scenarios.simulate import simulate
    from ..programme import Programme
    from ..results import (
        ResultFolder,
        check_folder,
        fingerprint,
        outcome_records,
        provenance,
        summaries,
        write_json,
        write_tables,
    )
    from .screen import progress

    chosen = load(scenario)
    if months is not None:
        chosen = changed(chosen, months=months)
    outcomes = outcome or list(OUTCOME_NAMES)
    for name in outcomes:
        column(name)  # refuses unknown names before anything runs
    if out is not None:
        check_folder(out, fingerprint([chosen]), replace=replace)
    words = _WORDS[lang.value]
    with progress(replications, words["running"], quiet=quiet or json) as advance:
        runs = simulate(chosen, replications=replications, seed=seed, workers=workers, progress=advance)
    programme = Programme(chosen, runs, is_baseline=True)
    record = provenance([chosen], seed=seed, replications=replications)
    if out is not None:
        with ResultFolder(out) as target:
            write_tables(target.path, [programme], record)
    if json:
        document = {"outcomes": outcome_records([programme], outcomes), "summaries": summaries(programme)}
        write_json({**document, "provenance": record})
    elif not quiet:
        _show(programme, outcomes, seed, lang.value)
        if out is not None:
            print(words["files"].format(folder=out))


def _cell(values: Floats, outcome: str, lang: str) -> Text:
    """Return mean and range of 80 % of the companies, the unit once."""
    import numpy as np
    from rich.text import Text

    from ...model.outcomes import OUTCOME
    from ..words import level, number

    limits = (float(limit) for limit in np.quantile(values, [0.1, 0.9]))
    plain = OUTCOME[outcome].unit == "EUR"
    low, high = (number(limit, lang) if plain else level(limit, outcome, lang) for limit in limits)
    return Text.assemble(level(float(values.mean()), outcome, lang), "\n", (f"{low} … {high}", "dim"))


def _show(programme: Programme, outcomes: list[str], seed: int, lang: str) -> None:
    from ...model.outcomes import OUTCOME
    from .screen import console, show_table

    words, screen = _WORDS[lang], console()
    months = [month for month in SHOWN_MONTHS if month <= programme.months]
    rows: list[list[Cell]] = [
        [OUTCOME[name].label(lang), *(_cell(programme.at(name, month), name, lang) for month in months)]
        for name in outcomes
    ]
    people = programme.scenario.company.organisation.headcount
    title = programme.label(lang)
    screen.print(words["head"].format(title=title, n=programme.replications, people=people, seed=seed))
    show_table(screen, "", [words["outcome"], *(words["month"].format(month=month) for month in months)], rows)
