"""KI is artificial intelligence on German pages; an interval of 95 % is called that, everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXTS = sorted(
    path for folder, kinds in (("analysis", ("py", "toml", "vue")), ("scenarios", ("py", "toml")), ("docs", ("md",)))
    for kind in kinds for path in (ROOT / folder).rglob(f"*.{kind}")
)  # fmt: skip
INTERVAL = re.compile(r"%-KI\b|\(KI\)|\bKI (?:des|der) (?:Mittel|mittleren|Differenz)|Konfidenzintervall|% Konfidenz\b")


@pytest.mark.parametrize("folder", ["analysis", "scenarios", "docs"])
def test_ki_is_no_confidence_interval(folder: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEXTS
        if path.relative_to(ROOT).parts[0] == folder
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if INTERVAL.search(line)
    }
    assert wrong == set()


def test_the_words_are_found() -> None:
    assert len(TEXTS) > 300
    assert any("95-%-Intervall" in path.read_text("utf-8") for path in TEXTS)
    assert INTERVAL.search("95-%-KI von")
