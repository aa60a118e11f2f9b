"""How a workshop begins: a company that its participants may know, and one of those it could be, which is played."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.errors import InputError
from ...model.simulation import whole_number
from ...scenarios.files.catalogue import load
from ..deciding.mix import background
from ..evidence.behaviour import USUAL, source_of, uncertain
from ..evidence.fit_draws import Fit
from ..evidence.fitted import lived
from .game import FEWEST_TEAMS, MOST_QUARTERS, MOST_TEAMS, QUARTER, USUAL_QUARTERS, Game, Setting

PER_HEAD = 1_250.0
"""EUR a head that each team has unless something else is said: the money of the programmes that are compared."""
MOST_BUDGET = 1_000_000_000


@dataclass(frozen=True)
class Source:
    """Where the company of a workshop comes from.

    Attributes
    ----------
    scenario : str
        A shipped name or the path of a scenario file; empty with a fit, which brings its company along.
    fit : str
        Path of what ``crm-adoption fit`` found; empty for none.
    despite_misfit : bool
    """

    scenario: str = "no_programme"
    fit: str = ""
    despite_misfit: bool = False


def setting_of(source: Source, seed: int) -> tuple[Setting, Fit | None]:
    """Return the company of a workshop and, where there is one, its fit.

    Parameters
    ----------
    source : Source
    seed : int
        Which of the companies it could be is played, and its chance.

    Raises
    ------
    InputError
        For whatever is wrong in a file.
    """
    if source.fit and source.scenario:
        raise InputError("a fit brings its company along; give a scenario or --fit, not both.", field="--fit")
    seed = whole_number(seed, 0, 2**64 - 1, "seed")
    sets = source_of(USUAL, source.fit or None, despite_misfit=source.despite_misfit)
    fit = sets if isinstance(sets, Fit) else None
    known = background(fit.scenario if fit else load(source.scenario or "no_programme"))
    drawn = uncertain(known, sets)
    replicate = int(np.random.default_rng(seed).integers(max(1, len(drawn.draws))))
    return Setting(known, drawn.drawn(replicate), replicate, lived(fit), seed), fit


def begun(
    setting: Setting, *, teams: int = 3, quarters: int | None = None, budget: float | None = None
) -> Game:  # fmt: skip
    """Return a game in which nobody has decided anything yet.

    Parameters
    ----------
    setting : Setting
    teams : int
        2 to 6.
    quarters : int, optional
        1 to 8, within the company's horizon; by default 4, or as many as there are.
    budget : float, optional
        EUR for each team; by default `PER_HEAD` a head.

    Raises
    ------
    InputError
        For a number out of range.
    """
    most = min(MOST_QUARTERS, (setting.known.months - setting.first) // QUARTER)
    if most < 1:
        problem = "the horizon of this company ends in month {months}, before a quarter is over; give it more months."
        raise InputError(problem, months=setting.known.months)
    quarters = whole_number(min(USUAL_QUARTERS, most) if quarters is None else quarters, 1, most, "quarters")
    heads = setting.known.company.organisation.headcount
    euros = whole_number(round(PER_HEAD * heads if budget is None else budget), 1, MOST_BUDGET, "budget")
    teams = whole_number(teams, FEWEST_TEAMS, MOST_TEAMS, "teams")
    return Game(setting, quarters, euros, tuple(() for _ in range(teams)))
