"""A workshop in a real browser: a moderator and two teams, each in a browser of its own, with a server that dies."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from accessible import violations
from page_server import free_port, page_process

Open = Callable[..., Any]
WORKSHOP = ("--workshop", "--teams", "2", "--trials", "4", "--seed", "7")
SMALL = """
extends = "no_programme"
months = 6
[organisation.departments.sales]
people = 6
[organisation.departments.marketing]
people = 5
[organisation.departments.customer_success]
people = 4
[organisation.departments.service]
people = 3
"""
"""A company of 18 for half a year: its end is worked out in seconds."""


@pytest.fixture
def opened(browser: Any) -> Iterator[Open]:
    """Return a function that opens an address in a browser of its own; what comes over its wire is kept."""
    contexts = []

    def go(where: str, width: int = 1440, height: int = 900, theme: str = "light") -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.wire = []
        page.on("websocket", lambda wire: wire.on("framereceived", lambda said: page.wire.append(str(said))))
        page.goto(where)
        page.wait_for_selector(".ws-head")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def company(tmp_path: Path) -> str:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


def join(page: Any, code: str) -> None:
    page.locator("#ws-code").fill(code)
    page.locator(".ws-join button").click()


def spend(page: Any, kind: str, presses: int) -> str:
    """Spend on a measure by keyboard, decide, and return the amount."""
    slider = page.locator(f"#ws-{kind}")
    slider.focus()
    for _ in range(presses):
        slider.press("ArrowRight")
    amount = str(page.locator(f"output[for=ws-{kind}]").inner_text())
    page.locator(".ws-foot button").click()
    return amount


def quarter(page: Any, number: int, of: int = 2) -> None:
    page.locator(".ws-when", has_text=f"Quarter {number} of {of}").wait_for()


def test_two_teams_and_a_moderator_play_and_nobody_sees_the_others_until_the_end(
    opened: Open, tmp_path: Path, company: str, keep: Callable[..., None]
) -> None:
    port, said = free_port(), list[str]()
    file = tmp_path / "workshop.json"
    words = (company, *WORKSHOP, "--quarters", "2", "--out", str(file), "--allowed-host", "localhost")
    with page_process(*words, command="present", port=port, said=said) as (where, _):
        desk = opened(where, 1920, 1080)
        moderator = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", "".join(said))
        assert moderator
        join(desk, "WRONG-ONE")
        desk.locator(".ws-problem", has_text="not right").wait_for()
        join(desk, moderator[0])
        codes = desk.locator(".ws-teams code")
        codes.first.wait_for()
        assert codes.first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") > 30.0  # read from far away
        first, second = (codes.nth(n).inner_text() for n in (0, 1))
        phone, laptop = opened(where, 390, 844, "dark"), opened(where)
        join(phone, first)
        join(laptop, second)
        phone.locator(".ws-foot").wait_for()
        laptop.locator(".ws-foot").wait_for()
        assert codes.nth(0).inner_text() != first
        assert violations(phone) == []
        assert violations(laptop) == []
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        keep(laptop, "start", "workshop")
        spent = spend(phone, "AlignKPIs", 9)
        phone.locator("[role=status]", has_text="Still deciding").wait_for()
        desk.locator(".ws-teams", has_text="has decided").wait_for()
        phone.reload()
        phone.locator("[role=status]", has_text="Still deciding").wait_for()
        spend(laptop, "ToolingSpend", 20)
        quarter(phone, 2)
        quarter(laptop, 2)
        phone.locator(".ws-table", has_text=spent).wait_for()
        keep(phone, "second", "workshop", full_page=True)
        keep(laptop, "second", "workshop", full_page=True)
        keep(desk, "moderator", "workshop")
        amount = spent.replace("EUR ", "")
        assert amount not in " ".join(laptop.wire)
        assert amount not in " ".join(desk.wire)
    with page_process(*words, command="present", port=port) as (where, _):  # the server has died and comes again
        phone.goto(where)
        quarter(phone, 2)
        laptop.goto(where)
        spend(phone, "Training", 3)
        spend(laptop, "Training", 2)
        for page in (phone, laptop):  # the curves are there at once, the verdict is still worked out
            page.locator(".ws-who", has_text="Debrief").wait_for()
            drawn = page.locator(".ws-picture svg[role=img]").inner_html()
            assert [name for name in ("Team 1", "Team 2", "Nothing done") if name not in drawn] == []
        assert violations(laptop) == []
        wide = laptop.locator(".ws-picture svg").get_attribute("viewBox")
        laptop.evaluate("document.querySelector('.ws-picture').style.display = 'none'")
        laptop.wait_for_timeout(700)  # a picture that nobody sees has no width: it stays as it was
        assert laptop.locator(".ws-picture svg").get_attribute("viewBox") == wide
        laptop.evaluate("document.querySelector('.ws-picture').style.display = ''")
        keep(phone, "end", "workshop", full_page=True)
        keep(laptop, "end", "workshop", full_page=True)


def test_at_one_screen_teams_take_turns(opened: Open, tmp_path: Path, company: str, keep: Callable[..., None]) -> None:
    words = (company, *WORKSHOP, "--quarters", "1", "--out", str(tmp_path / "w.json"), "--lang", "de")
    with page_process(*words, command="present") as (where, _):
        page = opened(where, 1920, 1080)
        for team in (1, 2):
            page.get_by_role("button", name=f"Team {team} beginnt").click()
            page.locator(".ws-who", has_text=f"Team {team}").wait_for()
            keep(page, f"screen_{team}", "workshop")
            page.locator(".ws-foot button").click()
        page.locator(".ws-who", has_text="Auswertung").wait_for()
        page.locator(".ws-picture svg[role=img]").wait_for()
