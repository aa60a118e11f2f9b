"""Sixteen sessions on the presenter's page: its server keeps its memory (half an hour: verification/SOAK.md)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

sys.path.insert(0, str(Path(__file__).parents[3] / "verification"))
from soak_page import MOST_GROWTH, Soaked, soak

MINUTES, SESSIONS = 0.5, 12
"""As many sessions as a slow machine manages in the time: what a session leaves behind must not hang on the machine."""


def test_growth_is_what_a_line_through_the_readings_says() -> None:
    seconds = [10.0 * step for step in range(11)]
    leaking = Soaked(seconds, [400.0 + second for second in seconds], 11, [])
    assert leaking.growth() == pytest.approx(80.0 / 460.0)
    assert leaking.growth() > MOST_GROWTH
    assert Soaked(seconds, [900.0] * 2 + [500.0] * 9, 11, []).growth() == 0.0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc, which is Linux's")
def test_memory_stays_flat_while_sessions_come_and_go(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_ADOPTION_PAGE_MEGABYTES", "4")
    monkeypatch.setenv("SOLARA_KERNEL_CULL_TIMEOUT", "5s")  # else sessions that are gone pile up for the whole minute
    found = soak(MINUTES, browser=browser, most=SESSIONS)
    print(f"{found.sessions} sessions, memory {100 * found.growth():+.1f} %")
    assert found.complaints == []
    assert found.growth() <= MOST_GROWTH
