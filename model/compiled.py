"""How rules and kernels are compiled, and where the compiled code is kept.

Two traps of numba's cache are avoided here. A cached kernel does not notice that a rule in
another module has changed, so the cache folder carries the hash of every source file that decides on numbers.
And without a writable folder numba refuses to import, so then we compile without a cache.

Five kinds of compiled functions, so that the first compilation stays short: `rule` and `inner`
disappear into their callers as machine code, `phase` is pasted into its one caller before types
are inferred, `part` is called. Only a `kernel` is called from Python and kept on disk. None of
them makes an array, so numba need not count who still holds one (`_nrt`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import types
from numba.core import config as numba_config
from numba.core.codegen import get_host_cpu_features
from numba.extending import intrinsic

from .code_cache import keep, usable
from .linked import CALLED, INLINED, KernelCompiler

F = TypeVar("F", bound=Callable[..., Any])

_njit = cast(Any, numba.njit)
_SAME_BITS = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True, "_nrt": False}
_NO_WRAPPERS = {"no_cpython_wrapper": True}


WORDS_ONLY = frozenset({"display", "errors", "phrase", "plural", "texts", "written"})
"""Modules in which nothing is computed: they say what is wrong, and move no bit of a result."""


def source_hash() -> str:
    """Return the SHA-256 over the sources of the model that decide on numbers, the cache's key."""
    digest = hashlib.sha256()
    for path in sorted(each for each in Path(__file__).parent.glob("*.py") if each.stem not in WORDS_ONLY):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


CACHE_FOLDER, NO_CACHE = usable(source_hash())
"""The folder of compiled code, None if there is none, and why."""


def rule(function: F) -> F:
    """Compile a small scalar rule; it can be called from Python too."""
    return cast(F, _njit(**_SAME_BITS, forceinline=True)(function))


def plain(compiled: F) -> F:
    """Return the Python function behind a rule: the same sums and products, without compiling it for one call."""
    return cast(F, getattr(compiled, "py_func", compiled))


def inner(function: F) -> F:
    """Compile an inner loop that its caller's compiler must see through to vectorise it."""
    return cast(F, _njit(**_SAME_BITS, **_NO_WRAPPERS, pipeline_class=INLINED, forceinline=True)(function))


def part(function: F) -> F:
    """Compile a part of a kernel that is called."""
    return cast(F, _njit(**_SAME_BITS, **_NO_WRAPPERS, pipeline_class=CALLED)(function))


def phase(function: F) -> F:
    """Paste a part of a kernel into its caller, so that nothing is compiled twice."""
    return cast(F, _njit(**_SAME_BITS, inline="always")(function))


def _allow_wide_vectors(typing_context: Any) -> Any:
    """Let the calling function use vectors of 512 bits on processors that are faster for it.

    Compilers stop at 256 bits on Intel's, because the first ones with 512 slowed their clock for
    them. Those since Ice Lake, told by the extension AVX512-VBMI2 that came with it, do not.
    """

    def mark(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        if "+avx512vbmi2" in cast(Any, get_host_cpu_features)().split(","):
            # llvmlite's own check knows no attributes with a value.
            set.add(builder.function.attributes, '"prefer-vector-width"="512"')
        return context.get_dummy_value()

    return types.void(), mark


wide_vectors: Callable[[], None] = cast(Any, intrinsic)(_allow_wide_vectors)
if cast(Any, numba_config).DISABLE_JIT:  # to look into the model with a debugger

    def wide_vectors() -> None:
        """Change nothing."""


def kernel(function: F) -> F:
    """Compile a kernel: releases the GIL, same bits on every machine (no fastmath), cached."""
    config = cast(Any, numba_config)
    before = config.CACHE_DIR
    config.CACHE_DIR = CACHE_FOLDER or before
    try:
        compiled = _njit(**_SAME_BITS, cache=CACHE_FOLDER is not None, pipeline_class=KernelCompiler)(function)
        if not config.DISABLE_JIT:
            keep(compiled, CACHE_FOLDER, NO_CACHE)
        return cast(F, compiled)
    finally:
        config.CACHE_DIR = before
