"""Codes let one browser in, and who guesses waits longer and longer."""

from __future__ import annotations

import json

import pytest
from crm_adoption.analysis.workshop import joining
from crm_adoption.analysis.workshop.joining import APART, CROWD, FREE, LONGEST, MODERATOR, Doors, plain, print_of
from crm_adoption.model.errors import InputError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_code_lets_one_browser_in_and_is_replaced(clock: Clock) -> None:
    doors = Doors(2, clock=clock)
    code = doors.codes[1]
    assert doors.enter("phone", code.lower().replace("-", " ")) == 1
    assert doors.team_of("phone") == 1
    assert doors.codes[1] != code
    with pytest.raises(InputError, match="not right"):
        doors.enter("other phone", code)
    assert doors.team_of("other phone") is None
    doors.leave("phone")
    assert doors.team_of("phone") is None


def test_the_moderator_has_a_longer_code_of_another_kind(clock: Clock) -> None:
    doors = Doors(2, clock=clock)
    assert doors.enter("desk", doors.moderators_code) == MODERATOR
    assert len(plain(doors.moderators_code)) > len(plain(doors.codes[0]))


def test_who_guesses_waits_twice_as_long_each_time_and_a_right_code_is_not_even_looked_at(clock: Clock) -> None:
    doors = Doors(2, clock=clock)
    waits = []
    for _ in range(FREE + 8):
        with pytest.raises(InputError):
            doors.enter("guesser", "WRONGONE")
        with_right = doors._gate.wait(print_of("guesser"))
        if with_right:
            with pytest.raises(InputError, match="wait"):
                doors.enter("guesser", doors.codes[0])
            waits.append(with_right)
            clock.now += with_right
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, LONGEST, LONGEST, LONGEST]
    assert doors.enter("guesser", doors.codes[0]) == 0


def test_new_sessions_do_not_help_who_guesses(clock: Clock) -> None:
    """Whoever throws cookies away meets the wait of all together: at two seconds a code, a hit takes centuries."""
    doors = Doors(6, clock=clock)
    looked = 0
    for number in range(20 * CROWD):
        clock.now += 0.1
        try:
            doors.enter(f"session {number}", "WRONGONE")
        except InputError as error:
            looked += "not right" in error.problem
    assert looked <= CROWD + 20 * CROWD * 0.1 / APART + 1
    years = len(joining.LETTERS) ** joining.LENGTH / 6 * APART / 2 / 31_557_600
    assert years > 1_000


def test_an_honest_browser_comes_in_while_another_guesses(clock: Clock) -> None:
    doors = Doors(2, clock=clock)
    for _ in range(FREE + 1):
        with pytest.raises(InputError):
            doors.enter("guesser", "WRONGONE")
    assert doors.enter("honest", doors.codes[0]) == 0


def test_memory_of_guessers_is_bounded(clock: Clock) -> None:
    gate = joining.Gate(clock)
    for number in range(3 * joining.MOST_KNOWN):
        gate.wrong(str(number))
    assert len(gate._wrong) == joining.MOST_KNOWN


def test_every_code_is_compared_whole_whatever_was_given(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    doors, seen = Doors(3, clock=clock), []
    usual = joining.hmac.compare_digest
    monkeypatch.setattr(joining.hmac, "compare_digest", lambda a, b: seen.append((a, b)) or usual(a, b))
    doors.enter("one", doors.codes[0])
    assert len(seen) == 4
    with pytest.raises(InputError):
        doors.enter("two", "X")
    assert len(seen) == 8


@pytest.mark.parametrize("code", ["", " ", "é" * 8, "😀", "A" * 100_000, "' OR 1=1 --", "\x00" * 8])
def test_whatever_is_typed_is_only_wrong(clock: Clock, code: str) -> None:
    with pytest.raises(InputError, match="not right"):
        Doors(2, clock=clock).enter("who", code)


def test_nothing_that_is_kept_lets_anybody_in(clock: Clock) -> None:
    doors = Doors(2, clock=clock)
    doors.enter("secret of the cookie", doors.codes[0])
    kept = json.dumps(dict(doors.joined))
    assert "secret of the cookie" not in kept
    assert Doors(2, doors.joined).team_of("secret of the cookie") == 0
    assert Doors(2, doors.joined).team_of(next(iter(doors.joined))) is None
