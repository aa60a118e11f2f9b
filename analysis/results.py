"""Results as tables and documents, with all it takes to make them again."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.behaviour import Behaviour
from ..model.compiled import source_hash
from ..model.errors import InputError
from ..model.outcomes import OUTCOME
from ..scenarios.scenario import Scenario
from ..scenarios.studies.provenance import git_state
from .effects import as_json
from .frames import paired, tidy
from .programme import Programme
from .tested import untested

if TYPE_CHECKING:
    from .comparison import Comparison

MANIFEST = "manifest.json"
_PACKAGES = ("crm-adoption", "mesa", "numba", "numpy", "pandas", "scipy", "matplotlib")


def _plain(value: Any) -> Any:
    """Return a frozen record as plain JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return as_json(value)


def describe(scenario: Scenario) -> dict[str, Any]:
    """Return everything that defines a scenario, as JSON values."""
    record: dict[str, Any] = _plain(scenario)
    for table, each in zip(record["interventions"], scenario.interventions, strict=True):
        table["kind"] = type(each).__name__
    return record


def fingerprint(scenarios: Sequence[Scenario]) -> str:
    """Return a hash over the definitions of some scenarios."""
    text = json.dumps([describe(each) for each in scenarios], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # our own sources, used without being installed
        return None


def provenance(scenarios: Sequence[Scenario], *, seed: int, replications: int) -> dict[str, Any]:
    """Return what it takes to make a result again: versions, git state, seed, all parameters."""
    changed = [each.name for each in scenarios if each.company.behaviour != Behaviour()]
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {name: _version(name) for name in _PACKAGES},
        "differs_from_tested": untested(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "model_sources_sha256": source_hash(),
        "git": git_state(),
        "seed": seed,
        "replications": replications,
        "fingerprint": fingerprint(scenarios),
        "scenarios": {each.name: describe(each) for each in scenarios},
        "behavioural_parameters": f"changed in {', '.join(changed)}" if changed else "default set",
    }


def _levels(programme: Programme, outcome: str) -> dict[str, Any]:
    path = programme.path(outcome)
    return {"mean": [as_json(float(v)) for v in path.mean(axis=0)], "n": programme.replications}


def outcome_records(programmes: Sequence[Programme], outcomes: Sequence[str]) -> dict[str, Any]:
    """Return declaration and monthly means (months 1 to the horizon) of some outcomes."""
    return {
        name: {
            "label_en": OUTCOME[name].label_en,
            "label_de": OUTCOME[name].label_de,
            "unit": OUTCOME[name].unit,
            "direction": OUTCOME[name].direction,
            "scenarios": {each.name: _levels(each, name) for each in programmes},
        }
        for name in outcomes
    }


def summaries(programme: Programme) -> dict[str, Any]:
    """Return the figures of whole runs (means over replicates); payback stands with the costs."""
    return {"months_to_half_plateau": float(programme.run.months_to_half_plateau().mean())}


def document(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as the JSON document of ``crm-adoption compare --json``."""
    scenarios = [each.scenario for each in comparison.programmes]
    effects, departments = (
        [{key: value for key, value in _plain(each).items() if key != "p_value"} for each in found]
        for found in (comparison.effects, comparison.departments)
    )
    return {
        "outcomes": outcome_records(comparison.programmes, comparison.outcomes),
        "effects": effects,
        "effects_by_department": departments,
        "costs": {
            "programmes": [_plain(each) for each in comparison.costs],
            "break_even": [_plain(each) for each in comparison.break_even],
            "ahead_over_prices": _plain(comparison.ahead_over_prices),
        },
        "summaries": {each.name: summaries(each) for each in comparison.programmes},
        "best": comparison.best,
        "indistinguishable": list(comparison.indistinguishable),
        "standings": [_plain(each) for each in comparison.standings],
        "thresholds": [_plain(each) for each in comparison.passings],
        "triggered": [_plain(each) for each in comparison.triggered],
        "precision": _precision(comparison),
        "budget": {"total": comparison.budget, "most_that_can_be_spent": dict(comparison.unspent)},
        "variance_ratios": _plain(comparison.variance_ratios()) if comparison.baseline.replications > 1 else {},
        "robustness": _plain(comparison.robustness.to_dict()) if comparison.robustness else None,
        "advice": comparison.advice(),
        "baseline": comparison.baseline.name,
        "month": comparison.month,
        "provenance": provenance(scenarios, seed=comparison.seed, replications=comparison.baseline.replications),
    }


def _precision(comparison: Comparison) -> dict[str, Any] | None:
    found = comparison.precision
    return None if found is None else {**_plain(found), "met": found.met}


def check_folder(folder: Path, print_of: str, *, replace: bool) -> None:
    """Refuse a folder that cannot be written or holds something else's results; change nothing.

    Raises
    ------
    InputError
        If it is a file, not writable, or holds results of other scenarios and ``replace`` is False.
    """
    try:
        _check_writable(folder)
        present = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problem = f"the folder cannot be written ({reason}); choose another."
        raise InputError(problem, field="--out", file=str(folder)) from None
    present = [name for name in present if not name.startswith(".")]
    before = _manifest(folder).get("fingerprint")
    if present and before != print_of and not replace:
        more = ", ..." if len(present) > 3 else ""
        what = "results of other scenarios" if before else f"other files ({', '.join(present[:3])}{more})"
        problem = f"the folder holds {what}; choose another folder, or add --replace to write over them."
        raise InputError(problem, field="--out", file=str(folder))


def _check_writable(folder: Path) -> None:
    """Raise OSError if the folder cannot be written, or made in the nearest folder above that exists."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    with tempfile.TemporaryFile(dir=place):
        pass


def _manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of the results in a folder, empty if there is none."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


class ResultFolder:
    """A folder whose files appear together at the end, or not at all.

    Use as a context manager; files are written into `path` and moved on success. Files that the
    manifest of earlier results names go then.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = Path()

    def __enter__(self) -> ResultFolder:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=self.folder))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._publish()
        finally:
            shutil.rmtree(self.path, ignore_errors=True)

    def _publish(self) -> None:
        names = sorted(entry.name for entry in self.path.iterdir())
        for old in _manifest(self.folder).get("files", []):
            if old not in names and Path(old).name == old:
                (self.folder / old).unlink(missing_ok=True)
        for name in names:
            os.replace(self.path / name, self.folder / name)


def write_tables(folder: Path, programmes: Sequence[Programme], record: dict[str, Any]) -> None:
    """Write results.csv (tidy; several programmes with their differences) and, last of all files, manifest.json."""
    table = paired(programmes) if len(programmes) > 1 else tidy(programmes)
    table.to_csv(folder / "results.csv", index=False, float_format="%.8g")
    files = sorted([*(entry.name for entry in folder.iterdir()), MANIFEST])
    (folder / MANIFEST).write_text(json.dumps({**record, "files": files}, indent=2) + "\n", encoding="utf-8")


def write_json(document: Any) -> None:
    """Print one JSON document on stdout and nothing else."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
