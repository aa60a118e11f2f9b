"""Boxes by PRIM, the patient rule induction method: thin slices are peeled off where least fails.

Friedman, J. H. and Fisher, N. I. (1999). Bump hunting in high-dimensional data. Statistics and Computing 9, 123-143.
The algorithm is that of the EMA workbench: Kwakkel, J. H. (2017). The Exploratory Modeling Workbench. Environmental
Modelling & Software 96, 239-250.
"""

from __future__ import annotations

import inspect
import logging
import warnings
from typing import Any

import numpy as np

from ...model.errors import InputError
from ...scenarios.core.provenance import needed
from .boxes import Flags, Places, Space

PEEL = 0.05
"""Share of the points that one slice holds."""
LEAST = 0.05
"""Least share of the points in a box."""


def peeled(space: Space, fails: Flags, among: Flags) -> Places:
    """Return the boxes on PRIM's way from the whole space to the densest, [boxes, uncertainties, 2].

    Parameters
    ----------
    space : Space
    fails : bool array [points]
    among : bool array [points]
        Which points to look at.

    Raises
    ------
    InputError
        If the EMA workbench is not installed.
    """
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what else the workbench could do, were more installed
        logging.getLogger("EMA").setLevel(logging.ERROR)
        workbench = _workbench()
        prim = workbench.Prim
        names = [str(k) for k in range(len(space.axes))]
        points = pd.DataFrame(space.ranks[among].astype(np.float64), columns=names)
        # The original objective peels on to the least mass; the workbench's own stops where no slice helps at once.
        objective = workbench.PRIMObjectiveFunctions.ORIGINAL
        options: dict[str, Any] = {"peel_alpha": PEEL, "mass_min": LEAST, "obj_function": objective}
        if "threshold" in inspect.signature(prim).parameters:  # until version 3
            options["threshold"] = LEAST
        found = prim(points, fails[among], **options).find_box()
    boxes = [] if found is None else [_ranks(limits, names, space) for limits in found.box_lims]
    return np.unique(np.array([space.whole, *boxes]), axis=0)


def _workbench() -> Any:
    try:
        return needed("ema_workbench.analysis.prim", "discovery", name="ema_workbench")
    except InputError as error:
        raise InputError("{problem} Or choose the method cart.", problem=error.whole, field="method") from None


def _ranks(limits: Any, names: list[str], space: Space) -> Places:
    """Return a box as first and last rank inside."""
    box = space.whole.copy()
    for k, name in enumerate(names):
        low, high = limits[name].to_numpy(np.float64)
        box[k] = max(int(np.ceil(low)), space.whole[k, 0]), min(int(np.floor(high)), space.whole[k, 1])
    return box
