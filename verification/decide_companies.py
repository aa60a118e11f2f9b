"""Whether the mix that `decide` finds is ever worse than a shipped programme at the same budget.

Ten synthetic companies of 120 people with other organisations each. For every one the best mix is searched, and
compared with every shipped programme at the same budget on companies that neither the search nor the choice has seen.

    python verification/decide_companies.py                     # ten companies, about 12 minutes of processor time
    python verification/decide_companies.py --company 3 --company 5 --trials 250
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

from crm_adoption.analysis.deciding.deciding import found
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.mix import background
from crm_adoption.analysis.deciding.objective import Objective
from crm_adoption.analysis.deciding.options import Rival, rivals
from crm_adoption.analysis.deciding.search import TRIALS
from crm_adoption.analysis.deciding.worlds import COMPARED, FINAL, of_ensemble
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.core.typical import typical_companies

REPORT = Path(__file__).parent / "DECIDE.md"
BUDGET, PEOPLE, MONTHS, COMPANIES = 200_000.0, 120, 36, 10


@dataclass(frozen=True)
class Case:
    """What came out of one company."""

    number: int
    objective: str
    level: float
    closest: Rival
    beaten: int
    rivals: int
    worse: int
    kinds: str
    seconds: float


def case(number: int, objective: str, trials: int, seed: int) -> Case:
    """Search the best mix of one company and hold it against all shipped programmes."""
    begun = time.process_time()
    company = typical_companies(number + 1, seed=seed, months=MONTHS)[number]
    base = background(overridden(company, {"people": PEOPLE}))
    worlds = of_ensemble(base, load_ensemble("evidence"), seed)
    question = Question(base, base, BUDGET, Objective(objective, MONTHS), worlds, 0, "en")
    done = found(question, trials, lambda _: None)
    best = worlds.values(done.best.scenario, objective, MONTHS, COMPARED, FINAL)
    nothing = worlds.values(base, objective, MONTHS, COMPARED, FINAL)
    against = rivals(best, nothing, done.ready, worlds, question.objective)
    kinds = ", ".join(f"{kind} {euros / 1000:.0f}" for kind, euros in done.best.spending().items())
    worse = sum(each.high < 0.0 for each in against)
    beaten = sum(each.low > 0.0 for each in against)
    return Case(
        number, objective, float(best.mean()), against[0], beaten, len(against), worse, kinds,
        time.process_time() - begun,
    )  # fmt: skip


def report(cases: list[Case], trials: int, seed: int) -> str:
    """Return the report as Markdown."""
    worse, pairs = sum(each.worse for each in cases), sum(each.rivals for each in cases)
    scale = {"deep_use": (100.0, "{:.1f}"), "net_value": (1e-3, "{:,.0f}"), "customers": (1.0, "{:,.0f}")}
    numbers = list(dict.fromkeys(each.number for each in cases))
    chosen = "" if numbers == list(range(COMPANIES)) else "".join(f" --company {number}" for number in numbers)
    rows = []
    for each in cases:
        factor, form = scale[each.objective]
        level, behind, low, high = (
            form.format(factor * v) for v in (each.level, each.closest.behind, each.closest.low, each.closest.high)
        )
        rows.append(
            f"| {each.number} | {each.objective} | {level} | {each.closest.mix.scenario.title('en')} | "
            f"{behind} ({low} to {high}) | {each.beaten} of {each.rivals} | {each.worse} | {each.kinds} | "
            f"{each.seconds:.0f} |"
        )
    return "\n".join([
        "# The mix found against the shipped programmes", "",
        f"Made by `python verification/decide_companies.py{chosen} --trials {trials} --seed {seed}`.", "",
        f"In {worse} of {pairs} comparisons the mix found was surely worse (95 % interval below zero) than a shipped "
        f"programme at the same budget of EUR {BUDGET:,.0f}; companies of {PEOPLE} people drawn from the ranges of "
        "typical companies, the ensemble `evidence`, intervals over its parameter sets, all on simulated companies "
        "that neither search nor choice has seen.", "",
        "Real use in percent, differences in percentage points; net value in thousand EUR. Spending by kind in "
        "thousand EUR. Processor time of the search and the comparison, seconds.", "",
        "| Company | Objective | Mix found | Closest shipped programme | Ahead of it (95 %) | Surely ahead of | "
        "Surely worse than | Spends on | CPU s |",
        "|--:|---|--:|---|--:|--:|--:|---|--:|", *rows, "",
    ])  # fmt: skip


def main() -> None:
    """Run the verification and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--company", type=int, action="append", help="number of a company; default: 0 to 9")
    parser.add_argument("--trials", type=int, default=TRIALS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--objective", action="append", help="default: deep_use")
    parser.add_argument("--out", type=Path, default=REPORT)
    given = parser.parse_args()
    cases = []
    for objective in given.objective or ["deep_use"]:
        for number in given.company or range(COMPANIES):
            cases.append(case(number, objective, given.trials, given.seed))
            print(f"{objective}, company {number}: worse than {cases[-1].worse} of {cases[-1].rivals}", flush=True)
            given.out.write_text(report(cases, given.trials, given.seed), encoding="utf-8")


if __name__ == "__main__":
    main()
