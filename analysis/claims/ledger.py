"""The ledger: every statement of the article, what it rests on, the result and where it holds; resumable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ... import __version__
from ...model.errors import InputError, unknown
from ...model.simulation import worker_count
from ...scenarios.studies.provenance import engine, git_state
from ..effects import interval
from ..ensemble import Ensemble, load_ensemble
from .folder import EvidenceFolder
from .readings import ARTICLE, CLAIMS, COLUMNS, TYPICAL, WIDE, Claim
from .region import region, wilson
from .samples import FULL, Effort, Sample, article_sample, by_chance, design, typical_sample, wide_sample
from .technology_share import WIDTHS, technology_share
from .verdicts import verdict

Floats = npt.NDArray[np.float64]

TWENTY_EIGHTY = "twenty_eighty"
PART = 32
"""Companies simulated between two savings."""
RANGE = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Ledger:
    """A run of the ledger: what it depends on, and where its parts are kept.

    Attributes
    ----------
    folder : EvidenceFolder
    ensemble : Ensemble
        ``evidence``: accepted on use, time course and data only.
    effort : Effort
    workers : int or None
    progress : callable or None
        Called with the number of companies simulated.
    """

    folder: EvidenceFolder
    ensemble: Ensemble
    effort: Effort
    workers: int | None = None
    progress: Callable[[int], object] | None = None

    def readings(self, sample: Sample) -> Floats:
        """Return the readings at all companies of a sample, [companies, columns]; parts that are there are read."""

        def part(first: int) -> list[list[float]]:
            rows = list(sample.rows(first, PART))
            self.advance(len(rows))
            return rows

        found: list[list[float]] = []
        lanes = worker_count(self.workers)
        with ThreadPoolExecutor(lanes) as threads:
            for some in _batches(range(0, sample.count, PART), lanes):
                names = {first: f"{sample.name}-{first:05d}" for first in some}
                missing = [first for first in some if not self.folder.has(names[first])]
                made = dict(zip(missing, threads.map(part, missing), strict=True))
                for first in some:
                    found += self.folder.part(names[first], partial(made.get, first))
        return np.array(found, np.float64).reshape(sample.count, len(COLUMNS))

    def advance(self, companies: int) -> None:
        """Say that companies have been simulated."""
        if self.progress:
            self.progress(companies)

    @property
    def work(self) -> int:
        """Companies to look at in all, for a progress bar."""
        sets = self.effort.sets or len(self.ensemble.members)
        return sets + self.effort.companies + self.effort.points + len(WIDTHS) * 6 * self.effort.base_points


def _batches(items: range, size: int) -> Iterator[range]:
    for first in range(0, len(items), size):
        yield items[first : first + size]


def _columns(claim: Claim) -> list[int]:
    return [COLUMNS.index(f"{claim.name}.{each.name}") for each in claim.readings]


def _holding(claim: Claim, table: Floats) -> npt.NDArray[np.bool_]:
    return np.array([bool(claim.holds(*row)) for row in table[:, _columns(claim)].tolist()])


def _in_sample(claim: Claim, table: Floats) -> dict[str, Any]:
    """Return readings in the middle and over nine in ten companies, and in which share of them a claim holds."""
    holds = _holding(claim, table)
    low, high = wilson(float(holds.sum()), len(holds))
    ranges = [
        dict(zip(("low", "median", "high"), map(float, np.quantile(table[:, k], RANGE)), strict=True))
        for k in _columns(claim)
    ]
    return {"companies": len(table), "holds": float(holds.mean()), "low": low, "high": high, "readings": ranges}


def _of_chance(claim: Claim, table: Floats) -> dict[str, Any]:
    """Return means over replicates at the default behaviour with 95 % intervals."""
    means = [dict(zip(("mean", "low", "high"), interval(table[:, k]), strict=True)) for k in _columns(claim)]
    return {
        "replications": len(table),
        "readings": means,
        "holds": bool(claim.holds(*(each["mean"] for each in means))),
    }


def entry(claim: Claim, tables: dict[str, Floats], chance: Floats, effort: Effort) -> dict[str, Any]:
    """Return a claim's entry of the ledger."""
    plan = design(effort.points)
    found = {
        "rests_on": claim.rests_on, "about": claim.about, "bands": list(claim.bands),
        "readings": [{"name": each.name, "unit": each.unit} for each in claim.readings],
        "chance": _of_chance(claim, chance),
        **{name: _in_sample(claim, tables[name]) for name in (ARTICLE, TYPICAL, WIDE)},
        "region": region(plan, plan.points, _holding(claim, tables[WIDE])),
    }  # fmt: skip
    return {**found, "verdict": verdict(found)}


def settings_of(ensemble: Ensemble, effort: Effort) -> dict[str, Any]:
    """Return all that the parts of a run depend on."""
    made = str(ensemble.provenance.get("fingerprint", ""))
    return {"effort": asdict(effort), "ensemble": f"{ensemble.name} {made}".strip(), "engine": engine()}


def _chosen(names: Sequence[str]) -> list[str]:
    every = [*CLAIMS, TWENTY_EIGHTY]
    for name in names:
        if name not in every:
            raise unknown("claim", name, every)
    return [name for name in every if not names or name in names]


def run_ledger(
    names: Sequence[str] = (), *, effort: Effort = FULL, ensemble: Ensemble | None = None, out: Path | None = None,
    replace: bool = False, workers: int | None = None, progress: Callable[[int], object] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return the ledger of claims as a document.

    Parameters
    ----------
    names : sequence of str
        Claims; all by default.
    effort : Effort
    ensemble : Ensemble, optional
        By default ``evidence``. One that was accepted on effects of programmes is refused: it would put in what
        the claims on programmes are to find.
    out : Path, optional
        Folder for finished parts; the same call goes on where it stopped.
    replace : bool
        Whether another run in the folder is thrown away.
    workers : int, optional
        Threads; the results do not depend on them.
    progress : callable, optional
        Called with the number of companies simulated.

    Raises
    ------
    InputError
        For an unknown claim, an ensemble accepted on programmes, or a folder that holds something else.
    """
    chosen = _chosen(names)
    ensemble = ensemble or load_ensemble("evidence")
    if ensemble.target != "evidence":
        problem = (
            f"the ensemble was accepted on {ensemble.target!r} bands, effects of programmes among them, so it would put "
            "in what the claims are to find; use evidence."
        )
        raise InputError(problem, field="--ensemble", file=ensemble.name)
    folder = EvidenceFolder(out, settings_of(ensemble, effort), replace=replace)
    ledger = Ledger(folder, ensemble, effort, workers, progress)
    claims: dict[str, Any] = {}
    if plain := [CLAIMS[name] for name in chosen if name in CLAIMS]:
        claims |= _entries(ledger, plain)
    if TWENTY_EIGHTY in chosen:
        claims[TWENTY_EIGHTY] = {"rests_on": "ranges", "widths": _widths(ledger)}
    return {
        "version": __version__, "git": git_state(), "made": datetime.now(UTC).date().isoformat(),
        "effort": asdict(effort), "ensemble": ensemble.name, "target": ensemble.target,
        "parameter_sets": effort.sets or len(ensemble.members), "claims": claims,
    }  # fmt: skip


def _entries(ledger: Ledger, claims: Sequence[Claim]) -> dict[str, Any]:
    effort, ensemble = ledger.effort, ledger.ensemble
    samples = (article_sample(ensemble, effort), typical_sample(ensemble, effort), wide_sample(effort))
    tables = {each.name: ledger.readings(each) for each in samples}
    chance = np.array(ledger.folder.part("chance", lambda: by_chance(effort).tolist()), np.float64)
    return {
        each.name: ledger.folder.part(f"claim-{each.name}", partial(entry, each, tables, chance, effort))
        for each in claims
    }  # fmt: skip


def _widths(ledger: Ledger) -> dict[str, Any]:
    members = ledger.ensemble.members[: ledger.effort.sets or None]
    return {
        width: ledger.folder.part(
            f"technology-{width}",
            partial(
                technology_share, width, members, base_points=ledger.effort.base_points, seed=ledger.effort.seed,
                workers=ledger.workers, progress=ledger.progress,
            ),
        )
        for width in WIDTHS
    }  # fmt: skip
