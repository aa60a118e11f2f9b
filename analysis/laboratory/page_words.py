"""Words of the presenter's page; the page's own parts get them as one table."""

from __future__ import annotations

from ...scenarios.words.catalogue import Words

say = Words("laboratory.page")


def table(lang: str) -> dict[str, str]:
    """Return all words of a language; the page fills in what stands in braces."""
    return dict(say.all(lang))
