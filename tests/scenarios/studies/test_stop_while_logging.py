"""Ctrl-C may come at any moment, also while a line of the log is being written."""

from __future__ import annotations

import logging
import signal
import threading

import pytest
from crm_adoption.scenarios.studies.running import _asked_to_stop


def test_the_answer_to_a_signal_writes_no_log(caplog: pytest.LogCaptureFixture) -> None:
    """A log that is written from within its own writing raises RuntimeError (reentrant call)."""
    ended = threading.Event()
    with caplog.at_level(logging.DEBUG), _asked_to_stop(ended):
        signal.raise_signal(signal.SIGINT)
    assert ended.is_set()
    assert caplog.records == []


def test_a_second_signal_interrupts() -> None:
    with _asked_to_stop(threading.Event()):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
