"""Reading a study's file: how far it is, tidy frames, arrays, exports, and SQL that can change nothing."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...model.phrase import Phrase
from ...model.simulation import whole_number
from ..core.provenance import needed
from ..writing.result_folder import ResultFolder, check_files
from .store_connection import Opening, at_once
from .store_opening import connected, explained
from .store_schema import RESULTS, TABLES, quoted, quoted_text
from .store_status import Status
from .store_values import values_of

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection


Form = Literal["parquet", "csv"]
_OPTIONS = {"parquet": "FORMAT parquet, COMPRESSION zstd", "csv": "FORMAT csv, HEADER"}


class StoredStudy:
    """A study's file, for reading; it is open only while something is read.

    Parameters
    ----------
    path : Path
        The DuckDB file.
    connection : duckdb connection, optional
        One that is open already.

    Raises
    ------
    InputError
        If it is no study's file, or another process writes it.
    """

    def __init__(self, path: Path | str, connection: DuckDBPyConnection | None = None) -> None:
        self.path = Path(path)
        self._opening = Opening(self.path, connection)
        with self._opening.opened():
            pass

    def together(self) -> AbstractContextManager[None]:
        """Return a context in which the file stays open: several things are read faster so.

        Returns
        -------
        context manager
        """
        return self._opening.together()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a statement gives; question marks in it stand for the values.

        Parameters
        ----------
        sql : str
            One statement of DuckDB.
        *values : Any
            For its question marks.

        Returns
        -------
        list[tuple[object, ...]]
        """
        with self._opening.opened() as connection:
            return connection.execute(sql, list(values)).fetchall()

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios, in the study's order."""
        return tuple(name for (name,) in self.rows("SELECT scenario FROM scenarios ORDER BY number"))

    @cached_property
    def uncertainties(self) -> tuple[str, ...]:
        """Names of the uncertainties, in the study's order."""
        return tuple(name for (name,) in self.rows("SELECT uncertainty FROM uncertainties ORDER BY number"))

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes kept."""
        return tuple(self.definition["outcomes"])

    @cached_property
    def definition(self) -> dict[str, Any]:
        """All that must not change between sessions, but scenarios and uncertainties."""
        ((text,),) = self.rows("SELECT definition FROM study")
        found: dict[str, Any] = json.loads(text)
        return found

    @cached_property
    def points(self) -> npt.NDArray[np.float64]:
        """The design's points, [points, uncertainties]."""
        columns = ", ".join(quoted(name) for name in self.uncertainties) or "point"
        with self._opening.opened() as connection:
            found = connection.execute(f"SELECT {columns} FROM design_points ORDER BY point").fetchnumpy()
        read = [np.asarray(found[name], np.float64) for name in self.uncertainties]
        count = len(next(iter(found.values())))
        return np.column_stack(read) if read else np.empty((count, 0))

    def definitions(self, table: str) -> list[dict[str, Any]]:
        """Return the definitions of the scenarios or of the uncertainties, as plain records.

        Parameters
        ----------
        table : str
            ``scenarios`` or ``uncertainties``.

        Returns
        -------
        list[dict[str, object]]
        """
        return [json.loads(text) for (text,) in self.rows(f"SELECT definition FROM {table} ORDER BY number")]

    def head(self) -> tuple[str, int, int, dict[str, Any]]:
        """Return name, seed, replications and the record of the design.

        Returns
        -------
        tuple[str, int, int, dict[str, object]]
        """
        ((name, seed, replications, design),) = self.rows("SELECT name, seed, replications, design FROM study")
        return name, seed, replications, json.loads(design)

    @property
    def software(self) -> tuple[str, str]:
        """Version and engine of crm-adoption that were at work last, empty if none was."""
        rows = self.rows("SELECT crm_adoption, engine FROM provenance ORDER BY provenance DESC LIMIT 1")
        return (str(rows[0][0]), str(rows[0][1])) if rows else ("", "")

    @at_once
    def status(self) -> Status:
        """Return how far the study is.

        Returns
        -------
        Status
        """
        (name, seed, replications, points, created) = self.rows(
            "SELECT name, seed, replications, points, created FROM study"
        )[0]
        counted = self.rows("SELECT scenario, count(*), count(*) FILTER (failed), max(stored) FROM runs GROUP BY ALL")
        done = {scenario: count for scenario, count, _, _ in counted}
        log = self.path.with_name(self.path.name + ".wal")
        return Status(
            name=name, seed=seed, scenarios=len(self.scenarios), points=points, replications=replications,
            runs=len(self.scenarios) * points * replications, done=sum(done.values()),
            failed=sum(failed for _, _, failed, _ in counted),
            by_scenario={each: done.get(each, 0) for each in self.scenarios}, outcomes=self.outcomes,
            versions=tuple(v for (v,) in self.rows("SELECT DISTINCT crm_adoption FROM provenance ORDER BY 1")),
            size=sum(each.stat().st_size for each in (self.path, log) if each.exists()),
            created=created, last=max((last for *_, last in counted), default=None),
        )  # fmt: skip

    def _sorted(self, table: str) -> str:
        """Return the SQL that reads a table, or the results, in their order."""
        if table not in (*TABLES, RESULTS):
            raise unknown("table", table, (RESULTS, *TABLES))
        key = TABLES["outcomes" if table == RESULTS else table].key
        return f"SELECT * FROM {table} ORDER BY {', '.join(key)}"

    def frame(self, table: str = RESULTS) -> pd.DataFrame:
        """Return a table as a sorted pandas frame.

        Parameters
        ----------
        table : str
            ``results`` (outcomes by run, month and department, with the values of the uncertainties), or
            a table of docs/how_to/study_store.md.

        Returns
        -------
        pandas.DataFrame
        """
        sql = self._sorted(table)
        with self._opening.opened() as connection:
            return connection.execute(sql).df()

    @at_once
    def values(self, outcome: str, month: int | None = None, department: str = "company") -> npt.NDArray[np.float64]:
        """Return one outcome as float64 [scenarios, points, replicates], NaN where a run failed or is missing.

        Of a study that keeps means only it is [scenarios, points, 1]: the mean over all replicates, NaN where one
        of them failed or is missing.

        Parameters
        ----------
        outcome : str
            One of the outcomes kept.
        month : int, optional
            One of the months kept, from 1; the last one by default.
        department : str
            One of the departments kept.

        Returns
        -------
        float64 array, in the outcome's unit

        Raises
        ------
        InputError
            For what the study does not keep, with what it does.
        """
        asked = (Phrase("outcome"), outcome, self.outcomes), (Phrase("department"), department, self._departments)
        for kind, name, kept in asked:
            if name not in kept:
                raise unknown(kind, name, kept)
        months = self.definition["months"]
        chosen = whole_number(months[-1] if month is None else month, 1, 10_000, "month")
        if chosen not in months:
            problem = "month {chosen} is not kept; give one of {names}."
            raise InputError(problem, field="month", chosen=chosen, names=", ".join(map(str, months)))
        status = self.status()
        size = status.scenarios, status.points, status.replications
        sql = (
            f"SELECT number, point, replicate, replicates, {quoted(outcome)} AS value FROM outcomes "
            "JOIN scenarios USING (scenario) WHERE month = ? AND department = ? ORDER BY number, point, replicate"
        )
        with self._opening.opened() as connection:
            rows = connection.execute(sql, [chosen, department]).fetchnumpy()
        return values_of(rows, size, means=self.definition["keep"] == "means")

    @property
    def _departments(self) -> tuple[str, ...]:
        return tuple(self.definition["departments"])

    def export(self, folder: Path | str, form: Form = "parquet", *, replace: bool = False) -> list[Path]:
        """Write every table and the results as a file of their own, all or none, and return their paths.

        Parameters
        ----------
        folder : Path or str
            Where to write.
        form : Form, optional
            Format of the files.
        replace : bool, optional
            Whether to write over files of these names.

        Returns
        -------
        list[Path]

        Raises
        ------
        InputError
            For an unknown form, files that are there already (without ``replace``), or a folder that
            cannot be written.
        """
        if form not in _OPTIONS:
            raise unknown("form", form, _OPTIONS)
        target, duckdb = Path(folder), needed("duckdb")
        paths = [target / f"{name}.{form}" for name in (RESULTS, *TABLES)]
        check_files(target, [path.name for path in paths], replace=replace)
        with ResultFolder(target) as part, explained(target, self.path), duckdb.connect() as writer:
            writer.execute(f"ATTACH {quoted_text(self.path)} AS study (READ_ONLY); USE study")
            for path in paths:
                sql = f"COPY ({self._sorted(path.stem)}) TO {quoted_text(part.path / path.name)} ({_OPTIONS[form]})"
                writer.execute(sql)
        return paths

    def query(self, sql: str) -> pd.DataFrame:
        """Return the answer to SQL, read-only: it can change nothing and read no other file.

        Parameters
        ----------
        sql : str
            One statement of DuckDB.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        InputError
            For SQL that DuckDB refuses.
        """
        duckdb = needed("duckdb")
        with connected(self.path, read_only=True) as connection:
            try:
                if (answer := connection.execute(sql)) is None:
                    raise InputError("there is no SQL; write for example SELECT * FROM results.")
                return answer.df()
            except duckdb.Error as error:
                said = " ".join(str(error).split("\n\n")[0].split()).rstrip(".")
                raise InputError("DuckDB refuses this SQL: {said}.", said=said, file=str(self.path)) from None
