"""What axe-core says about a page: the faults that shut somebody out."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest


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
