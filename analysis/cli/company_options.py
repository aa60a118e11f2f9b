"""Options that the commands on one's own company share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from .options import whole

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ...scenarios.usage.mapping import Naming

Roster = Annotated[Path, typer.Argument(metavar="ROSTER", help="Table of the people: id, department, manager.")]
UsageFile = Annotated[
    Path,
    typer.Argument(metavar="USAGE", help="Export of who used which feature when: a file, a folder or an archive."),
]
MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="TOML file that says what columns, features and departments are."),
]
Base = Annotated[
    str | None,
    typer.Option("--scenario", metavar="SCENARIO", help="Scenario with your features, market and past programmes."),
]
LiveSince = Annotated[
    str | None,
    typer.Option(
        "--live-since", metavar="2021-03", help="Month in which the CRM went live (default: the first of the export)."
    ),
]
VendorName = Annotated[
    str | None,
    typer.Option(
        "--vendor", metavar="NAME", help="Read the export as this vendor's (see vendors), none as no vendor's."
    ),
]
Match = Annotated[
    Literal["exact", "loose"] | None,
    typer.Option(help="Take ids for the roster's that differ in more than case and blanks: loose."),
]
AcceptLosses = Annotated[bool, typer.Option("--accept-losses", help="Go on where most of the export is lost.")]
TimeZone = Annotated[
    str | None, typer.Option("--time-zone", metavar="ZONE", help="The company's zone, such as Europe/Berlin.")
]
KeepIds = Annotated[bool, typer.Option("--keep-ids", help="Keep people's ids instead of pseudonyms.")]
FitFile = Annotated[
    Path | None,
    typer.Option("--fit", metavar="FILE", help="What `crm-adoption fit` found: everything is done in that company."),
]
DespiteMisfit = Annotated[
    bool,
    typer.Option("--despite-misfit", help="Go on although no simulated company looks at all like the one fitted."),
]
Companies = Annotated[
    int | None,
    typer.Option(
        "--replications", parser=whole, metavar="NUMBER",
        help="Companies simulated per scenario, the same ones in each (default: 256, 100 of a single scenario; with "
        "--fit 16 to each draw).",
    ),
]  # fmt: skip

PseudonymKey = Annotated[
    Path | None,
    typer.Option(
        "--pseudonym-key", metavar="FILE", help="File with a secret, for the same pseudonyms in several runs."
    ),
]


def naming_of(
    mapping: Path | None, vendor: str | None, match: str | None, accept_losses: bool, time_zone: str | None
) -> Naming:
    """Return the mapping that was named, or one that says nothing, with what the options say of reading the export."""
    from dataclasses import replace

    from ...scenarios.usage.mapping import Naming, read_mapping

    found = Naming() if mapping is None else read_mapping(mapping)
    return replace(
        found, vendor=found.vendor if vendor is None else vendor, match=match or found.match,
        losses="accept" if accept_losses else found.losses, time_zone=time_zone or found.time_zone,
    )  # fmt: skip


def base_of(scenario: str | None, allow_plugins: bool) -> Scenario | None:
    """Return the scenario that was named."""
    from ...scenarios.files.catalogue import load

    return None if scenario is None else load(scenario, allow_plugins=allow_plugins)
