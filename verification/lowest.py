"""Install the lowest versions that pyproject.toml allows, and see that everything works with them.

    python verification/lowest.py             # the whole suite but the browser's, some twenty minutes
    python verification/lowest.py --short     # what CI runs: import, every --help, compare, a sweep, the golden bits

Needs uv (``pip install uv``), which resolves to the lowest: each library that we name at the lowest version we allow,
what they need in turn at its newest. The oldest Python that is served is taken, since newer ones get newer libraries.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import systems

PAGE = systems.ROOT / "docs" / "how_to" / "install.md"
HELPS = """
import contextlib, io, sys
import typer
from crm_adoption.analysis.cli.main import app, main

def names(command, words):
    yield words
    for name, each in getattr(command, "commands", {}).items():
        yield from names(each, [*words, name])

everything = list(names(typer.main.get_command(app), []))
for words in everything:
    sys.argv = ["crm-adoption", *words, "--help"]
    try:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            main()
    except SystemExit as stop:
        assert stop.code == 0 and said.getvalue(), words
print(len(everything), "helps")
"""
SWEEP = (
    "sweep",
    str(systems.ROOT / "examples" / "study.toml"),
    "--replications",
    "2",
    "--yes",
    "--out",
    "sweep.duckdb",
)
COMPARE = ("compare", "--replications", "10", "--out", "compared")


def uv() -> str:
    """Return how uv is called."""
    beside = Path(sys.executable).parent / "uv"
    found = str(beside) if beside.exists() else shutil.which("uv")
    if not found:
        raise SystemExit("This needs uv; install it with: pip install uv.")
    return found


def installed(folder: Path) -> Path:
    """Make the environment with the lowest versions, and return its Python."""
    python = folder / "environment" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    oldest = systems.here()[0]
    subprocess.run([uv(), "venv", "--quiet", "--seed", "--python", oldest.python, folder / "environment"], check=True)
    lowest = ["--resolution", "lowest-direct", f"{systems.ROOT}[test]"]
    subprocess.run([uv(), "pip", "install", "--quiet", "--compile-bytecode", "--python", python, *lowest], check=True)
    return python


def short(python: Path, folder: Path) -> list[list[str | Path]]:
    """Return the commands of the short check."""
    command = [python, "-m", "crm_adoption.analysis.cli.main"]
    golden = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", systems.ROOT / "tests" / "test_golden.py"]
    return [[python, "-c", HELPS], [*command, *COMPARE], [*command, *SWEEP], golden]


def whole(python: Path, words: Sequence[str]) -> list[list[str | Path]]:
    """Return the command of the whole suite; the pages' extra is not among the lowest."""
    tests = systems.ROOT / "tests"
    return [[python, "-m", "pytest", "-q", "--ignore", tests / "analysis" / "pages", tests, *words]]


def table(python: Path) -> str:
    """Return the lowest versions that were installed, as a table."""
    code = (
        "import re, importlib.metadata as m\n"
        "wanted = {re.match(r'[\\w-]+', r)[0] for r in m.requires('crm-adoption')}\n"
        "for name in sorted(wanted, key=str.lower):\n"
        "    try: print(f'| {name} | {m.version(name)} |')\n"
        "    except m.PackageNotFoundError: pass\n"
    )
    rows = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout
    return "| library | lowest |\n|---|---|\n" + "".join(
        line + "\n" for line in rows.splitlines() if not line.startswith("| crm-adoption ")
    )


def main() -> int:
    """Install and check; return the exit code of the first check that fails, or 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="only what CI runs")
    parser.add_argument("--write", action="store_true", help="write the versions into docs/how_to/install.md")
    parser.add_argument("words", nargs="*", help="words for pytest, after --")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lowest-") as made:
        folder = Path(made)
        python = installed(folder)
        for words in short(python, folder) if wanted.short else whole(python, wanted.words):
            print("+", *(str(word).splitlines()[-1] for word in words[1:]), flush=True)
            done = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, check=False)
            if done.returncode:
                return done.returncode
        if wanted.write:
            systems.written(PAGE, "lowest", table(python))
    return 0


if __name__ == "__main__":
    sys.exit(main())
