"""The story in a real browser: end to end by keyboard and by buttons, both languages, both themes, for everybody."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.figures.words import meaning
from crm_adoption.analysis.story import story_runs, tell
from crm_adoption.analysis.words.phrases import percent, tied
from crm_adoption.model.outcomes import OUTCOME

sys.path.insert(0, str(Path(__file__).parent))
from accessible import sizes_of, violations

Visit = Callable[..., Any]
Keep = Callable[..., None]
STEPS, GUESSED = 11, (2, 5, 8)
"""How many steps there are, and at which the room guesses."""


def opened(visit: Visit, presenter: str, lang: str = "en", step: int = 1, **how: Any) -> Any:
    page = visit(f"{presenter}/?tab=story&lang={lang}&step={step}", **how)
    page.wait_for_selector(".story-title")
    return page


def titles(lang: str) -> list[str]:
    return [tied(step.title) for step in tell(story_runs(), lang)]


def at(page: Any, title: str) -> None:
    page.locator(".story-title", has_text=title).wait_for()


def reveal(page: Any, lang: str, number: int) -> None:
    """Show the answer of a step that asks, by keyboard alone: a slider, or the number of an option."""
    if number not in GUESSED:
        return
    question = tell(story_runs(), lang)[number - 1].guess
    assert question is not None
    at(page, tied(question.question))
    if question.kind == "share":
        page.locator(".story-guess input").focus()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
    else:
        page.keyboard.press("2")


@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("de", "dark")])
def test_it_is_told_from_end_to_end_by_keyboard(presenter: str, visit: Visit, lang: str, theme: str) -> None:
    page = opened(visit, presenter, lang, theme=theme)
    told = tell(story_runs(), lang)
    for number, step in enumerate(told, start=1):
        reveal(page, lang, number)
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
        page.locator(".story-title").focus()
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


def test_nothing_of_the_answer_is_on_the_page_before_the_guess(presenter: str, visit: Visit) -> None:
    page, step = opened(visit, presenter, step=2), tell(story_runs(), "en")[1]
    assert step.guess is not None
    at(page, tied(step.guess.question))
    everything = page.content() + " ".join(page.locator(".story-dot").evaluate_all("all => all.map(e => e.title)"))
    for answer in (
        step.title,
        step.figures[0][0],
        step.text[:40],
        *(each.title for each in tell(story_runs(), "en")[2:]),
    ):
        assert tied(answer) not in everything
        assert answer not in everything
    assert "Real use 0" in page.locator(".story-picture svg").get_attribute("aria-label").replace("\u00a0", " ")


def test_one_guesses_with_a_thumb_and_sees_the_people_change(presenter: str, visit: Visit, keep: Keep) -> None:
    page, told = opened(visit, presenter, step=2, width=390, height=844), tell(story_runs(), "en")
    slider = page.locator(".story-guess input")
    slider.fill("80")
    assert page.locator(".story-guess output").inner_text() == "80\u00a0%"
    page.locator(".story-guess [type=submit]").click()
    at(page, tied(told[1].title))
    assert page.locator(".story-said p").inner_text() == tied(told[1].guess.said(80, "en"))
    month = page.locator(".story-film output")
    assert page.locator(".story-film input").input_value() in "012"
    page.wait_for_function("document.querySelector('.story-film output').textContent === 'Month 6'")
    blue = """(() => {
        const canvas = document.querySelector('.story-picture canvas');
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let found = 0;
        for (let i = 0; i < data.length; i += 4) found += data[i + 3] && data[i] < 60 && data[i + 2] > 120;
        return found;
    })()"""
    assert page.evaluate(blue) > 0
    page.locator(".story-film input").fill("0")
    assert month.inner_text() == "Go-live"
    assert page.evaluate(blue) == 0
    keep(page, "guessed", "story")
    page.goto(f"{presenter}/?tab=story&step=5")
    page.locator(".story-option").nth(2).click()
    at(page, tied(told[4].title))
    assert page.locator(".story-figures .mine dd").inner_text() == tied(told[4].figures[2][0])
    page.reload()  # what was guessed stays
    at(page, tied(told[4].title))
    assert page.locator(".story-figures .mine dd").inner_text() == tied(told[4].figures[2][0])
    page.goto(f"{presenter}/?tab=story&step=2&lang=de")
    at(page, tied(tell(story_runs(), "de")[1].title))
    assert page.locator(".story-said p").inner_text() == tied(tell(story_runs(), "de")[1].guess.said(80, "de"))


def test_who_wants_less_motion_sees_the_end_at_once(presenter: str, visit: Visit) -> None:
    page = opened(visit, presenter, step=2)
    page.emulate_media(reduced_motion="reduce")
    page.locator(".story-skip").click()
    page.locator(".story-film").wait_for()
    assert page.locator(".story-film output").inner_text() == "Month 6"
    assert page.locator(".story-said").count() == 0


def test_the_last_step_opens_the_laboratory_in_that_state(presenter: str, visit: Visit) -> None:
    page, runs = opened(visit, presenter, step=STEPS), story_runs()
    page.get_by_role("button", name="Open the laboratory").click()
    page.wait_for_selector(".lab-stage[data-ready]")
    for part in ("tab=lab", "month=12", f"no={runs.replicate}", "s=no_programme&s=tooling_spend&s=aligned_kpis"):
        assert part in page.url
    shown = page.locator(".lab-figures tbody tr").first.locator("td strong").all_inner_texts()
    names = ("no_programme", "tooling_spend", "aligned_kpis", "aligned_and_tooling")
    assert shown == [percent(runs.mean("deep_use", 12, name), "en") for name in names]


def test_a_second_window_shows_the_notes_and_follows(presenter: str, visit: Visit, keep: Keep) -> None:
    page, told = opened(visit, presenter), tell(story_runs(), "en")
    with page.context.expect_page() as opening:
        page.keyboard.press("p")
    notes = opening.value
    notes.wait_for_selector(".story-notes")
    assert told[0].notes in notes.locator(".story-notes").inner_text()
    page.keyboard.press("PageDown")
    at(notes, tied(told[1].guess.question))
    notes.keyboard.press("PageDown")
    at(page, tied(told[1].title))
    notes.keyboard.press("PageDown")
    at(page, tied(told[2].title))
    keep(notes, "notes", "story")
    notes.keyboard.press("b")
    page.locator(".story-dark").wait_for()
    page.keyboard.press("Escape")
    page.locator(".story-dark").wait_for(state="detached")


def test_a_second_press_goes_on_though_the_first_has_no_answer_yet(presenter: str, visit: Visit) -> None:
    page, told = opened(visit, presenter), tell(story_runs(), "en")
    page.keyboard.press("PageDown")
    assert told[1].guess is not None
    at(page, tied(told[1].guess.question))
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    at(page, tied(told[2].title))


def test_full_screen_hides_the_header_and_the_story_goes_on_by_itself(presenter: str, visit: Visit) -> None:
    page, told = opened(visit, presenter, step=STEPS - 1), tell(story_runs(), "en")
    page.keyboard.press("F5")
    page.locator(".lab-header").wait_for(state="hidden")
    page.keyboard.press("Escape")
    page.locator(".lab-header").wait_for()
    page.clock.install()
    page.keyboard.press("a")
    page.clock.fast_forward(13_000)
    at(page, tied(told[-1].title))
    page.clock.fast_forward(13_000)
    at(page, tied(told[0].title))


def test_it_is_told_by_buttons_and_dots_too(presenter: str, visit: Visit) -> None:
    page, told = opened(visit, presenter), titles("en")
    back, forward = (page.get_by_role("button", name=name, exact=False) for name in ("Back", "Next"))
    assert back.is_disabled()
    forward.click()
    page.locator(".story-guess").wait_for()
    forward.click()  # shows the answer
    at(page, told[1])
    back.click()
    at(page, told[0])
    page.get_by_role("button", name=f"Step {STEPS}", exact=True).click()
    at(page, told[-1])
    assert forward.is_disabled()
    assert page.locator(".story-dot").count() == STEPS
    assert page.locator(".story-dot.past").count() == STEPS - 1


def test_impatient_keys_end_where_they_should(presenter: str, visit: Visit) -> None:
    page, told = opened(visit, presenter), titles("en")
    for _ in range(40):
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
    page = opened(visit, presenter, "de", step=4)
    at(page, titles("de")[3])
    beyond = opened(visit, presenter, "en", step=99)
    assert beyond.locator(".story-title").inner_text() in titles("en")


def test_who_listens_to_the_page_hears_the_new_step(presenter: str, visit: Visit) -> None:
    page = opened(visit, presenter)
    page.keyboard.press("ArrowRight")
    page.locator(".story-guess").wait_for()
    page.wait_for_function("document.activeElement.classList.contains('story-title')")


def test_terms_are_explained_where_one_points_or_tabs_to(presenter: str, visit: Visit, keep: Keep) -> None:
    page = opened(visit, presenter, "de", step=4)
    term = page.locator(".story-term").first
    tip = term.locator(".story-meaning")
    assert not tip.is_visible()
    term.hover()
    assert tip.inner_text() == meaning(OUTCOME["must_repeat"], "de")
    keep(page, "term", "story")
    page.mouse.move(0, 0)
    assert not tip.is_visible()
    term.focus()
    assert tip.is_visible()
    box = tip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1440


@pytest.mark.parametrize(
    ("width", "height", "theme"), [(1440, 900, "light"), (1920, 1080, "dark"), (1024, 768, "dark"), (390, 844, "light")]
)
def test_type_is_large_and_nothing_sticks_out(
    presenter: str, visit: Visit, keep: Keep, width: int, height: int, theme: str
) -> None:
    page, told = opened(visit, presenter, "de", width=width, height=height, theme=theme), titles("de")
    page.emulate_media(reduced_motion="reduce")
    for number, title in enumerate(told, start=1):
        if number in GUESSED:
            page.locator(".story-guess").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, title
            page.locator(".story-next").click()
        at(page, title)
        page.wait_for_timeout(250)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, title
        sizes = sizes_of(page, ".story-picture text")
        assert min(sizes) >= (14.0 * height / 720.0 - 0.1 if width >= 1440 else 13.9), title
        bar = page.locator(".story-nav").bounding_box()
        assert bar["y"] + bar["height"] <= height + 1, title
        if width >= 1440:
            assert page.evaluate("document.documentElement.scrollHeight") <= height + 1, title
        keep(page, f"{theme}_{width}_{number}", "story")
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(presenter: str, visit: Visit, theme: str) -> None:
    page, told = opened(visit, presenter, theme=theme), titles("en")
    for number, title in enumerate(told, start=1):
        if number in GUESSED:
            page.locator(".story-guess").wait_for()
            assert violations(page) == [], title
            page.keyboard.press("PageDown")
        at(page, title)
        page.wait_for_timeout(250)
        assert violations(page) == [], title
        page.keyboard.press("ArrowRight")


def test_the_german_story_has_no_english_in_it(presenter: str, visit: Visit) -> None:
    page, told = opened(visit, presenter, "de"), titles("de")
    for english, title, german in zip(tell(story_runs(), "en"), told, tell(story_runs(), "de"), strict=True):
        if german.guess is not None:
            at(page, tied(german.guess.question))
            page.keyboard.press("PageDown")
        at(page, title)
        shown = page.locator(".story").inner_text()
        for theirs, ours in ((english.title, german.title), (english.text, german.text), (english.note, german.note)):
            assert tied(theirs) not in shown
            assert tied(ours) in shown
        page.keyboard.press("ArrowRight")
