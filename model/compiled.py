"""How rules and kernels are compiled, and where the compiled code is kept.

Two traps of numba's cache are avoided here. A cached kernel does not notice that a rule in
another module has changed, so the cache folder carries the hash of every model source file.
And without a writable folder numba refuses to import, so then we compile without a cache.
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

F = TypeVar("F", bound=Callable[..., Any])


def source_hash() -> str:
    """Return the SHA-256 over the sources of the model, the cache's key."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _cache_folder() -> str | None:
    root = os.environ.get("CRM_ADOPTION_CACHE") or platformdirs.user_cache_dir("crm-adoption")
    folder = Path(root) / source_hash()
    probe = folder / f".probe-{uuid.uuid4().hex}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return None
    return str(folder)


CACHE_FOLDER = _cache_folder()


def rule(function: F) -> F:
    """Compile a small scalar rule; it disappears into the kernel that calls it."""
    return cast(F, numba.njit(nogil=True, error_model="numpy", forceinline=True)(function))


def part(function: F) -> F:
    """Compile a part of a kernel: called, not inlined, which keeps compilation short."""
    return cast(
        F,
        numba.njit(nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True)(
            function
        ),
    )


def kernel(function: F) -> F:
    """Compile a kernel: releases the GIL, same bits on every machine (no fastmath), cached."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = CACHE_FOLDER or before
    try:
        compile_ = numba.njit(nogil=True, error_model="numpy", cache=CACHE_FOLDER is not None)
        return cast(F, compile_(function))
    finally:
        numba.config.CACHE_DIR = before
