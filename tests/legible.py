"""Whether the text of a figure can be read: all of it on the page, none on other text."""

from __future__ import annotations

import itertools

from matplotlib.figure import Figure
from matplotlib.text import Text


def drawn(figure: Figure) -> list[Text]:
    """Return the texts that can be seen."""
    figure.draw_without_rendering()
    hidden = {
        text
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        if not axes.axison
        for text in axis.findobj(Text)
    }
    found = [each for each in figure.findobj(Text) if isinstance(each, Text) and each not in hidden]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def words(figure: Figure) -> str:
    return " | ".join(text.get_text().replace("\n", " ") for text in drawn(figure))


def check_boxes(figure: Figure) -> None:
    """Check that all text is on the page and none lies on other text."""
    texts = drawn(figure)
    width, height = figure.bbox.width, figure.bbox.height
    boxes = []
    for text in texts:
        box = text.get_window_extent()
        assert min(box.x0, box.y0, width - box.x1, height - box.y1) >= 0.0, text.get_text()
        if text.get_rotation() == 0.0:
            boxes.append((text.get_text(), box))
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        along = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1.0 or along <= 2.0, (one, other)
