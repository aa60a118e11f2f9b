"""Sums that are promised bit for bit do not rest on the built-in ``sum``, which rounds otherwise since Python 3.12."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from crm_adoption.scenarios.ground.adding import added

ROOT = Path(__file__).parent.parent
WHOLE = {"people", "count", "runs", "met", "st_size"}
"""Attributes that are whole numbers."""
COUNTS = {
    "model/month.py", "scenarios/programmes/at_work.py", "scenarios/files/build.py", "scenarios/studies/cluster.py",
    "scenarios/reading/toml_mistakes.py", "scenarios/studies/store_salvage.py", "scenarios/studies/store_reading.py",
    "scenarios/core/typical.py", "scenarios/reading/dialects.py", "scenarios/reading/encodings.py",
    "scenarios/reading/framing.py", "scenarios/reading/heading_rows.py", "scenarios/reading/odd_rows.py",
    "scenarios/reading/stacking.py", "scenarios/reading/unpacking.py", "scenarios/usage/reading.py",
    "scenarios/usage/suggesting.py", "analysis/cli/one_screen.py", "analysis/cli/screen.py",
    "analysis/company/foretelling.py", "analysis/company/places.py", "analysis/company/privacy.py",
    "analysis/company/ways.py", "analysis/drawings/people.py",
    "analysis/telling/summary.py", "analysis/validation/check_words.py", "analysis/workshop/game.py",
}  # fmt: skip
"""Modules in which whole numbers are added up that the test cannot tell to be whole, or arrays, which NumPy adds."""


def whole(element: ast.expr) -> bool:
    """Return whether an expression is seen to be a whole number or a truth value."""
    if isinstance(element, ast.Compare):
        return True
    if isinstance(element, ast.UnaryOp):
        return isinstance(element.op, ast.Not)
    if isinstance(element, ast.BoolOp):
        return all(map(whole, element.values))
    if isinstance(element, ast.Constant):
        return isinstance(element.value, int)
    if isinstance(element, ast.Call):
        name = element.func
        known = {"len", "int", "isinstance", "holds", "startswith", "least", "exists"}
        return (name.id if isinstance(name, ast.Name) else getattr(name, "attr", "")) in known
    return isinstance(element, ast.Attribute) and element.attr in WHOLE


def doubtful(path: Path) -> list[str]:
    """Return the calls of the built-in sum that may add up fractions."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum":
            over = node.args[0]
            if not (isinstance(over, (ast.GeneratorExp, ast.ListComp)) and whole(over.elt)):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}")
    return found


def test_fractions_are_added_one_after_the_other() -> None:
    """Use `scenarios.ground.adding.added` for fractions; a module that only counts belongs into `COUNTS`."""
    sources = [path for floor in ("model", "scenarios", "analysis") for path in (ROOT / floor).rglob("*.py")]
    found = [place for path in sources for place in doubtful(path)]
    assert [place for place in found if place.split(":")[0] not in COUNTS] == []
    assert {place.split(":")[0] for place in found} == COUNTS, "a module is named that does not need it"


@pytest.mark.parametrize(
    ("amounts", "bits"),
    [
        ([0.1] * 10, "0x1.fffffffffffffp-1"),  # carrying the errors along gives 1.0
        ([1e16, 1.0, -1e16], "0x0.0p+0"),
        ([], "0x0.0p+0"),
        ([3], "0x1.8000000000000p+1"),
    ],
)
def test_sums_are_the_same_bits_on_every_python(amounts: list[float], bits: str) -> None:
    assert added(amounts).hex() == bits
