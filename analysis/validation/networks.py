"""The network that the model draws, beside networks of real firms: mixing, reciprocity, spread of degrees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...model.company import Company
from ...model.organisation import Department, Organisation
from ...model.simulation import found_company
from ...model.state import COLLEAGUE
from ...scenarios.ground.by_value import by_value
from .data_files import read_csv

Bools = npt.NDArray[np.bool_]
READINGS = ("degree", "same_group", "reciprocity", "degree_spread", "clustering")


@by_value
@dataclass(frozen=True)
class Shape:
    """What is read off a network.

    Attributes
    ----------
    people : int
    degree : float
        Colleagues tied to a person either way, on average.
    same_group : float
        Share of ties inside the same office or department; nan where the data have no groups.
    reciprocity : float
        Share of namings that are returned.
    degree_spread : float
        Standard deviation of the degree over its mean.
    clustering : float
        Share of closed triangles among connected triples (transitivity).
    """

    people: int
    degree: float
    same_group: float
    reciprocity: float
    degree_spread: float
    clustering: float


@by_value
@dataclass(frozen=True)
class Pairing:
    """A real network and what the generator makes with the same groups and the same number of ties.

    Attributes
    ----------
    folder, relation : str
    real : Shape
    drawn : tuple of Shape
        One for each replicate.
    ties_inside, ties_across : float
        Settings of the generator: even numbers closest to the real means.
    """

    folder: str
    relation: str
    real: Shape
    drawn: tuple[Shape, ...]
    ties_inside: float
    ties_across: float

    def range_of(self, name: str) -> tuple[float, float, float]:
        """Return 5 %, median and 95 % of a reading over the replicates."""
        values = [getattr(each, name) for each in self.drawn]
        low, middle, high = (float(each) for each in np.quantile(values, [0.05, 0.5, 0.95]))
        return low, middle, high


def shape_of(named: Bools, group: npt.NDArray[np.str_] | None) -> Shape:
    """Return the readings of a matrix of namings [n, n]."""
    mutual = named | named.T
    degree = mutual.sum(axis=1)
    inside = group[:, None] == group[None, :] if group is not None else None
    triples = float((degree * (degree - 1)).sum())
    whole = mutual.astype(np.float64)
    return Shape(
        len(named), float(degree.mean()),
        float(mutual[inside].sum() / mutual.sum()) if inside is not None else float("nan"),
        float((named & named.T).sum() / named.sum()), float(degree.std() / degree.mean()),
        float(np.trace(whole @ whole @ whole) / triples) if triples else 0.0,
    )  # fmt: skip


def read_networks(data: Path) -> list[tuple[str, str, Bools, npt.NDArray[np.str_] | None]]:
    """Read the three folders: folder, relation, namings, groups (None where there are none)."""
    found: list[tuple[str, str, Bools, npt.NDArray[np.str_] | None]] = []
    for folder, column in (("lazega_lawfirm", "office"), ("krackhardt_hightech_managers", "dept"),
                           ("manufacturing_email", None)):  # fmt: skip
        nodes = read_csv(data / folder / "nodes.csv", ("id", *([column] if column else [])))
        edges = read_csv(data / folder / "edges.csv", ("from", "to"))
        people = list(nodes["id"].astype(str))
        group = None if column is None else np.array(nodes[column].fillna(0).astype(int).astype(str), np.str_)
        relations = edges["type"] if "type" in edges else pd.Series("e-mail", index=edges.index)
        names = sorted({str(each) for each in relations} - {"reports"})
        found += [(folder, name, _matrix(people, edges[relations == name]), group) for name in names]
    return found


def _matrix(people: list[str], edges: pd.DataFrame) -> Bools:
    row = {who: place for place, who in enumerate(people)}
    named = np.zeros((len(people), len(people)), bool)
    for one, other in zip(edges["from"].astype(str), edges["to"].astype(str), strict=True):
        if one in row and other in row and one != other:
            named[row[one], row[other]] = True
    return named


def check_networks(data: Path, *, replicates: int, seed: int) -> list[Pairing]:
    """Return each real network beside the generator's."""
    return [_pairing(*each, replicates, seed) for each in read_networks(data)]


def _pairing(
    folder: str, relation: str, named: Bools, group: npt.NDArray[np.str_] | None, replicates: int, seed: int
) -> Pairing:
    real = shape_of(named, group)
    share = 1.0 if group is None else real.same_group
    inside, across = _even(real.degree * share), min(_even(real.degree * (1.0 - share)), 32.0)
    names: tuple[str, ...] = ("all",)
    sizes: tuple[str, ...] = (str(len(named)),)
    if group is not None:
        names, sizes = (tuple(map(str, each)) for each in np.unique(group, return_counts=True))
    departments = tuple(
        Department(name, name, name, "sales", int(size)) for name, size in zip(names, sizes, strict=True)
    )
    organisation = Organisation("given", departments, ties_inside=inside, ties_across=across if len(names) > 1 else 0.0)
    company = Company(organisation)
    drawn = tuple(_drawn(company, seed, replicate, group is not None) for replicate in range(replicates))
    return Pairing(folder, relation, real, drawn, inside, organisation.ties_across)


def _even(ties: float) -> float:
    return float(2 * max(round(ties / 2.0), 0))


def _drawn(company: Company, seed: int, replicate: int, grouped: bool) -> Shape:
    state, start = found_company(company.setting, seed, replicate), company.setting.place.start
    people = company.organisation.headcount
    row = np.repeat(np.arange(2 * people), np.diff(state.tie_start)) // 2
    named = np.zeros((people, people), bool)
    named[row, state.ties[: len(row), COLLEAGUE].astype(int)] = True
    group = np.repeat(np.arange(len(start) - 1), np.diff(start)).astype(str)
    return shape_of(named, group if grouped else None)
