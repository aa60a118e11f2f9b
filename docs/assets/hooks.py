"""What the site adds to the pages in docs/: files of the repository they link to, and the commands' help."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = (
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "benchmarks/README.md",
    "benchmarks/RESULTS.md",
    "examples/README.md",
)
"""Pages that stand beside the code they speak of, not in docs/."""
IMAGES = (".png", ".svg")
LARGE, WIDEST, COLOURS = 90_000, 1_800, 128
"""Pictures of more bytes are made smaller for the site: points across, at most, and colours."""
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)(#[^)\s]*)?\)")
WIDE = re.compile(r"^(\|[^|\n]*){8,}\|$", re.MULTILINE)
"""A table that needs the whole width."""
HELP = "<!-- the help of every command -->"


def _origin(uri: str) -> str:
    """Return where in the repository a page of the site comes from."""
    return uri if uri in PAGES else f"docs/{uri}"


def _place(path: str) -> str:
    """Return where on the site a file of the repository stands."""
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if path == "README.md":
        return "index.md"
    if path in PAGES or path.endswith(IMAGES):
        return path
    return f"{path}/README.md" if f"{path}/README.md" in PAGES else f"source/{path}.md"


def _targets(origin: str) -> list[str]:
    """Return the files of the repository, outside docs/, that a page links to."""
    text = (ROOT / origin).read_text(encoding="utf-8")
    found = [posixpath.normpath(posixpath.join(posixpath.dirname(origin), link)) for link, _ in LINK.findall(text)]
    return [path for path in found if not path.startswith("docs/") and (ROOT / path).is_file()]


def _file(path: str, config: MkDocsConfig) -> File:
    place = _place(path)
    if place.startswith("source/"):
        text = (ROOT / path).read_text(encoding="utf-8")
        language = {".py": "python", ".toml": "toml"}.get(Path(path).suffix, "text")
        return File.generated(config, place, content=f"# {path}\n\n````{language}\n{text}````\n")
    return File.generated(config, place, abs_src_path=str(ROOT / path))


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages beside the code, and every file that a page links to."""
    here = [page for page in PAGES if (ROOT / page).exists()]
    origins = here + [_origin(file.src_uri) for file in files.documentation_pages()]
    wanted = dict.fromkeys([*here, *(path for origin in origins for path in _targets(origin))])
    for path in wanted:
        if files.get_file_from_path(_place(path)) is None:
            files.append(_file(path, config))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let links lead to where the files stand on the site, and put in the commands' help."""
    uri = page.file.src_uri
    if uri.startswith("source/"):
        return markdown
    if uri in ("index.md", "index.de.md"):
        page.meta["hide"] = ["navigation", "toc"]
    elif WIDE.search(markdown):
        page.meta["hide"] = ["toc"]
    origin = _origin(uri)

    def moved(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), link[1]))
        return f"]({posixpath.relpath(_place(path), posixpath.dirname(uri) or '.')}{link[2] or ''})"

    markdown = LINK.sub(moved, markdown)
    if uri.startswith("tutorials/"):
        markdown = markdown.replace("<!-- shown -->", '<div class="shown" markdown>\n').replace(
            "<!-- end -->", "\n</div>"
        )
    return markdown.replace(HELP, _help()) if HELP in markdown else markdown


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Say what the search is and which language a page is in, for those who have it read to them."""
    german = page.file.src_uri.endswith(".de.md")
    search = 'data-md-component="search" role="dialog"'
    output = output.replace(search, f'{search} aria-label="{"Suche" if german else "Search"}"', 1)
    return output.replace('<html lang="en"', '<html lang="de"', 1) if german else output


def on_post_build(config: MkDocsConfig) -> None:
    """Leave out what no reader of the site fetches: maps of the theme's sources, and search in languages not spoken."""
    scripts = Path(config.site_dir) / "assets"
    for each in [*scripts.rglob("*.map"), scripts / "javascripts" / "lunr" / "wordcut.js"]:
        each.unlink(missing_ok=True)
    for each in Path(config.site_dir).rglob("*.png"):
        if each.stat().st_size > LARGE:
            _smaller(each)


def _smaller(path: Path) -> None:
    """Write a picture anew with few colours and no more points than a page shows."""
    from PIL import Image

    with Image.open(path) as found:
        drawn = found.convert("RGB")
    drawn.thumbnail((WIDEST, WIDEST * 2), Image.Resampling.LANCZOS)
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def _help() -> str:
    """Return what every command prints about itself, a section each."""
    import typer
    from crm_adoption.analysis.cli.main import app

    def sections(command: Any, words: str) -> list[str]:
        with command.make_context(words, [], resilient_parsing=True, terminal_width=92, max_content_width=92) as this:
            said = [f"## {words}\n\n```text\n{this.get_help().strip()}\n```"]
        below = getattr(command, "commands", {})
        return said + [text for name, each in below.items() for text in sections(each, f"{words} {name}")]

    return "\n\n".join(sections(typer.main.get_command(app), "crm-adoption"))
