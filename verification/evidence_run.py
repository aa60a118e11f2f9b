"""The full evidence run: calibration, validation, the ledger of claims, mechanisms, and the pages made from them.

    python verification/evidence_run.py --out FOLDER --data DATA   # all of it, or go on where it stopped
    python verification/evidence_run.py --out FOLDER --data DATA --renew   # and make anew all that quotes its numbers
    python verification/evidence_run.py --out FOLDER     # only ledger and mechanisms; then write report and pages
    python verification/evidence_run.py --pages          # only make the pages anew from the last report
    python verification/evidence_run.py --check          # say which pages are not those of the last report

With ``--renew`` the calibrated ensembles become those of the package and their most central set the default; golden
results, tables, pages and pictures are made anew, and what changed since the last commit is said in
verification/CHANGED.md. Interrupted, the same command goes on.

The last report is in verification/claims.json and verification/ablation.json; how long each part took, and whether
calibration comes to the shipped ensembles again, in verification/EVIDENCE.md. DATA is the folder of
`crm-adoption validate`; what is missing there is left out, with the reason.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from crm_adoption.analysis.benchmarking.touched import quotes
from crm_adoption.analysis.claims import ablation_page
from crm_adoption.analysis.claims import page as claims_page
from crm_adoption.analysis.claims.ablation import ablate
from crm_adoption.analysis.claims.chart_claims import claims_held, technology_shares
from crm_adoption.analysis.claims.ledger import run_ledger
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.validation.checks import NEEDS
from renewing import TARGETS, join_validation, make_files, ship, what_changed

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
FIGURES = {"claims": claims_held, "technology_share": technology_shares}
LANGUAGES = {"en": "", "de": ".de"}


def last_report(name: str) -> dict[str, Any]:
    """Return the document of the last run."""
    found: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _claims(document: dict[str, Any], lang: str) -> str:
    """Return the ledger, with what field experiments say of its claims."""
    return claims_page.as_markdown(document, lang, quotes(last_report("benchmark"), lang))


REPORTS = {"claims": _claims, "ablation": ablation_page.as_markdown}


def pages() -> dict[Path, str]:
    """Return the pages of the documentation that are made from the last report."""
    return {
        DOCS / f"{name}{suffix}.md": as_markdown(last_report(name), lang)
        for name, as_markdown in REPORTS.items()
        for lang, suffix in LANGUAGES.items()
    }


def stale() -> list[Path]:
    """Return the pages that are not those of the last report."""
    return [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def draw() -> None:
    """Draw the figures of the pages."""
    for name, figure in FIGURES.items():
        for lang, suffix in LANGUAGES.items():
            figure(last_report("claims"), lang).savefig(DOCS / "images" / f"{name}{suffix}.png", dpi=130)


def commands(data: Path) -> dict[str, tuple[str, list[str]]]:
    """Return the commands of a full run by part, each after the file that is there when it is done."""
    parts = {f"calibrate {each}": ("ensemble.json", ["calibrate", "--target", each]) for each in TARGETS}
    for name in NEEDS:
        parts[f"validate {name}"] = ("validation.json", ["validate", "--data", str(data), "--check", name])
    return parts


def timed(folder: Path, part: str, work: Callable[[], object]) -> None:
    """Do a part and keep how long it took, added to what an interrupted run took for it."""
    file, begun = folder / "seconds.json", time.monotonic()
    work()
    seconds = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    seconds[part] = round(seconds.get(part, 0.0) + time.monotonic() - begun, 1)
    file.write_text(json.dumps(seconds, indent=1), encoding="utf-8")


def prepare(folder: Path, data: Path, workers: int | None, kind: str) -> None:
    """Calibrate or validate, as far as the folder lacks it: the commands themselves, each resumable or short."""
    folder.mkdir(parents=True, exist_ok=True)
    threads = ["--workers", str(workers)] if workers else []
    for part, (done, words) in commands(data).items():
        if words[0] != kind:
            continue
        place = folder / part.replace(" ", "-")
        if not (place / done).exists():
            command = [sys.executable, "-m", "crm_adoption.analysis.cli.main", *words, "--out", str(place), "--quiet"]
            command += threads if words[0] == "calibrate" else []
            timed(folder, part, lambda command=command: subprocess.run(command, check=True))  # type: ignore[misc]


def outcome(folder: Path, part: str, file: str) -> str:
    """Return in words what came of a part."""
    place = folder / part.replace(" ", "-") / file
    if part.startswith("calibrate"):
        again = load_ensemble(place).members == load_ensemble(part.split()[1]).members
        return "the shipped ensemble again, member by member" if again else "NOT the shipped ensemble"
    (found,) = json.loads(place.read_text(encoding="utf-8"))["checks"].values()
    if "skipped" in found:
        return "left out: the data are not there"
    return f"{sum(each['met'] for each in found['targets'])} of {len(found['targets'])} aims met"


def report(folder: Path, data: Path) -> str:
    """Return how long the parts took and what came of them, as Markdown."""
    seconds = json.loads((folder / "seconds.json").read_text(encoding="utf-8"))
    results = {part: outcome(folder, part, file) for part, (file, _) in commands(data).items()}
    results |= {"ledger of claims": "[the ledger](../docs/claims.md)", "mechanisms": "[the table](../docs/ablation.md)"}
    rows = [f"| {part} | {seconds[part]:.0f} | {result} |" for part, result in results.items()]
    total = sum(seconds[part] for part in results)
    return "\n".join([
        "# The full evidence run", "",
        f"Made by `python verification/evidence_run.py --out FOLDER --data DATA` on {date.today()}, two cores. "
        f"{total / 60:.1f} minutes in all; aimed at: under 40.", "",
        "| part | seconds | result |", "|---|--:|---|", *rows, "",
    ])  # fmt: skip


def run(folder: Path, workers: int | None, sets: int | None) -> None:
    """Run what the folder lacks of ledger and mechanisms, and write their reports."""
    work: dict[str, tuple[str, Callable[[], Any]]] = {
        "claims": ("ledger of claims", lambda: run_ledger(out=folder / "claims", workers=workers)),
        "ablation": ("mechanisms", lambda: ablate(sets=sets, out=folder / "ablation", workers=workers).to_dict()),
    }
    for name, (part, make) in work.items():
        found: list[Any] = []
        timed(folder, part, lambda make=make, found=found: found.append(make()))  # type: ignore[misc]
        text = json.dumps(found[0], indent=1, ensure_ascii=False, allow_nan=False)
        (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> int:
    """Do what the options say; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, help="folder for finished parts")
    parser.add_argument("--data", type=Path, help="folder with the data of crm-adoption validate: the full run")
    parser.add_argument("--workers", type=int, help="threads (default: one per core)")
    parser.add_argument("--sets", type=int, help="parameter sets of the table of mechanisms (default: all)")
    parser.add_argument("--renew", action="store_true", help="make anew all that quotes numbers, and say what changed")
    parser.add_argument("--pages", action="store_true", help="only make the pages anew")
    parser.add_argument("--check", action="store_true", help="only say which pages are not current")
    given = parser.parse_args()
    if given.check:
        for path in stale():
            print(f"{path.relative_to(HERE.parent)} is not current; run: python verification/evidence_run.py --pages")
        return 1 if stale() else 0
    if not given.pages:
        if given.out is None:
            parser.error("give --out FOLDER, or --pages")
        if given.renew and given.data is None:
            parser.error("--renew needs --data, for it makes the whole run")
        if given.data is not None:
            prepare(given.out, given.data, given.workers, "calibrate")
            if given.renew and ship(given.out):
                os.execv(sys.executable, [sys.executable, *sys.argv])  # go on with the defaults as they are now
            prepare(given.out, given.data, given.workers, "validate")
        given.out.mkdir(parents=True, exist_ok=True)
        run(given.out, given.workers, given.sets)
        if given.data is not None:
            (HERE / "EVIDENCE.md").write_text(report(given.out, given.data), encoding="utf-8")
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    draw()
    if given.renew:
        join_validation(given.out, tuple(NEEDS))
        make_files()
        (HERE / "CHANGED.md").write_text(f"# What the last evidence run changed\n\n{what_changed()}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
