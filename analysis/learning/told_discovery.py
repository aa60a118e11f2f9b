"""Where a programme fails, as people and programs take it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...scenarios.words.catalogue import Words
from ..report.brief import Brief
from ..report.parts import Table
from ..report.shown import Charts
from ..words.phrases import number, percent
from .discovery import MOST_BOXES, FailureResult, discovered
from .discovery_words import in_words, limits_words, p_words, sentences
from .of_study import OfStudy

if TYPE_CHECKING:
    import pandas as pd

    from ...scenarios.studies.study import StudyFile
    from .boxes import Box

_say = Words("learning.told_discovery")


@dataclass(frozen=True, eq=False, repr=False)
class Failure(OfStudy, FailureResult):
    """Where a scenario of a study fails, with what follows from it in words and figures.

    Attributes
    ----------
    runs : StudyRuns
        Of which scenario, outcome and month.
    when : Condition
        What counts as failing.
    undecided : int
        Points whose verdict further replicates could change; -1 where single runs are not known.
    found : Discovery
        The boxes, and the trade-off between filling them and holding all failures.
    """

    def _told(self, lang: str) -> Brief:
        first, *others = sentences(self, lang)
        rows = [_row(box, lang) for box in self.found.boxes]
        table = Table(_say.several("columns", lang), rows) if rows else None
        question = _say("question", lang, scenario=self.runs.title(lang), when=in_words(self.runs, self.when, lang))
        return Brief(question, [[first], others], table)

    def _drawn(self, lang: str) -> Charts:
        from .chart_discovery import box_figure, trade_off_figure  # matplotlib

        if not self.found.boxes:
            return {}
        return {"where": lambda: box_figure(self, lang), "trade-off": lambda: trade_off_figure(self, lang)}

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the limits of the boxes, and the trade-off curve.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``boxes`` and ``trade_off``.
        """
        return _tables(self)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the document of ``crm-adoption study discover --json``.

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


def discover_in(
    stored: StudyFile | Path | str, fails_when: str, *, outcome: str | None = None, scenario: str | None = None,
    against: str | None = None, month: int | None = None, department: str = "company",
    density: float | None = None, most: int = MOST_BOXES, method: str = "prim",
) -> Failure:  # fmt: skip
    """Find where a scenario of a study fails.

    Parameters
    ----------
    stored : StudyFile, Path or str
    fails_when : str
        Condition on the mean over the replicates, for example ``deep_use < 0.3``.
    outcome : str, optional
        If the condition does not name it.
    scenario : str, optional
        May be left out where there is one only (beside ``against``).
    against : str, optional
        The condition is on the difference to this scenario, replicate by replicate.
    month, department : optional
        Of those that the study keeps; the last month and the company by default.
    density, most, method : optional
        As in `discover`.

    Returns
    -------
    Failure
        A card in a notebook; figures by name.

    Raises
    ------
    InputError
        For a condition that cannot be read, an incomplete study, a design that does not fill the space, or points
        that are too few or have no value.
    """
    found = discovered(
        stored, fails_when, outcome=outcome, scenario=scenario, against=against, month=month, department=department,
        density=density, most=most, method=method,
    )  # fmt: skip
    return Failure(**vars(found))


def _row(box: Box, lang: str) -> list[str]:
    held = p_words(box.check.p, lang).removeprefix("= ") if box.check else "–"
    inside = [number(each, lang) for each in (box.points, box.failing)]
    return [limits_words(box, lang), percent(box.coverage, lang), percent(box.density, lang), *inside, held]


def _tables(failure: FailureResult) -> dict[str, Any]:
    """Return all limits of all boxes, and the trade-off curve."""
    import pandas as pd

    limits = [
        {"box": number, **asdict(limit)}
        for number, box in enumerate(failure.found.boxes, start=1)
        for limit in box.limits
    ]
    curve = [_box(each) | {"limits": each.restricted} for each in failure.found.trade_off]
    return {"boxes": pd.DataFrame(limits), "trade_off": pd.DataFrame(curve).drop(columns="held_out")}


def _box(box: Box) -> dict[str, Any]:
    check = box.check
    held = None if check is None else asdict(check) | {
        "coverage": check.coverage, "density": check.density if check.points else None
    }  # fmt: skip
    return {
        "limits": [asdict(each) for each in box.limits], "points": box.points, "failing": box.failing,
        "coverage": box.coverage, "density": box.density, "mass": box.mass, "held_out": held,
    }  # fmt: skip


def _record(failure: FailureResult, lang: str) -> dict[str, Any]:
    """Return what was found as JSON values."""
    runs, found = failure.runs, failure.found
    return {
        "study": runs.study, "scenario": runs.scenario, "against": runs.against or None,
        "fails_when": str(failure.when),
        "month": runs.month, "department": runs.department, "points": len(found.points), "failing": found.failing,
        "replications": runs.replications, "undecided": None if failure.undecided < 0 else failure.undecided,
        "state": found.state, "boxes": [_box(each) for each in found.boxes],
        "trade_off": [_box(each) for each in found.trade_off], "sentences": sentences(failure, lang),
    }  # fmt: skip
