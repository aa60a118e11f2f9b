"""The engine alone: nanoseconds per employee, feature and month; founding; the 120-person company."""

from __future__ import annotations

from measure import Row, company, nanoseconds, seconds, simulated


def rows(repeats: int) -> list[Row]:
    table: list[Row] = []
    for people, replications in ((120, 200), (1_000, 30), (10_000, 3)):
        one = company(people)
        took = seconds(simulated(one, replications, 1), repeats)
        aim = "<= 20 ns per employee, feature and month"
        table.append((f"{people:,} people, one thread", f"{nanoseconds(took, people, replications):.1f} ns", aim))
        short, long = (seconds(simulated(one, replications, 1, months), repeats) for months in (1, 25))
        founding = (short - (long - short) / 24) / replications
        aim = "<= 0.3 ms for 120" if people == 120 else ""
        table.append((f"{people:,} people, founding alone", f"{founding * 1e3:.3f} ms", aim))
    return table
