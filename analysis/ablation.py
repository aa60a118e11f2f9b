"""What each mechanism is needed for: every band read again with one mechanism switched off at a time.

The parameter sets are those accepted with all mechanisms at work; nothing is fitted again without one. So a
pattern that is lost says that the model as calibrated needs the mechanism for it, not that no other
calibration could do without.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..model.behaviour import Behaviour
from ..model.company import AI, DATA_NEED, LEAVING
from ..model.simulation import whole_number, worker_count
from ..scenarios.ablation import MECHANISMS, Mechanism, held, mechanisms
from .band_readings import Watch
from .band_settings import Case
from .bands import BANDS, Band
from .effects import as_json
from .ensemble import Ensemble, load_ensemble

Floats = npt.NDArray[np.float64]

REPLICATIONS, COMPANIES, SEED = 20, 60, 5
"""Usual effort: replicates of situations with one company, and typical companies."""
LOST = 0.5
"""A pattern is lost without a mechanism if the share of parameter sets that show it falls by this much or more."""


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

    With none switched off the readings are those of `crm_adoption.analysis.bands.readings`, bit for bit.
    """
    from dataclasses import replace

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
        return self._changed(name, -1.0)

    def gained(self, name: str) -> tuple[Band, ...]:
        """Return the patterns that appear only without a mechanism."""
        return self._changed(name, 1.0)

    def _changed(self, name: str, sign: float) -> tuple[Band, ...]:
        change = sign * (self.holding_without()[:, self.names.index(name)] - self.holding())
        return tuple(band for band, by in zip(self.bands, change, strict=True) if by >= LOST)

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``crm-adoption ablate --json``."""
        shares, without = self.holding(), self.holding_without()
        middle, off = np.median(self.with_all, axis=1), np.median(self.without, axis=2)
        return {
            "ensemble": self.ensemble, "parameter_sets": self.sets, "replications": self.replications,
            "typical_companies": self.companies, "seed": self.seed, "lost_from": LOST,
            "mechanisms": {
                name: {
                    "label_en": MECHANISMS[name].label_en, "label_de": MECHANISMS[name].label_de,
                    "off_en": MECHANISMS[name].off_en, "off_de": MECHANISMS[name].off_de,
                    "needed_for": [each.name for each in self.lost(name)],
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
    progress: Callable[[int], object] | None = None,
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
        As in `crm_adoption.analysis.bands.readings`.
    workers : int, optional
        Threads; the results do not depend on them.
    progress : callable, optional
        Called with 1 whenever all bands have been read once.

    Raises
    ------
    InputError
        For an unknown mechanism or a number outside its range.
    """
    chosen = tuple(each.name for each in mechanisms(names))
    replications = whole_number(replications, 1, 100_000, "replications")
    companies = whole_number(companies, 1, 100_000, "companies")
    whole = ensemble or load_ensemble("evidence")
    members = evenly(whole, sets)

    def read(task: tuple[Behaviour, tuple[str, ...]]) -> list[float]:
        found = readings_without(task[0], task[1], replications=replications, companies=companies, seed=seed)
        if progress:
            progress(1)
        return list(found.values())

    tasks = [(member, off) for member in members for off in ((), *((name,) for name in chosen))]
    read((members[0], ()))  # builds the situations once, before threads share them
    with ThreadPoolExecutor(worker_count(workers)) as threads:
        table = np.array(list(threads.map(read, tasks))).reshape(len(members), 1 + len(chosen), len(BANDS))
    return Ablation(
        ensemble=whole.name, names=chosen, bands=BANDS, with_all=table[:, 0].T, without=table[:, 1:].transpose(2, 1, 0),
        replications=replications, companies=companies, seed=seed,
    )  # fmt: skip
