"""Policies as people and programs take them: the answer in sentences, a table, a document, a folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.in_brief import in_brief
from ...scenarios.files.written import intervention_table, scenario_files
from ...scenarios.writing.whole import write_file
from ..base.effects import as_json
from ..base.exports import Contents, OneTable
from ..base.results import provenance
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from .record import CHOSEN, REGRET, PoliciesResult
from .words import answer, brief

if TYPE_CHECKING:
    import pandas as pd

BEST_POLICY = "best_policy"
"""What the scenario file of the policy chosen is called."""


@in_brief
@dataclass(frozen=True, eq=False)
class Policies(PoliciesResult, Shown, OneTable):
    """Policies found over some members of an ensemble and judged on the others, with what follows in words.

    Attributes
    ----------
    aims : Aims
    base : Scenario
    ensemble : str
    members : tuple of int
    seed, trials : int
    options : tuple of Scenario
        Nothing, the best fixed plan, the policy chosen, then other policies of the Pareto set.
    values : float64 array [options, outcomes, worlds, replicates]
    spent : float64 array [options, worlds, replicates]
    seen : float64 array [options, objectives]
    tried : float64 array [tried, objectives]
    comparison : ComparisonResult
    failure : Discovery or None
    """

    def answer(self, lang: str = "en") -> list[str]:
        """Return which policy was chosen and whether it is better than the best fixed plan, as sentences.

        Parameters
        ----------
        lang : {"en", "de"}, optional

        Returns
        -------
        list[str]
            Sentences.
        """
        return answer(self, self.base.manner(lang))

    def to_frame(self) -> pd.DataFrame:
        """Return one row per option: objectives, spending, robustness and regret in the companies kept aside.

        Returns
        -------
        pandas.DataFrame
            In the outcomes' units; money in EUR.
        """
        import pandas as pd

        rows = []
        front = [False] * CHOSEN + list(self.on_front())
        parts = zip(self.options, self.means(), self.spent, self.robust(), self.against_fixed(), front, strict=True)
        for each, means, spent, robust, behind, on_front in parts:
            rows.append(
                {
                    "option": each.name, "chosen": each is self.chosen, "on_front": on_front,
                    **dict(zip(self.aims.outcomes, means.tolist(), strict=True)),
                    "spent_mean": float(spent.mean()), "spent_most": float(spent.max()),
                    "satisficing": robust.satisficing, "regret_90": robust.regret_90,
                    "regret_most": robust.regret_most, "regret_90_against_fixed": behind,
                }
            )  # fmt: skip
        return pd.DataFrame(rows)

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``crm-adoption policy --json``.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        verdict = self.comparison.verdict
        return {
            "question": {
                "scenario": self.base.name, "budget": self.aims.budget, "objectives": list(self.aims.objectives),
                "month": self.aims.month, "enough": self.aims.enough, "ensemble": self.ensemble,
                "members_searched": self.members[0], "members_kept_aside": self.members[1], "trials": self.trials,
            },
            "answer": {lang: self.answer(lang) for lang in ("en", "de")},
            "options": [
                {name: as_json(value) for name, value in row.items()}
                | {"interventions": [intervention_table(part) for part in each.interventions]}
                for row, each in zip(self.to_frame().to_dict("records"), self.options, strict=True)
            ],
            "verdict": {"kind": verdict.kind, "best": verdict.best, "depends_on": list(verdict.depends_on)},
            "optimism": self.optimism(),
            "tried": len(self.tried), "regret_counts": REGRET in self.aims.objectives,
            "fails": None if self.failure is None else {
                "state": self.failure.state, "share": self.failure.share,
                "boxes": [
                    {"coverage": box.coverage, "density": box.density,
                     "limits": [{"name": e.name, "low": e.low, "high": e.high} for e in box.limits]}
                    for box in self.failure.boxes
                ],
            },
            "provenance": provenance(
                self.options, seed=self.seed, replications=int(self.values.shape[2] * self.values.shape[3])
            ),
        }  # fmt: skip

    def scenario_file(self) -> dict[str, str]:
        """Return the policy chosen as the files of a scenario that every other command runs, by name.

        Returns
        -------
        dict of str to str
            ``best_policy.toml``, and a roster if the company has one.
        """
        return scenario_files(replace(self.chosen, name=BEST_POLICY))

    def _brief(self) -> Brief:
        return brief(self, self.base.manner("en"))

    def _charts(self, lang: str = "en") -> Charts:
        from .charts import front_figure, regret_figure  # matplotlib

        told = self.base.manner(lang)
        return {"front": lambda: front_figure(self, told), "regret": lambda: regret_figure(self, told)}

    def _contents(self, lang: str, style: Path | None) -> Contents:
        from ..figures.folder import drawing, made  # matplotlib

        figures = drawing(lambda: made(self._charts(lang)), style)

        def draw(folder: Path) -> None:
            figures(folder)
            for name, text in self.scenario_file().items():
                write_file(folder / name, text)

        return Contents(self.options, draw, document="policies.json", table="policies.csv")
