"""All that readers see stands in the catalogue: complete in every language, said with its blanks, and nowhere else."""

from __future__ import annotations

import ast
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from catalogue_use import CATALOGUE, entries, modules, said, speakers
from crm_adoption.analysis.laboratory.choices import LEVERS
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.levers import Levers
from crm_adoption.model.market import Market
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.outcomes import OUTCOMES
from crm_adoption.model.systems import OwnSystem
from crm_adoption.scenarios.programmes.prices import Prices
from crm_adoption.scenarios.words.declared import ROOM
from crm_adoption.scenarios.words.files import languages, room

ROOT = Path(__file__).parent.parent
COMPLETE = ("en", "de")
"""Languages that have every room."""
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
OWN = ("language", "company.problem.one", "company.problem.back")
"""Sections in which each language has words of its own: how it counts."""
DYNAMIC = {
    r"benchmarking\.(designs|topics|seen|units|errors|sets|directions) .+": "codes of the file of experiments",
    r"benchmarking\.page (used in the fit|left out)": "kinds of studies that are not counted",
    r"claims\.(ledger\.\w+|readings|ablation_page\.use) \w+": "claims, their readings, kinds of bands",
    r"claims\.page (in|but|not|box|with) \w+": "places, what a claim rests on, widths",
    r"claims\.page (held out|assumed|throughout|mostly|open|rarely|not|nowhere|none fails|all fail)": "states",
    r"claims\.page (too few|people)": "states, widths",
    r"cli\.evidence\.fields \w+": "fields of a fact",
    r"cli\.new \w+": "all are said, one after the other",
    r"learning\.told_sensitivity\.columns \w+": "kinds of designs",
    r"cli\.study_verify \w+": "kinds of problems",
    r"company\.(fit\.(labels|forecasts)|problem) .+": "unknowns, forecasts, kinds of problems",
    r"company\.tables\.layouts .+": "layouts of exports",
    r"company\.content\.kinds \w+": "what shows content",
    r"company\.vendors(\.\w+)? .+": "what is known of a vendor's layout",
    r"files\.starter\.answers\.\w+ \w+": "answers",
    r"company\.fit_charts (low|high|past)": "ends of a range",
    r"deciding\.deciding (best|second)": "names of mixes",
    r"deciding\.words (\w+ step|random|ties|list|worst)": "steps, ways of searching, attitudes to risk",
    r"deciding\.unknown\.\w+ \w+": "prices, parameters, levers",
    r"(deciding|telling)\.report\.units .+": "units of prices",
    r"evidence\.facts\.\w+ \w+": "codes of the table of facts",
    r"figures\.script\.scripts .+": "scripts as Unicode names them",
    r"laboratory\.words (way|band) \w+": "ways of working, kinds of bands",
    r"learning\.discovery (<=|>|>=|nowhere|none fails|all fail|too few)": "signs, states",
    r"learning\.phase start \w+": "states",
    r"learning\.(sensitivity\.groups|uncertainty\.labels|uncertainty\.units) .+": "groups, parameters, units",
    r"pages\.assumptions\.documents \w+": "documents",
    r"questions\.walls\.names \w+": "the three walls",
    r"surveys\.(page|noted|languages) .+": "all go to the template; kinds of what is noted",
    r"telling\.(words|workbook\.verdicts) .*(ahead|behind|same)": "break-even at all prices",
    r"validation\.(chart|check)\.\w+ .+": "checks, their readings, firms and targets",
}
"""Words whose keys only the run knows, and what the keys are the names of."""
OF_PAGES, IN_TEMPLATES = ("laboratory.page", "workshop.page"), ('words["{}"]', "words['{}']", "words.{}")
"""Sections that the page gets as a whole, and how its templates say a word of them."""
MARKUP = re.compile(r"<[^>]*>?")
OWN_NAMES = {"English", "Deutsch"}
"""Languages are called by their own names whatever the page's language is."""


def shown() -> list[Path]:
    found = [path for folder in SHOWN for path in sorted((ROOT / "analysis" / folder).glob("*.py"))]
    return [*found, *(ROOT / "analysis" / name for name in ALSO)]


# The catalogue


def blanks(text: object) -> set[str]:
    texts = text if isinstance(text, list) else [text]
    return {blank for each in texts for _, blank, _, _ in Formatter().parse(str(each)) if blank}


def own(section: str) -> bool:
    return any(section == each or section.startswith(f"{each}.") for each in OWN)


def rooms(lang: str) -> set[str]:
    return {path.stem for path in (CATALOGUE / lang).glob("*.toml")}


def words_of(lang: str, only: set[str]) -> dict[tuple[str, str], Any]:
    return {at: text for at, text in entries(lang).items() if at[0].split(".")[0] in only and not own(at[0])}


def test_english_and_german_have_all_rooms() -> None:
    assert set(languages()) >= set(COMPLETE)
    assert len({frozenset(rooms(lang) - {ROOM}) for lang in COMPLETE}) == 1
    assert len(entries("en")) > 1500


@pytest.mark.parametrize("lang", languages())
def test_a_language_has_every_word_of_its_rooms_with_the_same_blanks(lang: str) -> None:
    """A room is there whole or not at all, whatever the language."""
    assert rooms(lang) - {ROOM} <= rooms("en")
    english, theirs = words_of("en", rooms(lang)), words_of(lang, rooms(lang) - {ROOM})
    assert set(english) - set(theirs) == set()
    assert set(theirs) - set(english) == set()
    for at, text in english.items():
        assert type(theirs[at]) is type(text), at
        assert blanks(theirs[at]) == blanks(text), at
        if isinstance(text, list):
            assert len(theirs[at]) == len(text), at
        assert str(theirs[at]).strip() or not str(text).strip(), at  # English may say nothing, as of what is in English


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != "en"])
def test_what_is_declared_in_english_is_explained_in_every_other_language(lang: str) -> None:
    found = room(ROOM, lang) or {}
    assert set(found["outcomes"]) == {each.name for each in OUTCOMES}
    assert set(found["levers"]) == set(LEVERS)


def test_every_word_said_is_there_and_gets_its_blanks() -> None:
    english, found = entries("en"), list(said())
    assert len(found) > 800
    for each in found:
        for key in each.keys:
            at = (each.section, key)
            assert at in english, (each.path.name, at)
            assert isinstance(english[at], list) == (each.how in ("several", "one_or_many")), (each.path.name, at)
            if each.how == "" and each.blanks is not None:
                assert blanks(english[at]) <= each.blanks, (each.path.name, at)


def test_every_word_is_said_somewhere() -> None:
    """A key stands in a module that holds its section, or imports from it, or in a template of the page."""
    templates = "".join(path.read_text("utf-8") for path in (ROOT / "analysis" / "pages").glob("*.vue"))
    found = speakers()
    unused = [
        f"{section} {key}"
        for section, key in entries("en")
        if not own(section) and key not in found.get(section, ())
        and not (section in OF_PAGES and any(said.format(key) in templates for said in IN_TEMPLATES))
    ]  # fmt: skip
    assert [each for each in unused if not any(re.fullmatch(known, each) for known in DYNAMIC)] == []
    assert [known for known in DYNAMIC if not any(re.fullmatch(known, each) for each in unused)] == []


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


def is_technical(node: ast.stmt) -> bool:
    """Return whether a statement holds what no reader sees."""
    return any(name in TECHNICAL for name in assigned(node))


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
    """Return the names of all words: they look like words, and stand wherever these are said."""
    return frozenset(key for _, key in entries("en"))


def literals(text: str) -> list[str]:
    """Return what is written for people in a module outside its tables."""
    tree = ast.parse(text)
    apart = docstrings(tree) | raised(tree)
    apart |= {id(each) for node in tree.body if is_technical(node) for each in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart
        and SENTENCE.search(MARKUP.sub("", node.value)) and node.value not in keys() | ERRORS_RETURNED
    ]  # fmt: skip


@pytest.mark.parametrize("path", shown(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_stands_outside_the_tables(path: Path) -> None:
    assert literals(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'title = "Months since go-live"',
        'def f(lang):\n    return f"{lang}: most of it"',
        'words(0, 0, "Real use")',
        'OTHER = ("What it is", 1)',
        'WORDS = {"en": "Real use"}',
        '_SAID = {"en": ("real use", "x"), "de": ("echte Nutzung", "y")}',
        'WORDS: dict[str, tuple[str, str]] = {"use": ("Real use", "Echte Nutzung")}',
    ],
)
def test_a_sentence_outside_the_tables_would_be_found(source: str) -> None:
    assert literals(source) != []


@pytest.mark.parametrize(
    "source",
    [
        '"""What this module is for."""',
        'def f():\n    """Say so."""\n    raise InputError("this is wrong", field="x")',
        'def f():\n    problem = "this is wrong"\n    raise InputError(problem)',
        'tag("path", stroke_linejoin="round")',
    ],
)
def test_errors_and_docstrings_are_no_such_sentences(source: str) -> None:
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


# One language is no case in the code


CODES = {"en", "de", "fr"}
SPELT_OUT = {
    "model/features.py", "model/organisation.py", "model/outcomes.py",  # part of the engine's fingerprint
}  # fmt: skip
"""Modules that ask which language it is, and why they may."""
READ = {"NAMES", "COLUMNS", "FEATURES", "_LIKE", "LABELS"}
"""Tables of words that are read in files, in whatever language; and names of the usual departments, declared once."""


def cases(tree: ast.AST) -> list[str]:
    """Return where code asks which language it is, or holds the words of several."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(
            isinstance(each, ast.Constant) and each.value in CODES for each in (node.left, *node.comparators)
        ):
            found.append(ast.unparse(node))
        if isinstance(node, ast.Dict) and {key.value for key in node.keys if isinstance(key, ast.Constant)} & CODES:
            found.append(ast.unparse(node))
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and any(
            re.search(r"_(DE|EN|FR)$", name) or (name not in READ and _pairs(node.value)) for name in assigned(node)
        ):
            found.append(ast.unparse(node))
    return found


def _pairs(node: ast.expr | None) -> bool:
    """Return whether a table holds pairs of sentences or of words of which one is German."""
    tuples = [each for each in node.values if isinstance(each, ast.Tuple)] if isinstance(node, ast.Dict) else []
    texts = [[str(c.value) for c in each.elts if isinstance(c, ast.Constant)] for each in tuples]
    return any(len(each) == 2 and re.search("[äöüÄÖÜß]", "".join(each)) for each in texts)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_code_asks_which_language_it_is(path: Path) -> None:
    if path.relative_to(ROOT).as_posix() not in SPELT_OUT:
        assert cases(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        'x = "Monat" if lang == "de" else "month"',
        'x = pair[lang == "de"]',
        'x = {"en": "month", "de": "Monat"}[lang]',
        'MEANINGS_DE = {"use": "Nutzung"}',
        'WORDS = {"a": ("feature", "Größe")}',
    ],
)
def test_a_case_would_be_found(source: str) -> None:
    assert cases(ast.parse(source)) != []


@pytest.mark.parametrize("lang", ["en", "de"])
def test_every_number_declared_has_a_name_where_tables_name_what_is_uncertain(lang: str) -> None:
    """A parameter without one would stand as its machine name in the middle of a sentence."""
    deciding, learning = room("deciding", lang) or {}, room("learning", lang) or {}
    assert set(Behaviour.declarations()) <= set(deciding["unknown"]["behaviour"])
    assert set(Prices.declarations()) <= set(deciding["unknown"]["prices"])
    for group in (Behaviour, Department, Levers, Market, Organisation, OwnSystem, Prices):
        assert set(group.declarations()) - set(learning["uncertainty"]["labels"]) == set(), group.__name__
