"""How the model's records and texts are shown, and what its declarations keep: small parts that every room uses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pytest
from crm_adoption.model.display import UNKNOWN, displayable, shortened
from crm_adoption.model.errors import InputError, closest, guess, nearest, unknown, words_of
from crm_adoption.model.features import STANDARD_FEATURES, Catalogue
from crm_adoption.model.in_brief import WIDTH, in_brief, one_line
from crm_adoption.model.market import Market
from crm_adoption.model.organisation import Department
from crm_adoption.model.phrase import Phrase, Tongue


@pytest.mark.parametrize(("text", "shown", "in_lines"), [
    ("plain", "plain", "plain"),
    ("a\tb\nc", "a b c", "a\tb\nc"),
    ("\x1b[31mred", f"{UNKNOWN}[31mred", f"{UNKNOWN}[31mred"),
    ("left\u202eright", "leftright", "leftright"),
    ("zero\u200dwidth", "zero\u200dwidth", "zero\u200dwidth"),
])  # fmt: skip
def test_texts_are_shown_without_what_steers_a_terminal(text: str, shown: str, in_lines: str) -> None:
    assert displayable(text) == shown
    assert displayable(text, lines=True) == in_lines


def test_long_texts_keep_their_beginning_and_their_end() -> None:
    assert shortened("x" * 20, 20) == "x" * 20
    short = shortened("a" * 50 + "z" * 50, 40)
    assert len(short) == 40
    assert short.startswith("aaa")
    assert short.endswith("zzz")
    assert " ... " in short


@in_brief
@dataclass(frozen=True)
class Thing:
    name: str = "usual"
    size: int = 1
    level: float = 0.5
    parts: tuple[int, ...] = ()
    table: object = None
    silent: int = field(default=0, repr=False)


def test_a_record_is_one_line_of_what_is_not_as_by_default() -> None:
    assert repr(Thing()) == "<Thing, all as by default>"
    assert repr(Thing(name="mine", size=2)) == "<Thing name: mine, size: 2>"
    assert repr(Thing(level=1 / 3, parts=(1, 2, 3))) == "<Thing level: 0.333333, parts: 3>"
    assert repr(Thing(parts=(), silent=5)) == "<Thing, all as by default>"
    assert repr(Thing(table=np.zeros((2, 3)))) == "<Thing table: 2 × 3>"
    assert repr(Thing(table={})) == "<Thing, all as by default>"
    assert repr(Thing(name="n" * (WIDTH // 2))) == f"<Thing name: {'n' * (WIDTH // 2)}>"
    assert repr(Thing(name="n" * (WIDTH // 2 + 1))) == f"<Thing name: {'n' * (WIDTH // 2 - 1)}…>"


def test_a_line_ends_before_it_is_too_long() -> None:
    whole = one_line("Kind", ((f"n{n}", "12345") for n in range(40)))
    assert len(whole) <= WIDTH
    assert whole.endswith(", …>")
    assert whole.startswith("<Kind n0: 12345, n1: 12345")


def test_the_nearest_name_is_meant_whatever_its_case() -> None:
    names = ["Sales", "Service", "Marketing"]
    assert closest("sale", names) == "Sales"
    assert closest("zzzz", names) is None
    assert str(guess("sale", names)) == " Did you mean 'Sales'?"
    assert str(guess("zzzz", names)) == ""
    assert "Did you mean" not in str(nearest("zzzz", names))
    assert "Sales, Service, Marketing" in str(nearest("zzzz", names))
    assert "and 3 more" in str(nearest("zzzz", [f"n{n}" for n in range(63)]))
    error = unknown("department", "sale", names)
    assert words_of(error) == error.whole
    assert isinstance(words_of(error), Phrase)  # so that it can still be told in another language
    assert str(words_of(ValueError("plain"))) == "plain"


def test_a_market_has_customers_from_the_first_on_and_grows_in_proportion() -> None:
    assert not Market(customers=0.0).has_customers
    assert Market(customers=0.5).has_customers
    grown = Market(customers=100.0, platform_cost=50.0).resized(3.0)
    assert (grown.customers, grown.platform_cost) == (300.0, 150.0)


def test_features_are_one_to_thirty_one_with_names_of_their_own_and_plain_numbers() -> None:
    first = replace(STANDARD_FEATURES[0], writes=True, shared_record=True)
    assert len(Catalogue((first,)).names) == 1
    many = tuple(replace(first, name=f"f{n}") for n in range(32))
    assert len(Catalogue(many[:31]).names) == 31
    for wrong in ((), many):
        with pytest.raises(InputError, match="allowed are 1 to 31"):
            Catalogue(wrong)
    with pytest.raises(InputError, match="appears twice"):
        Catalogue((first, first))
    late = replace(first, go_live_in=MappingProxyType({"sales": np.int64(4)}))
    assert type(late.go_live_in["sales"]) is int
    assert (late.live_from("sales"), late.live_from("service")) == (4, first.go_live)


KNOWN = {"{count:,} of {what:bare}": "{count:,} von {what:bare}", "a thing; more.": "ein Ding; mehr."}
TONGUE = Tongue(
    "de", lambda template: KNOWN.get(template, template), lambda text: text.replace(",", "."), lambda text: text
)
"""A language of two templates."""


def test_a_phrase_is_told_in_another_language_with_its_numbers_and_inner_phrases() -> None:
    whole = Phrase("{count:,} of {what:bare}", count=1234, what=Phrase("a thing; more."))
    assert whole == "1,234 of a thing; more"
    assert whole.told(TONGUE) == "1.234 von ein Ding; mehr"
    assert Phrase("as {it} stands", it="{this}").told(TONGUE) == "as {this} stands"
    assert Phrase("{n}, {m}", n=1.5, m="a,b").told(TONGUE) == "1.5, a,b"
    assert Phrase("braces {stay}").told(TONGUE) == "braces {stay}"
    first = Phrase("{what:first}", what=Phrase("a thing; more."))
    assert (first, first.told(TONGUE)) == ("a thing", "ein Ding")
    assert Phrase("{what:bare}", what="one; two.") == "one; two"


def test_departments_have_a_label_in_each_language_of_a_length_that_fits() -> None:
    sales = Department("sales", "Sales", "Vertrieb", "sales", 5)
    assert (sales.label("en"), sales.label("de")) == ("Sales", "Vertrieb")
    assert replace(sales, label_de="zwei\nZeilen").label("de") == "zwei Zeilen"
    with pytest.raises(InputError, match="label_en"):
        replace(sales, label_en="x" * 1_000)
