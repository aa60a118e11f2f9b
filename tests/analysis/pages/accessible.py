"""Who can read a page: how large texts of its pictures are, and what axe-core says shuts somebody out."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest


def sizes_of(page: Any, texts: str) -> list[float]:
    """Return how large the texts of pictures are on the screen, in pixels, also of those that stand upright."""
    found: list[float] = page.eval_on_selector_all(
        texts,
        "all => all.map(e => [parseFloat(getComputedStyle(e).fontSize), e.getScreenCTM()])"
        ".map(([size, turned]) => size * Math.hypot(turned.a, turned.b))",
    )
    return found


def violations(page: Any) -> list[str]:
    """Return what axe-core calls serious or critical on a page."""
    if importlib.util.find_spec("axe_playwright_python") is None:
        pytest.skip("axe-playwright-python is not installed; it comes with the extra 'dev'")
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['help']} ({node['html'][:160]})"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]
