"""Compiled code on the disk: what cannot be read there is made again, and what cannot be kept there is told once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import uuid
import warnings
from pathlib import Path
from typing import Any, cast

import platformdirs
from numba.core import caching

from .errors import UncachedWarning
from .phrase import SILENCE, Phrase

VARIABLE = "CRM_ADOPTION_CACHE"
"""The variable that names another folder for compiled code."""
_DIGEST = hashlib.sha256().digest_size
_told = False


def usable(key: str) -> tuple[str | None, Phrase]:
    """Return the folder for code compiled from some sources, None if none can be written, and then why."""
    root = os.environ.get(VARIABLE)
    try:  # a user without a home has no cache folder either
        root = root or platformdirs.user_cache_dir("crm-adoption")
        folder = Path(root) / key
        probe = folder / f".probe-{uuid.uuid4().hex}"
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except (OSError, RuntimeError) as error:
        return None, unwritable(root or Phrase("the folder for compiled code"), error)
    return str(folder), SILENCE


def unwritable(place: str, error: Exception) -> Phrase:
    """Return what cannot be written, and why."""
    why = str(getattr(error, "strerror", None) or error)
    return Phrase("{place} cannot be written ({reason})", place=place, reason=why)


def tell_uncached(why: str) -> None:
    """Say once in a process that code is compiled at every start, why, and what to do about it."""
    global _told
    if _told:
        return
    _told = True
    hint = Phrase(
        "the engine is compiled anew at every start, which takes half a minute: {why}; set {variable} to a folder that "
        "can be written.",
        why=why, variable=VARIABLE,
    )  # fmt: skip
    warnings.warn(hint, UncachedWarning, stacklevel=2)


_Files: Any = caching.IndexDataCacheFile


class _Checked(_Files):  # type: ignore[misc]
    """Numba's files of compiled code, each with its checksum: damaged machine code must never run."""

    def _dump(self, obj: Any) -> bytes:
        data = cast(bytes, super()._dump(obj))
        return data + hashlib.sha256(data).digest()

    def _load_data(self, name: str) -> Any:
        stored = Path(self._data_path(name)).read_bytes()
        data, digest = stored[:-_DIGEST], stored[-_DIGEST:]
        if hashlib.sha256(data).digest() != digest:
            raise pickle.UnpicklingError("the compiled code is damaged")
        return pickle.loads(data)


class CodeCache:
    """The compiled code of one kernel, as numba's dispatcher asks for it.

    Parameters
    ----------
    inner : numba cache or None
        Where it is kept; None where no folder can be written.
    why : str
        Then, why not.
    """

    def __init__(self, inner: Any, why: str = "") -> None:
        self._inner = inner
        self._why = why
        if inner is not None:
            kept = inner._cache_file
            base = inner._impl.filename_base
            inner._cache_file = _Checked(inner._cache_path, base, kept._source_stamp)

    def load_overload(self, signature: Any, context: Any) -> Any:
        """Return compiled code, None if there is none or it cannot be read."""
        if self._inner is None:
            tell_uncached(self._why)
            return None
        try:
            with self._inner._guard_against_spurious_io_errors():  # what is read needs nothing of what compiling needs
                return self._inner._load_overload(signature, context)
        except Exception:  # whatever damaged bytes are taken for; then they must go, or they stay in the way
            with contextlib.suppress(OSError):
                self._inner.flush()
            return None

    def save_overload(self, signature: Any, code: Any) -> None:
        """Keep compiled code, if that is possible."""
        if self._inner is None:
            return
        try:
            self._inner.save_overload(signature, code)
        except (OSError, pickle.UnpicklingError, EOFError) as error:
            tell_uncached(unwritable(self._inner.cache_path, error))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def keep(dispatcher: Any, folder: str | None, why: str) -> None:
    """Let a dispatcher keep its compiled code."""
    dispatcher._cache = CodeCache(dispatcher._cache if folder else None, why)
