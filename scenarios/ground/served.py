"""What is said where compiled libraries are missing: on a Python that they do not serve yet, or by accident."""

from __future__ import annotations

import sys

from ...model.phrase import Phrase

SERVED = ((3, 11), (3, 15))
"""The oldest and the newest Python for which every compiled library offers wheels; `pyproject.toml` says the same."""
COMPILED = ("matplotlib", "mesa", "numba", "numpy", "pandas", "pydantic", "scipy")
"""Libraries that are compiled, or need such; not asked for on a newer Python: few machines can compile them."""


def why_missing(module: str | None, python: tuple[int, int] = sys.version_info[:2]) -> Phrase | None:
    """Return in one sentence why a library is missing and what to do, or None if it is none that always comes along."""
    library = (module or "").partition(".")[0]
    if library not in COMPILED:
        return None
    here = ".".join(map(str, python))
    if python > SERVED[1]:
        oldest, newest = (".".join(map(str, each)) for each in SERVED)
        return Phrase(
            "{library} did not serve Python {here} when this version of crm-adoption was made; take Python "
            "{oldest} to {newest}, or, if it serves {here} by now: pip install {names}.",
            library=library,
            here=here,
            oldest=oldest,
            newest=newest,
            names=" ".join(COMPILED),
        )
    return Phrase(
        "{library} is not installed in this Python {here}; install again in the folder of your clone: pip install .",
        library=library,
        here=here,
    )
