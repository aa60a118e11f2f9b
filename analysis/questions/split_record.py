"""The split of budgets as people and programs take it: the answer in sentences, a tidy table, one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.in_brief import in_brief
from ..base.effects import as_json
from ..base.exports import Contents, OneTable
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from .over_sets_brief import brief
from .split_result import AS_GOOD, EIGHTY, TWENTY, SplitResult
from .split_words import answer, small

if TYPE_CHECKING:
    import pandas as pd


@in_brief
@dataclass(frozen=True, eq=False)
class Split(SplitResult, Shown, OneTable):
    """What comes of splitting budgets between technology and organisation, with what follows from it in words.

    Attributes
    ----------
    asked : Asked
        Company, ensemble, outcome, month, replicates per parameter set and seed.
    budgets : tuple of float
        EUR a head, from the smallest.
    shares : tuple of float
        Shares for technology in [0, 1], from the smallest.
    values : float64 array [parameter sets, budgets, shares, replicates]
        The outcome, in its unit.
    nothing : float64 array [parameter sets, replicates]
        The same where nothing more is spent.
    """

    def answer(self, lang: str = "en") -> list[str]:
        """Return which share goes furthest at each budget, how sure, and what is put in, as sentences.

        Parameters
        ----------
        lang : {"en", "de"}, optional

        Returns
        -------
        list[str]
            Sentences.
        """
        return answer(self, self.asked.scenario.manner(lang))

    def table(self) -> pd.DataFrame:
        """Return one row per budget and share: level, change against nothing, whether it is as good as the best.

        Returns
        -------
        pandas.DataFrame
            In the outcome's unit; money in EUR, shares in [0, 1].
        """
        import pandas as pd

        return pd.DataFrame([self._row(n, k) for n in range(len(self.budgets)) for k in range(len(self.shares))])

    def _row(self, n: int, k: int) -> dict[str, Any]:
        share, (low, high) = self.shares[k], self.region(n)
        gain = self.gain(n, share).to_dict()
        return {
            "scenario": self.asked.scenario.name, "ensemble": self.asked.ensemble.name,
            "outcome": self.asked.outcome, "month": self.asked.month,
            "per_head": self.budgets[n], "budget": self.budgets[n] * self.asked.heads, "technology": share,
            "level": float(self.mean(n)[k]), **{f"change_{name}": value for name, value in gain.items()},
            "best": share == self.best(n), "as_good": low <= share <= high,
            "as_good_in_sets": self.as_good(n)[k], "buys_nothing": float(self.idle[n, k]),
        }  # fmt: skip

    to_frame = table

    def _sentences(self, lang: str) -> Sequence[str]:
        return self.answer(lang)

    def _brief(self) -> Brief:
        lang = self.asked.scenario.manner("en")
        return brief(self, self.answer(lang), small(self, lang), lang)

    def _charts(self, lang: str = "en") -> Charts:
        from .chart_split import split_figure  # matplotlib

        return {"split": lambda: split_figure(self, self.asked.scenario.manner(lang))}

    def _contents(self, lang: str, style: Path | None) -> Contents:
        from ..figures.folder import drawing, made  # matplotlib

        return Contents(
            self.plans,
            drawing(lambda: made(self._charts(lang)), style),
            table="split.csv",
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``crm-adoption split --json``.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        return {
            **self.asked.to_dict(),
            "as_good_within": AS_GOOD,
            "technology": list(self.shares),
            "level_of_nothing": float(self.nothing.mean()),
            "budgets": [self._budget(n) for n in range(len(self.budgets))],
            "answer": {lang: self.answer(lang) for lang in ("en", "de")},
        }

    def _budget(self, n: int) -> dict[str, Any]:
        rule = TWENTY in self.shares and EIGHTY in self.shares
        return {
            "per_head": self.budgets[n], "budget": self.budgets[n] * self.asked.heads,
            "level": self.mean(n).tolist(), "best": self.best(n),
            "best_interval": [as_json(each) for each in self.best_limits(n)],
            "as_good": list(self.region(n)), "as_good_in_sets": self.as_good(n),
            "best_in_nine_sets_of_ten": [as_json(each) for each in self.by_set(n)],
            "change_at_best": self.gain(n, self.best(n)).to_dict(),
            "twenty_against_eighty": self.against(n, TWENTY, EIGHTY).to_dict() if rule else None,
            "buys_nothing": self.idle[n].tolist(),
        }  # fmt: skip
