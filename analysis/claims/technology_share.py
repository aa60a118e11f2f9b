"""How much of what differs between companies is technology: grouped Sobol indices at stated ranges.

"20 % technology, 80 % organisational change" is a property of the ranges that one lets vary. So the ranges
are named, the technology's in three widths, and the result is reported with them, never as a confirmation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.company import TERRITORIALITY_MEAN
from ...model.levers import INDEX, Levers
from ...model.organisation import Department, Organisation
from ...model.outcomes import column
from ...model.simulation import worker_count
from ...scenarios.core.provenance import needed
from ...scenarios.core.typical import LEVERS, default_company
from ..evidence.band_settings import Case, company_case

Floats = npt.NDArray[np.float64]

GROUPS = ("technology", "organisation", "people", "chance")
WIDTHS: dict[str, dict[str, tuple[float, float]]] = {
    "narrow": {"technology": (0.9, 1.1), "usability": (0.0, 0.15)},
    "declared": {"technology": (0.8, 1.2), "usability": (0.0, 0.3)},
    "wide": {"technology": (0.5, 1.5), "usability": (0.0, 0.6)},
}
"""Ranges of the technology: how well it works (1 as bought), and how much effort good design takes away."""
ORGANISATION = tuple(name for name in LEVERS if name != "technology")
OUTCOMES = (("deep_use", 12), ("fragmentation", 36))
"""What is explained, and in which month."""
RESAMPLES, CONFIDENCE = 500, 0.95
_REPLICATES = 2**20


def ranges(width: str) -> dict[str, dict[str, tuple[float, float]]]:
    """Return by group what varies and over which range; people and chance are drawn, not ranges."""
    declared = Levers.declarations()
    organisation = {name: declared[name].plausible for name in ORGANISATION}
    organisation["completeness"] = Organisation.declarations()["completeness"].plausible
    people = {"territoriality": Department.declarations()["territoriality"].plausible}
    return {"technology": WIDTHS[width], "organisation": organisation, "people": people, "chance": {}}


def problem(width: str) -> dict[str, Any]:
    """Return what SALib calls a problem: the inputs as shares of their ranges, in four groups."""
    names, groups = [], []
    for group, inputs in ranges(width).items():
        drawn = {"people": ["parameter set"], "chance": ["replicate"]}.get(group, [])
        names += [*inputs, *drawn]
        groups += [group] * (len(inputs) + len(drawn))
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names), "groups": groups}


def _case(base: Case, levels: dict[str, float]) -> Case:
    """Return the default organisation with levers, data and territoriality elsewhere."""
    levers, departments = base.schedule.levers.copy(), base.setting.departments.copy()
    for name in (*ORGANISATION, "technology", "usability"):
        levers[:, :, INDEX[name]] = levels[name]
    departments[:, TERRITORIALITY_MEAN] = levels["territoriality"]
    setting = base.setting._replace(departments=departments, completeness=levels["completeness"])
    return Case(setting, base.schedule._replace(levers=levers), base.seats)


@dataclass(frozen=True, eq=False)
class Points:
    """Points of the design at one width, and how to simulate them."""

    width: str
    shares: Floats
    members: tuple[Behaviour, ...]
    seed: int

    def simulate(self, workers: int | None, progress: Callable[[int], object] | None) -> Floats:
        """Return the outcomes at every point, [points, outcomes]: one company, one replicate each."""
        months = max(month for _, month in OUTCOMES)
        base, limits = company_case(default_company(), months), _limits(self.width)

        def one(shares: Floats) -> list[float]:
            values = dict(zip(problem_names, shares.tolist(), strict=True))
            levels = {name: low + values[name] * (high - low) for name, (low, high) in limits.items()}
            member = self.members[min(int(values["parameter set"] * len(self.members)), len(self.members) - 1)]
            done = _case(base, levels).run(member, 1, self.seed, int(values["replicate"] * _REPLICATES))
            if progress:
                progress(1)
            return [float(done.values[0, month - 1, 0, column(name)]) for name, month in OUTCOMES]

        problem_names = problem(self.width)["names"]
        with ThreadPoolExecutor(worker_count(workers)) as threads:
            return np.array(list(threads.map(one, self.shares)))


def _limits(width: str) -> dict[str, tuple[float, float]]:
    return {name: limits for inputs in ranges(width).values() for name, limits in inputs.items()}


def _analysed(width: str, values: Floats) -> dict[str, Any]:
    found: dict[str, Any] = needed("SALib.analyze.sobol").analyze(
        problem(width), values, calc_second_order=False, num_resamples=RESAMPLES, conf_level=CONFIDENCE,
        keep_resamples=True, seed=1,
    )  # fmt: skip
    return found


def _limited(value: float, resampled: Floats) -> dict[str, float]:
    low, high = np.quantile(resampled, [(1.0 - CONFIDENCE) / 2.0, (1.0 + CONFIDENCE) / 2.0])
    return {"value": float(value), "low": float(low), "high": float(high)}


def _share(total: Floats, others: Sequence[str]) -> Floats:
    """Return the total effect of technology as a share of its own and some others', by resample."""
    columns = [GROUPS.index("technology"), *(GROUPS.index(name) for name in others)]
    chosen = np.maximum(total[..., columns], 0.0)
    return np.asarray(chosen[..., 0] / chosen.sum(axis=-1))


AGAINST = {"organisation": ("organisation",), "organisation and people": ("organisation", "people")}
"""What technology is set against: what management moves, or all that is not technology but chance."""


def indices(width: str, values: Floats) -> dict[str, Any]:
    """Return indices of all groups, and technology's share, with 95 % intervals by bootstrap."""
    found = _analysed(width, values)
    total, resampled = np.asarray(found["ST"]), np.asarray(found["ST_conf_all"])
    shares = {
        name: _limited(float(_share(total, others)), _share(resampled, others)) for name, others in AGAINST.items()
    }
    first, first_resampled = np.asarray(found["S1"]), np.asarray(found["S1_conf_all"])
    return {
        "variance": float(values.var()),
        "first": {name: _limited(first[k], first_resampled[:, k]) for k, name in enumerate(GROUPS)},
        "total": {name: _limited(total[k], resampled[:, k]) for k, name in enumerate(GROUPS)},
        "technology_against": shares,
    }


def technology_share(
    width: str, members: Sequence[Behaviour], *, base_points: int, seed: int = 0, workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Return indices at one width of the technology's range, at N, 2 N and 4 N base points.

    Parameters
    ----------
    width : {"narrow", "declared", "wide"}
    members : sequence of Behaviour
        Accepted parameter sets; with one of them and a mean territoriality come the people of a company.
    base_points : int
        4 N, a power of two; each asks for six simulated companies.
    """
    sampler = needed("SALib.sample.sobol")
    shares = sampler.sample(problem(width), base_points, calc_second_order=False, seed=seed)
    values = Points(width, np.asarray(shares), tuple(members), seed).simulate(workers, progress)
    rows = len(GROUPS) + 2
    return {
        "ranges": {group: {name: list(limits) for name, limits in inputs.items()} for group, inputs in
                   ranges(width).items()},
        "outcomes": [
            {"outcome": name, "month": month,
             "by_base_points": [
                 {"base_points": n, **indices(width, values[: n * rows, k])}
                 for n in (base_points // 4, base_points // 2, base_points)
             ]}
            for k, (name, month) in enumerate(OUTCOMES)
        ],
    }  # fmt: skip
