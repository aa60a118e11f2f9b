"""The form is filled on a phone, in both languages, and what it yields is read back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.surveys.forms import Wish, texts_of
from crm_adoption.scenarios.surveys.reading import read_answers
from filled_sheets import ASKED, drawn
from survey_layouts import COMPANY

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCREEN = {"viewport": {"width": 1440, "height": 900}}
TICKS = drawn(1, 5, 0.2)[0]


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("form") / "survey.html"
    path.write_text(texts_of(COMPANY, Wish(crm="<b>Kundenwelt</b>"))["survey.html"], encoding="utf-8")
    return path.as_uri()


class Opened:
    """A page with all that its browser complains of, and all that it would load."""

    def __init__(self, window: Any, form: str, **how: Any) -> None:
        self.context = window.new_context(**how)
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.asked_for: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.asked_for.append(request.url))
        self.page.clock.install()
        self.page.goto(form)

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def fill(self) -> None:
        self.page.select_option("#department", "customer_success")
        self.page.locator('label:has(input[name="leads"][value="yes"])').tap()
        for item, tick in zip(ASKED.items, TICKS.tolist(), strict=True):
            self.page.locator(f'label:has(input[name="{item.name}"][value="{tick}"])').tap()
        self.page.clock.fast_forward("05:00")  # nobody reads as fast as this taps

    def saved(self) -> Any:
        with self.page.expect_download() as waiting:
            self.page.locator("#save").tap()
        return waiting.value


@pytest.mark.parametrize("lang", ["en", "de"])
def test_what_is_ticked_on_a_phone_is_read_back(lang: str, window: Any, form: str, tmp_path: Path) -> None:
    with Opened(window, form, **PHONE) as opened:
        if lang == "de":
            opened.page.locator('[data-speak="de"]').tap()
        opened.fill()
        assert opened.page.locator("header .done").inner_text() == str(len(ASKED.items))
        assert opened.page.locator("#left").is_hidden()
        download = opened.saved()
        name = download.suggested_filename
        download.save_as(tmp_path / name)
        (tmp_path / "copied.txt").write_text(opened.page.locator("#text").input_value(), encoding="utf-8")
        assert opened.wrong == []
        assert opened.asked_for[0] == form
        assert all(each.startswith("blob:") for each in opened.asked_for[1:])
        assert opened.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    found = read_answers(tmp_path / name, COMPANY)
    assert found.values.tolist() == [TICKS.tolist()]
    assert (found.departments, found.heads.tolist()) == (("customer_success",), [True])
    assert f"language = {lang};" in (tmp_path / name).read_text("utf-8")
    twice = read_answers(tmp_path, COMPANY)  # the file and the text are one sheet
    assert (len(twice), twice.noted[0].kind) == (1, "doubled")


def test_nothing_is_ticked_beforehand_and_everything_may_stay_open(window: Any, form: str, tmp_path: Path) -> None:
    with Opened(window, form, **PHONE) as opened:
        assert opened.page.locator("input:checked").count() == 0
        opened.page.locator('label:has(input[name="silos_ask"][value="2"])').tap()
        opened.saved().save_as(tmp_path / "one.txt")
        assert opened.page.locator("#left").is_visible()
    found = read_answers(tmp_path / "one.txt", COMPANY)
    assert found.values.sum() == 2
    assert found.departments == ("",)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("how", [PHONE, SCREEN], ids=["phone", "screen"])
def test_it_fits_and_anybody_can_use_it(how: dict[str, Any], scheme: str, window: Any, form: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with Opened(window, form, color_scheme=scheme, bypass_csp=True, **how) as opened:
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for lang in ("de", "en"):
            opened.page.locator(f'[data-speak="{lang}"]').click()
            assert opened.page.locator("html").get_attribute("lang") == lang
            found = axe.Axe().run(opened.page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


def test_what_a_company_calls_its_crm_is_text_and_runs_nothing(window: Any, form: str) -> None:
    with Opened(window, form, **PHONE) as opened:
        assert "<b>Kundenwelt</b>" in opened.page.locator("main").inner_text()
        assert opened.page.evaluate("document.querySelectorAll('main b').length") == 0
        opened.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.bad=1\">')")
        opened.page.wait_for_timeout(100)
        assert opened.page.evaluate("window.bad") is None


def test_whoever_leaves_before_handing_in_is_asked(window: Any, form: str) -> None:
    with Opened(window, form, **PHONE) as opened:
        asked: list[str] = []
        opened.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        opened.page.reload()
        assert asked == []
        opened.page.locator('label:has(input[name="silos_ask"][value="2"])').tap()
        opened.page.reload()
        assert asked == ["beforeunload"]
        opened.page.locator('label:has(input[name="silos_ask"][value="2"])').tap()
        opened.saved()
        opened.page.reload()
        assert asked == ["beforeunload"]


def test_the_keyboard_is_enough(window: Any, form: str) -> None:
    with Opened(window, form, **SCREEN) as opened:
        opened.page.locator('input[name="useful_helps"][value="1"]').focus()
        opened.page.keyboard.press("ArrowRight")
        opened.page.keyboard.press("ArrowRight")
        assert opened.page.locator('input[name="useful_helps"]:checked').get_attribute("value") == "3"


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_sheet_prints_on_two_sides_of_a4(lang: str, window: Any) -> None:
    page = window.new_page()
    page.set_content(texts_of(COMPANY, Wish())[f"sheet_{lang}.html"])
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 2
