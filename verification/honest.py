"""Does the range that `diagnose` states hold the truth? Companies by other makers, with five ways of clicking.

    python verification/honest.py --companies 20 --log honest.jsonl --out verification/HONEST.md

Each company has its own hazards and habits (`tests/outside_companies.py`: no part of the engine or of the analysis),
writes roster and export, and is read like anybody's; half of them have days of use, half months only. Companies in the
log are not run again.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from crm_adoption import __version__
from crm_adoption.analysis.company.diagnosis import diagnose, span_of
from crm_adoption.scenarios.usage.clicks import clicks
from crm_adoption.scenarios.usage.reading import read_company

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from outside_companies import CLICKINGS, outside_company, write_outside

TARGET = 0.85
NAMES = (
    "contact_management", "activity_log", "pipeline", "mail_sync", "marketing_automation", "shared_record",
    "workflow_automation", "dashboards", "predictive_analytics", "lead_scoring", "quoting", "case_management",
)  # fmt: skip
Mask = npt.NDArray[np.bool_]
Row = dict[str, Any]


def as_our_example(deep: Mask, least: Mask, chance: np.random.Generator) -> Any:
    """Clicks as our own examples have them; real work on up to twelve days, the minimum on up to three."""
    counts = clicks(deep, least, NAMES, chance)
    return counts, np.minimum(counts, np.where(deep, 12, 3))


WAYS: dict[str, Callable[..., Any]] = {**CLICKINGS, "as our example": as_our_example}


def checked(name: str, number: int) -> Row:
    """Write, read and diagnose one company, and compare with its truth."""
    found = outside_company(WAYS[name], number, with_days=number % 2 == 1)
    with tempfile.TemporaryDirectory() as folder:
        said = diagnose(*read_company(*write_outside(found, Path(folder))))
    low, high = said.monthly["deep_low"], said.monthly["deep_high"]
    unknown = np.full(len(low), np.nan)  # departments that are too small to be shown stand together
    alone = [each.departments[0] if len(each.departments) == 1 else None for each in said.places[1:]]
    truth = np.column_stack([found.share(), *(unknown if d is None else found.share(d) for d in alone)])
    shown, held = np.isfinite(low) & np.isfinite(truth), (low <= truth) & (truth <= high)
    right, compared = _order(said, truth[-1])
    return {
        "way": name, "number": number, "days": found.days is not None, "people": len(found.department),
        "held": int(held[:, 0].sum()), "months": len(held), "held_places": int(held[:, 1:].sum()),
        "shown_places": int(shown[:, 1:].sum()),
        "held_last": bool(held[-1, 0]), "width": float(high[-1, 0] - low[-1, 0]),
        "error": float(np.abs(said.monthly["deep"][:, 0] - truth[:, 0]).mean()), "right": right, "compared": compared,
    }  # fmt: skip


def _order(said: Any, truth: npt.NDArray[np.float64]) -> tuple[int, int]:
    """Return how many pairs of departments that differ by more than the error are in their true order, of how many."""
    deep = [group.deep for group in said.present]
    error = [max(abs(end - each) for end in span_of(said, g)) for g, each in enumerate(deep)]
    pairs = [
        (a, b) for a in range(1, len(deep)) for b in range(1, a) if abs(deep[a] - deep[b]) > max(error[a], error[b])
    ]
    return sum(int((deep[a] - deep[b]) * (truth[a] - truth[b]) > 0.0) for a, b in pairs), len(pairs)


def report(rows: list[Row]) -> str:
    """Return the report as Markdown."""
    count = len(rows)
    lines = [
        "# Does the range of real use hold the truth?", "",
        f"Made by `python verification/honest.py --companies {count // len(WAYS)}` with version {__version__}; {count} "
        f"companies of {min(r['people'] for r in rows)} to {max(r['people'] for r in rows)} people by other makers "
        "(`tests/outside_companies.py`), 12 months each, every second with days of use.", "",
        f"Aim: the 90 % range holds the truth in {100 * TARGET:.0f} % or more of the company-months; "
        "departments that differ by more than the stated error are in their true order.", "",
        "| clicking | days | company-months held | last month held | department-months held | width | mean error "
        "| order right |",
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    groups = [(w, d) for w in WAYS for d in (False, True)] + [("all", None)]
    for way, days in groups:
        those = [r for r in rows if way == "all" or (r["way"] == way and r["days"] == days)]
        if those:
            lines.append(_line(way, {None: "", True: "yes", False: "no"}[days], those))
    return "\n".join(lines) + "\n"


def _line(way: str, days: str, rows: list[Row]) -> str:
    months = sum(r["months"] for r in rows)
    places = sum(r["held_places"] for r in rows) / max(sum(r["shown_places"] for r in rows), 1)
    compared = sum(r["compared"] for r in rows)
    return (
        f"| {way} | {days} | {100 * sum(r['held'] for r in rows) / months:.0f} % | "
        f"{100 * np.mean([r['held_last'] for r in rows]):.0f} % | {100 * places:.0f} % | "
        f"{100 * np.mean([r['width'] for r in rows]):.0f} points | "
        f"{100 * np.mean([r['error'] for r in rows]):.1f} points | "
        f"{sum(r['right'] for r in rows)} of {compared} |"
    )


def main(arguments: Any = None) -> None:
    """Check the companies one after the other and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=20, help="for each way of clicking")
    parser.add_argument("--log", type=Path)
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args(arguments)
    kept = chosen.log.read_text(encoding="utf-8").splitlines() if chosen.log and chosen.log.exists() else []
    rows = {(row["way"], row["number"]): row for row in map(json.loads, kept)}
    for number in range(chosen.companies):
        for name in WAYS:
            if (name, number) not in rows:
                rows[name, number] = checked(name, number)
                if chosen.log:
                    with chosen.log.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(rows[name, number]) + "\n")
    text = report([row for (_, number), row in rows.items() if number < chosen.companies])
    if chosen.out:
        chosen.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
