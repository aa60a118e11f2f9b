"""Commands that readers are told work today, and what can be cited today is said: nothing is published yet."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from crm_adoption import InputError
from crm_adoption.scenarios.ground.extras import install, needed

ROOT = Path(__file__).parent.parent
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
COMMAND = re.compile(
    r"\b(?:pip3?|pipx|uv pip|uv|conda|mamba|poetry)\s+(?:install|add|download|tool install)\b[^\n`;&]*"
)
FROM_INDEX = re.compile(r"[\s'\"]crm[-_]adoption\b")
CLONE = re.compile(r"'?\.\[([\w,]+)\]'?")


def told() -> list[tuple[str, str]]:
    """Return all commands that install something, by file."""
    folders = ("docs", "examples", "benchmarks", "verification", "model", "scenarios", "analysis", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    files += [ROOT / name for name in ("README.md", "CITATION.cff", "pyproject.toml", "__init__.py", "mkdocs.yml")]
    texts = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8", errors="replace")
        for path in files
        if path.is_file() and path.suffix in (".md", ".py", ".toml", ".cff", ".yml", ".vue", ".html", ".txt", "")
    }
    said = [(name, found[0]) for name, text in texts.items() for found in COMMAND.finditer(text)]
    return [(name, command.partition('" = "')[0]) for name, command in said]  # a sentence, not its translation


def test_no_command_takes_from_an_index_what_is_not_there() -> None:
    commands = told()
    assert len(commands) > 8
    from_an_index = [each for each in commands if "--find-links" not in each[1]]  # a folder made before is there
    assert [each for each in from_an_index if FROM_INDEX.search(each[1])] == []


def test_the_extras_that_are_named_exist() -> None:
    named = {name for _, command in told() for found in CLONE.finditer(command) for name in found[1].split(",")}
    assert {"analysis", "discovery", "offline"} <= named
    assert named - {"{extra}"} <= set(EXTRAS)


@pytest.mark.parametrize(
    "text", ["pip install crm-adoption", "pip install 'crm-adoption[viz]'", "pipx install  crm_adoption"]
)
def test_such_a_command_would_be_found(text: str) -> None:
    found = COMMAND.search(text)
    assert found
    assert FROM_INDEX.search(found[0])


def test_messages_about_missing_packages_take_the_command_from_one_place() -> None:
    with pytest.raises(InputError) as caught:
        needed("no_such_module_here", "analysis", what="Tables", name="Nothing")
    assert str(caught.value) == f"Tables need Nothing; install it, {install('analysis')}."
    sources = [path for folder in ("model", "scenarios", "analysis") for path in (ROOT / folder).rglob("*.py")]
    saying = [path.name for path in sources if "pip install '" in path.read_text(encoding="utf-8")]
    assert saying == ["extras.py"]


# The citation


def citation() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="PyYAML comes with the extra 'docs'")
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def test_the_citation_has_what_its_format_asks_for() -> None:
    found = citation()
    required = {"cff-version", "message", "title", "authors"}
    known = required | {"type", "version", "date-released", "license", "abstract", "keywords", "commit", "doi", "url"}
    assert required <= set(found) <= known
    assert found["cff-version"] == "1.2.0"
    assert found["type"] == "software"
    assert isinstance(found["date-released"], date)


def test_the_citation_names_the_project_and_its_version_and_how_to_cite_a_commit() -> None:
    found = citation()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert found["authors"] == [{"name": "crm-adoption project"}]  # an entity: it has no given or family name
    assert str(found["version"]) == project["version"]
    assert found["license"] == project["license"]
    assert "git rev-parse HEAD" in found["message"]
    assert "doi" not in found
    assert re.search(r"^# doi: .*placeholder", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_archive_is_told_the_same_as_whoever_cites() -> None:
    found = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    cited = citation()
    assert (found["title"], found["version"], found["license"]) == (
        cited["title"],
        str(cited["version"]),
        cited["license"],
    )
    assert [each["name"] for each in found["creators"]] == [each["name"] for each in cited["authors"]]
    assert found["keywords"] == cited["keywords"]
