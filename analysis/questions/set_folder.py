"""The folder of a question put to an ensemble: figure, table, document and manifest, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...scenarios.core.scenario import Scenario
from ...scenarios.writing.whole import write_file
from ..base.results import ResultFolder, check_folder, fingerprint
from ..words.heads import csv_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def write_folder(
    folder: Path, name: str, plans: Sequence[Scenario], record: Mapping[str, Any], table: pd.DataFrame,
    draw: Callable[[], Figure], *, style: Path | None = None, replace: bool = False,
) -> Path:  # fmt: skip
    """Write result.json, NAME.csv, NAME.png, NAME.svg and manifest.json; the folder appears wholly or not at all."""
    from ..figures.folder import save
    from ..figures.style import own_style

    print_of = fingerprint(plans)
    check_folder(folder, print_of, replace=replace)
    with ResultFolder(folder) as target:
        with own_style(style):
            save(draw(), target.path, name)
        text = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)
        write_file(target.path / "result.json", text + "\n")
        write_file(target.path / f"{name}.csv", csv_of(table, float_format="%.8g"))
        target.finish({**record["provenance"], "fingerprint": print_of})
    return folder
