"""Run the tests on every Python that is found or can be made, with the newest libraries, and write what came of it.

    python verification/pythons.py                                   # the Pythons of this machine, the whole suite
    python verification/pythons.py --debians ~/debians               # and Debian trixie and sid, made there by root
    python verification/pythons.py --only 3.13 -- tests/model -n 2   # words after -- go to pytest

Each Python gets an environment of its own from a fresh clone of what is committed. With ``--write`` the table goes to
docs/how_to/install.md (rows of Pythons that did not run now stay); logs are kept below ``--work``.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import systems
from systems import System

PAGE = systems.ROOT / "docs" / "how_to" / "install.md"
RECORD = Path(__file__).resolve().parent / "pythons.json"
SHOWN = ("numpy", "numba", "pandas", "scipy", "mesa")
GOLDEN = "tests/test_golden.py"


@dataclass(frozen=True)
class Tried:
    """What came of the tests on one Python."""

    system: str
    python: str
    passed: int
    failed: list[str]
    skipped: int
    golden: bool
    seconds: float
    versions: dict[str, str]
    tests: str
    day: str


def installed(system: System, source: str, environment: str, log: Path) -> str:
    """Make an environment with the newest libraries, and return the path of its Python."""
    python = f"{environment}/bin/python"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for words in ([system.python, "-m", "venv", "--clear", environment], [*pip, ".[dev]"]):
        done = system.run(words, folder=source, log=log)
        if done.returncode:
            raise SystemExit(f"{system.name}: {' '.join(words)} failed; see {log}")
    return python


def versions(system: System, python: str) -> dict[str, str]:
    """Return the versions of what decides about numbers."""
    code = f"import json,importlib.metadata as m; print(json.dumps({{n: m.version(n) for n in {SHOWN!r}}}))"
    found: dict[str, str] = json.loads(system.run([python, "-c", code], folder="/").stdout)
    return found


def counted(text: str) -> tuple[int, int]:
    """Return how many tests passed and were skipped, from pytest's last line."""
    last = next((line for line in reversed(text.splitlines()) if re.search(r"\d+ (passed|failed|error)", line)), "")
    found = {word: int(number) for number, word in re.findall(r"(\d+) (passed|skipped)", last)}
    return found.get("passed", 0), found.get("skipped", 0)


def tried(system: System, words: Sequence[str], work: Path) -> Tried:
    """Install and run the tests on one Python."""
    name = re.sub(r"\W+", "-", system.name)
    log = work / f"{name}.log"
    base = "/crm-adoption-tried" if system.root else str(work / name)
    source, environment = f"{base}/source", f"{base}/environment"
    systems.checkout(system, source)
    python = installed(system, source, environment, log)
    begun = time.monotonic()
    done = system.run([python, "-m", "pytest", "-q", *words], folder=source, log=log)
    seconds = time.monotonic() - begun
    golden = system.run([python, "-m", "pytest", "-q", GOLDEN], folder=source, log=log).returncode == 0
    passed, skipped = counted(done.stdout)
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    if done.returncode not in (0, 1):
        failed.append(f"pytest ended with code {done.returncode}")
    version = system.run([python, "--version"], folder="/").stdout.split()[-1]
    return Tried(system.name, version, passed, failed, skipped, golden, seconds, versions(system, python),
                 narrowed(words), date.today().isoformat())  # fmt: skip


def narrowed(words: Sequence[str]) -> str:
    """Return which tests the words choose; how many run at once chooses none."""
    at_once = {"-n", "auto", "2", "--dist", "worksteal"}
    return "all" if set(words) <= at_once else " ".join(words)


def table(rows: Sequence[Tried]) -> str:
    """Return the table for the page."""
    heads = ["Python", "system", *SHOWN, "passed", "failed", "skipped", "golden bits", "tests", "minutes", "day"]
    lines = [heads, ["---"] * len(heads)]
    for each in sorted(rows, key=lambda row: [int(n) for n in row.python.split(".")]):
        minutes = f"{each.seconds / 60:.0f}"
        lines.append([
            each.python, each.system.partition(", Python")[0], *(each.versions.get(name, "") for name in SHOWN),
            str(each.passed), ", ".join(f"`{name}`" for name in each.failed) or "0", str(each.skipped),
            "the same" if each.golden else "other", each.tests, minutes, each.day,
        ])  # fmt: skip
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def chosen(only: Sequence[str], debians: Path | None) -> list[System]:
    """Return the systems to try: of this machine, and made ones where a folder for them is given."""
    found = systems.here()
    if debians and systems.can_make():
        found += [systems.debian(each, debians) for each in ("trixie", "sid")]
    elif debians:
        print("Debian systems were not made: that takes root and debootstrap.")
    return [each for each in found if not only or any(f" {wanted}." in each.name for wanted in only)]


def recorded(rows: Sequence[Tried]) -> list[Tried]:
    """Add rows to the record, in place of earlier ones of the same system, and return all."""
    kept = [Tried(**each) for each in json.loads(RECORD.read_text(encoding="utf-8"))] if RECORD.exists() else []
    everything = [each for each in kept if each.system not in {row.system for row in rows}] + list(rows)
    RECORD.write_text(json.dumps([asdict(each) for each in everything], indent=1) + "\n", encoding="utf-8")
    return everything


def main() -> int:
    """Try all chosen Pythons; return 0 if every test passed on each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[], metavar="3.X", help="only these Pythons")
    parser.add_argument("--debians", type=Path, help="folder in which Debian trixie and sid are made, by root")
    parser.add_argument("--work", type=Path, help="folder for environments and logs, default a new one")
    parser.add_argument("--write", action="store_true", help="write the table into docs/how_to/install.md")
    parser.add_argument("words", nargs="*", help="words for pytest, after --")
    wanted = parser.parse_args()
    work = (wanted.work or Path(tempfile.mkdtemp(prefix="pythons-"))).resolve()
    work.mkdir(parents=True, exist_ok=True)
    print(f"On {platform.platform()}; logs in {work}")
    rows = []
    for system in chosen(wanted.only, wanted.debians):
        rows.append(tried(system, wanted.words, work))
        print(f"{system.name}: {rows[-1].passed} passed, {len(rows[-1].failed)} failed, {rows[-1].skipped} skipped")
        print("".join(f"  {name}\n" for name in rows[-1].failed), end="", flush=True)
        if wanted.write:
            systems.written(PAGE, "pythons", table(recorded(rows)))
    return 0 if rows and not any(row.failed or not row.golden for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
