"""What the evidence run makes anew where numbers of the model stand, and what changed since the last commit."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.model.behaviour import Behaviour

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DEFAULTS = ROOT / "model" / "behaviour.py"
TARGETS = ("evidence", "all")
FORMS = ("linear_pull", "mixed_goals", "additive_leadership")
"""Numbers that choose a form: the default set takes one form or the other."""
MADE = (
    ["tests/test_golden.py"],
    ["tests/analysis/evidence/test_ensemble.py"],
    ["docs/generate.py"],
)
"""Programs that make files anew, in this order: golden results, tables of the bands, generated parts of the pages."""


def ship(folder: Path) -> bool:
    """Make the calibrated ensembles those of the package and their most central set the default; return if it moved."""
    moved = False
    for target in TARGETS:
        made = folder / f"calibrate-{target}" / "ensemble.json"
        shipped = ROOT / "analysis" / "data" / f"ensemble_{target}.json"
        if made.read_bytes() != shipped.read_bytes():
            shutil.copyfile(made, shipped)
            moved = True
    return set_defaults(central(load_ensemble("all").medoid())) or moved


def central(medoid: Behaviour) -> dict[str, float]:
    """Return the default values that a most central set means: three digits, and one form or the other."""
    return {
        name: float(round(value)) if name in FORMS else float(f"{value:.3g}") for name, value in asdict(medoid).items()
    }


def set_defaults(values: Mapping[str, float]) -> bool:
    """Write default values into the declarations of the behaviour; return whether any moved."""
    text = before = DEFAULTS.read_text(encoding="utf-8")
    for name, value in values.items():
        text = re.sub(rf"(\b{name}: float = number\(\s*)[-+.\de]+,", rf"\g<1>{value!r},", text)
    DEFAULTS.write_text(text, encoding="utf-8")
    return text != before


def join_validation(folder: Path, names: tuple[str, ...]) -> None:
    """Put the checks of the validation together: one record of all, and their figures."""
    record: dict[str, Any] = {}
    for name in names:
        place = folder / f"validate-{name}"
        one = json.loads((place / "validation.json").read_text(encoding="utf-8"))
        record = {**one, "checks": {**record.get("checks", {}), **one["checks"]}}
        for picture in place.glob("*.png"):
            shutil.copyfile(picture, DOCS / "images" / "validation" / picture.name)
    if not any("skipped" in each for each in record["checks"].values()):
        (DOCS / "validation.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def make_files() -> None:
    """Make golden results and pages anew, each in a process that knows the present defaults."""
    for words in MADE:
        subprocess.run([sys.executable, *words], cwd=ROOT, check=True)
    listing = [sys.executable, "-m", "crm_adoption.analysis.cli.main", "parameters", "--markdown"]
    (DOCS / "parameters.md").write_bytes(subprocess.run(listing, check=True, capture_output=True).stdout)


# --- what changed ----------------------------------------------------------------------------------------------


def committed(path: str) -> str:
    """Return a file as it was last committed; nothing where it was not there."""
    found = subprocess.run(["git", "show", f"HEAD:{path}"], cwd=ROOT, capture_output=True, check=False)
    return found.stdout.decode("utf-8")


def now(path: str) -> str:
    """Return a file as it stands."""
    return (ROOT / path).read_text(encoding="utf-8")


def _defaults(text: str) -> dict[str, str]:
    return dict(re.findall(r"(\w+): float = number\(\s*([-+.\de]+),", text))


def _bands(text: str) -> dict[str, str]:
    """Return by band the default set's reading and whether it holds."""
    rows = (line.split(" | ") for line in text.splitlines() if line.startswith("| `"))
    return {row[0].strip("| `"): f"{row[5]} ({row[6].split(',')[0].strip('*')})" for row in rows if len(row) > 8}


def _verdicts(text: str) -> dict[str, str]:
    """Return by claim in which share of each kind of company it holds."""
    claims = json.loads(text)["claims"] if text else {}
    kinds = ("article", "typical", "wide")
    return {
        name: ", ".join(f"{kind} {each[kind]['holds']:.2f}" for kind in kinds if each.get(kind))
        for name, each in claims.items()
    }


def _aims(text: str) -> dict[str, str]:
    """Return by aim of the validation what was found, and whether it is met."""
    checks = json.loads(text)["checks"] if text else {}
    return {
        f"{check}: {each['name']} ({each['about']})": f"{each['value']:.3g} ({'met' if each['met'] else 'missed'})"
        for check, found in checks.items() for each in found.get("targets", ())
    }  # fmt: skip


KINDS = {
    "Default parameters": ("model/behaviour.py", _defaults),
    "Bands at the default set": ("docs/bands.md", _bands),
    "Claims: share of companies in which each holds": ("verification/claims.json", _verdicts),
    "Aims of the validation": ("docs/validation.json", _aims),
}


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in {**before, **after}:
        old, new = before.get(name, "-"), after.get(name, "-")
        if old != new:
            yield f"| `{name}` | {old} | {new} |"


def what_changed() -> str:
    """Return as Markdown what differs from the last commit: defaults, bands, claims, aims, and files."""
    parts = []
    for title, (path, read) in KINDS.items():
        rows = list(_moved(read(committed(path)), read(now(path))))
        parts += [f"### {title}", "", *(["| | before | now |", "|---|---|---|", *rows] if rows else ["Nothing."]), ""]
    names = subprocess.run(["git", "diff", "--stat", "HEAD"], cwd=ROOT, capture_output=True, check=True, text=True)
    files = [line.strip() for line in names.stdout.splitlines()[:-1]]
    return "\n".join([*parts, "### Files", "", *(f"- {each.split(' | ')[0].strip()}" for each in files), ""])
