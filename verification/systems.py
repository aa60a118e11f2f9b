"""Pythons to try the package with: those on this machine, and Debian systems made by debootstrap.

Used by `pythons.py`, `fresh.py` and `lowest.py`; nothing here knows what is tried.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEBIANS = {"bookworm": "3.11", "trixie": "3.13", "sid": "3.14"}
"""Debian's releases, and the Python that each has at present."""
MIRROR = "http://deb.debian.org/debian"
INSIDE = """set -e
root=$1; shift
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
rm -f "$root/dev/ptmx"; ln -s pts/ptmx "$root/dev/ptmx"
exec chroot "$root" "$@"
"""


@dataclass(frozen=True)
class System:
    """A Python to try: a program of this machine, or ``python3`` of a Debian below ``root``."""

    name: str
    python: str
    root: Path | None = None

    def run(
        self, words: Sequence[str | Path], *, folder: str | Path, log: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program there, in a folder as it is called there; what it says goes to ``log`` as well."""
        command = [str(word) for word in words]
        where: Path | None = Path(folder)
        if self.root:
            step = ["bash", "-c", 'cd "$1" && shift && exec "$@"', "-", str(folder), *command]
            command = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", INSIDE, "-"]
            command, where = [*command, str(self.root), *step], None
        done = subprocess.run(
            command, cwd=where, env=self._environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if log:
            with log.open("a", encoding="utf-8") as file:
                file.write(f"$ {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done

    def _environment(self) -> dict[str, str]:
        """Return the environment; a fresh Debian gets the system's paths and nothing of this user's Pythons."""
        if not self.root:
            return dict(os.environ)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not re.match("PYENV|VIRTUAL|PYTHON|PIP_FIND_LINKS", name)
        }
        return {**kept, "HOME": "/root", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}

    def outside(self, folder: str) -> Path:
        """Return the path by which this machine sees a folder of the system."""
        return self.root / folder.lstrip("/") if self.root else Path(folder)


def _version(program: Path | str) -> str | None:
    """Return the version of a Python as "3.13.0", or None if it does not run."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.fullmatch(r"Python (\d+\.\d+\.\d+)\S*", said.stdout.strip())
    return found[1] if found and said.returncode == 0 else None


def _programs() -> Iterator[Path]:
    """Yield programs that may be a Python: on the path, pyenv's, uv's."""
    for minor in range(11, 20):
        if on_path := shutil.which(f"python3.{minor}"):
            yield Path(on_path)
    yield Path(sys.executable)
    home = Path.home()
    yield from sorted(Path(os.environ.get("PYENV_ROOT", home / ".pyenv")).glob("versions/3.*/bin/python3"))
    yield from sorted((home / ".local" / "share" / "uv" / "python").glob("cpython-3.*/bin/python3"))


def here() -> list[System]:
    """Return the Pythons of this machine from 3.11 on, the first found of each minor version, oldest first."""
    found: dict[int, System] = {}
    for program in _programs():
        version = _version(program)
        minor = int(version.split(".")[1]) if version else 0
        if version and minor >= 11 and minor not in found:
            found[minor] = System(f"Python {version}", str(program))
    return [found[minor] for minor in sorted(found)]


def can_make() -> bool:
    """Return whether Debian systems can be made: by root, with debootstrap."""
    return os.name == "posix" and os.geteuid() == 0 and all(map(shutil.which, ("debootstrap", "unshare", "chroot")))


def debian(release: str, folder: Path) -> System:
    """Return a Debian with only ``python3``, ``python3-venv`` and ``git``, made below a folder unless it is there."""
    root = folder.resolve() / release
    if not (root / "usr" / "bin" / "python3").exists():
        packages = "--include=python3,python3-venv,git,ca-certificates"
        subprocess.run(["debootstrap", "--variant=minbase", packages, release, root, MIRROR], check=True)
    for file in ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt"):
        if Path(file).exists():
            (root / file.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, root / file.lstrip("/"))
    system = System(f"Debian {release}", "python3", root)
    return System(
        f"Debian {release}, {system.run(['python3', '--version'], folder='/').stdout.strip()}", "python3", root
    )


def checkout(system: System, folder: str) -> None:
    """Put the sources as they are committed into a folder of the system, as a clone would."""
    target = system.outside(folder)
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, target], check=True)


def written(page: Path, part: str, table: str) -> None:
    """Put a table into a page, between ``<!-- measured: part -->`` and ``<!-- end -->``."""
    text = page.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- measured: {part} -->\n).*?(<!-- end -->)", re.DOTALL)
    assert marks.search(text), f"{page} has no place for {part!r}"
    page.write_text(marks.sub(lambda found: f"{found[1]}\n{table.strip()}\n\n{found[2]}", text), encoding="utf-8")
