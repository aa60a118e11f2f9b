"""What common random numbers save: the variance of a paired difference against an independent one."""

from __future__ import annotations

from dataclasses import replace

from crm_adoption import AlignKPIs, Scenario, load, simulate
from crm_adoption.analysis.base.effects import variance_ratio
from crm_adoption.analysis.base.programme import Programme
from measure import Row, scenario


def ratio(baseline: Scenario, other: Scenario, replications: int) -> str:
    """Return the ratio for real use in month 12."""
    pair = [Programme(s, simulate(s, replications=replications, months=12), False) for s in (other, baseline)]
    return f"{variance_ratio(pair[0], pair[1], 'deep_use', 12):.1f} times"


def rows(replications: int = 2_000) -> list[Row]:
    plain = scenario(120)
    aligned = replace(plain, name="aligned", interventions=(AlignKPIs(budget=150_000),))
    words = "variance of a difference, independent against common random numbers"
    return [
        (
            f"{words}, the article's company",
            ratio(load("no_programme"), load("aligned_kpis"), replications),
            ">= 8 times",
        ),
        (f"{words}, the default organisation", ratio(plain, aligned, replications), ""),
    ]
