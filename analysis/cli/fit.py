"""``crm-adoption fit``: a company's own numbers from its own history."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .company_options import (
    AcceptLosses,
    Base,
    KeepIds,
    LiveSince,
    MappingFile,
    Match,
    PseudonymKey,
    Roster,
    TimeZone,
    UsageFile,
    VendorName,
    base_of,
    naming_of,
)
from .options import (
    AllowPlugins,
    Details,
    Json,
    Lang,
    Language,
    Out,
    Quiet,
    Replace,
    Seed,
    Style,
    Workers,
    behaviour_option,
    whole,
)

if TYPE_CHECKING:
    from ..company.fitting import Fitted

_say = Words("cli.fit")
Companies = Annotated[
    int,
    typer.Option("--companies", parser=whole, metavar="NUMBER", help="Companies to compare with, at least 500."),
]
Known = Annotated[
    list[str] | None,
    typer.Option(
        "--known",
        metavar="PATH=VALUE",
        help="Number you know, such as organisation.sponsorship=0.6: it is kept and not fitted; repeat for more.",
    ),
]


def fit_command(
    roster: Roster,
    usage: UsageFile,
    mapping: MappingFile = None,
    vendor: VendorName = None,
    match: Match = None,
    accept_losses: AcceptLosses = False,
    time_zone: TimeZone = None,
    scenario: Base = None,
    known: Known = None,
    live_since: LiveSince = None,
    companies: Companies = 3000,
    behaviour: Annotated[
        str, behaviour_option("evidence|all|FILE", "Parameter sets: how people may behave.")
    ] = "evidence",
    seed: Seed = 0,
    workers: Workers = None,
    keep_ids: KeepIds = False,
    pseudonym_key: PseudonymKey = None,
    allow_plugins: AllowPlugins = False,
    out: Out = None,
    replace: Replace = False,
    style: Style = None,
    lang: Lang = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fit the company's levers and resistance to its history, and say what the data cannot tell."""
    from ...model.simulation import whole_number
    from ...scenarios.usage.reading import read_company
    from ..base.results import check_folder, fingerprint, write_json
    from ..company.fit_brief import brief
    from ..company.fit_job import fit_company
    from ..company.fit_tables import document
    from ..evidence.ensemble import load_ensemble
    from .one_screen import show
    from .screen import progress

    whole_number(companies, 500, 1_000_000, "--companies")
    naming = naming_of(mapping, vendor, match, accept_losses, time_zone)
    base = base_of(scenario, allow_plugins)
    company, found_usage = read_company(roster, usage, naming, base, keep_ids=keep_ids, pseudonym_key=pseudonym_key)
    sets, of_company = load_ensemble(behaviour), fingerprint([company.nameless])
    if out is not None:
        check_folder(out, of_company, replace=replace)
    with progress(companies, _say("running", lang.value), quiet=quiet or json) as advance:
        found = fit_company(
            company, found_usage, sets, naming, known=known or (), live_since=live_since, companies=companies,
            seed=seed, workers=workers, progress=advance,
        )  # fmt: skip
    if out is not None:
        write_folder(found, found_usage.labels, out, lang.value, style, of_company)
    if json:
        write_json(document(found, found_usage.labels, lang.value))
    elif not quiet:
        files = [] if out is None else [_say("files", lang.value, folder=out)]
        if details:
            show_all(found, lang.value, files)
        else:
            show(brief(found, lang.value), lang.value, folder=out)


def show_all(found: Fitted, lang: str, files: Sequence[str]) -> None:
    """Print what is left of each number, the check on the last months and the warnings."""
    from ..company.fit_tables import number_table
    from ..company.fit_words import sentences
    from .screen import console, show_table

    screen = console()
    show_table(screen, _say("title", lang), *number_table(found, lang))
    for text in sentences(found, lang):
        screen.print(f"- {text}")
    for text in files:
        screen.print(text)


def write_folder(
    found: Fitted, months: tuple[str, ...], folder: Path, lang: str, style: Path | None, of_company: str
) -> None:
    """Write fit.json, figures, tables and the manifest, all or none."""
    from ..base.exports import json_text, write_folder
    from ..base.results import provenance
    from ..company.exports import csv_text
    from ..company.fit_charts import fit_figures
    from ..company.fit_tables import document, number_table
    from ..evidence.fit_draws import write_fit
    from ..figures.folder import drawing

    def draw(path: Path) -> None:
        write_fit(found.fit, path / "fit.json")
        drawing(lambda: fit_figures(found, months, lang), style)(path)

    record = provenance([found.fit.scenario], seed=found.fit.seed, replications=found.simulated)
    del record["scenarios"]  # it stands in fit.json
    record["fingerprint"] = of_company
    texts = {
        "numbers.csv": csv_text(*number_table(found, lang)),
        "result.json": json_text(document(found, months, lang)),
    }
    write_folder(folder, texts, record, draw)
