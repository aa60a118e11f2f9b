"""Opening a study's file: made wholly or not at all, told apart from foreign and damaged files, locked by one."""

from __future__ import annotations

import glob
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.errors import InputError
from ..unwritable import refusal
from ..writing import made_folders, unmade
from .provenance import needed
from .store_schema import FORMAT, TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SEALED = {"enable_external_access": "false", "lock_configuration": "true"}
"""So that SQL typed by a user reads this one file and nothing else."""
WRITER = {"threads": "1", "memory_limit": "1GB", "default_block_size": "32768"}
"""The engine needs the cores, what is written needs little memory, and small blocks waste little of the file."""

ABANDONED = 3600.0
"""Seconds after which an unfinished file belongs to nobody."""


@contextmanager
def explained(path: Path, source: Path | None = None) -> Iterator[None]:
    """Turn DuckDB's complaints about a file, or about the one it is made from, into sentences that say what to do."""
    duckdb = needed("duckdb")
    try:
        yield
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        of_source = source is not None and re.search("corrupt|checksum|not a valid|lock is held", said, re.IGNORECASE)
        raise InputError(_sentence(said), file=str(source if of_source else path)) from None
    except OSError as error:
        raise refusal(path, error, field=None) from None


def _sentence(problem: str) -> str:
    if re.search("could not set lock|conflicting lock", problem, re.IGNORECASE):
        found = re.search(r"PID (\d+)", problem)
        who = f"another process (PID {found[1]})" if found else "another process"
        return f"{who} is at work on this study; wait until it has finished, or stop it."
    if "not a valid DuckDB" in problem or "Is a directory" in problem or "Could not read enough" in problem:
        return "this is not a study's file; give one that crm-adoption sweep has written, or another name."
    if "ermission denied" in problem or "Read-only" in problem:
        return "the file cannot be opened for want of permission; change its permissions or give another name."
    if re.search("version number|storage version|newer version", problem):
        return "the file was written by a newer DuckDB; update it with: pip install --upgrade duckdb."
    if re.search("could not write|no space left|file too large", problem, re.IGNORECASE):
        said = problem.split(": ")[-1].rstrip(".")
        return f"the file cannot be written ({said}); make room, or give a name in another folder with --out."
    if re.search("corrupt|checksum", problem, re.IGNORECASE):
        said = problem.removeprefix("Corrupt database file: ").rstrip(".")
        return f"the file is damaged ({said}); go on from a copy of it, or start again under another name."
    return f"the file cannot be read ({problem.rstrip('.')}); if it is damaged, go on from a copy of it."


def connected(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    """Return a connection to a study's file; read-only ones are sealed against everything else.

    Raises
    ------
    InputError
        If there is no such file, it is none of a study's, or another process writes it.
    """
    duckdb = needed("duckdb")
    if not path.exists():
        raise InputError("there is no such file.", file=str(path))
    with explained(path):
        connection = duckdb.connect(str(path), read_only=read_only, config=SEALED if read_only else WRITER)
    try:
        with explained(path):
            _identify(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection  # type: ignore[no-any-return]


def _identify(connection: DuckDBPyConnection, path: Path) -> None:
    """Refuse a database that is none of a study's, or of a later form."""
    found = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not set(TABLES) <= found:
        problem = "this DuckDB file holds something else, not a study; give another name."
        raise InputError(problem, file=str(path))
    (form,) = connection.execute("SELECT format FROM study").fetchone() or (None,)
    if form != FORMAT:
        problem = f"the file has form {form}, and this version of crm-adoption reads form {FORMAT}; update it."
        raise InputError(problem, file=str(path))


def created(path: Path, fill: Any) -> None:
    """Make a study's file; it appears under its name when ``fill(connection)`` has filled it, or not at all.

    Raises
    ------
    InputError
        If the folder cannot be written, or a file of that name has appeared meanwhile.
    """
    duckdb = needed("duckdb")
    with explained(path):
        made = made_folders(path.parent)
        prefix = f".unfinished-{path.name}-"
        _tidied(path.parent, prefix)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=path.parent))
        try:
            with duckdb.connect(str(folder / path.name), config=WRITER) as connection:
                connection.begin()
                fill(connection)
                connection.commit()
                connection.execute("CHECKPOINT")  # closing would pass over a full disk in silence
            _moved(folder / path.name, path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            unmade(made)  # those that are still empty


def _tidied(folder: Path, prefix: str) -> None:
    """Take away what a process that was killed while it made the same file has left behind."""
    for each in folder.glob(f"{glob.escape(prefix)}*"):
        if time.time() - each.stat().st_mtime > ABANDONED:
            shutil.rmtree(each, ignore_errors=True)


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
