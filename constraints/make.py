"""Makes the exact versions anew: the newest of all libraries, for Python 3.11 to 3.14 on every system, with hashes.

    python constraints/make.py            # needs uv (pip install uv) and a network

It writes `base.txt` (what every installation has), `extras.txt` (all extras that users choose) and `tests.txt` (what
the tests need as well), and ``analysis/data/tested_versions.json``, by which a manifest says what was different.
A later file holds the versions of the earlier ones.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EXTRAS = {
    "base.txt": (),
    "extras.txt": ("viz", "offline", "cluster", "analysis", "discovery", "film"),
    "tests.txt": ("viz", "offline", "cluster", "analysis", "discovery", "film", "docs", "test", "dev"),
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
TABLE = ROOT / "analysis" / "data" / "tested_versions.json"
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


def made(name: str, fixed: str | None) -> None:
    """Write one file of exact versions; those of ``fixed`` are kept."""
    command = [
        "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", PYTHONS[0], "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--upgrade", "--quiet",
        "--custom-compile-command", "python constraints/make.py", "--output-file", f"constraints/{name}",
    ]  # fmt: skip
    command += [f"--extra={extra}" for extra in EXTRAS[name]]
    command += ["--constraint", f"constraints/{fixed}"] if fixed else []
    subprocess.run(command, cwd=ROOT, check=True)


def pinned(name: str) -> list[Requirement]:
    """Return the exact requirements of a file, without their hashes."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [Requirement(line.rstrip(" \\")) for line in re.findall(r"^[A-Za-z0-9].*$", text, re.MULTILINE)]


def versions(requirements: list[Requirement], python: str, system: str) -> dict[str, str]:
    """Return name and version of what is installed on one Python and system."""
    around = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system,
              "platform_system": SYSTEMS[system], "os_name": "nt" if system == "win32" else "posix",
              "platform_machine": "x86_64", "implementation_name": "cpython",
              "platform_python_implementation": "CPython"}  # fmt: skip
    return {
        each.name: str(each.specifier).removeprefix("==")
        for each in requirements
        if each.marker is None or each.marker.evaluate(around)
    }


def table() -> str:
    """Return the exact versions by Python, as JSON; where systems differ, Linux counts."""
    found = {python: versions(pinned("base.txt"), python, "linux") for python in PYTHONS}
    return json.dumps(found, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write all files; return the exit code."""
    before: str | None = None
    for name in EXTRAS:
        made(name, before)
        before = name
    TABLE.write_text(table(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
