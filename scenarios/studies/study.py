"""Studies as they are used: run into their file, and read from it again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model.in_brief import in_brief
from ..writing.result_folder import check_files
from .definition import StudyDefinition
from .estimate import Estimate, estimated
from .ro_crate import NAME as CRATE
from .ro_crate import write_crate
from .running import check_executor
from .store_reading import Form, StoredStudy
from .store_study import study_in
from .study_card import study_card
from .study_dataset import dataset
from .sweeping import swept


@in_brief
@dataclass(frozen=True, eq=False)
class Study(StudyDefinition):
    """Scenarios, what is uncertain about them, and what is to be kept of their runs.

    Parameters
    ----------
    name : str
        Name of the study.
    scenarios : tuple of Scenario
        Scenarios with different names; names of shipped ones and paths are loaded.
    uncertainties : tuple of Uncertainty
        What varies; without any there is one point.
    design : Design, optional
        At which points; made from the same uncertainties.
    replications : int
        Replicates of each scenario at each point; replicate k is the same people and chance everywhere.
    seed : int
        Root seed, 0 to 2**64 - 1.
    outcomes : tuple of str
        Names of the outcomes that are kept.
    months : tuple of int
        Months that are kept, from 1; by default the last one, with trajectories all.
    departments : tuple of str
        Where: ``company`` for the whole, and names of departments.
    keep : {"summaries", "trajectories", "means"}
        Single runs in the given months, single runs in every month, or means over the replicates.

    Raises
    ------
    InputError
        For whatever does not exist in the scenarios, contradicts itself or is out of range.

    Examples
    --------
    >>> from crm_adoption import Uncertainty
    >>> weight = Uncertainty("behaviour.peer_weight")
    >>> from crm_adoption.scenarios.studies.designs import sobol
    >>> study = Study("peers", ("no_programme",), (weight,), sobol((weight,), 8), replications=2)
    >>> len(study.points), study.runs
    (8, 16)
    """

    def _repr_html_(self) -> str:
        return study_card(self)

    def estimate(self, workers: int | None = None) -> Estimate:
        """Return about how long the study takes and how large its results are, without sampling or running anything.

        Parameters
        ----------
        workers : int, optional
            How many chunks are computed at a time.

        Returns
        -------
        Estimate
            Seconds and bytes.
        """
        return estimated(self, workers)

    def run(
        self, out: Path | str, *, executor: Executor | None = None, workers: int | None = None, extend: bool = False,
        progress: Callable[..., object] | None = None,
    ) -> StudyFile:  # fmt: skip
        """Run what is not stored yet.

        Parameters
        ----------
        out : Path or str
            The DuckDB file; if it is there already, the study goes on where it stopped.
        executor : concurrent.futures.Executor, optional
            Where chunks of runs are computed: threads (default), processes or a Dask client's executor.
        workers : int, optional
            How many chunks are computed at a time.
        extend : bool
            Whether replications or points may be added to what the file holds.
        progress : callable, optional
            Called with the numbers of runs and of failed ones just stored.

        Returns
        -------
        StudyFile
            The same file for reading.

        Raises
        ------
        InputError
            If the file holds another study, cannot be written or is in use.
        """
        check_executor(executor)
        swept(self, out, executor, workers=workers, extend=extend, watch=lambda _: nullcontext(progress))
        return StudyFile(Path(out))


class StudyFile(StoredStudy):
    """A study's file, for reading; it is open only while something is read.

    Parameters
    ----------
    path : Path
        The DuckDB file.
    connection : duckdb connection, optional
        One that is open already.

    Raises
    ------
    InputError
        If it is no study's file, or another process writes it.
    """

    def to_xarray(self) -> Any:
        """Return what is kept with named dimensions (extra ``analysis``).

        Returns
        -------
        xarray.Dataset
            A variable for each outcome, [scenario, point, replicate, month, place], NaN where a run failed or is
            missing; the values of the uncertainties are coordinates of the points.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        return dataset(self)

    def to_crate(self, folder: Path | str, form: Form = "parquet", *, replace: bool = False) -> list[Path]:
        """Write what `export` writes, and beside it what it is and how it was made, as an RO-Crate 1.1.

        Parameters
        ----------
        folder : Path or str
            Where to write.
        form : {"parquet", "csv"}
            Format of the tables.
        replace : bool
            Whether to write over files of these names.

        Returns
        -------
        list of Path
            The tables, and ``ro-crate-metadata.json``.

        Raises
        ------
        InputError
            As `export`.
        """
        check_files(Path(folder), [CRATE], replace=replace)
        tables = self.export(folder, form, replace=replace)
        return [*tables, write_crate(self, tables)]

    def study(self, *, allow_plugins: bool = False) -> Study:
        """Return the study as it was defined, with the replications and points of now.

        Parameters
        ----------
        allow_plugins : bool
            Whether interventions in it that are not ours may be imported, which runs their code (see `load`).

        Returns
        -------
        Study

        Raises
        ------
        InputError
            If they are not allowed, or not found.
        """
        return study_in(self, Study, allow_plugins=allow_plugins)
