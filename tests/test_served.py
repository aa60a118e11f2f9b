"""Which Pythons are served, and what is said on the others."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.scenarios.ground.served import COMPILED, SERVED, why_missing
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
HIDE = """
import sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {hidden!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Hidden())
"""


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]  # type: ignore[no-any-return]


def without(modules: tuple[str, ...], code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HIDE.format(hidden=set(modules)) + code], capture_output=True, text=True, check=False
    )


def test_new_pythons_are_not_turned_away() -> None:
    assert project()["requires-python"] == f">={SERVED[0][0]}.{SERVED[0][1]}"


def test_on_a_python_that_is_not_served_only_what_needs_no_compiler_is_asked_for() -> None:
    requirements = [Requirement(each) for each in project()["dependencies"]]
    newest, next_one = ("{}.{}".format(*each) for each in (SERVED[1], (SERVED[1][0], SERVED[1][1] + 1)))
    there = {each.name for each in requirements if not each.marker or each.marker.evaluate({"python_version": newest})}
    assert there == {each.name for each in requirements}
    later = {
        each.name for each in requirements if not each.marker or each.marker.evaluate({"python_version": next_one})
    }
    assert there - later == set(COMPILED)


def test_the_sentence_names_the_pythons_to_take() -> None:
    said = why_missing("numba.core", (SERVED[1][0], SERVED[1][1] + 1))
    assert said
    assert re.match(
        r"numba did not serve Python 3\.\d+ when .* take Python 3\.11 to 3\.\d+, or, .*: pip install .*numba", said
    )
    assert why_missing("crm_adoption.nowhere") is None
    assert why_missing(None) is None


@pytest.mark.parametrize("module", ["numba", "pydantic"])
def test_the_command_says_in_one_sentence_what_is_missing(module: str) -> None:
    code = "sys.argv = ['crm-adoption', 'run', 'seed_company', '--months', '2', '--replications', '2']\n"
    done = without((module,), code + "from crm_adoption.analysis.cli.main import main\nmain()")
    assert done.returncode == 2, done.stderr
    assert re.match(rf"Error: {module} is not installed in this Python 3\.\d+;", done.stderr)
    assert "Traceback" not in done.stderr


def test_the_list_of_commands_needs_none_of_the_compiled_libraries() -> None:
    code = "sys.argv = ['crm-adoption', '--help']\nfrom crm_adoption.analysis.cli.main import main\nmain()"
    done = without(COMPILED, code)
    assert done.returncode == 0, done.stderr


def test_a_script_gets_an_import_error_with_the_sentence() -> None:
    done = without(("numba",), "import crm_adoption\ncrm_adoption.simulate")
    assert done.stderr.splitlines()[-1].startswith("ImportError: numba is not installed in this Python")


def test_other_missing_modules_are_not_hidden() -> None:
    done = without(("crm_adoption.scenarios.simulate",), "import crm_adoption\ncrm_adoption._imported('nowhere')")
    assert "No module named 'crm_adoption.nowhere'" in done.stderr
