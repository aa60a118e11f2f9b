"""When a design point counts as failing: a condition on an outcome, and the points that meet it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError, unknown
from ...model.outcomes import OUTCOME, OUTCOME_NAMES
from ...model.phrase import Phrase
from ...scenarios.ground.by_value import by_value
from .study_runs import StudyRuns

Floats = npt.NDArray[np.float64]
_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge
}  # fmt: skip
_FORM = re.compile(
    r"\s*(?P<outcome>[A-Za-z_]\w*)?\s*(?P<sign><=|>=|<|>)\s*(?P<level>[-+]?[\d.,]+)\s*(?P<percent>%)?\s*"
)
_HOW = Phrase('write an outcome, <, <=, > or >=, and a number, for example "deep_use < 0.3" or "deep_use < 30 %"')
_CONFIDENCE = 0.95


@by_value
@dataclass(frozen=True)
class Condition:
    """When a scenario has failed.

    Attributes
    ----------
    outcome : str
    sign : {"<", "<=", ">", ">="}
    level : float
        In the outcome's unit; shares from 0 to 1.
    """

    outcome: str
    sign: str
    level: float

    def __str__(self) -> str:
        return f"{self.outcome} {self.sign} {self.level:g}"

    def met_by(self, values: Floats) -> npt.NDArray[np.bool_]:
        """Return which values meet it."""
        return np.asarray(_SIGNS[self.sign](values, self.level), np.bool_)


def condition(text: str, outcome: str | None = None, field: str = "--fails-when") -> Condition:
    """Return the condition that a text such as ``deep_use < 0.3`` states.

    Parameters
    ----------
    text : str
        Outcome, sign and number; a percent sign may follow the number of a share.
    outcome : str, optional
        Where the text does not name it.
    field : str
        Where it was given, for the message if it cannot be read.

    Raises
    ------
    InputError
        For a text of another form, an unknown outcome, or two different outcomes.
    """
    found = _FORM.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise InputError("{text!r} is no condition; {how}.", text=text, how=_HOW, field=field)
    name = found["outcome"] or outcome
    if name is None:
        raise InputError("{text!r} does not say which outcome; {how}.", text=text, how=_HOW, field=field)
    if name not in OUTCOME_NAMES:
        raise unknown("outcome", name, OUTCOME_NAMES).within(field=field)
    if outcome not in (None, name):
        problem = "{name!r} in the condition is not {outcome!r}; name one of them only."
        raise InputError(problem, field=field, name=name, outcome=outcome)
    return Condition(name, found["sign"], _level(found, name, field))


def _level(found: re.Match[str], outcome: str, field: str) -> float:
    try:
        level = float(found["level"].replace(",", "."))
    except ValueError:
        raise InputError("{value!r} is not a number; {how}.", value=found["level"], how=_HOW, field=field) from None
    share = OUTCOME[outcome].unit.startswith("share")
    if found["percent"] and not share:
        raise InputError(
            "{outcome} is counted in {unit}, not in percent.",
            outcome=outcome,
            unit=Phrase(OUTCOME[outcome].unit),
            field=field,
        )
    level = level / 100.0 if found["percent"] else level
    if share and abs(level) > 1.0:
        raise InputError("{level:g} is no share; give one from 0 to 1, or write {level:g} %.", level=level, field=field)
    return level


@dataclass(frozen=True, eq=False)
class Verdict:
    """Which points fail.

    Attributes
    ----------
    fails : bool array [points]
        Where the mean over the replicates meets the condition.
    undecided : int
        Points whose 95 % confidence interval of the mean reaches to both sides of the level, so that further
        replicates could change the verdict; -1 where single runs are not known.
    """

    fails: npt.NDArray[np.bool_]
    undecided: int


def verdict(runs: StudyRuns, when: Condition) -> Verdict:
    """Return which points of a study fail, judged by the mean over the replicates."""
    means, count = runs.values.mean(axis=1), runs.values.shape[1]
    fails = when.met_by(means)
    if count < 2:
        return Verdict(fails, -1)
    from scipy.special import stdtrit

    error = runs.values.std(axis=1, ddof=1) / np.sqrt(count)
    reach = float(stdtrit(count - 1, 0.5 + _CONFIDENCE / 2.0)) * error
    return Verdict(fails, int((np.abs(means - when.level) < reach).sum()))
