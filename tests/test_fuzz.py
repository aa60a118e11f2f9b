"""A minute of broken files: no reader answers with a traceback (ten minutes: verification/fuzz_readers.py)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "verification"))
from fuzz_readers import run

SECONDS = float(os.environ.get("CRM_ADOPTION_FUZZ_SECONDS", "60"))


def test_broken_files_are_read_or_refused_with_a_sentence() -> None:
    counts, findings = run(SECONDS, seed=2026)
    assert not findings, findings[0]
    assert sum(counts.values()) > 20 * SECONDS
    assert all(any(name.startswith(kind) for name in counts) for kind in ("scenario", "roster", "ties", "feature"))
