"""A comparison as slides: native charts and tables with the comparison's numbers, notes, a template, refusals."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import crm_adoption as crm
import pytest
from command_line import call, complaint
from crm_adoption.analysis.report.parts import Table
from crm_adoption.analysis.report.slide_deck import fingerprint_of, made
from crm_adoption.analysis.report.slide_parts import Slide
from crm_adoption.analysis.report.slide_room import columns, height_of
from crm_adoption.analysis.telling.exports import slides
from crm_adoption.analysis.telling.slides import comparison_slides, slides_of
from crm_adoption.analysis.telling.verdict_words import find_out
from hypothesis import given
from hypothesis import strategies as st

pptx = pytest.importorskip("pptx", reason="the extra analysis")

NASTY = "<script>alert(1)</script> & \x07 Söhne"


@pytest.fixture(scope="module", params=["en", "de"])
def found(request: pytest.FixtureRequest) -> crm.Comparison:
    names = ["no_programme", "aligned_kpis", "tooling_spend"]
    return crm.compare(names, replications=6, months=14, month=12, seed=1, lang=request.param)


@pytest.fixture(scope="module")
def deck(found: crm.Comparison) -> Any:
    return pptx.Presentation(io.BytesIO(comparison_slides(found)))


def texts(slide: Any) -> str:
    return "\n".join(each.text_frame.text for each in slide.shapes if each.has_text_frame)


def test_the_first_slide_has_verdict_sentences_and_table_of_the_first_screen(found: crm.Comparison, deck: Any) -> None:
    first, brief = deck.slides[0], found.brief()
    assert str(found.figure("main-outcome").get_label()) == first.shapes.title.text_frame.text
    said = " ".join(texts(first).split())
    later = find_out(found, found.lang)  # has a slide of its own
    whole = {sentence: " ".join(sentence.split()) in said for part in brief.answer for sentence in part}
    assert whole == {sentence: sentence not in later for sentence in whole}
    assert all(sentence in texts(deck.slides[-2]) for sentence in later)
    (table,) = [each.table for each in first.shapes if each.has_table]
    assert brief.table is not None
    written = [[cell.text for cell in row.cells] for row in table.rows]
    assert written == [list(brief.table.columns), *map(list, brief.table.rows)]


def test_charts_are_charts_with_the_means_of_the_runs(found: crm.Comparison, deck: Any) -> None:
    charts = [each.chart for slide in deck.slides for each in slide.shapes if each.has_chart]
    assert len(charts) == 3
    months, differences, money = charts
    for chart, outcome in ((months, "deep_use"), (money, "net_value")):
        for programme, series in zip(found.programmes, chart.plots[0].series, strict=True):
            assert series.name == programme.label(found.lang)
            assert list(series.values) == pytest.approx(programme.path(outcome).mean(axis=0).tolist())
    (bars,) = differences.plots[0].series
    names = [each.scenario for each in found.standings if each.scenario != found.baseline.name]
    assert list(bars.values) == pytest.approx([100.0 * found.effect(each, "deep_use").difference for each in names])
    assert [str(each) for each in differences.plots[0].categories] == [found.label(each) for each in names]


def test_every_slide_is_wide_has_notes_and_nothing_sticks_out(deck: Any) -> None:
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=0.01)
    assert len(deck.slides) == 7
    for slide in deck.slides:
        assert slide.notes_slide.notes_text_frame.text.strip()
        assert slide.shapes.title.text_frame.text.strip()
        for each in slide.shapes:
            assert each.left >= 0
            assert each.top >= 0
            assert each.left + each.width <= deck.slide_width
            assert each.top + each.height <= deck.slide_height + 10
            paragraphs = each.text_frame.paragraphs if each.has_text_frame else []
            assert all(paragraph.font.size.pt >= 14 for paragraph in paragraphs if paragraph.font.size)
        pictures = [each for each in slide.shapes if each.shape_type == 13 or each.has_chart]
        assert all(each._element.xpath(".//p:cNvPr/@descr")[0] for each in pictures)


def test_texts_stay_texts_and_control_characters_go() -> None:
    data = made([Slide(NASTY, [NASTY], notes=[NASTY])], None, title=NASTY.replace("\x07", ""), fingerprint="f")
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]
    assert slide.shapes.title.text_frame.text.startswith("<script>alert(1)</script> &")
    assert "\x07" not in texts(slide)
    assert fingerprint_of(data) == "f"
    assert fingerprint_of(b"nothing of ours") == ""


def test_the_command_takes_a_template_and_writes_over_its_own(tmp_path: Path) -> None:
    own = pptx.Presentation()
    own.slide_width, own.slide_height = 12_192_000, 6_858_000
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text_frame.text = "Must not be seen"
    own.save(tmp_path / "house.pptx")
    words = ("report", "no_programme", "training", "--replications", 2, "--months", 12, "--out", tmp_path / "a.pptx")
    done = call(*words, "--template", tmp_path / "house.pptx")
    assert done.code == 0, done.err
    deck = pptx.Presentation(tmp_path / "a.pptx")
    assert deck.slide_width == 12_192_000
    assert not any("Must not be seen" in texts(each) for each in deck.slides)
    assert call(*words).code == 0  # the same comparison is written over
    other = ("report", "no_programme", "mandate", "--replications", 2, "--months", 12, "--out", tmp_path / "a.pptx")
    assert "--replace" in complaint(call(*other))


def test_what_is_no_template_is_refused(tmp_path: Path) -> None:
    (tmp_path / "house.pptx").write_text("not at all", encoding="utf-8")
    short = ("report", "no_programme", "training", "--replications", 2, "--months", 2)
    template = ("--template", tmp_path / "house.pptx")
    assert "no presentation" in complaint(call(*short, "--out", tmp_path / "a.pptx", *template))
    assert ".pptx" in complaint(call(*short, "--out", tmp_path / "a.html", *template))
    assert not (tmp_path / "a.pptx").exists()


def test_slides_are_told_in_the_comparisons_language(found: crm.Comparison) -> None:
    heads = {"en": "What this does not say", "de": "Was das nicht sagt"}
    assert slides_of(found)[-1].message == heads[found.lang]


def test_the_laboratory_hands_out_the_slides_of_the_command() -> None:
    scenarios = [crm.load(name) for name in ("no_programme", "aligned_kpis")]
    deck = pptx.Presentation(io.BytesIO(slides(scenarios, lang="de", month=12, replications=6)))
    same = crm.compare(scenarios, baseline="no_programme", replications=6, month=12, lang="de")
    assert [each.shapes.title.text_frame.text for each in deck.slides] == [each.message for each in slides_of(same)]


def test_a_long_column_does_not_starve_the_others() -> None:
    rows = [["1.250 EUR", "a long list of measures " * 20, "12 %"], ["20.000 EUR", "short", "14 %"]]
    narrow, wide, last = columns([["Budget", "Made of", "Use"], *rows], 9_000_000, 14)
    assert min(narrow, last) >= 600_000
    assert wide > narrow


def test_nothing_is_cut_off_at_the_bottom_of_a_slide() -> None:
    """Rows go on on the next slides; every row is there once, with the heading on each."""
    what = "Simpler screens, cleaner data and a course for everybody. " * 3
    rows = [[f"Programme {n}", what, "150.000 EUR"] for n in range(8)]
    table = Table(["Name", "What", "Spending"], rows, strong=[7])
    slide = Slide("Long", ["What it says. " * 30, "And more. " * 20], table=table, notes=["n"])
    deck = pptx.Presentation(io.BytesIO(made([slide], None, title="Long", fingerprint="f")))
    found = []
    for number, each in enumerate(deck.slides, start=1):
        assert each.shapes.title.text_frame.text == ("Long" if number == 1 else f"Long ({number}/{len(deck.slides)})")
        (frame,) = (shape for shape in each.shapes if shape.has_table)
        cells = [[cell.text for cell in row.cells] for row in frame.table.rows]
        assert cells[0] == ["Name", "What", "Spending"]
        found += cells[1:]
        boxes = sorted((shape.top, shape.top + shape.height) for shape in each.shapes)
        assert all(over[1] <= under[0] for over, under in pairwise(boxes)), "nothing lies over anything else"
        assert boxes[-1][1] <= deck.slide_height
        tall = sum(row.height for row in frame.table.rows)
        assert tall == pytest.approx(frame.height, rel=0.01)
        sizes = {cell.text_frame.paragraphs[0].font.size.pt for row in frame.table.rows for cell in row.cells}
        assert min(sizes) >= 14
    assert found == rows
    assert len(deck.slides) > 1


@given(st.lists(st.text("abcde fgh", min_size=1, max_size=60), min_size=1, max_size=6), st.integers(14, 28))
def test_more_room_never_takes_more_lines(paragraphs: list[str], size: int) -> None:
    heights = [height_of(paragraphs, width * 100_000.0, size) for width in (5, 10, 30, 100)]
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] >= size * 12_700 * 1.2 * len(paragraphs)
