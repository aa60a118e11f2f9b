"""The three walls as people and programs take them: the answer in sentences, a tidy table, one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.in_brief import in_brief
from ..base.exports import Contents, OneTable
from ..base.purchase_words import records, warnings
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from .over_sets_brief import brief
from .walls_result import DOWN, WALLS, WallsResult
from .walls_words import answer, small

if TYPE_CHECKING:
    import pandas as pd


@in_brief
@dataclass(frozen=True, eq=False)
class Walls(WallsResult, Shown, OneTable):
    """What comes of taking down no wall, each, pairs and all three, with what follows from it in words.

    Attributes
    ----------
    asked : Asked
        Company, ensemble, outcome, month, replicates per parameter set and seed.
    per_head : float
        EUR a head for each wall.
    values : float64 array [parameter sets, 8, replicates]
        The outcome, in its unit; the second index is that of `down`.
    """

    def answer(self, lang: str = "en") -> list[str]:
        """Return what the walls cost, alone and together, and whether they hold each other up, as sentences.

        Parameters
        ----------
        lang : {"en", "de"}, optional

        Returns
        -------
        list[str]
            Sentences.
        """
        lang = self.asked.scenario.manner(lang)
        return [*answer(self, lang), *warnings(self.plans[-1:], lang)]

    def table(self) -> pd.DataFrame:
        """Return one row per set of walls: level, change against none, and what is beyond the sum of each alone.

        Returns
        -------
        pandas.DataFrame
            In the outcome's unit; money in EUR.
        """
        import pandas as pd

        rows = []
        for down in DOWN:
            row: dict[str, Any] = {
                "scenario": self.asked.scenario.name, "ensemble": self.asked.ensemble.name,
                "outcome": self.asked.outcome, "month": self.asked.month, "walls_down": "+".join(down) or "none",
                "budget": self.budget * len(down), "level": self.level(*down),
            }  # fmt: skip
            if down:
                row |= {f"change_{name}": value for name, value in self.effect(*down).to_dict().items()}
            if len(down) > 1:
                row["added_up"] = self.added_up(*down)
                row |= {f"interplay_{name}": value for name, value in self.interplay(*down).to_dict().items()}
            rows.append(row)
        return pd.DataFrame(rows)

    to_frame = table

    def _sentences(self, lang: str) -> Sequence[str]:
        return self.answer(lang)

    def _brief(self) -> Brief:
        lang = self.asked.scenario.manner("en")
        return brief(self, self.answer(lang), small(self, lang), lang)

    def _charts(self, lang: str = "en") -> Charts:
        from .chart_walls import walls_figure  # matplotlib

        return {"walls": lambda: walls_figure(self, self.asked.scenario.manner(lang))}

    def _contents(self, lang: str, style: Path | None) -> Contents:
        from ..figures.folder import drawing, made  # matplotlib

        return Contents(
            self.plans,
            drawing(lambda: made(self._charts(lang)), style),
            table="walls.csv",
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``crm-adoption walls --json``.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        return {
            **self.asked.to_dict(),
            "per_head": self.per_head, "budget_per_wall": self.budget,
            "walls": [
                {
                    "down": list(down), "budget": self.budget * len(down), "level": self.level(*down),
                    "change": self.effect(*down).to_dict() if down else None,
                    "added_up": self.added_up(*down) if down else None,
                    "interplay": self.interplay(*down).to_dict() if len(down) > 1 else None,
                }
                for down in DOWN
            ],
            "left_standing": {wall: self.left_standing(wall).to_dict() for wall in WALLS},
            "answer": {lang: self.answer(lang) for lang in ("en", "de")},
            "warnings": records(self.plans[-1:]),
        }  # fmt: skip
