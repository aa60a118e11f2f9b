"""The folder of a decision: report, figures, document, the best mix as a scenario file, manifest, all or none."""

from __future__ import annotations

import json
from dataclasses import replace as changed
from pathlib import Path
from typing import Any, TypeVar

from ...scenarios.files.settings import Settings
from ...scenarios.writing.whole import write_file
from ..base.later_steps import LaterSteps
from ..base.results import ResultFolder, check_folder
from .decision import DecisionResult
from .record import as_scenario_files, document, made_of

D = TypeVar("D", bound=DecisionResult)


def check_decision_folder(folder: Path, *, replace: bool) -> None:
    """Refuse a folder with something else in it; an earlier decision may be written over."""
    earlier = (folder / "decision.json").is_file() and (folder / "manifest.json").is_file()
    check_folder(folder, "", replace=replace or earlier)


def write_folder(found: D, folder: Path, reference: str, *, xlsx: bool, settings: Settings = ()) -> D:
    """Write all of a decision, all or none.

    A figure or report that fails does not take the decision along: it is missing, and named among what is not
    available in the decision returned and written.

    Parameters
    ----------
    found : DecisionResult
    folder : Path
    reference : str
        Name or path of the scenario that was asked about; the mix refers to it if the company is as it stands there.
    xlsx : bool
        Whether a workbook is written too.
    settings : mapping, or sequence of str
        What was set of the scenario; the mix then sets it too.
    """
    with ResultFolder(folder) as target:
        found = _write_for_readers(found, target.path, xlsx=xlsx)
        record = json.dumps(document(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        write_file(target.path / "decision.json", record)
        base = None if found.question.worlds.fitted else reference
        for name, content in as_scenario_files(found, base, folder, settings).items():
            write_file(target.path / name, content)
        target.finish(made_of(found))
    return found


def _write_for_readers(found: D, folder: Path, *, xlsx: bool) -> D:
    """Write the figures, the report and the workbook, and return the decision with those that failed named."""
    from ..figures.folder import save
    from . import charts, report, workbook  # matplotlib, openpyxl

    later = LaterSteps()
    none: dict[str, Any] = {}
    for name, figure in later.take("figures", lambda: charts.drawn(found, found.lang), none).items():
        save(figure, folder, name)
    later.take("report", lambda: report.write_report(found, folder / "report.html"), folder)
    if xlsx:
        later.take("workbook", lambda: workbook.write_workbook(found, folder / "decision.xlsx"), folder)
    return changed(found, unavailable=(*found.unavailable, *later.failed))
