"""The model's own rules on a real team: who follows a new practice, month by month.

People come and go as the team's log says; who follows is decided by the same functions as in the company
(`model/rules.py`). Two ways are open, the old and the new: a convention is followed or not, so there is no
compliance for the boss, no data, no territory and no curiosity in it. The rest is the model's: attention, the gate
that closes the old way, habit, the pull of colleagues, and people's own resistance.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...model.behaviour import Behaviour
from ...model.compiled import kernel
from ...model.draws import TRAITS, open_uniform, purpose, replicate_key, threefry, uniform
from ...model.numerics import normal_quantile
from ...model.rules import (
    DEEP_WAY,
    appeal_of_legacy,
    chance_of_attention,
    choose,
    next_habit,
    pull_of_colleagues,
)
from .team import Team

single, word = np.float32, np.uint32
NEVER = -1e4
"""Utility of compliance, which conventions do not know."""
Floats = npt.NDArray[np.float64]


class Forces(NamedTuple):
    """Behavioural parameters as compiled code takes them; meanings in `Behaviour`."""

    peer_weight: float
    tipping_share: float
    pull_steepness: float
    pull_reference: float
    habit_bonus: float
    habit_speed: float
    comfort: float
    gate_strength: float
    resistance_spread: float
    newcomer_old_habit: float


def forces_of(behaviour: Behaviour) -> Forces:
    """Return the behavioural parameters that a convention knows."""
    return Forces(**{name: float(getattr(behaviour, name)) for name in Forces._fields})


class Push(NamedTuple):
    """What is fitted or drawn, one value per replicate [K].

    Attributes
    ----------
    attention : chance in a month of facing the question which way to take
    start : months after the first day of the month of go-live at which the push sets in
    gate_months : months in which the gate rises to its full strength; infinite without a gate
    attraction : what speaks for the new way by itself, logits
    stray : share of occasions in the new way before the start
    chance : chance that a follower's piece of work is an occasion on which it shows; 1 where it always does
    """

    attention: Floats
    start: Floats
    gate_months: Floats
    attraction: Floats
    stray: Floats
    chance: Floats


class _People(NamedTuple):
    """What is remembered of the people of one replicate, worked on in place."""

    habit: npt.NDArray[np.float32]
    way: npt.NDArray[np.int32]
    seen: npt.NDArray[np.bool_]
    resistance: Floats


@kernel
def _follow(
    active: npt.NDArray[np.bool_], contacts: npt.NDArray[np.int64], fresh: npt.NDArray[np.bool_],
    old_months: npt.NDArray[np.int64], push: Push, forces: Forces, go_live: int, seed: np.uint64, scratch: _People,
    new: npt.NDArray[np.uint8],
) -> None:  # fmt: skip
    """Write who shows that he follows the practice in which month, [K, n, T]."""
    habit, way, seen, resistance = scratch.habit, scratch.way, scratch.seen, scratch.resistance
    replicates, people, months = new.shape
    for k in range(replicates):
        key = replicate_key(seed, k)
        pull, way[:], seen[:] = single(0), 0, False
        for i in range(people):
            bits = threefry(key[0], key[1], word(i), purpose(0, TRAITS))
            resistance[i] = forces.resistance_spread * normal_quantile(open_uniform(bits[0]))
            habit[i] = single((1.0 - forces.newcomer_old_habit) * (1.0 - forces.habit_speed) ** old_months[i])
        for t in range(months):
            since, working, users = t - go_live, 0, 0
            gate = min(1.0, (since + 1.0) / push.gate_months[k]) if since >= 0 else 0.0
            colleagues = pull_of_colleagues(pull, single(forces.tipping_share), single(forces.pull_steepness), False)
            favour = push.attraction[k] + forces.peer_weight * (float(colleagues) - forces.pull_reference)
            closed = appeal_of_legacy(forces.comfort, 0.0, 0.0, 0.0, 0.0, 0.0, forces.gate_strength, gate)
            there = min(max(since + 1.0 - push.start[k], 0.0), 1.0)  # share of the month after the start
            attention = there * chance_of_attention(push.attention[k], 1.0, 1.0)
            for i in range(people):
                if not active[i, t]:
                    continue
                bits = threefry(key[0], key[1], word(i), purpose(t + 1, word(0)))
                faces = uniform(bits[0]) < attention or (there > 0.0 and fresh[i] and not seen[i])
                if since >= 0 and faces:
                    deep = favour + forces.habit_bonus * habit[i] - resistance[i]
                    legacy = closed + forces.habit_bonus * (1.0 - habit[i])
                    way[i] = choose(uniform(bits[1]), single(deep), single(NEVER), single(legacy))
                follows = way[i] == DEEP_WAY
                if there == 0.0:
                    new[k, i, t] = uniform(bits[1]) < push.stray[k]
                else:
                    hidden = (1.0 - push.chance[k]) ** contacts[i, t]
                    occasion = threefry(key[0], key[1], word(i), purpose(t + 1, word(1)))
                    new[k, i, t] = follows and uniform(occasion[0]) >= hidden
                habit[i] = next_habit(habit[i], single(follows), single(forces.habit_speed))
                seen[i] = True
                working += 1
                users += new[k, i, t] if there > 0.0 else follows
            pull = single(users / working) if working else pull


def follow(team: Team, push: Push, forces: Forces, *, seed: int) -> npt.NDArray[np.uint8]:
    """Return who shows that he follows it in which month, in as many replicates as ``push`` has, [K, n, T].

    A practice that nobody enforces shows only when the occasion arises; what does not show, colleagues do not see.
    Only what is known at prediction time is read: who is at work when, who is new, and old habits.
    """
    people, months = team.active.shape
    new = np.zeros((len(push.attention), people, months), np.uint8)
    scratch = _People(
        np.zeros(people, np.float32), np.zeros(people, np.int32), np.zeros(people, np.bool_), np.zeros(people)
    )
    who = team.active, team.contacts, team.fresh, team.old_months
    _follow(*who, push, forces, 1, np.uint64(seed), scratch, new)
    return new


def shares(team: Team, new: npt.NDArray[np.uint8]) -> Floats:
    """Return the team's share of occasions in the new way, [K, T]; nan where there are none."""
    used = np.einsum("knt,nt->kt", new, team.occasions, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(used / np.where(team.weights > 0, team.weights, np.nan))
