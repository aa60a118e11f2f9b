"""A benchmark as a folder of files: all numbers, the page and the figure."""

from __future__ import annotations

import json
from pathlib import Path

from ...scenarios.writing.result_folder import ResultFolder
from ...scenarios.writing.whole import write_file
from ..figures.folder import save
from .chart_benchmark import foretold_and_found
from .document import Document
from .page import as_markdown
from .register import REGISTERED


def as_text(document: Document) -> str:
    """Return a benchmark as the text of its file."""
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def write_benchmark(document: Document, folder: Path, lang: str) -> None:
    """Write numbers, page and figure into a folder, all or none.

    Raises
    ------
    InputError
        If they cannot be written.
    """
    with ResultFolder(folder) as part:
        save(foretold_and_found(document, lang), part.path, "benchmark")
        write_file(part.path / "benchmark.json", as_text(document))
        write_file(part.path / "benchmark.md", as_markdown(document, lang))
        part.finish({"fingerprint": REGISTERED, "created": document["created"]})
