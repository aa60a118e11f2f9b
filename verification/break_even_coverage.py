"""How often the 95 % set of break-even prices holds the true one, at 20, 60 and 100 pairs.

    python verification/break_even_coverage.py            # print
    python verification/break_even_coverage.py --write    # and keep it in verification/BREAK_EVEN.md

The truth is the break-even of all companies that were simulated at each price (seed 4, months until 12); samples are
drawn from them. Behaviour is taken as known here: how often an interval over parameter sets holds the mean of all that
could be, cannot be tried with the 64 that there are. Besides, two made-up leads: one straight in the logarithm of the
price and one bent, with skewed noise that is shared by all prices.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from crm_adoption.analysis.comparing.break_even import _LAST, _OCTAVE, Curve, between, curve, levels, priced
from crm_adoption.scenarios.files.catalogue import load

Floats = npt.NDArray[np.float64]
REPORT = Path(__file__).parent / "BREAK_EVEN.md"
COMPANIES, SAMPLES, SEED, MONTH = 3000, 1000, 4, 12
PAIRS = (20, 60, 100)
CONTESTS = (("aligned_kpis", "tooling_spend"), ("aligned_and_tooling", "tooling_spend"), ("champions", "training"))


def simulated(ours: str, rival: str, companies: int) -> dict[int, Floats]:
    """Return the lead by company at every price of the grid."""
    one, other = load(ours), load(rival)
    dearer, found = priced(one), {}
    for step in range(-_LAST, _LAST + 1):
        factors = dict.fromkeys(dearer, 2.0 ** (step / _OCTAVE))
        pair = [each.with_prices(each.prices.times(factors)) if step else each for each in (one, other)]
        a, b = (levels(each, "deep_use", MONTH, companies, SEED, None) for each in pair)
        found[step] = a - b
    return found


def made(bent: bool, companies: int) -> dict[int, Floats]:
    """Return a made-up lead with skewed noise, most of it shared by all prices."""
    rng = np.random.default_rng(SEED)
    shared, slope = rng.gamma(2.0, 1.0, companies) - 2.0, rng.normal(1.0, 0.4, companies)
    steps = range(-_LAST, _LAST + 1)
    logs = {step: step * math.log(2.0) / _OCTAVE for step in steps}
    return {
        step: 0.4 + shared - slope * (np.tanh(x) if bent else x) + rng.normal(0.0, 0.2, companies)
        for step, x in logs.items()
    }


def held(lead: Callable[[int], Floats], truth: float) -> tuple[bool, bool]:
    """Return whether the set of a sample holds the truth, and whether it has two ends."""
    found = between(("a", "b"), curve(lead))
    inside = any(not truth < low and not truth > high for low, high in found.ranges)  # an open end is NaN
    return inside, len(found.ranges) == 1 and not math.isnan(found.ci_low) and not math.isnan(found.ci_high)


def truth_of(table: dict[int, Floats]) -> float:
    """Return the break-even of all companies, NaN where there is none."""
    steps = sorted(table)
    means = tuple(float(table[step].mean()) for step in steps)
    roots = Curve(tuple(step * math.log(2.0) / _OCTAVE for step in steps), means, means, means).roots()
    return math.exp(min(roots, key=abs)) if roots else math.nan


def coverage(table: dict[int, Floats], pairs: int, samples: int) -> tuple[float, float]:
    """Return how often the set holds the truth, and how often it is one range with two ends."""
    rng, truth = np.random.default_rng(pairs), truth_of(table)
    companies = len(table[0])
    seen = []
    for _ in range(samples):
        chosen = rng.choice(companies, pairs, replace=False)
        seen.append(held(lambda step, chosen=chosen: table[step][chosen], truth))  # type: ignore[misc]
    inside, closed = np.array(seen).mean(axis=0)
    return float(inside), float(closed)


def rows(companies: int = COMPANIES, samples: int = SAMPLES) -> list[str]:
    """Return the table's rows."""
    tables = {f"`{a}` against `{b}`": simulated(a, b, companies) for a, b in CONTESTS}
    tables |= {"made up, straight": made(False, companies), "made up, bent": made(True, companies)}
    found = []
    for name, table in tables.items():
        truth = truth_of(table)
        if math.isnan(truth):
            found.append(f"| {name} | none | - | - | - | - |")
            continue
        shares = [coverage(table, pairs, samples) for pairs in PAIRS]
        cells = " | ".join(f"{100.0 * inside:.1f} %" for inside, _ in shares)
        found.append(f"| {name} | {truth:.2f} | {cells} | {', '.join(f'{100.0 * c:.0f}' for _, c in shares)} % |")
    return found


def main() -> None:
    """Print the table, and keep it if asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--companies", type=int, default=COMPANIES)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    asked = parser.parse_args()
    text = "\n".join(
        [
            "# Do the 95 % sets of break-even prices hold the true price?", "",
            f"Made by `python verification/break_even_coverage.py --write`: {asked.samples:,} samples of each size "
            f"out of {asked.companies:,} companies; wanted are 93 to 97 %. Last column: how often the set is one range "
            "with two ends, by size.", "",
            "| Lead | True ratio | 20 pairs | 60 pairs | 100 pairs | Closed |", "|---|---|---|---|---|---|",
            *rows(asked.companies, asked.samples), "",
        ]
    )  # fmt: skip
    print(text)
    if asked.write:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
