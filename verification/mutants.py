"""Make small deliberate mistakes in the rules, and see whether a test nearby notices each of them within a minute.

    python verification/mutants.py                       # 300 mistakes, about an hour on two cores
    python verification/mutants.py --count 20 --seed 7   # a spot check
    python verification/mutants.py --only analysis/comparing --write

A mistake is one small change of one place: a comparison the other way, plus for minus, a constant a little off, a
condition always true or never, a call of `min` for `max`, a statement left out. The places are drawn at random, each
as likely as any other. Nearby are the tests of the same room, those first that name what was changed; golden results
are not among them. Whoever is not noticed is listed in verification/MUTANTS.md, with the reason if it was looked into
(`verification/mutants_explained.toml`).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from queue import SimpleQueue

sys.path.insert(0, str(Path(__file__).resolve().parent))
from mutations import Mutation, mutations

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("model/*.py", "scenarios/core/*.py", "analysis/comparing/*.py", "analysis/deciding/objective.py",
           "analysis/company/rule.py", "analysis/company/rule_check.py")  # fmt: skip
"""What is changed: the rules of the model, what is done to it, and what is concluded from it."""
NO_RULES = {"__init__.py"}
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "site", "*.egg-info", ".mypy_cache", ".ruff_cache", ".pytest_cache",
                                  "build", "dist")  # fmt: skip
REPORT, EXPLAINED = ROOT / "verification" / "MUTANTS.md", ROOT / "verification" / "mutants_explained.toml"
SECONDS = 60.0
"""Processor time: tests that need longer are none that somebody runs while writing."""
_later = count(0, 2)
PATIENCE = 10.0
"""Times as long by the clock, for a machine that has other work too."""


@dataclass(frozen=True)
class Fate:
    """What became of one mistake: ``killed_by`` is the first test that failed, None if none did in time."""

    file: str
    line: int
    function: str
    was: str
    became: str
    killed_by: str | None
    seconds: float
    in_time: bool
    name: str


def candidates(only: str) -> list[Mutation]:
    """Return every mistake that could be made, in the order of files and lines."""
    paths = [path for pattern in SOURCES for path in sorted(ROOT.glob(pattern)) if path.name not in NO_RULES]
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    return [each for name in names if name.startswith(only) for each in mutations(ROOT / name, name)]


def nearby(tree: Path, mutation: Mutation) -> list[str]:
    """Return the test files of the room, those first that name the function that was changed, then the module."""
    room = Path(mutation.file).parent
    names = (rf"\b{re.escape(mutation.function)}\b", rf"\b{Path(mutation.file).stem}\b")

    def distance(path: Path) -> tuple[int, int]:
        text = path.read_text(encoding="utf-8")
        return next((n for n, name in enumerate(names) if re.search(name, text)), len(names)), len(text)

    folders = (folder for folder in (tree / "tests" / room, *(tree / "tests" / each for each in room.parents)))
    files = next(found for folder in folders if (found := sorted(folder.glob("test_*.py"))))
    ordered = sorted((*distance(path), str(path.relative_to(tree))) for path in files)
    near = [name for far, _, name in ordered if far < len(names)]
    return near or [name for _, _, name in ordered]


def environment(tree: Path) -> dict[str, str]:
    """Return the environment in which the tree's own package is imported, with a cache of its own where it differs."""
    mine = {"PYTHONPATH": str(tree.parent), "CRM_ADOPTION_CACHE": str(tree.parent / "cache"), "COLUMNS": "200"}
    return {**os.environ, **mine}


def tried(tree: Path, tests: Sequence[str]) -> tuple[str | None, float]:
    """Return the first test that fails, and the seconds of processor time that it took to know."""
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", *tests]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        process = subprocess.Popen(words, cwd=tree, env=environment(tree), stdin=subprocess.DEVNULL, stdout=said,
                                   stderr=said, start_new_session=True, preexec_fn=limited)  # fmt: skip
        stop = threading.Timer(PATIENCE * SECONDS, os.killpg, (process.pid, signal.SIGKILL))
        stop.start()
        _, status, used = os.wait4(process.pid, 0)
        stop.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said.read(), re.MULTILINE)
    seconds = used.ru_utime + used.ru_stime
    if process.returncode < 0:  # stopped
        return None, math.inf
    return (failed[1] if failed else f"exit {process.returncode}") if process.returncode else None, seconds


def limited() -> None:
    """Give a test process no more than its seconds of processor time."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS) + 1))


def fate(tree: Path, mutation: Mutation) -> Fate:
    """Make one mistake in a copy of the sources, run the tests nearby, and take it back."""
    path = tree / mutation.file
    sound = path.read_bytes()
    rewrite(path, mutation.applied(sound.decode()).encode())
    try:
        killed_by, seconds = tried(tree, nearby(tree, mutation))
    finally:
        rewrite(path, sound)
    place = (mutation.file, mutation.line, mutation.function, mutation.was, mutation.became)
    return Fate(*place, killed_by, round(min(seconds, SECONDS), 1), math.isfinite(seconds), mutation.name)


def rewrite(path: Path, content: bytes) -> None:
    """Write a source with a time of its own: Python takes bytecode for fresh by seconds and size."""
    path.write_bytes(content)
    now = time.time() + next(_later)
    os.utime(path, (now, now))


def fates(chosen: Sequence[Mutation], workers: int, log: Path) -> Iterator[Fate]:
    """Yield what becomes of each mistake; what a stopped run had found already is taken from its log."""
    known = {each.name: each for each in logged(log)}
    with tempfile.TemporaryDirectory(prefix="mutants-") as made:
        trees = SimpleQueue[Path]()
        for worker in range(workers):
            tree = Path(made) / str(worker) / "crm_adoption"
            shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
            trees.put(tree)

        def one(mutation: Mutation) -> Fate:
            if mutation.name in known:
                return known[mutation.name]
            tree = trees.get()
            try:
                found = fate(tree, mutation)
            finally:
                trees.put(tree)
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(found)) + "\n")
            return found

        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(one, chosen)


def logged(log: Path) -> list[Fate]:
    """Return what an earlier run has found."""
    return [Fate(**json.loads(line)) for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def report(found: Sequence[Fate], of: int, seed: int) -> str:
    """Return the page: shares by room, and who survived."""
    explained = tomllib.loads(EXPLAINED.read_text("utf-8")) if EXPLAINED.exists() else {}
    killed = [each for each in found if each.killed_by]
    rooms: dict[str, list[Fate]] = {}
    for each in found:
        rooms.setdefault(str(Path(each.file).parent), []).append(each)
    slowest = max((each.seconds for each in killed), default=0.0)
    lines = [
        "# Deliberate mistakes, and who noticed them", "",
        f"Made by `python verification/mutants.py --count {len(found)} --seed {seed} --write`: {len(found)} of {of:,} "
        "places drawn at random, one small mistake each; the tests of the same room had a minute of processor time "
        "(compilation of the changed engine included). Golden results took no part.", "",
        f"**{len(killed)} of {len(found)} noticed ({len(killed) / len(found):.1%})**; median "
        f"{sorted(each.seconds for each in killed)[len(killed) // 2]:.0f} s, slowest {slowest:.0f} s.", "",
        "| room | mistakes | noticed | share |", "|---|---|---|---|",
    ]  # fmt: skip
    for room, each in sorted(rooms.items()):
        seen = sum(one.killed_by is not None for one in each)
        lines.append(f"| {room}/ | {len(each)} | {seen} | {seen / len(each):.0%} |")
    lines += ["", "## Not noticed", "", "| place | mistake | reason |", "|---|---|---|"]
    for one in found:
        if one.killed_by is None:
            reason = explained.get(
                one.name, "not looked into" if one.in_time else "no answer within a minute of processor time"
            )
            place = f"{one.file}:{one.line} `{one.function}`"
            lines.append(f"| {place} | `{told(one.was)}` → `{told(one.became)}` | {reason} |")
    return "\n".join(lines) + "\n"


def told(code: str) -> str:
    """Return a piece of code for a table's cell."""
    return re.sub(r"\s+", " ", code).replace("|", "\\|")[:90]


def main() -> int:
    """Draw, make, try; return 1 if fewer than nine of ten are noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300, help="how many mistakes are drawn")
    parser.add_argument("--seed", type=int, default=16, help="which are drawn")
    parser.add_argument("--only", default="", help="only files whose path begins with this")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many are tried at once")
    parser.add_argument("--log", type=Path, default=None, help="kept and continued after a stop, if given")
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    wanted = parser.parse_args()
    places = candidates(wanted.only)
    chosen = random.Random(wanted.seed).sample(places, min(wanted.count, len(places)))
    found = []
    with tempfile.TemporaryDirectory() as made:
        for each in fates(chosen, wanted.workers, wanted.log or Path(made) / "log.jsonl"):
            found.append(each)
            what = f"killed by {each.killed_by}" if each.killed_by else "SURVIVED" if each.in_time else "OUT OF TIME"
            print(f"{len(found)}/{len(chosen)} {each.file}:{each.line} {told(each.was)} -> {told(each.became)}: {what}"
                  f" ({each.seconds:.0f} s)", flush=True)  # fmt: skip
    page = report(found, len(places), wanted.seed)
    if wanted.write:
        REPORT.write_text(page, encoding="utf-8")
    print(page)
    return 0 if sum(each.killed_by is not None for each in found) >= 0.9 * len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
