"""The laboratory of ``crm-adoption present`` in a real browser: every control, both languages and themes, bad input."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from crm_adoption.analysis.drawings import LIGHT
from crm_adoption.analysis.drawings.scale import depth_of, depths
from crm_adoption.analysis.drawings.theme import WAYS
from crm_adoption.analysis.laboratory.build import fitting
from crm_adoption.analysis.laboratory.choices import LEVERS, OUTCOMES, Choices, Plan, kind_of
from crm_adoption.analysis.laboratory.figures import difference_rows, headline_rows
from crm_adoption.analysis.laboratory.page_words import say
from crm_adoption.analysis.laboratory.person import card, company_in
from crm_adoption.analysis.laboratory.presets import shipped
from crm_adoption.analysis.laboratory.runs import LabRun, run_all

sys.path.insert(0, str(Path(__file__).parent))
from accessible import sizes_of, violations

SQUARES = """box => {
  const canvas = box.querySelector('canvas'), scale = canvas.width / box.querySelector('svg').viewBox.baseVal.width;
  const ink = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const hex = (part) => part.toString(16).padStart(2, '0'), at = (value) => Math.round(value * scale);
  const paint = (x, y) => '#' + [0, 1, 2].map((k) => hex(ink[4 * (y * canvas.width + x) + k])).join('');
  const person = (d, n) => {
    const x = at(Number(d.left) + (n % d.columns + 0.4) * d.side), found = {};
    const top = at(Number(d.top) + Math.floor(n / d.columns) * d.side);
    for (let y = top; y < top + at(Number(d.size)); y += 1) found[paint(x, y)] = (found[paint(x, y)] || 0) + 1;
    return found;
  };
  const people = ({ dataset: d }) => Array.from({ length: Number(d.people) }, (_, n) => person(d, n));
  return [...box.querySelectorAll('[data-crm="department"]')].map(people);
}"""
Visit = Callable[..., Any]
Keep = Callable[..., None]
NASTY = '<img src="x" onerror="alert(1)"> & Söhne'
WIDE = "extends = 'no_programme'\n[organisation]\npeople = 32000\n" + "".join(
    f"[organisation.departments.{name}]\nshare = 0.25\n"
    for name in ("sales", "marketing", "customer_success", "service")
)


@pytest.fixture
def lab(presenter: str, visit: Visit) -> Callable[..., Any]:
    """Return a function that opens the laboratory with a query."""

    def go(query: str = "", **window: Any) -> Any:
        page = visit(f"{presenter}/?tab=lab&{query}", **window)
        page.locator(".lab-stage[data-ready]").wait_for()
        return page

    return go


def expected() -> tuple[LabRun, ...]:
    return run_all(Choices((Plan("no_programme"), Plan("aligned_kpis"))), shipped())


def wait_for_month(page: Any, month: int, words: str = "Month {month} of 36") -> None:
    text = words.format(month=month) if month else "Go-live"
    page.locator(".lab-when").filter(has_text=re.compile(f"^{text}$")).wait_for()


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def link(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def wait_for_link(page: Any, part: str, present: bool = True) -> None:
    """Wait until the address holds a part, as a whole item of its query."""
    test = (
        f"decodeURIComponent(location.search).split(/[?&]/).some(e => e === {part!r} || e.startsWith({part!r} + ','))"
    )
    page.wait_for_function(test if present else f"!({test})")


def while_new(page: Any, do: Callable[[], object]) -> None:
    """Do something and wait until the page plays what was run for it."""
    before = page.locator(".lab-stage").get_attribute("data-ready")
    do()
    page.wait_for_function("before => document.querySelector('.lab-stage').dataset.ready !== before", arg=before)


def painted(page: Any, column: int) -> list[list[dict[str, int]]]:
    """Return by department and person which colours the canvas has from top to bottom of the square, and how much."""
    return page.locator(f'.lab-people[data-column="{column}"]').evaluate(SQUARES)  # type: ignore[no-any-return]


def test_the_film_shows_what_python_draws(lab: Callable[..., Any], keep: Keep) -> None:
    """Scrubbing to any month fills everybody's square on the canvas by what was recorded of them."""
    page, runs = lab("month=12"), expected()
    keep(page, "month_12", of="lab")
    for month in (7, 36, 1):
        page.get_by_role("slider", name="Month", exact=True).evaluate(
            "(e, m) => { e.value = m; e.dispatchEvent(new Event('input')); }", month
        )
        wait_for_month(page, month)
        for column, run in enumerate(runs):
            for d, squares in enumerate(painted(page, column)):
                for way, truth in zip(WAYS, run.recording.shares(month, d), strict=False):
                    dots = sum(squares[0].values())
                    seen = np.array([each.get(LIGHT.fills[way].lower(), 0) / dots for each in squares])
                    assert len(seen) == len(truth)
                    assert np.abs(seen - truth).max() <= 2.0 / dots  # an edge within a dot is a mixture
                    assert abs((seen - truth).mean()) < 1.0 / dots
        table = page.locator(".lab-figures").first.inner_text()
        assert headline_rows(runs[1], "en")["deep_use"][month - 1] in table
        assert difference_rows(runs[1], runs[0], "en")["net_value"][month - 1] in table
    wait_for_link(page, "month=1")


def test_it_plays_pauses_and_obeys_keys(lab: Callable[..., Any]) -> None:
    page = lab("month=0")
    page.get_by_label("Speed").select_option(label="fast")
    press(page, "▶ Play")
    wait_for_month(page, 36)
    stage = page.locator(".lab-stage")
    frames, seconds = (float(stage.get_attribute(f"data-{name}")) for name in ("frames", "seconds"))
    print(f"played at {frames / seconds:.0f} frames a second")
    assert frames > 36
    page.locator("body").press("Home")
    wait_for_month(page, 0)
    page.locator("body").press("ArrowRight")
    page.locator("body").press("ArrowRight")
    wait_for_month(page, 2)
    page.locator("body").press("ArrowLeft")
    wait_for_month(page, 1)
    page.get_by_label("Speed").select_option(label="slow")
    page.locator(".lab-keys").click()
    page.locator("body").press(" ")
    page.get_by_role("button", name="❚❚ Pause", exact=True).wait_for()
    page.locator("body").press(" ")
    page.get_by_role("button", name="▶ Play", exact=True).wait_for()
    page.locator("body").press("End")
    wait_for_month(page, 36)
    press(page, "One month back")
    wait_for_month(page, 35)
    press(page, "One month on")
    wait_for_month(page, 36)


def test_every_slider_moves_what_it_says(lab: Callable[..., Any], keep: Keep) -> None:
    """Each lever and each programme once by its slider; the address holds it, the curves are new."""
    page = lab()
    programmes = fitting(shipped()["aligned_kpis"].scenario.company)
    for name in programmes:
        label = kind_of(name).label("en")
        slider = page.get_by_role("slider", name=label, exact=True)
        while_new(page, lambda slider=slider: (slider.focus(), page.keyboard.press("End")))
    assert link(page)["s"][1] == "aligned_kpis," + ",".join(f"{name}:100" for name in programmes)
    for name in LEVERS:
        slider = page.get_by_role("slider", name=say(name, "en"), exact=True)
        while_new(page, lambda slider=slider: (slider.focus(), page.keyboard.press("Home")))
    assert [each.split(":")[0] for each in link(page)["lever"]] == list(LEVERS)
    keep(page, "everything_moved", of="lab")
    while_new(page, lambda: press(page, "Undo"))
    assert len(link(page)["lever"]) == len(LEVERS) - 1
    while_new(page, lambda: press(page, "Reset"))
    assert link(page)["s"] == ["no_programme", "aligned_kpis"]
    assert "lever" not in link(page)


def test_scenarios_company_and_budget_are_chosen(lab: Callable[..., Any], keep: Keep) -> None:
    page = lab()
    while_new(page, lambda: page.get_by_label("Scenario B starts from").select_option(label="Mandate"))
    while_new(page, lambda: press(page, "Add a scenario"))
    while_new(page, lambda: press(page, "Add a scenario"))
    assert page.locator(".lab-column").count() == 4
    assert page.get_by_role("button", name="Add a scenario", exact=True).count() == 0
    keep(page, "four_scenarios", of="lab")
    while_new(page, lambda: press(page, "Remove scenario C"))
    page.get_by_label("Company", exact=True).select_option(label="The article's company")
    wait_for_link(page, "company=seed_company")
    page.get_by_label("Same budget for every programme").check()
    page.get_by_text("B spends EUR 41,600").wait_for()  # a mandate cannot spend more
    page.get_by_text("C spends EUR 150,000").wait_for()
    field = page.get_by_role("textbox", name="Money, EUR each", exact=True)
    while_new(page, lambda: (field.fill("300,000"), field.press("Enter")))
    page.get_by_text("C spends EUR 300,000").wait_for()
    people = page.get_by_role("textbox", name="People, The company", exact=True)
    while_new(page, lambda: (people.fill("300"), people.press("Enter")))
    page.get_by_text("125 people", exact=False).first.wait_for()
    number = page.get_by_role("textbox", name="Company drawn by lot, no., The company", exact=True)
    while_new(page, lambda: (number.fill("7"), number.press("Enter")))
    for part in ("company=seed_company", "budget=300000", "people=300", "no=7"):
        wait_for_link(page, part)


def test_outcomes_bands_and_colours_are_chosen(lab: Callable[..., Any], keep: Keep) -> None:
    page = lab("month=24")
    for outcome in OUTCOMES[1:]:
        while_new(page, lambda outcome=outcome: page.get_by_label("Shown").select_option(outcome))
        wait_for_link(page, f"outcome={outcome}")
    assert page.locator('svg[aria-label^="Net value. Month 36: A "]').count() == 1
    keep(page, "net_value", of="lab")
    while_new(page, lambda: page.get_by_label("Band").select_option(label="CI of the mean"))
    page.get_by_text("95 % confidence interval (CI) of the mean.", exact=False).first.wait_for()
    while_new(page, lambda: page.get_by_label("Colour").select_option(label="depth of use"))
    recording = expected()[1].recording
    for d, squares in enumerate(painted(page, 1)):
        shades = [depths(LIGHT)[depth_of(share)] for share in recording.shares(24, d)[0]]
        assert [list(each) for each in squares] == [[shade] for shade in shades]
    page.get_by_label("Ties", exact=True).check()
    wait_for_link(page, "ties=1")
    wait_for_month(page, 24)


def test_a_person_says_why_they_are_stuck(lab: Callable[..., Any], keep: Keep) -> None:
    """Hovering shows who it is, and then features, habits and reasons: those of the model itself."""
    page, runs = lab("month=12&ties=1"), expected()
    truth = card(company_in(runs[1].scenario, 12), 7, "en")
    box = page.locator('.lab-people[data-column="1"] [data-crm="department"]').first
    left, top, side = (float(box.get_attribute(f"data-{name}")) for name in ("left", "top", "side"))
    picture = page.locator('.lab-people[data-column="1"] svg').bounding_box()
    page.mouse.move(picture["x"] + left + 7.4 * side, picture["y"] + top + 0.4 * side)
    page.locator(".lab-tip", has_text=f"{runs[1].recording.names[7]} · Sales").wait_for()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    keep(page, "person", of="lab")
    said = dialog.inner_text().replace("\u00a0", " ")
    for part in (truth["stuck"], truth["rows"][0]["feature"], truth["rows"][0]["habit"], truth["rows"][1]["against"]):
        assert part in said
    ties = page.locator('.lab-people[data-column="1"] [data-crm="ties"] path').count()
    assert ties == len(runs[1].recording.colleagues[7]) > 0
    page.mouse.move(5, 5)
    dialog.wait_for(state="detached")
    page.get_by_label("Look at a person in A").select_option(label=runs[0].recording.names[7])
    dialog.wait_for()
    page.keyboard.press("Escape")
    page.locator("body").press("Escape")
    dialog.wait_for(state="detached")


def test_thousands_are_shown_on_a_canvas(lab: Callable[..., Any], keep: Keep) -> None:
    """Nobody is a node; the list is filled while it is in use."""
    page = lab("people=1200&month=12&lever=monitoring:33")
    page.get_by_text("means of 128 such companies", exact=False).wait_for()
    assert page.locator(".lab-people *").count() < 100
    chosen = page.get_by_label("Look at a person in B")
    assert chosen.locator("option").count() == 1
    chosen.focus()
    page.wait_for_function("document.querySelectorAll('.lab-column option').length === 1202")
    chosen.select_option(index=1021)
    page.get_by_role("dialog").wait_for()
    assert chosen.evaluate("e => e.selectedOptions[0].value") == "1020"
    page.keyboard.press("Tab")
    page.wait_for_function("document.querySelectorAll('.lab-column option').length === 3")
    spot = page.locator('.lab-people[data-column="1"] [data-crm="ties"] circle')
    last = page.locator('.lab-people[data-column="1"] [data-crm="department"]').last
    assert float(spot.get_attribute("cy")) > float(last.get_attribute("data-top"))
    keep(page, "thousands", of="lab")


def test_what_is_typed_out_of_range_is_refused_in_words(lab: Callable[..., Any], keep: Keep) -> None:
    page = lab()
    wrong = {
        "-5": "-5 is not allowed; give a whole number from 0 to 100.",
        "101": "give a whole number from 0 to 100",
        "12.5": "Training: “12.5” is not a whole number",
        "": "Training: “” is not a whole number",
        NASTY: "is not a whole number",
    }
    field = page.get_by_role("textbox", name="Training, Scenario B, %", exact=True)
    for given, said in wrong.items():
        field.fill(given)
        field.press("Enter")
        page.get_by_role("alert").get_by_text(said, exact=False).last.wait_for()
        assert field.input_value() == "0"
    people = page.get_by_role("textbox", name="People, The company", exact=True)
    people.fill("1000000")
    people.press("Enter")
    page.get_by_role("alert").get_by_text("1000000 is not allowed", exact=False).wait_for()
    assert page.locator("img").count() == 0
    keep(page, "refused", of="lab")
    for _ in range(3):
        page.get_by_role("alert").get_by_role("button", name="Close", exact=True).first.click()
    page.get_by_role("alert").get_by_text("not allowed", exact=False).wait_for(state="detached")
    while_new(page, lambda: (field.fill("40"), field.press("Enter")))


def upload(page: Any, name: str, text: str) -> None:
    file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.get_by_label("Own scenario (.toml) or people (.csv)").set_input_files(file)


def roster() -> str:
    rows = ["id,department,manager"]
    for letter, name in zip("ABCD", ("sales", "marketing", "customer_success", "service"), strict=True):
        rows += [f"{letter}{n},{name},{letter + '0' if n else ''}" for n in range(12)]
    return "\n".join(rows)


def test_files_are_read_or_refused_in_words(lab: Callable[..., Any], keep: Keep) -> None:
    """Own scenario and roster; broken ones, too large ones, ones that name other files; nothing becomes markup."""
    page = lab()
    alert = page.get_by_role("alert")
    own = f"extends = 'mandate'\ntitle_en = '''{NASTY}'''\n"
    while_new(page, lambda: upload(page, "own.toml", own))
    assert page.locator(".lab-column h2").nth(1).inner_text().endswith(NASTY)
    assert page.locator("img").count() == 0
    keep(page, "uploaded", of="lab")
    while_new(page, lambda: upload(page, "people.csv", roster()))
    page.locator(".lab-column").nth(1).get_by_text("12 people").first.wait_for()
    refused = {
        "broken.toml": ("months = [", "this is not valid TOML"),
        "far.toml": ("extends = '../../secret.toml'", "leads out of the scenario's folder"),
        "naming.toml": ("extends = 'no_programme'\n[organisation]\nroster = '/etc/passwd'", "leads out of"),
        "wide.toml": (WIDE, "32,000 people are too many for the page"),
        "wrong.csv": ("a,b\n1,2", "columns 'id', 'department', 'manager' must stand in the heading"),
        "large.csv": ("x" * 5_000_000, "this file is too large"),
    }
    for name, (text, said) in refused.items():
        upload(page, name, text)
        alert.get_by_text(said, exact=False).last.wait_for()
        assert "/tmp" not in alert.inner_text()
    assert page.locator(".lab-column").nth(1).get_by_text("12 people").count() > 0
    keep(page, "uploads_refused", of="lab")


def test_a_link_brings_everything_back_and_a_damaged_one_the_rest(
    presenter: str, lab: Callable[..., Any], visit: Visit, keep: Keep
) -> None:
    query = (
        "lang=de&month=9&theme=dark&outcome=customers&band=ci&colour=depth&ties=1&s=seed_company&s=mandate,Training:30"
        "&company=seed_company&people=200&no=3&lever=monitoring:20&budget=100000"
    )
    page = lab(query)
    wait_for_month(page, 9, "Monat {month} von 36")
    assert page.get_by_label("Person in B ansehen").count() == 1
    assert page.locator(".theme--dark .lab").count() == 1
    said = link(page)
    assert said == {**{k: [v] for k, v in (e.split("=") for e in query.split("&")) if k != "s"},
                    "s": ["seed_company", "mandate,Training:30"], "tab": ["lab"]}  # fmt: skip
    keep(page, "german_dark_link", of="lab")
    damaged = visit(f"{presenter}/?tab=lab&month=9&s=nonsense&s=mandate&lever=monitoring:900&lang=xx&people=<script>")
    wait_for_month(damaged, 9)
    messages = damaged.get_by_role("alert").inner_text()
    assert "Part of the link was damaged and left out." in messages
    assert "is not a whole number" in messages
    assert "mandate" in link(damaged)["s"]
    keep(damaged, "damaged_link", of="lab")


def test_two_sessions_do_not_mix(lab: Callable[..., Any]) -> None:
    one, other = lab("month=5"), lab("month=8")
    while_new(one, lambda: one.get_by_label("Scenario B starts from").select_option(label="Mandate"))
    while_new(one, lambda: upload(one, "people.csv", roster()))
    wait_for_month(other, 8)
    assert other.locator(".lab-column h2").nth(1).inner_text() == "B Aligned KPIs"
    assert other.get_by_role("option", name="People", exact=True).count() == 0
    assert link(other)["s"] == ["no_programme", "aligned_kpis"]


def test_fifty_fast_clicks_do_not_break_it(lab: Callable[..., Any]) -> None:
    page = lab()
    buttons = [page.get_by_role("button", name=re.compile(name)) for name in ("Play|Pause", "Undo", "Reset")]
    slider = page.get_by_role("slider", name="Training", exact=True)
    for click in range(50):
        if click % 5 == 4:
            slider.focus()
            page.keyboard.press("PageUp")
        else:
            buttons[(0, 0, 2, 0)[click % 5]].first.evaluate("e => e.click()")
    page.wait_for_timeout(1500)
    press(page, "Reset")
    while_new(page, lambda: page.get_by_label("Scenario B starts from").select_option(label="Mandate"))
    assert page.get_by_role("alert").inner_text().strip() == ""
    page.locator("body").press("Home")
    wait_for_month(page, 0)


@pytest.mark.parametrize(("width", "height", "theme", "lang"), [
    (1440, 900, "light", "de"), (1440, 900, "dark", "en"), (1024, 768, "dark", "de"), (390, 844, "light", "en"),
])  # fmt: skip
def test_text_can_be_read_and_nothing_sticks_out(
    lab: Callable[..., Any], keep: Keep, width: int, height: int, theme: str, lang: str
) -> None:
    page = lab(f"lang={lang}&month=18&s=seed_company&s=full_programme", width=width, height=height, theme=theme)
    keep(page, f"{width}_{theme}_{lang}", of="lab")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = sizes_of(page, ".lab-stage svg text")
    assert min(sizes) >= 13.9
    small = page.eval_on_selector_all(
        ".lab *", "all => all.filter(e => e.childElementCount === 0 && e.textContent.trim() && e.offsetParent)"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )  # fmt: skip
    assert min(small) >= 14
    assert (page.locator(".theme--dark .lab").count() == 1) == (theme == "dark")
    if lang == "de":
        text = page.locator(".lab").inner_text()
        for english in ("Month", "Undo", "Settings", "people", "Real use", "spends", "Difference"):
            assert english not in text
    press(page, {"en": "Settings", "de": "Einstellungen"}[lang] + (" ▾" if width >= 1200 else " ▸"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_violation(lab: Callable[..., Any], theme: str) -> None:
    page = lab("month=12", theme=theme)
    assert violations(page) == []
    page.get_by_label("Look at a person in B").select_option(index=9)
    page.get_by_role("dialog").wait_for()
    assert violations(page) == []
    page.get_by_role("tab", name="Story", exact=True).click()
    page.get_by_role("tab", name="Story", exact=True, selected=True).wait_for()
    page.locator("#lab-content svg[role=img]").first.wait_for()
    assert violations(page) == []
    page.get_by_role("tab", name="Assumptions", exact=True).click()
    page.get_by_role("article").wait_for()
    assert violations(page) == []


def test_it_works_by_keyboard_alone(lab: Callable[..., Any]) -> None:
    """From the top of the page to the film, a lever, a person and another part, without a pointer."""
    page = lab("month=12")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "lab-content"
    page.keyboard.press("ArrowRight")
    wait_for_month(page, 13)
    page.keyboard.press(" ")
    page.get_by_role("button", name="❚❚ Pause", exact=True).wait_for()
    page.keyboard.press(" ")
    reached = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(
            "(e => e.getAttribute('aria-label') || (e.labels && e.labels[0] ? e.labels[0].innerText : e.textContent))"
            "(document.activeElement).trim().split('\\n')[0]"
        ))  # fmt: skip
    for name in ("Laboratory", "Reset", "What is done in B", "Aligned KPIs", "Month", "Ties", "Look at a person in A"):
        assert any(name in each for each in reached), name
    first, again = [stop for stop, each in enumerate(reached) if each == "Skip to the content"][:2]
    assert again - first <= 40, "so many stops has the Tab key from the top to the top"
    page.get_by_label("Aligned KPIs", exact=True).nth(1).focus()
    for key in ("ArrowDown", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    moved = page.evaluate("document.activeElement.dataset.row")
    assert moved != "AlignKPIs"
    while_new(page, lambda: (page.keyboard.press("7"), page.keyboard.press("Enter")))
    page.keyboard.press("Escape")
    assert page.evaluate("[document.activeElement.type, document.activeElement.dataset.row]") == ["range", moved]
    assert page.evaluate("document.activeElement.value") == "7"
    page.get_by_role("button", name="Copy link to this view").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "View as PNG"
    page.get_by_role("tab", name="Laboratory", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("article").wait_for()
    page.keyboard.press("ArrowLeft")
    page.locator(".lab-people svg").first.wait_for()
    wait_for_link(page, "tab=lab")


def test_what_is_assumed_is_one_click_away(lab: Callable[..., Any], keep: Keep) -> None:
    page = lab()
    page.get_by_role("tab", name="Assumptions", exact=True).click()
    article = page.get_by_role("article")
    article.get_by_role("heading", name="The ledger of claims").wait_for()
    press(page, "The model (ODD protocol)")
    article.get_by_role("heading", name="The model, described by the ODD+D protocol").wait_for()
    assert article.locator("svg").count() >= 1
    keep(page, "assumptions", of="lab")
    for document, words in {"Evidence": "Evidence", "All numbers and their sources": "attention"}.items():
        press(page, document)
        article.get_by_text(words, exact=False).first.wait_for()
    page.get_by_label("Language").select_option(label="Deutsch")
    english = page.get_by_text("Dieses Dokument gibt es nur auf Englisch.")
    english.wait_for()
    press(page, "Was die Wörter bedeuten")
    article.get_by_role("heading", name="Glossary - Glossar").wait_for()
    english.wait_for(state="detached")


def test_what_is_kept_opens_and_is_right(lab: Callable[..., Any], tmp_path: Path) -> None:
    page = lab("month=12&s=no_programme&s=mandate,Training:30")
    for name, check in {
        "View as SVG": lambda data: b"<svg" in data[:60] and b"Mandate (changed)" in data,
        "View as PNG": lambda data: data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) > 50_000,
        "Data as CSV": lambda data: b"Mandate (changed)" in data,
        "Scenario B as TOML": lambda data: b"Mandate" in data and b"strength = 0.3" in data,
    }.items():
        with page.expect_download() as download:
            press(page, name)
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert check(path.read_bytes()), name
    with page.expect_download(timeout=240_000) as download:
        press(page, "One page as PDF")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    with page.expect_download(timeout=240_000) as download:  # a comparison with all its figures, on a busy machine
        press(page, "Report as HTML")
    report = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Mandate (changed)" in report
    assert "http://127.0.0.1" not in report
