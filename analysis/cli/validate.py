"""``crm-adoption validate``: the model's mechanisms against data that nobody here wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import Json, Lang, Language, Out, Quiet, Replace, Seed

if TYPE_CHECKING:
    from ..validation.checks import Check, Size

Data = Annotated[
    Path,
    typer.Option(
        "--data", metavar="FOLDER", envvar="CRM_ADOPTION_DATA",
        help="Folder with the data (docs/validation.md says where each can be had); what is missing is left out.",
    ),
]  # fmt: skip
_say = Words("cli.validate")


def validate_command(
    data: Data = Path("data"),
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--check", metavar="NAME", help="conventions, practices, no_influence or network; repeat for more."
        ),
    ] = None,
    short: Annotated[
        bool, typer.Option("--short", help="Compute less: wider intervals, a quarter of the time.")
    ] = False,
    seed: Seed = 0,
    out: Out = None,
    replace: Replace = False,
    json: Json = False,
    lang: Lang = Language.en,
    quiet: Quiet = False,
) -> None:
    """Check the model against real data: conventions, practices, a negative control and networks."""
    from ..base.results import check_folder, write_json
    from ..validation.checks import SHORT, Size
    from ..validation.data_files import check_data
    from ..validation.report import FINGERPRINT, document, write

    names = _chosen(only)
    check_data(data)
    if out is not None:
        check_folder(out, FINGERPRINT, replace=replace)
    size = SHORT if short else Size()
    checks = _run(names, data, size, seed, lang.value, quiet=quiet or json)
    record = document(checks, size, seed)
    files = write(checks, record, out, lang.value) if out is not None else []
    if json:
        write_json(record)
    elif not quiet:
        _show(checks, data, lang.value)
        if out is not None:
            from .screen import console

            console().print(_say("files", lang.value, count=len(files), folder=out))


def _chosen(only: list[str] | None) -> list[str]:
    from ...model.errors import unknown
    from ..validation.checks import NEEDS

    for name in only or []:
        if name not in NEEDS:
            raise unknown("check", name, NEEDS).within(field="--check")
    return [name for name in NEEDS if not only or name in only]


def _run(names: list[str], data: Path, size: Size, seed: int, lang: str, *, quiet: bool) -> list[Check]:
    from ..validation.checks import run_check
    from .screen import progress

    found = []
    with progress(len(names), _say("doing", lang), quiet=quiet) as advance:
        for name in names:
            found.append(run_check(name, data, size, seed=seed))
            if advance is not None:
                advance(1)
    return found


def _show(checks: list[Check], data: Path, lang: str) -> None:
    from ..validation.check_words import not_shown, shown, title
    from ..validation.report import heads, skipped, target_row, total
    from .screen import console, show_table

    screen = console()
    if not data.exists():
        screen.print(_say("none", lang, data=data))
        return
    for check in checks:
        if check.missing:
            screen.print(f"{title(check, lang)}\n{skipped(check, lang)}\n")
            continue
        show_table(screen, title(check, lang), heads(lang), [target_row(each, lang) for each in check.targets], left=2)
        screen.print(f"{shown(check, lang)}\n{not_shown(check, lang)}\n")
    screen.print(total(checks, lang))
