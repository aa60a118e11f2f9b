"""Scenarios as they are loaded for a question: each in its own company, or all in the one that was fitted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings
from ..base.forms import all_loaded
from ..evidence.fit_draws import Fit
from ..evidence.fitted import loader


def all_loaded_in(
    references: Sequence[Scenario | str | Path], source: object, *, settings: Settings = (), **reading: bool
) -> list[Scenario]:
    """Return scenarios that are given together, in the company of a fit where the source of draws is one.

    Parameters
    ----------
    references : sequence of Scenario, str or Path
    source : Ensemble, Fit or None
    settings, reading
        As `forms.all_loaded` takes them.
    """
    if isinstance(source, Fit):
        return loader(source, settings)(references, **reading)
    return all_loaded(references, settings=settings, **reading)
