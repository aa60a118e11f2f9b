"""What answers leave of a company's numbers, as `survey read` prints and writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.errors import InputError

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..evidence.fit_draws import Fit
    from ..report.brief import Brief
    from ..scoring.job import Scored


def company_asked(
    company: str | None, with_fit: Path | None, *, allow_plugins: bool
) -> tuple[Scenario | None, Fit | None]:
    """Return the company whose answers they are, and what usage left of it, as they were named.

    Raises
    ------
    InputError
        If both are named, or one cannot be read.
    """
    from ...scenarios.files.catalogue import load
    from ..evidence.fit_draws import load_fit

    if company is not None and with_fit is not None:
        raise InputError("a fit brings its company along; give --company or --with, not both.", field="--company")
    if with_fit is not None:
        fit = load_fit(with_fit)
        return fit.scenario, fit
    return (None if company is None else load(company, allow_plugins=allow_plugins)), None


def scored_brief(brief: Brief, numbers: Scored | None, enough: bool, folder: Path | None, lang: str) -> Brief:
    """Return who answered and which numbers moved, as it fits on one screen.

    Parameters
    ----------
    brief : Brief
        Who answered.
    numbers : Scored or None
        None where the company is not known, or too few answered.
    enough : bool
        Whether enough answered for anything to be told.
    folder : Path or None
        Where the company is written.
    """
    from ..scoring.told import SHOWN, next_step, number_table, say

    if numbers is None:
        return brief if not enough else replace(brief, below=[*brief.below, say("no company", lang)])
    first, *others = numbers.sentences(lang)
    who, *silent = brief.answer
    rest = [sentence for paragraph in silent for sentence in paragraph]
    return replace(
        brief, answer=[[who[0], first]], table=number_table(numbers.surveyed, lang, SHOWN),
        below=[*numbers.assumed(lang), *brief.below, next_step(folder, lang)],
        also=[*others, *who[1:], *rest, *brief.also[:-1]],
    )  # fmt: skip


def show_numbers(numbers: Scored | None, folder: Path | None, lang: str) -> None:
    """Print all numbers, how reliable the statements are, and all sentences."""
    from ..scoring.told import next_step, number_table, reliability_table, say
    from .screen import console, show_table

    screen = console()
    if numbers is None:
        screen.print(say("no company", lang))
        return
    for title, table in (
        (say("reliable", lang), reliability_table(numbers.reliabilities, numbers.answers, lang)),
        (say("numbers", lang), number_table(numbers.surveyed, lang)),
    ):
        show_table(screen, title, table.columns, table.rows)
    for text in [*numbers.sentences(lang), *numbers.assumed(lang)]:
        screen.print(f"- {text}")
    screen.print(next_step(folder, lang))


def record(numbers: Scored | None) -> dict[str, Any]:
    """Return what the answers leave as JSON values."""
    from ..scoring.told import document

    return {"company": None if numbers is None else document(numbers.surveyed, numbers.reliabilities)}


def beside(numbers: Scored | None, lang: str) -> tuple[dict[str, str], Callable[[Path], object]]:
    """Return the tables beside who answered, by the names of their files, and what writes the company."""
    from ..base.exports import json_text
    from ..company.exports import csv_text
    from ..evidence.fit_draws import write_fit
    from ..scoring.told import number_table, reliability_table

    if numbers is None:
        return {}, lambda path: None
    moved, reliable = (
        number_table(numbers.surveyed, lang), reliability_table(numbers.reliabilities, numbers.answers, lang)
    )  # fmt: skip
    texts = {
        "numbers.csv": csv_text(moved.columns, moved.rows),
        "reliability.csv": csv_text(reliable.columns, reliable.rows),
        "result.json": json_text(record(numbers)),
    }  # fmt: skip
    fit = numbers.surveyed.fit
    return texts, lambda path: write_fit(fit, path / "fit.json")
