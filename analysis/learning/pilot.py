"""A pilot of a few programmes, and how many replicates their comparison needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.in_brief import in_brief
from ...model.simulation import MOST_REPLICATIONS, whole_number
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ...scenarios.simulate import simulate
from ..base.effects import as_json, correlation, interval
from ..base.exports import Contents, OneTable
from ..base.programme import Programme
from ..base.results import describe, provenance
from ..base.selection import Wanted, outcomes_to_compare, scenarios_to_compare
from ..evidence.behaviour import CERTAIN, sets_of, uncertain
from ..evidence.ensemble import Ensemble
from ..words.phrases import is_points
from .planning import LEAST_PILOT, Needed, Spread, between, for_half_width, for_power, independent, paired

Floats = npt.NDArray[np.float64]
LEVEL = 0.05
PILOT = 100
HALF_WIDTH, POWER, ASSURANCE = 1.0, 0.8, 0.9
USUAL_MONTH = 12


@in_brief
@by_value
@dataclass(frozen=True)
class PairPlan:
    """What one programme's comparison with the baseline needs.

    Attributes
    ----------
    programme : Programme
        With the pilot's runs.
    difference, low, high : float
        Mean difference in the pilot, with its 95 % limits.
    correlation : float
        Between programme and baseline over the replicates.
    between : float
        Standard deviation of the difference from parameter set to parameter set, without chance: what no number of
        replicates takes away; NaN where behaviour is certain.
    same, own : Spread
        Of the difference with the same people and chance in both, and with each having its own.
    half_width_same, half_width_own : Needed
        Replicates for the wished half-width.
    power_same, power_own : Needed or None
        Replicates for the wished power, if an effect was given.
    """

    programme: Programme
    difference: float
    low: float
    high: float
    correlation: float
    between: float
    same: Spread
    own: Spread
    half_width_same: Needed
    half_width_own: Needed
    power_same: Needed | None
    power_own: Needed | None


@by_value
@dataclass(frozen=True)
class Wishes:
    """What is wished for, in percentage points for shares, else in percent of the baseline's level.

    Attributes
    ----------
    half_width : float
        Of the 95 % interval of each difference.
    effect : float or None
        Difference that must not be missed.
    power : float
        Chance of telling it from zero.
    assurance : float
        Chance that the safe number is enough.
    """

    half_width: float = HALF_WIDTH
    effect: float | None = None
    power: float = POWER
    assurance: float = ASSURANCE

    def __post_init__(self) -> None:
        for name in ("half_width", "effect"):
            value = getattr(self, name)
            if value is not None and not 0.0 < value <= 1e6:
                problem = "{value:g} is not allowed; give a number above 0, for example 0.5."
                raise InputError(problem, field=f"--{name.replace('_', '-')}", value=value)
        for name in ("power", "assurance"):
            if not 0.5 <= getattr(self, name) < 1.0:
                problem = "{value:g} % is not allowed; give 50 % or more, below 100 %."
                raise InputError(problem, field=f"--{name}", value=100.0 * getattr(self, name))


@in_brief
@by_value
@dataclass(frozen=True)
class Plan(OneTable):
    """How many replicates a comparison needs.

    Attributes
    ----------
    baseline : Programme
    pairs : tuple of PairPlan
    outcome : str
    month, pilot, seed : int
        ``pilot`` is the number of replicates of the pilot.
    wishes : Wishes
    unit : float
        What one percentage point, or percent of the baseline's level, is in the outcome's unit.
    level : float
        Of each test: .05 divided by the number of programmes (Bonferroni; Holm's method needs no more).
    """

    baseline: Programme
    pairs: tuple[PairPlan, ...]
    outcome: str
    month: int
    pilot: int
    seed: int
    wishes: Wishes
    unit: float
    level: float

    @property
    def safe(self) -> int | None:
        """Replicates that are enough for all wishes and all programmes, same people and chance in each."""
        needed = [part.safe for each in self.pairs for part in (each.half_width_same, each.power_same) if part]
        return None if None in needed else max(n for n in needed if n is not None)

    def to_frame(self) -> Any:
        """Return the programmes as a pandas DataFrame, one row each with what its difference to the baseline needs.

        Returns
        -------
        pandas.DataFrame
            The part on programmes of `to_dict`, nested names joined by points.
        """
        import pandas as pd

        return pd.json_normalize(self.to_dict()["programmes"])

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as JSON values.

        Returns
        -------
        dict[str, object]
            Values of JSON; what is not known is None.
        """
        wishes, record = self.wishes, provenance([], seed=self.seed, replications=self.pilot)
        return {
            "baseline": self.baseline.name, "outcome": self.outcome, "month": self.month, "pilot": self.pilot,
            "seed": self.seed, "half_width": self.unit * wishes.half_width,
            "effect": None if wishes.effect is None else self.unit * wishes.effect, "power": wishes.power,
            "level": self.level, "assurance": wishes.assurance, "safe": self.safe,
            "programmes": [_record(each) for each in self.pairs],
            "provenance": record | {"scenarios": [describe(each) for each in self._scenarios()]},
        }  # fmt: skip

    def _scenarios(self) -> list[Scenario]:
        return [each.scenario for each in (self.baseline, *(pair.programme for pair in self.pairs))]

    def _contents(self, lang: str, style: Path | None) -> Contents:
        return Contents(self._scenarios(), table="plan.csv")


def _record(pair: PairPlan) -> dict[str, Any]:
    def needed(found: Needed | None) -> dict[str, Any] | None:
        return None if found is None else {"usual": found.usual, "safe": found.safe}

    alike = np.isfinite(pair.correlation)
    return {
        "scenario": pair.programme.name, "difference": pair.difference,
        "low": as_json(pair.low), "high": as_json(pair.high),
        "correlation": pair.correlation if alike else None, "sd_between_sets": as_json(pair.between),
        "sd": {"common_random_numbers": pair.same.variance**0.5, "independent": pair.own.variance**0.5},
        "half_width": {
            "common_random_numbers": needed(pair.half_width_same), "independent": needed(pair.half_width_own)
        },
        "power": {"common_random_numbers": needed(pair.power_same), "independent": needed(pair.power_own)},
    }  # fmt: skip


def plan(
    scenarios: Sequence[Wanted] | Wanted, *, outcome: str = "deep_use", month: int | None = None,
    months: int | None = None, baseline: str | None = None, pilot: int = PILOT, half_width: float = HALF_WIDTH,
    effect: float | None = None, power: float = POWER, assurance: float = ASSURANCE, seed: int = 0,
    behaviour: Ensemble | str | Path = CERTAIN, workers: int | None = None, settings: Sequence[str] = (),
    allow_outside: bool = False, allow_plugins: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Plan:  # fmt: skip
    """Run a pilot and return how many replicates the comparison needs.

    Parameters
    ----------
    scenarios : sequence of Scenario, str or Path
        As in `compare`; the first is the baseline unless ``baseline`` names another.
    outcome : str
    month : int, optional
        From 1; by default 12, or the last.
    months : int, optional
        Horizon; by default the scenarios'.
    pilot : int
        Replicates of the pilot, 5 or more.
    half_width : float
        Wished half-width of the 95 % intervals: percentage points for shares, percent of the baseline's level else.
    effect : float, optional
        Difference that must not be missed, in the same unit. The pilot's own difference is no good choice: it is
        large or small by luck.
    power : float
        Wished chance of telling such a difference from zero, [.5, 1).
    assurance : float
        Chance that the safe number is enough, [.5, 1).
    behaviour : Ensemble, str or Path
        Parameter sets that the pilot's replicates take in turn, at least two each; by default behaviour is certain.
        Replicates are then planned for chance, as `compare` adds them; what differs from set to set stays.
    seed, workers, settings, allow_outside, allow_plugins, progress : optional
        As in `compare`.

    Raises
    ------
    InputError
        For fewer than two scenarios, what does not exist, or wishes out of range.

    Examples
    --------
    >>> import crm_adoption
    >>> found = crm_adoption.plan(["no_programme", "aligned_kpis"], pilot=20, months=3, half_width=0.5, seed=1)
    >>> found.pairs[0].half_width_same.safe < found.pairs[0].half_width_own.safe
    True
    """
    wishes = Wishes(half_width, effect, power, assurance)
    (main,) = outcomes_to_compare(outcome)
    pilot = whole_number(pilot, LEAST_PILOT, MOST_REPLICATIONS, "replications")
    chosen = scenarios_to_compare(
        scenarios, months, baseline, settings=settings, allow_outside=allow_outside, allow_plugins=allow_plugins
    )
    month = min(USUAL_MONTH, chosen[0].months) if month is None else month
    month = whole_number(month, 1, chosen[0].months, "month")
    sets = sets_of(behaviour)
    if sets is not None and pilot < 2 * len(sets.members):
        problem = (
            "a pilot of {pilot} does not tell chance from behaviour of {sets} parameter sets; give {least} or more."
        )
        raise InputError(
            problem, field="replications", pilot=pilot, sets=len(sets.members), least=2 * len(sets.members)
        )
    chosen = [uncertain(each, sets) for each in chosen]
    programmes = [
        Programme(each, simulate(each, replications=pilot, seed=seed, workers=workers, progress=progress), k == 0)
        for k, each in enumerate(chosen)
    ]
    return planned(programmes, main, month, wishes, seed=seed)


def planned(programmes: Sequence[Programme], outcome: str, month: int, wishes: Wishes, *, seed: int = 0) -> Plan:
    """Return how many replicates a comparison needs, given programmes run as a pilot, the baseline first."""
    base = programmes[0].at(outcome, month)
    unit = 0.01 if is_points(outcome) else 0.01 * abs(float(base.mean()))
    if unit == 0.0:
        problem = "{outcome} is 0 in the baseline, so there is no percent of it; choose another outcome."
        raise InputError(problem, field="--outcome", outcome=outcome)
    level = LEVEL / (len(programmes) - 1)
    pairs = tuple(_pair(each, each.at(outcome, month), base, wishes, unit, level) for each in programmes[1:])
    return Plan(programmes[0], pairs, outcome, month, len(base), seed, wishes, unit, level)


def _pair(programme: Programme, values: Floats, base: Floats, wishes: Wishes, unit: float, level: float) -> PairPlan:
    """Return what one comparison needs."""
    sets = programme.sets
    spreads = paired(values, base, sets), independent(values, base, sets)
    widths = [for_half_width(each, unit * wishes.half_width, wishes.assurance) for each in spreads]
    powers: list[Needed | None] = [None, None]
    if wishes.effect is not None:
        powers = [for_power(each, unit * wishes.effect, wishes.power, level, wishes.assurance) for each in spreads]
    return PairPlan(
        programme, *interval(values - base, sets), correlation(values, base), between(values - base, sets), *spreads,
        *widths, *powers,
    )  # fmt: skip
