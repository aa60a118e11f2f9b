"""Whether a hundred sessions leave more behind than ten: companies of mixed size, opened, changed and closed.

    python verification/soak_sessions.py --write         # verification/SESSIONS.md, as committed
    python verification/soak_sessions.py --minutes 6     # shorter

Each session is a browser context of its own with a company of another size, so that nothing is run that was
run before. Four of five are closed like a tab, the fifth falls silent as when a laptop is shut. The memory of
the server is read once all of them have ended, after the first ten sessions, halfway and at the end.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [
    str(Path(__file__).resolve().parent),
    str(Path(__file__).resolve().parent.parent / "tests" / "analysis" / "pages"),
]
from page_server import page_process  # noqa: E402
from soak_page import chromium, resident  # noqa: E402

MOST = 1.5
"""Times the memory after the first sessions that may be left after all of them."""
FEW, MANY = 10, 100
"""Sessions after which the memory is read first, and that are opened unless fewer are asked for."""
SIZES = (60, 120, 240, 480, 700, 950)
SILENCE = 70.0
"""Seconds after which a session that fell silent has ended, too."""


def session(browser: Any, where: str, people: int, *, silent: bool) -> None:
    """Open the laboratory with a company, change a programme, and go."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(f"{where}/?tab=lab&people={people}")
    page.locator(".lab-people svg").first.wait_for()
    ready = page.locator(".lab-stage").get_attribute("data-ready")
    page.get_by_role("slider", name="Training", exact=True).last.focus()
    page.keyboard.press("PageUp")
    page.wait_for_function("before => document.querySelector('.lab-stage').dataset.ready !== before", arg=ready)
    if not silent:
        page.goto("about:blank")
    context.close()


def soak(many: int, minutes: float, seed: int = 0, browser: Any = None) -> list[tuple[int, float]]:
    """Return sessions so far and megabytes of the server: after the first few, half of all, and the last one."""
    chance, found = random.Random(seed), list[tuple[int, float]]()
    last = time.monotonic() + 60.0 * minutes
    with page_process(command="present") as (where, server), chromium(browser) as window:
        for number in range(1, many + 1):
            people = chance.choice(SIZES) + chance.randint(0, 50)
            session(window, where, people, silent=number % 5 == 0)
            late = number > FEW and time.monotonic() > last
            if number in (FEW, max(FEW, many // 2), many) or late:
                time.sleep(SILENCE)
                found.append((number, resident(server.pid)))
                print(f"{number} sessions: {found[-1][1]:.0f} MB", flush=True)
            if late:
                break
    return found


def report(found: list[tuple[int, float]], minutes: float) -> str:
    """Return what was seen as a page."""
    (few, before), (many, after) = found[0], found[-1]
    rows = "\n".join(f"| {number} | {megabytes:.0f} |" for number, megabytes in found)
    short = f" There was time for {many} sessions instead of {MANY}, which cannot show yet that memory levels off."
    verdict = "Within the limit" if after < MOST * before else "ABOVE THE LIMIT"
    return f"""# The presenter's page after {many} sessions of mixed size

Made by `python verification/soak_sessions.py --minutes {minutes:g} --write` with Python {platform.python_version()} on
{platform.system()} {platform.machine()}. Each session has another company, of {SIZES[0]} to {SIZES[-1] + 50:,} people,
and changes its programme once.{short if many < MANY else ""}

**{verdict}**: {after / before:.2f} times the memory that {few} sessions leave (less than {MOST:g} times is allowed).

| Sessions opened and closed | Memory (MB) |
|---:|---:|
{rows}
"""


def main() -> int:
    """Run, print, write if asked for; 1 if memory does not level off."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=MANY, help=f"how many, more than {FEW}")
    parser.add_argument("--minutes", type=float, default=60.0, help="after which no more sessions are opened")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="write verification/SESSIONS.md")
    asked = parser.parse_args()
    if asked.sessions <= FEW:
        parser.error(f"the memory after {FEW} sessions is what the others are compared with: ask for more")
    found = soak(asked.sessions, asked.minutes, asked.seed)
    text = report(found, asked.minutes)
    print(text)
    if asked.write:
        (Path(__file__).parent / "SESSIONS.md").write_text(text, encoding="utf-8")
    return 0 if found[-1][1] < MOST * found[0][1] else 1


if __name__ == "__main__":
    sys.exit(main())
