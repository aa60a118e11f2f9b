"""From how people work to what an export shows of it: clicks. All numbers are judgement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

USES = {
    "contact_management": 45.0, "activity_log": 30.0, "pipeline": 25.0, "mail_sync": 20.0,
    "marketing_automation": 15.0, "shared_record": 25.0, "workflow_automation": 12.0, "dashboards": 14.0,
    "predictive_analytics": 10.0, "lead_scoring": 15.0, "quoting": 12.0, "case_management": 30.0,
}  # fmt: skip
"""Mean number of uses per month of somebody who does the task in the CRM (judgement)."""
USUAL = 15.0
MINIMUM = 0.12
"""The same for who enters the observable minimum, as a share of it (judgement)."""
LEAST = 2
"""Uses below which nobody has done anything with a feature: one click is a look (judgement)."""
STRAY = 0.04
"""Chance of such a look by somebody who works without the feature (judgement)."""
PEOPLE_DIFFER = 0.5
"""Standard deviation of the logarithm of how much people click for the same work (judgement)."""
MONTHS_DIFFER = 3.0
"""Shape of the gamma distribution by which one person's months differ (judgement)."""

CONTENT_DEEP, CONTENT_LEAST = 0.6, 0.2
"""Mean share of uses with content - fields, a note, a stage - of real use and of the minimum (judgement)."""
CONTENT_DIFFERS = 8.0
"""How alike people are in that share: size of the beta distribution from which each one's is drawn (judgement)."""

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def clicks(
    deep: Mask, compliance: Mask, features: Sequence[str], chance: np.random.Generator, scale: float = 1.0
) -> Counts:
    """Return how often each person clicked in each feature and month.

    Parameters
    ----------
    deep, compliance : bool array [P, T, F]
        Who did the task in the CRM, and who only the minimum.
    chance : numpy.random.Generator
    scale : float
        Factor on all means: systems count differently.

    Returns
    -------
    int array [P, T, F]
    """
    people = len(deep)
    means = scale * np.array([USES.get(name, USUAL) for name in features])
    own = np.exp(PEOPLE_DIFFER * chance.standard_normal(people))[:, None, None]
    varied = chance.gamma(MONTHS_DIFFER, 1.0 / MONTHS_DIFFER, deep.shape) * own * means
    full = LEAST + chance.poisson(varied)
    least = LEAST + chance.poisson(MINIMUM * varied)
    look = (chance.random(deep.shape) < STRAY).astype(np.int64)
    return np.where(deep, full, np.where(compliance, least, look)).astype(np.int64)


def contents(counts: Counts, deep: Mask, chance: np.random.Generator) -> Counts:
    """Return how many of these uses hold content.

    Parameters
    ----------
    counts : int array [P, T, F]
        As `clicks` gives them.
    deep : bool array [P, T, F]
        Who did the task in the CRM.
    chance : numpy.random.Generator

    Returns
    -------
    int array [P, T, F]
    """
    shares = [
        chance.beta(CONTENT_DIFFERS * mean, CONTENT_DIFFERS * (1.0 - mean), (len(counts), 1, 1))
        for mean in (CONTENT_DEEP, CONTENT_LEAST)
    ]
    return chance.binomial(counts, np.where(deep, *shares)).astype(np.int64)
