"""Whatever comes over a page's wire is refused without a traceback, and the page goes on: all events of all pages.

The events are those that the widgets of the rendered pages have, so that a new one is tried as soon as there is one.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

import solara
from crm_adoption.analysis.laboratory.build import all_built
from crm_adoption.analysis.laboratory.runs import Kept, LabRun, run_all
from crm_adoption.analysis.pages import session as session_module
from crm_adoption.analysis.pages import settings, story_view, workshop_page
from crm_adoption.analysis.pages.changes import CHANGES
from crm_adoption.analysis.pages.workshop_room import Room, open_room
from crm_adoption.analysis.story import StoryRuns, story_runs
from crm_adoption.analysis.workshop.debrief import Effort
from crm_adoption.analysis.workshop.founding import Source, begun, setting_of
from crm_adoption.analysis.workshop.joining import Doors

PLAIN: list[Any] = [
    None, True, -1, 99, 10**40, math.nan, math.inf, "3", "<script>" * 10_000, "\ud800", [], {}, b"\xff",
]  # fmt: skip
"""Values of every type, in range and out of it."""
NAMES = (
    "step", "value", "width", "window", "height", "dark", "team", "quarter", "orders", "code", "lang", "what", "row",
    "files", "key", "name", "number", "column", "month",
)  # fmt: skip
LOOKS = ("tab", "lang", "theme", "month", "colour", "ties", "outcome", "band", "step", "preset", "people", "no")
ORDERS: list[Any] = [
    [None], [{}], [{"kind": []}], [{"kind": "AlignKPIs", "euros": math.nan, "where": "everywhere"}],
    [{"kind": "AlignKPIs", "euros": 10**30, "where": "everywhere"}], [{"kind": "AlignKPIs", "euros": 9, "where": {}}],
    [{}] * 500, {"0": {}},
]  # fmt: skip


def hostile(event: str) -> Iterator[Any]:
    """Yield what a page would never send: values, and tables in which every part is one of them."""
    yield from PLAIN
    yield from (dict.fromkeys(NAMES, value) for value in (None, -1, 10**40, math.nan, "3", []))
    for good in ({"step": 2}, {"width": 300, "window": 900}):
        yield from (dict.fromkeys(NAMES, value) | good for value in (math.nan, []))
    if event == "decided":
        yield from ({"team": 0, "quarter": 0, "orders": orders} for orders in ORDERS)
        yield from ({"team": team, "quarter": 0, "orders": []} for team in (1, -1, -2))
    if event in ("change", "choose", "wanted"):
        files = ("toml", "tomlAB", "x")
        wanted = {"change": (*CHANGES, "undo", "upload", "too large"), "choose": LOOKS, "wanted": files}
        for value in (None, -1, 99, 10**40, math.nan, "3", "no_programme", "A" * 10_000, [], {}):
            yield from (dict.fromkeys(NAMES, value) | {"what": what} for what in wanted[event])
            yield from ({"what": what, "number": 1, "name": "AlignKPIs", "value": value} for what in wanted[event])
            yield from ({"what": what, "name": "monitoring", "value": value} for what in wanted[event])
    if event == "found":
        yield {"files": [None, {}, {"key": "upload-1", "name": 3, "value": {}}, {"key": ["upload-1"]}]}


def widgets_of(root: Any) -> list[Any]:
    """Return all widgets below one."""
    found, left = [], [root]
    while left:
        found.append(left.pop())
        slots = [slot["children"] for slot in getattr(found[-1], "v_slots", [])]
        for inside in (getattr(found[-1], "children", []), *slots):
            several = inside if isinstance(inside, (list, tuple)) else [inside]
            left += [each for each in several if hasattr(each, "keys")]
    return found


def events_of(root: Any) -> list[tuple[str, Callable[[Any], None]]]:
    """Return the events that a page's templates report, with what sends one as the browser does."""
    found = []
    for widget in widgets_of(root):
        for name in dir(type(widget)):
            if name.startswith("vue_"):
                event = name.removeprefix("vue_")

                def send(data: Any, widget: Any = widget, event: str = event) -> None:
                    widget._handle_event(None, {"event": event, "data": data}, [])

                found.append((event, send))
    return found


def bombard(element: Any, caplog: pytest.LogCaptureFixture, expected: set[str]) -> Any:
    """Send everything to every event of a page; nothing may be raised, or logged as a fault. Return the page's root."""
    root, context = solara.render(element, handle_error=False)
    try:
        events = events_of(root)
        assert expected <= {name for name, _ in events}
        with caplog.at_level(logging.WARNING):
            for name, send in events:
                for told in hostile(name):
                    try:
                        send(told)
                    except Exception as wrong:
                        raise AssertionError(f"{name}({str(told)[:200]}) raised {wrong!r}") from wrong
        assert [each.getMessage() for each in caplog.records if each.exc_info] == []
        return [each for each in widgets_of(root) if hasattr(each, "titles") or hasattr(each, "view")]
    finally:
        context.close()


@pytest.fixture(scope="module")
def runs() -> StoryRuns:
    return story_runs(8, 1)


def test_the_story_is_still_told(runs: StoryRuns, caplog: pytest.LogCaptureFixture) -> None:
    told = story_view._told(runs, "en", False, 1, None, None, 0.0)
    (story,) = bombard(told, caplog, {"chosen", "guessed", "forgotten", "opened", "measured"})
    assert 1 <= story.number <= len(story.titles)
    assert all(1 <= step <= len(story.titles) for step, _ in story.made)
    assert len(story.svg) < 1_000_000


def test_the_page_around_the_story_stands(
    runs: StoryRuns, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from crm_adoption.analysis.pages.present_page import Page

    monkeypatch.setattr(story_view, "story_runs", lambda **_: runs)
    monkeypatch.setenv(settings.LANGUAGE, "en")
    bombard(solara.AppLayout(children=[Page()]), caplog, {"choose", "seen", "found", "close"})


def a_room(folder: Path) -> Room:
    game, doors = begun(setting_of(Source(), 7)[0], teams=2, quarters=2), Doors(2)
    return Room(game, Source(), None, folder / "w.json", doors, Effort(4, 1))


def test_the_laboratory_stands_on_what_goes_together(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from crm_adoption.analysis.pages.lab_view import Laboratory

    kept = Kept()

    def few(choices: Any, presets: Any, **_: Any) -> Iterator[tuple[LabRun, ...]]:
        small = choices.with_people(40) if choices.people is None or choices.people > 40 else choices
        yield run_all(small, presets, replications=2, kept=kept)

    monkeypatch.setattr(session_module, "run_in_steps", few)
    session = session_module.Session("tab=lab&people=40", (), "en")
    bombard(Laboratory(session, False), caplog, {"change", "choose", "measured", "settled", "person", "wanted"})
    assert all_built(session.choices.value, session.presets)
    assert session.look.value.month <= 36


def test_the_moderators_page_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room = a_room(tmp_path)
    room.doors.enter("browser", room.doors.moderators_code)
    open_room(room)
    monkeypatch.setattr(workshop_page.solara, "get_session_id", lambda: "browser")
    (page,) = bombard(workshop_page.Page(), caplog, {"closed", "wanted", "measured"})
    assert page.view["kind"] == "debrief"  # `closed` has nothing to it that could be wrong: the quarters were closed


@pytest.mark.parametrize(("team", "kind"), [(None, "join"), (0, "decide")])
def test_the_workshop_goes_on_and_nobody_has_decided(
    team: int | None, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room = a_room(tmp_path)
    if team is not None:
        room.doors.enter("browser", room.doors.codes[team])
    open_room(room)
    monkeypatch.setattr(workshop_page.solara, "get_session_id", lambda: "browser")
    events = {"entered", "begun", "decided", "closed", "wanted", "spoken", "measured"}
    (page,) = bombard(workshop_page.Page(), caplog, events)
    assert page.view["kind"] == kind
    assert room.game.orders == ((), ())


def test_the_people_of_mesas_page_stay_where_they_are(caplog: pytest.LogCaptureFixture) -> None:
    from crm_adoption.analysis.pages.mesa_page import Page

    bombard(solara.AppLayout(children=[Page()]), caplog, {"measured", "picked"})
