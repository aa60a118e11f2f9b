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
from .slide_charts import add_chart
from .slide_parts import Slide
from .slide_table import add_table

SHARE = 914_400
"""Units of PowerPoint to an inch."""
WIDTH, HEIGHT = int(13.333 * SHARE), int(7.5 * SHARE)
MARGIN, GAP = int(0.6 * SHARE), int(0.25 * SHARE)
TITLE, TEXT, SMALL = 28, 18, 14
"""Points: what is read from the last row of a meeting room."""
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
    page = deck.slides.add_slide(_layout(deck))
    width, height = deck.slide_width, deck.slide_height
    top = _title(page, slide.message, width, own=own)
    for each in list(page.placeholders):  # what the layout has besides its title stays empty: it goes
        if each != page.shapes.title:
            each._element.getparent().remove(each._element)
    left, room, bottom = MARGIN, width - 2 * MARGIN, height - MARGIN
    shown = bool(slide.chart or slide.picture)
    if slide.sentences:
        part = int(room * 0.36) if shown else room
        below = top + (bottom - top) // 2 if slide.table and not shown else bottom
        _text(page, slide.sentences, left, top, part, below - top, TEXT)
        if shown:
            left, room = left + part + GAP, room - part - GAP
        else:
            top = below
    if slide.table:
        tall = min(len(slide.table.rows) + 1, 9) * int(0.42 * SHARE)
        where = bottom - tall if shown else top
        add_table(page, slide.table, (left, where, room, tall), SMALL, INK)
        bottom = where - GAP if shown else bottom
    if slide.chart:
        add_chart(page, slide.chart, (left, top, room, bottom - top), slide.described, SMALL)
    elif slide.picture:
        _picture(page, slide.picture, slide.described, (left, top, room, bottom - top))
    page.notes_slide.notes_text_frame.text = "\n\n".join(map(_plain, slide.notes))


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


def _text(page: Any, sentences: Sequence[str], left: int, top: int, width: int, height: int, size: int) -> None:
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Pt

    frame = page.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    small = SMALL if len("".join(sentences)) > 420 else size
    for number, each in enumerate(sentences):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text, paragraph.font.size, paragraph.space_after = _plain(each), Pt(small), Pt(small * 0.6)


def _picture(page: Any, data: bytes, described: str, room: tuple[int, int, int, int]) -> None:
    """Put a picture into its room, whole and in the middle."""
    left, top, width, height = room
    shape = page.shapes.add_picture(io.BytesIO(data), left, top, width=width)
    if shape.height > height:
        shape.width, shape.height = int(shape.width * height / shape.height), height
    shape.left, shape.top = left + (width - shape.width) // 2, top + (height - shape.height) // 2
    shape._element.nvPicPr.cNvPr.set("descr", described)
