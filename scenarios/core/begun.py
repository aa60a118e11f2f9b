"""When a programme begins in a company other than its own: after what that has lived, and before its horizon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..programmes.intervention import Intervention
from ..programmes.rollouts import StagedRollout
from .scenario import Scenario

_MONTH = re.compile(r"\b([Mm]onth|Monat) (\d+)\b")


def begun_after(scenario: Scenario, first: int) -> Scenario:
    """Return a scenario whose programme begins after the months that its company has lived already.

    A programme that begins after them stays as it is; another one begins so many months later as a whole, so that what
    follows what stays the same. What would begin after the horizon is left out, and so are roll-outs: all features
    are live by then.

    Parameters
    ----------
    scenario : Scenario
    first : int
        Months lived: the first in which anything can begin.

    Returns
    -------
    Scenario
    """
    given = scenario.interventions
    if not first or not given or min(each.start for each in given) >= first:
        return scenario
    kept = []
    for each in given:
        start = each.start + first
        if isinstance(each, StagedRollout) or start >= scenario.months:
            continue
        end = None if each.end is None or each.end + first >= scenario.months else each.end + first
        kept.append(replace(each, start=start, end=end))
    return replace(
        scenario, interventions=tuple(kept), title_en=later(scenario.title_en, first),
        title_de=later(scenario.title_de, first),
    )  # fmt: skip


def later(title: str, first: int) -> str:
    """Return a title with the months that it names so many later: what is called by a month happens in it.

    Examples
    --------
    >>> later("The sponsor leaves at month 6", 9)
    'The sponsor leaves at month 15'
    """
    return _MONTH.sub(lambda found: f"{found[1]} {int(found[2]) + first}", title)


def begun_within(interventions: Sequence[Intervention], months: int) -> tuple[Intervention, ...]:
    """Return interventions without those that would begin after so many months.

    Parameters
    ----------
    interventions : sequence of Intervention
    months : int
        The horizon.
    """
    return tuple(each for each in interventions if each.start < months)
