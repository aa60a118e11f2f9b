"""Parts of a kernel compiled as far as they are needed: to be linked into their callers, never to be called alone.

Numba makes machine code of every compiled function, of those too that only other compiled code calls. They
need none: the kernel holds what is left of them.
"""

from __future__ import annotations

from typing import Any, cast

from numba._dynfunc import make_function
from numba.core import compiler, typed_passes
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler_machinery import register_pass

from .uncollected import uncollected

_Library: Any = JITCodeLibrary


class InlinedLibrary(_Library):  # type: ignore[misc]
    """A function's code as its callers paste it, optimised before they are; no machine code is made of it."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._verify_declare_only_symbols()
        self._finalized = True


class CalledLibrary(InlinedLibrary):
    """A function's code as the kernel links it: it is optimised there, once."""

    def _optimize_final_module(self) -> None:
        pass


def _lowering(library: type[InlinedLibrary]) -> Any:
    """Return numba's lowering, into a library that is only linked."""

    class Lowering(typed_passes.NativeLowering):  # type: ignore[misc]
        _name = f"native_lowering_{library.__name__}"

        def run_pass(self, state: Any) -> bool:
            """Lower a function, and let those that are lowered later find it."""
            state.library = library(state.targetctx.codegen(), state.func_id.func_qualname)
            state.flags.no_compile = True
            super().run_pass(state)
            lowered = state["cr"]
            description = lowered.fndesc
            module, name, nowhere = description.lookup_module(), description.qualname, 0
            function = make_function(module, name, "", nowhere, lowered.env, (state.library,))
            state["cr"] = lowered._replace(cfunc=function)
            state.targetctx.insert_user_function(function, description, [state.library])
            return True

    return cast(Any, register_pass)(mutates_CFG=True, analysis_only=False)(Lowering)


def _compiler(lowering: Any) -> Any:
    """Return numba's compiler with another lowering."""

    class Compiler(compiler.CompilerBase):  # type: ignore[misc]
        def define_pipelines(self) -> list[Any]:
            """Return numba's passes with its lowering replaced."""
            made = compiler.DefaultPassBuilder.define_nopython_pipeline(self.state)
            made.passes = [
                (lowering if which is typed_passes.NativeLowering else which, told) for which, told in made.passes
            ]
            made.finalize()
            return [made]

    return Compiler


INLINED, CALLED = _compiler(_lowering(InlinedLibrary)), _compiler(_lowering(CalledLibrary))
"""Compilers of functions that compiled code pastes, and of those that it calls."""


class KernelCompiler(compiler.Compiler):  # type: ignore[misc]
    """Numba's compiler, which makes millions of objects: looking for garbage among them took a tenth of its time."""

    def compile_extra(self, function: Any) -> Any:
        """Compile a kernel and all that it calls."""
        with uncollected():
            return super().compile_extra(function)
