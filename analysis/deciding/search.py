"""The search for the best mix: first samples of what could be bought, then upwards from the best of them."""

from __future__ import annotations

from collections.abc import Sequence

from .climbing import climb
from .menu import Parameters
from .sampling import sample
from .trials import Trials, Tried

TRIALS = 2000
"""Mixes tried by default."""
SAMPLED = 0.15
"""Share of the proposals that are sampled, at least all that a search begins with."""


def searched(trials: Trials, guesses: Sequence[Parameters], seed: int) -> list[Tried]:
    """Spend all proposals and return the mixes tried that differ, the best first.

    Proposals depend on the seed and on scores only, so the same seed gives the same mixes with any number of threads.

    Parameters
    ----------
    trials : Trials
        Of which none has been made; some are left where nothing remains to be proposed.
    guesses : sequence of dict
        Values on the menu to begin with.
    seed : int
    """
    number = trials.left
    sample(trials, guesses, min(number, max(len(guesses), int(SAMPLED * number))), seed)
    climb(trials, seed)
    return trials.tried()
