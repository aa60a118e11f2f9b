"""The steps of the story in their order: one message, one picture, a few figures each, all from the runs."""

from __future__ import annotations

from collections.abc import Callable

from .company_steps import customers, go_live, half_year, quiet_word
from .runs import StoryRuns
from .step import Step
from .walls_steps import rival, split, walls, yours
from .ways_steps import money, sure, ways

_TOLD: tuple[Callable[[StoryRuns, str], Step], ...] = (
    go_live, half_year, quiet_word, customers, ways, sure, money, walls, split, rival, yours,
)  # fmt: skip


def tell(runs: StoryRuns, lang: str) -> tuple[Step, ...]:
    """Return the steps of the story in a language, with the numbers of the runs; without customers, three fewer.

    Parameters
    ----------
    runs : StoryRuns
    lang : {"en", "de", "fr"}

    Returns
    -------
    tuple of Step
    """
    left_out = set[Callable[[StoryRuns, str], Step]]()
    if not runs.alone.scenario.company.market.has_customers:
        left_out |= {customers, money}
    if runs.rivals is None:
        left_out.add(rival)
    return tuple(step(runs, lang) for step in _TOLD if step not in left_out)
