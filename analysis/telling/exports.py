"""What a reader takes away from a page: pictures, data, scenario, report. Pure functions; the page has the buttons."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ... import __version__
from ...model.outcomes import OUTCOMES
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.written import scenario_files
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ...scenarios.words.numbers import marked, separator
from ..base.effects import half_width
from ..base.programme import Programme
from ..base.ranges import COMPANIES
from ..base.sheets import FORMULA
from ..drawings import DARK, LIGHT
from ..drawings.svg import LARGE, picture, plain, tag, width_of, words, wrap
from ..evidence.fit_draws import Fit
from ..evidence.fitted import replications_of
from ..words.heads import distinct

if TYPE_CHECKING:
    from .comparison import Comparison
from ..words.phrases import is_share, unit_of_level

HEADS = Words("telling.workbook.heads")

MARGIN, LINE = 28.0, 25.0
TITLE = 26.0
SMALL = 14.0
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take UTF-8 for something else."""
_SIZE = re.compile(r'<svg [^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"')
_VARIABLE = re.compile(r"var\(--[\w-]+, (#[0-9a-fA-F]{6})\)")
_say = Words("telling.exports")
_COLUMNS = (
    "programme", "outcome", "unit", "month", "n", "mean", "low", "high", "p10", "p90", "difference", "low", "high",
)  # fmt: skip
Floats = npt.NDArray[np.float64]


# Pictures


def _sized(svg: str) -> tuple[float, float]:
    """Return width and height of one of our pictures."""
    found = _SIZE.match(svg)
    if found is None:
        raise ValueError("this is no picture made by drawings.svg.picture")
    return float(found[1]), float(found[2])


def view_svg(title: str, pictures: Sequence[tuple[str, str]], *, dark: bool, lang: str) -> str:
    """Return several pictures below each other as one SVG that stands by itself.

    Parameters
    ----------
    title : str
        What stands above all of them.
    pictures : sequence of (str, str)
        Heading and SVG of each, as the functions of `drawings` return them.
    dark : bool
        Whether the sheet is dark, as the pictures are.
    lang : {"en", "de", "fr"}

    Returns
    -------
    str
        The content of an ``.svg`` file; texts in it are still texts.
    """
    theme = DARK if dark else LIGHT
    sizes = [_sized(svg) for _, svg in pictures]
    width = max((wide for wide, _ in sizes), default=640.0)
    lines = wrap(title, width, TITLE, lines=3)
    y = MARGIN + len(lines) * TITLE * 1.25
    parts = [
        words(MARGIN, MARGIN + (n + 0.8) * TITLE * 1.25, line, paint=theme.ink, size=TITLE, font_weight="600")
        for n, line in enumerate(lines)
    ]
    for (heading, svg), (_, height) in zip(pictures, sizes, strict=True):
        if heading:
            parts.append(words(MARGIN, y + LINE, heading, paint=theme.ink, size=LARGE, font_weight="600"))
            y += LINE + 8.0
        placed = f'<svg x="{plain(MARGIN)}" y="{plain(y + 8.0)}" '
        parts.append(_VARIABLE.sub(r"\1", svg.replace("<svg ", placed, 1)))
        y += height + 24.0
    said = _say("said", lang, version=__version__)
    parts.append(words(MARGIN, y + SMALL, said, paint=theme.quiet, size=SMALL))
    whole, y = max(width, width_of(said, SMALL)) + 2.0 * MARGIN, y + SMALL + MARGIN
    sheet = tag("rect", width=whole, height=y, fill=theme.background)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{picture(whole, y, title, [sheet, *parts])}\n'


# Data


def safe(text: str) -> str:
    """Return a text that a spreadsheet does not take for a formula: an apostrophe stands before those that could be."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _columns(values: Floats) -> Iterator[Floats]:
    """Yield mean and its 95 % interval by month, of values by replicate and month."""
    mean, n = values.mean(axis=0), len(values)
    half = half_width(values.std(axis=0, ddof=1), n) if n > 1 else np.full_like(mean, np.nan)
    yield from (mean, mean - half, mean + half)


def _rows(programmes: Sequence[Programme], lang: str) -> Iterator[list[str | float | int]]:
    baseline = next((each for each in programmes if each.is_baseline), programmes[0])
    for programme in programmes:
        for outcome in OUTCOMES:
            factor = 100.0 if is_share(outcome.name) else 1.0
            values, base = (factor * each.path(outcome.name) for each in (programme, baseline))
            spread = np.quantile(values, COMPANIES, axis=0)
            gap = np.full((3, values.shape[1]), np.nan)
            if programme is not baseline and base.shape == values.shape:
                gap = np.array(list(_columns(values - base)))
            names = [safe(programme.label(lang)), called(outcome, lang), unit_of_level(outcome.name, lang)]
            for month, numbers in enumerate(np.vstack([list(_columns(values)), spread, gap]).T, start=1):
                yield [*names, month, len(values), *numbers.tolist()]


def _written(value: str | float | int, lang: str) -> str:
    if isinstance(value, float):
        text = "" if np.isnan(value) else f"{value:.8g}"
        return marked(text, lang)
    return str(value)


def outcomes_csv(programmes: Sequence[Programme], lang: str) -> str:
    """Return all outcomes of the company month by month as a CSV file in the reader's language.

    One row per programme, outcome and month: mean over the companies simulated with its 95 % interval,
    the range of eight in ten companies, and the paired difference to the baseline. Shares are in
    percent. English files have commas and decimal points, German ones semicolons and decimal commas.

    Parameters
    ----------
    programmes : sequence of Programme
        At least one; differences are to the one that is the baseline, or else to the first.
    lang : {"en", "de", "fr"}
    """
    text = io.StringIO()
    table = csv.writer(text, delimiter=separator(lang), lineterminator="\r\n")
    table.writerow(distinct([HEADS.raw(name, lang) for name in _COLUMNS]))
    table.writerows([_written(value, lang) for value in row] for row in _rows(programmes, lang))
    return BYTE_ORDER_MARK + text.getvalue()


# Scenario and report


def scenario_toml(scenario: Scenario) -> str:
    """Return a scenario's TOML file; where it has a list of people of its own, `scenario_download` has that too."""
    return next(iter(scenario_files(scenario).values()))


def _archive(files: Iterable[tuple[str, str]]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(zipfile.ZipInfo(name), text)  # of no date, so that the same scenario is the same file
    return data.getvalue()


def scenario_download(scenario: Scenario) -> tuple[str, bytes]:
    """Return name and content of one file with all that `crm-adoption compare` needs: a TOML, or a ZIP of several."""
    files = scenario_files(scenario)
    (name, text), *others = files.items()
    if not others:
        return name, text.encode("utf-8")
    return str(PurePosixPath(name).with_suffix(".zip")), _archive(files.items())


def html_report(
    scenarios: Sequence[Scenario], *, lang: str, month: int, fit: Fit | None = None, replications: int | None = None
) -> str:
    """Return the report of a comparison as ``crm-adoption report`` writes it; the first scenario is the baseline.

    Parameters
    ----------
    scenarios : sequence of Scenario
    lang : {"en", "de", "fr"}
    month : int
    fit : Fit, optional
        Where everything is done in a fitted company.
    replications : int, optional
        By default 100, or those with which every command speaks of a fitted company.

    Raises
    ------
    InputError
        If the scenarios cannot be compared, for example because their companies have different people.
    """
    from .report import comparison_report

    return comparison_report(_compared(scenarios, lang, month, fit, replications))


def slides(
    scenarios: Sequence[Scenario], *, lang: str, month: int, fit: Fit | None = None, replications: int | None = None
) -> bytes:
    """Return a comparison as slides, as ``crm-adoption report --out FILE.pptx`` writes them.

    Parameters
    ----------
    scenarios, lang, month, fit, replications
        As in `html_report`.

    Raises
    ------
    InputError
        If the scenarios cannot be compared, or python-pptx is not installed.
    """
    from .slides import comparison_slides  # python-pptx

    return comparison_slides(_compared(scenarios, lang, month, fit, replications))


def one_page(
    scenarios: Sequence[Scenario], *, lang: str, month: int, fit: Fit | None = None, replications: int | None = None
) -> bytes:
    """Return a comparison on one page, as ``crm-adoption compare`` writes ``summary.pdf``.

    Parameters
    ----------
    scenarios, lang, month, fit, replications
        As in `html_report`.

    Raises
    ------
    InputError
        If the scenarios cannot be compared.
    """
    from .summary import summary_pdf

    return summary_pdf(_compared(scenarios, lang, month, fit, replications))


def _compared(
    scenarios: Sequence[Scenario], lang: str, month: int, fit: Fit | None, replications: int | None
) -> Comparison:  # fmt: skip
    from .comparison import compare

    number = replications_of(fit, replications, 100)
    return compare(scenarios, baseline=scenarios[0].name, replications=number, month=month, lang=lang, fit=fit)
