"""Runs with named dimensions, as xarray has them."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .errors import InputError
from .outcomes import OUTCOMES


class Recorded(Protocol):
    """A run, as far as a dataset is made of it."""

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """Outcomes, [replications, months, places, outcomes]."""

    @property
    def use(self) -> npt.NDArray[np.int32] | None:
        """Pairs by department, feature and way of working."""

    @property
    def first(self) -> int:
        """Number of the first replicate."""

    @property
    def places(self) -> tuple[str, ...]:
        """Names of the places."""

    @property
    def features(self) -> tuple[str, ...]:
        """Names of the features."""


def dataset(run: Recorded) -> Any:
    """Return a run as an `xarray.Dataset`; its arrays are those of the run, nothing is copied."""
    try:
        import xarray
    except ModuleNotFoundError:
        raise InputError("xarray is not installed; it comes with the extra 'analysis'.", field="to_xarray") from None
    replications, months = run.values.shape[:2]
    where = {
        "replicate": np.arange(run.first, run.first + replications), "month": np.arange(1, months + 1),
        "place": list(run.places),
    }  # fmt: skip
    kept = ("replicate", "month", "place")
    variables: dict[str, Any] = {
        each.name: (kept, run.values[..., n], {"units": each.unit, "long_name": each.label_en})
        for n, each in enumerate(OUTCOMES)
    }
    if run.use is not None:
        dimensions = ("replicate", "month", "department", "feature", "way")
        variables["use"] = (dimensions, run.use, {"units": "people", "long_name": "People by way of working"})
        where |= {
            "department": list(run.places[1:]), "way": ["deep_use", "compliance_use"],
            "feature": list(run.features or range(run.use.shape[3])),
        }  # fmt: skip
    return xarray.Dataset(variables, where)
