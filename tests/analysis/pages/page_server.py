"""The commands ``crm-adoption mesa`` and ``present`` as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def page_process(
    *words: str, command: str = "mesa", port: int | None = None, said: list[str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start ``crm-adoption mesa`` or ``present`` with no way out of this machine; yield address and process.

    What it says before it is there goes to the end of ``said``.
    """
    quietly = {"mesa": "--no-open", "present": "--no-browser"}[command]
    start = [sys.executable, "-m", "crm_adoption.analysis.cli.main", command, quietly]
    start += ["--port", str(port or free_port())]
    nowhere = {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": ""}
    running = subprocess.Popen(
        [*start, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        env={**os.environ, **nowhere},
    )  # fmt: skip
    try:
        assert running.stdout is not None
        said = [] if said is None else said
        while "http://" not in (line := running.stdout.readline()):
            said.append(line)
            assert line, "the server has ended: " + "".join(said)
        yield next(word for word in line.split() if word.startswith("http")).rstrip("."), running
    finally:
        running.terminate()
        running.wait(20)


def reads(part: Any, words: str) -> None:
    """Wait until a part of the page says these words: what a click changes comes in several messages."""
    from playwright.sync_api import expect  # only who has a page has the library

    expect(part).to_have_text(words)
