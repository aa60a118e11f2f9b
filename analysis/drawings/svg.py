"""Elements of an SVG as text, with everything escaped that comes from the user."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

from ...model.display import displayable

SIZE, LARGE = 15.0, 17.0
"""Sizes of text in pixels; 14 is the least that can be read from a projector."""
FONTS = "Roboto, system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]{}-·/ "), frozenset("mwMWQOG@%&–—…")


def clean(text: str) -> str:
    """Return a text as it may be shown, without characters that XML does not allow, escaped everywhere."""
    return escape(_NOT_XML.sub("\ufffd", displayable(text, lines=True)), quote=True)


def plain(value: float) -> str:
    """Return a number as short as a tenth of a pixel allows."""
    text = f"{value:.1f}"
    return text[:-2].replace("-0", "0") if text.endswith(".0") else text


def tag(name: str, content: str | Iterable[str] = "", **attributes: str | float) -> str:
    """Return an element; ``content`` is markup, attributes are escaped (``font_size`` gives ``font-size``)."""
    inside = content if isinstance(content, str) else "".join(content)
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{clean(value) if isinstance(value, str) else plain(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def hint(text: str) -> str:
    """Return what is shown while the pointer rests on the surrounding element."""
    return tag("title", clean(text))


def words(x: float, y: float, text: str, *, paint: str, size: float = SIZE, **attributes: str | float) -> str:
    """Return a line of text with its baseline at y."""
    return tag("text", clean(text), x=x, y=y, fill=paint, font_size=size, **attributes)


def width_of(text: str, size: float = SIZE) -> float:
    """Return about how wide a text becomes, in pixels, rather too wide than too narrow."""
    ems = 0.0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            ems += 1.0
        elif letter in _NARROW:
            ems += 0.36
        else:
            ems += 0.92 if letter in _WIDE else 0.7 if letter.isupper() else 0.56
    return ems * size


def cut(text: str, room: float, size: float = SIZE) -> str:
    """Return a text that fits into a room in pixels, with an ellipsis where something is left out."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, size: float = SIZE, lines: int = 2) -> list[str]:
    """Break a text between words into at most so many lines that fit; cut what is left."""
    done: list[str] = []
    for word in text.split():
        if done and (width_of(f"{done[-1]} {word}", size) <= room or len(done) == lines):
            done[-1] += f" {word}"
        else:
            done.append(word)
    return [cut(line, room, size) for line in done]


def picture(width: float, height: float, summary: str, content: Iterable[str]) -> str:
    """Return a whole SVG of so many pixels; ``summary`` is what a screen reader says."""
    return tag(
        "svg", content, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {plain(width)} {plain(height)}",
        width=width, height=height, role="img", aria_label=summary, font_family=FONTS,
        style="display:block;max-width:100%;height:auto",
    )  # fmt: skip
