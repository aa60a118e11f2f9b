"""A study with named dimensions, as xarray has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...model.errors import InputError
from ...model.outcomes import OUTCOME

if TYPE_CHECKING:
    from .store_reading import StoredStudy

KEPT = ("scenario", "point", "replicate", "month", "place")
"""The dimensions of every outcome."""


def dataset(stored: StoredStudy) -> Any:
    """Return what a study keeps as an `xarray.Dataset`, NaN where a run failed or is missing.

    Parameters
    ----------
    stored : StoredStudy

    Raises
    ------
    InputError
        If xarray is not installed.
    """
    try:
        import xarray
    except ModuleNotFoundError:
        raise InputError("xarray is not installed; it comes with the extra 'analysis'.", field="to_xarray") from None
    kept = stored.definition
    months, places = [int(each) for each in kept["months"]], [str(each) for each in kept["departments"]]
    variables: dict[str, Any] = {}
    for name in stored.outcomes:
        values = np.stack(
            [np.stack([stored.values(name, month, place) for place in places], axis=-1) for month in months], axis=-2
        )
        says = {"units": OUTCOME[name].unit, "long_name": OUTCOME[name].label_en} if name in OUTCOME else {}
        variables[name] = (KEPT, values, says)
    points, (title, seed, replications, _) = stored.points, stored.head()
    count = next(iter(variables.values()))[1].shape[2]
    where: dict[str, Any] = {
        "scenario": list(stored.scenarios), "point": np.arange(len(points)), "replicate": np.arange(count),
        "month": months, "place": places,
    }  # fmt: skip
    where |= {name: ("point", points[:, n]) for n, name in enumerate(stored.uncertainties)}
    about: dict[str, Any] = {"title": title, "seed": str(seed), "replications": replications, "keep": str(kept["keep"])}
    return xarray.Dataset(variables, where, about)
