"""The benchmark of field experiments: asks the model, and makes anew every page that quotes the answer.

    python verification/benchmark_run.py            # all of it
    python verification/benchmark_run.py --pages    # only make the pages anew from the last report
    python verification/benchmark_run.py --check    # say which pages are not those of the last report

The last report is in verification/benchmark.json. Nothing here changes the experiments: their file is held to its hash.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from crm_adoption.analysis.benchmarking.chart_benchmark import foretold_and_found
from crm_adoption.analysis.benchmarking.document import run_benchmark
from crm_adoption.analysis.benchmarking.folder import as_text
from crm_adoption.analysis.benchmarking.page import as_markdown
from evidence_run import DOCS, HERE, LANGUAGES, last_report

NAME = "benchmark"


def pages() -> dict[Path, str]:
    """Return the pages that are made from the last report."""
    return {DOCS / f"{NAME}{suffix}.md": as_markdown(last_report(NAME), lang) for lang, suffix in LANGUAGES.items()}


def stale() -> list[Path]:
    """Return the pages that are not those of the last report."""
    return [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def make_pages() -> None:
    """Write the pages and figures of the last report, and what else quotes it: ledger, validation, start page."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    for lang, suffix in LANGUAGES.items():
        foretold_and_found(last_report(NAME), lang).savefig(DOCS / "images" / f"{NAME}{suffix}.png", dpi=130)
    for words in (["docs/generate.py"], ["verification/evidence_run.py", "--pages"]):
        subprocess.run([sys.executable, *words], cwd=HERE.parent, check=True)


def main() -> int:
    """Do what the options say; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--workers", type=int, help="threads (default: one per core)")
    parser.add_argument("--pages", action="store_true", help="only make the pages anew")
    parser.add_argument("--check", action="store_true", help="only say which pages are not current")
    given = parser.parse_args()
    if given.check:
        for path in stale():
            print(f"{path.relative_to(HERE.parent)} is not current; run: python verification/benchmark_run.py --pages")
        return 1 if stale() else 0
    if not given.pages:
        (HERE / f"{NAME}.json").write_text(as_text(run_benchmark(workers=given.workers)), encoding="utf-8")
    make_pages()
    return 0


if __name__ == "__main__":
    sys.exit(main())
