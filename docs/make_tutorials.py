"""Runs the tutorials and writes under each block of code what it shows; makes notebooks of them.

    python docs/make_tutorials.py                      # run all
    python docs/make_tutorials.py first_comparison     # run some

A tutorial is a page in ``docs/tutorials/``: text and blocks of code, which are run in their order in an empty folder.
What a block prints, and the value of its last line, stand below it between ``<!-- shown -->`` and ``<!-- end -->``. The
notebook of the same name has the same text and code without what it shows; `generate.py` writes it.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
FOLDER = DOCS / "tutorials"
PARTS = re.compile(
    r"^```(?P<language>\w+)(?: title=\"(?P<file>[^\"]+)\")?\n(?P<code>.*?)^```\n"
    r"(?:\n<!-- shown -->\n(?P<shown>.*?)<!-- end -->\n)?", re.DOTALL | re.MULTILINE,
)  # fmt: skip
WIDTH = 900
"""Pixels across a picture."""
COLOURS = 96
"""Of a picture; figures have few, and a file is then half as large."""


@dataclass(frozen=True)
class Part:
    """A piece of a tutorial: text, or code with what stands below it.

    Attributes
    ----------
    text : str
        Markdown, or code.
    language : str
        Of code; empty for text. Only ``python``, ``toml`` and ``csv`` are run or written; others are for reading.
    file : str
        Where to write code that is a file.
    shown : str
        Markdown of what the code shows, as it stands on the page.
    """

    text: str
    language: str = ""
    file: str = ""
    shown: str = ""

    @property
    def runs(self) -> bool:
        """Whether something is done with it."""
        return self.language == "python" or bool(self.file)


def names() -> list[str]:
    """Return the names of the tutorials."""
    return sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "index")


def parts(page: str) -> list[Part]:
    """Return the pieces of a page in their order."""
    found, last = [], 0
    for each in PARTS.finditer(page):
        found.append(Part(page[last : each.start()]))
        found.append(Part(each["code"], each["language"], each["file"] or "", each["shown"] or ""))
        last = each.end()
    return [each for each in (*found, Part(page[last:])) if each.text]


def page_of(pieces: Sequence[Part]) -> str:
    """Return pieces as a page."""
    return "".join(_written(each) for each in pieces)


def _written(part: Part) -> str:
    if not part.language:
        return part.text
    title = f' title="{part.file}"' if part.file else ""
    shown = f"\n<!-- shown -->\n{part.shown}<!-- end -->\n" if part.shown else ""
    return f"```{part.language}{title}\n{part.text}```\n{shown}"


# --- the notebook ---------------------------------------------------------------------------------


def notebook(name: str) -> str:
    """Return a tutorial as a notebook: the same text and code, nothing of what it shows."""
    cells: list[dict[str, Any]] = []
    for part in parts((FOLDER / f"{name}.md").read_text(encoding="utf-8")):
        if part.runs:
            code = f"%%writefile {part.file}\n{part.text}" if part.file and part.language != "python" else part.text
            cells.append({"cell_type": "code", "execution_count": None, "outputs": [], "source": _lines(code)})
        elif cells and cells[-1]["cell_type"] == "markdown":
            cells[-1]["source"] = _lines("".join(cells[-1]["source"]) + "\n\n" + _written(part))
        else:
            cells.append({"cell_type": "markdown", "source": _lines(_written(part))})
    for number, cell in enumerate(cells):
        cell["id"] = hashlib.sha256(f"{name} {number}".encode()).hexdigest()[:8]
        cell["metadata"] = {}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return (
        json.dumps(
            {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, indent=1, ensure_ascii=False
        )
        + "\n"
    )


def _lines(text: str) -> list[str]:
    return text.strip("\n").splitlines(keepends=True)


# --- what it shows --------------------------------------------------------------------------------


def run(pieces: Sequence[Part]) -> Iterator[tuple[str, list[Any]]]:
    """Run the pieces where one stands, and yield for each what it shows: printed text, and values to be shown."""
    namespace: dict[str, Any] = {"__name__": "tutorial"}
    for part in pieces:
        printed, values = io.StringIO(), []
        if part.file:
            Path(part.file).write_text(part.text, encoding="utf-8")
        if part.language == "python":
            with contextlib.redirect_stdout(printed):
                values = [each for each in [_value(part.text, namespace)] if each is not None]
        yield printed.getvalue(), values


def _value(code: str, namespace: dict[str, Any]) -> Any:
    """Execute code and return the value of its last line, if that is an expression without a semicolon at its end."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) and not code.rstrip().endswith(";") else None
    exec(compile(tree, "tutorial", "exec"), namespace)
    return None if last is None else eval(compile(ast.Expression(last.value), "tutorial", "eval"), namespace)  # type: ignore[attr-defined]


def markdown(printed: str, values: Sequence[Any], picture: Any) -> str:
    """Return what a block of code shows as Markdown.

    Parameters
    ----------
    printed : str
    values : sequence
        A result is shown as its answer, its table and its first figure; a figure as a picture; all else as a text.
    picture : callable
        Called with a figure, it returns the Markdown of the picture.
    """
    said = [f"```text\n{printed.rstrip()}\n```\n"] if printed.strip() else []
    for value in values:
        if hasattr(value, "brief"):
            said += [*_brief(value.brief()), picture(value.figure())]
        else:
            said.append(picture(value) if hasattr(value, "savefig") else f"```text\n{_text(value)}\n```\n")
    return "\n".join(said)


def _text(value: Any) -> str:
    return str(value.to_string()) if hasattr(value, "to_string") else repr(value)


def _brief(brief: Any) -> list[str]:
    said = [f"**{brief.question}**\n", *(" ".join(each) + "\n" for each in brief.answer)]
    if brief.table is not None:
        words, others = brief.table.words, len(brief.table.columns) - brief.table.words
        rows = [brief.table.columns, ["---"] * words + ["---:"] * others, *brief.table.rows]
        said.append("\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n")
    return said + [f"{each}\n" for each in brief.below]


def picture(name: str, count: list[int], figure: Any, *, draw: bool = True) -> str:
    """Write a figure beside the other pictures and return the Markdown that shows it."""
    count.append(1)
    file = f"images/tutorials/{name}-{len(count)}.png"
    if draw:
        write_png(figure, DOCS / file)
    return f"![{str(figure.get_label()).replace('[', '(').replace(']', ')')}](../{file})\n"


def write_png(figure: Any, path: Path) -> None:
    """Write a figure as a small picture."""
    from PIL import Image

    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=2 * WIDTH / figure.get_size_inches()[0])
    data.seek(0)
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(data) as drawn:
        drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def renewed(name: str, *, draw: bool = True) -> str:
    """Return a tutorial's page with what its code shows now; the pictures are written unless ``draw`` is false."""
    pieces = parts((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    made, here, count = [], Path.cwd(), list[int]()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for part, (printed, values) in zip(pieces, run(pieces), strict=True):
                shown = markdown(printed, values, partial(picture, name, count, draw=draw))
                made.append(Part(part.text, part.language, part.file, shown))
        finally:
            os.chdir(here)
    return page_of(made)


def main() -> None:
    """Run tutorials and write what they show."""
    for name in sys.argv[1:] or names():
        text = renewed(name)
        (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")
        print(f"docs/tutorials/{name}.md renewed")


if __name__ == "__main__":
    main()
