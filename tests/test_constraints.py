"""Exact versions: complete, hashed, current with what is required, and compared with what is installed."""

from __future__ import annotations

import itertools
import json
import platform
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from crm_adoption.analysis.base import tested
from crm_adoption.analysis.base.results import provenance
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "constraints"))
import make  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def required(extras: tuple[str, ...]) -> list[Requirement]:
    texts = [*PROJECT["dependencies"], *(each for extra in extras for each in PROJECT["optional-dependencies"][extra])]
    return [each for each in map(Requirement, texts) if each.name != "crm-adoption"]


@pytest.mark.parametrize("name", make.EXTRAS)
def test_every_version_is_exact_and_has_hashes(name: str) -> None:
    text = (make.HERE / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.split("\n", 2)[2])
    assert len(blocks) > 20
    assert [
        block.split()[0] for block in blocks if not re.match(r"\S+==\S+ ", block) or "--hash=sha256:" not in block
    ] == []
    assert "http" not in text


@pytest.mark.parametrize("name", make.EXTRAS)
@pytest.mark.parametrize("python", make.PYTHONS)
@pytest.mark.parametrize("system", make.SYSTEMS)
def test_the_versions_are_those_that_may_be_installed(name: str, python: str, system: str) -> None:
    exact = make.versions(make.pinned(name), python, system)
    for each in required(make.EXTRAS[name]):
        assert each.specifier.contains(exact[canonicalize_name(each.name)], prereleases=True), each


def test_a_larger_file_holds_the_versions_of_the_smaller() -> None:
    names = list(make.EXTRAS)
    for python in make.PYTHONS:
        for smaller, larger in itertools.pairwise(names):
            there = make.versions(make.pinned(larger), python, "linux")
            assert make.versions(make.pinned(smaller), python, "linux").items() <= there.items()


def test_the_table_of_versions_is_that_of_the_files() -> None:
    assert make.TABLE.read_text(encoding="utf-8") == make.table()
    assert set(tested.tested_versions()) == set(make.PYTHONS)


def test_the_manifest_names_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    python = ".".join(platform.python_version_tuple()[:2])
    here = {name: metadata.version(name) for name in ("numpy", "rich", "typer")}
    monkeypatch.setattr(tested, "tested_versions", lambda: {python: here | {"numpy": "1.0", "nowhere": "2"}})
    record = provenance([], seed=1, replications=1)["differs_from_tested"]
    assert record == {
        "numpy": {"here": here["numpy"], "tested": "1.0"},
        "nowhere": {"here": None, "tested": "2"},
    }
    json.dumps(record)


def test_a_python_that_was_not_tried_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "python_version_tuple", lambda: ("3", "99", "0"))
    assert tested.untested()["python"] == {"here": "3.99", "tested": ", ".join(make.PYTHONS)}
