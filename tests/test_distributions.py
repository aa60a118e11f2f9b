"""What is built to be passed on: the sdist is the whole repository, and both are described as an index wants it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tarfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("build") is None:
        pytest.skip("build is not installed; it comes with the extra 'dev'")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--sdist", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.tar.gz")
    return found


@pytest.fixture(scope="module")
def files(sdist: Path) -> dict[str, bytes]:
    with tarfile.open(sdist) as archive:
        members = [each for each in archive.getmembers() if each.isfile()]
        return {each.name.partition("/")[2]: archive.extractfile(each).read() for each in members}  # type: ignore[union-attr]


def test_pictures_and_links_of_the_pages_lead_to_files_of_the_sdist(files: dict[str, bytes]) -> None:
    folders = {str(parent) for name in files for parent in PurePosixPath(name).parents}
    broken = []
    for page in [name for name in files if name == "README.md" or (name.startswith("docs/") and name.endswith(".md"))]:
        for target in re.findall(r"\]\((?!\w+:)([^)#\s]+)", files[page].decode()):
            parts: list[str] = []
            for part in [*PurePosixPath(page).parent.parts, *PurePosixPath(target).parts]:
                parts = parts[:-1] if part == ".." else [*parts, part]
            if "/".join(parts) not in files.keys() | folders:
                broken.append(f"{page}: {target}")
    assert broken == []


def test_the_sdist_holds_the_tests_and_nothing_that_was_made(files: dict[str, bytes]) -> None:
    tests = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    assert tests - files.keys() == set()
    assert {"constraints/base.txt", "CITATION.cff", "LICENSE", ".ci/run", "tests/golden/outcomes.json"} <= files.keys()
    assert [name for name in files if re.search(r"__pycache__|\.py[cod]$|\.duckdb$|/build/", name)] == []


def test_an_index_would_take_the_description(sdist: Path) -> None:
    if importlib.util.find_spec("twine") is None:
        pytest.skip("twine is not installed; it comes with the extra 'dev'")
    check = [sys.executable, "-m", "twine", "check", "--strict", str(sdist)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
