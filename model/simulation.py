"""Whole runs: many replicates inside the kernel, chunks of them on threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed

import numpy as np
import numpy.typing as npt

from .block import Block, empty_block
from .by_reference import referred
from .chunks import chunks
from .company import Company, Setting
from .compiled import kernel, part
from .draws import replicate_key
from .measuring import has_room, measure
from .month import run_month
from .outcomes import OUTCOME_NAMES
from .people import found
from .run import Run as Run
from .schedule import Schedule, no_months
from .state import COMPLIANCE, DEEP, State, empty_state
from .terms import Terms, empty_terms
from .watch import BEGAN, KNOWN, nothing_begun, react, react_once, start_over
from .whole import whole_number as whole_number

MOST_MONTHS = 1200
MOST_REPLICATIONS = 10_000_000


@part
def record_use(state: State, out: npt.NDArray[np.int32]) -> None:
    """Write the pairs in deep use and in compliance, [D, F, 2]."""
    for d in range(out.shape[0]):
        for f in range(out.shape[1]):
            out[d, f, 0] = state.use[d, f, DEEP]
            out[d, f, 1] = state.use[d, f, COMPLIANCE]


@kernel
def advance(
    setting: Setting, plan: Schedule, now: Schedule, state: State, terms: Terms, block: Block, seats: float,
    seed: np.uint64, first: int, start: int, fresh: bool, out: npt.NDArray[np.float64], use: npt.NDArray[np.int32],
    fired: npt.NDArray[np.int32],
) -> None:  # fmt: skip
    """Run the months start, start + 1, ... of replicates first, first + 1, ... and write their outcomes.

    The one kernel behind both faces: whole runs of many replicates, and one month of one.

    Parameters
    ----------
    plan, now : Schedule
        What is done, and the replicate's own copy of it in which triggers write (`Schedule.own`).
    state, terms, block : State, Terms, Block
        Worked on in place.
    fresh : bool
        Whether each replicate starts with its founding, or goes on from the state.
    out : float64 array [replications, months, 1 + D, outcomes]
    use : int32 array [replications or 0, months, D, F, 2]
        Pairs in deep use and in compliance, where recorded.
    fired : int32 array [replications, triggers, 3]
        What is known of each trigger (`watch`); worked on in place.
    """
    setting, plan, now = referred(setting), referred(plan), referred(now)
    state, terms, block = referred(state), referred(terms), referred(block)
    watch = plan.triggers
    for k in range(out.shape[0]):
        key = replicate_key(seed, first + k)
        if fresh:
            found(setting, plan.asked_first, state, key)
            if fired.shape[1] and out.shape[1]:
                start_over(plan, now, fired[k])
                out[k, 0] = np.nan  # nothing has been seen before the first month
                react(plan, watch, now, fired[k], out[k, 0], start)
        for t in range(out.shape[1]):
            run_month(setting, now, state, terms, block, key, start + t)
            measure(setting, state, seats, start + t, out[k, t])
            if use.shape[0]:
                record_use(state, use[k, t])
            if fired.shape[1] and start + t + 1 < plan.levers.shape[0]:
                react(plan, watch, now, fired[k], out[k, t], start + t + 1)


def _allocated(setting: Setting) -> tuple[State, Terms, Block]:
    """Return the arrays that the kernel works on, for one replicate after the other."""
    people, departments, features = len(setting.place.manager), len(setting.relevant), len(setting.features)
    halves = setting.half_inside, setting.half_across
    state = empty_state(people, departments, features, *halves, len(setting.given_ties))
    return state, empty_terms(features), empty_block(state)


def replicates(
    setting: Setting, schedule: Schedule, seats: float, seed: int, first: int, values: npt.NDArray[np.float64],
    use: npt.NDArray[np.int32] | None = None, fired: npt.NDArray[np.int32] | None = None,
) -> None:  # fmt: skip
    """Run whole replicates first, first + 1, ... in one call of the kernel.

    Parameters
    ----------
    values : float64 array [replications, months, 1 + D, outcomes]
        Written.
    use : int32 array [replications, months, D, F, 2], optional
        Written: pairs in deep use and in compliance.
    fired : int32 array [replications, triggers, 3], optional
        Written: when each trigger first began, last began and stopped since, -1 if it did not.
    """
    has_room(setting, schedule, values, 0)
    count, months, places, _ = values.shape
    if use is None:
        use = np.empty((0, months, places - 1, len(setting.features), 2), np.int32)
    if fired is None:
        fired = np.repeat(nothing_begun(schedule.conditions)[None], count, axis=0)
    own, root = schedule.own(), np.uint64(seed)
    advance(setting, schedule, own, *_allocated(setting), seats, root, first, 0, True, values, use, fired)


def found_company(setting: Setting, seed: int, replicate: int) -> State:
    """Return one replicate of a company on the day the CRM goes live."""
    departments, features = setting.relevance.shape[1:]
    idle, scratch = no_months(departments, features), _allocated(setting)
    out = np.empty((1, 0, 1 + departments, len(OUTCOME_NAMES)))
    use, fired = np.empty((0, 0, departments, features, 2), np.int32), np.empty((1, 0, KNOWN), np.int32)
    advance(setting, idle, idle, *scratch, 1.0, np.uint64(seed), replicate, 0, True, out, use, fired)
    return scratch[0]


def step_month(
    setting: Setting, schedule: Schedule, state: State, seats: float, seed: int, replicate: int, t: int,
    out: npt.NDArray[np.float64], now: Schedule | None = None, fired: npt.NDArray[np.int32] | None = None,
) -> None:  # fmt: skip
    """Run month t of one replicate in place and write its outcomes, [1 + D, outcomes].

    Where the schedule has triggers, ``now`` is the replicate's own copy and ``fired`` says what has begun.
    """
    has_room(setting, schedule, out[None], t)
    use = np.empty((0, 1, *setting.relevance.shape[1:], 2), np.int32)
    scratch = empty_terms(len(setting.features)), empty_block(state)
    begun = np.empty((1, 0, KNOWN), np.int32) if fired is None else fired[None]
    root, own = np.uint64(seed), now or schedule
    advance(setting, schedule, own, state, *scratch, seats, root, replicate, t, False, out[None, None], use, begun)


def by_month(setting: Setting, schedule: Schedule, seats: float, seed: int, replicate: int) -> Iterator[State]:
    """Yield one replicate at go-live and at the end of each month: one state, worked on in place."""
    state, now, fired = found_company(setting, seed, replicate), schedule.own(), nothing_begun(schedule.conditions)
    seen = np.full((1 + len(setting.relevant), len(OUTCOME_NAMES)), np.nan)
    if schedule.conditions:
        react_once(schedule, now, fired, seen, 0)
    yield state
    for month in range(schedule.months):
        step_month(setting, schedule, state, seats, seed, replicate, month, seen, now, fired)
        yield state


def worker_count(workers: int | None) -> int:
    """Return how many threads to use: what was asked for, or one per available core."""
    if workers is not None:
        return whole_number(workers, 1, 1024, "workers")
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else (os.cpu_count() or 1)


def run(
    company: Company,
    schedule: Schedule,
    *,
    replications: int = 100,
    seed: int = 0,
    first_replicate: int = 0,
    workers: int | None = None,
    executor: Executor | None = None,
    record_features: bool = False,
    progress: Callable[[int], object] | None = None,
    turns: Sequence[tuple[Company, Schedule]] = (),
) -> Run:
    """Run a company under a schedule, ``replications`` times.

    Parameters
    ----------
    replications : int
        Number of replicates, at least 1.
    seed : int
        Root seed, 0 to 2**64 - 1.
    first_replicate : int
        Number of the first replicate; replicate k is the same in every batch.
    workers : int, optional
        Threads; the results do not depend on them.
    executor : concurrent.futures.Executor, optional
        Runs the chunks instead of threads of our own; it must share memory.
    record_features : bool
        Whether to keep use by department and feature.
    progress : callable, optional
        Called with the number of replicates just finished.
    turns : sequence of (Company, Schedule)
        What the company could be: replicate k is of turn k modulo their number. All of one layout and horizon.

    Raises
    ------
    InputError
        For a number outside its range.
    """
    replications = whole_number(replications, 1, MOST_REPLICATIONS, "replications")
    seed = whole_number(seed, 0, 2**64 - 1, "seed")
    first_replicate = whole_number(first_replicate, 0, 2**31 - replications, "first_replicate")
    departments, features = company.relevance.shape
    values = np.empty((replications, schedule.months, 1 + departments, len(OUTCOME_NAMES)))
    kept = replications if record_features else 0
    use = np.empty((kept, schedule.months, departments, features, 2), np.int32)
    fired = np.repeat(nothing_begun(schedule.conditions)[None], replications, axis=0)
    companies = turns or [(company, schedule)]
    _ = [each.setting for each, _ in companies]  # built once, before threads share them

    def task(first: int, count: int) -> int:
        at_once = count if len(companies) == 1 else 1
        for start in range(first, first + count, at_once):
            part, number = slice(start, start + at_once), first_replicate + start
            own, plan = companies[number % len(companies)]
            kept = use[part] if record_features else None
            replicates(own.setting, plan, own.seats, seed, number, values[part], kept, fired[part])
        return count

    threads = worker_count(workers)
    parts = chunks(replications, threads)
    if executor is None and (threads == 1 or len(parts) == 1):
        for part in parts:
            done = task(*part)
            if progress:
                progress(done)
    else:
        own = ThreadPoolExecutor(threads) if executor is None else None
        try:
            for future in as_completed([(executor or own).submit(task, *part) for part in parts]):  # type: ignore[union-attr]
                if progress:
                    progress(future.result())
                future.result()
        finally:
            if own:
                own.shutdown(cancel_futures=True)
    return Run(values, use if record_features else None, first_replicate, np.ascontiguousarray(fired[:, :, BEGAN]))
