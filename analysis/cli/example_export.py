"""``crm-adoption example-export``: a roster and a usage export that the model itself has made, to try things out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from ...scenarios.words.catalogue import Words
from .options import AllowPlugins, Json, Lang, Language, Months, Quiet, Replace, Seed

_say = Words("cli.example_export")


def example_export_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where roster.csv and usage.csv are written.")],
    scenario: Annotated[
        str, typer.Option("--scenario", metavar="SCENARIO", help="Company that is simulated, and what is done there.")
    ] = "seed_company",
    months: Months = None,
    first_month: Annotated[
        str, typer.Option("--first-month", metavar="MONTH", help="Month of go-live, such as 2025-01.")
    ] = "2025-01",
    like: Annotated[
        Literal["salesforce"] | None,
        typer.Option("--like", help="Write every use as an event, in the layout of this vendor's event log."),
    ] = None,
    seed: Seed = 0,
    allow_plugins: AllowPlugins = False,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Simulate a company and write what its CRM would export: who used which feature how often in which month."""
    from ...model.errors import InputError
    from ...scenarios.files.catalogue import load
    from ...scenarios.usage.example import example, short, write_example
    from ...scenarios.usage.example_events import write_events
    from ...scenarios.writing.unwritable import FOLDER, explained
    from ...scenarios.writing.whole import check_writable
    from ..base.results import write_json

    if not replace and (there := [name for name in ("roster.csv", "usage.csv") if (folder / name).exists()]):
        raise InputError("{name} is there already; add --replace to write over it.", name=there[0], file=str(folder))
    with explained(folder, field=None, what=FOLDER):
        check_writable(folder)
    chosen = short(load(scenario, allow_plugins=allow_plugins), 12 if months is None else months)
    found = example(chosen, seed, first_month)
    roster, usage = write_example(found, folder) if like is None else write_events(found, folder, seed)
    with usage.open(encoding="utf-8") as lines:
        rows = sum(1 for _ in lines) - 1
    people = chosen.company.organisation.headcount
    if json:
        document = {"roster": str(roster), "usage": str(usage), "people": people, "months": chosen.months, "rows": rows}
        write_json(document)
    elif not quiet:
        facts = {"people": people, "months": chosen.months, "rows": rows, "roster": roster, "usage": usage}
        print(_say("words", lang.value, **facts))
