"""``crm-adoption run``: one scenario, its outcomes month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from .options import (
    AllowOutside,
    AllowPlugins,
    EnsembleName,
    Json,
    Lang,
    Language,
    Months,
    Out,
    Outcomes,
    Quiet,
    Replace,
    Replications,
    Seed,
    Settings,
    Workers,
)

if TYPE_CHECKING:
    from rich.text import Text

    from ...model.simulation import Run
    from ...scenarios.core.scenario import Scenario
    from ..base.programme import Floats, Programme
    from ..evidence.ensemble import Ensemble
    from .screen import Cell

SHOWN_MONTHS = (1, 3, 6, 12, 24, 36)
_say = Words("cli.run")


def run_command(
    scenario: Annotated[str, typer.Argument(help="A shipped name or the path of a scenario file.")],
    replications: Replications = 100,
    seed: Seed = 0,
    months: Months = None,
    settings: Settings = None,
    outcome: Outcomes = None,
    ensemble: EnsembleName = None,
    workers: Workers = None,
    out: Out = None,
    replace: Replace = False,
    allow_outside: AllowOutside = False,
    allow_plugins: AllowPlugins = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run one scenario and show its outcomes over the months."""
    from dataclasses import replace as changed

    from ...model.outcomes import OUTCOME_NAMES, column
    from ...scenarios.simulate import simulate
    from ..base.forms import loaded
    from ..base.programme import Programme
    from ..base.purchase_words import records
    from ..base.results import (
        ResultFolder,
        check_folder,
        fingerprint,
        outcome_records,
        provenance,
        summaries,
        write_json,
        write_tables,
    )
    from ..evidence.ensemble import load_ensemble
    from .screen import progress

    chosen = loaded(scenario, settings=settings or (), allow_outside=allow_outside, allow_plugins=allow_plugins)
    chosen = chosen if months is None else changed(chosen, months=months)
    outcomes = outcome or list(OUTCOME_NAMES)
    for name in outcomes:
        column(name)  # refuses unknown names before anything runs
    if out is not None:
        check_folder(out, fingerprint([chosen]), replace=replace)
    sets = None if ensemble is None else load_ensemble(ensemble)
    with progress(replications, _say("running", lang.value), quiet=quiet or json) as advance:
        runs = simulate(chosen, replications=replications, seed=seed, workers=workers, progress=advance)
    programme = Programme(chosen, runs, is_baseline=True)
    over = _over_sets(chosen, sets, seed, workers) if sets else None
    record = provenance([chosen], seed=seed, replications=replications)
    if out is not None:
        with ResultFolder(out) as target:
            write_tables(target, [programme], record)
    if json:
        document = {"outcomes": outcome_records([programme], outcomes), "summaries": summaries(programme)}
        found = {"warnings": records([chosen]), "provenance": record}
        write_json({**document, **_by_sets(sets, over, outcomes), **found})
    elif not quiet:
        _show(programme, outcomes, seed, lang.value, over)
        for sentence in _below(chosen, sets, over, out, lang.value):
            print(sentence)


def _below(
    chosen: Scenario, sets: Ensemble | None, over: Sequence[Run] | None, out: Path | None, lang: str
) -> Iterator[str]:
    """Yield what stands below the table: over which sets it ranges, what to mind, and where the files are."""
    from ..base.purchase_words import warnings
    from ..base.ranges import SETS

    if sets and over:
        share, k = SETS.share(lang), len(over[0].values)
        yield _say("sets", lang, n=len(sets.members), name=sets.name, k=k, share=share)
    yield from warnings([chosen], lang)
    if out is not None:
        yield _say("files", lang, folder=out)


def _over_sets(scenario: Scenario, ensemble: Ensemble, seed: int, workers: int | None) -> list[Run]:
    from ..comparing.robustness import over_sets  # brings SciPy, which a plain run does without

    return over_sets(scenario, ensemble, seed=seed, workers=workers)


def _means(over: list[Run], outcome: str, month: int) -> Floats:
    """Return an outcome's mean over companies by parameter set."""
    import numpy as np

    return np.array([each.of(outcome)[:, month - 1].mean() for each in over])


def _by_sets(ensemble: Ensemble | None, over: list[Run] | None, outcomes: list[str]) -> dict[str, Any]:
    """Return by outcome and month the median and the range of 90 % of the parameter sets, if there are any."""
    import numpy as np

    from ..base.ranges import SETS

    if not ensemble or not over:
        return {}
    months, levels = range(1, over[0].values.shape[1] + 1), [SETS.low, 0.5, SETS.high]
    found = {
        "name": ensemble.name, "target": ensemble.target, "parameter_sets": len(ensemble.members),
        "replications_per_set": over[0].values.shape[0],
        "outcomes": {
            name: [
                dict(zip(("low", "median", "high"), np.quantile(_means(over, name, m), levels).tolist(), strict=True))
                for m in months
            ]
            for name in outcomes
        },
    }  # fmt: skip
    return {"ensemble": found}


def _cell(values: Floats, outcome: str, lang: str, means: Floats | None = None) -> Text:
    """Return mean and range of 80 % of the companies, the unit once, and the range over parameter sets."""
    import numpy as np
    from rich.text import Text

    from ...model.outcomes import OUTCOME
    from ..base.least_sizes import enough
    from ..base.ranges import COMPANIES, SETS
    from ..words.phrases import level, number

    plain = OUTCOME[outcome].unit == "EUR"
    ranges = [np.quantile(values, COMPANIES).tolist()] if enough("decile", len(values)) else []
    if means is not None and enough("range", len(means)):
        ranges.append(np.quantile(means, SETS).tolist())
    lines = [
        " … ".join(number(limit, lang) if plain else level(limit, outcome, lang) for limit in each) for each in ranges
    ]
    shown = Text(level(float(values.mean()), outcome, lang))
    return shown.append("\n").append("\n".join(lines), "dim") if lines else shown


def _show(programme: Programme, outcomes: list[str], seed: int, lang: str, over: list[Run] | None) -> None:
    from ...model.outcomes import OUTCOME
    from ..base.least_sizes import enough
    from ..base.ranges import COMPANIES
    from .screen import console, show_table

    screen = console()
    months = sorted({month for month in SHOWN_MONTHS if month < programme.months} | {programme.months})
    rows: list[list[Cell]] = [
        [
            called(OUTCOME[name], lang),
            *(
                _cell(programme.at(name, month), name, lang, _means(over, name, month) if over else None)
                for month in months
            ),
        ]
        for name in outcomes
    ]
    people = programme.scenario.company.organisation.headcount
    title = programme.label(lang)
    n, share = programme.replications, COMPANIES.share(lang)
    key = "head" if enough("decile", n) else "head few"
    screen.print(_say(key, lang, title=title, n=n, people=people, seed=seed, share=share))
    show_table(screen, "", [_say("outcome", lang), *(_say("month", lang, month=month) for month in months)], rows)
