"""Results kept in a file and had back: every field of every record, bit for bit; nothing that is read is executed.

The file is NumPy's ``.npz``: the arrays as they are, and a JSON text that says which record holds which. Records are
made again from their fields alone, and only kinds of this package are; what stands in several places stays one.
"""

from __future__ import annotations

import dataclasses
import io
import json
import math
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from ... import __version__
from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.reading.file_reading import read_bytes
from ...scenarios.writing.whole import write_file

PACKAGE = __name__.split(".")[0]
FORMAT = 1
MOST = 2**31
"""Bytes of a file of results that is read."""
FILE = Phrase("file of results")


class _Keeper:
    """Turns a value into JSON values and arrays."""

    def __init__(self) -> None:
        self.arrays: dict[str, Any] = {}
        self.records: list[Any] = []
        self._places: dict[int, int] = {}
        self._alive: list[Any] = []

    def kept(self, value: Any) -> Any:
        """Return a value as JSON has it; records and arrays are put aside and named by their number."""
        if value is None or (isinstance(value, (bool, int)) and type(value) in (bool, int)):
            return value
        if type(value) is float:
            return value if math.isfinite(value) else {"float": repr(value)}
        if type(value) is str:
            return value
        if id(value) not in self._places:
            place = len(self.records)
            self._places[id(value)] = place
            self._alive.append(value)  # its number must not become another's
            self.records.append(None)
            self.records[place] = self._taken_apart(value)
        return {"at": self._places[id(value)]}

    def _taken_apart(self, value: Any) -> dict[str, Any]:
        if isinstance(value, (np.ndarray, np.generic)):
            name = f"array{len(self.arrays)}"
            self.arrays[name] = np.asarray(value)
            return {"array" if isinstance(value, np.ndarray) else "number": name}
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return {"named": _address(type(value)), "values": [self.kept(each) for each in value]}
        if isinstance(value, (tuple, list)):
            return {type(value).__name__: [self.kept(each) for each in value]}
        if isinstance(value, (Mapping, MappingProxyType)):
            return {"mapping": [[self.kept(key), self.kept(each)] for key, each in value.items()],
                    "fixed": isinstance(value, MappingProxyType)}  # fmt: skip
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {each.name: self.kept(getattr(value, each.name)) for each in dataclasses.fields(value)}
            return {"record": _address(type(value)), "fields": fields}
        if isinstance(value, Path):
            return {"path": str(value)}
        if isinstance(value, str):
            return {"text": _address(type(value)), "of": str(value), "own": self.kept(dict(vars(value)))}
        raise InputError("a {kind} cannot be kept in a file.", field="save", kind=type(value).__name__)


def _address(kind: type[Any]) -> str:
    """Return where a kind of record is found; only those of this package are."""
    module, _, rest = kind.__module__.partition(".")
    if module != PACKAGE:
        raise InputError(
            "{kind} is not of this package; a result with it cannot be kept in a file.", field="save",
            kind=f"{kind.__module__}.{kind.__qualname__}",
        )  # fmt: skip
    return f"{rest}:{kind.__qualname__}"


class _Finder:
    """Makes values again of JSON values and arrays."""

    def __init__(self, records: list[Any], arrays: Mapping[str, Any]) -> None:
        self.records, self.arrays = records, arrays
        self._made: dict[int, Any] = {}

    def value(self, kept: Any) -> Any:
        """Return the value."""
        if not isinstance(kept, dict):
            return kept
        if "float" in kept:
            return float(kept["float"])
        place = kept["at"]
        if place not in self._made:
            self._made[place] = self._put_together(self.records[place])
        return self._made[place]

    def _put_together(self, kept: dict[str, Any]) -> Any:
        if "array" in kept:
            return self.arrays[kept["array"]]
        if "number" in kept:
            return self.arrays[kept["number"]][()]
        for plain in (tuple, list):
            if plain.__name__ in kept:
                return plain(self.value(each) for each in kept[plain.__name__])
        if "mapping" in kept:
            pairs = {self.value(key): self.value(each) for key, each in kept["mapping"]}
            return MappingProxyType(pairs) if kept["fixed"] else pairs
        if "path" in kept:
            return Path(kept["path"])
        if "named" in kept:
            return _kind(kept["named"])._make(self.value(each) for each in kept["values"])
        if "text" in kept:
            text = str.__new__(_kind(kept["text"]), kept["of"])
            vars(text).update(self.value(kept["own"]))
            return text
        return self._record(kept)

    def _record(self, kept: dict[str, Any]) -> Any:
        kind = _kind(kept["record"])
        names = {each.name for each in dataclasses.fields(kind)}
        if names != set(kept["fields"]):
            raise KeyError(f"{kept['record']} has other fields here")
        made = object.__new__(kind)
        for name, value in kept["fields"].items():
            object.__setattr__(made, name, self.value(value))
        return made


def _kind(address: str) -> Any:
    """Return a kind of record of this package; nothing else is ever made."""
    module, _, name = address.partition(":")
    if not all(part.isidentifier() for part in (*module.split("."), name)):
        raise KeyError(address)
    kind = getattr(import_module(f"{PACKAGE}.{module}"), name)
    if not isinstance(kind, type) or kind.__module__ != f"{PACKAGE}.{module}":
        raise KeyError(address)
    if not (dataclasses.is_dataclass(kind) or issubclass(kind, (tuple, str))):
        raise KeyError(address)
    return kind


def keep(value: object, path: Path) -> Path:
    """Write a value into a file, wholly or not at all, and return the path.

    Raises
    ------
    InputError
        If there is something in it that is not this package's, or the file cannot be written.
    """
    keeper = _Keeper()
    root = keeper.kept(value)
    said = {"format": FORMAT, "version": __version__, "value": root, "records": keeper.records}
    text = np.frombuffer(json.dumps(said, allow_nan=False).encode("utf-8"), np.uint8)
    data = io.BytesIO()
    np.savez_compressed(data, said=text, **keeper.arrays)
    return write_file(path, data.getvalue(), field=None)


def had_back(path: Path) -> Any:
    """Return what was kept in a file.

    Raises
    ------
    InputError
        If there is no such file, it is damaged or something else, or was kept by a version with other records.
    """
    data = read_bytes(path, FILE, MOST)
    version = "?"
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            said = json.loads(arrays["said"].tobytes())
            version = said["version"]
            return _Finder(said["records"], {name: arrays[name] for name in arrays.files}).value(said["value"])
    except InputError:
        raise
    except Exception as error:
        problem = "this is no file of results, is damaged, or was kept by another version ({version}; this is {ours})."
        raise InputError(problem, file=str(path), version=version, ours=__version__) from error
