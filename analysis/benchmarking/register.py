"""What was written down before any of the experiments was run in the model: the file, and the hash that holds it."""

from __future__ import annotations

import hashlib
from importlib import resources

REGISTERED = "33527e13c2fe12f7ac65fce8da5f2f6f290f38ca772e13e055d25cc6b2bf7b4f"
"""SHA-256 of the file of experiments as it was committed before the model was asked about any of them."""


def registered_text() -> str:
    """Return the text of the file of experiments."""
    return resources.files("crm_adoption.analysis").joinpath("data", "experiments.toml").read_text("utf-8")


def fingerprint(text: str) -> str:
    """Return a text's hash, as `REGISTERED` is one."""
    return hashlib.sha256(text.encode()).hexdigest()
