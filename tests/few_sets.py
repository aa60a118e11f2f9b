"""A few parameter sets around the default one, so that tests do not hang on the shipped ensembles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from crm_adoption.analysis.evidence.ensemble import Ensemble, as_text, model_fingerprint
from crm_adoption.model.behaviour import Behaviour

VARIED = ("novelty", "peer_weight", "attention")


def few_sets(sets: int, target: str = "evidence") -> Ensemble:
    """Return an ensemble of so many sets: some parameters a quarter of their range around the default."""
    chance, usual = np.random.default_rng(1), Behaviour()
    members = []
    for _ in range(sets):
        changed = {}
        for name in VARIED:
            low, high = Behaviour.declarations()[name].plausible
            value = getattr(usual, name) + 0.25 * (high - low) * (chance.random() - 0.5)
            changed[name] = float(np.clip(value, low, high))
        members.append(replace(usual, **changed))
    made = {"version": "test", "own_bands": True, "fingerprint": model_fingerprint(members[0])}
    return Ensemble("few", target, {}, tuple(members), {}, made)


def written(folder: Path, sets: int, target: str = "evidence") -> Path:
    """Write such an ensemble as a file and return its path."""
    path = folder / "few.json"
    path.write_text(as_text(few_sets(sets, target)), encoding="utf-8")
    return path
