"""What is told of answers: one screen, no person, nothing of fewer than five, by itself or by subtraction."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from command_line import call
from crm_adoption.analysis.company.suppressing import LEAST
from crm_adoption.analysis.surveys.noted import noted_texts, records
from crm_adoption.analysis.surveys.responding import responses, unequal
from crm_adoption.analysis.surveys.told import brief, document
from crm_adoption.scenarios.surveys.answers import NOTED, UNSAID, Answers, Noted
from filled_sheets import ASKED, DEPARTMENTS, answers_text, drawn, table_text
from hypothesis import given, settings
from hypothesis import strategies as st
from screens import WIDTH, check
from survey_layouts import COMPANY

INVITED = {"sales": 50, "marketing": 19, "customer_success": 24, "service": 27}


def answers(sizes: dict[str, int], missing: float = 0.0, seed: int = 1, **more: object) -> Answers:
    where = tuple(name for name, size in sizes.items() for _ in range(size))
    values = drawn(len(where), seed, missing)
    return Answers(ASKED, where, np.zeros(len(where), bool), values, INVITED, **more)  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(sizes=st.tuples(*[st.integers(0, 12)] * 5), seed=st.integers(0, 99), missing=st.floats(0, 0.8))
def test_nothing_of_fewer_than_five_follows(sizes: tuple[int, ...], seed: int, missing: float) -> None:
    made = answers(dict(zip((*DEPARTMENTS, UNSAID), sizes, strict=True)), missing, seed)
    found, told = responses(made), document(made, responses(made))
    members = np.array([np.ones(len(made), bool), *(made.members(each) for each in found.places[1:])])
    _check_hidden(members, found.shown)
    for item in range(len(ASKED.items)):
        there = members & (made.values[:, item] > 0)
        shown = ~np.isnan(found.means[:, item]) | ~there.any(axis=1)
        _check_hidden(there, shown)
        assert not (shown & there.any(axis=1) & ~found.shown).any()
    counts = [each["answered"] for each in told["places"]]
    assert [each is None for each in counts] == (~found.shown).tolist()


def _check_hidden(members: npt.NDArray[np.bool_], shown: npt.NDArray[np.bool_]) -> None:
    """Check that what is hidden of the places below the company follows from nothing that is shown."""
    sizes = members.sum(axis=1)
    assert not ((sizes > 0) & (sizes < LEAST) & shown).any()
    hidden = sizes[1:][~shown[1:]]
    assert not shown[0] or not hidden.any() or hidden.sum() >= LEAST  # what is left of the company by subtraction


def test_means_are_of_answers_turned_round() -> None:
    made = answers({"sales": 6, "service": 6})
    found = responses(made)
    turned = next(n for n, each in enumerate(ASKED.items) if each.reversed)
    mine = made.values[:6, turned].astype(float)
    assert found.means[found.places.index("sales"), turned] == pytest.approx(6 - mine.mean())
    construct = [each.name for each in ASKED.constructs].index("usefulness")
    first, second = ASKED.columns("usefulness")
    both = (made.values[:6, first] + (6 - made.values[:6, second].astype(float))) / 2
    assert found.scores[found.places.index("sales"), construct] == pytest.approx(both.mean())


def test_what_the_silent_could_change_is_their_share_times_how_people_differ() -> None:
    found = responses(answers({"sales": 25, "marketing": 19, "customer_success": 12, "service": 9}))
    assert found.rates[1:].tolist() == pytest.approx([25 / 50, 1, 12 / 24, 9 / 27])
    assert found.rates[0] == pytest.approx(65 / 120)
    assert found.shifts[1] == pytest.approx(found.spread / 2)
    assert found.shifts[2] == 0
    assert 0.5 < found.spread < 2


def test_more_answers_than_people_asked_are_no_negative_silence() -> None:
    found = responses(answers({"marketing": 25}))
    assert found.rates[2] > 1
    assert found.shifts[2] == 0


def test_departments_that_answer_unequally_are_weighed() -> None:
    made = answers({"sales": 5, "marketing": 19})
    high, low = np.tile(np.array([5], np.int8), (5, 24)), np.tile(np.array([1], np.int8), (19, 24))
    turned = ASKED.turned
    values = np.concatenate([np.where(turned, 6 - high, high), np.where(turned, 6 - low, low)]).astype(np.int8)
    found = responses(Answers(ASKED, made.departments, made.heads, values, INVITED))
    moved = unequal(found)
    assert moved is not None
    assert moved[1] == pytest.approx((50 / 69 * 5 + 19 / 69 * 1) - (5 / 24 * 5 + 19 / 24 * 1))


def test_weighing_uses_nothing_of_departments_that_are_hidden() -> None:
    assert unequal(responses(answers({"sales": 30, "marketing": 3}))) is None


def test_of_three_answers_nothing_is_told_but_that_there_are_three() -> None:
    made = answers({"sales": 3})
    told = brief(made, responses(made), COMPANY, "en")
    assert told.table is None
    assert "3 answers in all" in told.answer[0][0]
    assert all(each["items"] == dict.fromkeys(each["items"]) for each in document(made, responses(made))["places"])


@pytest.mark.parametrize("kind", NOTED)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_all_that_is_noted_is_a_sentence(kind: str, lang: str) -> None:
    made = answers({"sales": 6, UNSAID: 6}, noted=tuple(Noted(kind, n, names=("en", "silos_ask")) for n in (1, 1234)))
    one, many = noted_texts(made, lang)
    assert one != many or kind == "languages"
    assert one.endswith(".")
    assert "{" not in one + many
    assert ("1.234" if lang == "de" else "1,234") in many or kind in ("languages",)


def test_headings_of_others_cannot_steer_a_terminal() -> None:
    made = answers({"sales": 6}, noted=(Noted("other columns", 2, names=("\x1b[31mred", "long " * 50)),))
    (text,) = noted_texts(made, "en")
    assert "\x1b" not in text
    assert len(text) < 250


def test_how_many_name_no_department_is_not_told_where_it_gives_others_away() -> None:
    made = answers({"sales": 30, UNSAID: 2}, noted=(Noted("no department", 2, used=True),))
    assert records(made)[0]["count"] is None
    assert noted_texts(made, "en")[0].startswith("Some people")


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("people", [3, 8, 60])
def test_it_fits_on_one_screen(people: int, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    heads, *rows = [line.split(",") for line in answers_text(people).splitlines()]
    odd = [["Legal", *rows[0][1:]], ["sales", *["3"] * 24], ["sales", *["9", "x"] * 4, *rows[1][9:]], ["", *[""] * 24]]
    (tmp_path / "a.csv").write_text(table_text([[*heads, "Name"], *([*each, "Ann"] for each in rows + odd)]), "utf-8")
    answer = call("survey", "read", tmp_path / "a.csv", "--company", "seed_company", "--lang", lang)
    assert answer.code == 0, answer.err
    check(answer.out)
    assert "Ann" not in answer.out


def test_files_hold_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(answers_text(40), "utf-8")
    asked = ("survey", "read", tmp_path / "a.csv", "--company", "seed_company")
    answer = call(*asked, "--out", tmp_path / "o", "--details")
    assert answer.code == 0, answer.err
    there = sorted(each for each in (tmp_path / "o").iterdir() if each.suffix in (".json", ".csv"))
    assert {"responses.json", "responses.csv", "averages.csv"} <= {each.name for each in there}
    rows = [line.partition(",")[2] for line in answers_text(40).splitlines()[1:]]
    for each in there:
        text = each.read_text("utf-8").replace(" ", "")
        assert not any(row in text or row[:16] in text for row in rows), each.name
    document = json.loads((tmp_path / "o" / "responses.json").read_text("utf-8"))
    assert [each["answered"] for each in document["places"]] == [40, 10, 10, 10, 10]
    assert all(len(each["items"]) == 24 for each in document["places"])
    assert len((tmp_path / "o" / "responses.csv").read_text("utf-8").splitlines()) == 6
    told = json.loads(call(*asked, "--json").out)
    assert {name: told[name] for name in document} == document


def test_means_are_numbers_of_the_scale() -> None:
    found = responses(answers(dict.fromkeys(DEPARTMENTS, 8), 0.3))
    told = found.means[~np.isnan(found.means)]
    assert told.size > 24
    assert ((told >= 1) & (told <= 5)).all()
    assert not any(math.isinf(each) for each in told)
