"""What people meant by what they wrote in a file: numbers, dates, nothing."""

from __future__ import annotations

import datetime

import pytest
from crm_adoption.model.written import hint, is_date, numbers_in, said


@pytest.mark.parametrize(("text", "meant"), [
    ("0,5", ("0.5",)), ("60 %", ("0.6",)), ("60", ("60",)), ("7 €", ("7",)), ("€ 7", ("7",)), ("-3", ("-3",)),
    ("+3", ("3",)), ("\u22123,5", ("-3.5",)), ("007", ("7",)), ("0", ("0",)), ("00", ("0",)),
    ("1.234,50 EUR", ("1234.50",)), ("1,234.5", ("1234.5",)), ("90.000", ("90000", "90.0")),
    ("90,000", ("90000", "90.0")), ("1.234.567", ("1234567",)), ("1,234,567", ("1234567",)),
    ("1.234,567", ("1234.567",)),
    ("1'234", ("1234",)), ("12 345", ("12345",)), (".5", ("0.5",)), (",5", ("0.5",)), ("5.", ("5.0",)), ("5,", ()),
    ("1.2.3", ()), ("12,34,5", ()), ("much", ()), ("", ()), ("2.50 %", ("0.025",)), ("0,900", ("0.900",)),
])  # fmt: skip
def test_numbers_as_people_write_them(text: str, meant: tuple[str, ...]) -> None:
    assert numbers_in(text) == meant


@pytest.mark.parametrize(("value", "told"), [
    ("0,6", " Write 0.6, without quotation marks."), ("Ja", " Write true, without quotation marks."),
    ("off", " Write false, without quotation marks."), ("n/a", " Leave the line out to keep the usual value."),
    ("-", " Leave the line out to keep the usual value."), (5, ""), ("much", ""), (None, ""),
    ("90.000", " Write 90000 or 90.0, without quotation marks."),
])  # fmt: skip
def test_it_is_said_what_to_write_instead(value: object, told: str) -> None:
    assert str(hint(value)) == told


@pytest.mark.parametrize(("value", "date"), [
    ("2026-11-30", True), ("2026-11", True), ("30.11.2026", True), ("11/30/26", True),
    (datetime.date(2026, 11, 30), True),
    ("2026", False), ("9", False), (9, False), ("30.11", False),
])  # fmt: skip
def test_dates_are_known_for_dates(value: object, date: bool) -> None:
    assert is_date(value) == date
    assert ("is a date" in str(hint(value))) == date


def test_values_are_said_as_they_stand_and_not_at_any_length() -> None:
    assert said(datetime.date(2026, 1, 2)) == "2026-01-02"
    assert said("a") == "'a'"
    assert len(said("x" * 10_000)) < 1_000
