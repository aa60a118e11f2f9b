"""The full evidence run: the ledger of claims and the table of mechanisms, and the pages made from them.

    python verification/evidence_run.py --out FOLDER     # run, or go on where it stopped; then write report and pages
    python verification/evidence_run.py --pages          # only make the pages anew from the last report
    python verification/evidence_run.py --check          # say which pages are not those of the last report

The last report is in verification/claims.json and verification/ablation.json. Calibration and validation have
commands of their own, `crm-adoption calibrate` and `crm-adoption validate`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from crm_adoption.analysis import ablation_page
from crm_adoption.analysis.ablation import ablate
from crm_adoption.analysis.chart_claims import claims_held, technology_shares
from crm_adoption.analysis.claims import page as claims_page
from crm_adoption.analysis.claims.ledger import run_ledger

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
FIGURES = {"claims": claims_held, "technology_share": technology_shares}
REPORTS = {"claims": claims_page.as_markdown, "ablation": ablation_page.as_markdown}
LANGUAGES = {"en": "", "de": ".de"}


def last_report(name: str) -> dict[str, Any]:
    """Return the document of the last run."""
    found: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return found


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


def run(folder: Path, workers: int | None, sets: int | None) -> None:
    """Run what the folder lacks and write the report."""
    begun, spent = time.monotonic(), time.process_time()
    found = {
        "claims": run_ledger(out=folder / "claims", workers=workers),
        "ablation": ablate(sets=sets, out=folder / "ablation", workers=workers).to_dict(),
    }
    for name, document in found.items():
        text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
        (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{time.monotonic() - begun:.0f} s, of which {time.process_time() - spent:.0f} s of processor time")


def main() -> int:
    """Do what the options say; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, help="folder for finished parts")
    parser.add_argument("--workers", type=int, help="threads (default: one per core)")
    parser.add_argument("--sets", type=int, help="parameter sets of the table of mechanisms (default: all)")
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
        run(given.out, given.workers, given.sets)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    draw()
    return 0


if __name__ == "__main__":
    sys.exit(main())
