"""A decision as slides: the answer, the options as bars that can be edited, every table of the report."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import call, complaint
from crm_adoption.analysis.deciding.answer import answer
from crm_adoption.analysis.deciding.options import NOTHING
from crm_adoption.analysis.deciding.report import sections_of, title_of
from crm_adoption.analysis.deciding.slides import decision_slides
from crm_adoption.analysis.deciding.told import Decision
from crm_adoption.analysis.report.slide_table import MOST_ROWS

pptx = pytest.importorskip("pptx", reason="the extra analysis")


@pytest.fixture(scope="module", params=["en", "de"])
def deck(request: pytest.FixtureRequest, decision: Decision) -> tuple[str, Any]:
    return request.param, pptx.Presentation(io.BytesIO(decision_slides(decision, request.param)))


def words_of(slide: Any) -> str:
    return " ".join(" ".join(each.text_frame.text for each in slide.shapes if each.has_text_frame).split())


def test_the_answer_stands_on_the_first_slide_and_in_its_notes(deck: tuple[str, Any], decision: Decision) -> None:
    lang, slides = deck
    first = slides.slides[0]
    assert first.shapes.title.text_frame.text == title_of(decision, lang)
    for sentence in answer(decision, lang):
        assert " ".join(sentence.split()) in words_of(first)
        assert sentence in first.notes_slide.notes_text_frame.text


def test_what_each_option_brings_is_a_chart_with_the_numbers_of_the_decision(
    deck: tuple[str, Any], decision: Decision
) -> None:
    lang, slides = deck
    (chart,) = [each.chart for slide in slides.slides for each in slide.shapes if each.has_chart]
    (bars,) = chart.plots[0].series
    kept = [each for each in decision.options if each.name != NOTHING]
    assert list(bars.values) == pytest.approx([100.0 * each.gain for each in kept])
    assert [str(each) for each in chart.plots[0].categories] == [each.label(lang) for each in kept]


def test_every_table_of_the_report_is_a_table_and_every_slide_has_notes(
    deck: tuple[str, Any], decision: Decision
) -> None:
    lang, slides = deck
    written: list[list[list[str]]] = []
    for slide in slides.slides:
        for each in slide.shapes:
            if each.has_table:
                head, *rows = [[cell.text for cell in row.cells] for row in each.table.rows]
                if re.search(r" \(([2-9])/\d\)$", slide.shapes.title.text_frame.text):  # it goes on
                    assert head == written[-1][0]
                    written[-1] += rows
                else:
                    written.append([head, *rows])
    tables = [each for section in sections_of(decision, lang, figures=False) for each in section.tables]
    assert [each[0] for each in written] == [list(each.columns) for each in tables]
    assert [each[1:] for each in written] == [[list(row) for row in each.rows[:MOST_ROWS]] for each in tables]
    assert all(each.notes_slide.notes_text_frame.text.strip() for each in slides.slides)


def test_a_template_without_slides_and_slides_over_something_else_are_refused(tmp_path: Path) -> None:
    assert "slides" in complaint(call("decide", "--template", "a.pptx", "--out", str(tmp_path / "folder")))
    other = tmp_path / "other.pptx"
    other.write_bytes(b"something else")
    said = complaint(call("decide", "--out", str(other)))
    assert "other.pptx" in said
    assert other.read_bytes() == b"something else"
