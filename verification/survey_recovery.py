"""Do answers to the questionnaire give back the numbers of a company, and do decisions get better by them? Measured.

    python verification/survey_recovery.py                  # about a quarter of an hour of processor time
    python verification/survey_recovery.py --recovered 20 --decided 4 --out /tmp/SURVEY.md

Companies and their people are made by `survey_people.py`, which shares neither code nor curve with what reads them.
What a decision loses: a menu of mixes at one budget is looked at in the companies that are left (`decide`'s last step,
without its search, on the same people and chance for all); the mix that looks best there is held against the one that
is best in the true company.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from crm_adoption.analysis.deciding.mix import Mix, background, titled
from crm_adoption.analysis.deciding.starting import shipped
from crm_adoption.analysis.deciding.worlds import Worlds
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.scoring.company import Surveyed, surveyed
from crm_adoption.analysis.scoring.reliability import loadings_of
from crm_adoption.model.outcomes import column
from crm_adoption.scenarios.core.budget import at_budget
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.core.running import run_scenario
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.core.typical import default_company
from crm_adoption.scenarios.programmes.interventions import KINDS
from survey_page import draw, report
from survey_people import answers_of, truth_of

REPORT = Path(__file__).parent / "SURVEY.md"
MOMENTS = Path(__file__).parents[2] / "shared" / "data" / "trello_utaut2_moments"
SIZES, PEOPLE, MONTH, BUDGET = (0, 20, 60, 120), 240, 24, 300_000.0
OUTCOMES = ("deep_use", "net_value")
TRIED = ("AlignKPIs", "Training", "ToolingSpend", "Champions", "ExecutiveSponsor", "SupervisorCommitment",
         "BreakSilos", "RewardSharing", "Simplify", "DataCleanup", "Mandate")  # fmt: skip
TRUE_RUNS = 96
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Recovered:
    """One number of one company."""

    name: str
    answers: int
    heard: bool
    truth: float
    low: float
    middle: float
    high: float
    lowest: float
    highest: float
    explained: float


def base_scenario() -> Scenario:
    """Return the company whose numbers are drawn."""
    plain = Scenario("surveyed", default_company(PEOPLE), months=MONTH + 1)
    return background(overridden(plain, {"people": PEOPLE}))


def recovered(base: Scenario, number: int, n: int) -> list[Recovered]:
    """Return what is left of each number of a company after n answers, beside the truth."""
    ensemble = load_ensemble("evidence")
    truth = truth_of(base, ensemble.members, number)
    found = surveyed(answers_of(truth, number, n), truth.scenario, ensemble, seed=number)
    return [
        Recovered(each.number.name, n, each.number.department in (-1, *found.standing.told),
                  truth.values[each.number.path], *each.after, each.number.low, each.number.high, each.explained)
        for each in found.moved if each.number.path in truth.values
    ]  # fmt: skip


def menu_of(base: Scenario) -> list[Mix]:
    """Return what is chosen from: everything in one kind of programme, the shipped ones, and nothing."""
    alone = [
        Mix(at_budget(titled(base, kind, (kind, kind), [KINDS[kind](budget=0.5 * BUDGET)]), BUDGET)) for kind in TRIED
    ]
    return [Mix(base), *alone, *shipped(base, BUDGET).mixes]


def _outcomes(mix: Mix, company: Any, replications: int, seed: int) -> Floats:
    """Return the outcomes' means in the true company."""
    done = run_scenario(mix.scenario.with_draws([company]), MONTH, replications=replications, seed=seed, workers=1)
    return np.array([done.values[:, MONTH - 1, 0, column(name)].mean() for name in OUTCOMES])


def expected(mixes: Sequence[Mix], found: Surveyed, seed: int) -> Floats:
    """Return the means that the companies left foretell, [mixes, outcomes]."""
    worlds = Worlds("survey", True, found.fit.could_be, seed, 1)
    runs = [worlds.runs(replace(each.scenario, months=MONTH), 0, 1) for each in mixes]
    return np.array([[each.values[:, MONTH - 1, 0, column(name)].mean() for name in OUTCOMES] for each in runs])


def regrets(base: Scenario, mixes: Sequence[Mix], number: int, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Return by number of answers what the choice loses in one company, and by what it would be better than nothing."""
    ensemble = load_ensemble("evidence")
    truth = truth_of(base, ensemble.members, 1000 + number)
    true = np.array([_outcomes(each, truth.scenario.company, TRUE_RUNS, 77) for each in mixes])
    rows = []
    for n in sizes:
        found = surveyed(answers_of(truth, 1000 + number, n), truth.scenario, ensemble, seed=number)
        chosen = expected(mixes, replace(found, fit=replace(found.fit, scenario=base)), 5).argmax(axis=0)
        for k, outcome in enumerate(OUTCOMES):
            best = float(true[:, k].max())
            rows.append({
                "company": number, "answers": n, "outcome": outcome, "regret": best - float(true[chosen[k], k]),
                "gain": best - float(true[0, k]), "chosen": mixes[chosen[k]].name,
                "best": mixes[int(true[:, k].argmax())].name,
            })  # fmt: skip
    return rows


def structure() -> dict[str, Any] | None:
    """Return loadings and the order of paths in the moments of a published survey; None where they are not there."""
    file = MOMENTS / "construct_correlations.csv"
    if not file.is_file():
        return None
    lines = [line.split(",") for line in file.read_text().split()]
    names, table = lines[0][1:], np.array([[float(v) for v in row[1:]] for row in lines[1:]])
    at = {name: k for k, name in enumerate(names)}
    causes = ["PE", "EE", "SI", "FC", "HAB"]
    x = [at[name] for name in causes]
    betas = np.linalg.solve(table[np.ix_(x, x)], table[x, at["BI"]])
    pull = ["PE", "SI", "HAB", "HM", "BI"]
    ease = ["EE", "FC"]
    return {
        "betas": dict(zip(causes, map(float, betas), strict=True)),
        "pull": dict(zip(pull, map(float, loadings_of(table[np.ix_([at[p] for p in pull], [at[p] for p in pull])])),
                         strict=True)),
        "ease": float(math.sqrt(table[at[ease[0]], at[ease[1]]])),
        "between": float(table[np.ix_([at[p] for p in pull], [at[e] for e in ease])].mean()),
    }  # fmt: skip


def main() -> None:
    """Run it and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recovered", type=int, default=60)
    parser.add_argument("--decided", type=int, default=20)
    parser.add_argument("--log", type=Path, default=Path("survey_recovery.jsonl"))
    parser.add_argument("--out", type=Path, default=REPORT)
    asked = parser.parse_args()
    base, done = base_scenario(), _logged(asked.log)
    for number in range(asked.recovered):
        for n in SIZES[1:]:
            if (key := f"recovered {number} {n}") not in done:
                done[key] = [asdict(each) for each in recovered(base, number, n)]
                _log(asked.log, key, done[key])
    mixes = menu_of(base)
    for number in range(asked.decided):
        if (key := f"decided {number}") not in done:
            done[key] = regrets(base, mixes, number, SIZES)
            _log(asked.log, key, done[key])
    text = report(done, [each.name for each in mixes], structure(), asked.recovered, asked.decided)
    asked.out.write_text(text, encoding="utf-8")
    draw(done)


def _logged(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {each["key"]: each["rows"] for each in lines}


def _log(path: Path, key: str, rows: Any) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"key": key, "rows": rows}) + "\n")


if __name__ == "__main__":
    main()
