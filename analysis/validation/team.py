"""A team as its log tells it: who was there, since when, how active; and, apart from it, who used a practice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...model.errors import InputError, unknown
from ...scenarios.ground.by_value import by_value
from .person_months import MONTH, calendar, check_window, checked, counts, shifted

KINDS = ("gate", "mandate", "voluntary")
_DATED = {
    "closes_bug": ("gate", "old_bug_style", "2013-08", 6),
    "change_id": ("mandate", None, "2011-08", 6),
    "co_author": ("voluntary", None, None, 24),
    "impact_flag": ("voluntary", None, None, 24),
}
"""Practices whose kind, old way and go-live are facts of the OpenStack data; months from go-live on are our choice."""


@dataclass(frozen=True)
class Practice:
    """A way of working that a team takes up: what it replaces, when it began, and what pushes it.

    Attributes
    ----------
    feature : str
        Column of the log that counts its use.
    kind : {"gate", "mandate", "voluntary"}
        Enforced by colleagues who review, enforced by the tool, or left to people.
    old : str or None
        Column that counts the old way it replaces. With it the share is of references in the new way; without,
        of the people at work who use it.
    go_live : str
        Month in which it began, as YYYY-MM.
    months : int
        Months from go-live on; one month before belongs to the window too.
    """

    feature: str
    kind: str
    old: str | None
    go_live: str
    months: int

    @property
    def window(self) -> tuple[str, ...]:
        """The months that are looked at: one before go-live, then `months` from it on."""
        return calendar(shifted(self.go_live, -1), shifted(self.go_live, self.months - 1))


def practice_of(
    log: pd.DataFrame, feature: str, kind: str | None, old: str | None, go_live: str | None, months: int | None
) -> Practice:
    """Return the practice meant; what is not given is taken from what is known of the OpenStack features.

    Raises
    ------
    InputError
        For an unknown feature or kind, or a go-live that is not known.
    """
    counts(log, feature)
    known_kind, known_old, known_start, known_months = _DATED.get(feature, (None, None, None, 12))
    kind = kind or known_kind
    if kind is None:
        raise InputError(
            "say of what kind {feature!r} is: {names}.", feature=feature, names=", ".join(KINDS), field="kind"
        )
    if kind not in KINDS:
        raise unknown("kind of practice", kind, KINDS).within(field="kind")
    old = old or (known_old if known_old in log.columns else None)
    if old is not None:
        counts(log, old)
    start = go_live or known_start or (_first_use(log, feature) if kind == "voluntary" else None)
    if start is None:
        raise InputError("say when {feature!r} began, as YYYY-MM.", feature=feature, field="go_live")
    return dated(Practice(feature, kind, old, start, known_months if months is None else months), start)


def dated(practice: Practice, go_live: str) -> Practice:
    """Return the practice with another month of go-live."""
    if not MONTH.fullmatch(str(go_live)):
        raise InputError(
            "{go_live!r} is no month; write it as YYYY-MM, for example 2013-08.", go_live=go_live, field="go_live"
        )
    if not 1 <= practice.months <= 120:
        raise InputError(
            "{months} months from go-live on; allowed are 1 to 120.", months=practice.months, field="months"
        )
    return replace(practice, go_live=go_live)


def _first_use(log: pd.DataFrame, feature: str) -> str:
    used = counts(log, feature) > 0
    if not used.any():
        raise InputError(
            "nobody ever uses {feature!r} in this log; say when it began.", feature=feature, field="go_live"
        )
    return str(log["month"].to_numpy()[used][0])


@by_value
@dataclass(frozen=True)
class Team:
    """A team in the window of a practice, n people and T months.

    Attributes
    ----------
    months : tuple of str [T]
    groups : array of str [n]
        Employer, or another part of the team that is left out together.
    active : bool array [n, T]
        Who was at work.
    occasions : int64 array [n, T]
        References in either style, or 1 for a person at work. All that is known at prediction time.
    contacts : int64 array [n, T]
        Pieces of work (commits) in which a practice that nobody enforces may show. Known at prediction time too.
    marked : int64 array [n, T]
        Of those, in which it showed. Zero where the log does not have it.
    followed : int64 array [n, T]
        Occasions in the new way; what is predicted. Zero where the log does not have it.
    fresh : bool array [n]
        Newcomers: seen for the first time after the month of go-live.
    old_months : int64 array [n]
        Months before the window in which the old way was practised.
    observed : bool
        Whether the log has the use.
    """

    months: tuple[str, ...]
    groups: npt.NDArray[np.str_]
    active: npt.NDArray[np.bool_]
    occasions: npt.NDArray[np.int64]
    contacts: npt.NDArray[np.int64]
    marked: npt.NDArray[np.int64]
    followed: npt.NDArray[np.int64]
    fresh: npt.NDArray[np.bool_]
    old_months: npt.NDArray[np.int64]
    observed: bool = True

    def of(self, chosen: npt.NDArray[np.bool_]) -> Team:
        """Return the people chosen as a team of their own."""
        rows = {name: getattr(self, name)[chosen] for name in self.__dataclass_fields__ if name not in _WHOLE}
        return replace(self, **rows)

    @property
    def weights(self) -> npt.NDArray[np.float64]:
        """Occasions of the whole team by month [T]."""
        return np.asarray(self.occasions.sum(axis=0), np.float64)

    @property
    def curve(self) -> npt.NDArray[np.float64]:
        """Observed share of occasions in the new way by month [T]; nan without occasions."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.followed.sum(axis=0) / np.where(self.weights > 0, self.weights, np.nan))


_WHOLE = ("months", "observed")


def team_of(frame: pd.DataFrame, practice: Practice, *, gaps: str = "refuse") -> Team:
    """Return the team of a log in the window of a practice.

    Raises
    ------
    InputError
        For whatever is wrong with the log (`checked`), or months it does not reach.
    """
    log = checked(frame)
    check_window(log, practice.window, gaps=gaps)
    occasions, followed, old_way, observed = _use(log, practice)
    inside = log["month"].isin(practice.window).to_numpy() & (log["commits"].to_numpy() > 0)
    people, row = np.unique(log["person"].to_numpy(str)[inside], return_inverse=True)
    if len(people) == 0:
        problem = "nobody is at work between {first} and {last}."
        raise InputError(problem, field="month", first=practice.window[0], last=practice.window[-1])
    column = np.searchsorted(practice.window, log["month"].to_numpy(str)[inside])
    contacts = log["commits"].to_numpy()
    marked = np.minimum(counts(log, practice.feature), contacts) if observed else np.zeros(len(log), np.int64)
    table = np.zeros((5, len(people), len(practice.window)), np.int64)
    for each, values in zip(table, (inside, occasions, contacts, marked, followed), strict=True):
        each[row, column] = np.asarray(values)[inside]
    return Team(
        practice.window, _groups(log, people), table[0] > 0, table[1], table[2], table[3], table[4],
        _first_months(log, people) > practice.go_live, _months_before(log, old_way, people, practice.window[0]),
        observed,
    )  # fmt: skip


def _use(log: pd.DataFrame, practice: Practice) -> tuple[Any, Any, Any, bool]:
    """Return, by row, occasions, those in the new way and whether the old way was practised; and if use is known."""
    new = counts(log, practice.feature) if practice.feature in log.columns else None
    if practice.old is None:
        ones = np.ones(len(log), np.int64)
        return ones, np.minimum(0 if new is None else new, ones), ones > 0, new is not None
    if new is not None and practice.old in log.columns:
        old = counts(log, practice.old)
        return new + old, new, old > 0, True
    references = counts(log, "references") if "references" in log.columns else np.ones(len(log), np.int64)
    return references, np.zeros(len(log), np.int64), references > 0, False


def _groups(log: pd.DataFrame, people: Any) -> npt.NDArray[np.str_]:
    """Return each person's employer; where the log has none, one of six parts by turns."""
    if "org" not in log.columns:
        return np.array([f"part {place % 6 + 1}" for place in range(len(people))], np.str_)
    employer = log.assign(org=log["org"].astype(str)).groupby("person")["org"].first()
    return np.asarray(employer.reindex(people).to_numpy(), np.str_)


def _first_months(log: pd.DataFrame, people: Any) -> npt.NDArray[np.str_]:
    column = "first_month" if "first_month" in log.columns else "month"
    return np.asarray(log.groupby("person")[column].min().reindex(people).to_numpy(), np.str_)


def _months_before(log: pd.DataFrame, old_way: Any, people: Any, start: str) -> npt.NDArray[np.int64]:
    practised = log[np.asarray(old_way) & (log["month"] < start).to_numpy()]
    return np.asarray(practised.groupby("person").size().reindex(people).fillna(0).to_numpy(), np.int64)
