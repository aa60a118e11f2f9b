"""Presentations as files: written wholly or not at all, and over nothing that is something else."""

from __future__ import annotations

from pathlib import Path

from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.reading.file_reading import read_bytes
from ...scenarios.writing.whole import write_file
from .slide_deck import check_slides, fingerprint_of
from .writing import check_place

ENDING = ".pptx"


def is_presentation(out: Path, template: Path | None) -> bool:
    """Return whether a file is to be slides; a template for anything else is refused."""
    if out.suffix.lower() == ENDING:
        return True
    if template is not None:
        raise InputError("it is for slides; write them to a file that ends in .pptx.", field="--template")
    return False


def check_presentation(out: Path, fingerprint: str = "", *, replace: bool = False) -> Path:
    """Return the file to write, or refuse what could not be written in the end or holds something else.

    Raises
    ------
    InputError
        If python-pptx is not installed, the file cannot be written, or something else is there already.
    """
    check_slides()

    def same(held: Path) -> bool:
        return fingerprint_of(read_bytes(held, Phrase("presentation"))) == fingerprint

    check_place(out, same, replace=replace, field="--out")
    return out


def write_presentation(data: bytes, path: Path) -> Path:
    """Write a presentation, complete or not at all, and return its path.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    return write_file(path, data)
