"""The report in a real browser, from disk and without a network: whole, legible on every screen and on A4."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.report import write_document
from crm_adoption.analysis.telling.comparison import compare
from crm_adoption.analysis.telling.report import comparison_report

sys.path.insert(0, str(Path(__file__).parent))
from accessible import sizes_of, violations

A4 = (595, 842)
"""Width and height in points."""
NASTY = "<img src='http://example.org/x.png' onerror='document.title=1'><script>document.title=2</script>"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return reports in both languages; a scenario's title in them is an attack."""
    folder = tmp_path_factory.mktemp("reports")
    found = compare(replications=8, seed=1)
    attacked = [
        replace(each, scenario=replace(each.scenario, title_en=NASTY, title_de=NASTY)) if n == 1 else each
        for n, each in enumerate(found.programmes)
    ]
    return {
        lang: write_document(
            comparison_report(replace(found, lang=lang, programmes=tuple(attacked))), folder / f"{lang}.html"
        )
        for lang in ("en", "de")
    }


@pytest.fixture
def read(browser: Any) -> Iterator[Open]:
    """Return a function that opens a file without any network; nothing may be fetched, fail or complain."""
    complaints: list[str] = []
    contexts = []

    def go(file: Path, width: int = 1440, height: int = 900, theme: str = "light") -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: complaints.append(asked.url) if not asked.url.startswith(("data:", file.as_uri())) else None,
        )
        page.goto(file.as_uri())
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("lang", ["en", "de"])
def test_it_opens_from_disk_without_network_or_script(files: dict[str, Path], read: Open, lang: str) -> None:
    page = read(files[lang])
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.title().startswith("Which of 4" if lang == "en" else "Welches von 4")
    assert page.locator("script").count() == 0
    assert page.locator("body img:not([src^='data:'])").count() == 0
    assert page.evaluate("[...document.images].every(each => each.naturalWidth > 0)")
    assert page.get_by_text(NASTY).count() > 0
    page.locator("nav a").last.click()
    assert "#part-" in page.url


@pytest.mark.parametrize(
    ("width", "theme", "lang"),
    [(1440, "light", "de"), (1440, "dark", "en"), (1024, "light", "en"), (390, "dark", "de"), (390, "light", "en")],
)
def test_it_can_be_read_on_every_screen(
    files: dict[str, Path], read: Open, keep: Callable[..., None], width: int, theme: str, lang: str
) -> None:
    page = read(files[lang], width, 900, theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = page.eval_on_selector_all(
        "p, li, td, th, dt, dd, figcaption", "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 14.0
    drawn = sizes_of(page, "figure svg text")
    assert min(drawn) >= 14.0  # pictures scroll rather than become too small
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == ("rgb(30, 30, 30)" if theme == "dark" else "rgb(255, 255, 255)")
    ink = page.locator("figure svg[role=img] text").first.evaluate("e => getComputedStyle(e).fill")
    assert ink == ("rgb(180, 188, 196)" if theme == "dark" else "rgb(77, 84, 92)")
    keep(page, f"{lang}_{theme}_{width}", of="report", full_page=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(files: dict[str, Path], read: Open, theme: str) -> None:
    assert violations(read(files["en"], theme=theme)) == []


def test_it_prints_on_a4_in_light_colours_whatever_the_screen_is(
    files: dict[str, Path], read: Open, artefacts: Path
) -> None:
    page = read(files["de"], theme="dark")
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = {tuple(map(float, found)) for found in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)}
    assert {(round(wide), round(high)) for wide, high in boxes} == {A4}
    pages = len(re.findall(rb"/Type /Page\b(?!s)", pdf))
    assert pages <= 6
    page.set_viewport_size({"width": 688, "height": 1020})  # the printed part of a page, in pixels of CSS
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()
    assert page.evaluate("document.body.scrollHeight") > (pages - 1) * 1020  # blanks are less than one page in all
    (artefacts / "report_de.pdf").write_bytes(pdf)
