"""Whether the presenter's page keeps its memory: sessions come, play, change settings, look at people, and go.

    python verification/soak_page.py --minutes 30 --write    # verification/SOAK.md, as committed
    python verification/soak_page.py --minutes 1             # what CI runs

The server runs in a process of its own; its resident memory is read from the system. Every session
is a browser context of its own; every few sessions one stays open while others work. The first fifth
of the time is warming up (compiling, caches filling); after it the memory must stay flat: a line
through the readings may rise by no more than `MOST_GROWTH` of its level over the rest of the time. In
a minute the runs that are kept for whoever asks again would not fill up: CRM_ADOPTION_PAGE_MEGABYTES=4 keeps fewer.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "analysis" / "pages"))
from page_server import page_process  # noqa: E402

MOST_GROWTH = 0.10
"""Share of the level by which memory may rise over the time after warming up (judgement)."""
WARMING = 0.2
FEWEST_READINGS = 8
KINDS = ("Aligned KPIs", "Training", "Champions", "Spending on tooling", "Silos torn down", "Executive sponsor")
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"]  # fmt: skip


@dataclass(frozen=True)
class Soaked:
    """What was seen: seconds and megabytes of each reading, sessions, and what went wrong in the browser."""

    seconds: list[float]
    megabytes: list[float]
    sessions: int
    complaints: list[str]

    def settled(self) -> tuple[list[float], list[float]]:
        """Return the readings after warming up."""
        begun = self.seconds[0] + WARMING * (self.seconds[-1] - self.seconds[0])
        pairs = [pair for pair in zip(self.seconds, self.megabytes, strict=True) if pair[0] >= begun]
        return [second for second, _ in pairs], [megabyte for _, megabyte in pairs]

    def growth(self) -> float:
        """Return by which share of its level memory rises over the time after warming up, on a fitted line."""
        seconds, megabytes = self.settled()
        return slope(seconds, megabytes) * (seconds[-1] - seconds[0]) / (sum(megabytes) / len(megabytes))


def slope(x: Sequence[float], y: Sequence[float]) -> float:
    """Return the slope of the least-squares line."""
    middle, level = sum(x) / len(x), sum(y) / len(y)
    spread = sum((each - middle) ** 2 for each in x)
    return sum((a - middle) * (b - level) for a, b in zip(x, y, strict=True)) / spread


def resident(pid: int) -> float:
    """Return the resident memory of a process, in megabytes (Linux)."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS")) / 1024.0


def worked(pid: int) -> float:
    """Return the processor time that a process has used, in seconds (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def chromium(running: Any = None) -> Iterator[Any]:
    """Start a browser, unless there is one already."""
    if running is not None:
        yield running
        return
    from playwright.sync_api import sync_playwright

    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        yield browser
        browser.close()


def opened(browser: Any, where: str, complaints: list[str], chance: random.Random) -> Any:
    """Open the laboratory in a session of its own."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(90_000)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{where}/?tab=lab&people={chance.choice((60, 120, 240))}")
    page.locator(".lab-people svg").first.wait_for()
    return page


def use(page: Any, chance: random.Random) -> None:
    """Play, move a slider, look at a person, go to what is assumed and back."""
    page.get_by_role("button", name="▶ Play", exact=True).click()
    page.wait_for_timeout(400)
    page.keyboard.press("ArrowLeft")
    page.get_by_role("slider", name=chance.choice(KINDS), exact=True).last.focus()
    for _ in range(chance.randint(1, 4)):
        page.keyboard.press(chance.choice(("PageUp", "PageDown", "ArrowRight")))
    page.get_by_label("Look at a person in B").select_option(index=chance.randint(1, 50))
    page.locator(".lab-card").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Assumptions", exact=True).click()
    page.get_by_role("article").wait_for()
    page.get_by_role("tab", name="Laboratory", exact=True).click()
    page.locator(".lab-people svg").first.wait_for()


def soak(minutes: float, seed: int = 0, browser: Any = None, most: float = float("inf")) -> Soaked:
    """Use the page for so many minutes, or at most so many sessions; read the server's memory after every session."""
    chance = random.Random(seed)
    seconds, megabytes, complaints = list[float](), list[float](), list[str]()
    sessions, staying = 0, list[Any]()
    with page_process(command="present") as (where, server), chromium(browser) as window:
        begun = time.monotonic()
        while sessions < most and ((passed := time.monotonic() - begun) < 60.0 * minutes or sessions < FEWEST_READINGS):
            page = opened(window, where, complaints, chance)
            use(page, chance)
            sessions += 1
            staying.append(page.context)
            if sessions % 4:
                staying.pop().close()
            while len(staying) > 2:
                staying.pop(0).close()
            seconds.append(passed)
            megabytes.append(resident(server.pid))
    return Soaked(seconds, megabytes, sessions, complaints)


def report(found: Soaked, minutes: float) -> str:
    """Return what was seen as a page."""
    seconds, megabytes = found.settled()
    step = max(len(found.seconds) // 15, 1)
    rows = "\n".join(
        f"| {second / 60.0:.1f} | {megabyte:.0f} |"
        for second, megabyte in list(zip(found.seconds, found.megabytes, strict=True))[::step]
    )
    level, growth, allowed = sum(megabytes) / len(megabytes), 100.0 * found.growth(), 100.0 * MOST_GROWTH
    verdict = "flat" if found.growth() <= MOST_GROWTH else "NOT FLAT"
    return f"""# The presenter's page under use for {minutes:g} minutes

Made by `python verification/soak_page.py --minutes {minutes:g} --write` with Python {platform.python_version()} on
{platform.system()} {platform.machine()}. {found.sessions} browser sessions, one after the other, some of them staying
open beside the others: each played, moved sliders (every move runs 100 companies anew), looked at a person, read the
protocol, and left. Errors in the browser: {len(found.complaints)}.

**{verdict}**: over the {(seconds[-1] - seconds[0]) / 60.0:.1f} minutes after warming up the server's resident memory
changed by {growth:+.1f} % of its level (line through {len(seconds)} readings; {allowed:.0f} % is allowed).
Level {level:.0f} MB, least {min(megabytes):.0f} MB, greatest {max(megabytes):.0f} MB.

| Minute | Memory (MB) |
|---:|---:|
{rows}
"""


def main() -> int:
    """Run, print, write if asked for; 1 if memory is not flat or the browser complained."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="write verification/SOAK.md")
    asked = parser.parse_args()
    found = soak(asked.minutes, asked.seed)
    text = report(found, asked.minutes)
    print(text)
    for each in found.complaints[:5]:
        print(each, file=sys.stderr)
    if asked.write:
        (Path(__file__).parent / "SOAK.md").write_text(text, encoding="utf-8")
    return 1 if found.growth() > MOST_GROWTH or found.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
