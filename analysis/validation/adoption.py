"""Fitting the model's mechanism to one team's log, and predicting another team from who it is made of.

Two numbers are fitted: attention, and the push. For a gate that is the number of months in which it closes the old
way fully, at the calibrated strength; for a mandate the months until the tool closes the old way at once; for a
voluntary practice its attraction.
Everything else is the model's calibrated behaviour. A logistic curve with as many parameters is fitted beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...model.behaviour import Behaviour
from ...model.errors import InputError
from ...model.in_brief import in_brief
from ...scenarios.ground.by_value import by_value
from .following import Forces, follow, forces_of, shares
from .prediction import AdoptionPrediction, compare
from .rival_curve import Logistic, fit_logistic
from .searching import (
    Sight,
    expected_shares,
    from_search,
    jackknife,
    leave_out,
    push_of,
    search,
    sight_of,
    to_search,
)
from .team import Practice, Team, dated, practice_of, team_of

Floats = npt.NDArray[np.float64]
_SPREADS = tuple(0.25 * step for step in range(9))
"""Standard deviations of teams' resistance that are tried, logits."""


DEFAULT_SPREAD = 0.75
"""For a team too small to leave parts out."""


@in_brief
@by_value
@dataclass(frozen=True)
class AdoptionFit:
    """The mechanism fitted to a team; `predict` says what it means for another.

    Attributes
    ----------
    practice : Practice
        What was taken up.
    attention : float
        Chance in a month of facing the question which way to take.
    push : float
        Gate: months until the old way is fully closed. Mandate: months until the tool closes it at once. Voluntary:
        attraction of the new way, logits.
    logistic : Logistic
        A logistic curve over the months since go-live with as many parameters, for comparison.
    team_spread : float
        By how much teams' resistance differs (standard deviation, logits), from leaving out employers.
    left_out : tuple of AdoptionPrediction
        Each part of the team, predicted from the others.
    seed : int
    team : Team
        What was fitted to.
    forces : Forces
        Behavioural parameters that are not fitted.
    sight : Sight
        How the practice shows in the log.
    spread : float64 array [2, 2]
        Covariance of the fitted point on the scale of the search (jackknife over parts left out).
    """

    practice: Practice
    attention: float
    push: float
    logistic: Logistic
    team_spread: float
    left_out: tuple[AdoptionPrediction, ...]
    seed: int
    team: Team = field(repr=False)
    forces: Forces = field(repr=False)
    sight: Sight = field(repr=False)
    spread: Floats = field(repr=False)

    @cached_property
    def curve(self) -> Floats:
        """Fitted share by month [T]."""
        point = to_search(self.practice, self.attention, self.push)
        drawn = expected_shares(self.team, self.practice, self.forces, point, self.sight, 1000, self.seed)
        return np.asarray(np.nanmean(drawn, axis=0), np.float64)

    @property
    def rmse(self) -> float:
        """Root mean square error of the fitted curve over the months of the window."""
        return float(np.sqrt(np.nanmean((self.curve - self.team.curve) ** 2)))

    @property
    def gate_strength(self) -> float:
        """Logits by which the old way is closed at the end of the window; 0 for a voluntary practice."""
        last = float(self.practice.months)
        closed = {"gate": min(1.0, last / self.push), "mandate": float(last > self.push), "voluntary": 0.0}
        return self.forces.gate_strength * closed[self.practice.kind]

    def predict(
        self, person_months: pd.DataFrame, *, go_live: str | None = None, level: float = 0.9,
        replications: int = 1000, seed: int | None = None, gaps: str = "refuse",
    ) -> AdoptionPrediction:  # fmt: skip
        """Predict another team's monthly curve, with an interval, from its composition.

        Known at prediction time is who is at work in which month, with how many references in either style (or
        commits), for which employer, since when, and who practised the old way before go-live. How many of the
        references are in the new way is not used; where the log has it, it is set beside the prediction.

        Parameters
        ----------
        person_months : DataFrame
            The other team's log, in the format of `fit_adoption`. Columns of use may be missing.
        go_live : str, optional
            Month in which it began there; by default as in the team that was fitted.
        level : float
            Of the interval, between .5 and .99.
        replications : int
            Simulated teams behind the interval.
        seed : int, optional
        gaps : {"refuse", "empty"}
            Whether a month without a row is a mistake, or one in which nobody worked.

        Returns
        -------
        AdoptionPrediction
            Shares in [0, 1], month by month.

        Raises
        ------
        InputError
            For a log that cannot be used; it names row, column and what is allowed.
        """
        practice = dated(self.practice, go_live) if go_live else self.practice
        team = team_of(person_months, practice, gaps=gaps)
        return self.predict_team(team, level=level, replications=replications, seed=seed)

    def predict_team(
        self, team: Team, *, level: float = 0.9, replications: int = 1000, seed: int | None = None
    ) -> AdoptionPrediction:
        """Predict a team that was read already (`predict`).

        Parameters
        ----------
        team : Team
            Its log as `read_person_months` and `team_of` read it.
        level : float, optional
            Of the interval, between .5 and .99.
        replications : int, optional
            Simulated teams behind the interval, 20 to 100,000.
        seed : int, optional
            By default one of its own.

        Returns
        -------
        AdoptionPrediction
            Shares in [0, 1], month by month.

        Raises
        ------
        InputError
            For a level or a number of replications that is not allowed.
        """
        if not 0.5 <= level <= 0.99:
            raise InputError("{level} is no level of an interval; allowed are .5 to .99.", level=level, field="level")
        if not 20 <= replications <= 100_000:
            problem = "{replications} replications; allowed are 20 to 100,000."
            raise InputError(problem, field="replications", replications=replications)
        seed = self.seed + 1 if seed is None else seed
        point = np.tile(to_search(self.practice, self.attention, self.push), (replications, 1))
        shifts = self.team_spread * np.random.default_rng(seed).standard_normal(replications)
        expected, drawn = (
            shares(team, follow(team, push_of(self.practice, point, each, self.sight), self.forces, seed=seed))
            for each in (np.zeros(replications), shifts)
        )
        return compare(team, expected, drawn, self.logistic, level)


def fit_adoption(
    person_months: pd.DataFrame, feature: str = "closes_bug", *, kind: str | None = None, old: str | None = None,
    go_live: str | None = None, months: int | None = None, behaviour: Behaviour | None = None, seed: int = 0,
    gaps: str = "refuse",
) -> AdoptionFit:  # fmt: skip
    """Fit the model's mechanism to a team's person-month log.

    The log has one row per person and month in which the person was at work, sorted by month:

    ``month`` (YYYY-MM), ``person`` (any code), ``commits`` (whole number, the person's activity), and one column of
    whole numbers for each practice, among them ``feature`` and, if the practice replaces an old way, ``old``.
    Optional: ``org`` (employer; parts of the team that are left out together), ``project`` (one value only),
    ``first_month`` (YYYY-MM, when the person joined, if before the log), ``references`` (occasions in either style,
    for a team whose use is not known). Other columns are not looked at.

    Parameters
    ----------
    person_months : DataFrame
        The log; it must reach from the month before go-live (earlier months tell newcomers from old hands) to
        the last of ``months``.
    feature : str
        Column of the practice that is taken up.
    kind : {"gate", "mandate", "voluntary"}, optional
        Enforced by reviewing colleagues, by the tool, or by nobody. Known for the OpenStack features.
    old : str, optional
        Column of the old way that it replaces; the share is then of references, otherwise of people at work.
    go_live : str, optional
        Month in which it began, YYYY-MM. Known for the OpenStack features; for a voluntary practice its first use.
    months : int, optional
        Months from go-live on that are fitted; 6 for a gate or mandate known here, 24 voluntary, else 12.
    behaviour : Behaviour, optional
        Behavioural parameters that are not fitted; the calibrated default set otherwise.
    seed : int
    gaps : {"refuse", "empty"}
        Whether a month without a row is a mistake, or one in which nobody worked.

    Returns
    -------
    AdoptionFit

    Raises
    ------
    InputError
        For a log that cannot be used: a missing column, gaps, unordered months, a person twice in a month,
        negative or broken counts, an unknown feature, months in another format.

    Examples
    --------
    >>> fit = fit_adoption(read_person_months("nova.csv"), "closes_bug")       # doctest: +SKIP
    >>> fit.predict(read_person_months("cinder.csv")).to_frame()               # doctest: +SKIP
    """
    from .person_months import checked

    log = checked(person_months)
    practice = practice_of(log, feature, kind, old, go_live, months)
    team = team_of(log, practice, gaps=gaps)
    return fit_team(team, practice, behaviour or Behaviour(), seed=seed)


def fit_team(team: Team, practice: Practice, behaviour: Behaviour, *, seed: int = 0) -> AdoptionFit:
    """Fit the mechanism to a team that was read already (`fit_adoption`)."""
    forces = forces_of(behaviour)
    point = search(team, practice, forces, seed)
    groups = leave_out(team)
    without = [_bare(team.of(~chosen), practice, forces, seed, point) for chosen in groups]
    spread = jackknife(np.array([to_search(practice, each.attention, each.push) for each in without]), point)
    parts = [team.of(chosen) for chosen in groups]
    sizes = _team_spread([(each, part) for each, part in zip(without, parts, strict=True)], spread, seed)
    left_out = tuple(_with(each, spread, sizes).predict_team(part) for each, part in zip(without, parts, strict=True))
    attention, push = from_search(practice, point)
    return AdoptionFit(
        practice, attention, push, fit_logistic(team), sizes, left_out, seed, team, forces, sight_of(team, practice),
        spread,
    )  # fmt: skip


def _bare(team: Team, practice: Practice, forces: Forces, seed: int, near: Floats) -> AdoptionFit:
    """Return a fit without anything left out, from a point nearby."""
    attention, push = from_search(practice, search(team, practice, forces, seed, near))
    nothing = np.zeros((2, 2))
    return AdoptionFit(
        practice, attention, push, fit_logistic(team), 0.0, (), seed, team, forces, sight_of(team, practice), nothing
    )


def _with(fit: AdoptionFit, spread: Floats, team_spread: float) -> AdoptionFit:
    from dataclasses import replace

    return replace(fit, spread=spread, team_spread=team_spread)


def _team_spread(fits: list[tuple[AdoptionFit, Team]], spread: Floats, seed: int) -> float:
    """Return the spread of teams' resistance at which parts left out err as much as their intervals say.

    Errors are compared with the standard deviation of the simulated shares, month by month; their mean square
    ratio should be 1.
    """

    def away(size: float) -> float:
        found = [_with(fit, spread, size).predict_team(part, replications=400) for fit, part in fits]
        ratios = np.concatenate([each.squared_ratios for each in found])
        return abs(float(ratios.mean()) - 1.0) if len(ratios) else 0.0

    return min(_SPREADS, key=away) if fits else DEFAULT_SPREAD
