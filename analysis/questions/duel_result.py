"""What a duel found: market shares by month, who is ahead and how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.rival import Customers
from ...model.simulation import Run, whole_number
from ...scenarios.ground.by_value import by_value
from ..base.effects import by_draw, interval
from ..base.least_sizes import enough, known
from ..base.programme import Programme
from ..comparing.robustness import RANGE
from ..comparing.verdict import SURE
from ..evidence.behaviour import Source

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
        Range of 90 % of the pairs when each company has its own people and luck; NaN with fewer than 20 pairs.
    ahead, ahead_own_luck : float
        Share of pairs in which it is above its share at the start, ties counting half: with the same
        people and luck, and with own luck; NaN with fewer than 6 replicates.
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
class DuelResult:
    """Two companies and their customers, month by month: numbers only.

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

    programmes: tuple[Programme, Programme]
    alone: tuple[Run, Run]
    customers: Customers
    own_luck: Customers
    seed: int
    ensemble: Source | None = None

    @property
    def months(self) -> int:
        """The horizon."""
        return self.programmes[0].months

    @property
    def sets(self) -> int:
        """Number of parameter sets that the replicates take in turn; 0 where behaviour is taken as certain."""
        return self.programmes[0].sets

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

        Parameters
        ----------
        month : int
            From 1 to the horizon.
        company : int, optional
            0 or 1.

        Returns
        -------
        Share
            Shares in [0, 1].

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
        n = len(same)  # pairs with own luck are made of these, so their number says nothing by itself
        low, high = np.quantile(own, RANGE) if enough("range", len(own)) else (np.nan, np.nan)
        ahead = (known("share", n, _share_above(each, at_start)) for each in (same, own))
        return Share(month, *interval(same, self.sets), float(low), float(high), *ahead)

    def sets_ahead(self, company: int = 0) -> float:
        """Return the share of the ensemble's parameter sets in which a company ends ahead; NaN without one.

        Parameters
        ----------
        company : int, optional
            0 or 1.

        Returns
        -------
        float
            In [0, 1].
        """
        if not self.sets:
            return float("nan")
        by_set = by_draw(self.shares[:, -1, 0], self.sets)
        by_set = by_set[np.isfinite(by_set)]
        ahead = known("share", len(by_set), _share_above(by_set, self.start))
        return ahead if company == 0 else 1.0 - ahead

    @property
    def leader(self) -> int | None:
        """Which company (0 or 1) is ahead at the end; None if that cannot be told, or depends on behaviour."""
        last = self.share(self.months)
        first = 0 if last.mean > self.start else 1
        sure = enough("verdict", len(self.shares)) and (last.ci_low > self.start or last.ci_high < self.start)
        return first if sure and not self.sets_ahead(first) < SURE else None

    def manner(self, lang: str) -> str:
        """Return a language with the currency and the calendar of both companies.

        Parameters
        ----------
        lang : {"en", "de"}

        Returns
        -------
        str
        """
        return self.programmes[0].scenario.manner(lang)

    def label(self, company: int, lang: str = "en") -> str:
        """Return a company's name in words; two of one name are told apart.

        Parameters
        ----------
        company : int
            0 or 1.
        lang : {"en", "de"}, optional

        Returns
        -------
        str
        """
        names = [each.label(lang) for each in self.programmes]
        return names[company] if names[0] != names[1] else f"{names[company]} {'AB'[company]}"


def _share_above(values: Floats, start: float) -> float:
    if not len(values):
        return float("nan")
    # A share computed from equal numbers may miss the start by its last bit.
    level = np.isclose(values, start, rtol=0.0, atol=1e-12)
    return float(((values > start) & ~level).mean() + 0.5 * level.mean())
