"""Renews what the documentation takes from the sources: tables, equations, pictures, tutorials' notebooks.

    python docs/generate.py            # write
    python docs/generate.py --check    # say what is not current, and end with code 1

A part of a page between ``<!-- generated: name words -->`` and ``<!-- end -->`` is made by the
function of that name in `make_tables`, `make_vendors` or `make_survey`, which is called with the words. Everything
else on a page is written by hand and stays.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import make_architecture_picture
import make_model_picture
import make_rooms_picture
import make_survey
import make_tables
import make_tutorials
import make_vendors

DOCS = Path(__file__).resolve().parent
PAGES = (
    "odd.md", "glossary.md", "architecture.md", "scenarios.md", "validation.md", "how_to/read_results.md",
    "how_to/vendor_exports.md", "how_to/survey.md", "../README.md",
)  # fmt: skip
PICTURES = {
    "images/model.svg": make_model_picture.picture,
    "images/architecture.svg": make_architecture_picture.picture,
    "images/rooms.svg": make_rooms_picture.picture,
}
PART = re.compile(r"(<!-- generated: (?P<name>\w+)(?P<words>(?: \w+)*) -->\n).*?(<!-- end -->)", re.DOTALL)


def renewed(text: str) -> str:
    """Return a page with its generated parts made anew."""

    def part(found: re.Match[str]) -> str:
        maker = next(each for each in (make_vendors, make_survey, make_tables) if hasattr(each, found["name"]))
        made = getattr(maker, found["name"])(*found["words"].split())
        return f"{found[1]}\n{made.strip()}\n\n{found[4]}"

    return PART.sub(part, text)


def generated() -> dict[Path, str]:
    """Return all files that are generated, wholly or in parts, and their current contents."""
    pages = {(DOCS / page).resolve(): renewed((DOCS / page).read_text(encoding="utf-8")) for page in PAGES}
    notebooks = {DOCS / "tutorials" / f"{name}.ipynb": make_tutorials.notebook(name) for name in make_tutorials.names()}
    return pages | notebooks | {DOCS / name: draw() for name, draw in PICTURES.items()}


def stale() -> list[Path]:
    """Return the generated files that are not current."""
    return [path for path, text in generated().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Write what is not current, or with ``--check`` name it; return the exit code."""
    found = stale()
    if "--check" in sys.argv[1:]:
        for path in found:
            print(f"{path.relative_to(DOCS.parent)} is not current; run: python docs/generate.py")
        return 1 if found else 0
    contents = generated()
    for path in found:
        path.parent.mkdir(exist_ok=True)
        path.write_text(contents[path], encoding="utf-8")
        print(f"{path.relative_to(DOCS.parent)} renewed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
