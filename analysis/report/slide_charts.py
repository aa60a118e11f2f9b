"""Charts that stay charts: lines and bars with their numbers in the presentation."""

from __future__ import annotations

import math
from typing import Any

from .slide_parts import Chart

MANY, EVERY = 12, 3
"""Categories from which only every third is named."""
Room = tuple[int, int, int, int]
"""Left, top, width, height, in units of PowerPoint."""


def add_chart(page: Any, chart: Chart, room: Room, described: str, size: int) -> None:
    """Put a chart on a slide.

    Parameters
    ----------
    page : pptx.slide.Slide
    chart : Chart
    room : tuple of int
    described : str
        What it shows, for who cannot see it.
    size : int
        Of its letters, points.
    """
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    data = CategoryChartData(number_format=chart.number_format)
    data.categories = list(chart.categories)
    for each in chart.series:
        data.add_series(each.name, [value if math.isfinite(value) else None for value in each.values])
    kind = XL_CHART_TYPE.LINE if chart.kind == "lines" else XL_CHART_TYPE.BAR_CLUSTERED
    frame = page.shapes.add_chart(kind, *room, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", described)
    drawn = frame.chart
    drawn.font.size = Pt(size)
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(drawn, chart, size)
    for made, each in zip(drawn.plots[0].series, chart.series, strict=True):
        _look(made, each.paint, lines=chart.kind == "lines", style=each.style)
    if chart.kind == "bars":
        _bars(drawn, chart, size)
    elif len(chart.categories) > MANY:
        _thinned(drawn)


def _axes(drawn: Any, chart: Chart, size: int) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    drawn.value_axis.tick_labels.number_format = chart.number_format
    drawn.value_axis.tick_labels.number_format_is_linked = False
    drawn.value_axis.major_gridlines.format.line.color.rgb = RGBColor(0xD9, 0xDC, 0xE0)
    drawn.value_axis.format.line.fill.background()
    drawn.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for axis, title in ((drawn.category_axis, chart.across), (drawn.value_axis, chart.up)):
        axis.has_title = bool(title)
        if title:
            axis.axis_title.text_frame.text = title
            axis.axis_title.text_frame.paragraphs[0].font.size = Pt(size)
            axis.axis_title.text_frame.paragraphs[0].font.bold = False


def _look(made: Any, paint: str, *, lines: bool, style: int) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    colour = RGBColor.from_string(paint.lstrip("#"))
    if not lines:
        made.format.fill.solid()
        made.format.fill.fore_color.rgb = colour
        return
    made.smooth = False
    made.format.line.color.rgb, made.format.line.width = colour, Pt(2.5)
    made.format.line.dash_style = (MSO_LINE.SOLID, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT)[style % 4]


def _bars(drawn: Any, chart: Chart, size: int) -> None:
    """Write the number at each bar, and the first category on top."""
    from pptx.util import Pt

    drawn.category_axis.reverse_order = True
    drawn.value_axis.visible = drawn.value_axis.has_major_gridlines = False  # the numbers stand at the bars
    plot = drawn.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = chart.number_format, False
    plot.data_labels.font.size = Pt(size)


def _thinned(drawn: Any) -> None:
    """Name every third category only: the first month of a quarter."""
    from pptx.oxml.ns import qn

    axis = drawn.category_axis._element
    for name in ("c:tickLblSkip", "c:tickMarkSkip"):
        skip = axis.makeelement(qn(name), {"val": str(EVERY)})
        axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)
