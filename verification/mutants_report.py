"""What became of the deliberate mistakes of `mutants.py`, as a page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

EXPLAINED = Path(__file__).resolve().parent / "mutants_explained.toml"
"""Why a mistake goes unnoticed: by its name."""


@dataclass(frozen=True)
class Fate:
    """What became of one mistake: ``killed_by`` is the first test that failed, None if none did."""

    file: str
    line: int
    function: str
    was: str
    became: str
    killed_by: str | None
    seconds: float
    tests: int
    name: str


def report(found: Sequence[Fate], of: int, seed: int, enough: float) -> str:
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
        "places drawn at random, one small mistake each; tried on the tests of the same room that run through the "
        f"changed function, {enough:.0f} seconds of them at most, the engine uncompiled where it was changed. Golden "
        "results took no part.", "",
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
            reason = explained.get(one.name, "not looked into" if one.tests else "no quick test runs through it")
            place = f"{one.file}:{one.line} `{one.function}`"
            lines.append(f"| {place} | `{told(one.was)}` → `{told(one.became)}` | {reason} |")
    return "\n".join(lines) + "\n"


def told(code: str) -> str:
    """Return a piece of code for a table's cell."""
    return re.sub(r"\s+", " ", code).replace("|", "\\|")[:90]
