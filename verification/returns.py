"""What a euro of a sensible programme returns in typical companies, over 36 months, at accepted parameter sets.

    python verification/returns.py              # print
    python verification/returns.py --write      # and keep it in verification/RETURNS.md

Each typical company takes one member of the ensemble `evidence` in turn, the same people and chance with the programme
and without. What comes back is the net value with the programme above that without, before the programme is paid,
per euro that it costs. Bands were set beforehand (design of the second edition): between 1 and 9 per euro in 60 to
95 % of companies at the best mix of EUR 2,500 a head.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.core.typical import typical_companies
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.simulate import simulate

REPORT = Path(__file__).parent / "RETURNS.md"
LADDER = ("ladder_1250", "ladder_2500", "ladder_5000", "ladder_10000")
COMPANIES, REPLICATIONS, MONTHS, SEED = 128, 8, 36, 2027
LOW, HIGH = 1.0, 9.0


def at_size(programme: Scenario, company: Scenario) -> Scenario:
    """Return a company with a programme that costs as much a head as in the programme's own company."""
    factor = company.company.organisation.headcount / programme.company.organisation.headcount
    scaled = tuple(
        replace(each, budget=each.budget * factor) if each.budget is not None else each
        for each in programme.interventions
    )
    return replace(company, name=programme.name, interventions=scaled)


def returns(name: str, companies: int = COMPANIES) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return by company what a euro brings back, and the cost a head."""
    members = load_ensemble("evidence").members
    programme, found, cost = load(name), [], []
    for k, each in enumerate(typical_companies(companies, SEED)):
        company = replace(each.company, behaviour=members[k % len(members)])
        plain = replace(each, company=company, interventions=(), months=MONTHS)
        done, without = (
            simulate(one, replications=REPLICATIONS, seed=SEED + k) for one in (at_size(programme, plain), plain)
        )
        spent = float(done.of("cost")[:, -1].mean())
        gained = float((done.of("net_value")[:, -1] - without.of("net_value")[:, -1]).mean()) + spent
        found.append(gained / spent)
        cost.append(spent / company.organisation.headcount)
    return np.array(found), np.array(cost)


def table(companies: int = COMPANIES) -> str:
    """Return the returns of the ladder as Markdown."""
    rows = []
    for name in LADDER:
        back, cost = returns(name, companies)
        low, middle, high = np.quantile(back, [0.05, 0.5, 0.95])
        inside, loses = np.mean((back >= LOW) & (back <= HIGH)), np.mean(back < LOW)
        rows.append(
            f"| `{name}` | {cost.mean():,.0f} | {middle:.1f} | {low:.1f} to {high:.1f} | {inside:.0%} | {loses:.0%} |"
        )
    return "\n".join([
        "# What a euro returns", "",
        f"Made by `python verification/returns.py --write`: {companies} typical companies (30 to 2,000 people) at the "
        f"sets of `evidence`, {REPLICATIONS} replicates each, {MONTHS} months.", "",
        "| programme | EUR a head | comes back per euro, median | nine in ten | between 1 and 9 | less than 1 |",
        "|---|--:|--:|--:|--:|--:|", *rows, "",
    ])  # fmt: skip


def main() -> int:
    """Print the table, and keep it if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="keep it in verification/RETURNS.md")
    parser.add_argument("--companies", type=int, default=COMPANIES)
    given = parser.parse_args()
    text = table(given.companies)
    print(text)
    if given.write:
        REPORT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
