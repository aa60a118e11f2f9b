"""What slides are made of: a message, sentences, native charts, tables and pictures, and what the speaker says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...scenarios.ground.by_value import by_value
from .parts import Table


@by_value
@dataclass(frozen=True)
class Series:
    """One line or row of bars.

    Attributes
    ----------
    name : str
    values : sequence of float
        One per category.
    paint : str
        Colour as ``#rrggbb``.
    style : int
        Number of the line's style, 0 unbroken, so that lines are told apart in black and white.
    """

    name: str
    values: Sequence[float]
    paint: str
    style: int = 0


@dataclass(frozen=True)
class Chart:
    """A chart that can be edited in the presentation.

    Attributes
    ----------
    kind : {"lines", "bars"}
    categories : sequence of str
    series : sequence of Series
    number_format : str
        As spreadsheets write it, for example ``0 %``.
    across, up : str
        What the axes show.
    """

    kind: str
    categories: Sequence[str]
    series: Sequence[Series]
    number_format: str = "General"
    across: str = ""
    up: str = ""


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes
    ----------
    message : str
        Its title: the one thing that it says.
    sentences : sequence of str
        A paragraph each.
    chart : Chart or None
    table : Table or None
    picture : bytes
        A PNG; none where empty.
    described : str
        What the chart or picture shows, for who cannot see it.
    notes : sequence of str
        What the speaker says.
    """

    message: str
    sentences: Sequence[str] = ()
    chart: Chart | None = None
    table: Table | None = None
    picture: bytes = b""
    described: str = ""
    notes: Sequence[str] = field(default=())
