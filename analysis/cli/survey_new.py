"""``crm-adoption survey new``: a folder of forms to ask the people with."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import AllowPlugins, Json, Lang, Language, Quiet, Replace

SEED = "seed_company"
FOLDER = Path("crm-survey")
_say = Words("cli.survey")


def new_command(
    scenario: Annotated[
        str, typer.Argument(metavar="[SCENARIO]", help="The company, whose departments can be chosen in the forms.")
    ] = SEED,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the forms are written.")] = FOLDER,
    crm: Annotated[str, typer.Option("--crm", metavar="NAME", help="What the CRM is called in the company.")] = "",
    no_heads: Annotated[bool, typer.Option("--no-heads", help="Do not ask who leads a department or team.")] = False,
    allow_plugins: AllowPlugins = False,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a questionnaire of 24 statements in English and German: for phones, paper, tables and survey tools."""
    from ...scenarios.files.catalogue import load
    from ..base.exports import write_folder
    from ..base.results import check_folder, fingerprint, write_json
    from ..surveys.forms import WORKBOOK, Wish, offered, texts_of, workbook_of

    chosen = load(scenario, allow_plugins=allow_plugins)
    company, wish = chosen.company.organisation, Wish(lang.value, not no_heads, crm)
    check_folder(out, fingerprint([chosen]), replace=replace)
    texts, workbook = texts_of(company, wish), workbook_of(company, wish)
    write_folder(out, texts, {"fingerprint": fingerprint([chosen])}, workbook or (lambda folder: None))
    files = sorted([*texts, *([WORKBOOK] if workbook else [])])
    here = offered(company)
    if json:
        write_json({"folder": str(out), "files": files, "departments": [each.name for each in here]})
    elif not quiet:
        left = [each.label(lang.value) for each in company.departments if each not in here]
        _tell(out, files, [each.label(lang.value) for each in here], left, scenario, lang.value)


def _tell(folder: Path, files: list[str], here: list[str], left: list[str], scenario: str, lang: str) -> None:
    from ..company.suppressing import LEAST
    from ..surveys.forms import WORKBOOK
    from .screen import console

    lines = [_say("written", lang, n=len(files), folder=folder), _say("departments", lang, names=", ".join(here))]
    if left:
        lines.append(_say("not offered", lang, least=LEAST, names=", ".join(left)))
    if scenario == SEED:
        lines.append(_say("of seed", lang))
    if WORKBOOK not in files:
        lines.append(_say("no workbook", lang))
    lines.append(_say("next", lang, company=shlex.quote(scenario)))
    screen = console()
    for each in lines:
        screen.print(each)
