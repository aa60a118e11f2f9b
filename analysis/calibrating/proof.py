"""Proof of the method: whether known parameter sets are found again.

    python -m crm_adoption.analysis.calibrating.proof [--truths 24] [--seed 0]

Parameter sets are drawn from the box, bands as wide as the real ones are laid around their readings (the
reading at a random place inside), and the search is run on them as if the sets were not known. A method
that is right covers 90 % of the known values with its 90 % intervals.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..evidence.bands import Band, bands_of, readings
from ..evidence.parts import Box, Budget
from .emulator import fit
from .history_matching import Search

Floats = npt.NDArray[np.float64]

LEVEL = 0.90
FEWEST = 10
"""Members without which an interval says nothing."""


class _FirstWave:
    """Keeps the first wave, which is the same for all known sets; only the bands move."""

    def __init__(self) -> None:
        self.kept: dict[str, Floats] = {}

    def get(self, name: str) -> Floats | None:
        return self.kept.get(name)

    def put(self, name: str, values: Floats) -> None:
        if name.startswith("wave-0-"):
            self.kept[name] = values


@dataclass(frozen=True, eq=False)
class Proof:
    """What was found of known parameter sets (K sets found, P parameters, B bands).

    Attributes
    ----------
    names : tuple of str
    bands : tuple of str
    covered : bool array [K, P]
        Whether the 90 % interval of the members holds the known value.
    left : float64 array [K, P]
        Spread of the members relative to an even one.
    sums_covered : bool array [K, B]
        The same for the combination of parameters that each band's reading follows.
    sums_left : float64 array [K, B]
    members : int array [K]
    not_found : int
        Known sets for which fewer than `FEWEST` members were found within the budget.
    """

    names: tuple[str, ...]
    bands: tuple[str, ...]
    covered: npt.NDArray[np.bool_]
    left: Floats
    sums_covered: npt.NDArray[np.bool_]
    sums_left: Floats
    members: npt.NDArray[np.int64]
    not_found: int

    @staticmethod
    def coverage(covered: npt.NDArray[np.bool_]) -> tuple[float, float]:
        """Return the share covered and its standard error, known sets being the independent units."""
        by_set = covered.mean(axis=1)
        error = by_set.std(ddof=1) / np.sqrt(len(by_set)) if len(by_set) > 1 else np.nan
        return float(by_set.mean()), float(error)


def around(bands: Sequence[Band], values: Sequence[float], spread: Floats, places: Floats) -> tuple[Band, ...]:
    """Return bands around readings: as wide as the real ones (open ones: as the readings' spread over the box)."""
    moved = []
    for band, value, wide, place in zip(bands, values, spread.tolist(), places.tolist(), strict=True):
        width = band.high - band.low if band.low is not None and band.high is not None else wide
        moved.append(replace(band, low=value - place * width, high=value + (1.0 - place) * width))
    return tuple(moved)


def _inside(sample: Floats, truth: Floats) -> npt.NDArray[np.bool_]:
    """Return whether central 90 % intervals of a sample's columns hold a value (Weibull's positions: unbiased)."""
    tail = (1.0 - LEVEL) / 2.0
    low, high = np.quantile(sample, [tail, 1.0 - tail], axis=0, method="weibull")
    return np.asarray((low <= truth) & (truth <= high))


def _directions(points: Floats, values: Floats, bands: Sequence[Band]) -> Floats:
    """Return the combination of parameters that each reading follows most, [parameters, bands]."""
    slopes = fit(points, values, bands).weights[1 : 1 + points.shape[1]]
    return np.asarray(slopes / np.linalg.norm(slopes, axis=0))


def prove(
    truths: int = 24,
    *,
    bands: Sequence[Band] | None = None,
    box: Box | None = None,
    seed: int = 0,
    budget: Budget | None = None,
    workers: int | None = None,
) -> Proof:
    """Draw known parameter sets, search for each, and count how often the intervals hold them."""
    bands, box = tuple(bands or bands_of("evidence")), box or Box()
    budget = budget or Budget(later=1024, waves=5, members=30, check_replications=20, check_companies=48)
    store = _FirstWave()
    first = Search(bands, box=box, seed=seed, budget=budget, workers=workers, store=store)
    points, _, _ = first.candidates(0, budget.first, [])
    values = first.simulate("wave-0", points, budget.replications, budget.companies, first.wave_seed)
    spread, directions = values.std(axis=0), _directions(points, values, bands)
    chance = np.random.default_rng([seed, 99])
    rows: list[tuple[npt.NDArray[Any], ...]] = []
    for _ in range(truths):
        truth = box.points([box.behaviour(chance.random(len(box.names)))])[0]
        known = readings(
            box.behaviour(truth), replications=budget.check_replications, companies=budget.check_companies,
            seed=int(chance.integers(2**32)), bands=bands,
        )  # fmt: skip
        moved = around(bands, list(known.values()), spread, chance.random(len(bands)))
        match = Search(moved, box=box, seed=seed, budget=budget, workers=workers, store=store).run()
        if len(match.members) >= FEWEST:
            rows.append(_compared(box.points(match.members), truth, directions))
    covered, left, sums_covered, sums_left, members = (np.array(each) for each in zip(*rows, strict=True))
    names = tuple(each.name for each in bands)
    return Proof(box.names, names, covered, left, sums_covered, sums_left, members, truths - len(rows))


def _compared(sample: Floats, truth: Floats, directions: Floats) -> tuple[npt.NDArray[Any], ...]:
    even = 1.0 / np.sqrt(12.0)  # spread of an even distribution over the unit box, in any direction
    sums = sample @ directions
    return (
        _inside(sample, truth), sample.std(axis=0, ddof=1) / even,
        _inside(sums, truth @ directions), sums.std(axis=0, ddof=1) / even, np.array(len(sample)),
    )  # fmt: skip


def as_markdown(proof: Proof) -> str:
    """Return the result as the section of docs/calibration.md."""
    whole, error = proof.coverage(proof.covered)
    sums, sums_error = proof.coverage(proof.sums_covered)
    lines = [
        f"Known sets: {len(proof.members)} found again with {int(proof.members.min())} to {int(proof.members.max())} "
        f"members, {proof.not_found} not found within the budget. The 90 % intervals hold {100 * whole:.1f} % of the "
        f"known values of the {len(proof.names)} parameters (standard error {100 * error:.1f}), and {100 * sums:.1f} % "
        f"of the known values of the {len(proof.bands)} combinations that the bands follow "
        f"(standard error {100 * sums_error:.1f}).",
        "",
        "| parameter | spread left | covered |", "|---|---|---|",
    ]  # fmt: skip
    lines += _rows(proof.names, proof.left, proof.covered)
    lines += ["", "| combination that this band follows | spread left | covered |", "|---|---|---|"]
    lines += _rows(proof.bands, proof.sums_left, proof.sums_covered)
    return "\n".join(lines) + "\n"


def _rows(names: Sequence[str], left: Floats, covered: npt.NDArray[np.bool_]) -> list[str]:
    means, shares = 100.0 * left.mean(axis=0), 100.0 * covered.mean(axis=0)
    return [f"| `{names[k]}` | {means[k]:.0f} % | {shares[k]:.0f} % |" for k in np.argsort(means)]


def main() -> None:
    """Run the full proof and print it."""
    parser = argparse.ArgumentParser(description="Are known parameter sets found again?")
    parser.add_argument("--truths", type=int, default=24)
    parser.add_argument("--seed", type=int, default=0)
    words = parser.parse_args()
    print(as_markdown(prove(words.truths, seed=words.seed)))


if __name__ == "__main__":
    main()
