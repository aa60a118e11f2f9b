"""The ledger: every statement of the article, what it rests on, the result and where it holds; resumable."""

from __future__ import annotations

import hashlib
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
from ...scenarios.core.provenance import engine, git_state
from ..evidence.ensemble import Ensemble, load_ensemble
from .entries import entry
from .folder import EvidenceFolder
from .readings import CLAIMS, COLUMNS, Claim
from .samples import FULL, Effort, Sample, article_sample, by_chance, typical_sample, wide_sample
from .technology_share import WIDTHS, technology_share

Floats = npt.NDArray[np.float64]

TWENTY_EIGHTY = "twenty_eighty"
PART = 32
"""Companies simulated between two savings."""


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


def work(names: Sequence[str], effort: Effort, ensemble: Ensemble) -> int:
    """Return how many companies are looked at for some claims (all if none is named), for a progress bar."""
    chosen, sets = _chosen(names), effort.sets or len(ensemble.members)
    plain = sets + effort.companies + effort.points if set(chosen) - {TWENTY_EIGHTY} else 0
    return plain + (len(WIDTHS) * 6 * effort.base_points if TWENTY_EIGHTY in chosen else 0)


def _batches(items: range, size: int) -> Iterator[range]:
    for first in range(0, len(items), size):
        yield items[first : first + size]


ASKED_IN = ("readings", "situations", "samples", "technology_share")
JUDGED_IN = ("region", "entries", "verdicts")
"""Modules of this package on which readings depend, and what is made of them."""


def sources(names: Sequence[str]) -> str:
    """Return the SHA-256 over some sources of this package."""
    digest = hashlib.sha256()
    for name in names:
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()


def settings_of(ensemble: Ensemble, effort: Effort) -> dict[str, Any]:
    """Return all that the parts of a run depend on."""
    made = str(ensemble.provenance.get("fingerprint", ""))
    return {
        "effort": asdict(effort), "ensemble": f"{ensemble.name} {made}".strip(), "engine": engine(),
        "questions": sources(ASKED_IN),
    }  # fmt: skip


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
            "the ensemble was accepted on {target!r} bands, effects of programmes among them, so it would put in what "
            "the claims are to find; use evidence."
        )
        raise InputError(problem, field="--behaviour", file=ensemble.name, target=ensemble.target)
    folder = EvidenceFolder(out, settings_of(ensemble, effort), replace=replace)
    ledger = Ledger(folder, ensemble, effort, workers, progress)
    claims: dict[str, Any] = {}
    if plain := [CLAIMS[name] for name in chosen if name in CLAIMS]:
        claims |= _entries(ledger, plain)
    if TWENTY_EIGHTY in chosen:
        claims[TWENTY_EIGHTY] = {"rests_on": "ranges", "widths": _widths(ledger)}
    return {
        "version": __version__, "git": git_state(), "engine": engine(), "made": datetime.now(UTC).date().isoformat(),
        "effort": asdict(effort), "ensemble": ensemble.name, "target": ensemble.target,
        "parameter_sets": effort.sets or len(ensemble.members), "claims": claims,
    }  # fmt: skip


def _entries(ledger: Ledger, claims: Sequence[Claim]) -> dict[str, Any]:
    effort, ensemble = ledger.effort, ledger.ensemble
    samples = (article_sample(ensemble, effort), typical_sample(ensemble, effort), wide_sample(effort))
    tables = {each.name: ledger.readings(each) for each in samples}
    chance = np.array(ledger.folder.part("chance", lambda: by_chance(effort).tolist()), np.float64)
    judged = sources(JUDGED_IN)[:8]
    return {
        each.name: ledger.folder.part(f"claim-{each.name}-{judged}", partial(entry, each, tables, chance, effort))
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
