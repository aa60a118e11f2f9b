"""Stand-ins, on Linux, for what is different on Windows and macOS.

Run as ``python any_system.py WORDS OF A COMMAND + WORDS OF ANOTHER``: up to the first that fails.

Modules that only POSIX has cannot be imported by our code, hard links cannot be made, and moving or deleting a file
that this process holds open is an error, as it is on Windows. What libraries do among themselves is left alone: on
Windows they go other ways. PNG files stay empty, as in most tests.
"""

from __future__ import annotations

import builtins
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

POSIX_ONLY = {
    "crypt", "fcntl", "grp", "nis", "ossaudiodev", "pipes", "posix", "pty", "pwd", "readline", "resource", "spwd",
    "syslog", "termios", "tty",
}  # fmt: skip
OURS = "crm_adoption"
_imported = builtins.__import__


def hidden(name: str, *more: Any, **others: Any) -> ModuleType:
    """Import a module, but none of POSIX for our code."""
    around = more[0] if more else others.get("globals")
    if name in POSIX_ONLY and str((around or {}).get("__name__", "")).startswith(OURS):
        raise ModuleNotFoundError(f"No module named {name!r} on this system", name=name)
    return _imported(name, *more, **others)


def held(place: Path) -> list[str]:
    """Return which files at or below a place this process holds open or has mapped into memory."""
    wanted = str(place.resolve())
    found = [os.path.realpath(f"/proc/self/fd/{each}") for each in os.listdir("/proc/self/fd")]
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    found += [parts[5].strip() for line in maps if len(parts := line.split(None, 5)) == 6]
    return sorted({each for each in found if each == wanted or each.startswith(wanted + "/")})


def guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function of `os` or `shutil` that refuses files which are still open."""

    def call(*places: Any, **options: Any) -> Any:
        if "dir_fd" not in options:
            for place in places[:2]:
                if isinstance(place, (str, os.PathLike)) and (still := held(Path(place))):
                    raise PermissionError(13, f"still open: {', '.join(still)}", str(place))
        return function(*places, **options)

    return call


def no_link(source: Any, target: Any, **_: Any) -> None:
    """Refuse a hard link, as file systems do that have none."""
    raise OSError(95, "Operation not supported", str(source))


def prepare() -> None:
    """Make this process as like Windows as can be seen from here."""
    builtins.__import__ = hidden  # type: ignore[assignment]
    for name in ("replace", "rename", "unlink", "remove"):
        setattr(os, name, guarded(getattr(os, name)))
    shutil.rmtree = guarded(shutil.rmtree)  # type: ignore[assignment]
    os.link = no_link


def commands(words: list[str]) -> Iterator[list[str]]:
    """Yield the words of each command."""
    while words:
        end = words.index("+") if "+" in words else len(words)
        yield words[:end]
        words = words[end + 1 :]


if __name__ == "__main__":
    prepare()
    from crm_adoption.analysis.cli.main import main

    draws = any(word in ("compare", "duel") for word in sys.argv[1:])
    if draws:
        from few_prices import few_prices
        from undrawn import undrawn

        undrawn().__enter__()  # to the end of the process
        few_prices().__enter__()
    for each in commands(sys.argv[1:]):
        sys.argv = ["crm-adoption", *each]
        try:
            main()
        except SystemExit as end:
            if end.code:
                print(f"({' '.join(each)})", file=sys.stderr)
                raise
