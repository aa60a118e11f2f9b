"""The story in a real browser: end to end by keyboard and by buttons, both languages, both themes, for everybody."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.figures.words import meaning
from crm_adoption.analysis.story import story_runs, tell
from crm_adoption.analysis.words.phrases import tied
from crm_adoption.model.outcomes import OUTCOME

sys.path.insert(0, str(Path(__file__).parent))
from accessible import violations

Visit = Callable[..., Any]
Keep = Callable[..., None]
STEPS = 8


def opened(visit: Visit, presenter: str, lang: str = "en", step: int = 1, **how: Any) -> Any:
    page = visit(f"{presenter}/?tab=story&lang={lang}&step={step}", **how)
    page.wait_for_selector(".story-title")
    return page


def titles(lang: str) -> list[str]:
    return [tied(step.title) for step in tell(story_runs(), lang)]


def at(page: Any, title: str) -> None:
    page.locator(".story-title", has_text=title).wait_for()


@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("de", "dark")])
def test_it_is_told_from_end_to_end_by_keyboard(presenter: str, visit: Visit, lang: str, theme: str) -> None:
    page = opened(visit, presenter, lang, theme=theme)
    told = tell(story_runs(), lang)
    for number, step in enumerate(told, start=1):
        at(page, tied(step.title))
        assert page.locator(".story-text").inner_text() == tied(step.text)
        assert page.locator(".story-figures dd").all_inner_texts() == [tied(value) for value, _ in step.figures]
        assert (
            page.locator(".story-dot[aria-current=step]")
            .get_attribute("aria-label")
            .startswith(f"{'Schritt' if lang == 'de' else 'Step'} {number}: ")
        )
        picture = page.locator(".story-picture svg[role=img]")
        assert picture.count() == 1
        page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
    at(page, tied(told[-1].title))
    assert page.url.endswith(f"step={STEPS}") or f"step={STEPS}&" in page.url
    for number in range(STEPS - 1, 0, -1):
        page.keyboard.press("ArrowLeft" if number % 2 else "PageUp")
        at(page, tied(told[number - 1].title))
    page.keyboard.press("End")
    at(page, tied(told[-1].title))
    page.keyboard.press("Home")
    at(page, tied(told[0].title))


def test_it_is_told_by_buttons_and_dots_too(presenter: str, visit: Visit) -> None:
    page, told = opened(visit, presenter), titles("en")
    back, forward = (page.get_by_role("button", name=name, exact=False) for name in ("Back", "Next"))
    assert back.is_disabled()
    forward.click()
    at(page, told[1])
    back.click()
    at(page, told[0])
    page.get_by_role("button", name=f"Step {STEPS}: ").click()
    at(page, told[-1])
    assert forward.is_disabled()
    assert page.locator(".story-dot").count() == STEPS
    assert page.locator(".story-dot.past").count() == STEPS - 1


def test_impatient_keys_end_where_they_should(presenter: str, visit: Visit) -> None:
    page, told = opened(visit, presenter), titles("en")
    for _ in range(50):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    page.keyboard.press("End")
    at(page, told[-1])
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    at(page, told[0])


def test_a_step_has_an_address(presenter: str, visit: Visit) -> None:
    page = opened(visit, presenter, "de", step=5)
    at(page, titles("de")[4])
    beyond = opened(visit, presenter, "en", step=99)
    assert beyond.locator(".story-title").inner_text() in titles("en")


def test_who_listens_to_the_page_hears_the_new_step(presenter: str, visit: Visit) -> None:
    page = opened(visit, presenter)
    page.keyboard.press("ArrowRight")
    at(page, titles("en")[1])
    page.wait_for_function("document.activeElement.classList.contains('story-title')")


def test_terms_are_explained_where_one_points_or_tabs_to(presenter: str, visit: Visit, keep: Keep) -> None:
    page = opened(visit, presenter, "de", step=3)
    term = page.locator(".story-term").first
    tip = term.locator(".story-meaning")
    assert not tip.is_visible()
    term.hover()
    assert tip.inner_text() == meaning(OUTCOME["never_used"], "de")
    keep(page, "term", "story")
    page.mouse.move(0, 0)
    assert not tip.is_visible()
    term.focus()
    assert tip.is_visible()
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1440


@pytest.mark.parametrize(
    ("width", "height", "theme"), [(1440, 900, "light"), (1440, 900, "dark"), (1024, 768, "dark"), (390, 844, "light")]
)
def test_type_is_large_and_nothing_sticks_out(
    presenter: str, visit: Visit, keep: Keep, width: int, height: int, theme: str
) -> None:
    page, told = opened(visit, presenter, "de", width=width, height=height, theme=theme), titles("de")
    for number, title in enumerate(told, start=1):
        at(page, title)
        page.wait_for_timeout(250)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, title
        sizes = page.eval_on_selector_all(
            ".story-picture text", "all => all.map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a)"
        )
        assert min(sizes) >= (16.0 if width == 1440 else 13.9), title
        page.locator(".story-next").wait_for()
        bar = page.locator(".story-nav").bounding_box()
        assert bar["y"] + bar["height"] <= height + 1, title
        if width == 1440:
            assert page.evaluate("document.documentElement.scrollHeight") <= height + 1, title
        keep(page, f"{theme}_{width}_{number}", "story")
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(presenter: str, visit: Visit, theme: str) -> None:
    page, told = opened(visit, presenter, theme=theme), titles("en")
    for title in told:
        at(page, title)
        page.wait_for_timeout(250)
        assert violations(page) == [], title
        page.keyboard.press("ArrowRight")


def test_the_german_story_has_no_english_in_it(presenter: str, visit: Visit) -> None:
    page, told = opened(visit, presenter, "de"), titles("de")
    for english, title, german in zip(tell(story_runs(), "en"), told, tell(story_runs(), "de"), strict=True):
        at(page, title)
        shown = page.locator(".story").inner_text()
        for theirs, ours in ((english.title, german.title), (english.text, german.text), (english.note, german.note)):
            assert tied(theirs) not in shown
            assert tied(ours) in shown
        page.keyboard.press("ArrowRight")
