"""English and German throughout: tables of words are complete, and nothing a reader sees stands outside them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
LANGUAGES = {"en", "de"}
SHOWN = ("pages", "report", "story", "drawings", "laboratory")
"""Folders of analysis/ whose modules make what readers see."""
ALSO = tuple(f"telling/{name}.py" for name in ("exports", "report", "tables", "assumption_tables"))
SENTENCE = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}[,;:]? [A-Za-zÄÖÜäöüß]{2,}")
"""Two words in a row: what is written for people, and hardly ever for programs."""
TECHNICAL = {"FONTS", "NOTHING_ELSE", "METAS", "DARK_SCREEN", "CHANGED"}
"""Constants with words in a row that no reader sees: fonts, what browsers are told, what programs write."""
ERRORS = {"InputError", "OutsideError", "Phrase", "ValueError", "unknown", "filterwarnings", "exception"}
"""Calls that raise, log or silence: what errors say stands in English where it is found, see `test_errors_speak`."""
ERRORS_RETURNED = {"the link is too long (", " are read at most.", "the link cannot be read."}
"""Messages of errors that are handed on instead of raised."""
ONLY_GERMAN = {"in english"}
"""What only a German page has to say: that a document is in English."""
MARKUP = re.compile(r"<[^>]*>?")
OWN_NAMES = {"English", "Deutsch"}
"""Languages are called by their own names whatever the page's language is."""


def modules() -> list[Path]:
    found = [path for folder in SHOWN for path in sorted((ROOT / "analysis" / folder).glob("*.py"))]
    return [*found, *(ROOT / "analysis" / name for name in ALSO)]


# Tables


def tables(module: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the tables of words of a module: by language, or pairs of English and German."""
    for name, value in vars(module).items():
        if not isinstance(value, Mapping) or not value or not name.isupper():
            continue
        pairs = all(isinstance(each, tuple) and len(each) == 2 and all(isinstance(w, str) for w in each)
                    for each in value.values())  # fmt: skip
        if set(value) == LANGUAGES or (pairs and all(isinstance(key, str) for key in value)):
            yield name, value


def entries(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield name, English and German of all entries of a table."""
    if set(table) != LANGUAGES:
        yield from ((key, *pair) for key, pair in table.items())
        return
    english, german = table["en"], table["de"]
    assert type(english) is type(german)
    if isinstance(english, Mapping):
        assert set(english) == set(german)
        yield from ((key, english[key], german[key]) for key in english)
    elif isinstance(english, (tuple, list)):
        assert len(english) == len(german)
        yield from ((str(n), *pair) for n, pair in enumerate(zip(english, german, strict=True)))
    else:
        yield "", english, german


def named(path: Path) -> str:
    return ".".join(["crm_adoption", *path.relative_to(ROOT).with_suffix("").parts])


OF_THEIR_OWN = {"claims/words.py", "company/problem_words.py", "learning/uncertainty_words.py"}
"""Tables of another form: with entries that are empty where nothing is said, or keyed by what stands in the text."""
WORDY = sorted({
    *modules(), *(path for path in (ROOT / "analysis").rglob("*words.py")
                  if path.relative_to(ROOT / "analysis").as_posix() not in OF_THEIR_OWN),
})  # fmt: skip


@pytest.mark.parametrize("path", WORDY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_entry_is_there_in_both_languages_with_the_same_blanks(path: Path) -> None:
    if path.parent.name == "pages":
        pytest.importorskip("solara", reason="pages need the extra 'viz'")
    if path.name == "__init__.py":
        return
    for name, table in tables(import_module(named(path))):
        for key, english, german in entries(table):
            if not (isinstance(english, str) and isinstance(german, str)):
                continue
            assert english.strip() or key in ONLY_GERMAN, (name, key)
            assert german.strip(), (name, key)
            blanks = [{blank for _, blank, _, _ in Formatter().parse(text) if blank} for text in (english, german)]
            assert blanks[0] == blanks[1], (name, key)


def test_the_tables_are_found() -> None:
    from crm_adoption.analysis.report import words
    from crm_adoption.analysis.story import words as story

    assert [name for name, _ in tables(words)] == ["WORDS"]
    assert len(list(entries(story.WORDS))) > 50


# Nothing beside the tables


def docstrings(tree: ast.AST) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for each in body if isinstance(body, list) else []:
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                found.add(id(each.value))
    return found


def assigned(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [each.id for each in targets if isinstance(each, ast.Name)]


def is_table(node: ast.stmt) -> bool:
    """Return whether a statement fills a table with words in both languages, or what no reader sees."""
    names = assigned(node)
    if any(name in TECHNICAL for name in names):
        return True
    value = getattr(node, "value", None)
    if not names or not all(name.strip("_").isupper() for name in names) or not isinstance(value, ast.Dict):
        return False
    if all(name.endswith("_DE") for name in names):
        return True  # the English words are those of the declarations
    keys = {key.value for key in value.keys if isinstance(key, ast.Constant)}
    pairs = all(isinstance(each, ast.Tuple) and len(each.elts) == 2 for each in value.values)
    return keys == LANGUAGES or pairs


def raised(tree: ast.AST) -> set[int]:
    """Return the constants inside calls that make errors, and those of names that are only handed to these."""
    found: set[int] = set()
    for function in ast.walk(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ERRORS:
                found |= {id(each) for each in ast.walk(node)}
                for name in (each.id for each in node.args if isinstance(each, ast.Name)):
                    if isinstance(function, ast.FunctionDef):
                        found |= {id(c) for each in ast.walk(function)
                                  if isinstance(each, ast.Assign) and name in assigned(each)
                                  for c in ast.walk(each)}  # fmt: skip
    return found


@cache
def keys() -> frozenset[str]:
    """Return the names of the entries of all tables: they look like words, and stand wherever these are said."""
    found: set[str] = set()
    for path in WORDY:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                found |= {
                    key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
    return frozenset(found)


def literals(text: str) -> list[str]:
    """Return what is written for people in a module outside its tables."""
    tree = ast.parse(text)
    apart = docstrings(tree) | raised(tree)
    apart |= {id(each) for node in tree.body if is_table(node) for each in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart
        and SENTENCE.search(MARKUP.sub("", node.value)) and node.value not in keys() | ERRORS_RETURNED
    ]  # fmt: skip


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_stands_outside_the_tables(path: Path) -> None:
    assert literals(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'title = "Months since go-live"',
        'def f(lang):\n    return f"{lang}: most of it"',
        'words(0, 0, "Real use")',
        '_SAID = {"en": "a b"}\nOTHER = ("What it is", 1)',
        'WORDS = {"en": "Real use"}',
    ],
)
def test_a_sentence_outside_the_tables_would_be_found(source: str) -> None:
    assert literals(source) != []


@pytest.mark.parametrize(
    "source",
    [
        '"""What this module is for."""',
        '_SAID = {"en": ("real use", "x"), "de": ("echte Nutzung", "y")}',
        'WORDS: dict[str, tuple[str, str]] = {"use": ("Real use", "Echte Nutzung")}',
        'def f():\n    """Say so."""\n    raise InputError("this is wrong", field="x")',
        'def f():\n    problem = "this is wrong"\n    raise InputError(problem)',
        'tag("path", stroke_linejoin="round")',
    ],
)
def test_tables_errors_and_docstrings_are_no_such_sentences(source: str) -> None:
    assert literals(source) == []


# Templates


class Template(HTMLParser):
    """The texts of a template that stand there as they are, instead of coming from the tables."""

    SAID = ("title", "alt", "placeholder", "aria-label", "label")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in self.SAID and value and re.search(r"[A-Za-z]", value)]

    def handle_data(self, data: str) -> None:
        left = re.sub(r"\{\{.*?\}\}", "", data, flags=re.DOTALL)
        if re.search(r"[A-Za-z]{2,}", left):
            self.found += [left.strip()] if left.strip() not in OWN_NAMES else []


def template(text: str) -> str:
    found = re.search(r"<template>(.*)</template>", text, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("path", sorted((ROOT / "analysis" / "pages").glob("*.vue")), ids=lambda path: path.name)
def test_templates_take_their_words_from_the_tables(path: Path) -> None:
    assert Template(template(path.read_text(encoding="utf-8"))).found == []


@pytest.mark.parametrize("text", ["<p>Real use</p>", '<button title="Next">→</button>', "<p>{{ a }} months</p>"])
def test_words_in_a_template_would_be_found(text: str) -> None:
    assert Template(text).found != []
