"""The compiled code's cache: never stale, never in the way."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numba
import numpy as np
import platformdirs
import pytest
from crm_adoption import model
from crm_adoption.model import compiled, simulation
from crm_adoption.model.code_cache import usable
from crm_adoption.model.company import Company
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import Run, run

COMPILERS = {"inner", "kernel", "part", "phase", "rule"}
PROBE = """
from .compiled import kernel
from .numerics import normal_quantile

@kernel
def probe(u):
    return normal_quantile(u)
"""
"""A kernel that is compiled at once and calls a rule of another module, as the engine's do."""
SHOW_QUANTILE = """
import json
from crm_adoption.model import compiled, probe
value = probe.probe(0.9)
print(json.dumps({"folder": compiled.CACHE_FOLDER, "value": value, "hits": sum(probe.probe.stats.cache_hits.values())}))
"""

RUN_A_YEAR = """
import json
from crm_adoption.model import compiled
from crm_adoption.model.company import Company
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import Run, run
people = (Department("sales", "", "", "sales", 45), Department("service", "", "", "service", 20))
company = Company(Organisation("c", people))
values = run(company, undisturbed(company, 12), replications=2, seed=1, workers=1)
use, bits = values.of("deep_use").tolist(), values.values.tobytes().hex()
print(json.dumps({"folder": compiled.CACHE_FOLDER, "use": use, "bits": bits}))
"""


def copied(folder: Path) -> Path:
    """Copy the model into a folder, and return that."""
    source = Path(next(iter(model.__path__)))
    shutil.copytree(source, folder / "crm_adoption" / "model", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "crm_adoption" / "__init__.py").touch()
    return folder


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a folder with a copy of the model that may be edited."""
    return copied(tmp_path)


def result_of(script: str, folder: Path, **environment: str) -> dict[str, Any]:
    """Run a script that imports the copy in this folder, and return what it prints."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("NUMBA_", "PYTHON"))}
    variables |= {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=variables, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout), "said": done.stderr}


def test_a_changed_rule_in_another_module_is_not_answered_from_the_cache(package: Path) -> None:
    cache, model_folder = package / "cache", package / "crm_adoption" / "model"
    (model_folder / "probe.py").write_text(PROBE, encoding="utf-8")
    first = result_of(SHOW_QUANTILE, package, CRM_ADOPTION_CACHE=str(cache))
    again = result_of(SHOW_QUANTILE, package, CRM_ADOPTION_CACHE=str(cache))
    assert (first["hits"], again["hits"]) == (0, 1)  # the cache is in use, so it could be stale
    assert again["value"] == first["value"]

    rule = model_folder / "numerics.py"
    text = rule.read_text(encoding="utf-8")
    assert text.count("1.4142135623730951") == 1  # of the normal quantile
    rule.write_text(text.replace("1.4142135623730951", "2.8284271247461903"), encoding="utf-8")
    edited = result_of(SHOW_QUANTILE, package, CRM_ADOPTION_CACHE=str(cache))
    assert edited["hits"] == 0
    assert edited["value"] == pytest.approx(2 * first["value"], rel=1e-6)
    assert edited["folder"] != first["folder"]
    assert Path(edited["folder"]).parent == Path(first["folder"]).parent == cache


def a_year(months: int = 12, replications: int = 2) -> Run:
    """Return what `RUN_A_YEAR` computes, from the compiled code that is there anyway."""
    people = (Department("sales", "", "", "sales", 45), Department("service", "", "", "service", 20))
    company = Company(Organisation("c", people))
    return run(company, undisturbed(company, months), replications=replications, seed=1, workers=1)


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return a run compiled for the oldest processors, where neither the wished folder nor the home can be made."""
    package = copied(tmp_path_factory.mktemp("narrow"))
    (package / "file").touch()
    below = str(package / "file" / "cache")  # below a file
    homes = dict.fromkeys(("HOME", "USERPROFILE", "XDG_CACHE_HOME", "LOCALAPPDATA"), below)
    old = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "+sse2"}
    result = result_of(RUN_A_YEAR, package, CRM_ADOPTION_CACHE=below, **homes, **old)
    return {**result, "below": below, "kept": list(package.rglob("*.nbi"))}


def test_a_run_needs_no_writable_folder(narrow: dict[str, Any]) -> None:
    assert narrow["folder"] is None
    assert narrow["said"].count("the engine is compiled anew at every start") == 1
    assert (
        f"{narrow['below']} cannot be written (Not a directory); set CRM_ADOPTION_CACHE to a folder" in narrow["said"]
    )
    assert not narrow["kept"]


def test_narrow_vectors_give_the_same_bits(narrow: dict[str, Any]) -> None:
    assert narrow["bits"] == a_year().values.tobytes().hex()


def test_the_cache_folder_carries_the_hash_of_the_sources(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compiled.source_hash()
    assert compiled.CACHE_FOLDER is None or Path(compiled.CACHE_FOLDER).name == before
    monkeypatch.setattr(compiled, "__file__", str(package / "crm_adoption" / "model" / "compiled.py"))
    assert compiled.source_hash() == before
    for path in sorted((package / "crm_adoption" / "model").glob("*.py")):
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        changed = compiled.source_hash()
        assert (changed == before) == (path.stem in compiled.WORDS_ONLY)
        before = changed


def imported(name: str) -> set[str]:
    """Return the modules that a module of the model imports, of the model or not."""
    tree = ast.parse((Path(compiled.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
    found = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    return found | {alias.name for each in ast.walk(tree) if isinstance(each, ast.Import) for alias in each.names}


@pytest.mark.parametrize("name", sorted(compiled.WORDS_ONLY))
def test_modules_left_out_of_the_hash_hold_words_only(name: str) -> None:
    """They import each other and what handles texts, nothing that is compiled or computes."""
    texts = {"__future__", "collections.abc", "copy", "dataclasses", "datetime", "difflib", "functools", "numbers",
             "re", "string", "typing", "unicodedata"}  # fmt: skip
    assert imported(name) <= compiled.WORDS_ONLY | texts


def test_no_compiled_function_calls_words() -> None:
    """What is compiled calls nothing of the modules that the hash leaves out: such a call would not compile."""
    names = {"InputError", "Phrase", "counted", "displayable", "hint", "nearest", "said", "shortened", "unknown"}
    for path in Path(compiled.__file__).parent.glob("*.py"):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.FunctionDef) and {ast.unparse(one) for one in each.decorator_list} & COMPILERS:
                called = {one.id for one in ast.walk(each) if isinstance(one, ast.Name)}
                assert not called & names, (path.name, each.name)


def test_no_folder_is_made_where_none_can_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CRM_ADOPTION_CACHE", str(tmp_path / "file" / "cache"))
    assert usable("key")[0] is None
    monkeypatch.setenv("CRM_ADOPTION_CACHE", str(tmp_path / "new" / "cache"))
    assert usable("key") == (str(tmp_path / "new" / "cache" / "key"), "")
    assert not list((tmp_path / "new").rglob(".probe*"))


def test_no_folder_is_made_for_a_user_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's user may have neither HOME nor an entry in the list of users."""

    def fail(name: str) -> str:
        raise RuntimeError("there is no home")

    monkeypatch.delenv("CRM_ADOPTION_CACHE", raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_dir", fail)
    assert usable("key") == (None, "the folder for compiled code cannot be written (there is no home)")


def test_numbas_own_setting_is_left_alone() -> None:
    """Only our kernels go to our folder: whatever numba would use for others stays."""
    config: Any = numba.config
    before = config.CACHE_DIR
    assert before == os.environ.get("NUMBA_CACHE_DIR", "")
    compiled.kernel(lambda x: x + 1)
    assert before == config.CACHE_DIR
    if compiled.CACHE_FOLDER is not None:
        place = simulation.advance._cache._impl.locator.get_cache_path()  # type: ignore[attr-defined]
        assert Path(compiled.CACHE_FOLDER) in Path(place).parents


@pytest.mark.parametrize("extension", [True, False])
def test_wide_vectors_only_where_they_are_faster(extension: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = "+" if extension else "-"
    monkeypatch.setattr(compiled, "get_host_cpu_features", lambda: f"+avx512f,{sign}avx512vbmi2")

    @numba.njit
    def doubled(values: np.ndarray) -> None:
        compiled.wide_vectors()
        for i in range(len(values)):
            values[i] *= 2

    values = np.arange(40, dtype=np.float32)
    doubled(values)
    assert values.tolist() == [2.0 * i for i in range(40)]
    (text,) = doubled.inspect_llvm().values()
    assert ('"prefer-vector-width"="512"' in text) == extension


def test_the_model_runs_uncompiled(package: Path) -> None:
    """For debuggers; NumPy's scalars may round the last bit of a product otherwise."""
    script = RUN_A_YEAR.replace("12), replications=2", "1), replications=1")
    plain = result_of(script, package, NUMBA_DISABLE_JIT="1")
    assert plain["use"][0] == pytest.approx(a_year(1, 1).of("deep_use")[0].tolist(), abs=1e-9)
