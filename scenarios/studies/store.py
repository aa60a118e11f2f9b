"""The store of a study: one DuckDB file, one writer, everything in transactions; interrupted, it goes on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ..core.provenance import needed, surroundings
from .store_checks import check
from .store_opening import connected, created
from .store_reading import StoredStudy
from .store_rows import extend as extended
from .store_rows import fill, insert_frame, provenance_number, tables_of
from .store_status import Status
from .store_verify import check_complete
from .work import Done, Unit

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection

    from .definition import StudyDefinition

BLOCK = 64
"""Replicates of one point that are run together at most; blocks begin at multiples of it."""
_IN_USE: set[Path] = set()


@dataclass(frozen=True)
class Found:
    """What a store held when it was opened.

    Attributes
    ----------
    new : bool
        Whether it was made just now.
    done, failed, runs : int
        Runs it held, how many of these had failed, and runs of the study in all.
    extended : bool
        Whether replications or points were added.
    other_version : str
        Version of crm-adoption that wrote it, if another one than this; else empty.
    other_name : str
        What it calls the study, if something else than the study at hand is called; else empty.
    """

    new: bool
    done: int
    failed: int
    runs: int
    extended: bool = False
    other_version: str = ""
    other_name: str = ""


class Store:
    """A study's file, open for writing; no other process can write or read it meanwhile.

    Made by `Store.open`. Use it as a context manager, or `close` it.

    Attributes
    ----------
    path : Path
        The DuckDB file.
    study : StudyDefinition
        The study as given.
    found : Found
        What the file held when it was opened.
    """

    def __init__(
        self, path: Path, study: StudyDefinition, connection: DuckDBPyConnection, found: Found, provenance: int
    ) -> None:
        self.path, self.study, self.found = path, study, found
        self._connection: DuckDBPyConnection | None = connection
        self._provenance = provenance
        self._done = np.zeros((len(study.scenarios), len(study.points), study.replications), np.bool_)
        sql = "SELECT number, point, replicate FROM runs JOIN scenarios USING (scenario)"
        rows = connection.execute(sql).fetchnumpy()
        self._done[rows["number"], rows["point"], rows["replicate"]] = True

    @classmethod
    def open(
        cls, path: Path | str, study: StudyDefinition, *, extend: bool = False, accept_version: bool = False
    ) -> Store:
        """Open a study's file to go on with it, or make a new one.

        Parameters
        ----------
        path : Path or str
            The DuckDB file.
        study : StudyDefinition
            What is to be run; it must be the one that the file holds.
        extend : bool
            Whether more replications or further points may be added to what the file holds.
        accept_version : bool
            Whether to go on with another version of crm-adoption than the one that wrote the file.

        Raises
        ------
        InputError
            If the file holds another study (with the field that differs), was written by another
            version, is no study's, is damaged, cannot be written or is in use; or if it is said to be complete and
            does not hold what it says. The file stays untouched.
        """
        target = Path(path)
        if target.absolute() in _IN_USE:
            raise InputError("this study is open already; close it first.", file=str(path))
        here, new = surroundings(), not target.exists()
        if new:
            created(target, lambda connection: fill(connection, study))
        else:  # read-only first: whatever is refused stays as it is, byte for byte
            with connected(target, read_only=True) as reading:
                held = StoredStudy(target, reading)
                check(held, study, here, extend=extend, accept_version=accept_version)
                if not held.status().missing:
                    check_complete(held)
        connection = connected(target, read_only=False)
        try:
            reader = StoredStudy(target, connection)
            before = check(reader, study, here, extend=extend, accept_version=accept_version)
            status = reader.status()
            extended(connection, study, status)
            number = provenance_number(connection, here)
            runs = len(study.scenarios) * len(study.points) * study.replications
            other = status.name if status.name != study.name else ""
            found = Found(new, status.done, status.failed, runs, runs > status.runs, before, other)
            store = cls(target, study, connection, found, number)
        except BaseException:
            connection.close()
            raise
        _IN_USE.add(target.absolute())
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        if self._connection is not None:
            _IN_USE.discard(self.path.absolute())
            connection, self._connection = self._connection, None
            # Where there is no room to tidy up, the log beside the file holds what was stored.
            with contextlib.suppress(needed("duckdb").Error):
                connection.close()

    def _opened(self) -> DuckDBPyConnection:
        if self._connection is None:
            raise ValueError("the store is closed")
        return self._connection

    @property
    def read(self) -> StoredStudy:
        """The same file for reading."""
        return StoredStudy(self.path, self._opened())

    def status(self) -> Status:
        """Return how far the study is."""
        return self.read.status()

    def frame(self, table: str = "results") -> pd.DataFrame:
        """Return a table as a sorted pandas frame, see `StoredStudy.frame`."""
        return self.read.frame(table)

    @property
    def left(self) -> int:
        """Runs still to do."""
        return int(self._done.size - np.count_nonzero(self._done))

    @property
    def size(self) -> int:
        """Runs of the study in all."""
        return int(self._done.size)

    def done_by_scenario(self) -> dict[str, int]:
        """Return the number of stored runs by scenario."""
        counts = np.count_nonzero(self._done, axis=(1, 2)).tolist()
        return dict(zip((each.name for each in self.study.scenarios), counts, strict=True))

    def missing(self) -> Iterator[Unit]:
        """Yield what is still to run, so that whatever is done at any time is an even sample of the whole.

        Points come in a random order of their own (by the study's seed), every scenario at each, and the
        first `BLOCK` replicates everywhere before further ones.
        """
        order = np.random.default_rng(self.study.seed).permutation(self._done.shape[1]).astype(np.int64)
        for first in range(0, self._done.shape[2], BLOCK):
            to_do = ~self._done[:, :, first : first + BLOCK]
            somewhere: npt.NDArray[np.bool_] = np.asarray(to_do.any(axis=(0, 2)))
            for point in order[somewhere[order]]:
                for scenario in range(len(to_do)):
                    for start, count in _stretches(to_do[scenario, point]):
                        yield Unit(scenario, int(point), first + start, count)

    def write(self, done: Sequence[Done]) -> None:
        """Store finished work in one transaction: all of it, or nothing.

        Raises
        ------
        InputError
            If it cannot be written, for example on a full disk; what was stored before is safe.
        ValueError
            If some of it is stored already.
        """
        connection = self._opened()
        taken = self._marked(done)
        tables, duckdb = tables_of(self.study, done, self._provenance) if done else {}, needed("duckdb")
        try:
            connection.begin()
            for name, frame in tables.items():
                insert_frame(connection, name, frame)
            connection.commit()
        except BaseException as error:
            for place in taken:
                self._done[place] = False
            with contextlib.suppress(duckdb.Error):
                connection.rollback()
            if isinstance(error, (duckdb.Error, OSError)):
                raise self._unwritable(error) from None
            raise

    def _marked(self, done: Sequence[Done]) -> list[Any]:
        """Mark finished work as stored and return its places; refuse what is stored, and change nothing then."""
        places: list[Any] = []
        for each in done:
            unit = each.unit
            place = unit.scenario, unit.point, slice(unit.first, unit.first + unit.count)
            if self._done[place].any():
                for before in places:
                    self._done[before] = False
                raise ValueError(f"{unit} is stored already")
            self._done[place] = True
            places.append(place)
        return places

    def _unwritable(self, error: Exception) -> InputError:
        reason = str(error).splitlines()[0].rstrip(".")
        problem = (
            "the file cannot be written ({reason}). What was stored before is safe: make room, and the same command "
            "goes on from there."
        )
        return InputError(problem, file=str(self.path), reason=reason)


def _stretches(to_do: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return start and length of each unbroken stretch of runs to do."""
    if to_do.all():
        return [(0, len(to_do))]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], to_do, [False]]).astype(np.int8)))
    return [(int(start), int(end - start)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
