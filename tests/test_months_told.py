"""A month is told in one place: whoever names one says the calendar month too, where go-live is known."""

from __future__ import annotations

import pickle
import re
from string import Formatter

import pytest
from catalogue_use import entries
from crm_adoption.scenarios.words.files import languages
from crm_adoption.scenarios.words.manner import Manner
from crm_adoption.scenarios.words.months import dated, month, month_read, month_written, short_month, start, told
from crm_adoption.scenarios.words.numbers import money

FIRST = month_read("2027-04")
MONTHS = ("month", "payback", "passing")
"""Blanks of the catalogue that a month's number fills."""
BESIDE = {
    ("company.fit", "month"): "a month of an export, which has its date",
    ("company.weekly", "quiet month"): "a month of an export, which has its date",
    ("telling.advice", "none"): "a span of months",
    ("telling.advice", "unclear"): "a span of months",
    ("telling.advice", "ahead"): "a span of months",
    ("deciding.words", "sure"): "a phrase",
    ("deciding.words", "sure open"): "a phrase",
    ("deciding.words", "sure without prices"): "a phrase",
}
"""Texts with such a blank that need no calendar month, and why."""


def manner(lang: str, currency: str = "CHF") -> Manner:
    return Manner(lang, currency, FIRST)


def filled(text: str) -> str:
    """Return a text whose months are 7, and all else what cannot be a month."""
    blanks = {blank for _, blank, _, _ in Formatter().parse(text) if blank}
    return re.sub(r":[^{}]*(?=})", "", text).format(**{each: "7" if each in MONTHS else "x" for each in blanks})


def with_months(lang: str) -> list[tuple[tuple[str, str], str]]:
    found = []
    for at, text in entries(lang).items():
        texts = text if isinstance(text, list) else [text]
        found += [(at, str(each)) for each in texts if any(f"{{{name}}}" in str(each) for name in MONTHS)]
    return found


@pytest.mark.parametrize("lang", languages())
def test_every_text_that_names_a_month_names_its_calendar_month(lang: str) -> None:
    found = with_months(lang)
    assert len(found) > 20
    named = {"en": "october 2027", "de": "oktober 2027", "fr": "octobre 2027"}[lang]
    untold = [at for at, text in found if named not in dated(filled(text), manner(lang)).lower()]
    assert {at for at in untold if at not in BESIDE} == set()


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "best in month 12, after Month 1", "best in March 2028 (month 12), after April 2027 (month 1)"),
        ("en", "months 3 to 8", "June 2027 to November 2027 (months 3 to 8)"),
        ("en", "Month 1 of 36", "April 2027 (month 1 of 36)"),
        ("en", "2027-04 (month 1)", "2027-04 (month 1)"),
        ("de", "In Monat 12 am besten, bis Monat 3", "Im März 2028 (Monat 12) am besten, bis Juni 2027 (Monat 3)"),
        ("fr", "au mois 12, jusqu’au mois 3", "en mars 2028 (mois 12), jusqu’en juin 2027 (mois 3)"),
        ("fr", "Mois 12", "Mars 2028 (mois 12)"),
    ],
)  # fmt: skip
def test_months_in_running_text(lang: str, text: str, expected: str) -> None:
    assert dated(text, manner(lang)) == expected
    assert dated(expected, manner(lang)) == expected  # what is told already is not told again
    assert dated(text, lang) == text


def test_a_month_alone_at_an_axis_and_as_a_moment() -> None:
    assert [month(1, each) for each in ("en", manner("en"))] == ["month 1", "April 2027 (month 1)"]
    assert [short_month(12, each) for each in ("en", manner("en"))] == ["12", "Mar 2028"]
    assert [start(s, manner("en")) for s in (0, 1, 6)] == [
        "April 2027 (go-live)", "May 2027 (after 1 month)", "October 2027 (after 6 months)",
    ]  # fmt: skip
    assert start(6, "de") == "Monat 6"


def test_calendar_months_are_read_and_written() -> None:
    assert FIRST is not None
    assert month_written(FIRST) == "2027-04"
    assert [month_read(each) for each in ("2027-00", "1989-12", "April 2027", 2027, None)] == [None] * 5


def test_a_command_keeps_its_options() -> None:
    said = dated("In month 48; next: crm-adoption compare --months 48 --month 48 --seed 2", manner("en"))
    assert said == "In March 2031 (month 48); next: crm-adoption compare --months 48 --month 48 --seed 2"


def test_amounts_have_the_currency_of_what_is_told() -> None:
    assert [money(1234.0, each) for each in ("en", manner("en"), manner("de"))] == [
        "EUR 1,234", "CHF 1,234", "1.234 CHF",
    ]  # fmt: skip
    assert told("EUR a head, EURO", manner("en")) == "CHF a head, EURO"


def test_a_manner_is_its_language_wherever_it_goes() -> None:
    there = pickle.loads(pickle.dumps(manner("de")))
    assert (there, there.currency, there.first) == ("de", "CHF", FIRST)
    assert {"de": 1}[manner("de")] == 1
