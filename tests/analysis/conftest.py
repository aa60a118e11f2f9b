"""What all tests of the laboratory share: one comparison that is only looked at, and one browser a process."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest
from browsers import CHROMIUM, QUIETLY
from crm_adoption.analysis.telling.comparison import Comparison, compare


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    return compare(["no_programme", "tooling_spend", "aligned_kpis"], replications=8, months=14, seed=1)


@pytest.fixture(scope="session")
def window() -> Iterator[Any]:
    """Return the one browser of this process: a second Playwright does not start where one is at work."""
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("Playwright for Python is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield started
        started.close()
