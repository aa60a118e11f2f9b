"""The folder of a calibration: finished chunks, so that an interrupted one goes on where it stopped."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from ...model.behaviour import Behaviour
from ...model.compiled import source_hash
from ...model.errors import InputError, unknown
from ...model.phrase import Phrase
from ...scenarios.reading.file_reading import read_bytes, read_if_there
from ...scenarios.reading.toml_files import read_toml
from ...scenarios.writing.unwritable import FOLDER, explained
from ...scenarios.writing.whole import make_folder, remove, write_file
from ..evidence.bands import Band
from ..evidence.parts import Box, Budget, Floats

PLAN = "calibration.json"
CHUNKS = "chunks"


def plan_of(bands: Iterable[Band], box: Box, seed: int, budget: Budget) -> dict[str, Any]:
    """Return all that the numbers of a calibration depend on."""
    low, high = box.limits()
    return {
        "bands": [[each.name, each.low, each.high] for each in bands],
        "ranges": {name: [a, b] for name, a, b in zip(box.names, low.tolist(), high.tolist(), strict=True)},
        "seed": seed,
        "budget": asdict(budget),
        "sources": _sources(),
    }


def _sources() -> str:
    """Return a hash over the sources whose change would change the numbers."""
    digest = hashlib.sha256(source_hash().encode())
    analysis = Path(__file__).parents[1]
    for path in [*sorted((analysis / "evidence").glob("*.py")), *sorted((analysis / "calibrating").glob("*.py")),
                 *sorted((analysis.parent / "scenarios").rglob("*.*"))]:  # fmt: skip
        if path.suffix in (".py", ".toml", ".csv"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class Folder:
    """Keeps the finished chunks of one calibration in a folder.

    Raises
    ------
    InputError
        If the folder cannot be written, or holds another calibration and ``replace`` is False.
    """

    def __init__(self, folder: Path, plan: dict[str, Any], *, replace: bool = False) -> None:
        self.path = folder
        self.chunks = folder / CHUNKS
        text = json.dumps(plan, indent=1)
        with explained(folder, what=FOLDER):
            self._open(text, replace)

    def _open(self, text: str, replace: bool) -> None:
        known = self.path / PLAN
        held = read_if_there(known, Phrase("plan of a calibration"))
        before = None if held is None else held.decode("utf-8", "replace").replace("\r\n", "\n")
        present = self.path.exists() and any(not each.name.startswith(".") for each in self.path.iterdir())
        if present and before != text and not replace:
            other = Phrase("another calibration (other target, seed, budget or version)")
            what = other if before else Phrase("other files")
            problem = "the folder holds {what}; choose another folder, or add --replace to start anew in it."
            raise InputError(problem, field="--out", file=str(self.path), what=what)
        make_folder(self.chunks)
        if before != text:
            for old in self.chunks.glob("*.npy"):
                remove(old)
            write_file(known, text)

    def get(self, name: str) -> Floats | None:
        """Return a finished chunk, None if there is none or it cannot be read."""
        try:
            found = np.load(io.BytesIO(read_bytes(self.chunks / f"{name}.npy", Phrase("finished chunk"))))
        except (InputError, OSError, ValueError, EOFError):
            return None
        return np.asarray(found, np.float64)

    def put(self, name: str, values: Floats) -> None:
        """Keep a finished chunk: it is there completely or not at all."""
        whole = io.BytesIO()
        np.save(whole, values)
        write_file(self.chunks / f"{name}.npy", whole.getvalue())

    def finish(self, text: str) -> Path:
        """Write the ensemble and return where it is; the chunks have done their work."""
        return write_file(self.path / "ensemble.json", text)


def _table(path: Path, name: str) -> dict[str, Any]:
    """Return one table of a user's TOML file."""
    found = read_toml(path, Phrase("file of values"))
    for other in found:
        if other != name:
            raise unknown("table", other, (name,)).within(file=str(path))
    if not isinstance(found.get(name), dict):
        raise InputError("the file has no [{name}] table.", name=name, file=str(path))
    return dict(found[name])


def read_behaviour(path: Path) -> Behaviour:
    """Read a parameter set: the table ``[behaviour]``; what it leaves out has its default.

    Raises
    ------
    InputError
        For a file that cannot be read, an unknown name, or a value outside its plausible range.
    """
    declared = Behaviour.declarations()
    values = _table(path, "behaviour")
    for name, value in values.items():
        try:
            if name not in declared:
                raise unknown("behavioural parameter", name, declared)
            low, high = declared[name].plausible
            if not low <= declared[name].check(value) <= high:
                problem = "{value:g} is outside its plausible range; give {low:g} to {high:g} ({unit})."
                raise InputError(problem, field=name, value=value, low=low, high=high, unit=Phrase(declared[name].unit))
        except InputError as error:
            raise error.within(field="behaviour", file=str(path)) from None
    return Behaviour(**values)


def read_bands(path: Path, bands: Iterable[Band]) -> tuple[Band, ...]:
    """Return bands with the limits that a file's ``[bands.NAME]`` tables give (low, high) instead of their own.

    Raises
    ------
    InputError
        For a file that cannot be read, an unknown band or limit, or limits that leave nothing.
    """
    known = {each.name: each for each in bands}
    for name, table in _table(path, "bands").items():
        try:
            if name not in known:
                raise unknown("band of this target", name, known)
            known[name] = _moved(known[name], table)
        except InputError as error:
            raise error.within(field=f"bands.{name}", file=str(path)) from None
    return tuple(known.values())


def _moved(band: Band, table: object) -> Band:
    if not isinstance(table, dict) or not table or set(table) - {"low", "high"}:
        raise InputError("give low, high or both, as numbers.")
    for limit, value in table.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise InputError("{value!r} is not a number.", value=value, field=limit)
    moved = replace(band, low=table.get("low", band.low), high=table.get("high", band.high))
    if moved.low is not None and moved.high is not None and not moved.low < moved.high:
        raise InputError("low ({low:g}) must be below high ({high:g}).", low=moved.low, high=moved.high)
    return moved
