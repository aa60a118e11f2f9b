"""About how long a study takes and how much room it needs, before anything is sampled or run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model.simulation import worker_count
from ..ground.by_value import by_value
from ..words.catalogue import Words
from ..words.numbers import marked
from ..words.numbers import number as written
from .store import BLOCK

if TYPE_CHECKING:
    from .definition import StudyDefinition

SECONDS_PER_DECISION = 20e-9
"""A person's month with one feature on one core (measured: 14 to 20 ns)."""
SECONDS_PER_POINT = 1.5e-3
"""What a scenario at a design point takes besides its runs (measured: 0.1 to 1.5 ms)."""
SECONDS_PER_RUN = 100e-6
"""What a run takes besides its months, and storing it."""
BYTES_PER_NUMBER, BYTES_PER_ROW = 9, 3
"""In the store, of an outcome and of a row's keys (compressed)."""
LONG, LARGE, MANY = 3600.0, 2e9, 1_000_000
"""Beyond an hour, two gigabytes or a million points, nobody starts by mistake."""


@by_value
@dataclass(frozen=True)
class Estimate:
    """About how much a study is.

    Attributes
    ----------
    points, runs : int
    seconds : float
        Running time on this machine's cores.
    bytes : float
        Size of the store.
    """

    points: int
    runs: int
    seconds: float
    bytes: float

    @property
    def large(self) -> bool:
        """Whether to ask before it begins."""
        return self.seconds > LONG or self.bytes > LARGE or self.points > MANY

    def amount(self, lang: str = "en") -> str:
        """Return in words how much is to be run and stored, without the time, which the first runs tell better."""
        points, runs = _counted(self.points, "point", lang), _counted(self.runs, "run", lang)
        return _say("amount", lang, points=points, runs=runs, size=_size(self.bytes, lang))

    def words(self, lang: str = "en") -> str:
        """Return the estimate in a sentence; the time follows from constants, measured elsewhere."""
        time, size = duration(self.seconds, lang), _size(self.bytes, lang)
        points, runs = _counted(self.points, "point", lang), _counted(self.runs, "run", lang)
        return _say("estimate", lang, points=points, runs=runs, time=time, size=size)


_say = Words("studies.estimate")
_COUNTED = Words("studies.estimate.counted")


def _counted(number: int, what: str, lang: str) -> str:
    return f"{written(number, lang)} {_COUNTED.one_or_many(what, lang, number)}"


_UNITS = Words("studies.estimate.units")
_LASTING = ("second", "minute", "hour", "day", "year")


def duration(seconds: float, lang: str) -> str:
    """Return a time in words, in the unit that suits it."""
    amount, number = max(seconds, 1.0), 0
    for step in (60.0, 60.0, 24.0, 365.0):
        if amount < 2.0 * step:
            break
        amount, number = amount / step, number + 1
    whole = round(amount)
    return f"{written(whole, lang)} {_UNITS.one_or_many(_LASTING[number], lang, whole)}"


def _size(size: float, lang: str) -> str:
    amount, unit = max(size / 1e6, 0.1), "MB"
    for larger in ("GB", "TB", "PB"):
        if amount < 1000.0:
            break
        amount, unit = amount / 1e3, larger
    text = f"{amount:.1f}" if amount < 10.0 else f"{amount:.0f}"
    return f"{marked(text, lang)} {unit}"


def estimated(study: StudyDefinition, workers: int | None = None) -> Estimate:
    """Return about how much a study is.

    Parameters
    ----------
    workers : int, optional
        Threads; by default one per core.
    """
    points, replications = len(study.design), study.replications
    once = 0.0
    for each in study.scenarios:
        people, features = each.company.organisation.headcount, len(each.company.catalogue.features)
        once += study.last_month * people * features * SECONDS_PER_DECISION + SECONDS_PER_RUN
    seconds = points * (once * replications + SECONDS_PER_POINT * len(study.scenarios)) / worker_count(workers)
    rows = points * len(study.scenarios) * len(study.months) * len(study.departments)
    rows *= -(-replications // BLOCK) if study.keep == "means" else replications
    room = rows * (len(study.outcomes) * BYTES_PER_NUMBER + BYTES_PER_ROW) + points * 8 * len(study.uncertainties)
    return Estimate(points, study.runs, seconds, float(room))
