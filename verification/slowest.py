"""The slowest tests, and where the time of the suite goes: read from what pytest has measured.

    python -m pytest -n auto --dist worksteal --junitxml=times.xml
    python verification/slowest.py times.xml            # on the screen
    python verification/slowest.py times.xml --write    # into docs/tests.md

A test's time holds what it sets up, also what others use after it.
"""

from __future__ import annotations

import argparse
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "tests.md"
BEGIN, END = "<!-- slowest -->", "<!-- end -->"
MANY = 20


@dataclass(frozen=True)
class Timed:
    """A test, and how long it took."""

    file: str
    name: str
    seconds: float


def timed(report: Path) -> list[Timed]:
    """Return the tests of a report in JUnit's form, the slowest first."""
    cases = ET.parse(report).getroot().iter("testcase")
    found = [Timed(_file(each), each.get("name", ""), float(each.get("time", 0))) for each in cases]
    return sorted(found, key=lambda each: (-each.seconds, each.file, each.name))


def _file(case: ET.Element) -> str:
    return case.get("classname", "").replace(".", "/") + ".py"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(each)} |" for each in (heads, ["---:"] + ["---"] * (len(heads) - 1), *rows)]


def page(tests: Sequence[Timed]) -> str:
    """Return what is told of the times, as Markdown."""
    folders: Counter[str] = Counter()
    for each in tests:
        folders[each.file.rpartition("/")[0]] += each.seconds
    total = sum(each.seconds for each in tests)
    share = sum(each.seconds for each in tests[:MANY]) / total
    said = f"{len(tests):,} tests took {total:,.0f} s of one core; the {MANY} slowest of them {share:.0%}."
    slow = [(f"{each.seconds:.1f}", f"`{each.file}`", f"`{each.name}`") for each in tests[:MANY]]
    rooms = [(f"{seconds:.0f}", f"`{name}/`") for name, seconds in folders.most_common(MANY)]
    parts = [[said], _table(("s", "file", "test"), slow), _table(("s", "folder"), rooms)]
    return "\n\n".join("\n".join(part) for part in parts)


def write(text: str, path: Path = PAGE) -> None:
    """Put the text between the marks on the page."""
    old = path.read_text(encoding="utf-8")
    head, tail = old.split(BEGIN)[0], old.split(END)[-1]
    path.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8", newline="\n")


def main() -> int:
    """Show the slowest tests, or write them onto the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path, help="what pytest wrote with --junitxml")
    parser.add_argument("--write", action="store_true", help=f"write them into {PAGE.name}")
    given = parser.parse_args()
    text = page(timed(given.report))
    if given.write:
        write(text)
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
