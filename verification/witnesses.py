"""Which tests run through which functions, and how long each takes: a plugin of pytest, for `mutants.py`.

    PYTHONPATH=verification python -m pytest -p witnesses --witnesses found.json --witnessed model tests/model

A mistake in a function is tried on the tests that run through it, the quickest first. What a fixture runs counts for
all tests that ask for it, not only for the first. Whoever takes too long, or fails, is no witness.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 15.0
"""Seconds of processor time after which a test is none that notices a mistake quickly."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask where to write what was found, and about which folders."""
    parser.addoption("--witnesses", help="the file to write")
    parser.addoption("--witnessed", action="append", default=[], help="a folder of sources whose functions are watched")


def pytest_configure(config: pytest.Config) -> None:
    """Begin to watch."""
    if config.getoption("--witnesses"):
        folders = tuple(f"{ROOT / each}/" for each in config.getoption("--witnessed"))
        config.pluginmanager.register(Witnesses(Path(config.getoption("--witnesses")), folders), "the witnesses")


class Witnesses:
    """Who runs through what.

    Parameters
    ----------
    file : Path
    folders : tuple of str
        With a ``/`` at the end.
    """

    def __init__(self, file: Path, folders: tuple[str, ...]) -> None:
        self.file, self.folders = file, folders
        self.passed: dict[str, float] = {}
        self.of: dict[str, set[str]] = {}
        self.fixtures: dict[str, set[str]] = {}
        self.own: set[str] = set()

    @contextmanager
    def watched(self, into: set[str]) -> Generator[None]:
        """Note the functions that are entered, also in other threads."""
        outer = sys.gettrace()

        def enter(frame: FrameType, event: str, arg: object) -> None:
            code = frame.f_code
            if code.co_filename.startswith(self.folders):
                into.add(f"{code.co_filename.removeprefix(f'{ROOT}/')}:{code.co_name}")

        sys.settrace(enter)
        threading.settrace(enter)
        try:
            yield
        finally:
            sys.settrace(outer)
            threading.settrace(outer)  # type: ignore[arg-type]

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """Watch a fixture on account of all that ask for it."""
        with self.watched(self.fixtures.setdefault(f"{fixturedef.baseid} {fixturedef.argname}", set())):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Watch a test, and stop it when it takes long."""
        _limit(PATIENCE)
        began = time.process_time()
        try:
            with self.watched(self.of.setdefault(item.nodeid, set())):
                return (yield)
        finally:
            _limit(0)
            if item.nodeid in self.passed:
                self.passed[item.nodeid] = time.process_time() - began
            for definitions in item._fixtureinfo.name2fixturedefs.values():  # type: ignore[attr-defined]
                for each in definitions:
                    self.of[item.nodeid] |= self.fixtures.get(f"{each.baseid} {each.argname}", set())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember who passed."""
        if report.when == "call" and report.passed:
            self.passed[report.nodeid] = 0.0

    def pytest_sessionfinish(self) -> None:
        """Write who is a witness of what."""
        found = [
            {"test": name, "seconds": round(seconds, 3), "functions": sorted(self.of[name])}
            for name, seconds in sorted(self.passed.items(), key=_by_time)
        ]
        self.file.write_text("\n".join(json.dumps(each) for each in found) + "\n", encoding="utf-8")


def _by_time(passed: tuple[str, float]) -> float:
    return passed[1]


def _limit(seconds: float) -> None:
    """Give a test some seconds of processor time, and six times as many by the clock for what it waits for."""
    for clock, alarm, times in ((signal.ITIMER_PROF, signal.SIGPROF, 1), (signal.ITIMER_REAL, signal.SIGALRM, 6)):
        signal.signal(alarm, _late)
        signal.setitimer(clock, times * seconds)


def _late(number: int, frame: FrameType | None) -> None:
    pytest.skip(f"no quick test: it takes more than {PATIENCE:.0f} s")  # hypothesis lets this through
