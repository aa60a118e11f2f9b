"""What a store writes: finished work as rows, and what is known of a study before its first run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..core.provenance import plain
from .store_checks import design_record, scenario_record, study_record
from .store_schema import TABLES, quoted, statements

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from .definition import StudyDefinition
    from .store_status import Status
    from .work import Done, Unit


def now() -> datetime:
    """Return the time in UTC, as a store keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def tables_of(study: StudyDefinition, done: Sequence[Done], provenance: int) -> dict[str, Any]:
    """Return finished work as pandas frames by table, columns in the order of `TABLES`."""
    import pandas as pd

    names = [each.name for each in study.scenarios]
    failed = np.array([each.values is None for each in done], np.bool_)
    counts = np.array([each.unit.count for each in done], np.int64)
    runs = _keys(names, [each.unit for each in done], counts)
    software = {"provenance": np.int32(provenance), "stored": pd.Timestamp(now())}
    tables = {"runs": pd.DataFrame(runs | {"failed": np.repeat(failed, counts)} | software)}
    if good := [each for each in done if each.values is not None]:
        tables["outcomes"] = pd.DataFrame(_outcomes(study, names, good))
    if bad := [each for each in done if each.values is None]:
        tables["errors"] = pd.DataFrame(_errors(study, names, bad))
    return tables


def _keys(names: list[str], units: Sequence[Unit], counts: npt.NDArray[np.int64], each: int = 1) -> dict[str, Any]:
    """Return scenario, point and replicate of ``counts`` replicates of each unit, ``each`` rows for one."""
    import pandas as pd

    rows = counts * each
    starts = np.repeat(np.cumsum(rows) - rows, rows)
    steps = (np.arange(int(rows.sum())) - starts) // each
    codes, points, firsts = np.array([(unit.scenario, unit.point, unit.first) for unit in units], np.int32).T
    return {
        "scenario": pd.Categorical.from_codes(np.repeat(codes, rows).tolist(), pd.Index(names)),
        "point": np.repeat(points, rows),
        "replicate": (np.repeat(firsts, rows) + steps).astype(np.int32),
    }


def _errors(study: StudyDefinition, names: list[str], bad: Sequence[Done]) -> dict[str, Any]:
    counts = np.array([each.unit.count for each in bad], np.int64)
    said = {name: np.repeat([getattr(each, name) or "" for each in bad], counts) for name in ("error", "traceback")}
    return _keys(names, [each.unit for each in bad], counts) | {"seed": np.uint64(study.seed)} | said


def _outcomes(study: StudyDefinition, names: list[str], good: Sequence[Done]) -> dict[str, Any]:
    """Return the columns of the table of outcomes; of means, one row stands for all replicates of the unit."""
    import pandas as pd

    means = study.keep == "means"
    values = [np.asarray(each.values) for each in good]
    values = [each.mean(axis=0, keepdims=True) for each in values] if means else values
    months, places = values[0].shape[1:3]
    counts, every = np.array([len(each) for each in values], np.int64), months * places
    averaged = np.array([each.unit.count if means else 1 for each in good], np.int32)
    total, where = int(counts.sum()), pd.Index(study.departments)
    numbers = np.concatenate([each.reshape(-1, each.shape[3]) for each in values])
    return {
        **_keys(names, [each.unit for each in good], counts, every),
        "replicates": np.repeat(averaged, counts * every),
        "month": np.tile(np.repeat(np.array(study.months, np.int16), places), total),
        "department": pd.Categorical.from_codes(np.tile(np.arange(places), months * total), where),
        **dict(zip(study.outcomes, numbers.T, strict=True)),
    }


def _insert(connection: DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        marks = ", ".join("?" for _ in TABLES[table].columns)
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [list(row) for row in rows])


def insert_frame(connection: DuckDBPyConnection, table: str, frame: Any) -> None:
    """Append a pandas frame whose columns stand in the table's order."""
    connection.register("written", frame)
    try:
        connection.execute(f"INSERT INTO {table} SELECT * FROM written")
    finally:
        connection.unregister("written")


def _insert_points(connection: DuckDBPyConnection, study: StudyDefinition, first: int) -> None:
    import pandas as pd

    points = np.asarray(study.points, np.float64)[first:]
    frame = pd.DataFrame(points, columns=list(study.design.names))
    frame.insert(0, "point", np.arange(first, first + len(points), dtype=np.int32), allow_duplicates=True)
    insert_frame(connection, "design_points", frame)


def fill(connection: DuckDBPyConnection, study: StudyDefinition) -> None:
    """Make the tables of a new store and write what is known before the first run."""
    for statement in statements(study.design.names, study.outcomes):
        connection.execute(statement)
    _insert(connection, "study", [study_record(study, now())])
    _insert(connection, "scenarios", [scenario_record(k, each) for k, each in enumerate(study.scenarios)])
    _insert(
        connection, "uncertainties",
        [(u.name, k, u.low, u.high, u.distribution, json.dumps(plain(u))) for k, u in enumerate(study.uncertainties)],
    )  # fmt: skip
    _insert_points(connection, study, 0)


def extend(connection: DuckDBPyConnection, study: StudyDefinition, status: Status) -> None:
    """Write further replications and points, in one transaction."""
    if (study.replications, len(study.points)) == (status.replications, status.points):
        return
    connection.begin()
    if len(study.points) > status.points:
        _insert_points(connection, study, status.points)
    connection.execute(
        "UPDATE study SET replications = ?, points = ?, design = ?",
        [study.replications, len(study.points), design_record(study)],
    )
    connection.commit()


def provenance_number(connection: DuckDBPyConnection, here: dict[str, Any]) -> int:
    """Return the number of this software in the table of provenance, where it is written if it is new."""
    named = list(TABLES["provenance"].columns)[1:-1]
    values = [json.dumps(here[name]) if isinstance(here[name], dict) else here[name] for name in named]
    same = " AND ".join(f"{quoted(name)} IS NOT DISTINCT FROM ?" for name in named)
    known = connection.execute(f"SELECT provenance FROM provenance WHERE {same}", values).fetchone()
    if known:
        return int(known[0])
    (most,) = connection.execute("SELECT coalesce(max(provenance), 0) FROM provenance").fetchone() or (0,)
    _insert(connection, "provenance", [(most + 1, *values, now())])
    return int(most) + 1
