"""Two thousand broken files: no reader answers with a traceback (ten minutes: verification/fuzz_readers.py)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "verification"))
from fuzz_readers import run

FILES = int(os.environ.get("CRM_ADOPTION_FUZZ_FILES", "2000"))


def test_broken_files_are_read_or_refused_with_a_sentence() -> None:
    counts, findings = run(2026, files=FILES)
    assert not findings, findings[0]
    assert sum(counts.values()) == FILES
    assert all(any(name.startswith(kind) for name in counts) for kind in ("scenario", "roster", "ties", "feature"))
