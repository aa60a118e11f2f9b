"""Work done side by side: the same results in the same order, errors as anywhere, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import warnings
from functools import partial

import pytest
from crm_adoption.analysis.figures.side_by_side import side_by_side
from crm_adoption.analysis.words.notice import Gathered, Notice
from crm_adoption.scenarios.words.catalogue import Words


def number(place: int) -> tuple[int, int]:
    return place, os.getpid()


def test_results_come_in_order_from_several_processes() -> None:
    done = side_by_side([partial(number, place) for place in range(7)], 3)
    assert [place for place, _ in done] == list(range(7))
    assert len({process for _, process in done}) in (1, 3)  # one, where threads are at work or there is no fork
    assert not multiprocessing.active_children()
    assert side_by_side([]) == []


def test_an_error_in_a_copy_is_raised_here() -> None:
    def fails() -> int:
        raise ValueError(f"in {os.getpid()}")

    with pytest.raises(ValueError, match=f"in {os.getpid()}"):
        side_by_side([lambda: 1, fails, lambda: 3], 2)
    assert not multiprocessing.active_children()


def test_a_copy_that_is_killed_is_made_good() -> None:
    here = os.getpid()

    def dies_elsewhere() -> str:
        if os.getpid() != here:
            os._exit(9)
        return "done"

    assert side_by_side([lambda: "first", dies_elsewhere], 2) == ["first", "done"]


def test_notices_of_copies_are_given_here() -> None:
    say, names = Words("figures.script"), Words("figures.script.scripts")
    notice = Gathered(say, "undrawn", names, [next(iter(names.all("en")))])

    def warns() -> None:
        warnings.warn(notice, stacklevel=2)

    with pytest.warns(Notice) as heard:
        side_by_side([lambda: None, warns], 2)
    (told,) = [each.message for each in heard]
    assert isinstance(told, Gathered)
    assert told.in_words("de") == notice.in_words("de")


def test_no_process_is_copied_where_it_would_not_be_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks, here = [partial(number, place) for place in range(3)], os.getpid()
    waiting = threading.Event()
    other = threading.Thread(target=waiting.wait)
    other.start()
    try:
        assert {process for _, process in side_by_side(tasks, 3)} == {here}
    finally:
        waiting.set()
        other.join()
    monkeypatch.setattr(sys, "platform", "win32")
    assert {process for _, process in side_by_side(tasks, 3)} == {here}
