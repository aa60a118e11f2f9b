"""Documents: one file that needs nothing else, escaped, the same every time, written wholly or not at all."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from crm_adoption.analysis.drawings import DARK, LIGHT, PeopleGroup, draw_people
from crm_adoption.analysis.report import (
    PAPER,
    Fact,
    Figure,
    Section,
    Table,
    check_document,
    document,
    matplotlib_figure,
    provenance_rows,
    write_document,
)
from crm_adoption.analysis.report.paper import colours
from crm_adoption.analysis.report.templates import piece
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.words.numbers import day
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure as MatplotlibFigure

DAY = datetime(2026, 3, 4, tzinfo=UTC)
NASTY = "</style></title><script>alert('x')</script><img src=x onerror=alert(1)> & \"Söhne\" \x00\ud800"
VOID = {"meta", "img"}


class Seen(HTMLParser):
    """The elements, attributes and texts of a document; complains of elements that are not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    def of(self, tag: str, name: str) -> list[str]:
        return [value for each, key, value in self.attributes if (each, key) == (tag, name)]


def everything(text: str) -> list[Section]:
    svg = draw_people([PeopleGroup(text, [0.5], [0.2], [text])], width=600, theme=PAPER)
    return [
        Section(text, [text], [Fact(text, text, text)], [text], [Figure(svg, text, adapts=True)],
                [Table([text, text], [[text, text]], text, text, strong=[0])], [text], new_page=True)
    ] * 4  # fmt: skip


def made(text: str, lang: str = "en") -> str:
    return document(
        text, everything(text), lang=lang, kind=text, lead=[text], provenance=[(text, text)], fingerprint=text, made=DAY
    )


@given(st.text(max_size=80), st.sampled_from(["en", "de"]))
def test_whatever_the_user_writes_stays_text(text: str, lang: str) -> None:
    plain, nasty = Seen(made("harmless", lang)), Seen(made(text + NASTY, lang))
    shapes = [
        [each[:2] for each in seen.attributes if each[0] != "text"] for seen in (plain, nasty)
    ]  # pictures wrap long names into several lines
    assert shapes[0] == shapes[1]
    assert set(nasty.tags) == set(plain.tags)
    assert not {"script", "iframe", "object", "link", "form"} & set(nasty.tags)


def test_nothing_in_a_title_ends_the_style_sheet() -> None:
    text = made('"}body{display:none}</style>')
    (sheet,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    foot = sheet[sheet.rindex("content:") :]
    assert re.fullmatch(r'content:"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*"\}\}', foot), foot


def test_a_document_fetches_nothing_and_may_not() -> None:
    seen = Seen(made("x"))
    assert "default-src 'none'" in seen.of("meta", "content")[0]
    assert set(seen.of("a", "href")) == {f"#part-{number}" for number in range(1, 6)}
    assert set(seen.of("section", "id")) == {f"part-{number}" for number in range(1, 6)}
    assert re.findall(r"(?:url\(|@import|src=[\"']https?:)", made("x")) == []


def test_the_same_arguments_give_the_same_text() -> None:
    assert made("x") == made("x")
    assert made("x", "de") != made("x")


def test_everything_given_is_there_in_order() -> None:
    section = Section(
        "Heading", ["Paragraph"], [Fact("12 %", "Label", "Note")], ["Point"], [Figure("<svg></svg>", "Caption")],
        [Table(["Who", "How much"], [["A", "1"], ["B", "2"]], "Title", "Below", strong=[1])], ["Small print"],
    )  # fmt: skip
    seen = Seen(document("Question?", [section], lang="en", kind="Kind", lead=["Answer."], made=DAY))
    words = [text.strip() for text in seen.texts if text.strip()]
    assert words == [
        "Question?", "Kind", "Question?", "Answer.", "Heading", "Paragraph", "Label", "12\u00a0%", "Note", "Point",
        "Caption", "Title", "Who", "How much", "A", "1", "B", "2", "Below", "Small print", words[-1],
    ]  # fmt: skip
    assert words[-1].endswith("on 4 March 2026. All people and figures are simulated.")
    assert seen.of("tr", "class") == ["strong"]


def test_numbers_are_set_to_the_right_and_stay_with_their_units() -> None:
    html = Table(["Name", "Share", "Money"], [["A", "12 %", "EUR 1,000"], ["B", "–", "1.000 EUR"]]).html()
    assert html.count('class="number"') == 6
    assert "12\u00a0%" in html
    assert "EUR\u00a01,000" in html
    assert "1.000\u00a0EUR" in html


@pytest.mark.parametrize(("lang", "written"), [("en", "4 March 2026"), ("de", "04.03.2026")])
def test_days_are_written_as_people_write_them(lang: str, written: str) -> None:
    assert day(DAY, lang) == written


def test_another_language_is_refused() -> None:
    with pytest.raises(InputError, match="it"):
        document("x", [], lang="it")


def test_pictures_follow_the_screen_and_are_light_on_paper() -> None:
    sheet = colours()
    screen = sheet[sheet.index("@media screen") :]
    for name, light, dark in [("ink", LIGHT.ink, DARK.ink), ("fill-deep_use", LIGHT.fills["deep_use"],
                              DARK.fills["deep_use"])]:  # fmt: skip
        assert f"--{name}:{light}" in sheet
        assert f"--{name}:{dark}" in screen
        assert f"--{name}:{dark}" not in sheet.replace(screen, "")
    used = set(re.findall(r"var\(--([\w-]+)", draw_people([PeopleGroup("A", [0.5], [0.2])], width=600, theme=PAPER)))
    assert used
    assert all(f"--{name}:" in sheet for name in used)


def test_a_figure_of_matplotlib_is_an_image_with_words_for_who_cannot_see_it() -> None:
    figure = MatplotlibFigure()
    figure.set_label("<b>What</b> it shows")
    one, two = matplotlib_figure(figure, "Caption"), matplotlib_figure(figure)
    seen = Seen(one.html())
    assert seen.of("img", "alt") == ["<b>What</b> it shows"]
    assert seen.of("img", "src")[0].startswith("data:image/svg+xml;base64,")
    assert seen.of("figure", "class") == ["sheet"]
    assert two.svg == one.svg


RECORD = {
    "created": "2026-03-04T10:00:00+00:00", "versions": {"crm-adoption": "1.2", "numpy": "2.0", "mesa": None},
    "python": "3.12", "platform": "Linux", "model_sources_sha256": "a" * 64, "fingerprint": "b" * 64, "seed": 7,
    "git": {"commit": "c" * 40, "changed": True}, "replications": 1200,
    "behavioural_parameters": "changed in a, b",
}  # fmt: skip


def test_provenance_is_in_words() -> None:
    rows = dict(provenance_rows(RECORD, "de", ["crm-adoption report"]))
    assert rows["Befehl"] == "crm-adoption report"
    assert rows["Erstellt am"] == "04.03.2026"
    assert rows["Stand der Quellen"] == "c" * 16 + ", mit nicht eingetragenen Änderungen"
    assert rows["Simulierte Unternehmen je Szenario"] == "1.200"
    assert rows["Verhaltensparameter"] == "geändert in a, b"
    assert rows["Python und Bibliotheken"] == "3.12, numpy 2.0"
    default = {**RECORD, "behavioural_parameters": "default set", "git": None}
    rows = dict(provenance_rows(default, "en"))
    assert rows["Behavioural parameters"] == "default set"
    assert "State of the sources" not in rows


# Files


def test_a_document_is_written_over_itself_and_over_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert check_document(file, "abc") == file
    assert list(tmp_path.iterdir()) == []
    write_document(document("x", [], lang="en", fingerprint="abc"), file)
    for out in (file, tmp_path):
        assert check_document(out, "abc") == file
        for fingerprint in ("def", ""):
            with pytest.raises(InputError, match="something else in it"):
                check_document(out, fingerprint)
        assert check_document(out, "def", replace=True) == file
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_is_made_when_it_is_written_into(tmp_path: Path) -> None:
    file = check_document(tmp_path / "new" / "folder", "abc")
    assert file == tmp_path / "new" / "folder" / "report.html"
    assert list(tmp_path.iterdir()) == []
    write_document("x", file)
    assert file.read_text(encoding="utf-8") == "x"


def test_a_document_stands_beside_results_of_the_same_scenarios_only(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"fingerprint": "abc"}', encoding="utf-8")
    assert check_document(tmp_path, "abc") == tmp_path / "report.html"
    with pytest.raises(InputError, match="results of other scenarios"):
        check_document(tmp_path, "def")
    assert check_document(tmp_path, "def", replace=True) == tmp_path / "report.html"


def test_a_place_that_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        check_document(tmp_path / "gone" / "report.html")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        check_document(tmp_path / "file" / "folder")


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path in (tmp_path / "folder", tmp_path / "file" / "report.html"):
        with pytest.raises(InputError, match="cannot be written"):
            write_document("x", path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]


def test_the_template_escapes_what_nobody_thought_of() -> None:
    """Texts go through a filter; what would be written without one is escaped all the same."""
    template = resources.files("crm_adoption.analysis.report").joinpath("document.jinja").read_text(encoding="utf-8")
    written = re.findall(r"\{\{-? (.+?) -?\}\}", template)
    macros = ("classes(", "scrolling(", "fact(", "figure(", "cells(", "rows(", "table(", "section(", "contents(")
    bare = [each for each in written if "|" not in each and not each.startswith(macros)]
    assert set(bare) == {"content", "anchor", "loop.index", "it.lang", "name", "''"}
    assert "<b>" not in piece("contents", [], "<b>") + piece("section", Section("It"), "<b>")
