"""README's two commands, word for word, on fresh Debians with only ``python3``, ``python3-venv`` and ``git``.

    python verification/fresh.py --debians ~/debians [--only trixie] [--first] [--write]

Needs root and debootstrap. ``--first`` leaves the tests out. The kit for networks without internet is tried as well:
its two commands, as they stand in docs/how_to/install.md, the second one in a network namespace without a route.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import systems
from systems import System

PAGE = systems.ROOT / "docs" / "how_to" / "install.md"
CLONE = "/crm-adoption-fresh"
SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A command, how long it took, and whether it ended well."""

    words: str
    seconds: float
    good: bool


def commands() -> tuple[str, str]:
    """Return README's first two blocks of shell: the main job, and the tests."""
    first, tests = SHELL.findall((systems.ROOT / "README.md").read_text(encoding="utf-8"))[:2]
    return first.strip(), tests.strip()


def kit() -> tuple[str, str]:
    """Return the page's two commands of the kit: making it, and installing from it."""
    part = PAGE.read_text(encoding="utf-8").partition("## Without a network")[2]
    make, install = SHELL.findall(part)[:2]
    return make.strip(), install.strip()


def done(system: System, command: str, folder: str, log: Path, *, offline: bool = False) -> Step:
    """Run a line of shell as a user would type it."""
    begun = time.monotonic()
    shell = ["unshare", "--net", "sh", "-c", command] if offline else ["sh", "-c", command]
    code = system.run(shell, folder=folder, log=log).returncode
    return Step(command, time.monotonic() - begun, code == 0)


def tried(system: System, log: Path, *, tests: bool) -> list[Step]:
    """Run the commands on one fresh system."""
    systems.checkout(system, CLONE)
    wanted = commands() if tests else commands()[:1]
    steps = [done(system, command, CLONE, log) for command in wanted]
    make, install = kit()
    steps.append(done(system, make, CLONE, log))
    other = f"{CLONE}-offline"
    system.run(["sh", "-c", f"rm -rf {other} && mkdir {other} && mv {CLONE}/kit {other}/"], folder="/")
    steps.append(done(system, install, other, log, offline=True))
    job = ".venv/bin/crm-adoption compare --replications 10"
    return [*steps, done(system, job, other, log, offline=True)]


def table(rows: dict[str, list[Step]], *, tests: bool, page: str) -> str:
    """Return the table for the page: seconds of each command; systems that were not tried now keep their row."""
    heads = ["fresh system", "on", "first command", "tests", "kit made", "installed without a network", "run there"]
    lines = {each[1]: each[0] for each in re.finditer(r"^\| (Debian \w+)\b.*$", part(page), re.MULTILINE)}
    for name, steps in rows.items():
        said = [f"{each.seconds:,.0f} s" if each.good else "failed" for each in steps]
        if not tests:
            said.insert(1, "not tried")
        release = name.partition(",")[0]
        lines[release] = f"| {' | '.join([name, date.today().isoformat(), *said])} |"
    head = f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"
    return "\n".join([*head, *(lines[each] for each in sorted(lines)), "", "The machine had other work to do."])


def part(page: str) -> str:
    """Return the part of the page that holds the table."""
    return page.partition("<!-- measured: fresh -->")[2].partition("<!-- end -->")[0]


def main(words: Sequence[str] | None = None) -> int:
    """Try the fresh systems; return 0 if every command ended well on each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--debians", type=Path, required=True, help="folder in which the systems are made")
    parser.add_argument("--only", nargs="+", default=list(systems.DEBIANS), choices=list(systems.DEBIANS))
    parser.add_argument("--first", action="store_true", help="without the tests")
    parser.add_argument("--write", action="store_true", help="write the table into docs/how_to/install.md")
    wanted = parser.parse_args(words)
    if not systems.can_make():
        raise SystemExit("This needs root, debootstrap, unshare and chroot.")
    rows = {}
    for release in wanted.only:
        system = systems.debian(release, wanted.debians)
        rows[system.name] = tried(system, wanted.debians / f"{release}.fresh.log", tests=not wanted.first)
        for each in rows[system.name]:
            print(f"{system.name}: {'ok' if each.good else 'FAILED'}, {each.seconds:.0f} s: {each.words}", flush=True)
    if wanted.write:
        systems.written(PAGE, "fresh", table(rows, tests=not wanted.first, page=PAGE.read_text("utf-8")))
    return 0 if all(each.good for steps in rows.values() for each in steps) else 1


if __name__ == "__main__":
    sys.exit(main())
