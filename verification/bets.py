"""Can one bet on the forecast of `crm-adoption fit`? Three months kept aside, the truth known.

    python verification/bets.py --companies 20 --log bets.jsonl --out verification/BETS.md

Half of the companies are by other makers (`tests/outside_companies.py`: no part of the engine), half are of our own
engine with numbers drawn at random (`recover_fit.py`). Each shows nine months of its export; what the fit foretells of
the next three is held against the truth, and so is what each baseline alone makes of the same reading of the export.
Companies in the log are not run again.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from crm_adoption import __version__
from crm_adoption.analysis.company.baselines import BASELINES, ahead
from crm_adoption.analysis.company.fit_job import fit_company
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.scenarios.usage.example import example, write_example
from crm_adoption.scenarios.usage.reading import read_company

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import recover_fit
from outside_companies import CLICKINGS, DEPARTMENTS, outside_company, write_outside

SHOWN, KEPT_ASIDE = 9, 3
SIMULATED = 1500
KINDS = ("other makers", "our engine")
COVERED, WORSE = (0.85, 0.95), 1.05
Floats = npt.NDArray[np.float64]
Row = dict[str, Any]


def _outside(number: int, folder: Path) -> tuple[Any, Floats]:
    """Return roster, reading of the export, and the truth by month and place, of a company by other makers."""
    clicking = list(CLICKINGS.values())[number % len(CLICKINGS)]
    found = outside_company(clicking, 300 + number)
    truth = np.column_stack([found.share(), *(found.share(d) for d in range(len(DEPARTMENTS)))])
    return read_company(*write_outside(found, folder)), truth


def _ours(number: int, folder: Path) -> tuple[Any, Floats]:
    """Return the same of a company of our own engine."""
    base = replace(recover_fit.companies(number + 1)[number], months=SHOWN + KEPT_ASIDE)
    own, _, scale = recover_fit.truth_of(base, number)
    made = example(own, seed=recover_fit.POPULATION_SEED + number, scale=scale)
    done = made.recording
    relevant, departments = done.relevant[done.department], len(done.relevant)
    groups = [done.department >= 0, *(done.department == d for d in range(departments))]
    truth = [(done.deep[who] & relevant[who][:, None]).sum(axis=(0, 2)) / relevant[who].sum() for who in groups]
    return read_company(*write_example(made, folder)), np.column_stack(truth)


def checked(kind: str, number: int, simulated: int = SIMULATED) -> Row:
    """Fit one company to its first months and hold the forecast against the last ones."""
    with tempfile.TemporaryDirectory() as folder:
        (company, usage), truth = (_outside if kind == KINDS[0] else _ours)(number, Path(folder) / "files")
    fit = fit_company(company, usage.first(SHOWN), load_ensemble("evidence"), companies=simulated, seed=number)
    there, later = fit.seen, truth[SHOWN:]
    said = slice(SHOWN, SHOWN + KEPT_ASIDE)
    low, high = fit.forecast.quantiles[0, said], fit.forecast.quantiles[-1, said]
    inside = (low <= later) & (later <= high)
    missed = {name: ahead(name, there, KEPT_ASIDE) for name in BASELINES} | {
        "forecast": fit.forecast.mean[said], "mechanism": fit.mechanism.mean[said],
    }  # fmt: skip
    return {
        "kind": kind, "number": number, "people": len(usage.people), "distance": fit.distance,
        "inside": [float(inside[:, 0].mean()), float(inside[:, 1:].mean())],
        "width": float((high - low)[:, 0].mean()),
        "missed": {name: [float(np.abs(each - later)[:, 0].mean()), float(np.abs(each - later)[:, 1:].mean())]
                   for name, each in missed.items()},
    }  # fmt: skip


def report(rows: list[Row]) -> str:
    """Return the report as Markdown."""
    lines = [
        "# Can one bet on the forecast?", "",
        f"Made by `python verification/bets.py --companies {len(rows) // 2}` with version {__version__}; {len(rows)} "
        f"companies of {min(r['people'] for r in rows)} to {max(r['people'] for r in rows)} people, {SHOWN} months "
        f"shown, {KEPT_ASIDE} kept aside, {SIMULATED:,} simulated companies for each fit.", "",
        f"Aim: mean error at most that of the best single baseline + {100 * (WORSE - 1):.0f} %; 90 % intervals hold "
        f"the truth in {100 * COVERED[0]:.0f} to {100 * COVERED[1]:.0f} %.", "",
        "| companies | by | forecast | carried | line | damped | mechanism alone | error | held | intervals | width |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for kind in KINDS:
        for at, place in enumerate(("company", "department")):
            lines.append(_line(kind, place, [r for r in rows if r["kind"] == kind], at))
    return "\n".join(lines) + "\n"


def _line(kind: str, place: str, rows: list[Row], at: int) -> str:
    mean = {name: float(np.mean([r["missed"][name][at] for r in rows])) for name in rows[0]["missed"]}
    held = float(np.mean([r["inside"][at] for r in rows]))
    error = "met" if mean["forecast"] <= WORSE * min(mean[name] for name in BASELINES) else "MISSED"
    cover = "met" if COVERED[0] <= held <= COVERED[1] else "too wide" if held > COVERED[1] else "MISSED"
    points = " | ".join(f"{100 * mean[name]:.1f}" for name in ("forecast", *BASELINES, "mechanism"))
    width = f"{100 * np.mean([r['width'] for r in rows]):.0f} points" if place == "company" else ""
    return f"| {len(rows)} of {kind} | {place} | {points} | {error} | {100 * held:.0f} % | {cover} | {width} |"


def main(arguments: Any = None) -> None:
    """Check the companies one after the other and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=20, help="of each kind")
    parser.add_argument("--log", type=Path)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(arguments)
    kept = chosen.log.read_text(encoding="utf-8").splitlines() if chosen.log and chosen.log.exists() else []
    rows = {(row["kind"], row["number"]): row for row in map(json.loads, kept)}
    for number in range(chosen.companies):
        for kind in KINDS:
            if (kind, number) not in rows:
                rows[kind, number] = checked(kind, number)
                if chosen.log:
                    with chosen.log.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(rows[kind, number]) + "\n")
    text = report([row for (_, number), row in rows.items() if number < chosen.companies])
    if chosen.out:
        chosen.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
