"""Forty browsers in one workshop: six teams, all devices press "decide" in the same instant, quarter after quarter.

    python verification/crowd_workshop.py --write    # verification/CROWD.md, as committed
    python verification/crowd_workshop.py --people 8 # shorter

Every browser is a context of its own with a session of its own; all run on this machine, beside the server, so that
their clocks agree and their work counts, too. What each sees is timed in its page: from the press to the next view.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "analysis" / "pages"), str(ROOT / "verification")]
from page_server import page_process  # noqa: E402
from soak_page import chromium, resident  # noqa: E402

TEAMS, QUARTERS = 6, 3
SOON = 4.0
"""Seconds ahead at which all press at once: time to tell all pages."""
WATCH = """() => {
    window.seen = [];
    const when = () => (document.querySelector('.ws-when') || {}).textContent || '';
    let last = when();
    new MutationObserver(() => {
        if (when() === last) return;
        last = when();
        window.seen.push([Date.now(), last.trim()]);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
PRESS = """([at]) => { setTimeout(() => document.querySelector('.ws-foot button')?.click(), at - Date.now()); }"""


@dataclass
class Crowd:
    """What was seen.

    Attributes
    ----------
    joined : list of float
        Seconds from a code to the page of the team, one browser after the other.
    turned : list of list of float
        By quarter, seconds from the press of all to the next view, by browser.
    megabytes : list of float
        Of the server: before anybody came, with all of them, after each quarter.
    complaints, refused : list of str
        Errors in the browsers' consoles; what was said to those whose team had decided already.
    """

    joined: list[float] = field(default_factory=list)
    turned: list[list[float]] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    missing: int = 0


def opened(browser: Any, where: str, crowd: Crowd) -> Any:
    """Open the workshop in a browser of its own."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.set_default_timeout(180_000)
    page.on("console", lambda said: crowd.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: crowd.complaints.append(str(error)))
    page.goto(where)
    page.locator("#ws-code").wait_for()
    return page


def enter(page: Any, code: str, then: str) -> float:
    """Give a code, wait for what comes then, and return the seconds that took."""
    page.locator("#ws-code").fill(code)
    begun = time.perf_counter()
    page.locator(".ws-join button").click()
    page.locator(then).first.wait_for()
    return time.perf_counter() - begun


def seated(browser: Any, where: str, code: str, people: int, crowd: Crowd) -> list[Any]:
    """Let the moderator and all others in, and return the others' pages."""
    desk = opened(browser, where, crowd)
    enter(desk, code, ".ws-teams code")
    pages, used = [], set[str]()
    for number in range(people - 1):
        page, shown = opened(browser, where, crowd), desk.locator(".ws-teams code").nth(number % TEAMS)
        while (code := shown.inner_text()) in used:
            desk.wait_for_timeout(50)
        used.add(code)
        crowd.joined.append(enter(page, code, ".ws-foot"))
        page.evaluate(WATCH)
        pages.append(page)
    return pages


def quarter(pages: list[Any], number: int, crowd: Crowd) -> None:
    """Let everybody press at once, and time when each page shows what comes next."""
    at = 1000.0 * (time.time() + SOON)
    for page in pages:
        page.evaluate(PRESS, [at])
    last = number == QUARTERS
    sign = ".ws-who:has-text('Debrief')" if last else f".ws-when:has-text('Quarter {number + 1} of')"
    for page in pages:
        page.locator(sign).wait_for()
    seen = [page.evaluate("window.seen.splice(0)") for page in pages]
    words = "over" if last else f"Quarter {number + 1} of"
    times = [[(when - at) / 1000.0 for when, said in each if words in said] for each in seen]
    crowd.turned.append([min(each) for each in times if each])
    crowd.missing += sum(not each for each in times)
    for page in pages:
        crowd.refused += page.locator(".ws-problem").all_inner_texts()


def crowded(people: int) -> Crowd:
    """Play a workshop with so many browsers."""
    crowd, said = Crowd(), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        words = ("--workshop", "--teams", str(TEAMS), "--quarters", str(QUARTERS), "--trials", "4", "--seed", "7")
        words += ("--out", f"{folder}/workshop.json", "--allowed-host", "localhost")
        with page_process(*words, command="present", said=said) as (where, server), chromium() as browser:
            found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", "".join(said))
            assert found
            crowd.megabytes.append(resident(server.pid))
            pages = seated(browser, where, found[0], people, crowd)
            crowd.megabytes.append(resident(server.pid))
            for number in range(1, QUARTERS + 1):
                quarter(pages, number, crowd)
                crowd.megabytes.append(resident(server.pid))
                print(f"quarter {number}: {max(crowd.turned[-1]):.1f} s", flush=True)
    return crowd


def middle(values: list[float]) -> float:
    """Return the median."""
    return sorted(values)[len(values) // 2]


def report(crowd: Crowd, people: int) -> str:
    """Return what was seen as a page."""
    before, joined, *after = crowd.megabytes
    rows = "\n".join(
        f"| {n} | {len(each)} | {middle(each):.1f} | {max(each):.1f} | {memory:.0f} |"
        for n, (each, memory) in enumerate(zip(crowd.turned, after, strict=True), start=1)
    )
    load, joining = os.getloadavg()[0], (middle(crowd.joined), max(crowd.joined))
    return f"""# A workshop with {people} browsers at once

Made by `python verification/crowd_workshop.py --people {people} --write` with Python {platform.python_version()} on
{platform.system()} {platform.machine()}, {os.cpu_count()} cores, on which the server and all browsers ran, beside other
work (load {load:.0f}). {TEAMS} teams and the moderator; each browser is a session of its own; in each quarter all press
"decide" in the same instant: the first of a team is heard, the others are told that it has decided.

From a code to the team's page: {joining[0]:.1f} s in the middle, {joining[1]:.1f} s at most. Errors in the browsers:
{len(crowd.complaints)}. Browsers that missed a view: {crowd.missing}. Memory of the server: {before:.0f} MB before
anybody came, {joined:.0f} MB with all of them.

| Quarter | browsers | press to next view, middle (s) | last browser (s) | memory after it (MB) |
|---:|---:|---:|---:|---:|
{rows}
"""


def main() -> int:
    """Run, print, write if asked for; 1 if a browser complained or missed a view."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--write", action="store_true", help="write verification/CROWD.md")
    asked = parser.parse_args()
    crowd = crowded(asked.people)
    text = report(crowd, asked.people)
    print(text)
    for each in sorted({*crowd.complaints[:5], *crowd.refused}):
        print(each, file=sys.stderr)
    if asked.write:
        (Path(__file__).parent / "CROWD.md").write_text(text, encoding="utf-8")
    return 1 if crowd.complaints or crowd.missing else 0


if __name__ == "__main__":
    sys.exit(main())
