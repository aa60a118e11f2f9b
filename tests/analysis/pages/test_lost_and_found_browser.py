"""What a reader must see in a real browser: refusals in sight, uploads after a reload, a server that is gone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

from crm_adoption.analysis.pages.connection import say as of_connection
from crm_adoption.scenarios.words.catalogue import Words

sys.path.insert(0, str(Path(__file__).parent))
from accessible import violations
from page_server import free_port, page_process

say = Words("pages.words")
PLAN = {"name": "plan.toml", "mimeType": "text/plain", "buffer": b"extends = 'mandate'\ntitle_en = 'My plan'\n"}
SIZES = [(1440, 900, "light", "en"), (1440, 900, "dark", "de"), (390, 844, "light", "de"), (390, 844, "dark", "en")]


def lab(visit: Callable[..., Any], where: str, query: str = "", **how: Any) -> Any:
    page = visit(f"{where}/?tab=lab&{query}", **how)
    page.locator(".lab-people svg").first.wait_for()
    return page


def in_sight(page: Any, part: Any, height: int) -> bool:
    """Return whether a part stands wholly in the window and nothing lies over it."""
    box = part.bounding_box()
    whole = box is not None and box["y"] >= 0 and box["y"] + box["height"] <= height
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    return whole and bool(part.evaluate("(e, [x, y]) => e.contains(document.elementFromPoint(x, y))", middle))


@pytest.mark.parametrize(("width", "height", "theme", "lang"), SIZES)
def test_a_refusal_is_seen_however_far_one_has_scrolled(
    presenter: str, visit: Callable[..., Any], keep: Callable[..., None], width: int, height: int, theme: str, lang: str
) -> None:
    page = lab(visit, presenter, f"lang={lang}", width=width, height=height, theme=theme)
    if width < 1200:
        page.locator(".lab-settings-head button").first.click()
    field = page.locator(".lab-settings input.lab-number").last
    field.scroll_into_view_if_needed()
    assert page.evaluate("window.scrollY") > 0
    field.fill("900")
    field.press("Enter")
    message = page.locator(".lab-message")
    message.wait_for()
    assert in_sight(page, message, height)
    assert in_sight(page, field, height)  # and the message does not hide what it is about
    assert page.locator(".lab-messages").get_attribute("role") == "alert"
    assert violations(page) == []
    keep(page, f"refused_{width}_{theme}_{lang}", of="lab")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert in_sight(page, message, height)
    field.fill("45")
    field.press("Enter")
    message.wait_for(state="detached")  # the reader has gone on


def test_messages_leave_the_buttons_of_the_story_free(presenter: str, visit: Callable[..., Any]) -> None:
    page = visit(f"{presenter}/?tab=story&step=2&lever=zzz:1", width=390, height=844)
    message = page.locator(".lab-message")
    message.wait_for()
    assert in_sight(page, message, 844)
    assert in_sight(page, page.locator(".story-next"), 844)


def test_an_upload_is_still_there_when_the_page_is_loaded_again(presenter: str, visit: Callable[..., Any]) -> None:
    page = lab(visit, presenter)
    page.get_by_label("Own scenario (.toml) or people (.csv)").set_input_files(PLAN)
    page.locator(".lab-column h2", has_text="My plan").wait_for()
    page.wait_for_function("location.search.includes('upload-plan')")
    page.wait_for_function("sessionStorage.getItem('crm-adoption/upload-plan') !== null")
    for _ in range(2):
        page.reload()
        page.locator(".lab-column h2", has_text="My plan").wait_for()
        assert "upload-plan" in page.url
        assert page.locator(".lab-message").count() == 0
    elsewhere = lab(visit, presenter, page.url.split("?")[1])
    elsewhere.get_by_text("Uploaded files stay in the browser tab", exact=False).wait_for()
    assert "damaged" not in elsewhere.locator(".lab-messages").inner_text()


def opened(browser: Any, address: str, **how: Any) -> Any:
    page = browser.new_context(**how).new_page()
    page.set_default_timeout(90_000)
    page.goto(address)
    page.locator("svg[role=img]").first.wait_for()
    return page


def test_a_server_that_is_gone_is_said_and_found_again(browser: Any, keep: Callable[..., None]) -> None:
    port, lang = str(free_port()), "de"
    with page_process("--port", port, "--lang", lang, command="present") as (where, _):
        page = opened(
            browser, f"{where}/?tab=lab&s=no_programme&s=mandate&month=5", viewport={"width": 1440, "height": 900}
        )
        page.locator("input[type=file]").set_input_files(PLAN)
        page.locator(".lab-column h2", has_text="My plan").wait_for()
        page.wait_for_function("location.search.includes('upload-plan')")
        page.evaluate("window.stayed = true")
    notice = page.locator(".crm-away")
    notice.wait_for()
    assert of_connection("away", "de") in notice.inner_text()
    for english in ("Server disconnected", "refresh", "Please", "Restoring"):
        assert page.get_by_text(english, exact=False).locator("visible=true").count() == 0
    assert in_sight(page, notice, 900)
    page.locator("body").press("ArrowRight")  # what is shown can still be played
    page.locator(".lab-when", has_text="Monat 6").wait_for()
    page.locator("body").press("ArrowLeft")
    assert page.locator(".lab-settings").evaluate("e => e.inert")
    assert violations(page) == []
    keep(page, "server_gone", of="lab")
    with page_process("--port", port, "--lang", lang, command="present"):
        page.wait_for_function("window.stayed === undefined", timeout=90_000)
        page.locator(".lab-column h2", has_text="My plan").wait_for()
        page.locator(".lab-when", has_text="Monat 5").wait_for()
        assert notice.count() == 0
        assert page.locator(".lab-message").count() == 0
        page.context.close()


def test_the_page_of_mesa_finds_its_server_again_too(browser: Any, keep: Callable[..., None]) -> None:
    port = str(free_port())
    with page_process("--port", port, "--lang", "de") as (where, _):
        page = opened(browser, where, viewport={"width": 390, "height": 844}, color_scheme="dark")
        page.evaluate("window.stayed = true")
    notice = page.locator(".crm-away", has_text=of_connection("begins anew", "de"))
    notice.wait_for()
    assert in_sight(page, notice, 844)
    keep(page, "server_gone", of="mesa")
    with page_process("--port", port, "--lang", "de"):
        page.wait_for_function("window.stayed === undefined", timeout=90_000)
        page.locator("svg[role=img]").first.wait_for()
        page.context.close()


def test_a_connection_that_breaks_for_a_moment_costs_nothing(presenter: str, browser: Any) -> None:
    page = opened(browser, f"{presenter}/?tab=lab")
    page.evaluate("window.stayed = true; window.solara.debug.dropConnection()")
    page.wait_for_function("window.solara.debug.reconnectCount === 1")
    page.get_by_label("Language").select_option(label="Deutsch")
    page.get_by_role("tab", name="Labor", exact=True).wait_for()
    assert page.evaluate("window.stayed")
    assert page.locator(".crm-away").count() == 0
    page.context.close()


@pytest.mark.parametrize("lang", ["en", "de"])
def test_nothing_of_solara_is_read_while_the_page_loads(browser: Any, lang: str) -> None:
    with page_process("--lang", lang, command="present") as (where, _):
        page = browser.new_context().new_page()
        page.route("**/jupyter/**", lambda route: None)  # it loads for ever
        page.goto(where, wait_until="commit")
        page.locator("#loader-container").wait_for()
        assert page.locator("body").inner_text().strip() == ""
        assert page.title() == say("name", lang)
        page.context.close()
