"""What a duel found: market shares by month, who is ahead and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..model.rival import Customers
from ..model.simulation import Run, whole_number
from ..scenarios.by_value import by_value
from .duel_words import answer
from .effects import as_json, interval
from .ensemble import Ensemble
from .programme import Programme
from .results import describe, provenance
from .robustness import RANGE

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]


@by_value
@dataclass(frozen=True)
class Share:
    """The first company's market share in a month, and how sure it is.

    Attributes
    ----------
    month : int
        From 1.
    mean, ci_low, ci_high : float
        Mean over the pairs with the same people and luck, and 95 % confidence interval of it.
    low, high : float
        Range of 90 % of the pairs when each company has its own people and luck.
    ahead, ahead_own_luck : float
        Share of pairs in which it is above its share at the start, ties counting half: with the same
        people and luck, and with own luck (NaN for one replicate).
    """

    month: int
    mean: float
    ci_low: float
    ci_high: float
    low: float
    high: float
    ahead: float
    ahead_own_luck: float


@dataclass(frozen=True, eq=False)
class Duel:
    """Two companies and their customers, month by month.

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
    behaviour : float64 array [sets, months] or None
        The first company's mean share by parameter set of the ensemble.
    ensemble : Ensemble or None
    """

    programmes: tuple[Programme, Programme]
    alone: tuple[Run, Run]
    customers: Customers
    own_luck: Customers
    seed: int
    behaviour: Floats | None = None
    ensemble: Ensemble | None = None

    @property
    def months(self) -> int:
        """The horizon."""
        return self.programmes[0].months

    @property
    def start(self) -> float:
        """The first company's share of both companies' customers at the start."""
        ours, theirs = (each.scenario.company.market.customers for each in self.programmes)
        return ours / (ours + theirs)

    @property
    def shares(self) -> Floats:
        """The companies' shares of both companies' customers, [pairs, months, company]."""
        return np.asarray(self.customers.held / self.customers.held.sum(axis=2, keepdims=True))

    def share(self, month: int, company: int = 0) -> Share:
        """Return a company's market share in a month (from 1) with its intervals.

        Raises
        ------
        InputError
            For a month or company that there is not.
        """
        month = whole_number(month, 1, self.months, "month")
        company = whole_number(company, 0, 1, "company")
        at_start = self.start if company == 0 else 1.0 - self.start
        same = self.shares[:, month - 1, company]
        held = self.own_luck.held[:, month - 1]
        own = held[:, company] / held.sum(axis=1)
        low, high = np.quantile(own, RANGE) if len(own) else (np.nan, np.nan)
        ahead = _share_above(same, at_start), _share_above(own, at_start)
        return Share(month, *interval(same), float(low), float(high), *ahead)

    def sets_ahead(self, company: int = 0) -> float:
        """Return the share of the ensemble's parameter sets in which a company ends ahead; NaN without one."""
        if self.behaviour is None:
            return float("nan")
        ahead = _share_above(self.behaviour[:, -1], self.start)
        return ahead if company == 0 else 1.0 - ahead

    @property
    def leader(self) -> int | None:
        """Which company (0 or 1) is ahead at the end, by the mean; None if the interval includes a draw."""
        last = self.share(self.months)
        if not (last.ci_low > self.start or last.ci_high < self.start):
            return None
        return 0 if last.mean > self.start else 1

    def label(self, company: int, lang: str = "en") -> str:
        """Return a company's name in words; two of one name are told apart."""
        names = [each.label(lang) for each in self.programmes]
        return names[company] if names[0] != names[1] else f"{names[company]} {'AB'[company]}"

    def answer(self, lang: str = "en") -> list[str]:
        """Return who is ahead, by how much and how surely, as sentences."""
        return answer(self, lang)

    def table(self) -> pd.DataFrame:
        """Return one row per company and month: market share with its intervals, customers, those gone over."""
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

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``crm-adoption duel --json``."""
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


def _share_above(values: Floats, start: float) -> float:
    if not len(values):
        return float("nan")
    # A share computed from equal numbers may miss the start by its last bit.
    level = np.isclose(values, start, rtol=0.0, atol=1e-12)
    return float(((values > start) & ~level).mean() + 0.5 * level.mean())
