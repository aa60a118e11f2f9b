"""Companies whose truth is known, made by other means than ours: hazards and habits per person and feature.

Nothing here is shared with the engine or the analysis. How people work (never, the bare minimum, real use) is one
thing; how an export counts it is another, and there are several ways of that, none of which the analysis assumes.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

DEPARTMENTS = ("Sales", "Marketing", "Customer Success", "Service")
FEATURES = (
    "Contact management", "Activity log", "Sales pipeline", "Mail and calendar sync", "Marketing automation",
    "Shared customer record", "Workflow automation", "Dashboards", "Predictive analytics", "AI lead scoring",
    "Quotes and orders", "Case management",
)  # fmt: skip
MATTERS = np.array([  # to whom a feature matters; by department, in the order of the features
    [1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0],
    [1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    [1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 1],
], bool)  # fmt: skip
LOOKED_AT = np.array([0.5, 1.0, 0.9, 0.1, 0.2, 0.4, 0.1, 0.4, 0.05, 0.05, 0.5, 0.6])
EASE = np.array([1.3, 1.2, 0.9, 1.1, 0.2, 0.3, -0.3, 0.2, -0.9, -1.0, 0.4, 0.5])
LEVEL = np.array([24.0, 18.0, 22.0, 30.0, 9.0, 16.0, 14.0, 10.0, 8.0, 9.0, 12.0, 22.0])
WORKDAYS = 21


@dataclass(frozen=True, eq=False)
class Outside:
    """One company: who works how, and what its export counts (P people, T months, F features).

    Attributes
    ----------
    department : int array [P]
    deep, least : bool array [P, T, F]
        Real use and the bare minimum, of those to whom the feature matters.
    counts : int array [P, T, F]
    days : int array [P, T, F] or None
        Days with use, where the export has them.
    """

    department: Ints
    deep: Mask
    least: Mask
    counts: Ints
    days: Ints | None

    @property
    def relevant(self) -> Mask:
        """To whom each feature matters, [P, F]."""
        return np.asarray(MATTERS[self.department])

    def share(self, department: int | None = None) -> Floats:
        """Return the share of relevant pairs in real use by month."""
        who = self.department >= 0 if department is None else self.department == department
        return np.asarray(self.deep[who].sum(axis=(0, 2)) / self.relevant[who].sum())


def truth(people: int, months: int, chance: np.random.Generator) -> tuple[Ints, Mask, Mask]:
    """Return departments, real use and bare minimum of a company with hazards and habits of its own."""
    sizes = np.maximum(6, np.round(people * chance.dirichlet([8.0, 3.0, 4.0, 4.5]))).astype(int)
    department = np.repeat(np.arange(4), sizes)
    p, f = len(department), len(FEATURES)
    keen, meek = 0.8 * chance.standard_normal(p), 0.6 * chance.standard_normal(p)
    keen += (0.5 * chance.standard_normal(4))[department]
    meek += (0.4 * chance.standard_normal(4))[department]
    own = 0.5 * chance.standard_normal(f)
    start, minimum, deepen = chance.uniform(-4.9, -2.8), chance.uniform(-2.9, -1.2), chance.uniform(-5.0, -2.8)
    push, shock = int(chance.integers(3, months + 6)), chance.uniform(0.0, 1.1)
    state = np.zeros((p, f), np.int64)  # 0 never or no longer, 1 bare minimum, 2 real use
    # some companies have been live for long: they begin where others end
    warm = int(chance.choice([0, 0, 0, 8, 24]))
    deep, least = (np.zeros((p, months, f), bool) for _ in range(2))
    for t in range(-warm, months):
        peers = np.array([(state[department == d] == 2).mean(axis=0) for d in range(4)])[department]
        eager = (EASE + own)[None] + keen[:, None] + 1.5 * peers + (shock if t >= push else 0.0)
        up = _chance(start + eager)
        duty = _chance(minimum + 1.6 * (LOOKED_AT[None] - 0.5) + meek[:, None])
        grown, dropped = _chance(deepen + eager), _chance(-3.6 - 0.5 * keen[:, None] + 0.0 * eager)
        luck = chance.random((p, f))
        new = state.copy()
        new[(state == 0) & (luck < up + duty)] = 1
        new[(state == 0) & (luck < up)] = 2
        new[(state == 1) & (luck < grown)] = 2
        new[(state == 1) & (luck > 1.0 - 1.5 * dropped)] = 0
        new[(state == 2) & (luck > 1.0 - dropped)] = 1
        state = np.where(MATTERS[department], new, 0)
        if t >= 0:
            deep[:, t], least[:, t] = state == 2, state == 1
    return department, deep, least


def _chance(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def _looks(shape: tuple[int, ...], chance: np.random.Generator, share: float) -> Ints:
    return np.asarray((chance.random(shape) < share) * chance.geometric(0.8, shape), np.int64)


def _spread_over(counts: Ints, days: Floats, chance: np.random.Generator) -> Ints:
    """Return on how many different days so many uses fall if each falls on one of so many at random."""
    kept = np.maximum(days, 1.0)
    expected = kept * (1.0 - (1.0 - 1.0 / kept) ** counts)
    return np.asarray(
        np.clip(chance.poisson(np.maximum(expected - 1.0, 0.0)) + 1, 1, np.clip(counts, 1, WORKDAYS + 2)), np.int64
    )


Clicking = Callable[[Mask, Mask, np.random.Generator], tuple[Ints, Ints]]


def heavy_tailed(deep: Mask, least: Mask, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Some people click ten times as often as others for the same work, and some months are wild."""
    p, _, f = deep.shape
    person = 0.8 * chance.standard_t(3, p)
    level = np.log(LEVEL) + 0.5 * chance.standard_normal(f)
    wild = 0.4 * chance.standard_t(4, deep.shape)
    less = chance.uniform(1.6, 2.4)
    mean = np.exp(np.clip(level[None, None] + person[:, None, None] + wild - less * least, -3.0, 7.5))
    counts = np.where(deep | least, 1 + chance.poisson(mean), _looks(deep.shape, chance, 0.03))
    return counts, _spread_over(counts, np.where(deep, WORKDAYS, 8.0), chance)


def ritual(deep: Mask, least: Mask, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """What the boss looks at is entered in bulk on the last days of the month: as many clicks, on few days."""
    p, _, f = deep.shape
    person, level = 0.5 * chance.standard_normal(p), np.log(LEVEL) + 0.4 * chance.standard_normal(f)
    bulk = np.where(LOOKED_AT >= 0.45, chance.uniform(0.4, 0.9), 0.15)
    mean = np.exp(level[None, None] + person[:, None, None]) * np.where(deep, 1.0, bulk[None, None])
    varied = chance.negative_binomial(3.0, 3.0 / (3.0 + mean))
    counts = np.where(deep | least, 1 + varied, _looks(deep.shape, chance, 0.03))
    return counts, _spread_over(counts, np.where(deep, WORKDAYS, 1.6), chance)


def creations(deep: Mask, least: Mask, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """The export counts new records only: a handful a month, and none in many a month of real work."""
    p, _, f = deep.shape
    rate = chance.uniform(2.0, 6.0) * (LEVEL / LEVEL.mean()) ** 0.5 * np.exp(0.3 * chance.standard_normal(f))
    person = np.exp(0.4 * chance.standard_normal(p))[:, None, None]
    counts = chance.poisson(rate * person * np.where(deep, 1.0, np.where(least, chance.uniform(0.15, 0.35), 0.0)))
    return np.asarray(counts, np.int64), _spread_over(counts, np.where(deep, WORKDAYS, 5.0), chance)


def page_views(deep: Mask, least: Mask, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Every page counts: a piece of real work opens many, the minimum a few, and many people look around."""
    p, _, f = deep.shape
    person = np.exp(0.4 * chance.standard_normal(p))[:, None, None]
    pieces = chance.poisson(person * LEVEL * np.exp(0.3 * chance.standard_normal(f)) * np.where(deep, 1.0, 0.0))
    visits = 1 + chance.poisson(np.broadcast_to(2.0 * person, deep.shape))
    views = np.where(
        deep, 2 + chance.negative_binomial(2.0 + pieces, 0.22), chance.negative_binomial(2.0 * visits, 0.3)
    )
    counts = np.where(deep, views, np.where(least, 1 + views, _looks(deep.shape, chance, 0.12)))
    return np.asarray(counts, np.int64), _spread_over(counts, np.where(deep, WORKDAYS, visits), chance)


CLICKINGS: dict[str, Clicking] = {
    "heavy-tailed clickers": heavy_tailed, "ritual month-ends": ritual, "creations only": creations,
    "page views": page_views,
}  # fmt: skip


def outside_company(
    clicking: Clicking, number: int, *, people: int | None = None, months: int = 12, with_days: bool | None = None
) -> Outside:
    """Return one company; the same number gives the same company."""
    chance = np.random.default_rng([20211, *clicking.__name__.encode(), number])
    size = people or int(chance.integers(50, 220))
    department, deep, least = truth(size, months, chance)
    counts, days = clicking(deep, least, chance)
    counts = np.where(MATTERS[department][:, None], counts, 0)
    dated = bool(chance.random() < 0.5) if with_days is None else with_days
    return Outside(department, deep, least, counts, np.where(counts > 0, days, 0) if dated else None)


def write_outside(found: Outside, folder: Path, *, months: int | None = None) -> tuple[Path, Path]:
    """Write ``roster.csv`` and ``usage.csv`` (by month, or by day where the export has days)."""
    folder.mkdir(parents=True, exist_ok=True)
    heads: dict[int, int] = {}
    with (folder / "roster.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "department", "manager", "tenure_months"])
        for i, d in enumerate(map(int, found.department)):
            rows.writerow([f"E{i:04d}", DEPARTMENTS[d], f"E{heads[d]:04d}" if d in heads else "", 40 + i % 60])
            heads.setdefault(d, i)
    until = months or found.counts.shape[1]
    with (folder / "usage.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["person", "day" if found.days is not None else "month", "feature", "count"])
        for i, t, f in np.argwhere(found.counts[:, :until] > 0):
            rows.writerows(_lines(found, int(i), int(t), int(f)))
    return folder / "roster.csv", folder / "usage.csv"


def _lines(found: Outside, i: int, t: int, f: int) -> list[list[object]]:
    month, count = f"{2024 + t // 12}-{t % 12 + 1:02d}", int(found.counts[i, t, f])
    if found.days is None:
        return [[f"E{i:04d}", month, FEATURES[f], count]]
    days = int(found.days[i, t, f])
    first = 28 - days if found.least[i, t, f] else max(1, (i + f) % (29 - days))
    each = [count // days + (k < count % days) for k in range(days)]
    return [[f"E{i:04d}", f"{month}-{first + k:02d}", FEATURES[f], n] for k, n in enumerate(each)]
