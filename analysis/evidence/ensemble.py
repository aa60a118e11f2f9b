"""Ensembles: the parameter sets that the evidence leaves, with all it takes to make them again."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.errors import InputError, nearest, words_of
from ...model.in_brief import in_brief
from ...model.outcomes import OUTCOMES
from ...model.phrase import SILENCE, Phrase
from ...scenarios.ground.by_value import by_value
from ...scenarios.reading.damaged import of_json
from ...scenarios.reading.file_reading import MOST_TABLE, read_text
from .band_settings import case, typical_cases
from .bands import BAND, TARGETS
from .parts import Box

Floats = npt.NDArray[np.float64]

FORMAT = 1
_WATCHED = ("default", "seed_company", "gate", "full_programme", "kpi_sharing_silos")
_TYPICAL = 2


@in_brief
@by_value
@dataclass(frozen=True)
class Ensemble:
    """Accepted parameter sets.

    Attributes
    ----------
    name : str
        ``evidence``, ``all``, or the file's name.
    target : str
        Which kinds of bands they were accepted on (see `crm_adoption.analysis.evidence.bands.TARGETS`).
    bands : dict of str to tuple
        Limits (low, high; None is open) of the bands they were accepted on, by name.
    members : tuple of Behaviour
        At least one; the order is that in which they were found, which means nothing.
    readings : dict of str to tuple of float
        Readings by band, one per member, with people and chance that were not used in the fit; the
        held-out bands are among them.
    provenance : dict
        Version, seed, budget, ranges, waves, fingerprint.
    """

    name: str
    target: str
    bands: Mapping[str, tuple[float | None, float | None]]
    members: tuple[Behaviour, ...]
    readings: Mapping[str, tuple[float, ...]]
    provenance: Mapping[str, Any]

    def medoid(self) -> Behaviour:
        """Return the member with the least total distance to all others, in shares of the ranges.

        Returns
        -------
        Behaviour
            One of the members.
        """
        return self.members[by_centrality(self.members)[0]]

    def shares(self) -> dict[str, float]:
        """Return by band the share of members whose reading is inside.

        Returns
        -------
        dict[str, float]
            By name of the band, in [0, 1].
        """
        return {
            name: float(np.mean([BAND[name].holds(value) for value in values]))
            for name, values in self.readings.items()
            if name in BAND
        }


def by_centrality(members: Sequence[Behaviour]) -> list[int]:
    """Return the members' numbers, the most central one first."""
    points = Box().points(members)
    distance = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)).sum(axis=1)
    return [int(number) for number in np.argsort(distance, kind="stable")]


def model_fingerprint(behaviour: Behaviour) -> str:
    """Return a hash over what the model does at one parameter set, bit for bit.

    It covers rules, organisations and random numbers, but neither comments nor the default values: those
    may be set from an ensemble without making it old.
    """
    digest = hashlib.sha256(",".join(each.name for each in OUTCOMES).encode())
    for one in [*(case(name) for name in _WATCHED), *typical_cases(_TYPICAL)]:
        done = one.run(behaviour, 1, 2026)
        digest.update(np.ascontiguousarray(done.values[:, :, 0]).astype("<f8").tobytes())
    return digest.hexdigest()


def as_text(ensemble: Ensemble) -> str:
    """Return an ensemble as the text of its file: JSON, one member to a line."""
    names = Box().names
    rows = [json.dumps([getattr(member, name) for name in names]) for member in ensemble.members]
    readings = {
        name: json.dumps([float(f"{value:.4g}") if math.isfinite(value) else None for value in values])
        for name, values in ensemble.readings.items()
    }
    parts = [
        f'"format": {FORMAT}',
        f'"target": {json.dumps(ensemble.target)}',
        f'"provenance": {json.dumps(ensemble.provenance, indent=1)}',
        f'"bands": {json.dumps(ensemble.bands)}',
        f'"parameters": {json.dumps(names)}',
        '"members": [\n' + ",\n".join(rows) + "\n]",
        '"readings": {\n' + ",\n".join(f"{json.dumps(name)}: {row}" for name, row in readings.items()) + "\n}",
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _renew(target: str) -> Phrase:
    return Phrase("Renew it with: crm-adoption calibrate --target {target} --out FOLDER", target=target)


def _from_table(name: str, table: Any) -> Ensemble:
    """Return the ensemble in a file's table; KeyError, TypeError or ValueError if it is none."""
    if table["format"] != FORMAT:
        raise ValueError(f"format {table['format']!r} is not {FORMAT}")
    members = tuple(Behaviour(**dict(zip(table["parameters"], row, strict=True))) for row in table["members"])
    if not members:
        raise ValueError("it has no members")
    return Ensemble(
        name=name,
        target=str(table["target"]),
        bands={band: (limits[0], limits[1]) for band, limits in table["bands"].items()},
        members=members,
        readings={
            band: tuple(math.nan if value is None else float(value) for value in row)
            for band, row in table["readings"].items()
        },
        provenance=dict(table["provenance"]),
    )


def _check_current(ensemble: Ensemble, place: str) -> None:
    """Refuse an ensemble of another model or other bands."""
    renew = _renew(ensemble.target if ensemble.target in TARGETS else "all")
    made = ensemble.provenance.get("version", Phrase("an unknown version"))
    if ensemble.provenance.get("fingerprint") != model_fingerprint(ensemble.members[0]):
        problem = "the ensemble was made by another version of the model ({made}); its sets no longer fit. {renew}"
        raise InputError(problem, file=place, made=made, renew=renew)
    if ensemble.provenance.get("own_bands"):
        return
    for name, limits in ensemble.bands.items():
        if name not in BAND or (BAND[name].low, BAND[name].high) != limits:
            problem = "the ensemble was accepted on another band {name!r} than today's. {renew}"
            raise InputError(problem, file=place, name=name, renew=renew)


def load_ensemble(name: str | Path = "all") -> Ensemble:
    """Load an ensemble.

    Parameters
    ----------
    name : str or Path
        ``evidence`` (accepted on evidence of use, time course and data only), ``all`` (on the bands of
        interventions too), or the path of a file or folder written by ``crm-adoption calibrate``.

    Raises
    ------
    InputError
        If there is none, the file is not an ensemble, or it was made by another version of the model.

    Examples
    --------
    >>> from crm_adoption.analysis.evidence.ensemble import load_ensemble
    >>> len(load_ensemble("evidence").members) >= 30
    True
    """
    if not isinstance(name, (str, Path)):
        raise InputError("{name!r} is no ensemble; give its name or its path.", name=name, field="ensemble")
    if isinstance(name, str) and name in TARGETS:
        place = name
        text = resources.files("crm_adoption.analysis").joinpath("data", f"ensemble_{name}.json").read_text("utf-8")
    else:
        place, text = str(name), _text(name)
    try:
        found = _from_table(name if name in TARGETS else Path(name).stem, json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        if how := of_json(text.encode()):
            problem = "the ensemble is damaged: {how}; make it again with `crm-adoption calibrate`, or take a copy."
            raise InputError(problem, file=place, how=how) from None
        raise InputError(
            "this is not an ensemble as `crm-adoption calibrate` writes it ({said}).", said=words_of(error), file=place
        ) from None
    _check_current(found, place)
    return found


def _text(name: str | Path) -> str:
    path = Path(name)
    try:
        return read_text(path / "ensemble.json" if path.is_dir() else path, Phrase("ensemble"), MOST_TABLE)
    except InputError as error:
        near = nearest(str(name), TARGETS) if not path.suffix and path.name == str(name) else SILENCE
        problem = "the ensemble cannot be read ({problem:bare}).{near}"
        raise InputError(problem, file=str(name), problem=error.phrase, near=near) from None
