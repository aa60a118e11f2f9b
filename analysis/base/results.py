"""Results as records and files, with all it takes to make them again."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from ...model.behaviour import Behaviour
from ...model.compiled import source_hash
from ...model.display import displayable
from ...model.outcomes import OUTCOME
from ...scenarios.core.provenance import git_state
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import own_fields
from ...scenarios.programmes.plugins import name_of
from ...scenarios.words.files import ENGLISH
from ...scenarios.words.months import calendar_month
from ...scenarios.writing.result_folder import MANIFEST as MANIFEST
from ...scenarios.writing.result_folder import ResultFolder as ResultFolder
from ...scenarios.writing.result_folder import check_folder as check_folder
from ...scenarios.writing.whole import write_file
from ..words.heads import csv_of_columns
from .effects import as_json
from .frames import paired_columns, tidy_columns
from .programme import Programme
from .tested import untested

_PACKAGES = ("crm-adoption", "mesa", "numba", "numpy", "pandas", "scipy", "matplotlib")


def plain(value: Any) -> Any:
    """Return a frozen record as plain JSON values, without what stands beside it (`Scenario.draws`)."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in own_fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return as_json(value)


def describe(scenario: Scenario) -> dict[str, Any]:
    """Return everything that defines a scenario, as JSON values."""
    record: dict[str, Any] = plain(scenario)
    for table, each in zip(record["interventions"], scenario.interventions, strict=True):
        table["kind"] = name_of(type(each))
    return record


def fingerprint(scenarios: Sequence[Scenario]) -> str:
    """Return a hash over the definitions of some scenarios."""
    text = json.dumps([describe(each) for each in scenarios], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def drawn(scenario: Scenario) -> dict[str, Any]:
    """Return how many companies a scenario's company could be, and a hash over how people behave in them."""
    text = json.dumps([plain(each.behaviour) for each in scenario.draws])
    return {"number": len(scenario.draws), "sha256": hashlib.sha256(text.encode()).hexdigest()}


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
        "behaviour_drawn": {each.name: drawn(each) for each in scenarios if each.draws},
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


def told_in(scenario: Scenario, month: int | None = None) -> dict[str, Any]:
    """Return in which currency amounts are, when the company goes live, and which calendar month is meant if any."""
    found: dict[str, Any] = {"currency": scenario.currency, "go_live": scenario.go_live or None}
    return found if month is None else {**found, "calendar_month": calendar_month(month, scenario.manner(ENGLISH))}


def summaries(programme: Programme) -> dict[str, Any]:
    """Return the figures of whole runs (means over replicates); payback stands with the costs."""
    return {"months_to_half_plateau": float(programme.run.months_to_half_plateau().mean())}


def write_tables(target: ResultFolder, programmes: Sequence[Programme], record: dict[str, Any]) -> None:
    """Write results.csv (tidy; several programmes with their differences) and, last of all files, manifest.json."""
    table = paired_columns(programmes) if len(programmes) > 1 else tidy_columns(programmes)
    write_file(target.path / "results.csv", csv_of_columns(table, "%.8g"))
    target.finish(record)


def write_json(document: Any) -> None:
    """Print one JSON document on stdout and nothing else."""
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    sys.stdout.write(displayable(text, lines=True) + "\n")
