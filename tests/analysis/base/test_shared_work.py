"""Work that several ask for at once: done once, told to all, ended when nobody waits, kept within a budget of bytes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count

import numpy as np
import pytest
from crm_adoption.analysis.base import shared_work
from crm_adoption.analysis.base.shared_work import WORKERS, Abandoned, Shared, part_of
from crm_adoption.analysis.base.sizes import size_of
from crm_adoption.analysis.laboratory import runs
from crm_adoption.analysis.laboratory.build import all_built
from crm_adoption.analysis.laboratory.choices import Choices, Plan
from crm_adoption.analysis.laboratory.presets import shipped, uploaded
from crm_adoption.analysis.laboratory.runs import Kept, keys_of, run_all
from crm_adoption.analysis.story import begin_story, story_runs
from crm_adoption.analysis.story import runs as story

MANY = 9
LONG = 60.0
"""Seconds after which something is broken, not slow."""


def together(many: int, do: Callable[[], object]) -> list[object]:
    """Return what many threads get that ask at once."""
    ready = threading.Barrier(many)

    def ask(_: int) -> object:
        ready.wait()
        return do()

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(ask, range(many)))


def until(met: Callable[[], bool]) -> None:
    """Wait until something is so, however slow the machine is."""
    last = time.monotonic() + LONG
    while not met():
        assert time.monotonic() < last, "waited for too long"
        time.sleep(0.01)


def test_what_many_ask_for_at_once_is_done_once() -> None:
    shared, times = Shared[object](1000), list[float]()

    def work(report: shared_work.Report) -> object:
        times.append(time.monotonic())
        time.sleep(0.3)
        return object()

    found = together(MANY, lambda: shared.get("key", work))
    assert len(times) == 1
    assert all(each is found[0] for each in found)
    assert shared.get("key", work) is found[0]
    assert shared.get("other", work) is not found[0]


def test_everybody_who_waits_sees_how_far_it_is() -> None:
    shared, seen = Shared[int](1000), list[list[float]]()

    def work(report: shared_work.Report) -> int:
        for share in (0.25, 0.5):
            report(share)
            until(lambda share=share: len(seen) == 3 and all(share in mine for mine in seen))  # type: ignore[misc]
        return 1

    def ask() -> None:
        mine = list[float]()
        seen.append(mine)
        shared.get("key", work, mine.append)

    together(3, ask)
    assert all({0.25, 0.5, 1.0} <= set(mine) and mine == sorted(mine) for mine in seen)


def endless(ended: threading.Event, begun: threading.Event) -> shared_work.Work[int]:
    def work(report: shared_work.Report) -> int:
        begun.set()
        try:
            for step in count():
                report(step / (step + 1.0))
                time.sleep(0.01)
        except Abandoned:
            ended.set()
            raise
        return 7

    return work


def test_work_ends_when_the_last_one_leaves_and_not_before() -> None:
    shared, ended, begun = Shared[int](1000), threading.Event(), threading.Event()
    leave, waits = ([threading.Event(), threading.Event()] for _ in range(2))

    def ask(which: int) -> None:
        def progress(_: float) -> None:
            waits[which].set()
            if leave[which].is_set():
                raise KeyError(which)

        with pytest.raises(KeyError):
            shared.get("key", endless(ended, begun), progress)

    threads = [threading.Thread(target=ask, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    assert all(each.wait(LONG) for each in (begun, *waits))
    leave[0].set()
    threads[0].join()
    assert not ended.wait(0.3)
    leave[1].set()
    assert ended.wait(LONG)
    threads[1].join()
    assert shared.get("key", lambda report: 3) == 3  # who comes later begins anew


def test_what_is_begun_ahead_goes_on_without_anybody() -> None:
    shared, done = Shared[int](1000), threading.Event()

    def work(report: shared_work.Report) -> int:
        report(0.5)
        done.set()
        return 4

    shared.begin("key", work)
    assert done.wait(LONG)
    assert shared.get("key", lambda report: 5) == 4


def test_a_failure_is_told_to_all_and_not_kept() -> None:
    shared = Shared[int](1000)

    def fail(report: shared_work.Report) -> int:
        time.sleep(0.2)
        raise ZeroDivisionError

    def ask() -> str:
        try:
            return str(shared.get("key", fail))
        except ZeroDivisionError:
            return "told"

    assert together(MANY, ask) == ["told"] * MANY
    assert shared.get("key", lambda report: 1) == 1


def test_what_is_kept_never_takes_more_than_its_bytes() -> None:
    shared = Shared[bytes](10_000, size=len)
    for key, size in enumerate((4000, 4000, 4000, 20_000, 100)):
        assert len(shared.get(key, lambda report, size=size: b"x" * size)) == size  # type: ignore[misc]
        assert shared.kept_bytes <= shared.most_bytes
    assert (shared.known(0), shared.known(3)) == (None, None)
    assert shared.known(1) is not None
    assert shared.kept_bytes == 8100


def test_more_work_than_threads_waits_its_turn() -> None:
    shared, lock, now, most = Shared[int](0), threading.Lock(), 0, 0

    def work(report: shared_work.Report) -> int:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.05)
        with lock:
            now -= 1
        return 0

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(lambda key: shared.get(key, work), range(12)))
    assert 1 <= most <= WORKERS.threads


def test_parts_add_up_to_the_whole() -> None:
    seen = list[float]()
    done = part_of(seen.append, 0.5, 1.0, 4)
    for more in (1, 1, 2, 9):
        done(more)
    assert seen == [0.625, 0.75, 1.0, 1.0]


@dataclass
class Holder:
    rows: np.ndarray
    again: np.ndarray
    names: tuple[str, ...]


class Slotted:
    __slots__ = ("text",)

    def __init__(self) -> None:
        self.text = "x" * 5000


def test_sizes_count_everything_held_and_nothing_twice() -> None:
    rows = np.zeros(100_000, np.uint8)
    assert 100_000 < size_of(rows) < 101_000
    assert 100_000 < size_of(rows[:10]) < 101_000  # a view keeps all of what it looks at
    assert 101_000 < size_of(Holder(rows, rows, ("n" * 1000,))) < 103_000
    assert size_of({"a": [Slotted()]}) > 5000
    circle: list[object] = []
    circle.append(circle)
    assert size_of(circle) < 200
    assert size_of(len) < 200


def counted(monkeypatch: pytest.MonkeyPatch, where: object) -> list[object]:
    """Return a list that grows with every call of `simulate` in a module."""
    calls, real = list[object](), where.simulate  # type: ignore[attr-defined]

    def simulate(scenario: object, **how: object) -> object:
        calls.append(scenario)
        return real(scenario, **how)

    monkeypatch.setattr(where, "simulate", simulate)
    return calls


def test_the_story_that_many_open_at_once_is_simulated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls, shares, seen = counted(monkeypatch, story), list[float](), threading.Event()
    quick = story.duel

    def held(*names: str, **how: object) -> object:
        assert seen.wait(LONG)  # the rivals wait until somebody was told how far the rest is
        return quick(*names, **how)  # type: ignore[arg-type]

    def told(share: float) -> None:
        shares.append(share)
        seen.set()

    monkeypatch.setattr(story, "duel", held)
    begin_story(3, 911)
    found = together(MANY, lambda: story_runs(3, 911, progress=told))
    programmes, walls = len(story.SHIPPED), len(story.WALLS) + 1  # each wall down, and all of them
    assert len(calls) == programmes + walls + len(story.SHARES)
    assert all(each is found[0] for each in found)
    assert shares[-1] == 1.0
    assert shares[0] < 1.0


def test_a_laboratory_that_many_open_at_once_is_simulated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls, kept = counted(monkeypatch, runs), Kept()
    choices = Choices((Plan("no_programme"), Plan("aligned_kpis")), people=70)
    found = together(MANY, lambda: run_all(choices, shipped(), replications=2, kept=kept))
    assert len(calls) == 2
    assert all(each == found[0] for each in found)


def test_who_shares_a_run_does_not_see_what_others_call_it() -> None:
    text = "extends = 'mandate'\nmonths = 12\n"
    presets = [uploaded(f"{name}.toml", text, ()) for name in ("secret_plan", "mine")]
    found = []
    for preset in presets:
        choices, known = Choices((Plan("no_programme"), Plan(preset.key))), {**shipped(), preset.key: preset}
        found.append(keys_of(choices, known, all_built(choices, known)))
    assert found[0][0] == found[1][0]
    assert found[0][1] != found[1][1]
