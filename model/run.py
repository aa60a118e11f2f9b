"""What came of many replicates of one schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .outcomes import OUTCOME_NAMES, column
from .whole import whole_number

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Run:
    """Outcomes of one schedule over many replicates.

    Attributes
    ----------
    values : float64 array [replications, months, 1 + D, outcomes]
        Entry 0 of the third axis is the company; months count from 1.
    use : int32 array [replications, months, D, F, 2] or None
        Pairs in deep use and compliance by department and feature.
    first : int
        Number of the first replicate.
    fired : int32 array [replications, triggers]
        Month in which each intervention with rules first began (in the order of `Scenario.triggered`), -1
        where it did not.
    departments, features : tuple of str
        Machine names, for tables; empty where a run was put together from arrays alone.
    """

    values: npt.NDArray[np.float64]
    use: npt.NDArray[np.int32] | None
    first: int
    fired: npt.NDArray[np.int32]
    departments: tuple[str, ...] = ()
    features: tuple[str, ...] = ()

    def of(self, outcome: str, place: int = 0) -> npt.NDArray[np.float64]:
        """Return one outcome by replicate and month; place 0 is the company, d + 1 a department.

        Parameters
        ----------
        outcome : str
            Name of the outcome.
        place : int, optional
            0 for the company, then the departments from 1.

        Returns
        -------
        float64 array
            [replications, months], in the outcome's unit.

        Raises
        ------
        InputError
            For an unknown outcome or place.
        """
        place = whole_number(place, 0, self.values.shape[2] - 1, "place")
        return self.values[:, :, place, column(outcome)]

    @property
    def places(self) -> tuple[str, ...]:
        """Names of the places: ``company``, then the departments, numbered where they have no names."""
        numbered = tuple(str(place) for place in range(1, self.values.shape[2]))
        return ("company", *(self.departments or numbered))

    def to_frame(self) -> pd.DataFrame:
        """Return the outcomes as a tidy table.

        Returns
        -------
        pandas.DataFrame
            One row per replicate, month and place, by replicate; a column for each outcome in its own unit.
        """
        import pandas as pd

        replications, months, _, outcomes = self.values.shape
        replicates, numbers = range(self.first, self.first + replications), range(1, months + 1)
        index = pd.MultiIndex.from_product([replicates, numbers, self.places], names=["replicate", "month", "place"])
        return pd.DataFrame(self.values.reshape(-1, outcomes), index, list(OUTCOME_NAMES)).reset_index()

    def to_xarray(self) -> Any:
        """Return the outcomes with named dimensions (extra ``analysis``).

        Returns
        -------
        xarray.Dataset
            A variable for each outcome, [replicate, month, place], its unit and meaning as attributes. Where use by
            feature was recorded, also ``use``, people [replicate, month, department, feature, way].

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        from .run_dataset import dataset

        return dataset(self)

    def __repr__(self) -> str:
        replications, months, places, _ = self.values.shape
        return f"Run({replications} replications from {self.first}, {months} months, {places - 1} departments)"

    def months_to_half_plateau(self) -> npt.NDArray[np.float64]:
        """Return by replicate the first month with half of the last three months' mean deep use.

        Returns
        -------
        float64 array [replications]
        """
        deep = self.of("deep_use")
        plateau = deep[:, -3:].mean(axis=1, keepdims=True)
        return np.asarray((deep >= plateau / 2.0).argmax(axis=1) + 1.0, np.float64)
