"""Measure the presenter's page in a browser: first paint, play, new curves, many sessions at once.

    python benchmarks/page.py [--write]

``--write`` saves the table as benchmarks/PAGE.md. Wall times are those of a browser and a server on the same
machine: run it on an otherwise idle one. The processor time of the server's own work is measured beside them.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "analysis" / "pages"), str(ROOT / "verification")]
from crm_adoption.analysis.laboratory.choices import Choices, Look, Plan  # noqa: E402
from crm_adoption.analysis.laboratory.presets import shipped  # noqa: E402
from crm_adoption.analysis.laboratory.runs import Kept, run_all  # noqa: E402
from crm_adoption.analysis.laboratory.scene import scene  # noqa: E402
from page_server import page_process  # noqa: E402
from soak_page import chromium, worked  # noqa: E402

Row = tuple[str, str, str]
SESSIONS, STORIES = 10, 20
SEEN = """new MutationObserver(() => {
  if (!window.seen && document.querySelector('.story-title')) window.seen = performance.now();
}).observe(document, { childList: true, subtree: true });"""
"""Notes in a page when the story can be read, in milliseconds from the address."""


def opened(browser: Any, where: str, query: str, complaints: list[str]) -> Any:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(120_000)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{where}/?tab=lab&{query}")
    page.locator(".lab-people svg").first.wait_for()
    return page


def timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def first_paint(browser: Any, where: str, repeats: int) -> float:
    """Return the seconds from the address to the first people and curves."""

    def once() -> float:
        seconds = timed(lambda: pages.append(opened(browser, where, "", [])))
        pages.pop().context.close()
        return seconds

    pages: list[Any] = []
    return median(once() for _ in range(repeats))


def from_start() -> float:
    """Return the seconds from the command to a story that can be read, with a browser that is there already."""
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        begun = time.perf_counter()
        with page_process(command="present") as (where, _):
            page.goto(where)
            page.locator(".story-title").wait_for()
            return time.perf_counter() - begun


def stories(browser: Any, where: str, server: int) -> tuple[float, float, float]:
    """Return the median and the longest time in seconds until the story is there in each of 20 new sessions at once.

    And the seconds of processor time that the server needed for them: the rest are the browsers'.
    """
    before = worked(server)
    pages = [browser.new_context(viewport={"width": 1440, "height": 900}).new_page() for _ in range(STORIES)]
    for page in pages:
        page.set_default_timeout(120_000)
        page.add_init_script(SEEN)
        page.goto(where, wait_until="commit")
    found = [page.wait_for_function("window.seen").json_value() / 1e3 for page in pages]
    spent = worked(server) - before
    for page in pages:
        page.context.close()
    return median(found), max(found), spent


def frames(page: Any) -> float:
    """Return the frames a second of one film from go-live to the end."""
    page.locator("body").press("Home")
    page.get_by_role("button", name="▶ Play", exact=True).click()
    page.locator(".lab-when", has_text="Month 36 of 36").wait_for()
    drawn, seconds = (float(page.locator(".lab-stage").get_attribute(f"data-{name}")) for name in ("frames", "seconds"))
    return drawn / seconds


def new_curves(page: Any, repeats: int) -> float:
    """Return the seconds from a move of a slider of the company (all scenarios run anew) to new curves."""
    slider, found = page.get_by_role("slider", name="How closely entries are watched", exact=True), []
    for _ in range(repeats):
        before = page.locator(".lab-stage").get_attribute("data-ready")
        slider.focus()
        begun = time.perf_counter()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("before => document.querySelector('.lab-stage').dataset.ready !== before", arg=before)
        found.append(time.perf_counter() - begun)
    return median(found)


def at_once(browser: Any, where: str) -> tuple[float, int]:
    """Return the seconds until ten sessions that move a slider at once all have new curves, and their errors."""
    complaints: list[str] = []
    pages = [opened(browser, where, f"no={number}", complaints) for number in range(SESSIONS)]
    before = [page.locator(".lab-stage").get_attribute("data-ready") for page in pages]
    begun = time.perf_counter()
    for page in pages:
        page.get_by_role("slider", name="How closely entries are watched", exact=True).focus()
        page.keyboard.press("PageUp")
    for page, ready in zip(pages, before, strict=True):
        page.wait_for_function("before => document.querySelector('.lab-stage').dataset.ready !== before", arg=ready)
    seconds = time.perf_counter() - begun
    for page in pages:
        page.context.close()
    return seconds, len(complaints)


def processor(people: int) -> tuple[float, float]:
    """Return processor seconds of 2 x 100 runs of so many people, and of all drawings and data for the page."""
    choices = Choices((Plan("no_programme"), Plan("aligned_kpis")), people=people)
    runs = run_all(choices, shipped(), kept=Kept())
    scene(runs, Look(), width=1060.0, dark=False)
    begun = time.process_time()
    runs = run_all(choices, shipped(), kept=Kept())
    ran = time.process_time()
    scene(runs, Look(), width=1060.0, dark=False)
    return ran - begun, time.process_time() - ran


@contextmanager
def measured() -> Iterator[tuple[Any, str, int]]:
    with page_process(command="present") as (where, running), chromium() as browser:
        opened(browser, where, "", []).context.close()  # the server is warm from here on
        yield browser, where, running.pid


def rows(repeats: int = 5) -> list[Row]:
    small, large, start = processor(120), processor(1_000), min(from_start() for _ in range(3))
    with measured() as (browser, where, server):
        paint = first_paint(browser, where, repeats)
        page = opened(browser, where, "", [])
        play, curves = frames(page), new_curves(page, repeats)
        page.context.close()
        page = opened(browser, where, "people=1000", [])
        crowd, crowd_curves = frames(page), new_curves(page, 3)
        page.context.close()
        film = {}
        for people in (5_000, 20_000):
            page = opened(browser, where, f"people={people}", [])
            film[people] = frames(page)
            page.context.close()
        together, errors = at_once(browser, where)
        usual, longest, spent = stories(browser, where, server)
    return [
        ("from the command to a story that can be read, best of 3", f"{start:.1f} s", "<= 4 s"),
        (
            f"{STORIES} new sessions at once, all browsers on this machine: story",
            f"{usual:.1f} s, longest {longest:.1f} s",
            "<= 6 s",
        ),
        (f"processor time of the server for these {STORIES} sessions", f"{spent:.1f} s", ""),
        ("first paint with people and curves, server warm", f"{paint:.2f} s", "<= 3 s"),
        ("play, two scenarios of 120 people", f"{play:.0f} frames/s", ">= 12 frames/s"),
        ("play, two scenarios of 1,000 people", f"{crowd:.0f} frames/s", ">= 5 frames/s"),
        ("play, two scenarios of 5,000 people", f"{film[5_000]:.0f} frames/s", ">= 30 frames/s"),
        ("play, two scenarios of 20,000 people", f"{film[20_000]:.0f} frames/s", "usable"),
        ("slider to new curves, 120 people", f"{curves:.2f} s", "<= 0.5 s"),
        ("slider to first new curves, 1,000 people", f"{crowd_curves:.2f} s", "<= 1.5 s"),
        (
            f"{SESSIONS} sessions move a slider at once: all have new curves",
            f"{together:.1f} s, {errors} errors",
            "0 errors",
        ),
        ("processor time of 2 x 100 runs of 120 people", f"{small[0]:.2f} s", ""),
        ("processor time of 2 x 100 runs of 1,000 people", f"{large[0]:.2f} s", ""),
        ("processor time of drawings and data, 120 people", f"{small[1] * 1e3:.0f} ms", ""),
        ("processor time of drawings and data, 1,000 people", f"{large[1] * 1e3:.0f} ms", ""),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write benchmarks/PAGE.md")
    asked = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    table = "\n".join(f"| {name} | {value} | {target} |" for name, value, target in rows())
    where = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    text = (
        "# The presenter's page, measured\n\n`python benchmarks/page.py --write`, "
        f"{where}, {date.today().isoformat()}; medians. Other programs kept {load:.1f} "
        "processors busy or waiting when it began (0 is an idle machine; "
        f"wall times grow with it).\n\n| | measured | to reach |\n|---|---:|---:|\n{table}\n"
    )
    print(text)
    if asked.write:
        (Path(__file__).parent / "PAGE.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
