"""An outcome over two uncertainties, as people and programs take it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..report.brief import Brief
from ..report.shown import Charts
from .of_study import OfStudy
from .phase_map import PhaseMapResult, mapped
from .phase_words import below, headline, notes

if TYPE_CHECKING:
    import pandas as pd

    from ...scenarios.studies.study import StudyFile


@dataclass(frozen=True, eq=False, repr=False)
class PhaseMap(OfStudy, PhaseMapResult):
    """An outcome, or a difference of it, over a grid of two uncertainties, with its figure and what follows in words.

    Attributes
    ----------
    runs : StudyRuns
        Of which scenario, outcome and month.
    x, y : Axis
    xs, ys : float64 arrays
        Values of the grid.
    mean : float64 array [ys, xs]
        Mean over the replicates.
    half_width : float64 array [ys, xs]
        Of its 95 % confidence interval (t, over the replicates); NaN where single runs are not known.
    between : Axis or None
        Uncertainty between whose ends the difference is taken.
    others : tuple of Axis
        Further uncertainties of the grid, averaged over.
    level : float or None
        Of special interest.
    own : tuple of float or None
        Values of x and y that the scenario itself has.
    """

    def _told(self, lang: str) -> Brief:
        return Brief(f"{below(self, lang)}.", [[f"{headline(self, lang)}."], notes(self, lang)])

    def _drawn(self, lang: str) -> Charts:
        from .chart_phase import phase_figure  # matplotlib

        return {"map": lambda: phase_figure(self, lang)}

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return a row for each place of the map.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``map`` alone.
        """
        return {"map": _table(self)}

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the document of ``crm-adoption study map --json``.

        Parameters
        ----------
        lang : {"en", "de"}
            Language of its sentences.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        return _record(self, self.runs.manner(lang))


def phase_map(
    stored: StudyFile | Path | str, x: str, y: str, outcome: str | None = None, *, between: str | None = None,
    level: float | str | None = None, scenario: str | None = None, against: str | None = None,
    month: int | None = None, department: str = "company",
) -> PhaseMap:  # fmt: skip
    """Return an outcome of a study over two of its uncertainties.

    Parameters
    ----------
    stored : StudyFile, Path or str
        With every combination of values of the two: a study with ``design = { kind = "grid" }``.
    x, y : str
        Names of the uncertainties.
    outcome : str, optional
        May be left out if the study keeps one only.
    between : str, optional
        A third uncertainty: the map shows the difference between the ends of its range. With
        ``organisation.starting_use`` it shows hysteresis: how far apart two companies end that are alike but for
        where they started.
    level : float or str, optional
        Of special interest, such as ``0.25`` or ``"25 %"``.
    scenario, against, month, department : optional
        As in `discover_in`.

    Returns
    -------
    PhaseMap
        A card in a notebook with its figure.

    Raises
    ------
    InputError
        For names that the study does not have, points that are no grid, or an incomplete study.
    """
    found = mapped(
        stored, x, y, outcome, between=between, level=level, scenario=scenario, against=against, month=month,
        department=department,
    )  # fmt: skip
    return PhaseMap(**vars(found))


def _table(shown: PhaseMapResult) -> Any:
    """Return a row for each place of the map."""
    import pandas as pd

    across, up = np.meshgrid(shown.xs, shown.ys)
    columns: dict[str, Any] = {
        shown.x.name: across,
        shown.y.name: up,
        "mean": shown.mean,
        "half_width": shown.half_width,
    }
    if shown.level is not None:
        columns |= {"reached": shown.reached, "undecided": shown.undecided}
    return pd.DataFrame({name: values.ravel() for name, values in columns.items()})


def _record(shown: PhaseMapResult, lang: str) -> dict[str, Any]:
    """Return a map as JSON values."""
    runs, known = shown.runs, bool(np.isfinite(shown.half_width).all())
    found = {
        "study": runs.study, "scenario": runs.scenario, "against": runs.against or None, "outcome": runs.outcome,
        "month": runs.month, "department": runs.department, "replications": runs.replications,
        "x": {"name": shown.x.name, "values": shown.xs.tolist()},
        "y": {"name": shown.y.name, "values": shown.ys.tolist()},
        "between": shown.between and {"name": shown.between.name, "values": [shown.between.low, shown.between.high]},
        "averaged_over": [each.name for each in shown.others], "mean": shown.mean.tolist(),
        "half_width": shown.half_width.tolist() if known else None, "level": shown.level,
        "sentences": [headline(shown, lang), *notes(shown, lang)],
    }  # fmt: skip
    if shown.level is None:
        return found
    return found | {"share": shown.share, "reached": shown.reached.tolist(), "undecided": shown.undecided.tolist()}
