"""The game keeps its money, forgets no order and gives none away, whoever decides first."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from crm_adoption.analysis.workshop.founding import Source, begun, setting_of
from crm_adoption.analysis.workshop.game import QUARTER, Game, Order, Orders, Setting, offer_of, programme_of, range_of
from crm_adoption.analysis.workshop.saved import document, read_workshop, write_workshop
from crm_adoption.analysis.workshop.seen import TASKS, seen
from crm_adoption.model.errors import InputError
from hypothesis import given, settings
from hypothesis import strategies as st

SOURCE = Source()
KINDS = ("AlignKPIs", "ToolingSpend", "Training", "ExecutiveSponsor", "Champions", "Mandate")


@cache
def setting() -> Setting:
    return setting_of(SOURCE, 7)[0]


def fresh(teams: int = 2, quarters: int = 2) -> Game:
    return begun(setting(), teams=teams, quarters=quarters)


@st.composite
def plays(draw: st.DrawFn) -> tuple[Game, list[list[Orders]]]:
    """Draw what each team wants in each quarter: some of it too dear, some too weak, some twice."""
    game = fresh(draw(st.integers(2, 3)))
    amounts = st.one_of(st.integers(1, 1_000), st.integers(1_000, 60_000), st.integers(0, 10**9))
    orders = st.builds(Order, st.sampled_from(KINDS), amounts, st.sampled_from(game.menu().places), st.booleans())
    wishes = st.lists(orders, max_size=3).map(tuple)
    return game, [[draw(wishes) for _ in range(game.teams)] for _ in range(game.quarters)]


def tried(game: Game, team: int, orders: Orders) -> Game:
    """Return the game with the orders, or with none where they are refused."""
    try:
        return game.submitted(team, orders)
    except InputError:
        return game.submitted(team, ())


@settings(max_examples=12, deadline=None)
@given(plays(), st.randoms(use_true_random=False))
def test_money_is_neither_made_nor_overspent_and_the_order_of_teams_does_not_matter(play, chance) -> None:  # type: ignore[no-untyped-def]
    one, wishes = play
    other = one
    for wish in wishes:
        turns = list(range(one.teams))
        for team in turns:
            one = tried(one, team, wish[team])
        chance.shuffle(turns)
        for team in turns:
            other = tried(other, team, wish[team])
        for team in turns:
            sight = seen(one, team)
            assert sight.spent + sight.left == one.budget
            assert sight.left >= 0
            assert one.left(team) == sight.left  # the quarter is closed: nothing is on its way
    assert one.over
    assert one.orders == other.orders
    assert document(one, SOURCE, {}) == document(other, SOURCE, {})
    for team in range(one.teams):
        cost = programme_of(one, team, one.setting.known).total_cost
        assert cost <= one.spent(team) + 0.01, "the model spends no more than was ordered"
        assert cost >= one.spent(team) - len(KINDS) * one.quarters, "and no money vanishes"


def test_a_team_s_sight_hangs_on_no_other_team_and_on_no_open_quarter() -> None:
    spend = (Order("AlignKPIs", 30_000), Order("Training", 9_000, "sales", to_end=True))
    first = fresh().submitted(0, spend).submitted(1, ())
    again = fresh().submitted(0, spend).submitted(1, (Order("ToolingSpend", 60_000),))
    assert seen(first, 0) == seen(again, 0)
    assert seen(first, 1) != seen(again, 1)
    assert seen(first.submitted(0, (Order("ToolingSpend", 40_000),)), 0) == seen(first, 0)


def test_what_is_seen_is_what_a_board_sees() -> None:
    game = fresh(quarters=3)
    start = seen(game, 0)
    assert (start.month, start.active, start.checks, start.left) == (0, (), (), game.budget)
    for _ in range(2):
        game = game.submitted(0, ()).submitted(1, (Order("AlignKPIs", 30_000),))
    sight = seen(game, 1)
    assert sight.month == len(sight.active) == 2 * QUARTER
    assert len(sight.checks) == 2
    assert all((share * TASKS) % 1 == pytest.approx(0.0) for share in sight.checks)
    assert not hasattr(sight, "deep_use")


def test_the_hidden_company_is_one_of_those_it_could_be_and_the_seed_says_which() -> None:
    assert setting().hidden.company.behaviour != setting_of(SOURCE, 8)[0].hidden.company.behaviour
    assert setting_of(SOURCE, 7)[0].hidden == setting().hidden


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        ((Order("AlignKPIs", 149_999), Order("ToolingSpend", 20_000)), "more than the EUR 150,000"),
        ((Order("AlignKPIs", 10), ), "AlignKPIs"),
        ((Order("AlignKPIs", -5_000), ), "AlignKPIs"),
        ((Order("AlignKPIs", 30_000, "moon"), ), "moon"),
        ((Order("AlignKPIs", 30_000, to_end=True), ), "paid once"),
        ((Order("SponsorLeaves", 30_000), ), "SponsorLeaves"),
        ((Order("AlignKPIs", 30_000), Order("AlignKPIs", 20_000)), "twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_refused_and_nothing_happens(orders: Orders, said: str) -> None:
    game = fresh()
    with pytest.raises(InputError, match=said):
        game.submitted(0, orders)
    assert game.orders == ((), ())


def test_nobody_decides_twice_or_after_the_end() -> None:
    game = fresh(quarters=1).submitted(0, ())
    with pytest.raises(InputError, match="decided already"):
        game.submitted(0, ())
    with pytest.raises(InputError, match="over"):
        game.submitted(1, ()).submitted(1, ())


def test_everything_on_the_shelf_can_be_had_for_its_least_and_its_most() -> None:
    game = begun(setting(), teams=2, quarters=2, budget=900_000_000)
    for each in game.menu().offers:
        for to_end in (False, True) if each.lasting else (False,):
            low, high = range_of(game, each.kind, to_end=to_end)
            assert 0 < low <= high, each.kind
            for euros in (low, high):
                game.submitted(0, (Order(each.kind, euros, to_end=to_end),))
    assert offer_of(game, "AlignKPIs").local


def test_a_game_may_last_as_long_as_its_company(tmp_path: Path) -> None:
    """At its end nothing can be ordered any more, and what was ordered still counts."""
    company = tmp_path / "short.toml"
    company.write_text('extends = "no_programme"\nmonths = 6\n', encoding="utf-8")
    source = Source(str(company))
    game = begun(setting_of(source, 7)[0], teams=2)
    assert (game.quarters, game.end) == (2, 6)
    for _ in range(2):
        for team in range(2):
            game = game.submitted(team, (Order("AlignKPIs", 20_000), Order("Training", 9_000, to_end=True)))
    assert game.over
    assert seen(game, 0).spent == 58_000
    again = read_workshop(write_workshop(tmp_path / "w.json", game, source, {}))
    assert seen(again.game, 1) == seen(game, 1)


# Files


def played() -> Game:
    game = fresh().submitted(0, (Order("AlignKPIs", 30_000), Order("Champions", 20_000, to_end=True))).submitted(1, ())
    return game.submitted(1, (Order("ToolingSpend", 50_000, "sales"),))


def test_a_workshop_is_gone_on_with_where_it_was_left_and_replays_bit_for_bit(tmp_path: Path) -> None:
    path, game = tmp_path / "workshop.json", played()
    write_workshop(path, game, SOURCE, {"ab": 1, "cd": -1})
    again = read_workshop(path)
    assert again.game.orders == game.orders
    assert (again.game.quarter, again.game.decided(1), again.game.decided(0)) == (1, True, False)
    assert [seen(again.game, team) for team in (0, 1)] == [seen(game, team) for team in (0, 1)]
    assert again.joined == {"ab": 1, "cd": -1}
    before = path.read_bytes()
    write_workshop(path, again.game, again.source, again.joined)
    assert path.read_bytes() == before


def test_what_was_seen_then_is_held_against_what_the_model_says_now(tmp_path: Path) -> None:
    path = write_workshop(tmp_path / "workshop.json", played(), SOURCE, {})
    table = json.loads(path.read_text(encoding="utf-8"))
    table["seen"][0]["active"][0] += 2e-16
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(InputError, match="has changed"):
        read_workshop(path)


@pytest.mark.parametrize("cut", [1, 40, 400, -4])
def test_half_a_file_is_refused_in_a_sentence(tmp_path: Path, cut: int) -> None:
    path = write_workshop(tmp_path / "workshop.json", played(), SOURCE, {})
    path.write_text(path.read_text(encoding="utf-8")[:cut], encoding="utf-8")
    with pytest.raises(InputError, match=r"damaged|not a workshop"):
        read_workshop(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "something else"}, "not a workshop"),
        ({"budget": 10}, "cannot be gone on with"),
        ({"orders": [[[{"kind": "AlignKPIs", "euros": "x", "where": "everywhere", "to_end": False}]], []]}, "cannot"),
        ({"orders": [[[{"kind": "AlignKPIs"}]], []]}, "parts of it are missing"),
        ({"orders": 3}, "parts of it are missing"),
        ({"source": {}}, "parts of it are missing"),
        ({"joined": {"a": "b"}}, "parts of it are missing"),
        ({"seed": 8}, "has changed"),
        ({"source": {"scenario": "nowhere.toml", "fit": "", "despite_misfit": False}}, "nowhere.toml"),
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    path = write_workshop(tmp_path / "workshop.json", played(), SOURCE, {})
    table = json.loads(path.read_text(encoding="utf-8")) | change
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_workshop(path)


def test_who_is_killed_while_writing_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workshop(tmp_path / "workshop.json", fresh(), SOURCE, {})

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("crm_adoption.scenarios.writing.whole.os.replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_workshop(path, played(), SOURCE, {})
    assert read_workshop(path).game.orders == ((), ())
    assert [each.name for each in tmp_path.iterdir()] == ["workshop.json"]
