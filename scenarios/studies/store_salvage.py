"""Saving what is whole in a damaged study's file: into a new one, with which the study goes on; the old one stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...model.errors import InputError
from ..core.provenance import needed
from ..reading.file_reading import check_there
from .definition import StudyDefinition
from .store_damage import extent, log_of, truncation
from .store_log import Log, read_log
from .store_opening import WRITER, created, explained, is_held
from .store_reading import StoredStudy
from .store_rows import fill
from .store_schema import TABLES, UNKNOWN, quoted_text
from .store_study import study_in
from .unfinished import unfinished

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PIECE = 2048
"""Rows that are given up together where a block cannot be read: a vector of DuckDB's."""
SAVED = ("provenance", "runs", "outcomes", "errors")


@dataclass(frozen=True)
class Salvaged:
    """What was saved of a damaged file, and what is gone.

    Attributes
    ----------
    path : Path
        The new file.
    name : str
        Name of the study.
    runs, held, kept : int
        Runs of the study in all, runs of which the damaged file knew, and runs that were saved.
    missing_bytes : int
        By how much the file was cut off.
    lost_rows : dict
        Rows that could not be read, by table; only those that lost some.
    log_blocks, lost_log_blocks : int
        Whole blocks of the log, and damaged ones (at least so many).
    foreign_log : bool
        Whether the log is left out because it belongs to another file, or to another state of it.
    """

    path: Path
    name: str
    runs: int
    held: int
    kept: int
    missing_bytes: int
    lost_rows: dict[str, int]
    log_blocks: int
    lost_log_blocks: int
    foreign_log: bool

    @property
    def whole(self) -> bool:
        """Whether nothing is gone."""
        return not (self.missing_bytes or self.lost_rows or self.lost_log_blocks or self.foreign_log) and (
            self.kept == self.held
        )


def salvaged(path: Path, out: Path) -> Salvaged:
    """Save what is whole of a damaged file into a new one; the damaged one stays as it is.

    Raises
    ------
    InputError
        If there is no such file, it is none of a study's, another process is at work on it, what the study is cannot
        be read, or the new file is there already or cannot be written.
    """
    check_there(path)
    if out.exists():
        raise InputError("the file is there already; choose another.", field="--out", file=str(out))
    if is_held(path):
        raise InputError("somebody is at work on this study; wait until it has finished, or stop it.", file=str(path))
    found = extent(path)
    if found is None:
        raise InputError("this is not a study's file; give one that crm-adoption sweep has written.", file=str(path))
    if not found.whole:
        raise InputError(truncation(path, found), file=str(path))
    with explained(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with unfinished(out) as folder:
            copy, log = folder / "copy.duckdb", read_log(log_of(path))
            shutil.copyfile(path, copy)
            with copy.open("r+b") as file:
                file.truncate(max(found.whole, found.there))
            foreign_log = _with_log(copy, log)
            study, held, lost_rows = _saved(path, copy, out)
    kept, cut = StoredStudy(out).status().done, max(found.whole - found.there, 0) if lost_rows else 0
    of_log = (0, 0) if foreign_log else (len(log.blocks), log.broken)
    return Salvaged(out, study.name, study.runs, held, kept, cut, lost_rows, *of_log, foreign_log)


def _with_log(copy: Path, log: Log) -> bool:
    """Put the whole blocks of a log beside the copy; return whether it is another file's and was left out."""
    if not log.blocks:
        return False
    duckdb, beside = needed("duckdb"), log_of(copy)
    try:
        with duckdb.connect(str(copy), config=WRITER) as connection:
            connection.execute("PRAGMA disable_checkpoint_on_shutdown")
            connection.execute("CREATE TABLE for_its_log (a INTEGER)")
    except duckdb.Error:
        return False
    head = read_log(beside).head
    if not head or not log.belongs_to(head):
        beside.unlink(missing_ok=True)
        return True
    beside.write_bytes(head + b"".join(log.blocks))
    return False


def _saved(path: Path, copy: Path, out: Path) -> tuple[StudyDefinition, int, dict[str, int]]:
    """Fill the new file with what is whole in the copy; return the study, runs known of, and rows lost by table."""
    try:
        stored = StoredStudy(copy)
        study = study_in(stored, StudyDefinition)
    except InputError as error:
        problem = (
            "what the study is cannot be read in it any more ({problem:first}), so that nothing can be saved; start "
            "again under another name, or bring it back from a copy."
        )
        raise InputError(problem, file=str(path), problem=error.phrase) from None
    with stored.together():
        pieces = {table: list(_pieces(stored, table)) for table in SAVED}
        lost = {table: gone for table in SAVED if (gone := _rows(stored, table) - sum(b - a for a, b in pieces[table]))}
        ((held,),) = stored.rows("SELECT count(*) FROM runs")

    def filled(connection: DuckDBPyConnection) -> None:
        fill(connection, study)
        _take_over(connection, copy, study, pieces)

    created(out, filled)
    return study, int(held), lost


def _rows(stored: StoredStudy, table: str) -> int:
    ((count,),) = stored.rows(f"SELECT count(*) FROM {table}")
    return int(count)


def _pieces(stored: StoredStudy, table: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a table's rows that can be read, halving what cannot."""
    waiting = [(0, _rows(stored, table))]
    while waiting:
        start, end = waiting.pop()
        if start == end:
            continue
        try:
            stored.rows(f"SELECT bit_xor(hash(t)) FROM {table} t WHERE rowid >= {start} AND rowid < {end}")
            yield start, end
        except InputError:
            half = (start + end) // 2 // PIECE * PIECE
            if start < half < end:
                waiting += [(half, end), (start, half)]
            elif end - start > PIECE:
                waiting += [(start + PIECE, end), (start, start + PIECE)]


def _take_over(
    connection: DuckDBPyConnection, copy: Path, study: StudyDefinition, pieces: dict[str, list[tuple[int, int]]]
) -> None:
    """Take over the runs that are whole, each once, with their outcomes or their error."""
    connection.execute(f"ATTACH {quoted_text(copy)} AS damaged (READ_ONLY)")
    for table in SAVED:
        connection.execute(f"CREATE TEMP TABLE found_{table} AS FROM damaged.{table} WITH NO DATA")
        for start, end in pieces[table]:
            sql = f"INSERT INTO found_{table} FROM damaged.{table} WHERE rowid >= ? AND rowid < ?"
            connection.execute(sql, [start, end])
    rows = len(study.months) * len(study.departments)
    for sql in _WHOLE:
        connection.execute(sql.format(rows=rows, points=len(study.points), replications=study.replications))
    for table in SAVED:
        kept = "kept_blocks" if table == "outcomes" else "kept"
        where = "" if table == "provenance" else f"SEMI JOIN {kept} USING (scenario, point, replicate)"
        key = ", ".join(TABLES[table].key)
        connection.execute(
            f"INSERT INTO {table} SELECT DISTINCT ON ({key}) t.* FROM found_{table} t {where} ORDER BY ALL"
        )


_WHOLE = (
    # Blocks (single runs, or the replicates of which a mean is kept) with all their outcomes
    "CREATE TEMP TABLE blocks AS SELECT scenario, point, replicate, max(replicates) AS many FROM "
    "(SELECT DISTINCT ON (scenario, point, replicate, month, department) * FROM found_outcomes) "
    "WHERE scenario IN (SELECT scenario FROM scenarios) AND point < {points} GROUP BY ALL HAVING count(*) = {rows}",
    # Runs that ended well, each with the block that holds its outcomes
    "CREATE TEMP TABLE good AS SELECT DISTINCT r.scenario, r.point, r.replicate, b.replicate AS first, b.many "
    "FROM found_runs r JOIN blocks b ON r.scenario = b.scenario AND r.point = b.point AND r.replicate >= b.replicate "
    "AND r.replicate < b.replicate + b.many WHERE NOT r.failed AND r.replicate < {replications}",
    "CREATE TEMP TABLE kept_blocks AS SELECT scenario, point, first AS replicate FROM good "
    "GROUP BY scenario, point, first HAVING count(*) = max(many)",
    "CREATE TEMP TABLE kept AS SELECT g.scenario, g.point, g.replicate FROM good g SEMI JOIN kept_blocks k "
    "ON g.scenario = k.scenario AND g.point = k.point AND g.first = k.replicate UNION "
    "SELECT r.scenario, r.point, r.replicate FROM found_runs r "
    "SEMI JOIN found_errors e USING (scenario, point, replicate) "
    "WHERE r.failed AND r.point < {points} AND r.replicate < {replications}",
    # Where it is gone with which software runs were computed, that is said, and the version must be accepted
    "INSERT INTO found_provenance SELECT DISTINCT provenance, '"
    + UNKNOWN
    + "', '', '{{}}', NULL, '', '', now() AT TIME ZONE 'UTC' "
    "FROM found_runs SEMI JOIN kept USING (scenario, point, replicate) "
    "WHERE provenance NOT IN (SELECT provenance FROM found_provenance)",
)
