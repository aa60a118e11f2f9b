"""Errors speak the language: every template of an error has its German, and no English is left in what is told."""

from __future__ import annotations

import ast
import pickle
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from crm_adoption.analysis.base.least_sizes import LEAST
from crm_adoption.analysis.words.mistakes import in_words
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.errors import InputError, nearest, unknown
from crm_adoption.model.features import Feature
from crm_adoption.model.levers import Levers
from crm_adoption.model.market import Market
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.outcomes import OUTCOMES, SUMMARIES
from crm_adoption.model.phrase import Phrase, Worded, is_worded, joined
from crm_adoption.model.systems import OwnSystem
from crm_adoption.scenarios.programmes.prices import Prices
from crm_adoption.scenarios.usage.problems import KINDS
from crm_adoption.scenarios.words.files import FOLDER, MISTAKES, mistakes

ROOT = Path(__file__).parent.parent
LANGUAGES = sorted(folder.parent.name for folder in FOLDER.glob(f"*/{MISTAKES}"))
ROOMLESS = "declared"
"""The file of words that are declared in tables, and told in errors of several rooms."""
TELL = {"InputError", "OutsideError", "Phrase", "Template", "unknown", "BadParameter"}
"""Calls whose first argument is a template, or a phrase that is made already."""
ITSELF = {"model/errors.py", "model/phrase.py", "analysis/cli/usage.py"}
"""Modules that hand on what they are given."""
DECLARED = (Behaviour, Levers, Organisation, Department, OwnSystem, Feature, Market, Prices)
OTHERS = {
    "self.unit",
    "self.declaration.unit",
    "declared[name].unit",
    "OUTCOME[outcome].unit",
    "worst.kind",
    "least.of",
}
"""Words that are declared elsewhere and told in an error (`declared_words`)."""
QUOTED = "{said}"
"""A template without words that German fills otherwise: what other programs say is quoted."""


# Templates


@cache
def trees() -> dict[str, ast.Module]:
    paths = [path for floor in ("model", "scenarios", "analysis") for path in sorted((ROOT / floor).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


@cache
def phrasing() -> frozenset[str]:
    """Return the functions that return phrases, by the types that mypy holds."""
    return frozenset(
        each.name for tree in trees().values() for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef) and each.returns is not None and "Phrase" in ast.unparse(each.returns)
    )  # fmt: skip


def first_arguments() -> Iterator[tuple[str, ast.Call, list[ast.expr]]]:
    """Yield module, call and what its first argument is: names are followed to where they are given a value."""
    for module, tree in trees().items():
        functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in TELL and node.args:
                inside = [each for each in functions if each.lineno <= node.lineno <= (each.end_lineno or 0)]
                scope: ast.AST = max(inside, key=lambda each: each.lineno) if inside else tree
                yield module, node, list(values(node.args[0], scope, tree))


def values(given: ast.expr, scope: ast.AST, tree: ast.Module) -> Iterator[ast.expr]:
    if isinstance(given, ast.IfExp):
        yield from (*values(given.body, scope, tree), *values(given.orelse, scope, tree))
    elif isinstance(given, ast.BoolOp):
        yield from (each for part in given.values for each in values(part, scope, tree))
    elif isinstance(given, ast.Name):
        constants = (each for module in (trees().values() if given.id.isupper() else [tree]) for each in module.body)
        named = [each.value for each in (*ast.walk(scope), *constants)
                 if isinstance(each, (ast.Assign, ast.NamedExpr)) and given.id in targets(each)]  # fmt: skip
        yield from (each for value in named for each in values(value, scope, tree)) if named else [given]
    else:
        yield given


def targets(node: ast.Assign | ast.NamedExpr) -> list[str]:
    found = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [each.id for each in found if isinstance(each, ast.Name)]


def is_template(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def is_phrase(value: ast.expr) -> bool:
    """Return whether a value is a phrase already, or words that are declared elsewhere."""
    if isinstance(value, ast.Call):
        return called(value) in {*TELL, *phrasing(), "mapped"}
    return ast.unparse(value).endswith((".phrase", ".said")) or ast.unparse(value) in {*OTHERS, "MEANING[problem.kind]"}


def rooms_of() -> dict[str, set[str]]:
    """Return by template the rooms whose code hands it to an error."""
    found: dict[str, set[str]] = {}
    for module, _, given in first_arguments():
        for value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found.setdefault(value.value, set()).add(Path(module).parent.name)
    return found


def in_the_code() -> set[str]:
    return set(rooms_of())


def declared_words() -> set[str]:
    units = {each.unit for group in DECLARED for each in group.declarations().values()}
    return {*units, *(each.unit for each in (*OUTCOMES, *SUMMARIES)), *KINDS, LEAST["sobol"].of, LEAST["morris"].of}


def blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_templates_are_found() -> None:
    assert len(in_the_code()) > 600
    assert "{value!r} is not a list." in in_the_code()
    assert "unknown {kind} {name!r}.{near}" in in_the_code()


def test_errors_are_handed_templates_never_texts_that_are_filled_already() -> None:
    """A text that is filled already could not be looked up: an f-string, a sum of texts, what some function returns."""
    wrong = [
        f"{module}:{node.lineno}: {ast.unparse(node)[:80]}"
        for module, node, found in first_arguments()
        if module not in ITSELF and not (found and all(is_template(each) or is_phrase(each) for each in found))
    ]
    handed_on = ("unknown(kind, ", "Phrase(_WANTED.get(")
    assert [each for each in wrong if not any(text in each for text in handed_on)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_template_has_its_words_in_every_language(lang: str) -> None:
    words = mistakes(lang)
    assert {each for each in in_the_code() | declared_words() if is_worded(each)} - set(words) == set()
    assert {each for each in words if is_worded(each)} - in_the_code() - declared_words() == set()
    assert {template for template, text in words.items() if blanks(template) != blanks(text)} == set()
    assert {template for template, text in words.items() if not text.strip() and template.strip()} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_template_stands_once_in_the_file_of_a_room_that_says_it(lang: str) -> None:
    said = rooms_of()
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (FOLDER / lang / MISTAKES).glob("*.toml")}
    assert [each for each, times in Counter(each for words in files.values() for each in words).items()
            if times > 1] == []  # fmt: skip
    assert {each: (room, said.get(each)) for room, words in files.items() for each in words
            if is_worded(each) and room not in said.get(each, {ROOMLESS})} == {}  # fmt: skip


def test_blanks_do_not_take_the_names_of_an_errors_place() -> None:
    for template in in_the_code():
        assert not blanks(template) & {"file", "field"} or template.startswith(("{field} (", "{file} ", "{file}:"))


# Phrases


def test_english_is_what_the_template_says() -> None:
    error = InputError("{value!r} is not a list; {count:,} are {kind}.", value="a", count=1200, kind=Phrase("feature"))
    assert str(error) == "'a' is not a list; 1,200 are feature."


def test_pieces_are_told_too_and_names_are_left_alone() -> None:
    error = unknown("feature", "the list", ["the lists"]).within(field="features", file="must.toml")
    assert str(error) == (
        "must.toml: features: unknown feature 'the list'. Did you mean 'the lists'? Allowed: the lists."
    )
    assert in_words(error, "de") == (
        "must.toml: features: Funktion 'the list' gibt es nicht. Meinten Sie 'the lists'? Erlaubt: the lists."
    )


def test_numbers_are_parted_as_in_the_language_but_those_for_files_stay() -> None:
    many = InputError("{headcount:,} people; at most {most:,} are allowed.", headcount=20000, most=1000)
    assert in_words(many, "de") == "20.000 Personen; erlaubt sind höchstens 1.000."
    low = InputError("{value:g} is outside the range from {low:g} to {high:g}.", value=2.5, low=0, high=0.5)
    assert "von 0 bis 0.5" in in_words(low, "de")


def test_one_of_a_thing_is_said_in_the_singular_in_german() -> None:
    error = InputError("the export covers {months} months; a fit needs {least} or more.", months=1, least=2)
    assert in_words(error, "de").startswith("der Export umfasst 1 Monat;")


def test_french_parts_thousands_with_a_space_and_says_one_of_a_thing_in_the_singular() -> None:
    many = InputError("{headcount:,} people; at most {most:,} are allowed.", headcount=1, most=1000)
    assert in_words(many, "fr") == "1 personne\u202f; le maximum est de 1\u202f000."


def test_french_has_no_plain_space_before_its_signs_and_every_german_template() -> None:
    assert set(mistakes("fr")) == set(mistakes("de"))
    said = {text: re.sub(r'"[^"\s][^"]*"|\{[^{}]*\}', "x", text) for text in mistakes("fr").values()}
    assert [text for text, own in said.items() if re.search(r" [:;?!%»]|« |\w[;?!%»]|\w'\w", own)] == []


def test_a_language_without_a_catalogue_is_told_in_english() -> None:
    assert mistakes("it") == {}
    assert in_words(InputError("{value!r} is not a list.", value=3), "it") == "3 is not a list."


def test_errors_and_phrases_come_whole_from_another_process() -> None:
    error = unknown("feature", "a{b", ["ab"]).within(field="features")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), in_words(again, "de")) == (str(error), in_words(error, "de"))
    given = InputError("{value!r} is not a list.", value=lambda: 0)
    assert str(pickle.loads(pickle.dumps(given))) == str(given)


def test_what_depends_on_the_language_is_asked_for_it() -> None:
    def amount(value: float, lang: str) -> str:
        return f"{value} {lang}"

    assert str(Phrase("{a}", a=Worded(amount, 2.0))) == "2.0 en"
    assert in_words(Phrase("{a}", a=Worded(amount, 2.0)), "de") == "2.0 de"


def test_sentences_inside_sentences_lose_their_stop_and_texts_can_be_changed_inside() -> None:
    inner = Phrase("there is no such {kind}.", kind="x/y")
    outer = Phrase("the fit cannot be read ({problem:bare}).", problem=inner)
    assert outer == "the fit cannot be read (there is no such x/y)."
    assert outer.mapped(lambda text: text.replace("x/", "")) == "the fit cannot be read (there is no such y)."
    assert joined("; ", ["a{", "b"]) == "a{; b"
    assert nearest("x", []) == " Allowed: ."
