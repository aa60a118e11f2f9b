"""The folder of a comparison: figures, tidy table, manifest, and what else is wanted, all or none."""

from __future__ import annotations

from pathlib import Path

from ..base.frames import paired
from ..base.parquet import write_parquet
from ..base.results import ResultFolder, check_folder, fingerprint, provenance, write_tables
from ..board.figures import figures_of
from ..comparing.comparison import ComparisonResult
from .workbook import write_workbook


def write_folder(
    found: ComparisonResult, folder: Path, *, xlsx: bool, parquet: bool, style: Path | None, replace: bool
) -> Path:
    """Write figures, results.csv, manifest.json and what else is wanted, and return the folder."""
    scenarios = [each.scenario for each in found.programmes]
    check_folder(folder, fingerprint(scenarios), replace=replace)
    with ResultFolder(folder) as target:
        record = provenance(scenarios, seed=found.seed, replications=found.baseline.replications)
        figures_of(found, target.path, style)
        if xlsx:
            write_workbook(found, target.path / "results.xlsx")
        if parquet:
            write_parquet(paired(found.programmes), target.path / "results.parquet")
        write_tables(target, found.programmes, record)
    return folder
