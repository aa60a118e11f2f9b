"""The folder of a comparison: figures, tidy table, manifest, and what else is wanted, all or none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..base.frames import paired
from ..base.parquet import write_parquet
from ..base.results import ResultFolder, check_folder, fingerprint, provenance, write_tables
from ..comparing.comparison import ComparisonResult


def write_folder(
    found: ComparisonResult, folder: Path, *, figures: bool, xlsx: bool, parquet: bool, style: Path | None,
    replace: bool, share: float,
) -> Path:  # fmt: skip
    """Write figures, results.csv, manifest.json and what else is wanted, and return the folder."""
    scenarios = [each.scenario for each in found.programmes]
    check_folder(folder, fingerprint(scenarios), replace=replace)
    with ResultFolder(folder) as target:
        record = provenance(scenarios, seed=found.seed, replications=found.baseline.replications)
        if figures:
            _draw(found, target.path, style, share)
        if xlsx:
            from .workbook import write_workbook

            write_workbook(found, target.path / "results.xlsx")
        if parquet:
            write_parquet(paired(found.programmes), target.path / "results.parquet")
        write_tables(target, found.programmes, record)
    return folder


def _draw(found: ComparisonResult, folder: Path, style: Path | None, share: float) -> None:
    """Draw the figures and the page for the meeting, side by side."""
    from ..board.figures import tasks_of  # matplotlib
    from ..comparing.ladder import reach
    from ..figures.side_by_side import side_by_side
    from ..figures.style import own_style
    from .summary import write_summary

    page = partial(write_summary, found, folder / "summary.pdf", reach(found, share))
    tasks: list[Callable[[], object]] = [page, *tasks_of(found, folder)]
    with own_style(style):
        side_by_side(tasks)
