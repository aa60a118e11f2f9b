"""The browser of the tests, and how it is started: on this machine only, with nothing of its own to say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Where a browser may be found, the one without a window first: it needs half the processor time."""
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
QUIETLY = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def misled(browser: Any, name: str) -> Iterator[Any]:
    """Open an empty page in a browser of its own, for which a name leads to this machine."""
    rules = f"--host-resolver-rules=MAP {name} 127.0.0.1"
    window = browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIETLY, rules])
    yield window.new_page()
    window.close()
