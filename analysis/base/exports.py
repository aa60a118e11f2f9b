"""The same verbs on all results: as a table, a document, a workbook, a folder that appears wholly or not at all."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.errors import InputError
from ...scenarios.core.scenario import Scenario
from ...scenarios.words.catalogue import Words
from ...scenarios.writing.whole import write_file
from ..words.heads import csv_of
from .kept import had_back, keep
from .results import ResultFolder, check_folder, fingerprint
from .sheets import check_excel, save_workbook, write_sheet

if TYPE_CHECKING:
    import pandas as pd

_say = Words("base.exports")
Draw = Callable[[Path], object]
"""Writes figures, and whatever writes itself, into a folder."""


class Kept:
    """A result that can be kept in a file and had back."""

    def save(self, path: str | Path) -> Path:
        """Keep the result in a file from which `load_result` has it back, every number bit for bit.

        Parameters
        ----------
        path : str or Path
            Such as ``answer.npz``; what stands there is replaced.

        Returns
        -------
        Path
            The path as it was given.

        Raises
        ------
        InputError
            If it cannot be written, or there is something in it that is not this package's, such as an intervention of
            one's own.
        """
        return keep(self, Path(path))


class Result(Kept, ABC):
    """A result that can be had as a table, a document, a workbook and a folder."""

    @abstractmethod
    def to_frame(self) -> pd.DataFrame:
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
            Values of JSON; what is not known is None.
        """

    @abstractmethod
    def to_excel(self, path: str | Path) -> Path:
        """Write an Excel workbook (extra ``analysis``) and return its path.

        Parameters
        ----------
        path : str or Path
            Where to write; what stands there is replaced.

        Returns
        -------
        Path
            The path as it was given.

        Raises
        ------
        InputError
            If openpyxl is not installed or the file cannot be written.
        """

    @abstractmethod
    def write(self, folder: str | Path, *, replace: bool = False) -> Path:
        """Write the folder that the command writes, and return it.

        Parameters
        ----------
        folder : str or Path
            It appears wholly or not at all.
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


def load_result(path: str | Path) -> Any:
    """Return a result that was kept by `save`.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Kept
        Of the kind that was kept: a `Comparison`, a `Decision`, ...

    Raises
    ------
    InputError
        If there is no such file, it is damaged or something else, or was kept by a version with other records.

    Examples
    --------
    >>> import crm_adoption
    >>> answer = crm_adoption.compare(["no_programme", "training"], replications=2, months=2)
    >>> crm_adoption.load_result(answer.save("answer.npz")).verdict == answer.verdict
    True
    """
    found = had_back(Path(path))
    if not isinstance(found, Kept):
        raise InputError("there is no result in it.", file=str(path))
    return found


@dataclass(frozen=True)
class Contents:
    """What stands in the folder of a result.

    Attributes
    ----------
    scenarios : sequence of Scenario
        What was run, for the fingerprint by which the same results are known again.
    draw : callable
        Writes its figures into a folder.
    document, table : str
        Names of the files of `to_dict` and `to_frame`.
    """

    scenarios: Sequence[Scenario]
    draw: Draw = field(default=lambda folder: None)
    document: str = "result.json"
    table: str = "results.csv"


class OneTable(Result):
    """A result that is one table, and whose document says how it came about: workbook and folder follow from that."""

    @abstractmethod
    def _contents(self, lang: str, style: Path | None) -> Contents:
        """Return what stands in its folder besides the table and the document."""

    def _sentences(self, lang: str) -> Sequence[str]:
        """Return what follows from it in words; the first sheet of its workbook."""
        return ()

    def to_excel(self, path: str | Path, lang: str = "en") -> Path:
        """Write the answer in words and the table as an Excel workbook (extra ``analysis``) and return its path.

        Parameters
        ----------
        path : str or Path
            Where to write; what stands there is replaced.
        lang : {"en", "de"}
            Language of the sentences and of the names of the sheets; columns are called as in `to_frame`.

        Returns
        -------
        Path
            The path as it was given.

        Raises
        ------
        InputError
            If openpyxl is not installed or the file cannot be written.
        """
        check_excel()
        from openpyxl import Workbook

        book, frame = Workbook(write_only=True), self.to_frame()
        if said := self._sentences(lang):
            write_sheet(book, _say("answer", lang), [_say("answer", lang)], ([each] for each in said))
        rows = frame.astype(object).to_numpy().tolist()
        write_sheet(book, _say("table", lang), list(frame.columns), rows)
        return save_workbook(book, Path(path))

    def write(self, folder: str | Path, lang: str = "en", *, style: Path | None = None, replace: bool = False) -> Path:
        """Write a folder: the document as JSON, the table as CSV, figures if there are any, and the manifest.

        Parameters
        ----------
        folder : str or Path
            It appears wholly or not at all.
        lang : {"en", "de"}
            Language of the figures.
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
        found, document = self._contents(lang, style), self.to_dict()
        print_of = fingerprint(found.scenarios)
        check_folder(Path(folder), print_of, replace=replace)
        table = csv_of(self.to_frame(), float_format="%.8g")
        texts = {found.document: json_text(document), found.table: table}
        record = {**document["provenance"], "fingerprint": print_of}
        return write_folder(Path(folder), texts, record, found.draw)


def json_text(document: object) -> str:
    """Return a document as the text of a file."""
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_folder(folder: Path, texts: Mapping[str, str], record: Mapping[str, Any], draw: Draw) -> Path:
    """Write texts by the names of their files, what draws itself, and last of all the manifest: all or none.

    Parameters
    ----------
    folder : Path
    texts : mapping of str to str
    record : mapping
        For the manifest.
    draw : callable
        Called with the folder in the making.

    Raises
    ------
    InputError
        If it holds something else or cannot be written.
    """
    with ResultFolder(folder) as target:
        draw(target.path)
        for name, text in texts.items():
            write_file(target.path / name, text)
        target.finish(dict(record))
    return folder
