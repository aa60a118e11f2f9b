"""Writing documents: wholly or not at all, and over nothing that is something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...model.errors import InputError
from ...scenarios.reading.file_reading import beginning
from ...scenarios.writing.unwritable import explained
from ...scenarios.writing.whole import check_writable, write_file
from ..base.results import check_folder
from ..drawings.svg import clean

FILE = "report.html"
"""What a document is called in a folder."""
ENDINGS = (".html", ".htm")
_BEGINNING = 4_000_000
"""Bytes of a file in which its fingerprint is looked for."""


def check_document(
    out: Path, fingerprint: str = "", *, replace: bool = False, field: str = "--out", name: str = FILE
) -> Path:
    """Return the file to write, or refuse what could not be written in the end or holds something else.

    Nothing is changed.

    Parameters
    ----------
    out : Path
        A file that ends in ``.html``, or a folder, which need not exist.
    fingerprint : str
        A document with the same one may be written over, and stand beside results with the same one.
    replace : bool
        Whether anything may be written over.
    field : str
        What to name in the message.
    name : str
        What the document is called in a folder.

    Raises
    ------
    InputError
        If it cannot be written, or something else is there already.
    """
    if out.suffix.lower() in ENDINGS and not out.is_dir():
        _check_file(out, fingerprint, replace, field)
        return out
    others = out.is_dir() and any(each.name != name and not each.name.startswith(".") for each in out.iterdir())
    if others or not out.is_dir():
        check_folder(out, fingerprint, replace=replace)
    if out.is_dir():
        _check_file(out / name, fingerprint, replace, field)
    return out / name


def _check_file(path: Path, fingerprint: str, replace: bool, field: str) -> None:
    ours = f'<meta name="fingerprint" content="{clean(fingerprint)}">'.encode() if fingerprint else b"\0\0"

    def same(held: Path) -> bool:
        begun = beginning(held, _BEGINNING)
        return not begun or ours in begun

    check_place(path, same, replace=replace, field=field)


def check_place(path: Path, same: Callable[[Path], bool], *, replace: bool, field: str) -> None:
    """Refuse a file that could not be written in the end, or that holds something else; nothing is changed.

    Parameters
    ----------
    path : Path
    same : callable
        Whether what stands there may be written over.
    replace : bool
        Whether anything may be written over.
    field : str
        What to name in the message.

    Raises
    ------
    InputError
        If it cannot be written, or something else is there already.
    """
    if not path.parent.is_dir():
        problem = "there is no folder {parent!r}; make it first, or choose another file."
        raise InputError(problem, field=field, file=str(path), parent=str(path.parent))
    with explained(path, field=field):
        free = not path.exists() or same(path)
        check_writable(path.parent)
    if not free and not replace:
        problem = "there is a file already, with something else in it; choose another, or add --replace."
        raise InputError(problem, field=field, file=str(path))


def write_document(text: str, path: Path) -> Path:
    """Write a document, complete or not at all, into its folder, which is made if it is missing; return its path.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    return write_file(path, text, parents=True)
