"""A duel as people and programs take it: the answer in sentences, a tidy table, one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.in_brief import in_brief
from ..base.effects import as_json
from ..base.exports import Contents, OneTable
from ..base.purchase_words import records, warnings
from ..base.results import describe, provenance
from ..evidence.behaviour import misfit_said
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from .duel_brief import brief
from .duel_result import DuelResult, Share
from .duel_words import answer

if TYPE_CHECKING:
    import pandas as pd


@in_brief
@dataclass(frozen=True, eq=False)
class Duel(DuelResult, Shown, OneTable):
    """Two companies and their customers, month by month, with what follows from it in words.

    Attributes
    ----------
    programmes : tuple of Programme
        The two scenarios; customers and net value of their runs are those of the duel.
    alone : tuple of Run
        The same runs without a rival.
    customers : Customers
        By pair of replicates with the same people and luck, [pairs, months, company].
    own_luck : Customers
        The same for pairs in which each company has its own people and luck.
    seed : int
    ensemble : Ensemble, Fit or None
        Parameter sets that the replicates take in turn; None where behaviour is taken as certain.
    """

    def answer(self, lang: str = "en") -> list[str]:
        """Return who is ahead, by how much and how surely, as sentences.

        Parameters
        ----------
        lang : {"en", "de"}, optional

        Returns
        -------
        list[str]
            Sentences.
        """
        lang = self.manner(lang)
        return [
            *misfit_said(self.ensemble, lang),
            *answer(self, lang),
            *warnings([each.scenario for each in self.programmes], lang),
        ]

    def table(self) -> pd.DataFrame:
        """Return one row per company and month: market share with its intervals, customers, those gone over.

        Returns
        -------
        pandas.DataFrame
            Shares in [0, 1], customers in numbers, months from 1.
        """
        import pandas as pd

        held, gone = (values.mean(axis=0) for values in self.customers)
        rows = [
            {
                "scenario": self.programmes[c].name,
                **vars(self.share(month, c)),
                "customers": held[month - 1, c],
                "gone_to_the_other": gone[month - 1, c],
            }
            for c in range(2)
            for month in range(1, self.months + 1)
        ]
        return pd.DataFrame(rows)

    to_frame = table

    def _sentences(self, lang: str) -> Sequence[str]:
        return self.answer(lang)

    def _brief(self) -> Brief:
        return brief(self, self.manner("en"))

    def _charts(self, lang: str = "en") -> Charts:
        from .chart_duel import market_shares  # matplotlib

        return {"market-shares": lambda: market_shares(self, self.manner(lang))}

    def _contents(self, lang: str, style: Path | None) -> Contents:
        from ..figures.folder import drawing, made  # matplotlib

        return Contents(
            [each.scenario for each in self.programmes],
            drawing(lambda: made(self._charts(lang)), style),
            "duel.json", "market_shares.csv",
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``crm-adoption duel --json``.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        shares = [[self.share(m, c) for m in range(1, self.months + 1)] for c in range(2)]
        record = provenance([], seed=self.seed, replications=self.programmes[0].replications)
        return {
            "companies": [self._company(c, shares[c]) for c in range(2)],
            "ahead": None if self.leader is None else self.programmes[self.leader].name,
            "share_of_parameter_sets_ahead": [as_json(self.sets_ahead(c)) for c in range(2)],
            "ensemble": None if self.ensemble is None else {
                "name": self.ensemble.name, "target": self.ensemble.target, "parameter_sets": len(self.ensemble.members)
            },
            "answer": {lang: self.answer(lang) for lang in ("en", "de")},
            "warnings": records([each.scenario for each in self.programmes]),
            "provenance": record | {"scenarios": [describe(each.scenario) for each in self.programmes]},
        }  # fmt: skip

    def _company(self, c: int, shares: list[Share]) -> dict[str, Any]:
        means = {
            "customers": self.customers.held[:, :, c], "gone_to_the_other": self.customers.gone_over[:, :, c],
            "customers_without_the_rival": self.alone[c].of("customers"),
            "fragmentation": self.alone[c].of("fragmentation"), "net_value": self.programmes[c].path("net_value"),
        }  # fmt: skip
        return {
            "scenario": self.programmes[c].name,
            "label_en": self.label(c, "en"),
            "label_de": self.label(c, "de"),
            "share_at_start": self.start if c == 0 else 1.0 - self.start,
            "market_share": [{name: as_json(value) for name, value in vars(each).items()} for each in shares],
            **{name: [as_json(float(v)) for v in values.mean(axis=0)] for name, values in means.items()},
        }
