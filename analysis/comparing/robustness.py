"""Does the answer hold at other behaviour? What the runs say of it, draw by draw, and where the uncertainty is.

Each replicate is of a draw of the ensemble (`evidence.behaviour`), so intervals carry chance between companies and
behaviour together. Here they are told apart again. Prices are a third source; they are drawn with the sets.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.in_brief import in_brief
from ...model.outcomes import OUTCOME
from ...scenarios.ground.by_value import by_value
from ...scenarios.words.files import ENGLISH
from ..base.effects import by_draw
from ..base.least_sizes import known
from ..base.ranges import SETS
from ..evidence.behaviour import misfit_said
from ..evidence.fit_draws import FITTED
from ..words.phrases import LANGUAGES
from .pairs import Paired
from .question import Question

Floats = npt.NDArray[np.float64]

RANGE = SETS
"""The range reported holds nine in ten parameter sets."""


@in_brief
@by_value
@dataclass(frozen=True)
class Robustness:
    """How a comparison comes out over an ensemble.

    Attributes
    ----------
    ensemble : str
        Its name.
    target : str
        What its sets were accepted on: ``evidence`` (bands on use, time course and data only) or ``all`` (on bands of
        interventions too, so that which programme wins is partly put in); ``fit`` for draws of a fitted company.
    outcome : str
    month : int
    names : tuple of str
        Scenarios, the baseline first.
    by_set : float64 array [sets, scenarios]
        Mean outcome over the replicates of a set at the assumed prices, in the outcome's unit; NaN for a set that no
        replicate was of.
    with_prices : float64 array [draws, scenarios]
        The same at a set and prices drawn together.
    replications : int
        Replicates in all.
    warnings : tuple of (str, str)
        By language, that no simulated company looks like the one fitted; empty where one does.
    """

    ensemble: str
    target: str
    outcome: str
    month: int
    names: tuple[str, ...]
    by_set: Floats
    with_prices: Floats
    replications: int
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def fitted(self) -> bool:
        """Whether the draws are those of a company that was fitted."""
        return self.target == FITTED

    def warning(self, lang: str) -> list[str]:
        """Return what makes the fit unreliable, in a language or else in English; empty where nothing does."""
        said = dict(self.warnings)
        found = said.get(lang, said.get(ENGLISH, ""))
        return [found] if found else []

    @property
    def sets(self) -> int:
        """Number of parameter sets that replicates were of."""
        return int(np.isfinite(self.by_set[:, 0]).sum())

    def differences(self, name: str, other: str) -> Floats:
        """Return by parameter set how far one scenario's outcome is above another's."""
        found = self.by_set[:, self.names.index(name)] - self.by_set[:, self.names.index(other)]
        return np.asarray(found[np.isfinite(found)])

    def limits(self, name: str, other: str) -> tuple[float, float, float]:
        """Return the difference in the middle set and the limits of nine sets in ten, NaN with fewer than 20 sets."""
        low, middle, high = np.quantile(self.differences(name, other), [RANGE[0], 0.5, RANGE[1]]).tolist()
        return middle, known("range", self.sets, low), known("range", self.sets, high)

    def ahead(self, name: str, other: str) -> float:
        """Return the share of parameter sets in which one is better, at assumed prices; NaN with fewer than 6 sets."""
        better = self.differences(name, other) * OUTCOME[self.outcome].direction > 0.0
        return known("share", self.sets, float(better.mean()))

    def ahead_with_prices(self, name: str, other: str) -> float:
        """Return the share of draws of a set and prices together in which one scenario is better."""
        a, b = (self.with_prices[:, self.names.index(each)] for each in (name, other))
        return float(((a - b) * OUTCOME[self.outcome].direction > 0.0).mean())

    def to_dict(self) -> dict[str, Any]:
        """Return the document's part on behaviour: ranges and shares, by scenario against each other one."""
        pairs = [(a, b) for a in self.names for b in self.names if a != b]
        return {
            "ensemble": self.ensemble, "target": self.target, "parameter_sets": self.sets,
            "warnings": self.warning(ENGLISH),
            "replications": self.replications, "draws_with_prices": len(self.with_prices),
            "outcome": self.outcome, "month": self.month,
            "against": [
                {
                    "scenario": a, "other": b,
                    **dict(zip(("median", "low", "high"), self.limits(a, b), strict=True)),
                    "share_of_sets_ahead": self.ahead(a, b),
                    "share_ahead_over_sets_and_prices": self.ahead_with_prices(a, b),
                }
                for a, b in pairs
            ],
        }  # fmt: skip


def over_behaviour(asked: Question, runs: Paired, at_prices: Floats) -> Robustness | None:
    """Return how the comparison comes out by parameter set; None where behaviour is taken as certain."""
    sets = asked.ensemble
    if sets is None:
        return None
    levels = [by_draw(each.at(asked.main, asked.month), len(sets.members)) for each in runs.programmes]
    return Robustness(
        ensemble=sets.name, target=sets.target, outcome=asked.main, month=asked.month,
        names=tuple(each.name for each in runs.programmes), by_set=np.column_stack(levels), with_prices=at_prices,
        replications=runs.pairs, warnings=tuple((lang, said) for lang in LANGUAGES for said in misfit_said(sets, lang)),
    )  # fmt: skip


@by_value
@dataclass(frozen=True)
class Sources:
    """Where the uncertainty of a lead comes from, as shares of its variance that add up to one.

    Attributes
    ----------
    scenario, rival : str
        Whose lead over whom.
    chance, behaviour, prices : float
        Who works there and how it happens to go; how people behave; what programmes cost. NaN where a source cannot be
        told from the others, as with less than two companies to a parameter set.
    """

    scenario: str
    rival: str
    chance: float
    behaviour: float
    prices: float

    @property
    def largest(self) -> str:
        """Name of the largest source, "" where they cannot be told apart."""
        found = {name: getattr(self, name) for name in ("chance", "behaviour", "prices")}
        return "" if math.isnan(self.chance) else max(found, key=lambda name: found[name])


def of_lead(scenario: str, rival: str, lead: Floats, sets: int, at_prices: Floats, each: int) -> Sources:
    """Return where the uncertainty of a lead comes from.

    One-way analysis of variance over draws that repeat gives chance and behaviour; what a lead varies by more over
    draws of prices than that, with as many companies to a draw, is due to prices.

    Parameters
    ----------
    scenario, rival : str
        Whose lead over whom.
    lead : float64 array [replicates]
    sets : int
        Parameter sets that the replicates take in turn.
    at_prices : float64 array [draws]
        The lead by draw of a parameter set and prices together.
    each : int
        Companies behind each of them.
    """
    unknown = Sources(scenario, rival, math.nan, math.nan, math.nan)
    rounds = len(lead) // sets if sets else 0
    if rounds < 2 or sets < 2:
        return unknown
    table = lead[: rounds * sets].reshape(rounds, sets)
    chance = float(table.var(axis=0, ddof=1).mean())
    behaviour = max(0.0, float(table.mean(axis=0).var(ddof=1)) - chance / rounds)
    prices = max(0.0, float(at_prices.var(ddof=1)) - behaviour - chance / each)
    whole = chance + behaviour + prices
    if not whole > 0.0:
        return unknown
    return Sources(scenario, rival, chance / whole, behaviour / whole, prices / whole)
