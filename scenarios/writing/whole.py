"""Writing files, the one way in which everything here is written: wholly or not at all, or refused in a sentence."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import stat
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from .unwritable import FOLDER, explained

HIDDEN = ".unfinished-"
"""How the names of what is not finished begin."""
ABANDONED = 3600.0
"""Seconds after which what is not finished belongs to nobody: a process was killed while it wrote."""
_WAITS = (0.05, 0.1, 0.2, 0.4)
"""Seconds."""


@contextlib.contextmanager
def new_file(
    path: Path, *, field: str | None = "--out", needed: int | None = None, parents: bool = False
) -> Iterator[Path]:
    """Yield a hidden path beside a file, to be filled; it takes the file's name at the end, or nothing is left.

    A link is followed, and the permissions of a file that is written over are kept.

    Parameters
    ----------
    path : Path
        The file.
    field : str, optional
        What to name in the message.
    needed : int, optional
        Its size in bytes, if that is known.
    parents : bool
        Whether folders that are missing are made.

    Raises
    ------
    InputError
        If it cannot be written, or is there already and no file.
    """
    with explained(path, field=field, needed=needed):
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        _check_kind(target)
        tidy(target)
        made = made_folders(target.parent) if parents else []
    part = hidden(target)
    try:
        with explained(path, field=field, needed=needed):
            yield part
            _synchronised(part)
            if target.exists():
                with contextlib.suppress(OSError):
                    shutil.copymode(target, part)
            moved(part, target)
            folder_synchronised(target.parent)
    except BaseException:
        with contextlib.suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        unmade(made)
        raise


def hidden(path: Path) -> Path:
    """Return a hidden name beside a path that nobody else has."""
    return path.with_name(f"{HIDDEN}{path.name[:40]}-{uuid.uuid4().hex[:12]}")


def tidy(path: Path, after: float = ABANDONED) -> None:
    """Take away what processes that were killed while they wrote this path have left beside it, for so many seconds."""
    with contextlib.suppress(OSError):
        for each in path.parent.glob(f"{HIDDEN}{glob.escape(path.name[:40])}-*"):
            if time.time() - each.stat().st_mtime > after:
                shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)


def moved(source: Path, target: Path) -> None:
    """Give a file another name, over one that is there; on Windows a virus scanner may hold either for a moment."""
    for wait in _WAITS if sys.platform == "win32" else ():
        with contextlib.suppress(PermissionError):
            os.replace(source, target)
            return
        time.sleep(wait)
    os.replace(source, target)


def _check_kind(target: Path) -> None:
    """Refuse to put a file in the place of a folder, a device or a pipe."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "Is a directory")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "this is a device or a pipe, not a file")


def write_file(path: Path, content: str | bytes, *, field: str | None = "--out", parents: bool = False) -> Path:
    """Write a text (UTF-8, lines as they are) or bytes, wholly or not at all, and return the path.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    with explained(path, field=field):
        data = content.encode("utf-8") if isinstance(content, str) else content
    with new_file(path, field=field, needed=len(data), parents=parents) as part:
        part.write_bytes(data)
    return path


def make_folder(folder: Path, *, field: str | None = "--out") -> Path:
    """Make a folder, with those above it, unless it is there; return it.

    Raises
    ------
    InputError
        If it cannot be made.
    """
    with explained(folder, field=field, what=FOLDER):
        made_folders(folder)
    return folder


def remove(path: Path) -> None:
    """Take away a file of ours, if it is there."""
    path.unlink(missing_ok=True)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder in the system's place for temporary files, which is gone afterwards.

    Raises
    ------
    InputError
        If it cannot be made or filled.
    """
    with explained(Path(tempfile.gettempdir()), field=None, what=FOLDER), tempfile.TemporaryDirectory(
        prefix="crm-adoption-", ignore_cleanup_errors=True
    ) as folder:  # fmt: skip
        yield Path(folder)


def check_writable(folder: Path, *, made: bool = True) -> None:
    """Raise OSError if a folder cannot be written, or ``made`` in the nearest above that exists; change nothing."""
    with contextlib.suppress(FileNotFoundError):
        os.lstat(folder)  # tells of names that cannot be
    place = folder
    while made and not place.exists() and place != place.parent:
        place = place.parent
    with tempfile.TemporaryFile(dir=place):
        pass


def made_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, the highest first."""
    missing: list[Path] = []
    place = folder
    while not place.exists() and place != place.parent:
        missing.insert(0, place)
        place = place.parent
    made: list[Path] = []
    try:
        for each in missing:
            each.mkdir(exist_ok=True)
            made.append(each)
    except OSError:
        unmade(made)
        raise
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory")
    return made


def unmade(made: list[Path]) -> None:
    """Take away folders that were made for nothing, as far as they are empty."""
    for each in reversed(made):
        with contextlib.suppress(OSError):
            each.rmdir()


def _synchronised(path: Path) -> None:
    """Have a file's content on the disk before its name is; a full disk may tell only now."""
    with path.open("r+b") as file:
        _fsync(file.fileno())


def folder_synchronised(folder: Path) -> None:
    """Have a folder's names on the disk, where the system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _fsync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:  # some network drives know no such thing
        if error.errno not in (errno.EINVAL, errno.ENOSYS, getattr(errno, "ENOTSUP", errno.EINVAL)):
            raise
