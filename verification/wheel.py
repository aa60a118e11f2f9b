"""Build wheel and sdist, check them, and install and run them from an empty folder with every extra.

    python verification/wheel.py [--only viz analysis] [--sdist] [--write]

Needs ``build`` and ``twine`` (extra ``dev``). Times and sizes are those of this machine, libraries from pip's cache
not excepted; ``--write`` puts the table into docs/how_to/install.md, where rows of extras that were not tried now stay
(``wheel.json`` keeps them). ``none`` after ``--only`` is the package without extras. With ``--sdist`` the sdist is
installed instead.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import systems

PAGE = systems.ROOT / "docs" / "how_to" / "install.md"
RECORD = Path(__file__).resolve().parent / "wheel.json"
RUN = ("run", "seed_company", "--replications", "2", "--months", "6", "--out", "run")
CLUSTER = """
from crm_adoption.scenarios.studies.cluster import started
if __name__ == "__main__":
    with started(1):
        pass
"""
COMMANDS: dict[str, list[tuple[str, ...]]] = {
    "": [("compare", "--replications", "5", "--months", "12", "--out", "compared"), ("report", "--replications", "5")],
    "viz": [RUN, ("python", "import crm_adoption.analysis.pages.mesa_page")],
    "offline": [RUN, ("python", "import crm_adoption.analysis.pages.present_page, solara_assets")],
    "cluster": [RUN, ("python", CLUSTER)],
    "analysis": [
        ("sweep", "study.toml", "--replications", "2", "--yes"),
        ("compare", "--replications", "5", "--xlsx", "--out", "compared"),
        ("decide", "--help"),
    ],
    "film": [("film", "--months", "1", "--out", "film.mp4")],
    "discovery": [RUN, ("python", "import ema_workbench")],
}  # fmt: skip
"""What is run with each extra; ``python`` runs code."""


@dataclass(frozen=True)
class Installed:
    """What an installation took, and which commands failed in it."""

    extra: str
    seconds: float
    megabytes: float
    failed: list[str]
    wheel: float = 0.0
    python: str = platform.python_version()
    system: str = f"{platform.system()} {platform.machine()}"
    day: str = date.today().isoformat()


def built(folder: Path) -> tuple[Path, Path]:
    """Build wheel and sdist, and have them checked strictly."""
    subprocess.run([sys.executable, "-m", "build", "--outdir", folder, systems.ROOT], check=True, capture_output=True)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", wheel, sdist], check=True)
    return wheel, sdist


def megabytes(folder: Path) -> float:
    """Return the size of a folder's files."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file() and not each.is_symlink()) / 1e6


def installed(package: Path, extra: str, folder: Path) -> Installed:
    """Install with one extra into an empty folder and run its commands there."""
    environment = folder / ".venv"
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    empty = megabytes(environment)
    begun = time.monotonic()
    wanted = f"{package}[{extra}]" if extra else str(package)
    quietly = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([programs / "python", "-m", "pip", "install", *quietly, wanted], check=True, cwd=folder)
    seconds, size = time.monotonic() - begun, megabytes(environment) - empty
    study = (systems.ROOT / "examples" / "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(study, encoding="utf-8")
    failed = []
    for words in COMMANDS[extra]:
        command = [programs / "crm-adoption", *words]
        if words[0] == "python":
            (folder / "code.py").write_text(words[1], encoding="utf-8")
            command = [programs / "python", "code.py"]
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode:
            failed.append(" ".join(words))
            print(done.stdout[-500:], done.stderr[-2000:], file=sys.stderr)
    return Installed(extra, seconds, size, failed, package.stat().st_size / 1e6)


def table(rows: Sequence[Installed]) -> str:
    """Return sizes and times for the page."""
    lines = ["| installed | s | MB | commands run there | Python | system | day |", "|---" * 7 + "|"]
    for each in rows:
        name = f"`crm-adoption[{each.extra}]`" if each.extra else "`crm-adoption`"
        ended = f"failed: {', '.join(each.failed)}" if each.failed else "all end well"
        size = f"{each.megabytes:,.0f}"
        cells = [name, f"{each.seconds:.0f}", size, ended, each.python, each.system, each.day]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", f"The wheel itself has {rows[0].wheel:.1f} MB."])


def recorded(rows: Sequence[Installed]) -> list[Installed]:
    """Add rows to the record, in place of earlier ones of the same extras, and return all in the order of extras."""
    kept = [Installed(**each) for each in json.loads(RECORD.read_text(encoding="utf-8"))] if RECORD.exists() else []
    by_extra = {each.extra: each for each in [*kept, *rows]}
    everything = [by_extra[extra] for extra in COMMANDS if extra in by_extra]
    RECORD.write_text(json.dumps([asdict(each) for each in everything], indent=1) + "\n", encoding="utf-8")
    return everything


def main() -> int:
    """Build, install and run; return 0 if everything worked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=list(COMMANDS), metavar="EXTRA", help="only these extras")
    parser.add_argument("--sdist", action="store_true", help="install the sdist")
    parser.add_argument("--write", action="store_true", help="write the table into docs/how_to/install.md")
    wanted = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="wheel-") as made:
        wheel, sdist = built(Path(made))
        for extra in ("" if each == "none" else each for each in wanted.only):
            with tempfile.TemporaryDirectory(prefix="empty-") as empty:
                rows.append(installed(sdist if wanted.sdist else wheel, extra, Path(empty)))
            print(f"{rows[-1].extra or 'no extra'}: {rows[-1].seconds:.0f} s, {rows[-1].megabytes:.0f} MB", flush=True)
            print("".join(f"  failed: {words}\n" for words in rows[-1].failed), end="", flush=True)
    if wanted.write:
        systems.written(PAGE, "sizes", table(recorded(rows)))
    return 1 if any(each.failed for each in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
