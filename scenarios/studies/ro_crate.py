"""What a folder of exported tables says of itself: an RO-Crate, as archives and other programs read it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..writing.whole import write_file
from .store_schema import TABLES
from .store_status import Status

if TYPE_CHECKING:
    from .store_reading import StoredStudy

NAME = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "https://w3id.org/ro/crate/1.1"
_TYPES = {".parquet": "application/vnd.apache.parquet", ".csv": "text/csv"}
_RESULTS = "Outcomes by run, month and department, with the values of the uncertainties."
_SOFTWARE, _RUN, _LICENCE = "#crm-adoption", "#sweep", "#licence"


def crate(stored: StoredStudy, files: Sequence[Path]) -> dict[str, Any]:
    """Return the metadata of an RO-Crate 1.1 (JSON-LD) for exported tables of a study.

    Parameters
    ----------
    stored : StoredStudy
    files : sequence of Path
        All in the folder that the crate is of.

    Returns
    -------
    dict
    """
    status, (version, engine) = stored.status(), stored.software
    parts = [_file(each) for each in sorted(files)]
    named = [{"@id": each["@id"]} for each in parts]
    written = (status.last or status.created).isoformat(timespec="seconds")
    return {
        "@context": CONTEXT,
        "@graph": [
            {"@id": NAME, "@type": "CreativeWork", "conformsTo": {"@id": PROFILE}, "about": {"@id": "./"}},
            {
                "@id": "./", "@type": "Dataset", "name": status.name, "description": _told(stored, status),
                "datePublished": written, "license": {"@id": _LICENCE}, "hasPart": named, "mentions": {"@id": _RUN},
            },
            *parts,
            {
                "@id": _RUN, "@type": "CreateAction", "name": f"crm-adoption sweep of {status.name}",
                "instrument": {"@id": _SOFTWARE}, "endTime": written, "result": named,
                "object": [{"@id": f"#{each}"} for each in stored.uncertainties],
            },
            *(_uncertain(each) for each in stored.definitions("uncertainties")),
            {
                "@id": _SOFTWARE, "@type": "SoftwareApplication", "name": "crm-adoption", "version": version,
                "softwareVersion": f"{version} (engine {engine})", "license": "https://spdx.org/licenses/Apache-2.0",
            },
            {
                "@id": _LICENCE, "@type": "CreativeWork", "name": "No licence stated",
                "description": "Who made the study says under which licence its results may be used.",
            },
        ],
    }  # fmt: skip


def _told(stored: StoredStudy, status: Status) -> str:
    names = ", ".join(stored.uncertainties) or "nothing"
    return (
        f"Simulated runs of {', '.join(stored.scenarios)} at {status.points} points, {status.replications} replicates "
        f"each, root seed {status.seed}; uncertain: {names}. {status.done} of {status.runs} runs are stored, "
        f"{status.failed} failed. The tables hold all it takes to make them again."
    )


def _file(path: Path) -> dict[str, Any]:
    meaning = TABLES[path.stem].meaning if path.stem in TABLES else _RESULTS
    return {
        "@id": path.name, "@type": "File", "name": path.stem.replace("_", " "), "description": meaning,
        "encodingFormat": _TYPES[path.suffix], "contentSize": str(path.stat().st_size),
    }  # fmt: skip


def _uncertain(each: Mapping[str, Any]) -> dict[str, Any]:
    said = {"@id": f"#{each['name']}", "@type": "PropertyValue", "name": each["name"]}
    return said | {
        field: each[key]
        for key, field in (("low", "minValue"), ("high", "maxValue"), ("distribution", "description"))
        if each.get(key) is not None
    }


def write_crate(stored: StoredStudy, files: Sequence[Path]) -> Path:
    """Write the crate beside the tables that it is of, and return its path."""
    text = json.dumps(crate(stored, files), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return write_file(files[0].parent / NAME, text)
