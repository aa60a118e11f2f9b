"""The package as it is installed: quick to import, complete as a wheel, current in its documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import crm_adoption
import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {
    "mesa", "numba", "pandas", "scipy", "matplotlib", "networkx", "numpy", "pydantic", "rich", "typer", "solara",
    "duckdb", "SALib", "distributed",
}  # fmt: skip


def python(code: str, *, cwd: Path | None = None, **environment: str) -> str:
    variables = {**os.environ, **environment}
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_by(statement: str) -> set[str]:
    return set(json.loads(python(f"import json, sys\n{statement}\nprint(json.dumps(sorted(sys.modules)))")))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not HEAVY & loaded_by("import crm_adoption")


def test_the_page_begins_without_what_few_of_its_parts_need() -> None:
    pytest.importorskip("solara", reason="the extra viz")
    late = {"mesa", "networkx", "pandas", "matplotlib", "scipy.optimize", "scipy.stats", "altair", "openpyxl", "duckdb"}
    assert not late & loaded_by("import crm_adoption.analysis.pages.present_page")


def test_the_help_loads_only_what_it_prints_with() -> None:
    modules = loaded_by("from crm_adoption.analysis.cli.main import app")
    assert not (HEAVY - {"typer", "rich"}) & modules


def test_a_comparison_without_figures_loads_nothing_that_draws(tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["crm-adoption", "compare", "--quiet", "--no-figures", "--replications", "2", "--out", str(out)]
    code = f"sys.argv = {words}\nfrom crm_adoption.analysis.cli.main import main\ntry: main()\nexcept SystemExit: pass"
    assert "matplotlib.figure" not in loaded_by(code)
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "results.csv"]


def test_every_exported_name_exists_and_is_documented() -> None:
    for name in crm_adoption.__all__:
        thing = getattr(crm_adoption, name)
        assert name == "__version__" or thing.__doc__
    with pytest.raises(AttributeError):
        crm_adoption.no_such_name  # noqa: B018


def test_the_version_is_that_of_the_distribution() -> None:
    assert crm_adoption.__version__ == metadata.version("crm-adoption")


def test_the_wheel_is_complete_and_runs_from_another_directory(tmp_path: Path) -> None:
    """Build the wheel, install it alone into a folder and run a shipped scenario with it."""
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    sources = [path for top in ("model", "scenarios", "analysis") for path in (ROOT / top).rglob("*.*")]
    for source in sources:
        if source.suffix != ".pyc":
            assert f"crm_adoption/{source.relative_to(ROOT).as_posix()}" in names
    for file in (
        "py.typed",
        "analysis/figures/board.mplstyle",
        "scenarios/catalogue/seed_company_roster.csv",
        "analysis/evidence/evidence.csv",
        "analysis/data/ensemble_evidence.json",
        "analysis/data/ensemble_all.json",
        "analysis/pages/page.css",
        "analysis/pages/present.css",
        "analysis/pages/player.vue",
        "analysis/pages/story.css",
        "analysis/pages/story.vue",
        "analysis/report/document.css",
        "analysis/report/document.jinja",
        "docs/odd.md",
        "docs/images/model.svg",
    ):
        assert f"crm_adoption/{file}" in names
    assert not any(name.startswith(("tests/", "crm_adoption/tests", "crm_adoption/benchmarks")) for name in names)
    site = tmp_path / "site"
    install = ["install", "--quiet", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True, capture_output=True)
    said = python(
        f"import sys; sys.path.insert(0, {str(site)!r})\n"
        "import crm_adoption\n"
        "assert crm_adoption.__file__.startswith(sys.path[0]), crm_adoption.__file__\n"
        "print(crm_adoption.simulate('aligned_kpis', replications=1, months=2).of('deep_use').shape)",
        cwd=tmp_path,
        NUMBA_DISABLE_JIT="1",  # in another place the engine would be compiled again
    )
    assert said.strip() == "(1, 2)"


def test_the_parameter_tables_of_the_documentation_are_current() -> None:
    from crm_adoption.analysis.cli.parameters import as_markdown

    assert (ROOT / "docs" / "parameters.md").read_text(encoding="utf-8") == as_markdown()
