"""Parts of a kernel: no machine code is made of them, and no garbage is looked for while they are compiled."""

from __future__ import annotations

import gc

import pytest
from crm_adoption.model.compiled import inner, kernel, part
from crm_adoption.model.linked import CalledLibrary, InlinedLibrary, KernelCompiler


@inner
def _doubled(x: float) -> float:
    return x * 2.0


@part
def _more(x: float) -> float:
    return _doubled(x) + 1.0


@kernel
def _work(x: float) -> float:
    return _more(_more(x))


def test_parts_are_linked_into_their_kernel_and_compiled_no_further() -> None:
    assert _work(3.0) == 15.0
    _work.recompile()  # type: ignore[attr-defined]  # it may have come from the folder of compiled code
    for function, library in ((_doubled, InlinedLibrary), (_more, CalledLibrary)):
        (made,) = function.overloads.values()  # type: ignore[attr-defined]
        assert type(made.library) is library
        assert not made.library.codegen._engine.is_symbol_defined(made.fndesc.llvm_func_name)


def test_garbage_is_collected_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr("numba.core.compiler.Compiler.compile_extra", lambda *_: seen.append(gc.isenabled()))
    assert gc.isenabled()
    KernelCompiler.compile_extra(object.__new__(KernelCompiler), None)
    assert seen == [False]
    assert gc.isenabled()
