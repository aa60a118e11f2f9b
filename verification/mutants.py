"""Make small deliberate mistakes in the rules, and see whether a test nearby notices each of them within a minute.

    python verification/mutants.py --kept FOLDER --write            # 300 mistakes: 20 to 40 minutes of processor time
    python verification/mutants.py --kept FOLDER --only model/      # the part of them that is in model/
    python verification/mutants.py --kept FOLDER --again --write    # those that nobody noticed, once more

A mistake is one small change of one place: a comparison the other way, plus for minus, a constant a little off, a
condition always true or never, a call of `min` for `max`, a statement left out. The places are drawn by the hash of
their name, so that they stay the same ones when the code around them changes. Nearby are the tests of the same room
that run through the function (`witnesses.py` finds them), the quickest first; golden results are not among them. The
engine is run as plain Python where the mistake is in it, for compiling it takes half a minute each time. Every mistake
is tried in a process of its own that begins with the libraries imported, and the first test that fails ends it.

What is found is kept in the folder, and a run that was stopped goes on there. Whoever is not noticed is listed in
verification/MUTANTS.md, with the reason if it was looked into (`verification/mutants_explained.toml`).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import cache
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from mutants_report import Fate, report, told
from mutations import Mutation, mutations

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("model/*.py", "scenarios/core/*.py", "analysis/comparing/*.py", "analysis/deciding/objective.py",
           "analysis/company/rule.py", "analysis/company/rule_check.py")  # fmt: skip
"""What is changed: the rules of the model, what is done to it, and what is concluded from it."""
NO_RULES = {"__init__.py"}
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "site", "*.egg-info", ".mypy_cache", ".ruff_cache", ".pytest_cache",
                                  "build", "dist")  # fmt: skip
REPORT = ROOT / "verification" / "MUTANTS.md"
SECONDS = 60.0
"""Processor time: tests that need longer are none that somebody runs while writing."""
ENOUGH = 30.0
"""Seconds that the tests tried take without the mistake: where they do not end in twice that, it is noticed."""
MOST = 150
"""Tests tried, at most."""
ENGINE = "model/"
"""Where a mistake would have everything compiled anew."""
LIBRARIES = ["numba", "pandas", "scipy.stats", "matplotlib.pyplot", "mesa", "networkx", "typer", "rich", "jinja2",
             "babel", "pytest", "hypothesis", "_pytest.assertion.rewrite"]  # fmt: skip
"""What every process begins with; nothing of ours."""
ENDLESS = "no end"
PATIENCE = 20.0
"""Times as long by the clock as of the processor, for a machine that has other work too."""
_later = count(0, 2)


def candidates() -> list[Mutation]:
    """Return every mistake that could be made, in the order of files and lines."""
    paths = [path for pattern in SOURCES for path in sorted(ROOT.glob(pattern)) if path.name not in NO_RULES]
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    return [each for name in names for each in mutations(ROOT / name, name)]


def drawn(places: Sequence[Mutation], number: int, seed: int) -> list[Mutation]:
    """Return some places at random, each as likely as any other, in the order of the files."""
    by_chance = sorted(places, key=lambda each: hashlib.sha256(f"{seed} {each.name}".encode()).digest())
    chosen = {each.name for each in by_chance[:number]}
    return [each for each in places if each.name in chosen]


@cache
def room(file: str) -> str:
    """Return the folder of tests for a source: that of its room, or of the nearest above."""
    folders = (Path("tests") / each for each in Path(file).parents)
    return next(each.as_posix() for each in folders if sorted((ROOT / each).glob("test_*.py")))


def witnesses(tests: str, source: str, kept: Path) -> list[dict[str, Any]]:
    """Return the tests of a room with their seconds and the functions that they run through, the quickest first."""
    file = kept / f"{source.replace('/', '-')}.witnesses.jsonl"
    if not file.exists():
        words = ["-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "witnesses", "--witnesses", str(file),
                 "--witnessed", source, tests]  # fmt: skip
        tree = copied(kept / "0")
        mine = {**os.environ, **environment(tree, source)}
        subprocess.run([sys.executable, *words], cwd=tree, env=mine, preexec_fn=_on_one_core, check=False)
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def _on_one_core() -> None:
    """Keep the engine from working on several threads: a test that takes too long could not be stopped in them."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def nearby(mutation: Mutation, known: Sequence[dict[str, Any]]) -> list[str]:
    """Return the tests to try: those that run through the function, one of each kind first, then those of the file."""
    through, ranked = f"{mutation.file}:{mutation.function}", list[tuple[tuple[bool, int, float], str, float]]()
    alike: dict[str, int] = {}
    for each in known:  # the quickest first
        kind = each["test"].split("[")[0]
        if any(name.startswith(f"{mutation.file}:") for name in each["functions"]):
            place = (through not in each["functions"], alike.get(kind, 0), each["seconds"])
            ranked.append((place, each["test"], each["seconds"]))
            alike[kind] = alike.get(kind, 0) + 1
    chosen, spent = list[str](), 0.0
    for _, test, seconds in sorted(ranked):
        if spent + seconds <= ENOUGH and len(chosen) < MOST:
            chosen.append(test)
            spent += seconds
    return chosen


def copied(folder: Path) -> Path:
    """Return a copy of the sources inside a folder, under the name of the package; its engine stays compiled there."""
    shutil.rmtree(folder / "crm_adoption", ignore_errors=True)
    return shutil.copytree(ROOT, folder / "crm_adoption", ignore=LEFT_OUT)


def environment(tree: Path, source: str) -> dict[str, str]:
    """Return what a process has to know: where the tree's own package is, and whether the engine is compiled."""
    mine = {"PYTHONPATH": f"{tree.parent}{os.pathsep}{tree / 'verification'}", "COLUMNS": "200",
            "CRM_ADOPTION_CACHE": str(tree.parent / "cache")}  # fmt: skip
    return {**mine, "NUMBA_DISABLE_JIT": "1"} if source.startswith(ENGINE.rstrip("/")) else mine


def tried(tree: Path, tests: Sequence[str], source: str) -> tuple[str | None, float]:
    """Return the first test that fails, and the seconds of processor time that it took to know."""
    said = tree.parent / "said.json"
    said.unlink(missing_ok=True)
    process = multiprocessing.get_context("forkserver").Process(target=_run, args=(tree, list(tests), source, said))
    process.start()
    process.join(PATIENCE * SECONDS)
    process.kill()
    if not said.exists():  # stopped
        return ENDLESS, SECONDS
    failed, seconds = json.loads(said.read_text("utf-8"))
    return failed, seconds


def _run(tree: Path, tests: list[str], source: str, said: Path) -> None:
    """Run the tests in this process, and write what came of it."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS) + 1))
    os.environ.update(environment(tree, source))
    os.chdir(tree)
    sys.path[:0] = [str(tree.parent), str(tree / "verification")]
    import numba
    import pytest

    numba.config.DISABLE_JIT = int("NUMBA_DISABLE_JIT" in environment(tree, source))  # type: ignore[attr-defined]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", *tests])
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", out.getvalue(), re.MULTILINE)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(each.ru_utime + each.ru_stime for each in used)
    part = said.with_suffix(".part")
    part.write_text(json.dumps([(failed[1] if failed else f"exit {code}") if code else None, seconds]), "utf-8")
    part.rename(said)
    os._exit(0)


def fate(tree: Path, mutation: Mutation, known: Sequence[dict[str, Any]]) -> Fate:
    """Make one mistake in a copy of the sources, run the tests nearby, and take it back."""
    path = tree / mutation.file
    sound = path.read_bytes()
    tests = nearby(mutation, known)
    rewrite(path, mutation.applied(sound.decode()).encode())
    try:
        killed_by, seconds = tried(tree, tests, mutation.file) if tests else (None, 0.0)
    finally:
        rewrite(path, sound)
    place = (mutation.file, mutation.line, mutation.function, mutation.was, mutation.became)
    return Fate(*place, killed_by, round(seconds, 1), len(tests), mutation.name)


def rewrite(path: Path, content: bytes) -> None:
    """Write a source with a time of its own: Python takes bytecode for fresh by seconds and size."""
    path.write_bytes(content)
    now = time.time() + next(_later)
    os.utime(path, (now, now))


def fates(chosen: Sequence[Mutation], workers: int, kept: Path) -> Iterator[Fate]:
    """Yield what becomes of each mistake; what a stopped run had found already is taken from its folder."""
    log = kept / "fates.jsonl"
    known = logged(log)
    pairs = {(room(each.file), str(Path(each.file).parent)) for each in chosen if each.name not in known}
    nearest = {source: witnesses(tests, source, kept) for tests, source in sorted(pairs)}
    trees = SimpleQueue[Path]()
    for worker in range(workers):
        trees.put(copied(kept / str(worker)))

    def one(mutation: Mutation) -> Fate:
        if mutation.name in known:
            return known[mutation.name]
        tree = trees.get()
        try:
            found = fate(tree, mutation, nearest[str(Path(mutation.file).parent)])
        finally:
            trees.put(tree)
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(found)) + "\n")
        return found

    multiprocessing.get_context("forkserver").set_forkserver_preload(LIBRARIES)
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(one, chosen)


def logged(log: Path) -> dict[str, Fate]:
    """Return what earlier runs have found, the last about each."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return {each.name: each for each in (Fate(**json.loads(line)) for line in lines)}


def forget(kept: Path) -> None:
    """Forget whom nobody noticed, and which tests run through what, so that they are tried again."""
    found = [each for each in logged(kept / "fates.jsonl").values() if each.killed_by]
    (kept / "fates.jsonl").write_text("".join(json.dumps(asdict(each)) + "\n" for each in found), "utf-8")
    for file in kept.glob("*.witnesses.jsonl"):
        file.unlink()


def main() -> int:
    """Draw, make, try; return 1 if fewer than nine of ten are noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300, help="how many mistakes are drawn")
    parser.add_argument("--seed", type=int, default=16, help="which are drawn")
    parser.add_argument("--only", default="", help="only files whose path begins with this")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many are tried at once")
    parser.add_argument("--kept", type=Path, required=True, help="the folder where what is found is kept")
    parser.add_argument("--again", action="store_true", help="try those once more that nobody noticed")
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    wanted = parser.parse_args()
    places = candidates()
    chosen = drawn(places, wanted.count, wanted.seed)
    wanted.kept.mkdir(parents=True, exist_ok=True)
    if wanted.again:
        forget(wanted.kept)
    found = []
    for each in fates([each for each in chosen if each.file.startswith(wanted.only)], wanted.workers, wanted.kept):
        found.append(each)
        what = f"killed by {each.killed_by}" if each.killed_by else "SURVIVED"
        place = f"{each.file}:{each.line} {told(each.was)} -> {told(each.became)}"
        print(f"{len(found)} {place}: {what} ({each.seconds:.1f} s)", flush=True)
    page = report(found, len(places), wanted.seed, ENOUGH)
    if wanted.write:
        REPORT.write_text(page, encoding="utf-8")
    print(page)
    return 0 if sum(each.killed_by is not None for each in found) >= 0.9 * len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
