"""What records of a question put to an ensemble have in common: a table, and a folder that appears wholly or not."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...scenarios.core.scenario import Scenario
from ...scenarios.writing.whole import write_file
from ..base.results import ResultFolder, check_folder, fingerprint
from ..words.heads import csv_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class SetRecord(ABC):
    """A record that can be had as a table and written as a folder."""

    @abstractmethod
    def table(self) -> pd.DataFrame:
        """Return the tidy table.

        Returns
        -------
        pandas.DataFrame
        """

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return the document.

        Returns
        -------
        dict[str, object]
            Values of JSON.
        """

    @abstractmethod
    def _parts(self, lang: str) -> tuple[str, Sequence[Scenario], Callable[[], Figure]]:
        """Return the name of its files, the scenarios that were run, and how its figure is drawn."""

    def to_frame(self) -> pd.DataFrame:
        """Return `table`.

        Returns
        -------
        pandas.DataFrame
        """
        return self.table()

    def write(self, folder: str | Path, lang: str = "en", *, style: Path | None = None, replace: bool = False) -> Path:
        """Write the folder that the command writes: result.json, the table as CSV, figure and manifest.

        Parameters
        ----------
        folder : str or Path
            It appears wholly or not at all.
        lang : {"en", "de"}
            Language of the figure.
        style : Path, optional
            A style file of matplotlib's, laid over ours.
        replace : bool
            Whether to write over other results that stand there; the same ones are written over anyway.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        InputError
            If it holds something else, cannot be written, or an extra is missing.
        """
        from ..figures.folder import save
        from ..figures.style import own_style

        name, plans, draw = self._parts(lang)
        record, print_of = self.to_dict(), fingerprint(plans)
        check_folder(Path(folder), print_of, replace=replace)
        with ResultFolder(Path(folder)) as target:
            with own_style(style):
                save(draw(), target.path, name)
            text = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)
            write_file(target.path / "result.json", text + "\n")
            write_file(target.path / f"{name}.csv", csv_of(self.table(), float_format="%.8g"))
            target.finish({**record["provenance"], "fingerprint": print_of})
        return Path(folder)
