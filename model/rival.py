"""The rival: two companies whose customers go over to each other, month by month.

What people in a company do does not depend on how many customers it has (`model/month.py`: nothing that
happens before the phase of customers reads them), so the two companies are run by the one kernel, each for
itself, and only their customers are worked out together, from what customers felt in each month.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .company import Company
from .compiled import kernel
from .rules import new_customers, share_to_rival
from .simulation import Run

Floats = npt.NDArray[np.float64]
Draws = Sequence[Company]
Pairs = npt.NDArray[np.int64]

FELT_OUTCOMES = ("fragmentation", "churn")
"""What customers feel of a company each month; all that the coupling reads of a run."""


class Customers(NamedTuple):
    """The customers of two companies, by pair of replicates, month and company (the first, the second).

    Attributes
    ----------
    held : float64 array [pairs, months, 2]
        Customers at the end of the month.
    gone_over : float64 array [pairs, months, 2]
        Customers who went over in the month, by the company that lost them.
    """

    held: Floats
    gone_over: Floats


@kernel
def _compete(
    market: Any, rival_market: Any, felt: Floats, rival_felt: Floats, at_start: tuple[Floats, Floats], pairs: Pairs,
    held: Floats, gone_over: Floats,
) -> None:  # fmt: skip
    """Work out the customers of both companies; ``felt`` is [replicates, months, (fragmentation, churn)]."""
    for p in range(pairs.shape[0]):
        ours, theirs = market.customers, rival_market.customers
        for t in range(felt.shape[1]):
            fragmentation, churn = felt[pairs[p, 0], t, 0], felt[pairs[p, 0], t, 1]
            rivals, rival_churn = rival_felt[pairs[p, 1], t, 0], rival_felt[pairs[p, 1], t, 1]
            leaving = ours * churn * share_to_rival(market.rival_preference, fragmentation, rivals)
            coming = theirs * rival_churn * share_to_rival(rival_market.rival_preference, rivals, fragmentation)
            won = new_customers(
                market.new_customer_share, market.customers, market.fragmentation_effect, fragmentation,
                at_start[0][pairs[p, 0]], market.effect_limit,
            )  # fmt: skip
            rival_won = new_customers(
                rival_market.new_customer_share, rival_market.customers, rival_market.fragmentation_effect, rivals,
                at_start[1][pairs[p, 1]], rival_market.effect_limit,
            )  # fmt: skip
            ours = ours * (1.0 - churn) + won + coming
            theirs = theirs * (1.0 - rival_churn) + rival_won + leaving
            held[p, t, 0], held[p, t, 1] = ours, theirs
            gone_over[p, t, 0], gone_over[p, t, 1] = leaving, coming


def _at_start(run: Run, company: Company, draws: Draws) -> Floats:
    """Return by replicate the share of matters that customers must say again on the day the CRM goes live."""
    each = np.array([one.at_go_live for one in draws or (company,)])
    return np.ascontiguousarray(each[np.arange(run.first, run.first + len(run.values)) % len(each)])


def compete(
    companies: tuple[Company, Company], runs: tuple[Run, Run], pairs: Pairs, draws: tuple[Draws, Draws] = ((), ())
) -> Customers:
    """Let two companies compete for the same customers.

    Customers leave as they do without a rival (7.7 of the protocol). Of those whom one company loses, the
    share logistic(rival_preference (own fragmentation - the rival's)) goes over to the other; the rest leaves
    both. Customers who are new to both come as they do without a rival.

    Parameters
    ----------
    companies : tuple of Company
        For their markets: customers at the start, inflow, preference.
    runs : tuple of Run
        Of the same number of months.
    pairs : int64 array [pairs, 2]
        Which replicate of the first meets which of the second.
    draws : tuple of sequence of Company
        What each company could be, where that is not certain: their replicates take the draws in turn.
    """
    felt = tuple(np.stack([run.of(name) for name in FELT_OUTCOMES], axis=2) for run in runs)
    held, gone_over = np.empty((2, len(pairs), felt[0].shape[1], 2))
    market, rival_market = (each.market.as_record() for each in companies)
    ours, theirs = (_at_start(each, *of) for each, of in zip(runs, zip(companies, draws, strict=True), strict=True))
    _compete(
        market, rival_market, felt[0], felt[1], (ours, theirs), np.ascontiguousarray(pairs, np.int64), held, gone_over
    )
    return Customers(held, gone_over)
