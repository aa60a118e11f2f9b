"""What is found in a study's file, as people and programs take it: a card, figures, tables, a document, a folder."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.in_brief import one_line
from ..base.exports import Kept
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from .study_runs import StudyRuns

if TYPE_CHECKING:
    import pandas as pd


class OfStudy(Shown, Kept):
    """What was found in the runs of a study."""

    runs: StudyRuns

    def __repr__(self) -> str:
        runs = self.runs
        said = {"outcome": runs.outcome, "scenario": runs.scenario, "against": runs.against, "month": runs.month,
                "points": len(runs.points), "study": runs.study}  # fmt: skip
        return one_line(type(self).__name__, ((name, str(value)) for name, value in said.items() if value))

    @abstractmethod
    def _told(self, lang: str) -> Brief:
        """Return the answer in a language with its manner."""

    @abstractmethod
    def _drawn(self, lang: str) -> Charts:
        """Return what draws its figures in a language with its manner."""

    @abstractmethod
    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the numbers as tables, the main one first.

        Returns
        -------
        dict of str to pandas.DataFrame
            By the names of their files.
        """

    @abstractmethod
    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the document that ``--json`` prints.

        Parameters
        ----------
        lang : {"en", "de"}
            Language of its sentences.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """

    def brief(self, lang: str = "en") -> Brief:
        """Return the answer as it fits on one screen.

        Parameters
        ----------
        lang : {"en", "de"}

        Returns
        -------
        Brief
            Question, answer and a small table.
        """
        return self._told(self.runs.manner(lang))

    def _brief(self) -> Brief:
        return self.brief()

    def _charts(self) -> Charts:
        return self._drawn(self.runs.manner("en"))

    def to_frame(self) -> pd.DataFrame:
        """Return the main table.

        Returns
        -------
        pandas.DataFrame
        """
        return next(iter(self.tables().values()))

    def write(self, folder: str | Path, lang: str = "en", *, replace: bool = False) -> Path:
        """Write the figures (PNG and SVG) and the tables (CSV) that the command writes, and return the folder.

        Parameters
        ----------
        folder : str or Path
            Made if it is missing.
        lang : {"en", "de"}
            Language of the figures.
        replace : bool
            Whether files of these names may be written over.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        InputError
            For files that are there already, or a folder that cannot be written.
        """
        self.files(Path(folder), lang, replace=replace)
        return Path(folder)

    def files(self, folder: Path, lang: str = "en", *, replace: bool = False) -> list[Path]:
        """Write as `write` does, and return the files.

        Parameters
        ----------
        folder : Path
        lang : {"en", "de"}
        replace : bool

        Returns
        -------
        list of Path
        """
        from ..figures.folder import made, write_all  # matplotlib

        drawn = made(self._drawn(self.runs.manner(lang)))
        names = drawn if list(drawn) == ["map"] else (f"{k}-{name}" for k, name in enumerate(drawn, start=1))
        figures = dict(zip(names, drawn.values(), strict=True))
        return write_all(folder, figures, self.tables(), replace=replace)
