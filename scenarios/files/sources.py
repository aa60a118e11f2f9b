"""Where scenarios stand: shipped or in a folder of the user's, and which files they may name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path

from ...model.errors import InputError, nearest
from ...model.phrase import Phrase
from ..reading.file_reading import check_address, read_text

CATALOGUE = resources.files("crm_adoption.scenarios.catalogue")
WHAT_IF = resources.files("crm_adoption.scenarios.catalogue.what_if")
OTHERS = resources.files("crm_adoption.scenarios.catalogue.other_companies")


def real_path(path: Path) -> str:
    """Return the one way to write a path, without links and ``..``."""
    return os.path.realpath(str(path).replace("\0", ""))  # no file has such a name; reading it says so


class OutsideError(InputError):
    """A file that a scenario names and that stands outside its folder."""


@dataclass(frozen=True)
class Source:
    """Where a scenario's text stands (without a path it is shipped), and what it may read.

    Attributes
    ----------
    name : str
    path : Path, optional
    root : str, optional
        The folder that it must not leave; it may name anything if there is none.
    together : mapping of str to str
        Files named together with it, which it may name wherever they stand, and their own folders.
    allow_plugins : bool
        Whether interventions of somebody's own may be named in it: their code is run.
    """

    name: str
    path: Path | None
    root: str | None = None
    together: Mapping[str, str] = field(default_factory=dict)
    allow_plugins: bool = False

    @property
    def place(self) -> str:
        """The source as errors name it."""
        return str(self.path) if self.path else self.name

    @property
    def identity(self) -> str:
        """What is the same for every way to write the path."""
        return real_path(self.path) if self.path else self.name

    def text(self) -> str:
        """Return the scenario's text."""
        if self.path:
            return read_text(self.path, Phrase("scenario file"))
        folder = CATALOGUE if self.name in catalogue() else OTHERS if self.name in other_companies() else WHAT_IF
        return folder.joinpath(f"{self.name}.toml").read_text(encoding="utf-8")

    def beside(self, name: str, where: str | None = None) -> Path:
        """Return the path of a file that the scenario names, or raise InputError if it leads outside."""
        path = (self.path.parent if self.path else Path()) / name
        check_address(name, Phrase("file"))
        place = real_path(path)
        if self.root is not None and place not in self.together and not Path(place).is_relative_to(self.root):
            problem = (
                "{name!r} leads out of the scenario's folder ({root}); files named inside a scenario must stand in it "
                "or below, or be given beside it. To read this one all the same, give --allow-outside (in Python: "
                "allow_outside=True)."
            )
            raise OutsideError(problem, field=where, name=name, root=self.root)
        return path

    def file(self, name: str, where: str) -> Path:
        """Return where a file stands that the scenario names: beside it, or shipped."""
        beside = self.beside(name, where) if self.path else None
        shipped = CATALOGUE.joinpath(name) if Path(name).name == name else None
        if beside is not None and (_exists(beside) or shipped is None or not shipped.is_file()):
            return beside
        with resources.as_file(CATALOGUE.joinpath(name)) as path:
            return path

    def name_of(self, path: Path) -> str:
        """Return how the scenario names a file: as shipped, within its folder, or by the whole path."""
        shipped = CATALOGUE.joinpath(path.name)
        if shipped.is_file() and path.samefile(str(shipped)):
            return path.name
        folder, place = real_path(self.path.parent) if self.path else None, Path(real_path(path))
        return (place.relative_to(folder) if folder and place.is_relative_to(folder) else place).as_posix()


@cache
def catalogue() -> tuple[str, ...]:
    """Return the names of the shipped scenarios, in the order of their letters and numbers."""
    names = (entry.name[:-5] for entry in CATALOGUE.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(names, key=lambda name: re.sub(r"\d+", lambda number: number[0].zfill(9), name)))


@cache
def what_if_scenarios() -> tuple[str, ...]:
    """Return the names of the shipped scenarios that answer what-ifs; they are not part of the catalogue."""
    return tuple(sorted(entry.name[:-5] for entry in WHAT_IF.iterdir() if entry.name.endswith(".toml")))


@cache
def other_companies() -> tuple[str, ...]:
    """Return the names of the shipped scenarios of other companies than the catalogue's."""
    return tuple(sorted(entry.name[:-5] for entry in OTHERS.iterdir() if entry.name.endswith(".toml")))


def is_shipped(reference: object) -> bool:
    """Return whether a reference is the name of a shipped scenario."""
    return isinstance(reference, str) and reference in (*catalogue(), *what_if_scenarios(), *other_companies())


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no path at all, for example too long
        return False


def located(reference: str, base: Source | None = None) -> Source:
    """Return the source of a shipped name or a path, relative to the scenario that names it."""
    if is_shipped(reference):
        return Source(reference, None)
    path = base.beside(reference) if base else Path(reference)
    if path.suffix == ".toml" or "/" in reference or "\\" in reference or _exists(path):
        return _within(Source(path.stem, path), base)
    problem = "unknown scenario {reference!r}.{near} A path to a scenario file ends in .toml."
    raise InputError(problem, reference=reference, near=nearest(reference, (*catalogue(), *other_companies())))


def _within(source: Source, base: Source | None) -> Source:
    """Return the source that another one names, with what it may read: one given by itself reads its own folder."""
    if base is None or source.path is None:
        return source
    own = base.together.get(real_path(source.path)) if base.root is not None else None
    return replace(source, root=own or base.root, together=base.together, allow_plugins=base.allow_plugins)


def given_together(references: Iterable[object]) -> dict[str, str]:
    """Return the files among what a user names at once, with the folder of each.

    Each of them is read anyway, and may read its own folder; so the others may name it, wherever it stands.
    """
    paths = [path for each in references if (path := _file(each)) is not None]
    return {real_path(path): real_path(path.parent) for path in paths}


def _file(reference: object) -> Path | None:
    """Return the file that a reference names, if it is no shipped scenario and no object."""
    if isinstance(reference, Path):
        return reference
    is_file = isinstance(reference, str) and not is_shipped(reference) and reference.endswith(".toml")
    return Path(str(reference)) if is_file else None


def opened(
    reference: str | Path, *, allow_outside: bool, allow_plugins: bool = False,
    together: Mapping[str, str] | None = None,
) -> Source:  # fmt: skip
    """Return the source that a user names; what it names in turn must stand in its folder or below.

    Parameters
    ----------
    reference : str or Path
    allow_outside : bool
        Whether it may name files anywhere.
    allow_plugins : bool
        Whether it may name interventions of somebody's own.
    together : mapping of str to str, optional
        Files that are named at the same time (see `given_together`).
    """
    if not isinstance(reference, (str, Path)):
        raise InputError("{reference!r} is neither the name of a scenario nor the path of a file.", reference=reference)
    check_address(str(reference), Phrase("scenario file"))
    source = Source(reference.stem, reference) if isinstance(reference, Path) else located(reference)
    source = replace(source, allow_plugins=allow_plugins)
    if allow_outside or source.path is None:
        return source
    return replace(source, root=real_path(source.path.parent), together=together or {})
