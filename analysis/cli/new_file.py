"""Writing the file of ``crm-adoption new``: wholly or not at all, and over nothing that is there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ...model.errors import InputError

if TYPE_CHECKING:
    from ...scenarios.starter import Answers


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
    try:
        there, is_folder = os.path.lexists(file), file.is_dir()
        with tempfile.TemporaryFile(dir=file.parent):
            pass
    except (OSError, ValueError) as error:
        raise _unwritable(file, error) from None
    if is_folder:
        raise InputError("this is a folder, not a scenario file; choose another name.", file=place)
    if there and not replace:
        problem = "there is such a file already; choose another name, or add --replace to write over it."
        raise InputError(problem, file=place)


def _unwritable(file: Path, error: Exception) -> InputError:
    reason = error.strerror if isinstance(error, OSError) else error
    return InputError(f"the file cannot be written ({reason}); choose another folder.", file=str(file))


def write(file: Path, answers: Answers, lang: str) -> None:
    """Write the scenario file of some answers once it can be loaded.

    Raises
    ------
    InputError
        If the answers do not make a company, for example of one person; then nothing is written.
    """
    from ...scenarios.files import load
    from ...scenarios.starter import written

    folder = file.parent
    try:
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as made:
            draft = Path(made) / file.name
            draft.write_text(written(answers, lang, file.name), encoding="utf-8")
            try:
                load(draft)
            except InputError as error:
                raise InputError(error.problem, field=error.field) from None
            os.replace(draft, file)
    except OSError as error:
        raise _unwritable(file, error) from None
