"""Several practices at once: farmers in villages, with the model on the network they named."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...scenarios.ground.adding import added
from ...scenarios.ground.by_value import by_value
from .data_files import read_csv
from .given_company import company_of, months_of, once, people_of, share_of_ties

YEARS = 20
"""Steps of the model, a year each: 1947 to 1966."""
RANGES = {
    "attention": (0.03, 0.30), "start": (-1.6, 1.2), "habit_bonus": (0.6, 2.2), "resistance_spread": (0.6, 1.6),
    "peer_weight": (0.0, 2.0), "tipping_share": (0.10, 0.40), "habit_speed": (0.25, 0.75),
    "village_spread": (0.0, 1.0),
}  # fmt: skip
"""Where parameter sets are drawn: the model's plausible ranges, but attention and appeal by year and by crop;
``village_spread`` is how much villages' mean resistance differs (standard deviation, logits)."""
VARIANTS: dict[str, dict[str, float]] = {
    "model": {}, "without_peers": {"peer_weight": 0.0}, "without_village_differences": {"village_spread": 0.0},
}  # fmt: skip
"""What is switched off in the sets accepted."""
CLOSE = {"ever_used": 0.03, "in_use": 0.03}
"""Readings that sets are accepted by, and how close they must come. Nothing else is fitted."""
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@by_value
@dataclass(frozen=True)
class Readings:
    """What is read off a table of farmers and practices [n, F].

    Attributes
    ----------
    ever_used, in_use : float
        Share of all pairs.
    discontinued : float
        Of the pairs ever used, those no longer in use.
    none, half : float
        Share of farmers who use no practice, and half of them or more.
    gini : float
        Of the number of practices in use.
    village : float
        Intraclass correlation of that number by village (one-way analysis of variance).
    peers : float
        Correlation of that number with the mean of those named.
    """

    ever_used: float
    in_use: float
    discontinued: float
    none: float
    half: float
    gini: float
    village: float
    peers: float


@dataclass(frozen=True)
class Villages:
    """The survey.

    Attributes
    ----------
    village : dict of str to str
        By farmer.
    named : tuple of (str, str)
    ever, now : bool array [n, 12]
        In the order of ``village``.
    """

    village: dict[str, str]
    named: tuple[tuple[str, str], ...]
    ever: Bools
    now: Bools


@by_value
@dataclass(frozen=True)
class Farming:
    """The survey's readings beside those of the parameter sets accepted, whole and with parts switched off.

    Attributes
    ----------
    seen : Readings
    tried : int
    found : dict of str to tuple of Readings
        By variant, one for each set accepted.
    breadth_seen, breadth : float array [13]
        Share of farmers by number of practices in use; of the model, the mean over accepted sets.
    """

    seen: Readings
    tried: int
    found: dict[str, tuple[Readings, ...]]
    breadth_seen: Floats
    breadth: Floats

    def range_of(self, name: str, variant: str = "model") -> tuple[float, float, float]:
        """Return 5 %, median and 95 % of a reading over the sets accepted."""
        values = [getattr(each, name) for each in self.found[variant]]
        low, middle, high = (float(each) for each in np.quantile(values, [0.05, 0.5, 0.95]))
        return low, middle, high


def read_villages(folder: Path) -> Villages:
    """Read the folder brazilian_farmers."""
    nodes = read_csv(folder / "nodes.csv", ("pid", "village"))
    edges = read_csv(folder / "edges.csv", ("from", "to"))
    long = read_csv(folder / "practices_long.csv", ("pid", "practice", "ever_used", "currently_using"))
    people = list(nodes["pid"].astype(str))
    village = dict(zip(people, "village " + nodes["village"].astype(int).astype(str), strict=True))
    named = tuple((a, b) for a, b in zip(edges["from"].astype(str), edges["to"].astype(str), strict=True)
                  if a in village and b in village)  # fmt: skip
    tables = [long.pivot(index="pid", columns="practice", values=name) for name in ("ever_used", "currently_using")]
    ever, now = (table.set_axis(table.index.astype(str)).reindex(people).to_numpy() == 1 for table in tables)
    return Villages(village, named, ever, now)


def read_off(people: list[str], villages: Villages, ties: Floats, ever: Bools, now: Bools) -> Readings:
    """Return the readings of a table of use."""
    breadth = now.sum(axis=1).astype(float)
    place = np.array([villages.village[who] for who in people])
    tied = ties.sum(axis=1) > 0
    around = ties @ breadth
    ordered = np.sort(breadth)
    n = len(ordered)
    total = max(float(ordered.sum()), 1.0)
    gini = float((2.0 * np.arange(1, n + 1) - n - 1.0) @ ordered / (n * total))
    return Readings(
        float(ever.mean()), float(now.mean()), float(1.0 - now.sum() / max(int(ever.sum()), 1)),
        float((breadth == 0).mean()), float((breadth >= now.shape[1] / 2).mean()), gini, intraclass(breadth, place),
        float(np.corrcoef(breadth[tied], around[tied])[0, 1]) if np.ptp(breadth) > 0 else 0.0,
    )  # fmt: skip


def intraclass(values: Floats, group: npt.NDArray[np.str_]) -> float:
    """Return the intraclass correlation by one-way analysis of variance (Shrout & Fleiss 1979, ICC(1))."""
    names = np.unique(group)
    sizes = np.array([(group == name).sum() for name in names], float)
    means = np.array([values[group == name].mean() for name in names])
    squares = [float(((values[group == name] - mean) ** 2).sum()) for name, mean in zip(names, means, strict=True)]
    between = float((sizes * (means - values.mean()) ** 2).sum()) / (len(names) - 1)
    within = added(squares) / (len(values) - len(names))
    size = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(names) - 1)
    spread = between + (size - 1.0) * within
    return (between - within) / spread if spread > 0 else 0.0


def check_farmers(data: Villages, *, sets: int, seed: int) -> Farming:
    """Draw parameter sets, keep those whose level is the survey's, and read off what was not fitted."""
    from scipy.stats import qmc

    order = list(data.village)
    ties = share_of_ties(order, data.named)
    seen = read_off(order, data, ties, data.ever, data.now)
    low, high = np.array(list(RANGES.values())).T
    points = qmc.scale(qmc.LatinHypercube(len(RANGES), rng=np.random.default_rng(seed)).random(sets), low, high)
    found: dict[str, list[Readings]] = {variant: [] for variant in VARIANTS}
    breadths = []
    for place, point in enumerate(points):
        values = dict(zip(RANGES, map(float, point), strict=True))
        first, breadth = _run(data, values, seed + place)
        if all(abs(getattr(first, name) - getattr(seen, name)) <= close for name, close in CLOSE.items()):
            breadths.append(breadth)
            for variant, off in VARIANTS.items():
                found[variant].append(_run(data, values | off, seed + place)[0] if off else first)
    if not breadths:
        raise InputError(
            "none of {sets} parameter sets comes close to the survey's levels; draw more.", sets=sets, field="sets"
        )
    every = {variant: tuple(each) for variant, each in found.items()}
    return Farming(seen, sets, every, _breadth(data.now), np.mean(breadths, axis=0))


def _run(data: Villages, values: dict[str, float], seed: int) -> tuple[Readings, Floats]:
    """Run the model on the villages once; their differences are drawn from the seed."""
    own = {name: value for name, value in values.items() if name not in ("village_spread", "start")}
    names = sorted(set(data.village.values()))
    drawn = np.random.default_rng(seed).standard_normal(len(names)) * values["village_spread"]
    more = dict(zip(names, np.clip(drawn, -3.0, 3.0).tolist(), strict=True))
    company = company_of(
        data.village, once(data.named), data.now.shape[1], start=values["start"], resistance=more, behaviour=own
    )
    people = people_of(company)
    *_, (ever, now) = months_of(company, YEARS, seed=seed)
    return read_off(people, data, share_of_ties(people, data.named), ever, now), _breadth(now)


def _breadth(now: Bools) -> Floats:
    return np.bincount(now.sum(axis=1), minlength=now.shape[1] + 1) / len(now)


def as_record(found: Farming) -> dict[str, object]:
    """Return the check as JSON values."""
    names = list(asdict(found.seen))
    return {
        "survey": asdict(found.seen),
        "sets": {"tried": found.tried, "accepted": len(found.found["model"])},
        **{variant: {name: list(found.range_of(name, variant)) for name in names} for variant in VARIANTS},
        "breadth": {"survey": found.breadth_seen.tolist(), "model": found.breadth.tolist()},
    }
