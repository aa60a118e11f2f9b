"""Whether a decision changes its mind with the seed: the same companies and budgets searched from several seeds.

The mixes that the seeds find are held against each other on companies that none of them has seen: how far the worst
of them is behind the best (regret between seeds), what all of them buy, and whether what one seed says all good mixes
share is true of the others' best. One line a search goes to the log, which a further run goes on from.

    python verification/decide_seeds.py --log seeds.jsonl --write          # two companies, fitted to their exports
    python verification/decide_seeds.py --trials 60 --seeds 2 --company example --budget 200000            # short

One company is the example export's, by our own engine; the other is by other makers (`tests/outside_companies.py`).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from crm_adoption.analysis.company.fit_job import fit_company
from crm_adoption.analysis.deciding.choosing import found
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.mix import background
from crm_adoption.analysis.deciding.objective import Objective
from crm_adoption.analysis.deciding.search import TRIALS
from crm_adoption.analysis.deciding.worlds import COMPARED, FINAL, of_fit
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import Fit
from crm_adoption.analysis.evidence.fitted import trusted
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.usage.example import example, write_example
from crm_adoption.scenarios.usage.reading import read_company

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from outside_companies import CLICKINGS, outside_company, write_outside

REPORT = Path(__file__).parent / "DECIDE_SEEDS.md"
COMPANIES, SHOWN = ("example", "outside"), 9
BUDGETS, SEEDS, JUDGE = (30_000.0, 200_000.0, 1_000_000.0), 5, 987_654
"""`JUDGE` is the seed of the companies on which the seeds' mixes are held against each other."""
BROKEN = 0.10
"""Share of the budget by which another seed's best may fall short of what one seed says all good mixes share."""


def fit_of(company: str) -> Fit:
    """Return the fit of a company to its own export of nine months."""
    with tempfile.TemporaryDirectory() as folder:
        if company == "example":
            files = write_example(example(replace(load("no_programme"), months=SHOWN), seed=7), Path(folder) / "files")
        else:
            way = CLICKINGS["page views"]
            files = write_outside(outside_company(way, 300), Path(folder) / "files")
        roster, usage = read_company(*files)
    fitted = fit_company(roster, usage.first(SHOWN), load_ensemble("evidence")).fit
    known = trusted(fitted, despite_misfit=True)
    assert known is not None
    return known


def question_of(known: Fit, budget: float, seed: int) -> Question:
    """Return the question of a fitted company."""
    base = background(known.scenario)
    return Question(base, base, budget, Objective("deep_use", base.months), of_fit(known, seed), known.history, "en")


def search(company: str, known: Fit, budget: float, seed: int, trials: int) -> dict[str, Any]:
    """Return what one search finds, with its mix's outcome on the judge's companies."""
    begun, clock = time.process_time(), time.monotonic()
    asked = question_of(known, budget, seed)
    done = found(asked, trials, lambda _: None)
    judge = replace(asked.worlds, seed=JUDGE)
    values = judge.values(done.best.scenario, "deep_use", asked.objective.month, COMPARED, FINAL)
    shares = {kind: euros / budget for kind, euros in done.best.spending().items()}
    return {
        "company": company, "budget": budget, "seed": seed, "trials": trials,
        "level": float(values.mean()), "spending": shares, "within": len(done.leading.mixes),
        "shared": {kind: low for kind, (low, _) in done.leading.shared.items()}, "regret": done.leading.regret,
        "cpu": time.process_time() - begun, "seconds": time.monotonic() - clock,
    }  # fmt: skip


@dataclass(frozen=True)
class Agreement:
    """How far the seeds of one company and budget agree."""

    company: str
    budget: float
    seeds: int
    level: float
    regret: float
    parts: dict[str, tuple[float, float]]
    said: int
    held: int
    seconds: float


def agreement(rows: list[dict[str, Any]]) -> Agreement:
    """Return how far the searches of several seeds agree."""
    levels = [each["level"] for each in rows]
    kinds = [kind for kind in rows[0]["spending"] if all(kind in each["spending"] for each in rows)]
    parts = {k: (min(r["spending"][k] for r in rows), max(r["spending"][k] for r in rows)) for k in kinds}
    claims = [
        other["spending"].get(kind, 0.0) >= low - BROKEN
        for row in rows for kind, low in row["shared"].items() for other in rows if other is not row
    ]  # fmt: skip
    return Agreement(
        rows[0]["company"], rows[0]["budget"], len(rows), max(levels), max(levels) - min(levels),
        dict(sorted(parts.items(), key=lambda each: -each[1][0])), len(claims), sum(claims),
        float(np.mean([each["seconds"] for each in rows])),
    )  # fmt: skip


def report(found_by: list[Agreement], trials: int) -> str:
    """Return the report as Markdown."""
    rows = [
        f"| {each.company} | {each.budget:,.0f} | {each.seeds} | {100 * each.level:.1f} | {100 * each.regret:.2f} | "
        + (", ".join(f"{kind} {low:.0%}-{high:.0%}" for kind, (low, high) in each.parts.items()) or "none")
        + f" | {each.held} of {each.said} | {each.seconds:.0f} |"
        for each in found_by
    ]
    return "\n".join([
        "# Does the decision change its mind with the seed?", "",
        f"Made by `python verification/decide_seeds.py`, {trials} proposals a search. Every seed searches and races by "
        "itself; the mixes are then held against each other on the same companies, which none has seen. Regret: how "
        "far the worst seed's mix is behind the best seed's, percentage points of real use. Said of all good mixes: "
        "whether at least as much, but for a tenth of the budget, is true of the other seeds' best mix.", "",
        "| Company | Budget (EUR) | Seeds | Best real use (%) | Regret between seeds | In the mix of every seed | "
        "Shared parts that hold for other seeds | Seconds a search |",
        "|---|--:|--:|--:|--:|---|--:|--:|", *rows, "",
    ])  # fmt: skip


def main() -> None:
    """Search from every seed, go on from the log, and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--company", choices=COMPANIES, action="append")
    parser.add_argument("--budget", type=float, action="append")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--trials", type=int, default=TRIALS)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.name}")
    given = parser.parse_args()
    lines = given.log.read_text(encoding="utf-8").splitlines() if given.log and given.log.exists() else []
    done = [json.loads(line) for line in lines]
    known = {(each["company"], each["budget"], each["seed"], each["trials"]) for each in done}
    fits = {company: fit_of(company) for company in given.company or COMPANIES}
    for seed in range(1, given.seeds + 1):
        for company, fit in fits.items():
            for budget in given.budget or BUDGETS:
                if (company, budget, seed, given.trials) in known:
                    continue
                done.append(search(company, fit, budget, seed, given.trials))
                print(json.dumps(done[-1]), flush=True)
                if given.log:
                    with given.log.open("a", encoding="utf-8") as log:
                        log.write(json.dumps(done[-1]) + "\n")
    groups = defaultdict(list)
    for each in done:
        groups[each["company"], each["budget"]].append(each)
    said = report([agreement(rows) for rows in groups.values() if len(rows) > 1], given.trials)
    print(said)
    if given.write:
        REPORT.write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
