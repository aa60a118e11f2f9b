"""``crm-adoption new``: a handful of questions, and a commented scenario file of one's own company."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import Json, Language, Quiet, language_of

if TYPE_CHECKING:
    from ...scenarios.files.starter import Answers

FILE = Path("my_company.toml")
_say = Words("cli.new")


def new_command(
    file: Annotated[Path, typer.Argument(help="Scenario file to write.")] = FILE,
    company: Annotated[str | None, typer.Option(metavar="NAME", help="Name of the company.")] = None,
    department: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=PEOPLE[:ROLE]",
            help="Department, its headcount and the standard role it resembles (sales, marketing, customer_success, "
            "service); repeat for each.",
        ),
    ] = None,
    measured: Annotated[
        str | None, typer.Option(metavar="own|partly|shared", help="How departments are measured.")
    ] = None,
    sponsor: Annotated[
        str | None, typer.Option(metavar="none|in_name|visible", help="Who stands behind the CRM in top management.")
    ] = None,
    change: Annotated[
        str | None, typer.Option(metavar="much|some|little", help="How much else changes at the same time.")
    ] = None,
    cost: Annotated[str | None, typer.Option(metavar="EUR", help="Price of the CRM.")] = None,
    customers: Annotated[str | None, typer.Option(metavar="NUMBER", help="Customers today.")] = None,
    old_crm: Annotated[
        str, typer.Option(metavar="PERCENT", help="How much of the work is done in an old CRM today.")
    ] = "0",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; take the usual answer where none is given.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there already.")] = False,
    lang: Annotated[
        Language | None,
        language_of("cli", "files"),
    ] = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a scenario file of your own company from the answers to a handful of questions."""
    from dataclasses import replace as replaced
    from shlex import quote

    from ...scenarios.files.catalogue import load
    from ..base.results import write_json
    from .new_file import check_target, write
    from .new_questions import Questions, percent

    check_target(file, replace=replace)
    given = {
        "company": company, "department": department, "measured": measured, "sponsor": sponsor, "change": change,
        "cost": cost, "customers": customers,
    }  # fmt: skip
    questions = Questions(lang and lang.value, given, silent=yes)
    before = percent(old_crm, "--old-crm")
    answers: Answers = replaced(questions.all(), old_crm=before)
    write(file, answers, questions.lang)
    organisation = load(file).company.organisation
    if json:
        sizes = {each.name: each.people for each in organisation.departments}
        write_json({"file": str(file), "people": organisation.headcount, "departments": sizes})
    elif not quiet:
        listed = ", ".join(f"{each.label(questions.lang)} {each.people}" for each in organisation.departments)
        facts = {"file": quote(str(file)), "people": organisation.headcount, "departments": listed}
        for key in _say:
            print(_say(key, questions.lang, **facts))
