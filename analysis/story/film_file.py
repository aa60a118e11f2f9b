"""The film as a file: companies person by person, month by month, as an animated GIF or as the frames of a video."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...model.display import displayable
from ...model.errors import InputError
from ...model.simulation import whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.simulate import simulate
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..drawings import LIGHT, Theme
from ..drawings.company import HEAD, Cell, laid_out
from ..drawings.theme import WAYS, label
from ..evidence.behaviour import Source, uncertain
from ..evidence.fitted import lived
from ..laboratory.film import FULL, Film, film_of
from ..laboratory.recording import record
from ..words.phrases import percent
from .runs import HALF_YEAR, in_the_middle

if TYPE_CHECKING:
    from PIL import Image

guessed = Words("story.guess")

WIDTH, HEIGHT = 960, 540
MOST_COMPANIES = 3
REPLICATIONS = 64
"""Companies among which the one in the middle is shown."""
MOVING, PAUSE, STANDING = 14, 80, 2500
"""Frames from month to month, milliseconds that each is seen, and that the last month is seen."""
FINER = 2
"""Times which frames are drawn larger before they are made smaller, so that edges are smooth."""
MARGIN, TOP, FOOT, GUTTER = 28.0, 76.0, 44.0, 30.0


@dataclass(frozen=True, eq=False, repr=False)
class Shown:
    """One company of a film: what stands above it, its departments and its months."""

    title: str
    departments: tuple[str, ...]
    film: Film


def films_of(
    scenarios: Sequence[Scenario], source: Source | None, *, months: int = HALF_YEAR, seed: int = 0, lang: str = "en",
    workers: int | None = None,
) -> tuple[Shown, ...]:  # fmt: skip
    """Return the same company under one to three scenarios as films.

    Shown is the company that with the first scenario is in the middle by what was never touched at the end.

    Parameters
    ----------
    scenarios : sequence of Scenario
        All of the same company, one to three.
    source : Ensemble, Fit or None
        How people may behave, or the company that was fitted.
    months : int
        From 1 to the horizon; of a fitted company after the months it has lived.
    seed : int
    lang : {"en", "de", "fr"}
    workers : int, optional
        Threads; the film does not depend on them.

    Raises
    ------
    InputError
        For too many scenarios, months that there are not, or a company too large to be shown.
    """
    if len(scenarios) > MOST_COMPANIES:
        problem = "{count} scenarios are too many for a film; give {most} at most."
        raise InputError(problem, count=len(scenarios), most=MOST_COMPANIES)
    first = lived(source)
    months = whole_number(months, 1, min(each.months for each in scenarios) - first, "months")
    drawn = [uncertain(each, source) if source is not None else each for each in scenarios]
    run = simulate(replace(drawn[0], months=first + months), replications=REPLICATIONS, seed=seed, workers=workers)
    replicate = in_the_middle(run.of("never_used")[:, -1])
    departments = tuple(called(each, lang) for each in drawn[0].company.organisation.departments)
    return tuple(
        Shown(
            each.title(lang), departments, film_of(record(each, replicate=replicate, seed=seed), first + months, first)
        )
        for each in drawn
    )


def as_gif(shown: Sequence[Shown], lang: str = "en", theme: Theme = LIGHT) -> bytes:
    """Return a film as an animated GIF that is repeated; the same film always gives the same bytes.

    Parameters
    ----------
    shown : sequence of Shown
    lang : {"en", "de", "fr"}
    theme : Theme

    Returns
    -------
    bytes
    """
    palette = _palette(theme)
    pictures = [_in_colours(each, palette, theme) for each in frames(shown, lang, theme)]
    seen = [PAUSE] * len(pictures)
    seen[0], seen[-1] = STANDING // 2, STANDING
    file = io.BytesIO()
    pictures[0].save(
        file, "GIF", save_all=True, append_images=pictures[1:], duration=seen, loop=0, optimize=False, disposal=1
    )
    return file.getvalue()


def frames(
    shown: Sequence[Shown], lang: str = "en", theme: Theme = LIGHT, *, moving: int = MOVING, finer: bool = False
) -> Iterator[Image.Image]:
    """Yield the pictures of a film: go-live, then every month after a few in which people move there.

    Parameters
    ----------
    shown : sequence of Shown
    lang : {"en", "de", "fr"}
    theme : Theme
    moving : int
        Pictures from month to month.
    finer : bool
        Whether they are twice as wide and high.
    """
    stage = _Stage(shown, lang, theme)
    months = shown[0].film.months
    times = [0.0]
    for month in range(months):
        parts = (step / moving for step in range(1, moving + 1))
        times += [month + part * part * (3.0 - 2.0 * part) for part in parts]
    for time in times:
        drawn = stage.frame(time)
        yield drawn if finer else drawn.reduce(FINER)


class _Stage:
    """Where everything stands in a frame."""

    def __init__(self, shown: Sequence[Shown], lang: str, theme: Theme) -> None:
        self.shown, self.lang, self.theme = shown, lang, theme
        room = (WIDTH - 2.0 * MARGIN - GUTTER * (len(shown) - 1)) / len(shown)
        self.left = [MARGIN + n * (room + GUTTER) for n in range(len(shown))]
        tallest = (HEIGHT - TOP - FOOT) / (2.0 if room < 400.0 else 1.0)
        self.cells: list[list[Cell]] = []
        for each in shown:
            groups = each.film.groups(each.film.first, list(each.departments))
            self.cells.append(laid_out(groups, room, tallest, TOP)[0])

    def frame(self, time: float) -> Image.Image:
        """Return the picture at a time in months, `FINER` times as wide and high as it is shown."""
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), self.theme.background)
        pen = ImageDraw.Draw(image)
        self._head(pen)
        for each, cells, left in zip(self.shown, self.cells, self.left, strict=True):
            self._text(pen, left, TOP - 30.0, each.title if len(self.shown) > 1 else "", 17, bold=True)
            for d, cell in enumerate(cells):
                self._department(pen, each, d, cell, left, time)
        self._foot(pen, time)
        return image

    def _head(self, pen: Any) -> None:
        x = MARGIN
        for way in WAYS:
            self._box(pen, x, 17.0, 16.0, 16.0, self.theme.fills[way])
            self._text(pen, x + 24.0, 14.0, label(way, self.lang), 16)
            x += 24.0 + _font(16, False).getlength(label(way, self.lang)) / FINER + 28.0

    def _foot(self, pen: Any, time: float) -> None:
        """Draw which month it is, in words and as a bar."""
        film = self.shown[0].film
        month = film.first + round(time)
        said = guessed("at month", self.lang, month=month) if month else guessed("at go-live", self.lang)
        self._text(pen, MARGIN, HEIGHT - 36.0, said, 20, bold=True)
        left, wide = MARGIN + 190.0, WIDTH - 2.0 * MARGIN - 190.0
        self._box(pen, left, HEIGHT - 26.0, wide, 6.0, self.theme.rule)
        self._box(pen, left, HEIGHT - 26.0, wide * time / film.months, 6.0, self.theme.fills["deep_use"])

    def _department(self, pen: Any, each: Shown, d: int, cell: Cell, left: float, time: float) -> None:
        film, size, top = each.film, cell.squares.square, cell.top + HEAD
        now, part = divmod(min(time, float(film.months)), 1.0)
        here, there = int(now), min(int(now) + 1, film.months)
        rows = slice(film.start[d], film.start[d + 1])
        deep, minimum = (_between(way[:, rows], here, there, part) / FULL for way in (film.deep, film.minimum))
        title = f"{each.departments[d]}  {percent(float(deep.mean()), self.lang)}"
        self._text(pen, left + cell.left, cell.top + HEAD - 26.0, title, 16)
        columns = cell.squares.columns
        places = [np.divmod(film.place[at, rows].astype(np.int64), columns) for at in (here, there)]
        y, x = (places[0][axis] + part * (places[1][axis] - places[0][axis]) for axis in (0, 1))
        for n in range(len(deep)):
            at_x, at_y = left + cell.squares.left + x[n] * cell.squares.side, top + y[n] * cell.squares.side
            low = size * deep[n]
            middle = size * minimum[n]
            self._box(pen, at_x, at_y, size, size, self.theme.fills["shadow_use"])
            self._box(pen, at_x, at_y + size - low - middle, size, middle, self.theme.fills["compliance_use"])
            self._box(pen, at_x, at_y + size - low, size, low, self.theme.fills["deep_use"])

    def _box(self, pen: Any, x: float, y: float, wide: float, high: float, paint: str) -> None:
        left, top = round(FINER * x), round(FINER * y)
        right, bottom = round(FINER * (x + wide)), round(FINER * (y + high))
        if right > left and bottom > top:
            pen.rectangle((left, top, right - 1, bottom - 1), fill=paint)

    def _text(self, pen: Any, x: float, y: float, text: str, size: int, *, bold: bool = False) -> None:
        pen.text((FINER * x, FINER * y), displayable(text), fill=self.theme.ink, font=_font(size, bold))


def _between(values: Any, here: int, there: int, part: float) -> Any:
    return values[here] + part * (values[there].astype(np.float64) - values[here])


@cache
def _font(size: int, bold: bool) -> Any:
    """Return the typeface that comes with matplotlib: the same on every machine."""
    import matplotlib
    from PIL import ImageFont

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    file = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name
    return ImageFont.truetype(str(file), FINER * size, layout_engine=ImageFont.Layout.BASIC)


def _palette(theme: Theme) -> Image.Image:
    """Return the colours of all frames: those of the theme, and what lies between them on smooth edges."""
    from PIL import Image

    paints = [theme.fills[way] for way in WAYS]
    ground, ink = _mixed(theme.background), _mixed(theme.ink)
    ends = [(ground, ink), *((ground, _mixed(paint)) for paint in (*paints, theme.rule))]
    ends += [
        (_mixed(a), _mixed(b)) for a, b in ((paints[2], paints[0]), (paints[2], paints[1]), (paints[1], paints[0]))
    ]
    steps = [a + (b - a) * step / 15.0 for a, b in ends for step in range(16)]
    colours = list(dict.fromkeys(tuple(np.rint(each).astype(int).tolist()) for each in steps))[:256]
    image = Image.new("P", (1, 1))
    image.putpalette([part for each in colours for part in each])
    return image


def _in_colours(frame: Image.Image, palette: Image.Image, theme: Theme) -> Image.Image:
    """Return a frame in the colours of the palette; what has a colour of the theme keeps it exactly."""
    from PIL import Image

    drawn, found = np.asarray(frame), np.array(frame.quantize(palette=palette, dither=Image.Dither.NONE))
    colours = np.array(palette.getpalette(), np.uint8).reshape(-1, 3)
    for paint in (theme.background, *(theme.fills[way] for way in WAYS)):
        exact = _mixed(paint).astype(np.uint8)
        found[(drawn == exact).all(axis=2)] = int(np.flatnonzero((colours == exact).all(axis=1))[0])
    picture = Image.fromarray(found, "P")
    picture.putpalette(palette.getpalette() or [])
    return picture


def _mixed(paint: str) -> Any:
    return np.array([int(paint[n : n + 2], 16) for n in (1, 3, 5)], np.float64)
