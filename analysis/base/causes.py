"""What an answer depends on, in words."""

from __future__ import annotations

from collections.abc import Sequence

from ...scenarios.words.catalogue import Words
from ..words.phrases import join

_CAUSES = Words("base.causes")


def causes(on: Sequence[str], lang: str) -> str:
    """Return what something depends on, in words; "" for nothing.

    Parameters
    ----------
    on : sequence of {"behaviour", "prices", "margin"}
    lang : {"en", "de", "fr"}
    """
    known = {
        "behaviour": _CAUSES("behaviour", lang), "prices": _CAUSES("prices", lang), "margin": _CAUSES("margin", lang),
    }  # fmt: skip
    return join([known[each] for each in on], lang) if on else ""
