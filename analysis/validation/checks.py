"""All checks on real data: run, with what was aimed at, what was met, and what each shows and does not show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ...scenarios.ground.by_value import by_value
from .conventions import GATE, VOLUNTARY, Conventions, check_conventions
from .conventions import as_record as conventions_record
from .data_files import lacking
from .farmers import Farming, check_farmers, read_villages
from .farmers import as_record as farmers_record
from .networks import READINGS, Pairing, check_networks
from .physicians import Control, check_physicians, read_physicians

NETWORKS = ("lazega_lawfirm", "krackhardt_hightech_managers", "manufacturing_email")
NEEDS = {
    "conventions": ("openstack_nova",), "practices": ("brazilian_farmers",),
    "no_influence": ("coleman_medical_innovation",), "network": NETWORKS,
}  # fmt: skip
"""The checks, in the order in which they are told, and the folders they read."""


@dataclass(frozen=True)
class Size:
    """How much is computed.

    Attributes
    ----------
    splits : random halves of the employers; sets : parameter sets for the farmers; samples : simulated surveys of
    physicians for each influence; replicates : drawn networks
    """

    splits: int = 10
    sets: int = 1500
    samples: int = 200
    replicates: int = 50


SHORT = Size(splits=1, sets=200, samples=25)


@by_value
@dataclass(frozen=True)
class Target:
    """One aim: its name, what was found, and the limits it should lie in.

    Attributes
    ----------
    name : str
        Of the words in `check_words.TARGETS`.
    about : str
        What it is about, where there are several of a kind: a practice, a network.
    value, low, high : float
    """

    name: str
    about: str
    value: float
    low: float
    high: float

    @property
    def met(self) -> bool:
        """Whether the value lies within the limits."""
        return bool(self.low <= self.value <= self.high)


@dataclass(frozen=True)
class Check:
    """One check: what came out.

    Attributes
    ----------
    name : str
    missing : tuple of str
        Files that are not there; then nothing else is.
    targets : tuple of Target
    record : dict
        All numbers, as JSON values.
    found : Conventions, Farming, Control or list of Pairing
        What figures and sentences are made from.
    """

    name: str
    missing: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    record: dict[str, Any] = field(default_factory=dict)
    found: Any = None


def run_check(name: str, data: Path, size: Size, *, seed: int) -> Check:
    """Run one check, or return what it lacks."""
    if missing := lacking(data, NEEDS[name]):
        return Check(name, missing=tuple(missing))
    run: dict[str, Callable[[Path, Size, int], Check]] = {
        "conventions": _conventions, "practices": _practices, "no_influence": _no_influence, "network": _network,
    }  # fmt: skip
    return run[name](data, size, seed)


def _conventions(data: Path, size: Size, seed: int) -> Check:
    found = check_conventions(data / "openstack_nova", splits=size.splits, seed=seed)
    return Check("conventions", (), _conventions_targets(found), conventions_record(found), found)


def _conventions_targets(found: Conventions) -> tuple[Target, ...]:
    gate, halves = found.employers[GATE], found.halves
    targets = [
        Target("fit", GATE, found.fits[GATE].rmse, 0.0, 0.06),
        Target("employers", GATE, gate.rmse, 0.0, gate.logistic),
        Target("halves", GATE, halves.rmse, 0.0, halves.logistic),
        Target("employers_cover", GATE, gate.coverage, 0.80, 0.97),
        Target("employers_calibrated", GATE, gate.calibrated, 0.80, 0.97),
        Target("halves_cover", GATE, halves.coverage, 0.80, 0.97),
    ]
    for feature, held in found.employers.items():
        if feature != GATE:
            targets.append(Target("employers", feature, held.rmse, 0.0, held.logistic))
            targets.append(Target("employers_calibrated", feature, held.calibrated, 0.80, 0.97))
    for feature in VOLUNTARY:
        seen, model = found.reuse[feature]
        targets.append(Target("reuse_first", feature, model[0], seen[0] - 0.1, seen[0] + 0.1))
        targets.append(Target("reuse_later", feature, model[1], seen[1] - 0.1, seen[1] + 0.1))
    return tuple(targets)


def _practices(data: Path, size: Size, seed: int) -> Check:
    found = check_farmers(read_villages(data / "brazilian_farmers"), sets=size.sets, seed=seed)
    return Check("practices", (), _practices_targets(found), farmers_record(found), found)


def _practices_targets(found: Farming) -> tuple[Target, ...]:
    targets = []
    for name in ("none", "half", "gini", "village", "peers"):
        low, _, high = found.range_of(name)
        targets.append(Target("reading", name, getattr(found.seen, name), low, high))
    return tuple(targets)


def _no_influence(data: Path, size: Size, seed: int) -> Check:
    survey = read_physicians(data / "coleman_medical_innovation")
    found = check_physicians(survey, samples=size.samples, seed=seed)
    record = {
        "named": asdict(found.named), "mutual": asdict(found.mutual), "curve": found.curve.tolist(),
        "simulated": [
            {"influence": weight, "found": share, "mean_slope": slope, "samples": samples}
            for weight, (share, slope, samples) in found.simulated.items()
        ],
    }  # fmt: skip
    return Check("no_influence", (), _no_influence_targets(found), record, found)


def _no_influence_targets(found: Control) -> tuple[Target, ...]:
    ratio = abs(found.named.slope) / found.named.error
    return (
        Target("survey", "", ratio, 0.0, 1.96),
        Target("false_alarm", "", found.simulated[0.0][0], 0.0, 0.10),
        Target("power", "1", found.simulated[1.0][0], 0.8, 1.0),
        Target("power", "2", found.simulated[2.0][0], 0.8, 1.0),
        Target("slope", "2", found.simulated[2.0][1], 1.6, 2.4),
    )


LEEWAY = {"degree": 0.10, "same_group": 0.05, "reciprocity": 0.10, "degree_spread": 0.10, "clustering": 0.10}
"""How far a drawn network may be from a real one; of the degree relative."""


def _network(data: Path, size: Size, seed: int) -> Check:
    pairs = check_networks(data, replicates=size.replicates, seed=seed)
    record = {
        "networks": [
            {
                "folder": each.folder, "relation": each.relation, "ties_inside": each.ties_inside,
                "ties_across": each.ties_across, "people": each.real.people,
                "readings": {
                    name: {
                        "real": _or_none(getattr(each.real, name)),
                        "drawn": [_or_none(value) for value in each.range_of(name)],
                    }
                    for name in READINGS
                },
            }
            for each in pairs
        ]
    }  # fmt: skip
    return Check("network", (), _network_targets(pairs), record, pairs)


def _or_none(value: float) -> float | None:
    return float(value) if value == value else None


def _network_targets(pairs: list[Pairing]) -> tuple[Target, ...]:
    targets = []
    for each in pairs:
        for name, leeway in LEEWAY.items():
            real, drawn = getattr(each.real, name), each.range_of(name)[1]
            if real == real:
                room = leeway * real if name == "degree" else leeway
                targets.append(Target(name, f"{each.folder}/{each.relation}", drawn, real - room, real + room))
    return tuple(targets)
