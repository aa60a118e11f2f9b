"""Comparisons as people and programs take them: compared in one call, told in sentences, tables, files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model.errors import unknown
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings
from ...scenarios.ground.by_value import by_value
from ...scenarios.words.files import spoken
from ..base import precision as precisely
from ..base import thresholds as passed
from ..comparing.comparison import DEFAULT_OUTCOMES, DEFAULT_SCENARIOS, ComparisonResult, compared
from ..comparing.question import Question, select
from ..evidence.ensemble import Ensemble
from .advice import advice as sentences
from .document import document


@by_value
@dataclass(frozen=True)
class Comparison(ComparisonResult):
    """Everything a comparison found, and what follows from it in words; the main outcome is the first one.

    Attributes
    ----------
    programmes, outcomes : tuple of Programme, tuple of str
    month : int
        Month compared, from 1.
    seed : int
    lang : str
        Language of labels and advice.
    effects : tuple of Effect
        Paired differences to the baseline, adjusted together.
    costs : tuple of Cost
    best : str
        Programme with the best mean of the main outcome.
    indistinguishable : tuple of str
        Programmes not significantly different from the best (paired t-tests, Holm, 5 %).
    break_even : tuple of BreakEven
        The best programme against each other one that costs something.
    ahead_over_prices : dict
        Share of price draws in which a programme is ahead of another one.
    robustness : Robustness or None
        How the main outcome comes out over an ensemble of parameter sets, if one was given.
    departments : tuple of Effect
        Effects by department, adjusted together.
    standings : tuple of Standing
        All programmes from best to worst; empty if the main outcome has no good direction.
    passings : tuple of Passing
        When each programme passes each threshold of real use.
    precision : Precision or None
        How the number of pairs came about.
    budget : float or None
        EUR to which all programmes that cost something were scaled.
    unspent : dict of str to float
        By programme that cannot spend the budget: the most that it can, EUR.
    triggered : tuple of Triggered
        How often interventions that wait for a condition began.
    """

    def frame(self) -> Any:
        """Return all outcomes as a tidy pandas DataFrame, the same as ``results.csv`` of the command.

        One row per scenario, outcome, place and month; see `frames.paired` for the columns.

        Returns
        -------
        pandas.DataFrame
            Levels and differences in the outcome's unit; `frames.paired` lists the columns.
        """
        from ..base.frames import paired  # pandas

        return paired(self.programmes)

    def to_frame(self) -> Any:
        """Return `frame`.

        Returns
        -------
        pandas.DataFrame
        """
        return self.frame()

    def to_excel(self, path: str | Path) -> Path:
        """Write the comparison as an Excel workbook (extra ``analysis``) and return its path.

        Parameters
        ----------
        path : str or Path
            Where to write; what stands there is replaced.

        Returns
        -------
        Path
            The path as it was given.

        Raises
        ------
        InputError
            If openpyxl is not installed or the file cannot be written.
        """
        from .workbook import write_workbook  # openpyxl

        return write_workbook(self, Path(path))

    def to_parquet(self, path: str | Path) -> Path:
        """Write `frame` as a Parquet file (extra ``analysis``) and return its path.

        Parameters
        ----------
        path : str or Path
            Where to write; what stands there is replaced.

        Returns
        -------
        Path
            The path as it was given.

        Raises
        ------
        InputError
            If DuckDB is not installed or the file cannot be written.
        """
        from ..base.parquet import write_parquet

        return write_parquet(self.frame(), Path(path))

    def write(
        self, folder: str | Path, *, xlsx: bool = False, parquet: bool = False, style: Path | None = None,
        replace: bool = False,
    ) -> Path:  # fmt: skip
        """Write the folder that ``crm-adoption compare`` writes: figures, results.csv and manifest.json.

        Parameters
        ----------
        folder : str or Path
            It appears wholly or not at all.
        xlsx, parquet : bool
            Whether results.xlsx and results.parquet are written too (extra ``analysis``).
        style : Path, optional
            A style file of matplotlib's, laid over ours.
        replace : bool
            Whether to write over other results that stand there; the same ones are written over anyway.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        InputError
            If it holds something else, cannot be written, or an extra is missing.
        """
        from .folder import write_folder  # matplotlib

        return write_folder(self, Path(folder), xlsx=xlsx, parquet=parquet, style=style, replace=replace)

    def to_dict(self) -> dict[str, Any]:
        """Return the document that ``--json`` prints.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        return document(self)

    def advice(self, lang: str | None = None) -> list[str]:
        """Return the answer in a few plain sentences, with its limits.

        Parameters
        ----------
        lang : {"en", "de", "fr"}, optional
            By default the language of the comparison.

        Returns
        -------
        list[str]
            Sentences, the answer first.

        Raises
        ------
        InputError
            For a language that there is not.
        """
        if lang is not None and lang not in spoken(*ROOMS):
            raise unknown("language", lang, spoken(*ROOMS))
        return sentences(self, lang or self.lang)


ROOMS = ("telling", "board", "figures", "base", "evidence", "report", "words", "programmes")
"""Rooms of the catalogue in which a comparison speaks: its languages are those that have them all."""


def compare(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path = DEFAULT_SCENARIOS,
    *,
    baseline: str | None = None,
    replications: int | None = None,
    precision: float = precisely.USUAL_PRECISION,
    most: int = precisely.MOST,
    seed: int = 0,
    months: int | None = None,
    outcomes: Sequence[str] | str = DEFAULT_OUTCOMES,
    month: int | None = None,
    budget: float | None = None,
    thresholds: Sequence[float] | float = passed.USUAL,
    workers: int | None = None,
    lang: str = "en",
    ensemble: Ensemble | str | Path | None = None,
    settings: Settings = (),
    allow_outside: bool = False,
    allow_plugins: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Comparison:
    """Compare programmes on the same people and the same chance.

    Parameters
    ----------
    scenarios : sequence of Scenario, str or Path
        Shipped names, scenario files, folders of them (all ``.toml`` files, by name) or scenarios; a
        single one is compared with its company left alone.
    baseline : str, optional
        Name of the baseline; by default the first scenario without interventions, else the first.
    replications : int, optional
        Pairs per comparison; 1 gives no intervals. By default as many as ``precision`` asks for.
    precision : float
        Half-width of the 95 % interval wanted for the main outcome's difference between the best
        programme and both the baseline and the runner-up: percentage points for shares, percent of
        the baseline's level for other units. Pairs are added from 100 on (`precision.until_precise`).
    most : int
        Most pairs, 2 or more.
    seed : int
        Root seed.
    months : int, optional
        Horizon for all, instead of the scenarios' own.
    outcomes : sequence of str
        Outcomes to compare; the first is the main one.
    month : int, optional
        Month to compare in, 1 to the horizon; by default 12, or the last.
    budget : float, optional
        EUR above 0: scale the spending of every programme that costs something to this total.
    thresholds : sequence of float
        Shares of real use, above 0 and at most 1: when does each programme pass them?
    workers : int, optional
        Threads; results do not depend on them.
    lang : {"en", "de", "fr"}
        Language of labels and advice.
    ensemble : Ensemble, str or Path, optional
        Parameter sets over which the answer is looked at too: ``evidence``, ``all``, or the path of one.
    settings, allow_outside, allow_plugins
        How scenario files are read (see `load`); settings count for all that are loaded.
    progress : callable, optional
        Called with the number of replicates just finished.

    Raises
    ------
    InputError
        For unknown names, scenarios that cannot be paired, numbers out of range.

    Examples
    --------
    >>> import crm_adoption
    >>> answer = crm_adoption.compare(["no_programme", "aligned_kpis"], replications=4, months=12, seed=1)
    >>> answer.best
    'aligned_kpis'
    """
    if lang not in spoken(*ROOMS):
        raise unknown("language", lang, spoken(*ROOMS))
    asked = select(
        scenarios, baseline=baseline, replications=replications, precision=precision, most=most, seed=seed,
        months=months, outcomes=outcomes, month=month, budget=budget, thresholds=thresholds, ensemble=ensemble,
        settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins,
    )  # fmt: skip
    return answered(asked, lang, workers=workers, progress=progress)


def answered(
    asked: Question, lang: str, *, workers: int | None = None, progress: Callable[[int], object] | None = None
) -> Comparison:
    """Return the comparison that answers a question, ready to be told (see `compared`)."""
    return Comparison(**vars(compared(asked, lang, workers=workers, progress=progress)))
