"""Writing the file of ``crm-adoption new``: wholly or not at all, and over nothing that is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ...model.errors import InputError
from ...scenarios.writing.unwritable import explained
from ...scenarios.writing.whole import check_writable, scratch, write_file

if TYPE_CHECKING:
    from ...scenarios.files.starter import Answers


def check_target(file: Path, *, replace: bool) -> None:
    """Refuse a file that cannot be written, or is there already; change nothing.

    Raises
    ------
    InputError
        If it is a folder, its name is none of a scenario file, its folder cannot be written, or it
        is there already and ``replace`` is False.
    """
    place = str(file)
    if file.suffix != ".toml" or not file.name.isprintable():
        raise InputError("this is no name of a scenario file; it ends in .toml, such as my_company.toml.", file=place)
    with explained(file, field=None):
        there, is_folder = os.path.lexists(file), file.is_dir()
        check_writable(file.parent, made=False)
    if is_folder:
        raise InputError("this is a folder, not a scenario file; choose another name.", file=place)
    if there and not replace:
        raise InputError(
            "there is such a file already; choose another name, or add --replace to write over it.", file=place
        )


def write(file: Path, answers: Answers, lang: str) -> None:
    """Write the scenario file of some answers once it can be loaded.

    Raises
    ------
    InputError
        If the answers do not make a company, for example of one person; then nothing is written.
    """
    from ...scenarios.files.catalogue import load
    from ...scenarios.files.starter import written

    with scratch() as made:
        draft = write_file(made / file.name, text := written(answers, lang, file.name), field=None)
        try:
            load(draft)
        except InputError as error:
            raise InputError(error.phrase, field=error.field) from None
    write_file(file, text, field=None)
