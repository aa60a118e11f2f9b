"""Why something cannot be written, in words: what failed, what to do, and how much room there is."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

from ...model.errors import InputError
from ...model.phrase import SILENCE, Phrase
from ..ground.addresses import is_address

FILE, FOLDER = Phrase("file"), Phrase("folder")
"""What is written."""
_SHARING = 32
"""What Windows calls a file that another program holds open."""
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_REASONS = {
    errno.EROFS: Phrase("the disk is read-only"),
    errno.EACCES: Phrase("permission denied"),
    errno.EPERM: Phrase("permission denied"),
    errno.ENAMETOOLONG: Phrase("the name is too long"),
    errno.EISDIR: Phrase("there is a folder of this name"),
    errno.ENOTDIR: Phrase("part of the path is a file, not a folder"),
    errno.EEXIST: Phrase("there is a file of this name, not a folder"),
    errno.ENOENT: Phrase("there is no such folder"),
    errno.EFBIG: Phrase("the file is larger than is allowed here"),
    errno.EIO: Phrase("the disk reports an error"),
    errno.EBADF: Phrase("it is closed"),
}


def size(count: int) -> Phrase:
    """Return a number of bytes in words.

    Examples
    --------
    >>> size(940), size(1_200_000)
    ('940 bytes', '1.2 MB')
    """
    for unit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "KB")):
        if count >= unit:
            return Phrase("{size:,.1f} {unit}", size=count / unit, unit=name)
    return Phrase("{size} bytes", size=count)


def is_full(error: Exception) -> bool:
    """Return whether there was no room left."""
    return isinstance(error, OSError) and error.errno in _FULL


def reason(error: Exception, place: Path | None = None, needed: int | None = None) -> Phrase:
    """Return why something could not be written, in words.

    Parameters
    ----------
    error : Exception
        What was raised.
    place : Path, optional
        Where, to say how much room there is.
    needed : int, optional
        Bytes to be written, if that is known.
    """
    if is_full(error):
        return Phrase("the disk is full{room}", room=_room(place, needed))
    if getattr(error, "winerror", None) == _SHARING:
        return Phrase("another program has it open")
    code = getattr(error, "errno", None)
    said = _REASONS.get(code) if isinstance(code, int) else None
    own = str(getattr(error, "strerror", None) or error).splitlines()[0].rstrip(".")
    return said or Phrase("{said}", said=own)


def _room(place: Path | None, needed: int | None) -> Phrase:
    if place is None:
        return SILENCE
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        free = size(shutil.disk_usage(place).free)
    except OSError:
        return SILENCE
    if needed is None:
        return Phrase(": {free} free", free=free)
    return Phrase(": {needed} needed, {free} free", needed=size(needed), free=free)


def refusal(
    path: Path, error: Exception, *, field: str | None = "--out", what: Phrase = FILE, needed: int | None = None
) -> InputError:
    """Return the sentence for a file, or ``what`` else it is, that cannot be written."""
    todo = Phrase("make room, or choose another") if is_full(error) else Phrase("choose another")
    why = reason(error, path.parent, needed)
    problem = "the {what} cannot be written ({why}); {todo}."
    return InputError(problem, field=field, file=str(path), what=what, why=why, todo=todo)


@contextlib.contextmanager
def explained(
    path: Path, *, field: str | None = "--out", what: Phrase = FILE, needed: int | None = None
) -> Iterator[None]:
    """Turn what the system says while a path is written into a sentence, and refuse an address of the web."""
    if is_address(path):
        problem = "this is an address, and results are written on this machine only; give a path instead."
        raise InputError(problem, field=field, file=str(path))
    try:
        yield
    except (OSError, UnicodeEncodeError) as error:
        raise refusal(path, error, field=field, what=what, needed=needed) from None
    except ValueError as error:  # a name with a null byte in it
        if isinstance(error, InputError) or "null" not in str(error):
            raise
        raise refusal(path, error, field=field, what=what) from None
