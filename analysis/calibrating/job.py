"""A calibration from start to end: search, closer look, readings of the members, file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.phrase import Phrase, Worded, both
from ..evidence.bands import BANDS, COMPANIES, REPLICATIONS, SEED, Band, bands_of
from ..evidence.ensemble import Ensemble, as_text, model_fingerprint
from ..evidence.parts import Box, Budget, Match, Store
from .files import Folder, plan_of, read_bands
from .history_matching import Search

Floats = npt.NDArray[np.float64]

NAME = "ensemble.json"


def effort(budget: Budget) -> int:
    """Return the parameter sets that are simulated at most before the closer look."""
    return budget.first + (budget.waves - 1) * budget.later


def _provenance(match: Match, fingerprint: str, own: bool) -> dict[str, Any]:
    low, high = match.box.limits()
    return {
        "version": metadata.version("crm-adoption"),
        "fingerprint": fingerprint,
        "own_bands": own,
        "method": "history matching, quadratic surfaces, even candidates from the whole box (scrambled Sobol)",
        "seed": match.seed,
        "budget": asdict(match.budget),
        "readings": {"replications": REPLICATIONS, "companies": COMPANIES, "seed": SEED},
        "ranges": {n: [a, b] for n, a, b in zip(match.box.names, low.tolist(), high.tolist(), strict=True)},
        "tolerances": {b.name: float(f"{t:.3g}") for b, t in zip(match.bands, match.tolerances, strict=True)},
        "waves": [
            {
                "looked_at": w.candidates,
                "simulated": len(w.points),
                "near": w.near,
                "checked": w.checked,
                "accepted": w.accepted,
            }
            for w in match.waves
        ],
    }


def unmet(match: Match, target: str) -> InputError:
    """Return the error for a target that no set meets: which band, and how far the best set is."""
    band, value = match.nearest_miss()
    limits = [Phrase("at least {low:g}", low=band.low)] if band.low is not None else []
    limits += [Phrase("at most {high:g}", high=band.high)] if band.high is not None else []
    simulated = sum(len(each.points) for each in match.waves)
    problem = (
        "no parameter set meets every band: of {simulated:,} simulated the best one reads {value:.3g} in {name!r} "
        "({label}), wanted is {wanted}, {miss:.2g} away. Simulate more (--runs), or look whether that band can be "
        "right."
    )
    return InputError(
        problem,
        field=target,
        simulated=simulated,
        value=value,
        name=band.name,
        label=Worded(band.label),
        wanted=both(limits),
        miss=band.miss(value),
    )


def _reader(bands: Sequence[Band], like: Search, store: Store | None) -> Search:
    return Search(bands, box=like.box, seed=like.seed, budget=like.budget, workers=like.workers, store=store,
                  progress=like.progress)  # fmt: skip


def calibrate(
    target: str = "evidence",
    *,
    seed: int = 0,
    budget: Budget | None = None,
    workers: int | None = None,
    folder: Path | None = None,
    bands_file: Path | None = None,
    replace: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Ensemble:
    """Make an ensemble: the same for any number of workers and interruptions.

    Parameters
    ----------
    target : {"evidence", "all"}
        On which bands sets are accepted.
    seed : int
        Root seed of candidates, people and chance.
    budget : Budget, optional
        How much is simulated.
    workers : int, optional
        Threads.
    folder : Path, optional
        Where finished chunks are kept, to go on after an interruption, and the ensemble is written.
    bands_file : Path, optional
        Limits of one's own for some bands.
    replace : bool
        Whether to write over something else in the folder.
    progress : callable, optional
        Called with the number of sets finished.

    Returns
    -------
    Ensemble

    Raises
    ------
    InputError
        For an unknown target, a folder with something else, or if no set meets every band.
    """
    bands = bands_of(target)
    bands = read_bands(bands_file, bands) if bands_file else bands
    box, budget = Box(), budget or Budget()
    store = Folder(folder, plan_of(bands, box, seed, budget), replace=replace) if folder else None
    search = Search(bands, box=box, seed=seed, budget=budget, workers=workers, store=store, progress=progress)
    match = search.run()
    if not match.members:
        raise unmet(match, target)
    values = _reader(BANDS, search, store).simulate(
        "readings", box.points(match.members), REPLICATIONS, COMPANIES, SEED
    )
    found = Ensemble(
        name=target,
        target=target,
        bands={each.name: (each.low, each.high) for each in bands},
        members=match.members,
        readings={each.name: tuple(values[:, place].tolist()) for place, each in enumerate(BANDS)},
        provenance=_provenance(match, model_fingerprint(match.members[0]), bands_file is not None),
    )
    if store:
        store.finish(as_text(found))
    return found
