"""What an outcome depends on most, as people and programs take it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...scenarios.words.catalogue import Words
from ..report.brief import Brief
from ..report.parts import Table
from ..report.shown import Charts
from .elementary_effects import ElementaryEffects
from .of_study import OfStudy
from .sensitivity import SensitivityResult, analysed
from .sensitivity_sentences import below, in_units, sentences, share_words
from .sensitivity_tables import frames_of, record
from .sensitivity_words import factor_words
from .sobol_indices import SobolIndices
from .swings import Swings
from .uncertainty_words import label, written

if TYPE_CHECKING:
    import pandas as pd

    from ...scenarios.studies.study import StudyFile

_COLUMNS = Words("learning.told_sensitivity.columns")
_say = Words("learning.told_sensitivity")


@dataclass(frozen=True, eq=False, repr=False)
class Sensitivity(OfStudy, SensitivityResult):
    """What a study says about one outcome's sensitivity, with what follows from it in words and figures.

    Attributes
    ----------
    runs : StudyRuns
        Of which scenario, outcome and month.
    found : SobolIndices, ElementaryEffects or Swings
        As the study's design allows.
    """

    def _told(self, lang: str) -> Brief:
        columns = _COLUMNS.several(self.runs.kind, lang)
        first, *others = sentences(self, lang)
        return Brief(below(self, lang), [[first], others], Table(columns, _rows(self, lang)))

    def _drawn(self, lang: str) -> Charts:
        from .chart_interplay import interplay_figure, settling_figure  # matplotlib
        from .chart_sensitivity import effects_figure, indices_figure, tornado_figure

        found = self.found
        if isinstance(found, ElementaryEffects):
            return {"effects": lambda: effects_figure(self, lang)}
        if not isinstance(found, SobolIndices):
            return {"tornado": lambda: tornado_figure(self, lang)}
        pairs, steps = bool(found.second), len(found.stages) > 1
        return {
            "indices": lambda: indices_figure(self, lang),
            **({"interplay": lambda: interplay_figure(self, lang)} if pairs else {}),
            **({"settling": lambda: settling_figure(self, lang)} if steps else {}),
        }

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the indices, their interactions and how they settle, as tables.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``sensitivity`` first; those without rows are left out.
        """
        return frames_of(self)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the document of ``crm-adoption study sensitivity --json``.

        Parameters
        ----------
        lang : {"en", "de"}
            Language of its sentences.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        return record(self, self.runs.manner(lang))


def sensitivity_in(
    stored: StudyFile | Path | str, outcome: str, *, scenario: str | None = None, against: str | None = None,
    month: int | None = None, department: str = "company",
) -> Sensitivity:  # fmt: skip
    """Return what moves an outcome of a complete study most.

    Parameters
    ----------
    stored : StudyFile, Path or str
    outcome, scenario, against, month, department
        As in `study_runs.runs_of`; with ``against`` it is about the difference between two scenarios.

    Returns
    -------
    Sensitivity
        A card in a notebook; figures by name.

    Raises
    ------
    InputError
        If the study is not complete, keeps no such thing, or its points are not those of a design for this.
    """
    return Sensitivity(
        **vars(analysed(stored, outcome, scenario=scenario, against=against, month=month, department=department))
    )


def _rows(told: SensitivityResult, lang: str) -> list[list[str]]:
    found = told.found
    if isinstance(found, SobolIndices):
        return _indices(found, lang)
    return _effects(told, found, lang) if isinstance(found, ElementaryEffects) else _swings(told, found, lang)


def _indices(found: SobolIndices, lang: str) -> list[list[str]]:
    return [
        [factor_words(found.factors[k], lang), share_words(found.first[k], lang), share_words(found.total[k], lang)]
        for k in found.order
    ]


def _effects(sensitivity: SensitivityResult, found: ElementaryEffects, lang: str) -> list[list[str]]:
    numbers = in_units(sensitivity, [each.strength.value for each in found.effects], lang)
    rows = []
    for k in found.order:
        each = found.effects[k]
        ends = {key: numbers.plain(getattr(each.strength, key)).lstrip("+") for key in ("value", "low", "high")}
        strength = _say("interval", lang, **ends)
        name, spread = factor_words(found.factors[k], lang), numbers.plain(each.spread).lstrip("+")
        rows.append([name, strength, numbers.plain(each.mean), spread])
    return rows


def _swings(sensitivity: SensitivityResult, found: Swings, lang: str) -> list[list[str]]:
    changes = [level.change for each in found.swings for level in each.levels]
    numbers, rows = in_units(sensitivity, [each.value for each in changes], lang), []
    for swing in (found.swings[k] for k in found.order):
        gap = swing.levels[-1].value - swing.levels[0].value
        for level in swing.levels:
            ends = {key: numbers.plain(getattr(level.change, key)) for key in ("value", "low", "high")}
            change = _say("interval", lang, **ends) if found.replications > 1 else ends["value"]
            values = [written(swing.name, value, lang, gap) for value in (swing.base, level.value)]
            rows.append([label(swing.name, lang), *values, change])
    return rows
