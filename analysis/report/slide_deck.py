"""Slides as a PowerPoint file of 16:9, or in a company's own template."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...model.display import displayable
from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.ground.extras import needed
from ...scenarios.reading.file_reading import read_bytes
from .parts import Table
from .slide_charts import add_chart
from .slide_parts import Slide
from .slide_room import AFTER, ASIDE, height_of, largest
from .slide_table import Laid, add_table, laid

SHARE = 914_400
"""Units of PowerPoint to an inch."""
WIDTH, HEIGHT = int(13.333 * SHARE), int(7.5 * SHARE)
MARGIN, GAP = int(0.6 * SHARE), int(0.25 * SHARE)
TITLE, SMALL = 28, 14
ALONE, BESIDE = (24, 22, 20, 18, 16, SMALL), (20, 18, 16, SMALL)
"""Points: what is read from the last row of a meeting room, the larger the fewer words there are."""
INK = "22262B"
TEMPLATE = Phrase("template")


def check_slides() -> None:
    """Refuse where python-pptx is not installed."""
    needed("pptx", what=Phrase("slides"), name="python-pptx", field="--out")


def made(slides: Sequence[Slide], template: Path | None, *, title: str, fingerprint: str) -> bytes:
    """Return slides as a file.

    Parameters
    ----------
    slides : sequence of Slide
    template : Path, optional
        A presentation whose masters, fonts and colours are taken; its own slides are left out.
    title, fingerprint : str
        What stands in the file's properties.

    Raises
    ------
    InputError
        If python-pptx is not installed, or the template is none.
    """
    check_slides()
    deck = _begun(template)
    for each in slides:
        _add(deck, each, own=template is not None)
    said = deck.core_properties
    said.title, said.identifier, said.author = title, fingerprint, "crm-adoption"
    data = io.BytesIO()
    deck.save(data)
    return data.getvalue()


def fingerprint_of(data: bytes) -> str:
    """Return the fingerprint of a file of ours, empty for any other."""
    from pptx import Presentation

    try:
        return str(Presentation(io.BytesIO(data)).core_properties.identifier)
    except Exception:  # whatever is wrong with it, it is none of ours
        return ""


def _begun(template: Path | None) -> Any:
    from pptx import Presentation

    if template is None:
        deck = Presentation()
        deck.slide_width, deck.slide_height = WIDTH, HEIGHT
        return deck
    data = read_bytes(template, TEMPLATE)
    try:
        deck = Presentation(io.BytesIO(data))
    except Exception as error:
        problem = "this is no presentation; give a .pptx file whose masters are to be used."
        raise InputError(problem, field="--template", file=str(template)) from error
    for each in list(deck.slides._sldIdLst):  # python-pptx has no other way to take slides out
        deck.part.drop_rel(each.rId)
        deck.slides._sldIdLst.remove(each)
    return deck


def _layout(deck: Any) -> Any:
    """Return the layout with a title and nothing else, or the one with a title and the least besides."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    titles = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
    titled = [
        each for each in deck.slide_layouts if any(part.placeholder_format.type in titles for part in each.placeholders)
    ]
    return min(titled or list(deck.slide_layouts), key=lambda each: len(list(each.placeholders)))


def _add(deck: Any, slide: Slide, *, own: bool) -> None:
    """Put a slide in, and others after it where its table takes more room than there is."""
    page, top = _titled(deck, slide, slide.message, own=own)
    left, room, bottom = MARGIN, deck.slide_width - 2 * MARGIN, deck.slide_height - MARGIN
    if slide.chart or slide.picture:
        if slide.table:
            table = laid(slide.table, room, SMALL)
            add_table(page, table, left, bottom - table.height, INK)
            bottom -= table.height + GAP
        if slide.sentences:
            part = int(room * 0.36)
            _text(page, slide.sentences, (left, top, part, bottom - top), BESIDE)
            left, room = left + part + GAP, room - part - GAP
        _shown(page, slide, (left, top, room, bottom - top))
    elif slide.table:
        table = _fitting(slide, slide.table, room, bottom - top)
        below = top
        if slide.sentences:
            free = bottom - top - table.height - GAP
            if height_of(slide.sentences, room - ASIDE, SMALL) > free:  # the table goes on after this slide
                free = (bottom - top) // 3
            below += _text(page, slide.sentences, (left, top, room, free), BESIDE) + GAP
        parts = table.cut(bottom - below, bottom - top)
        add_table(page, parts[0], left, below, INK)
        for number, each in enumerate(parts[1:], start=2):
            page, top = _titled(deck, slide, f"{slide.message} ({number}/{len(parts)})", own=own)
            add_table(page, each, left, top, INK)
    elif slide.sentences:
        _text(page, slide.sentences, (left, top, room, bottom - top), ALONE)


def _fitting(slide: Slide, table: Table, width: int, tall: int) -> Laid:
    """Return a table in the largest letters in which it goes onto one slide below the sentences, else the smallest."""
    tried = [laid(table, width, each) for each in BESIDE[1:]]
    above = {each.size: height_of(slide.sentences, width - ASIDE, each.size) + GAP for each in tried}
    return next((each for each in tried if each.height + above[each.size] <= tall), tried[-1])


def _titled(deck: Any, slide: Slide, message: str, *, own: bool) -> tuple[Any, int]:
    """Begin a page with its title and notes; return it and where the rest begins."""
    page = deck.slides.add_slide(_layout(deck))
    top = _title(page, message, deck.slide_width, own=own)
    for each in list(page.placeholders):  # what the layout has besides its title stays empty: it goes
        if each != page.shapes.title:
            each._element.getparent().remove(each._element)
    page.notes_slide.notes_text_frame.text = "\n\n".join(map(_plain, slide.notes))
    return page, top


def _shown(page: Any, slide: Slide, room: tuple[int, int, int, int]) -> None:
    if slide.chart:
        add_chart(page, slide.chart, room, slide.described, SMALL)
    else:
        _picture(page, slide.picture, slide.described, room)


def _plain(text: str) -> str:
    return displayable(text, lines=True)


def _title(page: Any, message: str, width: int, *, own: bool) -> int:
    """Write the message, and return where the rest begins; a template keeps its own place and look of titles."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Pt

    shape = page.shapes.title
    shape.text_frame.text = _plain(message)
    if own and shape.top is not None:
        return int(shape.top + shape.height + GAP)
    shape.left, shape.top, shape.width, shape.height = MARGIN, MARGIN // 2, width - 2 * MARGIN, int(1.15 * SHARE)
    shape.text_frame.vertical_anchor, shape.text_frame.word_wrap = MSO_ANCHOR.MIDDLE, True
    for paragraph in shape.text_frame.paragraphs:
        paragraph.alignment, paragraph.font.size, paragraph.font.bold = PP_ALIGN.LEFT, Pt(TITLE), True
        paragraph.font.color.rgb = RGBColor.from_string(INK)
    return int(shape.top + shape.height + GAP)


def _text(page: Any, sentences: Sequence[str], room: tuple[int, int, int, int], sizes: Sequence[int]) -> int:
    """Write sentences in the largest letters that go in, and return how high they are."""
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Pt

    left, top, width, tall = room
    inner = width - ASIDE
    size = largest(sentences, (inner, tall), sizes)
    taken = min(int(height_of(sentences, inner, size)), tall)
    frame = page.shapes.add_textbox(left, top, width, taken).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, each in enumerate(sentences):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text, paragraph.font.size, paragraph.space_after = _plain(each), Pt(size), Pt(size * AFTER)
    return taken


def _picture(page: Any, data: bytes, described: str, room: tuple[int, int, int, int]) -> None:
    """Put a picture into its room, whole and in the middle."""
    left, top, width, height = room
    shape = page.shapes.add_picture(io.BytesIO(data), left, top, width=width)
    if shape.height > height:
        shape.width, shape.height = int(shape.width * height / shape.height), height
    shape.left, shape.top = left + (width - shape.width) // 2, top + (height - shape.height) // 2
    shape._element.nvPicPr.cNvPr.set("descr", described)
