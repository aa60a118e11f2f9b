"""Real use as a probability: by person, feature and month, and what is not known of it by department.

An export shows clicks, not intent. Who does what with which probability follows from this export alone: from how often
and on how many days people use a feature, against their own level, and from what they do in the months around. What the
export cannot tell stays open: each draw is one reading of it that could be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...model.features import RELEVANT_FROM
from ...scenarios.core.scenario import Scenario
from ...scenarios.usage.clicks import USES, USUAL
from ...scenarios.usage.usage import Usage
from .observed import departments_of
from .pairs import Pairs
from .person_levels import person_levels
from .rule import Rule
from .ways import COUNTS, Floats, Mask, Ways, seen_of, ways_of
from .ways_drawn import drawn

DRAWS, FEWEST_DRAWS, MOST_CELLS = 60, 20, 1.5e6
"""Readings of the export; fewer where there are very many people and months."""
MISREAD = 0.30
"""Spread of the log odds of real use by which any reading errs, however clear the counts look (judgement, checked on
companies of other makers: verification/HONEST.md)."""
RANGE = (0.05, 0.95)
CLEAR = 0.35
"""Width of the 90 % range of real use among all use from which a feature is said not to part (judgement)."""


@dataclass(frozen=True, eq=False)
class RealUse:
    """Ways of working as an export shows them (P people, T months, F features in the export, K readings).

    Attributes
    ----------
    real, least : float64 array [P, T, F]
        Probability of real work and of the bare minimum.
    draws : float64 array [K, T, D, F]
        Number of people in real work by department, one reading after the other.
    from_uses : tuple of float
        Uses a month from which somebody usual rather does real work, by feature; infinite where no number is.
    unclear : tuple of str
        Features whose ways of working do not part.
    dated : bool
        Whether days of use were known.
    """

    real: Floats
    least: Floats
    draws: Floats
    from_uses: tuple[float, ...]
    unclear: tuple[str, ...]
    dated: bool

    def between(self, departments: Sequence[int], pairs: Floats) -> tuple[Floats, Floats]:
        """Return the 90 % range of the share of real use by month, [T] and [T].

        Parameters
        ----------
        departments : sequence of int
        pairs : float64 array [T]
            Pairs of person and feature that count.
        """
        share = self.draws[:, :, list(departments)].sum(axis=(2, 3)) / np.maximum(pairs, 1.0)
        low, high = np.quantile(share, RANGE, axis=0)
        return np.where(pairs > 0.0, low, np.nan), np.where(pairs > 0.0, high, np.nan)


def known_pairs(scenario: Scenario, usage: Usage) -> Mask:
    """Return which persons, months and features count, [P, T, F]: relevant, there, and with data."""
    names = scenario.company.catalogue.names
    relevant = (scenario.company.relevance >= RELEVANT_FROM)[:, [names.index(each) for each in usage.features]]
    return relevant[departments_of(scenario)][:, None, :] & usage.present[:, :, None] & usage.seen[None, :, None]


def real_use(scenario: Scenario, usage: Usage, rule: Rule, seed: int = 0) -> RealUse:
    """Return who works how, as far as an export tells; where the rule gives a number for a feature, it decides.

    Parameters
    ----------
    rule : Rule
    seed : int
        The same seed gives the same readings.
    """
    known, department = known_pairs(scenario, usage), departments_of(scenario)
    departments = len(scenario.company.organisation.departments)
    used = (usage.counts > 0.0) & known
    if not usage.has_counts or not used.any():
        touched = rule.touched(usage.counts) & known
        nothing = np.zeros((1, len(usage.months), departments, len(usage.features)))
        never = tuple(np.inf for _ in usage.features)
        return RealUse(np.zeros(known.shape), touched.astype(float), nothing, never, usage.features, dated=False)
    chance = np.random.default_rng([seed, 5])
    more = (usage.counts >= rule.touched_from) & known
    person, _, feature = np.nonzero(more)
    level = person_levels(person, feature, np.log(usage.counts[more]), len(known), known.shape[2])
    seen = seen_of(usage.counts, usage.days, level)
    ways = ways_of(seen, used, chance)
    pairs = Pairs.of(seen, used, more, known, department, departments)
    found = _read(pairs, ways, usage.features, known.shape, chance)
    return _by_rule(_told(found, usage.features, dated=usage.days is not None), usage, rule, known, department)


def errors_of(found: RealUse, scenario: Scenario, usage: Usage) -> Floats:
    """Return by how much each reading's share of people in real use is off the mean, [K, T, D, F].

    F are all features of the catalogue: zero for those that the export does not have.
    """
    names, department = scenario.company.catalogue.names, departments_of(scenario)
    departments = found.draws.shape[2]
    people = np.stack([usage.present[department == d].sum(axis=0) for d in range(departments)], axis=1)
    real = np.stack([found.real[department == d].sum(axis=0) for d in range(departments)], axis=1)
    errors = np.zeros((*found.draws.shape[:3], len(names)))
    off = (found.draws - real[None]) / np.maximum(people, 1)[None, :, :, None]
    errors[..., [names.index(each) for each in usage.features]] = off
    return errors


def _usual(features: Sequence[str]) -> Floats:
    return np.log([USES.get(name, USUAL) for name in features])


def _read(
    pairs: Pairs, ways: Ways, features: Sequence[str], shape: tuple[int, ...], chance: np.random.Generator
) -> RealUse:
    """Return all readings of the pairs."""
    many = max(FEWEST_DRAWS, min(DRAWS, int(DRAWS * MOST_CELLS / (pairs.cell.size * 10.0))))
    taken = drawn(ways, _usual(features), many, chance)
    real, least = np.zeros(pairs.cell.shape), np.zeros(pairs.cell.shape)
    draws = np.empty((many, shape[1], *pairs.shape))
    for k in range(many):
        deep, bare = pairs.worked(ways, taken[k], chance)
        real, least = real + deep / many, least + bare / many
        who = pairs.summed(chance.random(deep.shape) < deep)
        use = np.maximum(pairs.summed(deep + bare), who)
        draws[k] = _misread(who.reshape(-1, *pairs.shape), use.reshape(-1, *pairs.shape), chance)
    people = [np.zeros(shape), np.zeros(shape)]
    for found, values in zip(people, (real, least), strict=True):
        found[pairs.person, :, pairs.feature] = values.T
    return RealUse(people[0], people[1], draws, _from_uses(ways), (), dated=False)


def _misread(real: Floats, use: Floats, chance: np.random.Generator) -> Floats:
    """Return real use as it is if the reading errs, alike for all and apart by department, [T, D, F]."""
    alike, apart = chance.standard_normal(1), chance.standard_normal(real.shape[1])
    shift = MISREAD * (alike + apart)[None, :, None]
    part = real / np.maximum(use, 1e-9)
    return np.asarray(use * part * np.exp(shift) / (1.0 - part + part * np.exp(shift)))


def _from_uses(ways: Ways) -> tuple[float, ...]:
    """Return from how many uses on somebody usual rather does real work than the minimum, by feature."""
    bins = len(COUNTS) + 1
    middle = ways.likely.shape[2] // bins // 2 * bins
    usual = ways.likely[:, :, middle : middle + bins]
    real = ways.weight @ (ways.share[:, None] * usual[:, 2])
    bare = ways.weight @ ((1.0 - ways.share)[:, None] * usual[:, 1])
    rather = (real >= bare)[:, 1:]
    return tuple(float(COUNTS[int(row.argmax())]) if row.any() and not row[0] else np.inf for row in rather)


def _told(found: RealUse, features: Sequence[str], *, dated: bool) -> RealUse:
    """Return the readings, with the features at which they differ too much named."""
    use = (found.real + found.least).sum(axis=(0, 1))
    share = found.draws.sum(axis=(1, 2)) / np.maximum(use, 1e-9)
    width = np.diff(np.quantile(share, RANGE, axis=0), axis=0)[0]
    unclear = tuple(
        name for name, wide, any_use in zip(features, width, use > 0.0, strict=True) if any_use and wide > CLEAR
    )
    return RealUse(found.real, found.least, found.draws, found.from_uses, unclear, dated)


def _by_rule(found: RealUse, usage: Usage, rule: Rule, known: Mask, department: np.ndarray) -> RealUse:
    """Return the readings with those features replaced for which a number was given."""
    given = rule.given
    if not given.any():
        return found
    deep, touched = rule.deep(usage.counts) & known, rule.touched(usage.counts) & known
    real, least = np.where(given, deep, found.real), np.where(given, touched & ~deep, found.least)
    counted = np.stack([deep[department == d].sum(axis=0) for d in range(found.draws.shape[2])], axis=1)
    draws = np.where(given, counted[None], found.draws)
    numbers = tuple(own if g else other for own, other, g in zip(rule.deep_from, found.from_uses, given, strict=True))
    unclear = tuple(name for name in found.unclear if not given[usage.features.index(name)])
    return RealUse(real, least, draws, numbers, unclear, found.dated)
