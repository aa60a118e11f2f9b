"""A what-if answered, in words, as a table, a workbook, a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model.errors import unknown
from ...model.in_brief import in_brief
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.what_ifs import WhatIf
from ...scenarios.words.catalogue import Words
from ..base.exports import Result
from ..base.least_sizes import enough
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from ..telling.comparison import Comparison
from ..words.phrases import LANGUAGES, number
from .duel_record import Duel
from .what_if_brief import brief
from .what_if_words import compared

say = Words("questions.what_if")
SURELY = 0.9
"""Share of pairs in which a rival must be ahead to count as ahead."""


@in_brief
@dataclass(frozen=True, eq=False)
class WhatIfAnswer(Shown, Result):
    """What came out of a what-if.

    Attributes
    ----------
    what_if : WhatIf
    comparison : Comparison or None
        None for a duel.
    duel : Duel or None
    lang : str
    company : Scenario or None
        The company it was asked of; None for the article's.
    """

    what_if: WhatIf
    comparison: Comparison | None
    duel: Duel | None
    lang: str
    company: Scenario | None = None

    @property
    def result(self) -> Comparison | Duel:
        """The comparison, or the duel.

        Raises
        ------
        ValueError
            If there is neither.
        """
        found = self.comparison or self.duel
        if found is None:
            raise ValueError("a what-if is answered by a comparison or a duel")
        return found

    def answer(self, lang: str | None = None) -> list[str]:
        """Return the answer in sentences: what to choose, each scenario against the first and why, by what it works.

        Parameters
        ----------
        lang : {"en", "de"}, optional
            By default the language of the answer.

        Returns
        -------
        list[str]
            Sentences.

        Raises
        ------
        InputError
            For a language that there is not.
        """
        wanted = lang or self.lang
        if wanted not in LANGUAGES:
            raise unknown("language", wanted, LANGUAGES)
        if self.comparison is not None:
            told = self.comparison.baseline.scenario.manner(wanted)
            over = self.comparison.robustness
            first = [] if over is None else over.warning(told)
            return [*first, *compared(self.comparison, told), self.what_if.why(wanted), *self._limits(told)]
        return [] if self.duel is None else [*self.duel.answer(wanted), *_time(self.duel, self.duel.manner(wanted))]

    def _limits(self, lang: str) -> list[str]:
        """Return what the answer holds for, and how to ask it of one's own company."""
        if self.company is None:
            return [say("limits", lang, name=self.what_if.name)]
        heads = self.company.company.organisation.headcount
        over = None if self.comparison is None else self.comparison.robustness
        if over is not None and over.fitted:
            return [say("fit limits", lang, company=self.company.title(lang), people=number(heads, lang))]
        return [say("own limits", lang, company=self.company.title(lang), people=number(heads, lang))]

    def _brief(self) -> Brief:
        told = self.lang if self.comparison is None else self.comparison.lang
        return brief(self.what_if.question(self.lang), self.answer(), self.result, told)

    def _charts(self) -> Charts:
        return self.result._charts()

    def to_frame(self) -> Any:
        """Return what was compared as a tidy frame: that of the comparison, or of the duel.

        Returns
        -------
        pandas.DataFrame
        """
        return self.result.to_frame()

    def write(self, folder: str | Path, *, replace: bool = False) -> Path:
        """Write the folder of the comparison, or of the duel.

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
        if self.duel is not None:
            return self.duel.write(folder, self.lang, replace=replace)
        return self.result.write(folder, replace=replace)

    def to_excel(self, path: str | Path) -> Path:
        """Write the workbook of the comparison, or of the duel (extra ``analysis``), and return its path.

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
        if self.duel is not None:
            return self.duel.to_excel(path, self.lang)
        return self.result.to_excel(path)

    def to_dict(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        w = self.what_if
        asked = {
            "name": w.name, "question": w.question(self.lang), "scenarios": list(w.scenarios),
            "company": None if self.company is None else self.company.name,
        }  # fmt: skip
        return {**asked, "answer": self.answer(), "result": self.result.to_dict()}


def _time(fight: Duel, lang: str) -> list[str]:
    """Return from which month on the second company is ahead in most pairs, whatever their luck."""
    if not enough("verdict", fight.programmes[0].replications):
        return []
    ahead = [fight.share(month, 1).ahead_own_luck >= SURELY for month in range(1, fight.months + 1)]
    first = max((month for month, sure in enumerate(ahead, start=1) if not sure), default=0) + 1
    if first > fight.months:
        return [say("no time", lang, months=number(fight.months, lang))]
    return [say("time", lang, month=number(first, lang))]
