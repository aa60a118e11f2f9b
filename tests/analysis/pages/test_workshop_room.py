"""The room of a workshop: who may decide what, written down before it is shown; pages say nothing of other teams."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from crm_adoption.analysis.drawings import LIGHT
from crm_adoption.analysis.pages.workshop_room import SCREEN, Room
from crm_adoption.analysis.pages.workshop_view import shown
from crm_adoption.analysis.workshop.debrief import Effort
from crm_adoption.analysis.workshop.founding import Source, begun, setting_of
from crm_adoption.analysis.workshop.joining import MODERATOR, Doors
from crm_adoption.analysis.workshop.saved import read_workshop
from crm_adoption.model.errors import InputError

NOT_YET = (None, 0.0, False)
KPIS = {"kind": "AlignKPIs", "euros": 31_313, "where": "everywhere", "to_end": False}
SETTING = setting_of(Source(), 7)[0]


def opened(path: Path, *, doors: bool = True, teams: int = 2) -> Room:
    game = begun(SETTING, teams=teams, quarters=2)
    return Room(game, Source(), None, path / "workshop.json", Doors(teams) if doors else None, Effort(4, 1))


def seated(path: Path, teams: int = 2) -> Room:
    room = opened(path, teams=teams)
    assert room.doors is not None
    room.enter("desk", room.doors.moderators_code)
    for team in range(teams):
        room.enter(f"phone {team}", room.doors.codes[team])
    return room


def seen_by(room: Room, session: str, lang: str = "en") -> str:
    view, svg = shown(room, room.role(session), None, NOT_YET, lang, 700.0, LIGHT)
    return json.dumps(view) + svg


def test_whoever_has_not_come_in_sees_no_number(tmp_path: Path) -> None:
    room = opened(tmp_path)
    view, svg = shown(room, room.role("stranger"), None, NOT_YET, "en", 700.0, LIGHT)
    assert view["kind"] == "join"
    assert svg == ""
    assert not {"shelf", "figures", "teams"} & set(view)


def test_a_team_decides_for_itself_only_and_only_on_the_present_quarter(tmp_path: Path) -> None:
    room = seated(tmp_path)
    for session, team in (("phone 0", 1), ("stranger", 0), ("desk", 0)):
        with pytest.raises(InputError, match="only the team itself"):
            room.decide(session, team, 0, [])
    with pytest.raises(InputError, match="moderator"):
        room.close("phone 0")
    room.decide("phone 0", 0, 0, [KPIS])
    room.decide("phone 1", 1, 0, [])
    with pytest.raises(InputError, match="decided already"):
        room.decide("phone 0", 0, 0, [KPIS])
    assert room.game.quarter == 1


def test_a_team_sees_nothing_of_another_and_nothing_hidden(tmp_path: Path) -> None:
    room = seated(tmp_path)
    room.decide("phone 0", 0, 0, [KPIS])
    room.decide("phone 1", 1, 0, [])
    assert "31,313" in seen_by(room, "phone 0")
    for session in ("phone 1", "desk", "stranger"):
        assert "31,313" not in seen_by(room, session), session
        assert "31313" not in seen_by(room, session), session
    for session in ("phone 0", "phone 1", "desk"):
        assert "deep_use" not in seen_by(room, session)


def test_codes_are_for_the_moderator_s_eyes(tmp_path: Path) -> None:
    room = seated(tmp_path)
    assert room.doors is not None
    assert room.doors.codes[1] in seen_by(room, "desk")
    assert not any(room.doors.codes[1] in seen_by(room, each) for each in ("phone 0", "phone 1", "stranger"))


def test_the_moderator_closes_a_quarter_for_who_has_not_decided(tmp_path: Path) -> None:
    room = seated(tmp_path, teams=3)
    room.decide("phone 1", 1, 0, [KPIS])
    room.close("desk")
    assert (room.game.quarter, [len(each) for each in room.game.orders]) == (1, [1, 1, 1])
    assert room.game.orders[0] == ((),)
    room.close("desk")
    assert room.game.over
    room.close("desk")  # nothing is left to close


def test_what_is_decided_is_on_the_disk_before_anybody_sees_it(tmp_path: Path) -> None:
    room = seated(tmp_path)
    room.decide("phone 0", 0, 0, [KPIS])
    again = read_workshop(room.path)
    assert again.game.orders == room.game.orders
    assert sorted(again.joined.values()) == [MODERATOR, 0, 1]
    assert Doors(2, again.joined).team_of("phone 1") == 1


def test_what_cannot_be_written_has_not_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = seated(tmp_path)
    before = room.game

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("crm_adoption.scenarios.writing.whole.os.replace", full)
    with pytest.raises(InputError):
        room.decide("phone 0", 0, 0, [KPIS])
    assert room.game is before
    monkeypatch.undo()
    room.decide("phone 0", 0, 0, [KPIS])


@pytest.mark.parametrize(
    "order",
    [{}, {"kind": "AlignKPIs"}, {**KPIS, "euros": "31313"}, {**KPIS, "euros": True}, {**KPIS, "euros": 3e4},
     {**KPIS, "euros": float("nan")}, {**KPIS, "euros": None}, {**KPIS, "where": "<script>"},
     {**KPIS, "kind": "x" * 9_999},
     {**KPIS, "to_end": True}],
)  # fmt: skip
def test_whatever_a_browser_sends_is_checked(tmp_path: Path, order: dict[str, Any]) -> None:
    room = seated(tmp_path)
    with pytest.raises(InputError):
        room.decide("phone 0", 0, 0, [order])
    assert room.game.orders == ((), ())


def test_at_one_screen_teams_take_turns_and_nothing_is_seen_between(tmp_path: Path) -> None:
    room = opened(tmp_path, doors=False)
    assert room.role("anybody") == SCREEN
    view, _ = shown(room, SCREEN, None, NOT_YET, "en", 700.0, LIGHT)
    assert (view["kind"], view["team"]) == ("turn", 0)
    view, _ = shown(room, SCREEN, (0, 0), NOT_YET, "en", 700.0, LIGHT)
    assert view["kind"] == "decide"
    room.decide("anybody", 0, 0, [KPIS])
    view, _ = shown(room, SCREEN, (0, 0), NOT_YET, "en", 700.0, LIGHT)
    assert (view["kind"], view["team"]) == ("turn", 1)
    assert "31" not in view["text"]


def test_who_waits_is_told_at_once(tmp_path: Path) -> None:
    room, told = seated(tmp_path), []
    waiting = threading.Thread(target=lambda known=room.version: told.append(room.wait(known, 20.0)))
    waiting.start()
    room.decide("phone 0", 0, 0, [])
    waiting.join(5.0)
    assert told == [room.version]
    assert room.wait(room.version, 0.01) == room.version


def test_forty_who_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    """Six teams, seven devices each: the first of a team is heard, the others are told that it has decided."""
    room = opened(tmp_path, teams=6)
    assert room.doors is not None
    for number in range(42):
        room.enter(f"phone {number}", room.doors.codes[number % 6])
    heard: list[int] = []
    told: list[str] = []

    def tap(number: int) -> None:
        try:
            room.decide(f"phone {number}", number % 6, 0, [KPIS] if number < 6 else [])
            heard.append(number)
        except InputError as error:
            told.append(error.problem)

    taps = [threading.Thread(target=tap, args=(number,)) for number in range(42)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert all("decided already" in each for each in told)
    assert sorted(number % 6 for number in heard) == list(range(6))
    assert room.game.quarter == 1
    assert read_workshop(room.path).game.orders == room.game.orders


def test_at_the_end_everybody_sees_all_curves_at_once_and_the_verdict_once_it_is_there(tmp_path: Path) -> None:
    room = seated(tmp_path)
    for _ in range(2):
        room.close("desk")
    for session in ("phone 0", "phone 1", "desk"):
        view, svg = shown(room, room.role(session), None, NOT_YET, "en", 700.0, LIGHT)
        assert view["kind"] == "debrief"
        assert "0 %" in view["status"]
        assert all(name in svg for name in ("Team 1", "Team 2", "Nothing done"))
    view, _ = shown(room, room.role("stranger"), None, NOT_YET, "en", 700.0, LIGHT)
    assert view["kind"] == "join"
    view, _ = shown(room, room.role("desk"), None, (None, 0.5, True), "de", 700.0, LIGHT)
    assert "ließ sich nicht berechnen" in view["status"]
