"""Options that the commands on one's own company share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ...scenarios.usage.mapping import Naming

Roster = Annotated[Path, typer.Argument(metavar="ROSTER", help="CSV file of the people: id, department, manager.")]
UsageFile = Annotated[
    Path, typer.Argument(metavar="USAGE", help="Export of who used which feature when: CSV, Parquet or Excel.")
]
MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="TOML file that says what columns, features and departments are."),
]
Base = Annotated[
    str | None,
    typer.Option("--scenario", metavar="SCENARIO", help="Scenario with your features, market and past programmes."),
]
KeepIds = Annotated[bool, typer.Option("--keep-ids", help="Keep people's ids instead of pseudonyms.")]


def named(mapping: Path | None) -> Naming:
    """Return the mapping that was named, or one that says nothing."""
    from ...scenarios.usage.mapping import Naming, read_mapping

    return Naming() if mapping is None else read_mapping(mapping)


def base_of(scenario: str | None, allow_plugins: bool) -> Scenario | None:
    """Return the scenario that was named."""
    from ...scenarios.files.catalogue import load

    return None if scenario is None else load(scenario, allow_plugins=allow_plugins)
