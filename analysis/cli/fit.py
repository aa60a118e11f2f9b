"""``crm-adoption fit``: a company's own numbers from its own history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...scenarios.words.catalogue import Words
from .company_options import Base, KeepIds, MappingFile, Roster, UsageFile, base_of, named
from .options import AllowPlugins, Json, Lang, Language, Out, Quiet, Replace, Seed, Style, Workers, whole

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
    scenario: Base = None,
    known: Known = None,
    companies: Companies = 3000,
    ensemble: Annotated[
        str, typer.Option("--ensemble", metavar="evidence|all|FILE", help="Parameter sets: how people may behave.")
    ] = "evidence",
    seed: Seed = 0,
    workers: Workers = None,
    keep_ids: KeepIds = False,
    allow_plugins: AllowPlugins = False,
    out: Out = None,
    replace: Replace = False,
    style: Style = None,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fit the company's levers and resistance to its history, and say what the data cannot tell."""
    from ...model.simulation import whole_number
    from ...scenarios.usage.reading import read_company
    from ..base.results import check_folder, fingerprint, write_json
    from ..company.fit_job import fit_company
    from ..company.fit_tables import document
    from ..evidence.ensemble import load_ensemble
    from .screen import progress

    whole_number(companies, 500, 1_000_000, "--companies")
    naming = named(mapping)
    company, found_usage = read_company(roster, usage, naming, base_of(scenario, allow_plugins), keep_ids=keep_ids)
    sets = load_ensemble(ensemble)
    if out is not None:
        check_folder(out, fingerprint([company.scenario]), replace=replace)
    with progress(companies, _say("running", lang.value), quiet=quiet or json) as advance:
        found = fit_company(
            company, found_usage, sets, naming, known=known or (), companies=companies, seed=seed, workers=workers,
            progress=advance,
        )  # fmt: skip
    if out is not None:
        write_folder(found, found_usage.labels, out, lang.value, style)
    if json:
        write_json(document(found, found_usage.labels, lang.value))
    elif not quiet:
        show(found, lang.value)
        if out is not None:
            print(_say("files", lang.value, folder=out))


def show(found: Fitted, lang: str) -> None:
    """Print what is left of each number, the check on the last months and the warnings."""
    from ..company.fit_tables import number_table
    from ..company.fit_words import sentences
    from .screen import console, show_table

    screen = console()
    show_table(screen, _say("title", lang), *number_table(found, lang))
    for text in sentences(found, lang):
        screen.print(f"- {text}")


def write_folder(found: Fitted, months: tuple[str, ...], folder: Path, lang: str, style: Path | None) -> None:
    """Write fit.json, figures, tables and the manifest, all or none."""
    import json

    from ...scenarios.writing.whole import write_file
    from ..base.results import ResultFolder, provenance
    from ..company.exports import write_csv
    from ..company.fit_charts import fit_figures
    from ..company.fit_draws import write_fit
    from ..company.fit_tables import document, number_table
    from ..figures.folder import save
    from ..figures.style import own_style

    with ResultFolder(folder) as target:
        path = target.path
        write_fit(found.fit, path / "fit.json")
        write_csv(path / "numbers.csv", *number_table(found, lang))
        text: Any = json.dumps(document(found, months, lang), indent=2, ensure_ascii=False, allow_nan=False)
        write_file(path / "result.json", text + "\n")
        with own_style(style):
            for name, figure in fit_figures(found, months, lang).items():
                save(figure, path, name)
        record = provenance([found.fit.scenario], seed=found.fit.seed, replications=found.simulated)
        del record["scenarios"]  # it stands in fit.json
        target.finish(record)
