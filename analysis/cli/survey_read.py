"""``crm-adoption survey read``: who answered, what was noted, and how far the answers carry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import AllowPlugins, Details, Json, Lang, Language, Out, Quiet, Replace, Seed

if TYPE_CHECKING:
    from ...model.organisation import Organisation
    from ...scenarios.surveys.answers import Answers
    from ..scoring.job import Scored
    from ..surveys.responding import Responses

_say = Words("cli.survey")
AnswerFiles = Annotated[
    list[Path],
    typer.Argument(
        metavar="ANSWERS...",
        help="What came back: files, folders or archives of sheets, tables, exports of Microsoft Forms, Google Forms "
        "or LimeSurvey.",
    ),
]
OfCompany = Annotated[
    str | None, typer.Option("--company", metavar="SCENARIO", help="The company, with its departments and people.")
]
Invited = Annotated[
    list[str] | None,
    typer.Option(
        "--invited",
        metavar="DEPARTMENT=NUMBER|FILE",
        help="How many were asked (default: everybody in --company); repeat for more, or name a table.",
    ),
]
WithFit = Annotated[
    Path | None,
    typer.Option(
        "--with", metavar="FIT", help="What `crm-adoption fit` found from usage: both are combined in one company."
    ),
]


def read_command(
    answers: AnswerFiles,
    company: OfCompany = None,
    invited: Invited = None,
    with_fit: WithFit = None,
    seed: Seed = 0,
    allow_plugins: AllowPlugins = False,
    out: Out = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read answers to the questionnaire: how many of whom, and what they leave of the company's numbers."""
    from ...scenarios.surveys.reading import read_answers
    from ..base.results import write_json
    from ..evidence.ensemble import load_ensemble
    from ..scoring.job import scored
    from ..surveys.responding import responses
    from ..surveys.told import brief, document
    from .one_screen import show
    from .survey_scored import company_asked, record, scored_brief, show_numbers

    base, fit = company_asked(company, with_fit, allow_plugins=allow_plugins)
    found = read_answers(answers, base, invited or ())
    counted = responses(found)
    numbers = scored(found, base, load_ensemble("evidence"), fit, seed) if counted.enough else None
    found, base = (numbers.answers, numbers.company) if numbers is not None else (found, base)
    counted, organisation = responses(found), base.company.organisation if base is not None else None
    if out is not None:
        write_folder(found, counted, organisation, out, lang.value, numbers, replace=replace)
    if json:
        write_json({**document(found, counted), **record(numbers)})
    elif not quiet:
        files = [] if out is None else [_say("files", lang.value, folder=out)]
        if details:
            show_all(found, counted, organisation, lang.value, files)
            show_numbers(numbers, out, lang.value)
        else:
            told = brief(found, counted, organisation, lang.value)
            show(scored_brief(told, numbers, counted.enough, out, lang.value), lang.value, folder=out)


def show_all(
    answers: Answers, found: Responses, company: Organisation | None, lang: str, files: Sequence[str]
) -> None:  # fmt: skip
    """Print tables and sentences."""
    from ..surveys.noted import noted_texts
    from ..surveys.told import brief, construct_table, table_of
    from .screen import console, show_table

    screen = console()
    told = brief(answers, found, company, lang)
    for paragraph in told.answer:
        screen.print(" ".join(paragraph))
    if found.enough:
        for title, table in (
            (_say("rates", lang), table_of(found, company, lang)),
            (_say("averages", lang), construct_table(answers, found, company, lang)),
        ):
            show_table(screen, title, table.columns, table.rows)
        screen.print(f"\n{_say('noted', lang)}:")
        for text in noted_texts(answers, lang):
            screen.print(f"- {text}")
    for text in [*told.below, *files]:
        screen.print(text)


def write_folder(
    answers: Answers, found: Responses, company: Organisation | None, folder: Path, lang: str,
    numbers: Scored | None = None, *, replace: bool,
) -> None:  # fmt: skip
    """Write who answered, the averages that may be shown and the company left; nothing of anybody alone in any file."""
    import hashlib

    from ..base.exports import json_text, write_folder
    from ..base.results import check_folder
    from ..company.exports import csv_text
    from ..surveys.told import construct_table, document, table_of
    from .survey_scored import beside

    text = json_text(document(answers, found))
    print_of = hashlib.sha256(text.encode()).hexdigest()
    check_folder(folder, print_of, replace=replace)
    texts = {"responses.json": text}
    if found.enough:
        rates, averages = table_of(found, company, lang), construct_table(answers, found, company, lang)
        texts |= {
            "responses.csv": csv_text(rates.columns, rates.rows),
            "averages.csv": csv_text(averages.columns, averages.rows),
        }
    more, draw = beside(numbers, lang)
    write_folder(folder, {**texts, **more}, {"fingerprint": print_of}, draw)
