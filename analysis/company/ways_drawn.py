"""Which pair of ways is taken for each feature in each draw: what the features have in common, and what errs alike."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .ways import Floats, Ints, Ways

ALIKE = 4.0
"""Observations that what is common to the features is worth for each of them (judgement)."""
LEVELS_DIFFER = 0.8
"""Spread of how often features are used in real work around what is usual for them (logarithm; judgement)."""
TOGETHER = 0.7
"""How far what is wrong with the shape of counts is wrong alike at all features (correlation; judgement)."""
COMPANIES = 60
"""Values of what is common to the features that are tried."""
GENTLY = 0.3
"""Power with which the features together choose what is common: their errors are not independent (judgement)."""


def drawn(ways: Ways, usual: Floats, draws: int, chance: np.random.Generator) -> Ints:
    """Return the numbers of the pairs of ways that the draws take, [draws, F].

    Parameters
    ----------
    usual : float64 array [F]
        Logarithm of the uses a month that are usual in real work, up to a factor common to all features.
    """
    from scipy.special import ndtr

    features = len(ways.weight)
    order = np.argsort(ways.share, kind="stable")
    reached, score = _companies(ways, usual, order, chance)
    common = np.exp(GENTLY * (score - score.max()))
    company = chance.choice(COMPANIES, draws, p=common / common.sum())
    alike, own = chance.standard_normal((draws, 1)), chance.standard_normal((draws, features))
    at = ndtr(np.sqrt(TOGETHER) * alike + np.sqrt(1.0 - TOGETHER) * own)
    found = np.empty((draws, features), np.int64)
    for k, f in np.ndindex(draws, features):
        column = reached[f][company[k]]
        found[k, f] = order[min(int(np.searchsorted(column, at[k, f] * column[-1])), len(column) - 1)]
    return found


def _companies(
    ways: Ways, usual: Floats, order: Ints, chance: np.random.Generator
) -> tuple[list[npt.NDArray[np.float64]], Floats]:
    """Return weights added up in the order of the shares, for each feature, and how well each company fits.

    A company has a share of real use and a scale of counts from which its features differ.
    """
    from scipy.special import betaln

    share = chance.uniform(0.05, 0.95, COMPANIES)[:, None]
    scale = np.median(ways.weight @ ways.level - usual) + LEVELS_DIFFER * chance.standard_normal(COMPANIES)
    first, second = ALIKE * share, ALIKE * (1.0 - share)
    odds = (first - 1.0) * np.log(ways.share) + (second - 1.0) * np.log(1.0 - ways.share) - betaln(first, second)
    reached, score = [], np.zeros(COMPANIES)
    for f, weight in enumerate(ways.weight):
        far = (ways.level[None] - usual[f] - scale[:, None]) / LEVELS_DIFFER
        reached.append(np.cumsum((weight * np.exp(odds - 0.5 * far**2))[:, order], axis=1))
        score += np.log(reached[-1][:, -1] + 1e-300)
    return reached, score
