"""What differs here from the exact versions with which this release was tested (constraints/)."""

from __future__ import annotations

import json
import platform
from functools import cache
from importlib import metadata
from importlib.resources import files
from typing import Any


@cache
def tested_versions() -> dict[str, dict[str, str]]:
    """Return the exact versions of all libraries by Python, for example of "3.13"."""
    text = (files("crm_adoption.analysis") / "data" / "tested_versions.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def _here(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def untested() -> dict[str, Any]:
    """Return what is not as tested: ``{"numpy": {"here": "2.4.6", "tested": "2.5.5"}, ...}``, empty if all is.

    A Python that was not tried is named as ``python``, and then compared with the newest one that was.
    """
    python = ".".join(platform.python_version_tuple()[:2])
    known = tested_versions()
    newest = max(known, key=lambda each: int(each.split(".")[1]))
    found: dict[str, Any] = {} if python in known else {"python": {"here": python, "tested": ", ".join(known)}}
    for name, tested in known.get(python, known[newest]).items():
        if (here := _here(name)) != tested:
            found[name] = {"here": here, "tested": tested}
    return found
