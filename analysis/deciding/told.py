"""A decision as people and programs take it: in sentences, as a document, a workbook and a report."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ...model.errors import unknown
from ...model.in_brief import in_brief
from ..base.exports import Result
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from ..words.phrases import LANGUAGES
from . import answer as answers
from .brief import brief
from .decision import DecisionResult
from .options import Option
from .record import document


@in_brief
@dataclass(frozen=True, eq=False)
class Decision(DecisionResult, Shown, Result):
    """The answer to a question about a budget, and what follows from it in words.

    Attributes
    ----------
    question : Question
    options : tuple of Option
        The best mix, the second best (a really different one), and what they are held against.
    rivals : tuple of Rival
        All shipped programmes at the same budget against the best mix, the closest first.
    knowledge : Knowledge
        What the choice depends on, and what to measure first.
    warnings : Warnings
    rescues : tuple of Rescue
        What helps where the early sign has appeared, the best first; empty without a sign.
    marginal : Marginal
    frontier : tuple of Point
    effort : Effort
    field : Field
        Whole runs of the options, in their order, for figures and tables.
    leading : Leading
        The mixes found that are as good as the best, and what they share.
    unavailable : tuple of Unavailable
        What should follow from the decision and does not, with the reasons; usually empty.
    """

    def answer(self, lang: str | None = None) -> list[str]:
        """Return the answer in three sentences.

        Parameters
        ----------
        lang : {"en", "de"}, optional
            By default the language of the decision.

        Returns
        -------
        list[str]
            Three sentences.

        Raises
        ------
        InputError
            For a language that there is not.
        """
        return answers.answer(self, self._language(lang))

    def advice(self, lang: str | None = None) -> list[str]:
        """Return what follows from it: rivals, what to measure, when to check, rescue, more money, limits.

        Parameters
        ----------
        lang : {"en", "de"}, optional
            By default the language of the decision.

        Returns
        -------
        list[str]
            Sentences, one for each thing that follows.

        Raises
        ------
        InputError
            For a language that there is not.
        """
        return answers.advice(self, self._language(lang))

    def _language(self, lang: str | None) -> str:
        if lang is not None and lang not in LANGUAGES:
            raise unknown("language", lang, LANGUAGES)
        return self.question.base.manner(lang or self.lang)

    def _brief(self) -> Brief:
        return brief(self, self._language(None))

    def _charts(self) -> Charts:
        from .charts import charts  # matplotlib

        return charts(self, self._language(None))

    def to_dict(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        return document(self)

    def to_frame(self) -> Any:
        """Return the options as a pandas DataFrame, one row each, the best first.

        Returns
        -------
        pandas.DataFrame
            The fields of `Option` without the mix: EUR, and the objective's unit.
        """
        import pandas as pd

        names = [each.name for each in fields(Option) if each.name != "mix"]
        rows = [{"option": each.name, **{name: getattr(each, name) for name in names}} for each in self.options]
        return pd.DataFrame(rows)

    def write(self, folder: str | Path, *, xlsx: bool = False, replace: bool = False) -> Path:
        """Write the folder that ``crm-adoption decide`` writes: report, figures, decision.json, best_mix.toml.

        Parameters
        ----------
        folder : str or Path
            It appears wholly or not at all.
        xlsx : bool
            Whether decision.xlsx is written too (extra ``analysis``).
        replace : bool
            Whether to write over other results that stand there; an earlier decision is written over anyway.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        InputError
            If it holds something else, cannot be written, or an extra is missing.
        """
        from .folder import check_decision_folder, write_folder

        check_decision_folder(Path(folder), replace=replace)
        write_folder(self, Path(folder), self.question.scenario.name, xlsx=xlsx)
        return Path(folder)

    def to_excel(self, path: str | Path) -> Path:
        """Write the numbers as an Excel workbook (extra ``analysis``) and return its path.

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
        from .workbook import write_workbook  # openpyxl

        return write_workbook(self, Path(path))

    def to_html(self, path: str | Path, *, replace: bool = False) -> Path:
        """Write the report as one HTML file that needs nothing else, and return its path.

        Parameters
        ----------
        path : str or Path
            Where to write.
        replace : bool, optional
            Whether to write over another result that stands there.

        Returns
        -------
        Path
            The path as it was given.

        Raises
        ------
        InputError
            If the file cannot be written, or is there already with something else in it.
        """
        from .report import write_report  # matplotlib

        return write_report(self, Path(path), replace=replace)
