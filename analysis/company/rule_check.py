"""How often the rule of real use errs: on simulated companies whose people's ways of working are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ...model.features import STANDARD_FEATURES
from ...scenarios.core.typical import typical_companies
from ...scenarios.usage.clicks import clicks
from ...scenarios.usage.example import record
from ..comparing.robustness import elsewhere
from ..evidence.ensemble import load_ensemble
from .rule import Rule, rule_of

Floats = npt.NDArray[np.float64]
COMPANIES, MONTHS, SEED = 20, 12, 97
SCALES = (0.5, 2.0)
"""Factor on all clicks: systems count differently; drawn evenly on the logarithm (judgement)."""


@dataclass(frozen=True, eq=False)
class RuleCheck:
    """How the rule came out, one entry per simulated company.

    Attributes
    ----------
    recall : float64 array [n]
        Share of real use that is taken for real.
    false_share : float64 array [n]
        Share of the bare minimum that is taken for real.
    wrong : float64 array [n]
        Share of all use that is taken for what it is not.
    bias : float64 array [n]
        Share of real use read off, less the true one, of all relevant pairs.
    by_feature : float64 array [2, n, F]
        `recall` and `false_share` of each standard feature.
    """

    recall: Floats
    false_share: Floats
    wrong: Floats
    bias: Floats
    by_feature: Floats

    def of(self, company: int, features: Sequence[str]) -> tuple[Floats, Floats]:
        """Return recall and false share of each feature in one simulated company.

        Features that are not standard are read as well, or badly, as some standard one.
        """
        known = [each.name for each in STANDARD_FEATURES]
        place = [known.index(name) if name in known else i % len(known) for i, name in enumerate(features)]
        return self.by_feature[0, company, place], self.by_feature[1, company, place]


def check_rule(given: Mapping[str, float] | None = None, companies: int = COMPANIES) -> RuleCheck:
    """Apply the rule, as it is found or given, to simulated companies with known truth.

    Parameters
    ----------
    given : mapping of str to float, optional
        As `rule_of` takes it; numbers for features that these companies do not have are passed over.
    companies : int
        Typical companies of all sizes, each with people of another parameter set of the ensemble, whose
        system counts clicks on its own scale (`SCALES`).
    """
    return _checked(tuple(sorted((given or {}).items())), companies)


@lru_cache(maxsize=8)
def _checked(given: tuple[tuple[str, float], ...], companies: int) -> RuleCheck:
    members = load_ensemble("evidence").members
    chance = np.random.default_rng(SEED)
    rows = []
    for k, company in enumerate(typical_companies(companies, SEED, months=MONTHS, behaviour=members[0])):
        done = record(elsewhere(company, members[int(chance.integers(len(members)))]), SEED, k)
        names = company.company.catalogue.names
        scale = float(np.exp(chance.uniform(*np.log(SCALES))))
        counts = clicks(done.deep, done.compliance, names, chance, scale)
        known = {name: value for name, value in given if name in (*names, "deep_from", "touched_from")}
        rows.append(_errors(rule_of(counts, names, known), counts, done.deep, done.compliance))
    recall, false, wrong, bias, by_feature = (np.array(column) for column in zip(*rows, strict=True))
    return RuleCheck(recall, false, wrong, bias, by_feature.transpose(1, 0, 2))


def _errors(
    rule: Rule, counts: npt.NDArray[np.int64], deep: npt.NDArray[np.bool_], least: npt.NDArray[np.bool_]
) -> tuple[float, float, float, float, Floats]:
    said = rule.deep(counts)
    touched = deep | least
    return (
        float(said[deep].mean()), float(said[least].mean()) if least.any() else 0.0,
        float((said != deep)[touched].mean()), float(said.mean() - deep.mean()),
        np.array([_share(said & truth, truth) for truth in (deep, least)]),
    )  # fmt: skip


def _share(said: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> Floats:
    """Return by feature which share of a way of working is taken for real use."""
    return np.asarray(said.sum(axis=(0, 1)) / np.maximum(truth.sum(axis=(0, 1)), 1))
