"""A decision: the best mix of interventions for a budget, its rivals, and what the answer hangs on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...model.errors import unknown
from ...model.in_brief import in_brief
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ..base.later_steps import Unavailable
from ..base.least_sizes import enough
from .frontier import Marginal, Point
from .information import Knowledge
from .mix import Mix
from .objective import Objective
from .options import NOTHING, SECOND, Field, Option, Rival
from .racing import Leading
from .rescue import Rescue
from .signs import OWN_EYES, Eyes, Warnings
from .worlds import Worlds


@in_brief
@dataclass(frozen=True, eq=False)
class Question:
    """What is to be decided.

    Attributes
    ----------
    scenario : Scenario
        The company, with whatever programme its file has.
    base : Scenario
        The company without any programme.
    budget : float
        EUR within the horizon.
    objective : Objective
    worlds : Worlds
    first : int
        Month in which what is decided can begin.
    lang : str
    warnings : mapping
        What makes the fit it rests on unreliable, in sentences by language; empty without a fit.
    misfit : bool
        Whether no simulated company looks like the one fitted; it is then said before anything else.
    eyes : Eyes
        What the company sees of itself: after a fit what its export shows, as far as it can be read.
    """

    scenario: Scenario
    base: Scenario
    budget: float
    objective: Objective
    worlds: Worlds
    first: int
    lang: str
    warnings: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    misfit: bool = False
    eyes: Eyes = OWN_EYES


@by_value
@dataclass(frozen=True)
class Effort:
    """How much was looked at.

    Attributes
    ----------
    trials : int
        Proposals of the search.
    different : int
        Different mixes among them that could be had for the budget.
    left_out : tuple of str
        Shipped programmes that name departments or features the company does not have.
    expected : float
        The best mix's criterion on the companies of the search: too good, since it was chosen there.
    excluded : tuple of str
        Shipped programmes that do not keep to the constraints.
    """

    trials: int
    different: int
    left_out: tuple[str, ...]
    expected: float
    excluded: tuple[str, ...] = ()


@in_brief
@dataclass(frozen=True, eq=False)
class DecisionResult:
    """The answer to a question about a budget: numbers only.

    Attributes
    ----------
    question : Question
    options : tuple of Option
        The best mix, the second best (a really different one), and what they are held against.
    rivals : tuple of Rival
        All shipped programmes at the same budget against the best mix, the closest first.
    knowledge : Knowledge
        What the choice depends on, and what to measure first.
    warnings : Warnings
    rescues : tuple of Rescue
        What helps where the early sign has appeared, the best first; empty without a sign.
    marginal : Marginal
    frontier : tuple of Point
    effort : Effort
    field : Field
        Whole runs of the options, in their order, for figures and tables.
    leading : Leading
        The mixes found that are as good as the best, and what they share.
    unavailable : tuple of Unavailable
        What should follow from the decision and does not, with the reasons; usually empty.
    """

    question: Question
    options: tuple[Option, ...]
    rivals: tuple[Rival, ...]
    knowledge: Knowledge
    warnings: Warnings
    rescues: tuple[Rescue, ...]
    marginal: Marginal
    frontier: tuple[Point, ...]
    effort: Effort
    field: Field
    leading: Leading
    unavailable: tuple[Unavailable, ...] = ()

    def lacks(self, step: str) -> bool:
        """Return whether something that follows from a decision could not be worked out.

        Parameters
        ----------
        step : str
            Name of the step, such as ``signs``.

        Returns
        -------
        bool
        """
        return any(each.step == step for each in self.unavailable)

    @property
    def lang(self) -> str:
        """Language of the answer."""
        return self.question.lang

    @property
    def best(self) -> Option:
        """The best mix."""
        return self.options[0]

    @property
    def mix(self) -> Mix:
        """What to do."""
        return self.best.mix

    def has(self, name: str) -> bool:
        """Return whether there is an option of this machine name: what the constraints exclude is none.

        Parameters
        ----------
        name : str
            Machine name.

        Returns
        -------
        bool
        """
        return any(each.name == name for each in self.options)

    def option(self, name: str) -> Option:
        """Return an option by its machine name, or raise InputError with the nearest.

        Parameters
        ----------
        name : str
            Machine name.

        Returns
        -------
        Option

        Raises
        ------
        InputError
            For a name that there is not, with the nearest.
        """
        names = [each.name for each in self.options]
        if name not in names:
            raise unknown("option", name, names)
        return self.options[names.index(name)]

    @property
    def rivalled(self) -> int:
        """How many options the best was held against in each world, itself among them: also mixes as good as it is."""
        return len(self.options) + len(self.leading.beside(self.best.mix, self.second.mix))

    @property
    def second(self) -> Option:
        """The best of the really different mixes."""
        return self.option(SECOND)

    @property
    def nothing(self) -> Option:
        """Doing nothing."""
        return self.option(NOTHING)

    @property
    def clear(self) -> bool:
        """Whether the best mix is surely ahead of doing nothing: the interval excludes zero."""
        return self.told and self.best.gain_low > 0.0

    @property
    def told(self) -> bool:
        """Whether there are parameter sets (or fitted companies) enough to say how sure anything is."""
        return enough("verdict", len(self.question.worlds))
