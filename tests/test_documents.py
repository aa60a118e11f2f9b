"""What stands in the README and the documentation works as it stands there; the site is built from it.

Blocks of code are run page by page, in their order, in one folder per page:

- ``python``: executed, all blocks of a page in one namespace;
- ``python`` with a first line ``# name.py`` is a module too, which other blocks import;
- ``toml``: a scenario file, named by ``title="..."`` or its first line (``# name.toml``), and checked;
- ``csv``: a file that others read, named the same way;
- ``sh``: commands of ``crm-adoption`` are run with few replications, others must be in `OTHER_COMMANDS`;
- ``powershell``, ``text``, ``json`` and blocks without a language are for reading.

Tutorials are run by `test_tutorials`, which looks at what they show too.

``<!-- not run: reason -->`` before a block leaves it out.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.studies.files import load_study

sys.path.insert(0, str(Path(__file__).parent))
from command_line import call

ROOT = Path(__file__).parent.parent
FENCE = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]+) -->\n)?^```(?P<language>\w*)(?P<rest>[^\n]*)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
LANGUAGES = {"python", "toml", "csv", "sh", "powershell", "text", "json", ""}
OTHER_COMMANDS = {"python", "python3", "pip", "git", "pytest", "ruff", "mypy"}
SERVERS = {"mesa": "starts a server that runs until it is stopped", "serve": "starts a server",
           "present": "starts a server that runs until it is stopped"}  # fmt: skip
"""Subcommands that are not run, and why; their options are checked against their help."""
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md"),
                 ROOT / "examples" / "README.md"]
)  # fmt: skip


@dataclass(frozen=True)
class Block:
    """A block of code on a page."""

    language: str
    text: str
    file: str
    line: int
    left_out: bool


def blocks(page: str) -> list[Block]:
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for each in FENCE.finditer(text):
        name = re.search(r'title="([^"]+)"', each["rest"]) or re.match(r"# ([\w./-]+\.\w+)", each["text"])
        line = text.count("\n", 0, each.start("text")) + 1
        file = name[1] if name else f"block_{line}.{each['language']}"
        found.append(Block(each["language"], each["text"], file, line, bool(each["reason"])))
    return found


def commands(text: str) -> Iterator[list[str]]:
    """Yield the single commands of a block of shell code, split into words."""
    for line in text.replace("\\\n", " ").splitlines():
        for part in re.split(r"&&|\|\||;", line):
            words = shlex.split(part, comments=True)
            if words:
                yield words


LITTLE = {
    "fit": ("--companies", "500"), "film": ("--months", "2"), "what-if": ("--replications", "4"),
    "walls": ("--replications", "2"), "split": ("--replications", "2"),
} | dict.fromkeys(("run", "compare", "report"), ("--replications", "2"))  # fmt: skip
"""What the commands that take longest are given in place of their own, or what stands on the page."""


def smaller(words: list[str]) -> list[str]:
    """Return the words of a command with few replications, companies or months."""
    if words[0] not in LITTLE or "--help" in words:
        return words
    option, number = LITTLE[words[0]]
    if option in words:
        place = words.index(option)
        words = words[:place] + words[place + 2 :]
    return [*words, option, number]


def run_command(words: list[str], page: str) -> None:
    program = Path(words[0]).name
    if program != "crm-adoption":
        assert program in OTHER_COMMANDS, f"{page}: {words}"
        return
    if len(words) > 1 and words[1] in SERVERS:
        helped = call(words[1], "--help").out
        assert all(word.split("=")[0] in helped for word in words[2:] if word.startswith("--")), f"{page}: {words}"
        return
    done = call(*smaller(words[1:])) if len(words) > 1 else call()
    assert done.code == 0, f"{page}: {' '.join(words)}\n{done.err}"


def test_every_block_of_code_has_a_language_that_is_known() -> None:
    unknown = {f"{page}:{each.line} {each.language}" for page in PAGES for each in blocks(page)
               if each.language not in LANGUAGES}  # fmt: skip
    assert unknown == set()


NEEDED = {"docs/how_to/mesa_model.md": "solara"}
"""What the code of a page cannot run without, beside what the tests bring."""


@pytest.mark.parametrize("page", [each for each in PAGES if blocks(each) and "docs/tutorials/" not in each])
def test_the_code_of_the_page_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if page in NEEDED:
        pytest.importorskip(NEEDED[page], reason="the extra viz")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    namespace: dict[str, object] = {"__name__": "page"}
    for each in blocks(page):
        if each.left_out:
            continue
        if each.language in ("toml", "csv") or (each.language == "python" and not each.file.startswith("block_")):
            (tmp_path / each.file).write_text(each.text, encoding="utf-8")
        if each.language == "toml":
            is_study = re.search(r"^scenarios\s*=", each.text, re.MULTILINE)
            (load_study if is_study else load)(tmp_path / each.file, allow_plugins="my_programmes:" in each.text)
        elif each.language == "python":
            exec(compile("\n" * (each.line - 1) + each.text, page, "exec"), namespace)
        elif each.language == "sh":
            for words in commands(each.text):
                run_command(words, page)


GERMAN = [each for each in PAGES if each.endswith(".de.md") and (ROOT / each.replace(".de.md", ".md")).exists()]


@pytest.mark.parametrize("page", [each for each in GERMAN if "ablation" not in each])
def test_a_german_page_leads_to_its_english_one_and_back(page: str) -> None:
    other = page.replace(".de.md", ".md")
    for here, there in ((page, other), (other, page)):
        top = (ROOT / here).read_text(encoding="utf-8")[:8000]
        assert f"]({Path(there).name})" in top, here


@pytest.mark.parametrize("page", [each for each in GERMAN if blocks(each)])
def test_a_german_page_has_no_command_that_the_english_one_lacks(page: str) -> None:
    """Options that choose the language or the folder aside."""

    def subcommands(name: str) -> set[tuple[str, ...]]:
        said = [words[1:3] for each in blocks(name) if each.language == "sh" for words in commands(each.text)]
        return {tuple(word for word in words if not word.startswith("-") and "." not in word) for words in said}

    allowed = subcommands(page.replace(".de.md", ".md")) | subcommands("docs/how_to/own_usage.md")
    assert subcommands(page) <= allowed


def test_the_readme_sets_up_and_runs_in_one_line_each() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first, tests = [each.text.strip() for each in blocks("README.md") if each.language == "sh"][:2]
    assert first.endswith("crm-adoption compare")
    assert first.count("\n") == tests.count("\n") == 0
    assert "<!-- test command -->\n```sh\n" + tests in text
    (windows,) = [each.text.strip() for each in blocks("README.md") if each.language == "powershell"]
    steps = [re.sub(r"^python3|^py", "PYTHON", each) for each in (first, windows)]
    on_windows = re.sub(r"; if \(\$\?\) \{ (.*?) \}", r" && \1", steps[1]).replace("\\Scripts\\", "/bin/")
    assert on_windows == steps[0], "PowerShell does the same, step by step"


def test_ci_runs_exactly_the_readmes_test_command() -> None:
    """The command is looked up as `.ci/run` does it."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (line,) = re.findall(r"^command=\$\((.*)\)$", script, re.MULTILINE)
    found = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert found == [each.text.strip() for each in blocks("README.md") if each.language == "sh"][1]


def test_links_in_the_documents_lead_somewhere() -> None:
    broken = {
        f"{page}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\((?!\w+:)([^)#\s]+)", (ROOT / page).read_text(encoding="utf-8"))
        if not ((ROOT / page).parent / target).exists()
    }
    assert broken == set()


class Page(HTMLParser):
    """Links, ids and what the browser fetches by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids |= {values[name] for name in ("id", "name") if name in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and values.get("rel") not in ("canonical", "next", "prev"):
            self.fetched.append(values.get("href", ""))
        self.fetched += [values["src"]] if "src" in values else []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as its one command does, into a folder of the test's."""
    if importlib.util.find_spec("material") is None or importlib.util.find_spec("mkdocstrings") is None:
        pytest.skip("mkdocs is not installed; it comes with the extra 'docs'")
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr  # strict: every warning fails
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_the_site_fetches_nothing_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    foreign = {url for page in pages.values() for url in page.fetched if urlsplit(url).scheme in ("http", "https")}
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    foreign |= set(re.findall(r"url\(['\"]?(https?:[^)]+)", styles)) | set(re.findall(r"@import[^;]+http[^;]+", styles))
    assert foreign == set()
    assert not any(
        'class="mermaid"' in path.read_text(encoding="utf-8") for path in pages
    )  # drawn by a script from afar


def test_the_site_is_small_enough_to_be_sent(site: Path) -> None:
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 15_000_000


def test_every_picture_of_the_gallery_is_on_it_with_its_command() -> None:
    text = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    drawn = {f"images/gallery/{path.name}" for path in (ROOT / "docs" / "images" / "gallery").glob("*.png")}
    assert drawn == set(re.findall(r"\((images/gallery/[^)]+)\)", text))
    for part in text.split("\n## ")[1:]:
        (words,) = [shlex.split(each) for each in re.findall(r"^crm-adoption .+$", part, re.MULTILINE)]
        assert call(*[each for each in words[1:3] if re.fullmatch(r"[a-z][a-z-]*", each)], "--help").code == 0


def test_links_and_anchors_of_the_site_lead_somewhere(pages: dict[Path, Page]) -> None:
    broken = set()
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            found = pages.get(target)
            if not target.exists() or (found and parts.fragment and unquote(parts.fragment) not in found.ids):
                broken.add(f"{path.name}: {link}")
    assert broken == set()


def test_every_page_of_the_documentation_is_in_the_navigation(site: Path) -> None:
    import yaml

    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r"[\w./]+\.md", str(yaml.safe_load(text)["nav"])))
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert written - listed == set()


def test_the_reference_describes_everything_that_is_exported(pages: dict[Path, Page]) -> None:
    import crm_adoption

    ids = {name for page in pages.values() for name in page.ids}
    assert {f"crm_adoption.{name}" for name in crm_adoption.__all__ if name != "__version__"} - ids == set()


def test_the_search_knows_the_reference_and_works_without_a_server(site: Path) -> None:
    index = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    assert index.startswith("var __index")
    assert "crm_adoption.simulate" in index
    assert (site / "assets" / "iframe-worker.js").exists()
