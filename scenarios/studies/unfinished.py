"""Folders in which something is made before it appears under its name: none stays behind."""

from __future__ import annotations

import glob
import os
import re
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ABANDONED = 3600.0
"""Seconds after which an unfinished folder belongs to nobody, wherever its process ran."""


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """Yield a folder beside a file that is to be made, gone in the end; it is named after who makes what.

    What processes that were killed have left behind of the same file is taken away first.
    """
    prefix = f".unfinished-{path.name}-"
    for each in path.parent.glob(f"{glob.escape(prefix)}*"):
        if _abandoned(each, each.name.removeprefix(prefix)):
            shutil.rmtree(each, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{prefix}{_host()}-{os.getpid()}-", dir=path.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9.]", "_", socket.gethostname())[:64]


def _abandoned(folder: Path, owner: str) -> bool:
    """Return whether nobody works in a folder any more: its process has ended, or it is old."""
    found = re.fullmatch(r"(.+)-(\d+)-[^-]+", owner)
    if found and found[1] == _host() and not _alive(int(found[2])):
        return True
    try:
        return time.time() - folder.stat().st_mtime > ABANDONED
    except OSError:
        return False


def _alive(process: int) -> bool:
    if os.name == "nt":  # signal 0 would end the process there
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
