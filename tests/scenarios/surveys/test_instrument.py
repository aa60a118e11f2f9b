"""The questionnaire asks only what the model can take in, in plain words and both languages."""

from __future__ import annotations

import numpy as np
import pytest
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.levers import Levers
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.systems import OwnSystem
from crm_adoption.scenarios.surveys.instrument import LANGUAGES, Construct, Item, instrument

DECLARED = {
    "levers": Levers, "behaviour": Behaviour, "department": Department, "organisation": Organisation,
    "own_system": OwnSystem,
}  # fmt: skip
FOUND = instrument()


def test_it_is_short_enough_to_be_answered() -> None:
    assert len(FOUND.items) <= 24
    assert FOUND.points in (5, 7)


@pytest.mark.parametrize("construct", FOUND.constructs, ids=lambda each: each.name)
def test_what_is_asked_informs_a_declared_parameter(construct: Construct) -> None:
    assert construct.ties
    assert FOUND.columns(construct.name)
    for tie in construct.ties:
        assert tie.name in DECLARED[tie.group].declarations()
        assert tie.sign in (-1, 1)
    assert construct.label_en != construct.label_de


def test_spreads_are_informed_by_how_much_people_differ() -> None:
    for tie in (tie for each in FOUND.constructs for tie in each.ties):
        assert tie.spread == tie.name.endswith("_spread")


@pytest.mark.parametrize("item", FOUND.items, ids=lambda each: each.name)
def test_an_item_says_what_it_follows_and_is_short(item: Item) -> None:
    assert item.construct in {each.name for each in FOUND.constructs}
    assert item.part in {each.name for each in FOUND.parts}
    assert 0.5 <= item.loading <= 0.9
    assert any(letter.isdigit() for letter in item.follows)  # a year
    for lang in LANGUAGES:
        assert item.text(lang).endswith(".")
        assert len(item.text(lang).split()) <= 20


def test_names_and_texts_are_told_apart() -> None:
    texts = [each.text(lang).casefold() for each in FOUND.items for lang in LANGUAGES]
    assert len(set(texts)) == 2 * len(FOUND.items)
    assert len({each.name for each in FOUND.items}) == len(FOUND.items)


def test_items_of_a_part_stand_together_and_those_of_a_construct_do_not() -> None:
    parts = [each.part for each in FOUND.items]
    assert parts == sorted(parts, key=[each.name for each in FOUND.parts].index)
    assert all(a.construct != b.construct for a, b in zip(FOUND.items, FOUND.items[1:], strict=False))


def test_agreeing_with_everything_speaks_for_nothing_in_pairs_that_are_turned() -> None:
    """A person who says yes to all is in the middle of every construct that has an item turned round."""
    yes = FOUND.coded(np.full(len(FOUND.items), FOUND.points, np.int8))
    turned = {each.construct for each in FOUND.items if each.reversed}
    assert len(turned) == 7
    for name in turned:
        assert yes[list(FOUND.columns(name))].mean() == (FOUND.points + 1) / 2


def test_turning_round_leaves_what_is_missing_and_undoes_itself() -> None:
    ticked = np.tile(np.arange(FOUND.points + 1, dtype=np.int8)[:, None], (1, len(FOUND.items)))
    coded = FOUND.coded(ticked)
    assert (coded[0] == 0).all()
    assert np.array_equal(FOUND.coded(coded), ticked)


def test_both_languages_have_words_for_all_points() -> None:
    for lang in LANGUAGES:
        assert len(set(FOUND.scale(lang))) == FOUND.points
        assert FOUND.asked("unsaid", lang) not in FOUND.scale(lang)
