"""Writing documents: wholly or not at all, and over nothing that is something else."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from ...model.errors import InputError
from ..drawings.svg import clean

_BEGINNING = 4_000_000
"""Bytes of a file in which its fingerprint is looked for."""


def _reason(error: OSError | ValueError) -> str:
    return error.strerror or "it is no file" if isinstance(error, OSError) else str(error)


def check_document(path: Path, fingerprint: str = "", *, replace: bool = False, field: str = "--out") -> None:
    """Refuse a file that could not be written in the end, or that holds something else; change nothing.

    Parameters
    ----------
    path : Path
    fingerprint : str
        A document with the same one may be written over.
    replace : bool
        Whether anything may be written over.
    field : str
        What to name in the message.

    Raises
    ------
    InputError
        If it is a folder, cannot be written, or is there already with something else in it.
    """
    try:
        if path.is_dir():
            raise InputError("this is a folder; name a file, such as report.html.", field=field, file=str(path))
        held = path.read_bytes()[:_BEGINNING] if path.exists() else None
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except (OSError, ValueError) as error:
        problem = f"the file cannot be written ({_reason(error)}); choose another."
        raise InputError(problem, field=field, file=str(path)) from None
    ours = f'<meta name="fingerprint" content="{clean(fingerprint)}">'.encode() if fingerprint else b"\0\0"
    if held and not replace and ours not in held:
        problem = "there is a file already, with something else in it; choose another, or add --replace."
        raise InputError(problem, field=field, file=str(path))


def write_document(text: str, path: Path) -> Path:
    """Write a document, complete or not at all, and return its path.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    part = path.with_name(f".unfinished-{path.name}")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            part.unlink(missing_ok=True)
        problem = f"the file cannot be written ({_reason(error)}); choose another."
        raise InputError(problem, field="--out", file=str(path)) from None
    return path
