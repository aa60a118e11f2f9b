"""One of a thing stands in the singular, in every sentence of the catalogue and of every error."""

from __future__ import annotations

import collections
import re
import string
from typing import Any

import pytest
from catalogue_use import entries, said
from crm_adoption.analysis.deciding.answer import threshold_text
from crm_adoption.analysis.words.phrases import LANGUAGES, level, visible
from crm_adoption.model.errors import InputError
from crm_adoption.model.plural import counted as of_errors
from crm_adoption.scenarios.words.catalogue import Name
from crm_adoption.scenarios.words.counting import counted, rules
from crm_adoption.scenarios.words.files import languages
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(("text", "right"), [
    ("covers 1 months", "covers 1 month"), ("in 1 Monaten", "in 1 Monat"), ("1 Paare", "1 Paar"),
    ("n = 1 pairs of companies", "n = 1 pair of companies"), ("1 percentage points", "1 percentage point"),
    ("1 people are too few", "1 person is too few"), ("1 Personen sind", "1 Person ist"),
    ("these 1 months", "this 1 month"), ("1 simulated companies", "1 simulated company"),
    ("1 simulierte Unternehmen", "1 simuliertes Unternehmen"), ("1\u00a0Monaten", "1\u00a0Monat"),
    ("21 months", "21 months"), ("1.1 points", "1.1 points"), ("0.1 points", "0.1 points"), ("−1 to 1 points",) * 2,
    ("1,100 people", "1,100 people"), ("+1 points", "+1 points"), ("month 1 pairs", "month 1 pair"),
    ("1 month", "1 month"), ("1 pair of companies", "1 pair of companies"), ("", ""), ("10,1 Punkte", "10,1 Punkte"),
])  # fmt: skip
def test_the_singular(text: str, right: str) -> None:
    assert right in {counted(text, lang) for lang in ("en", "de")}
    assert of_errors(text) == right


@given(st.text(alphabet="1 23months pairMonteKu.,", max_size=40))
def test_it_can_be_applied_again_and_leaves_texts_without_one_alone(text: str) -> None:
    assert counted(counted(text, "en"), "en") == counted(text, "en")
    if "1" not in text:
        assert counted(text, "en") == text


def test_what_is_wrong_with_a_file_is_counted_too() -> None:
    assert str(InputError("the export covers 1 months; a fit needs 2 or more.")).startswith(
        "the export covers 1 month;"
    )


def filled(lang: str) -> list[str]:
    """Return all sentences of a language with every blank filled with one."""
    ones: dict[str, Any] = collections.defaultdict(lambda: Name("1"))
    texts = [
        each
        for (section, _), text in entries(lang).items()
        if not section.startswith("language")
        for each in (text if isinstance(text, list) else [text])
    ]
    return [counted(string.Formatter().vformat(str(each), (), ones), lang) for each in texts]


@pytest.mark.parametrize("lang", languages())
def test_no_sentence_says_one_months(lang: str) -> None:
    nouns = "|".join(sorted(map(re.escape, set(rules(lang).singular) - set(rules(lang).singular.values())), key=len))
    wrong = re.compile(rf"(?<![\w.,−+…/'’-])(?<!to )(?<!bis )(?<!à )(?<!… )1 ({nouns})(?![\w-])")
    assert [text for text in filled(lang) if wrong.search(text)] == []


def test_every_template_of_the_catalogue_is_filled_by_the_one_mechanism() -> None:
    """What is taken with its blanks open counts nothing, or goes through `counted` where it is filled."""
    english = entries("en")
    nouns = "|".join(map(re.escape, rules("en").singular))
    counts = re.compile(rf"\{{[a-z_]+\}} (?:[a-z]+ ){{0,2}}(?:{nouns})(?![\w-])")
    wrong = [
        (each.path.name, key)
        for each in said()
        if each.how == "raw" and "counted(" not in each.path.read_text("utf-8")
        for key in each.keys
        if counts.search(str(english[each.section, key]))
    ]
    assert wrong == []


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
