"""What each mechanism is needed for: every band read again with one mechanism switched off at a time.

The parameter sets are those accepted with all mechanisms at work; nothing is fitted again without one. So a
pattern that is lost says that the model as calibrated needs the mechanism for it, not that no other
calibration could do without.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.company import AI, DATA_NEED, LEAVING
from ...model.simulation import whole_number, worker_count
from ...scenarios.core.ablation import MECHANISMS, Mechanism, held, mechanisms
from ...scenarios.core.provenance import engine
from ..base.effects import as_json
from ..evidence.band_settings import Case
from ..evidence.bands import BANDS, Band
from ..evidence.ensemble import Ensemble, load_ensemble
from ..evidence.watching import Watch
from .folder import EvidenceFolder

Floats = npt.NDArray[np.float64]

REPLICATIONS, COMPANIES, SEED = 20, 60, 5
"""Usual effort: replicates of situations with one company, and typical companies."""
LOST, WEAKER = 0.5, 0.25
"""Without a mechanism a pattern is lost, or weaker, if the share of parameter sets that show it falls by so much."""
NOTHING = "nothing"
"""What is switched off where everything is at work."""


def ablated(case: Case, off: Sequence[Mechanism]) -> Case:
    """Return a situation without some mechanisms, but for the behavioural parameters, which it is run with."""
    setting = case.setting
    if any(each.nobody_leaves for each in off):
        departments = setting.departments.copy()
        departments[:, LEAVING] = 0.0
        setting = setting._replace(departments=departments, manager_leaving=0.0)
    if any(each.data_do_not_matter for each in off):
        features = setting.features.copy()
        features[:, [DATA_NEED, AI]] = 0.0
        setting = setting._replace(features=features)
    return Case(setting, held(case.schedule, off), case.seats)


def readings_without(
    behaviour: Behaviour, names: Sequence[str] | str = (), *, replications: int = REPLICATIONS,
    companies: int = COMPANIES, seed: int = SEED, bands: Sequence[Band] = BANDS,
) -> dict[str, float]:  # fmt: skip
    """Return the reading of each band with mechanisms switched off; NaN where there is nothing to read.

    With none switched off the readings are those of `crm_adoption.analysis.evidence.bands.readings`, bit for bit.
    """
    off = mechanisms(names)
    neutral = {name: value for each in off for name, value in each.behaviour.items()}
    watch = Watch(replace(behaviour, **neutral), replications, companies, seed, lambda one: ablated(one, off))
    return {each.name: each.read(watch) for each in bands}


@dataclass(frozen=True, eq=False)
class Ablation:
    """Which patterns hold with everything at work, and without each mechanism.

    Attributes
    ----------
    ensemble : str
        Name of the ensemble.
    names : tuple of str
        Mechanisms, the columns of `without`.
    bands : tuple of Band
    with_all : float64 array [bands, sets]
        Readings with everything at work.
    without : float64 array [bands, mechanisms, sets]
        Readings with one mechanism switched off.
    replications, companies, seed : int
    """

    ensemble: str
    names: tuple[str, ...]
    bands: tuple[Band, ...]
    with_all: Floats
    without: Floats
    replications: int
    companies: int
    seed: int

    @property
    def sets(self) -> int:
        """Number of parameter sets."""
        return int(self.with_all.shape[1])

    def holding(self) -> Floats:
        """Return the share of sets that hold each band with everything at work, [bands]."""
        return np.array([_share(band, row) for band, row in zip(self.bands, self.with_all, strict=True)])

    def holding_without(self) -> Floats:
        """Return the same without each mechanism, [bands, mechanisms]."""
        return np.array([[_share(b, row) for row in rows] for b, rows in zip(self.bands, self.without, strict=True)])

    def lost(self, name: str) -> tuple[Band, ...]:
        """Return the patterns that a mechanism is needed for."""
        return self._falling(name, LOST, np.inf)

    def weaker(self, name: str) -> tuple[Band, ...]:
        """Return the patterns that are rarer without a mechanism, but not lost."""
        return self._falling(name, WEAKER, LOST)

    def gained(self, name: str) -> tuple[Band, ...]:
        """Return the patterns that a mechanism stands in the way of."""
        return self._falling(name, -np.inf, -LOST + 1e-9)

    def _falling(self, name: str, least: float, below: float) -> tuple[Band, ...]:
        """Return the patterns that a share of the sets from ``least`` to ``below`` loses without a mechanism."""
        fall = self.holding() - self.holding_without()[:, self.names.index(name)]
        # Shares are multiples of 1 / sets, whose differences may miss a limit by their last bit.
        fallen = (fall >= least - 1e-9) & (fall < below - 1e-9)
        return tuple(band for band, is_it in zip(self.bands, fallen, strict=True) if is_it)

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``crm-adoption ablate --json``."""
        shares, without = self.holding(), self.holding_without()
        middle, off = _medians(self.with_all), _medians(self.without)
        return {
            "ensemble": self.ensemble, "parameter_sets": self.sets, "replications": self.replications,
            "typical_companies": self.companies, "seed": self.seed, "lost_from": LOST, "weaker_from": WEAKER,
            "mechanisms": {
                name: {
                    "label_en": MECHANISMS[name].label_en, "label_de": MECHANISMS[name].label_de,
                    "off_en": MECHANISMS[name].off_en, "off_de": MECHANISMS[name].off_de,
                    "needed_for": [each.name for each in self.lost(name)],
                    "weaker_without": [each.name for each in self.weaker(name)],
                    "stands_in_the_way_of": [each.name for each in self.gained(name)],
                }
                for name in self.names
            },
            "bands": [
                {
                    "band": band.name, "label_en": band.label_en, "label_de": band.label_de, "unit": band.unit,
                    "low": band.low, "high": band.high, "use": band.use, "share_of_sets": float(shares[i]),
                    "median": as_json(float(middle[i])),
                    "without": {
                        name: {"share_of_sets": float(without[i, j]), "median": as_json(float(off[i, j]))}
                        for j, name in enumerate(self.names)
                    },
                }
                for i, band in enumerate(self.bands)
            ],
        }  # fmt: skip


def _medians(values: Floats) -> Floats:
    """Return medians over the sets; NaN where nothing could be read."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.median(values, axis=-1))


def _share(band: Band, values: Floats) -> float:
    return float(np.mean([band.holds(float(value)) for value in values]))


def evenly(ensemble: Ensemble, sets: int | None) -> tuple[Behaviour, ...]:
    """Return so many members of an ensemble, evenly over their order, which means nothing; all of them by default."""
    count = len(ensemble.members)
    wanted = count if sets is None else min(whole_number(sets, 1, 100_000, "sets"), count)
    return tuple(ensemble.members[math.floor(k * count / wanted)] for k in range(wanted))


def ablate(
    names: Sequence[str] = tuple(MECHANISMS), *, ensemble: Ensemble | None = None, sets: int | None = None,
    replications: int = REPLICATIONS, companies: int = COMPANIES, seed: int = SEED, workers: int | None = None,
    out: Path | None = None, replace: bool = False, progress: Callable[[int], object] | None = None,
) -> Ablation:  # fmt: skip
    """Read every band at accepted parameter sets, with everything at work and without each mechanism.

    Parameters
    ----------
    names : sequence of str
        Mechanisms to switch off, one at a time; all of them by default.
    ensemble : Ensemble, optional
        By default ``evidence``, accepted on no band of an intervention.
    sets : int, optional
        So many of its parameter sets; all by default.
    replications, companies, seed : int
        As in `crm_adoption.analysis.evidence.bands.readings`.
    workers : int, optional
        Threads; the results do not depend on them.
    out : Path, optional
        Folder in which each finished mechanism is kept, so that an interrupted run goes on.
    replace : bool
        Whether another run in that folder is thrown away.
    progress : callable, optional
        Called with 1 whenever all bands have been read once.

    Raises
    ------
    InputError
        For an unknown mechanism, a number outside its range, or a folder that holds something else.
    """
    chosen = tuple(each.name for each in mechanisms(names))
    how = {
        "replications": whole_number(replications, 1, 100_000, "replications"),
        "companies": whole_number(companies, 1, 100_000, "companies"),
        "seed": whole_number(seed, 0, 2**64 - 1, "seed"),
    }  # fmt: skip
    whole = ensemble or load_ensemble("evidence")
    members = evenly(whole, sets)
    made = str(whole.provenance.get("fingerprint", ""))
    settings = {**how, "ensemble": f"{whole.name} {made}".strip(), "sets": len(members), "engine": engine()}
    folder = EvidenceFolder(out, settings, replace=replace)
    threads = worker_count(workers)
    tables = {
        off: folder.part(f"without-{off}", partial(_rows, members, off, how, threads, progress))
        for off in (NOTHING, *chosen)
    }
    values = {off: np.array(rows, np.float64).T for off, rows in tables.items()}  # null becomes NaN
    return Ablation(
        ensemble=whole.name, names=chosen, bands=BANDS, with_all=values[NOTHING],
        without=np.stack([values[name] for name in chosen], axis=1), **how,
    )  # fmt: skip


def _rows(
    members: Sequence[Behaviour], off: str, how: Mapping[str, int], threads: int,
    progress: Callable[[int], object] | None,
) -> list[list[float]]:  # fmt: skip
    """Return the readings at each parameter set without a mechanism."""

    def read(member: Behaviour) -> list[float]:
        found = readings_without(
            member, () if off == NOTHING else off,
            replications=how["replications"], companies=how["companies"], seed=how["seed"],
        )  # fmt: skip
        if progress:
            progress(1)
        return list(found.values())

    first = read(members[0])  # builds the situations once, before threads share them
    with ThreadPoolExecutor(threads) as pool:
        return [first, *pool.map(read, members[1:])]
