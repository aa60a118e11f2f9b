"""How rules and kernels are compiled, and where the compiled code is kept.

Two traps of numba's cache are avoided here. A cached kernel does not notice that a rule in
another module has changed, so the cache folder carries the hash of every model source file.
And without a writable folder numba refuses to import, so then we compile without a cache.

Four kinds of compiled functions, so that the first compilation stays short: `rule` and `inner`
disappear into their callers as machine code, `phase` is pasted into its one caller before types
are inferred, `part` is called. Only a `kernel` is called from Python and kept on disk.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import platformdirs
from numba.core import config as numba_config

F = TypeVar("F", bound=Callable[..., Any])

_njit = cast(Any, numba.njit)
_SAME_BITS = {"nogil": True, "error_model": "numpy"}
_NO_WRAPPERS = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def source_hash() -> str:
    """Return the SHA-256 over the sources of the model, the cache's key."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _cache_folder() -> str | None:
    try:  # a user without a home has no cache folder either
        root = os.environ.get("CRM_ADOPTION_CACHE") or platformdirs.user_cache_dir("crm-adoption")
        folder = Path(root) / source_hash()
        probe = folder / f".probe-{uuid.uuid4().hex}"
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except (OSError, RuntimeError):
        return None
    return str(folder)


CACHE_FOLDER = _cache_folder()


def rule(function: F) -> F:
    """Compile a small scalar rule; it can be called from Python too."""
    return cast(F, _njit(**_SAME_BITS, forceinline=True)(function))


def inner(function: F) -> F:
    """Compile an inner loop that its caller's compiler must see through to vectorise it."""
    return cast(F, _njit(**_SAME_BITS, **_NO_WRAPPERS, forceinline=True)(function))


def part(function: F) -> F:
    """Compile a part of a kernel that is called."""
    return cast(F, _njit(**_SAME_BITS, **_NO_WRAPPERS)(function))


def phase(function: F) -> F:
    """Paste a part of a kernel into its caller, so that nothing is compiled twice."""
    return cast(F, _njit(**_SAME_BITS, inline="always")(function))


def kernel(function: F) -> F:
    """Compile a kernel: releases the GIL, same bits on every machine (no fastmath), cached."""
    config = cast(Any, numba_config)
    before = config.CACHE_DIR
    config.CACHE_DIR = CACHE_FOLDER or before
    try:
        return cast(F, _njit(**_SAME_BITS, cache=CACHE_FOLDER is not None)(function))
    finally:
        config.CACHE_DIR = before
