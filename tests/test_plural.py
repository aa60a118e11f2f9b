"""One of a thing stands in the singular, in every sentence of every table of words, English and German."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from crm_adoption.analysis.deciding.answer import threshold_text
from crm_adoption.analysis.words.phrases import LANGUAGES, level, visible
from crm_adoption.model.errors import InputError
from crm_adoption.model.plural import BETWEEN, SINGULAR, counted
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
MODULES = [path for path in (ROOT / "analysis").rglob("*.py") if ".format(" in path.read_text("utf-8")]
NOUN = "|".join(sorted(map(re.escape, SINGULAR), key=len, reverse=True))
WRONG = re.compile(rf"(?<![\w.,−+…/'’-])(?<!to )(?<!bis )(?<!… )1 (?:(?:{BETWEEN}) ){{0,2}}({NOUN})(?![\w-])")
COUNTS = re.compile(rf"\{{[a-z_]+\}} (?:[a-zäöüß]+ ){{0,2}}(?:{NOUN})(?![\w-])")
UNCOUNTED = {"exports.py", "bands.py", "curves.py", "differences.py"}
"""Modules whose templates count nothing: months are numbered in them."""


@pytest.mark.parametrize(("text", "said"), [
    ("covers 1 months", "covers 1 month"), ("in 1 Monaten", "in 1 Monat"), ("1 Paare", "1 Paar"),
    ("n = 1 pairs of companies", "n = 1 pair of companies"), ("1 percentage points", "1 percentage point"),
    ("1 people are too few", "1 person is too few"), ("1 Personen sind", "1 Person ist"),
    ("these 1 months", "this 1 month"), ("1 simulated companies", "1 simulated company"),
    ("1 simulierte Unternehmen", "1 simuliertes Unternehmen"), ("1\u00a0Monaten", "1\u00a0Monat"),
    ("21 months", "21 months"), ("1.1 points", "1.1 points"), ("0.1 points", "0.1 points"), ("−1 to 1 points",) * 2,
    ("1,100 people", "1,100 people"), ("+1 points", "+1 points"), ("month 1 pairs", "month 1 pair"),
    ("1 month", "1 month"), ("1 pair of companies", "1 pair of companies"), ("", ""), ("10,1 Punkte", "10,1 Punkte"),
])  # fmt: skip
def test_the_singular(text: str, said: str) -> None:
    assert counted(text) == said


@given(st.text(alphabet="1 23months pairMonteKu.,", max_size=40))
def test_it_can_be_applied_again_and_leaves_texts_without_one_alone(text: str) -> None:
    assert counted(counted(text)) == counted(text)
    if "1" not in text:
        assert counted(text) == text


def test_what_is_wrong_with_a_file_is_counted_too() -> None:
    assert str(InputError("the export covers 1 months; a fit needs 2 or more.")).startswith(
        "the export covers 1 month;"
    )


def templates(tree: ast.AST) -> list[str]:
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            and COUNTS.search(node.value)]  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_template_that_counts_is_filled_by_the_one_mechanism(path: Path) -> None:
    """A template that counts, or a table of them, is filled inside `counted(...)` in whatever module fills it."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    reads = re.search(r"^\s*from \.[\w.]*(words|texts)[\w.]* import .*\b[A-Z_]{4,}", text, re.M)
    if path.name in UNCOUNTED or not (templates(tree) or reads):
        return
    inside = {id(node.args[0]) for node in ast.walk(tree) if isinstance(node, ast.Call)
              and isinstance(node.func, ast.Name) and node.func.id == "counted"}  # fmt: skip
    bare = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute) and node.func.attr == "format" and id(node) not in inside
            and not ast.unparse(node).startswith("quotes.")]  # fmt: skip
    known = {"comparing.py", "compare.py", "report.py", "workbook.py", "workbook_words.py"}
    assert path.name in known or bare == []


WORDY = sorted(path for path in (ROOT / "analysis").rglob("*words.py") if "def say(" in path.read_text("utf-8"))


@pytest.mark.parametrize("path", WORDY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_says_one_months(path: Path) -> None:
    module = import_module(".".join(["crm_adoption", *path.relative_to(ROOT).with_suffix("").parts]))
    tables = [value for name, value in vars(module).items() if isinstance(value, dict) and name.strip("_").isupper()]
    for key in {key for table in tables for key, pair in table.items() if isinstance(pair, tuple) and len(pair) == 2}:
        for lang in LANGUAGES:
            pair = next(table[key] for table in tables if key in table)
            blanks = {name for _, name, _, _ in Formatter().parse(pair[0]) if name}
            try:
                said = module.say(key, lang, **dict.fromkeys(blanks, "1"))
            except KeyError:  # a table of names, not of sentences
                continue
            assert not WRONG.search(said), said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_tiny_is_not_said_to_be_nothing(lang: str) -> None:
    point = "," if lang == "de" else "."
    assert level(0.0001, "deep_use", lang) == f"0{point}01 %"
    assert level(0.0, "deep_use", lang) == f"0{point}0 %"
    assert level(1e-12, "deep_use", lang) == f"0{point}0 %"
    assert level(0.156, "deep_use", lang) == f"15{point}6 %"
    assert threshold_text(0.0001, "deep_use", lang) == f"0{point}01 %"


@given(st.floats(1e-6, 1e6), st.integers(0, 3))
def test_a_number_is_visible_in_the_places_given_for_it(value: float, digits: int) -> None:
    assert float(f"{value:.{visible(value, digits)}f}") > 0.0
