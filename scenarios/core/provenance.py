"""What it takes to make a study again: all parameters as plain records and back, versions, git state."""

from __future__ import annotations

import dataclasses
import hashlib
import platform
import subprocess
import types
import typing
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ... import __version__
from ...model.compiled import source_hash
from ...model.errors import unknown
from ..ground.by_value import own_fields
from ..ground.extras import needed as needed  # from here it is known to all of studies
from ..programmes.intervention import Intervention
from ..programmes.plugins import kind_named, name_of
from .scenario import Scenario

T = TypeVar("T")
PACKAGES = ("numpy", "numba", "scipy", "pandas", "duckdb", "SALib", "distributed")
KIND = "kind"
"""Field that names the class of an intervention's record."""


def plain(value: Any) -> Any:
    """Return a frozen record as JSON values; interventions say of which kind they are, draws stand beside it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        record = {each.name: plain(getattr(value, each.name)) for each in own_fields(value) if each.init}
        return {KIND: name_of(type(value)), **record} if isinstance(value, Intervention) else record
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    return str(value) if isinstance(value, Path) else value


def _declared(kind: type[Intervention] = Intervention) -> Iterator[type[Intervention]]:
    """Yield a kind of intervention and all that are derived from it."""
    yield kind
    for each in kind.__subclasses__():
        yield from _declared(each)


def _kinds() -> dict[str, type[Intervention]]:
    """Return all kinds of interventions that are known here by name, the user's own too once they are imported."""
    from ..programmes import coaching, interventions, rollouts, shocks  # noqa: F401 - each declares some

    found = list(_declared())
    return {each.__name__: each for each in found} | {name_of(each): each for each in found}


def restored(kind: Any, record: Any) -> Any:
    """Return the value of the annotated type that `plain` made a record of.

    Raises
    ------
    InputError
        If it names a kind of intervention that is not known here.
    """
    origin: Any = typing.get_origin(kind)
    inner = typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _of_union(inner, record)
    if origin is tuple:
        each = (inner[0] for _ in record) if len(inner) == 2 and inner[1] is Ellipsis else iter(inner)
        return tuple(restored(part, value) for part, value in zip(each, record, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: restored(inner[1], value) for key, value in record.items()}
    if isinstance(kind, type) and issubclass(kind, Intervention):
        record = dict(record)
        kind = _kind(record.pop(KIND))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: restored(hints[name], value) for name, value in record.items()})  # type: ignore[operator]
    return record


def _kind(name: str) -> type[Intervention]:
    """Return a kind of intervention that is known here, or say how it becomes known."""
    kinds = _kinds()
    if name not in kinds and ":" in name:
        return kind_named(name, allow_plugins=False)
    if name not in kinds:
        raise unknown("kind of intervention", name, kinds)
    return kinds[name]


def _of_union(kinds: tuple[Any, ...], record: Any) -> Any:
    """Return the value of the one kind among several that a record can be."""
    found = [kind for kind in kinds if isinstance(record, dict) and dataclasses.is_dataclass(kind)]
    found += [kind for kind in kinds if isinstance(record, list) and typing.get_origin(kind) is tuple]
    return restored(found[0], record) if found else record


def restored_scenario(record: Mapping[str, Any], *, allow_plugins: bool = False) -> Scenario:
    """Return the scenario that `plain` made a record of.

    Parameters
    ----------
    record : mapping
    allow_plugins : bool
        Whether kinds of interventions that are not known here may be imported, which runs their code.

    Raises
    ------
    InputError
        For a kind of intervention that is not known here.
    """
    for each in record["interventions"] if allow_plugins else ():
        kind_named(each[KIND], allow_plugins=True)
    found: Scenario = restored(Scenario, record)
    return found


def differences(old: Any, new: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield dotted path, old and new value wherever two records differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from differences(old.get(key), new.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True), start=1):
            yield from differences(one, other, f"{path}.{number}")
    elif old != new and not (old != old and new != new):  # NaN is no difference to NaN
        yield path, old, new


@lru_cache(1)
def engine() -> str:
    """Return the SHA-256 over the sources that decide on numbers: the model and what scenarios do to it."""
    digest = hashlib.sha256(source_hash().encode())
    for path in sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def sources() -> list[Path]:
    """Return the modules of this floor that decide on numbers: all but those that run batches and read exports."""
    floor = Path(__file__).parents[1]
    beside = {floor / name for name in ("studies", "usage")}
    return [path for path in sorted(floor.rglob("*.py")) if path.parent not in beside]


def git_state() -> dict[str, Any] | None:
    """Return commit and cleanliness of the package's sources, None outside a checkout."""
    folder = Path(__file__).parents[2]
    if not (folder / ".git").exists():
        return None
    try:
        said = [
            subprocess.run(
                ["git", "--no-optional-locks", *words],
                cwd=folder,
                capture_output=True,
                encoding="utf-8",
                check=True,
                timeout=5,
            ).stdout
            for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--untracked-files=no"])
        ]
    except (OSError, subprocess.SubprocessError):
        return None
    return {"commit": said[0].strip(), "changed": bool(said[1].strip())}


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def surroundings() -> dict[str, Any]:
    """Return with what runs are computed here: versions of the packages, engine, git state, platform."""
    return {
        "crm_adoption": __version__,
        "engine": engine(),
        "versions": {name: _version(name) for name in PACKAGES},
        "git": git_state(),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }
