"""Made-up person-month logs in which the model itself decides who follows, so that the truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from crm_adoption.analysis.validation.following import Push, follow, forces_of
from crm_adoption.analysis.validation.team import Practice, team_of
from crm_adoption.model.behaviour import Behaviour

PRACTICE = Practice("new_style", "gate", "old_style", "2020-08", 6)
TRUTH = Behaviour(
    peer_weight=0.864, tipping_share=0.254, pull_steepness=17.3, habit_bonus=1.05, habit_speed=0.51, comfort=1.34,
    gate_strength=8.45, resistance_spread=0.817, newcomer_old_habit=0.653,
)  # fmt: skip
"""How people decide in these logs, whatever the default set is."""
MONTHS = tuple(str(each) for each in pd.period_range("2020-01", "2021-02", freq="M"))


def log_of(people: int, *, seed: int, months: tuple[str, ...] = MONTHS) -> pd.DataFrame:
    """Return who was at work when, with how many references, all in the old style."""
    chance, rows = np.random.default_rng(seed), []
    arrives = np.where(chance.random(people) < 0.6, 0, chance.integers(0, len(months), people))
    for t, month in enumerate(months):
        for person in np.flatnonzero((arrives <= t) & (chance.random(people) < 0.7)):
            references = int(chance.geometric(0.45) - (chance.random() < 0.3))
            rows.append((month, f"p{person:03}", f"e{person % 7}", references + 1, 0, max(references, 0)))
    return pd.DataFrame(rows, columns=["month", "person", "org", "commits", "new_style", "old_style"])


def with_use(log: pd.DataFrame, *, attention: float, gate_months: float, seed: int) -> pd.DataFrame:
    """Return the log with references moved to the new style where one replicate of the model says so."""
    team = team_of(log, PRACTICE)
    push = Push(np.array([attention]), np.zeros(1), np.array([gate_months]), np.zeros(1), np.array([0.0]), np.ones(1))
    follows = follow(team, push, forces_of(TRUTH), seed=seed)[0].astype(bool)
    people = np.unique(log.loc[log["month"].isin(team.months) & (log["commits"] > 0), "person"])
    where = {(who, month): follows[i, t] for i, who in enumerate(people) for t, month in enumerate(team.months)}
    moved = np.array([where.get(key, False) for key in zip(log["person"], log["month"], strict=True)])
    return log.assign(new_style=np.where(moved, log["old_style"], 0), old_style=np.where(moved, 0, log["old_style"]))


def team_log(people: int, *, seed: int, attention: float = 0.7, gate_months: float = 6.0) -> pd.DataFrame:
    """Return a whole made-up log."""
    return with_use(log_of(people, seed=seed), attention=attention, gate_months=gate_months, seed=1000 + seed)
