"""Ties of the company's own: who works with whom, as the engine sees it, and what is wrong with a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from crm_adoption import InputError, load, simulate
from crm_adoption.model.network import LARGEST_SUM, MOST_GIVEN, given_network
from crm_adoption.model.organisation import Department, Organisation, Roster, Ties
from crm_adoption.model.simulation import found_company
from crm_adoption.scenarios.files.ties import read_ties
from hypothesis import given
from hypothesis import strategies as st

ROSTER = Roster(
    ("a", "b", "c", "d"), ("sales", "sales", "service", "service"), ("", "a", "", "c"), (2, 1, 2, 1), (1.0,) * 4
)


def organisation(ties: Ties, people: int = 4) -> Organisation:
    half = people // 2
    ids = tuple(f"p{k:03}" for k in range(people)) if people != 4 else ROSTER.ids
    places = ("sales",) * half + ("service",) * (people - half)
    heads = tuple("" if k in (0, half) else ids[0] if k < half else ids[half] for k in range(people))
    roster = Roster(ids, places, heads, (1,) * people, (1.0,) * people)
    both = (Department("sales", "", "", "sales", half), Department("service", "", "", "service", people - half))
    return Organisation("it", both, roster, ties=ties)


def network(each: Organisation) -> tuple[Any, Any]:
    return given_network(each, np.cumsum([0, *(department.people for department in each.departments)]))


def read(folder: Path, text: str) -> Ties:
    path = folder / "ties.csv"
    path.write_text(text, encoding="utf-8")
    return read_ties(path, ROSTER)


def test_directions_and_repeated_rows_are_added_up(tmp_path: Path) -> None:
    ties = read(tmp_path, "von;an;Anzahl\na;b;1,5\nb;a;2\na;b;0,5\nc;a;7\nb;c;0\n")
    assert dict(zip(ties.pairs, ties.weights, strict=True)) == {("a", "b"): 4.0, ("a", "c"): 7.0}


def test_without_weights_every_row_counts_one(tmp_path: Path) -> None:
    assert read(tmp_path, "person,colleague\na,b\n").weights == (1.0,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("person,colleague\na,z\n", "row 2: colleague 'z' is not in the roster"),
        ("person,colleague\n,b\n", "row 2: person is empty"),
        ("person,colleague\na,a\n", "row 2: 'a' is tied to themselves"),
        ("person,colleague,weight\na,b,-1\n", "row 2: weight '-1' is not a number from 0"),
        ("person,colleague,weight\na,b,many\n", "row 2: weight 'many'"),
        ("person,colleague,weight\na,b,\n", "row 2: weight ''"),
        ("person,weight\na,1\n", "column 'colleague' must stand in the heading"),
        ("person,colleague,weight\na,b,0\n", "nobody has a tie"),
        ("person,colleague\na,b,c\n", "row 2: 3 fields"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as mistake:
        read(tmp_path, text)
    assert words in str(mistake.value)


def test_ties_stand_in_both_directions_inside_and_across() -> None:
    start, ties = network(organisation(Ties((("a", "b"), ("a", "c"), ("c", "d")), (1.0, 3.0, 2.0))))
    assert start.tolist() == [0, 1, 2, 3, 3, 4, 5, 6, 6]
    assert ties[:, 0].tolist() == [1, 2, 0, 3, 0, 2]
    inside, across = ties[0, 1], ties[1, 1]  # of a: b once, c three times as much
    assert across / inside == pytest.approx(3.0, rel=0.02)


@given(st.integers(6, 40).flatmap(lambda n: st.tuples(st.just(n), st.dictionaries(
    st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(1e-3, 1e6), min_size=1, max_size=200))))  # fmt: skip
def test_weights_fit_the_engine_and_keep_their_order(case: tuple[int, dict[tuple[int, int], float]]) -> None:
    people, given_ties = case
    pairs = tuple((f"p{a:03}", f"p{b:03}") for a, b in given_ties)
    start, ties = network(organisation(Ties(pairs, tuple(given_ties.values())), people))
    weight = given_ties | {(b, a): v for (a, b), v in given_ties.items()}
    assert len(ties) == len(weight)
    for row in range(people):
        for side in (0, 1):
            mine = ties[start[2 * row + side] : start[2 * row + side + 1]]
            assert (mine[:, 1] >= 1).all()
            assert mine[:, 1].sum() <= LARGEST_SUM
            given_order = [weight[row, int(other)] for other in mine[:, 0]]
            assert given_order == sorted(given_order, reverse=True)
            assert mine[:, 1].tolist() == sorted(mine[:, 1].tolist(), reverse=True)


def test_of_too_many_ties_the_strongest_are_kept() -> None:
    people = 2 * (MOST_GIVEN + 50)
    others = [f"p{k:03}" for k in range(1, people // 2)]
    ties = Ties(tuple(("p000", name) for name in others), tuple(float(k) for k in range(1, len(others) + 1)))
    start, found = network(organisation(ties, people))
    assert start[1] == MOST_GIVEN
    assert sorted(found[:MOST_GIVEN, 0].tolist()) == list(range(len(others) - MOST_GIVEN + 1, len(others) + 1))


def test_the_network_is_the_same_in_every_company_and_shapes_what_people_see(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        "id,department,manager\n" + "\n".join(f"p{k},sales,{'p0' if k else ''}" for k in range(30)), encoding="utf-8"
    )
    (tmp_path / "ties.csv").write_text(
        "person,colleague\n" + "\n".join(f"p0,p{k}" for k in range(1, 30)), encoding="utf-8"
    )
    file = tmp_path / "mine.toml"
    file.write_text(
        '[organisation]\nroster = "people.csv"\nties = "ties.csv"\n[organisation.departments.sales]\nrole = "sales"\n',
        encoding="utf-8",
    )
    scenario = load(file)
    states = [found_company(scenario.company.setting, seed, 0) for seed in (1, 2)]
    assert states[0].tie_start.tolist() == states[1].tie_start.tolist()
    total = int(states[0].tie_start[-1])
    assert states[0].ties[:total].tolist() == states[1].ties[:total].tolist()
    assert total == 58
    drawn = tmp_path / "drawn.toml"
    drawn.write_text(file.read_text(encoding="utf-8").replace('ties = "ties.csv"\n', ""), encoding="utf-8")
    values = [simulate(load(each), replications=5, months=12).of("deep_use") for each in (file, drawn)]
    assert (values[0] != values[1]).any()


def test_ties_need_a_roster() -> None:
    with pytest.raises(InputError, match="need a roster"):
        Organisation("it", (Department("sales", "", "", "sales", 5),), ties=Ties((("a", "b"),), (1.0,)))


def test_ties_of_strangers_are_refused() -> None:
    with pytest.raises(InputError, match="'z' has ties but is not in the roster"):
        network(organisation(Ties((("a", "z"),), (1.0,))))
