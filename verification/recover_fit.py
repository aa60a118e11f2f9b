"""Does `crm-adoption fit` find again what is known? Synthetic companies from export files to intervals and forecasts.

    python verification/recover_fit.py --companies 40 --out verification/FIT.md

Each company has 40 to 400 people, a mix of departments, levers, resistance and behaviour of its own, drawn from
what is taken to be possible before any data are seen, and a system that counts clicks on its own scale. The model
writes roster and export (people who left are in the export only), the export is read like anybody's, and the fit
sees nothing else. Counted is how often a 90 % interval contains the number that was put in, and how far the last
three months, kept aside, are missed, against carrying the last month before forward.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from crm_adoption import __version__
from crm_adoption.analysis.company.fitting import COMPANIES, Fitted, fitted
from crm_adoption.analysis.company.forecasting import HELD_OUT
from crm_adoption.analysis.company.observed import observed
from crm_adoption.analysis.company.real_use import errors_of, real_use
from crm_adoption.analysis.company.rule import rule_of_usage
from crm_adoption.analysis.company.unknowns import unknowns_of
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.core.typical import typical_companies
from crm_adoption.scenarios.files.changes import changed
from crm_adoption.scenarios.usage.example import example, write_example
from crm_adoption.scenarios.usage.reading import read_company

MONTHS, SMALLEST, LARGEST, POPULATION_SEED = 12, 40, 400, 8128
LEVEL = 0.90
TARGET = (0.85, 0.95)


@dataclass(frozen=True)
class Recovery:
    """What came of one company."""

    people: int
    covered: dict[str, bool]
    error: float
    carried: float
    foretold: float
    seconds: float


def companies(count: int, months: int = MONTHS) -> list[Scenario]:
    """Return typical companies of a size at which a fit is quick, the same ones for every count."""
    found, number = [], 0
    while len(found) < count:
        one = typical_companies(number + 1, POPULATION_SEED, months=months)[number]
        if SMALLEST <= one.company.organisation.headcount <= LARGEST:
            found.append(one)
        number += 1
    return found


def truth_of(base: Scenario, number: int) -> tuple[Scenario, dict[str, float], float]:
    """Return a company with numbers of its own, these numbers by path, and the scale on which its clicks count."""
    chance = np.random.default_rng([POPULATION_SEED, number])
    unknowns = unknowns_of(base)
    values = {each.path: float(chance.uniform(each.low, each.high)) for each in unknowns}
    members = load_ensemble("evidence").members
    own = changed(base, [(each.target, values[each.path]) for each in unknowns])
    return own.behaving(members[int(chance.integers(len(members)))]), values, float(np.exp(chance.uniform(-0.7, 0.7)))


def recovered(base: Scenario, number: int, simulated: int = COMPANIES) -> tuple[Recovery, Fitted]:
    """Write the files of one company with known numbers, read and fit them, and compare."""
    own, values, scale = truth_of(base, number)
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        files = write_example(example(own, seed=POPULATION_SEED + number, scale=scale), Path(folder))
        company, usage = read_company(*files)
    rule = rule_of_usage(usage)
    real = real_use(company.scenario, usage, rule)
    seen = observed(company.scenario, usage, real.real, real.least)
    errors = errors_of(real, company.scenario, usage)
    found = fitted(company.scenario, seen, load_ensemble("evidence").members, errors, companies=simulated,
                   seed=number, workers=1)  # fmt: skip
    inside = {
        each.path: bool(found.quantiles[0, i] <= values[each.path] <= found.quantiles[-1, i])
        for i, each in enumerate(found.unknowns)
    }
    held = found.held_out
    assert held is not None
    people = company.scenario.company.organisation.headcount
    seconds = time.process_time() - begun
    return Recovery(people, inside, held.error, held.errors["carried"], held.covered, seconds), found


def rate_by_company(found: list[Recovery]) -> tuple[float, float]:
    """Return the share of intervals that cover, and its standard error, companies being independent."""
    shares = np.array([np.mean(list(each.covered.values())) for each in found])
    return float(shares.mean()), float(shares.std(ddof=1) / np.sqrt(len(shares))) if len(shares) > 1 else 0.0


def _kind(path: str) -> str:
    return path.rpartition(".")[2]


def _by_size(found: list[Recovery]) -> list[str]:
    lines = []
    for low, high in ((SMALLEST, 99), (100, 199), (200, LARGEST)):
        those = [each for each in found if low <= each.people <= high]
        if those:
            inside = 100 * np.mean([np.mean(list(each.covered.values())) for each in those])
            error, carried = (100 * np.mean([getattr(each, name) for each in those]) for name in ("error", "carried"))
            lines.append(
                f"| {low} to {high} | {len(those)} | {inside:.0f} % | {error:.2f} points | {carried:.2f} points |"
            )
    return lines


def report(found: list[Recovery]) -> str:
    """Return the report as Markdown."""
    rate, error = rate_by_company(found)
    missed, carried = np.mean([each.error for each in found]), np.mean([each.carried for each in found])
    better = np.array([each.carried - each.error for each in found])
    foretold = np.mean([each.foretold for each in found])
    met = "met" if TARGET[0] <= rate <= TARGET[1] else "MISSED"
    doubt = better.std(ddof=1) / np.sqrt(len(better))
    ahead = "met" if better.mean() > 0.0 else "MISSED"
    shown = "shown" if better.mean() > 1.96 * doubt else "NOT SHOWN at the 5 % level"
    kinds = sorted({_kind(path) for each in found for path in each.covered})
    lines = [
        "# Does the fit find again what is known?", "",
        f"Made by `python verification/recover_fit.py --companies {len(found)}` with version {__version__}; "
        f"{len(found)} synthetic companies of {min(e.people for e in found)} to {max(e.people for e in found)} people, "
        f"{MONTHS} months, {COMPANIES:,} simulated companies for each fit, "
        f"{np.median([e.seconds for e in found]):.1f} s of one core each (median, files and held-out months included).",
        "", "| question | result | target | |", "|---|---|---|---|",
        f"| share of 90 % intervals that contain the number put in | {100 * rate:.1f} % (standard error "
        f"{100 * error:.1f}, over companies) | {100 * TARGET[0]:.0f} to {100 * TARGET[1]:.0f} % | {met} |",
        f"| mean absolute error of the last {HELD_OUT} months, kept aside, by department | {100 * missed:.2f} points | "
        f"less than carrying forward | {ahead} |",
        f"| the same for carrying the last month before forward | {100 * carried:.2f} points | | |",
        f"| difference of the two, per company | {100 * better.mean():.2f} points (standard error {100 * doubt:.2f}); "
        f"smaller in {int((better > 0).sum())} of {len(found)} | above 0 | {shown} |",
        f"| share of held-out months inside the forecast's 90 % interval | {100 * foretold:.1f} % | | |", "",
        "By size:", "", "| people | companies | covered | error | carried forward |", "|---|---|---|---|---|",
        *_by_size(found), "", "Coverage by number:", "", "| number | intervals | covered |", "|---|---|---|",
    ]  # fmt: skip
    for kind in kinds:
        inside = [good for each in found for path, good in each.covered.items() if _kind(path) == kind]
        lines.append(f"| {kind} | {len(inside)} | {100 * np.mean(inside):.0f} % |")
    return "\n".join(lines) + "\n"


def main(arguments: Any = None) -> None:
    """Run the companies one after the other and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=40)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(arguments)
    found = []
    for number, base in enumerate(companies(chosen.companies)):
        try:
            one, _ = recovered(replace(base, months=MONTHS), number)
        except InputError as error:
            raise SystemExit(f"company {number}: {error}") from error
        found.append(one)
        share = np.mean(list(one.covered.values()))
        print(f"{number}: {one.people} people, covered {share:.2f}, error {one.error:.4f}, carried {one.carried:.4f}, "
              f"{one.seconds:.1f} s", flush=True)  # fmt: skip
    text = report(found)
    if chosen.out:
        chosen.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
