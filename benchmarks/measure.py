"""What the benchmarks share: a company of a given size, and medians of repeated timings."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from crm_adoption import Scenario
from crm_adoption.model.company import Company
from crm_adoption.model.features import STANDARD_FEATURES, Catalogue
from crm_adoption.model.organisation import Department, Organisation
from crm_adoption.model.schedule import undisturbed
from crm_adoption.model.simulation import run

FEATURES, MONTHS = 12, 36
SHARES = {"sales": 0.42, "marketing": 0.16, "customer_success": 0.20, "service": 0.22}
Row = tuple[str, str, str]
"""What was measured, the value, the aim."""


def company(people: int, features: int = FEATURES, ties: int = 10) -> Company:
    """Return a company of the default departments; further features are copies of the standard ones."""
    counts = {name: int(share * people) for name, share in SHARES.items()}
    counts["sales"] += people - sum(counts.values())
    departments = tuple(Department(n, n, n, n, k) for n, k in counts.items())
    needed_first = sorted(STANDARD_FEATURES, key=lambda each: not each.shared_record)
    standard = [needed_first[f % len(needed_first)] for f in range(features)]
    copies = tuple(
        type(each)(**{**vars(each), "name": each.name if f < len(STANDARD_FEATURES) else f"{each.name}_{f}"})
        for f, each in enumerate(standard)
    )
    return Company(Organisation("benchmark", departments, ties_inside=ties), Catalogue(copies))


def scenario(people: int) -> Scenario:
    return Scenario("benchmark", company(people), months=MONTHS)


def seconds(action: Callable[[], object], repeats: int) -> float:
    return statistics.median(once(action) for _ in range(repeats))


def once(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def side_by_side(one: Callable[[], object], other: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Return the medians of two actions timed in turns, so that a slow spell hits both."""
    pairs = [(once(one), once(other)) for _ in range(repeats)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def simulated(each: Company, replications: int, workers: int, months: int = MONTHS) -> Callable[[], object]:
    plan = undisturbed(each, months)
    _ = each.setting
    return lambda: run(each, plan, replications=replications, workers=workers)


def nanoseconds(took: float, people: int, replications: int, features: int = FEATURES, months: int = MONTHS) -> float:
    """Return nanoseconds per employee, feature and month."""
    return took / (people * features * months * replications) * 1e9
