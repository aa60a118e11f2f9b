"""Pages need the extras ``viz`` and ``offline``; tests in a browser need Playwright and Chromium too."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from page_server import page_process

ARTEFACTS = os.environ.get("CRM_ADOPTION_ARTEFACTS")
"""The folder for what one can look at after the tests; without it no screenshots are taken, which takes a minute."""
PATIENCE = 60_000
"""Milliseconds a page may take to appear on a busy machine; the first one compiles the engine."""


def installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Any:
    """Return the process's browser, if the pages have their files on this machine."""
    if not installed("solara-assets"):
        pytest.skip("solara-assets (extra 'offline') is not installed: the page would load files from the network")
    return request.getfixturevalue("window")


@pytest.fixture(scope="session")
def mesa_page() -> Iterator[str]:
    """Return the address of the page of Mesa, one for all tests that change nothing in its server."""
    with page_process() as (where, _):
        yield where


@pytest.fixture(scope="session")
def present_page() -> Iterator[str]:
    """Return the address of the presenter's page, likewise."""
    with page_process(command="present") as (where, _):
        yield where


@pytest.fixture(scope="session")
def address(browser: Any, mesa_page: str) -> str:
    """Return the address of the page of Mesa, if there is a browser."""
    return mesa_page


@pytest.fixture(scope="session")
def presenter(browser: Any, present_page: str) -> str:
    """Return the address of the presenter's page, if there is a browser."""
    return present_page


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page in a session of its own; nothing on it may fail or leave the machine."""
    complaints: list[str] = []
    contexts = []

    def watch(page: Any) -> None:
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type == "error" or "Vue script" in said.text else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda failed: complaints.append(f"failed: {failed.url}"))
        page.on("response", lambda got: complaints.append(f"{got.status}: {got.url}") if got.status >= 400 else None)

    def stay(route: Any) -> None:
        host = route.request.url.split("/")[2].split(":")[0]
        if host != "127.0.0.1":
            complaints.append(f"left the machine: {route.request.url}")
            route.abort()
        else:
            route.continue_()

    def go(where: str, width: int = 1440, height: int = 900, theme: str = "light") -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watch(page)
        page.route("http*://**", stay)
        page.goto(where)
        page.wait_for_selector("svg[role=img]")
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def artefacts(tmp_path: Path) -> Path:
    """Return the folder for what one can look at after the tests."""
    folder = Path(ARTEFACTS) if ARTEFACTS else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def keep(artefacts: Path) -> Callable[..., None]:
    """Return a function that writes a screenshot where one can look at it after the tests, if that is wanted."""

    def shoot(page: Any, name: str, of: str = "mesa", **how: Any) -> None:
        if ARTEFACTS:
            page.wait_for_timeout(500)
            page.screenshot(path=str(artefacts / f"{of}_{name}.png"), **how)

    return shoot
