"""Comparisons as people and programs take them: compared in one call, told in sentences, tables, files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ...model.errors import unknown
from ...model.in_brief import in_brief
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings
from ...scenarios.ground.by_value import by_value
from ...scenarios.words.files import spoken
from ..base import precision as precisely
from ..base import thresholds as passed
from ..base.exports import Result
from ..comparing.comparison import DEFAULT_OUTCOMES, ComparisonResult, compared
from ..comparing.ladder import TARGET, reach
from ..comparing.question import Question, select
from ..evidence.behaviour import USUAL
from ..evidence.ensemble import Ensemble
from ..evidence.fitted import Given
from ..report.brief import Brief
from ..report.shown import Charts, Shown
from .advice import advice as sentences
from .brief import brief
from .document import document


@in_brief
@by_value
@dataclass(frozen=True)
class Comparison(ComparisonResult, Shown, Result):
    """Everything a comparison found, and what follows from it in words; the main outcome is the first one.

    Attributes
    ----------
    programmes, outcomes : tuple of Programme, tuple of str
    month : int
        Month compared, from 1.
    seed, lang : int, str
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
    verdict : Verdict
        Which programme is best, and how sure that is: what everything says that speaks of this comparison.
    robustness : Robustness or None
        How the main outcome comes out by parameter set; None where behaviour is taken as certain.
    departments : tuple of Effect
        Effects by department, adjusted together.
    standings : tuple of Standing
        All programmes from best to worst; empty if the main outcome has no good direction.
    passings : tuple of Passing
        When each programme passes each threshold of real use.
    precision : Precision or None
    budget : float or None
        EUR to which all programmes that cost something were scaled.
    unspent : dict of str to float
        By programme that cannot spend the budget: the most that it can, EUR.
    triggered : tuple of Triggered
        How often interventions that wait for a condition began.
    """

    def frame(self) -> Any:
        """Return all outcomes as a tidy pandas DataFrame, the same as ``results.csv`` of the command.

        Returns
        -------
        pandas.DataFrame
            One row per scenario, outcome, place and month, in the outcome's unit; `frames.paired` lists the columns.
        """
        from ..base.frames import paired  # pandas

        return paired(self.programmes)

    to_frame = frame

    def _brief(self) -> Brief:
        return brief(self, self.baseline.scenario.manner(self.lang))

    def _charts(self) -> Charts:
        from ..board.figures import CHARTS  # matplotlib

        return {name: partial(draw, self) for name, draw in CHARTS.items()}

    def to_excel(self, path: str | Path) -> Path:
        """Write the comparison as an Excel workbook (extra ``analysis``) and return its path.

        Parameters
        ----------
        path : str or Path
            Where to write; what stands there is replaced.

        Returns
        -------
        Path

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

        Raises
        ------
        InputError
            If DuckDB is not installed or the file cannot be written.
        """
        from ..base.parquet import write_parquet

        return write_parquet(self.frame(), Path(path))

    def write(
        self, folder: str | Path, *, figures: bool = True, xlsx: bool = False, parquet: bool = False,
        style: Path | None = None, replace: bool = False, target: float = TARGET,
    ) -> Path:  # fmt: skip
        """Write the folder that ``crm-adoption compare`` writes: figures, results.csv and manifest.json.

        Parameters
        ----------
        folder : str or Path
            It appears wholly or not at all.
        figures : bool
            Whether to draw; the rest takes less than half of the time.
        xlsx, parquet : bool
            Whether results.xlsx and results.parquet are written too (extra ``analysis``).
        style : Path, optional
            A style file of matplotlib's, laid over ours.
        replace : bool
            Whether to write over other results that stand there; the same ones are written over anyway.
        target : float
            Share of real use of which ``summary.pdf`` says what it would take.

        Returns
        -------
        Path

        Raises
        ------
        InputError
            If it holds something else, cannot be written, or an extra is missing.
        """
        from .folder import write_folder

        return write_folder(
            self, Path(folder), figures=figures, xlsx=xlsx, parquet=parquet, style=style, replace=replace, share=target
        )

    def to_dict(self, target: float | None = None) -> dict[str, Any]:
        """Return the document that ``--json`` prints.

        Parameters
        ----------
        target : float, optional
            Share of real use of which is found out what it would take (see `ladder.reach`), and added.

        Returns
        -------
        dict[str, object]
            Values of JSON.
        """
        return document(self, None if target is None else reach(self, target))

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
        return sentences(self, self.baseline.scenario.manner(lang or self.lang))


ROOMS = ("telling", "board", "figures", "base", "evidence", "report", "words", "programmes")
"""Rooms of the catalogue in which a comparison speaks: its languages are those that have them all."""


def compare(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path | None = None, *,
    baseline: str | None = None, replications: int | None = None, precision: float = precisely.USUAL_PRECISION,
    most: int = precisely.MOST, seed: int = 0, months: int | None = None,
    outcomes: Sequence[str] | str = DEFAULT_OUTCOMES, month: int | str | None = None, budget: float | None = None,
    per_head: float | None = None, thresholds: Sequence[float] | float = passed.USUAL, workers: int | None = None,
    lang: str = "en", behaviour: Ensemble | str | Path = USUAL, fit: Given = None, despite_misfit: bool = False,
    settings: Settings = (), allow_outside: bool = False, allow_plugins: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Comparison:  # fmt: skip
    """Compare programmes on the same people and the same chance.

    Parameters
    ----------
    scenarios : sequence of Scenario, str or Path
        Shipped names, scenario files, folders of them (all ``.toml`` files, by name) or scenarios; a
        single one is compared with its company left alone. None: five programmes at EUR 1,250 a head.
    baseline : str, optional
        Name of the baseline; by default the first scenario without interventions, else the first.
    replications : int, optional
        Pairs per comparison; 1 gives no intervals. By default as many as ``precision`` asks for.
    precision : float
        Half-width of the 95 % interval wanted for the main outcome's difference between the best
        programme and both the baseline and the runner-up: percentage points for shares, percent of
        the baseline's level for other units. Pairs are added from 128 on (`precision.until_precise`).
    most : int
        Most pairs, 2 or more.
    seed, workers : int, optional
        Root seed; threads, on which results do not depend.
    months : int, optional
        Horizon for all, instead of the scenarios' own.
    outcomes : sequence of str
        Outcomes to compare; the first is the main one.
    month : int or str, optional
        Month to compare in, 1 to the horizon, or a calendar month (2028-03); by default 12 (of a fitted company 12
        after its history), or the last.
    budget : float, optional
        EUR above 0: scale the spending of every programme that costs something to this total.
    per_head : float, optional
        The same in EUR a head.
    thresholds : sequence of float
        Shares of real use, above 0 and at most 1: when does each programme pass them?
    lang : {"en", "de", "fr"}
        Language of labels and advice.
    behaviour : Ensemble, str or Path
        Parameter sets that replicates take in turn: ``evidence``, ``all``, a file's; ``default``: the scenario's own.
    fit : Fit, str or Path, optional
        What ``crm-adoption fit`` found: everything is done in that company, which replicates take in turn as each draw
        that its history leaves.
    despite_misfit : bool
        Whether to go on although no simulated company looks at all like the one fitted.
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
        months=months, outcomes=outcomes, month=month, budget=budget, per_head=per_head, thresholds=thresholds,
        behaviour=behaviour, fit=fit, despite_misfit=despite_misfit, settings=settings, allow_outside=allow_outside,
        allow_plugins=allow_plugins,
    )  # fmt: skip
    return answered(asked, lang, workers=workers, progress=progress)


def answered(
    asked: Question, lang: str, *, workers: int | None = None, progress: Callable[[int], object] | None = None
) -> Comparison:
    """Return the comparison that answers a question, ready to be told (see `compared`)."""
    return Comparison(**vars(compared(asked, lang, workers=workers, progress=progress)))
