"""Opening a study's file: made wholly or not at all, told apart from foreign and damaged files, locked by one."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.errors import InputError
from ..core.provenance import needed
from ..reading.file_reading import check_there
from ..writing.unwritable import refusal
from ..writing.whole import made_folders, unmade
from .store_damage import BEGINNING, Extent, log_of, of_log, sentence, truncation
from .store_log import has_lost_its_head, read_log
from .store_schema import FORMAT, TABLES
from .unfinished import unfinished

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SEALED = {"enable_external_access": "false", "lock_configuration": "true"}
"""So that SQL typed by a user reads this one file and nothing else."""
WRITER = {"threads": "1", "memory_limit": "1GB", "default_block_size": "32768"}
"""The engine needs the cores, what is written needs little memory, and small blocks waste little of the file."""
_HELD = "could not set lock|conflicting lock|different configuration"
PATIENCE = 1.0
"""Seconds for which a file that is to be written is asked for again while another process holds it."""


@contextmanager
def explained(path: Path, source: Path | None = None, *, opening: bool = False) -> Iterator[None]:
    """Turn DuckDB's complaints about a file, or about the one it is made from, into sentences that say what to do."""
    duckdb = needed("duckdb")
    try:
        yield
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        of_source = source is not None and re.search("corrupt|checksum|not a valid|lock is held", said, re.IGNORECASE)
        place = source if of_source and source is not None else path
        raise InputError(sentence(said, place, opening=opening), file=str(place)) from None
    except OSError as error:
        raise refusal(path, error, field=None) from None


def connected(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    """Return a connection to a study's file; read-only ones are sealed against everything else.

    Raises
    ------
    InputError
        If there is no such file, it is none of a study's, or another process writes it.
    """
    duckdb, config = needed("duckdb"), SEALED if read_only else WRITER
    check_there(path)
    with explained(path, opening=True):
        connection = _patiently(
            lambda: duckdb.connect(str(path), read_only=read_only, config=config), 0.0 if read_only else PATIENCE
        )
    try:
        with explained(path):
            if read_only:
                _check_whole(connection, path)
            _identify(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection  # type: ignore[no-any-return]


def is_held(path: Path) -> bool:
    """Return whether somebody is at work on a study's file, so that it cannot be opened."""
    duckdb = needed("duckdb")
    try:
        duckdb.connect(str(path), read_only=True, config=SEALED).close()
    except duckdb.Error as error:
        return re.search(_HELD, str(error), re.IGNORECASE) is not None
    return False


def _patiently(connect: Callable[[], Any], patience: float) -> Any:
    """Connect; where another process holds the file, a little later: one that only looks at it soon lets go."""
    duckdb, until = needed("duckdb"), time.monotonic() + patience
    while True:
        try:
            return connect()
        except duckdb.IOException as error:
            if "lock" not in str(error) or time.monotonic() >= until:
                raise
        time.sleep(PATIENCE / 20)


def _check_whole(connection: DuckDBPyConnection, path: Path) -> None:
    """Refuse a file that was cut off, or whose log is damaged, even where DuckDB would not notice.

    The file itself is not opened for this, see `extent`.

    Raises
    ------
    InputError
        With how much is there and what can be done.
    """
    sql = "SELECT used_blocks, total_blocks, block_size FROM pragma_database_size()"
    used, blocks, size = connection.execute(sql).fetchone() or (0, 0, 0)
    found = Extent(path.stat().st_size, BEGINNING + blocks * size)
    if found.there < BEGINNING + used * size:
        raise InputError(truncation(path, found), file=str(path))
    log = read_log(log_of(path)) if log_of(path).exists() else None
    if log and (log.broken or has_lost_its_head(log)):
        raise InputError(of_log(log_of(path), path), file=str(path))


def _identify(connection: DuckDBPyConnection, path: Path) -> None:
    """Refuse a database that is none of a study's, or of a later form."""
    found = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not set(TABLES) <= found:
        raise InputError("this DuckDB file holds something else, not a study; give another name.", file=str(path))
    (form,) = connection.execute("SELECT format FROM study").fetchone() or (None,)
    if form != FORMAT:
        problem = "the file has form {form}, and this version of crm-adoption reads form {ours}; update it."
        raise InputError(problem, file=str(path), form=form, ours=FORMAT)


def created(path: Path, fill: Any) -> None:
    """Make a study's file; it appears under its name when ``fill(connection)`` has filled it, or not at all.

    Raises
    ------
    InputError
        If the folder cannot be written, or a file of that name has appeared meanwhile.
    """
    needed("duckdb")
    if log_of(path).exists():
        raise InputError(
            "there is no such file, but a log of one; bring the file back, or take the log away, and start again.",
            file=str(log_of(path)),
        )
    with explained(path):
        made = made_folders(path.parent)
        try:
            with unfinished(path) as folder:
                _filled(folder / path.name, path, fill)
        finally:
            unmade(made)  # those that are still empty


def _filled(file: Path, path: Path, fill: Any) -> None:
    """Make a study's file under another name, whole, and give it its own."""
    with needed("duckdb").connect(str(file), config=WRITER) as connection:
        connection.begin()
        fill(connection)
        connection.commit()
        connection.execute("CHECKPOINT")  # closing would pass over a full disk in silence
    _moved(file, path)


def _moved(source: Path, target: Path) -> None:
    """Give a file its name without ever replacing another."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise InputError("another process has just made this file; start again.", file=str(target)) from None
    except OSError:  # a file system without hard links
        if target.exists():
            raise
        os.rename(source, target)
