"""What a usage export says about a company: by department and feature, and beside typical companies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.errors import InputError
from ...model.in_brief import in_brief
from ...scenarios.usage.company import OwnCompany
from ...scenarios.usage.mapping import Naming
from ...scenarios.usage.usage import Usage
from .living import months_lived
from .looking import Group, Look
from .places import Place, places_of
from .privacy import Shown
from .real_use import RealUse, real_use
from .rule import Rule, rule_of_usage
from .suppressing import LEAST
from .typical_use import TypicalUse, typical_use

Floats = npt.NDArray[np.float64]


@in_brief
@dataclass(frozen=True, eq=False)
class DiagnosisResult:
    """A company as its export shows it (T months, G places, F features in the export).

    Attributes
    ----------
    company : OwnCompany
    usage : Usage
    rule : Rule
    real : RealUse
        Who works how, as far as the export tells.
    places : tuple of Place
        The company first; departments of at least five people with data, then the small ones together.
    shown : Shown
        What may be shown of them; all the rest is NaN here.
    present : tuple of Group
        By place, in the last month with data.
    monthly : dict of str to float64 array [T, G]
        ``deep`` with the ends of its 90 % range, ``deep_low`` and ``deep_high``; ``touched``, ``active``; by month
        and place; NaN also where it may not be shown.
    cells : dict of str to float64 array [G - 1, F]
        ``deep``, ``least`` by department and feature over the last months; NaN where not relevant or not shown.
    newcomers, incumbents : Group or None
        None where the roster has no tenures, one of them is too small, or the other figures would give people away.
    typical : TypicalUse or None
        None where the export has no counts, or gives last uses only.
    """

    company: OwnCompany
    usage: Usage
    rule: Rule
    real: RealUse
    places: tuple[Place, ...]
    shown: Shown
    present: tuple[Group, ...]
    monthly: dict[str, Floats]
    cells: dict[str, Floats]
    newcomers: Group | None
    incumbents: Group | None
    typical: TypicalUse | None


def diagnose(
    company: OwnCompany, usage: Usage, naming: Naming | None = None, live_since: str | None = None
) -> DiagnosisResult:
    """Return what an export says.

    Parameters
    ----------
    company : OwnCompany
    usage : Usage
        As `crm_adoption.scenarios.usage.reading.read_company` gives them.
    naming : Naming, optional
        Its rule tells real use from the bare minimum.
    live_since : str, optional
        Month of go-live, for the comparison with typical companies; by default the export begins with it.

    Raises
    ------
    InputError
        For a company of fewer than five people, or a rule that cannot be.
    """
    if len(usage.people) < LEAST:
        problem = "{count} people are too few: nothing is reported of fewer than {least}."
        raise InputError(problem, count=len(usage.people), least=LEAST)
    given = dict(naming.rule) if naming else {}
    rule = rule_of_usage(usage, given)
    scenario = company.scenario
    real = real_use(scenario, usage, rule)
    look = Look(scenario, usage, rule, real)
    places = places_of(scenario, look.with_data())
    shown = look.shown(places)
    newcomers, incumbents = look.split(places, shown)
    typical = (
        None
        if usage.only_last or not usage.has_counts
        else typical_use(scenario, usage, months_lived(usage, live_since))
    )
    return DiagnosisResult(
        company, usage, rule, real, places, shown, look.present(places, shown), look.monthly(places, shown),
        look.cells(places, shown), newcomers, incumbents, typical,
    )  # fmt: skip


def span_of(found: DiagnosisResult, place: int) -> tuple[float, float]:
    """Return the 90 % range of a place's real use in the last month with data."""
    now = int(np.flatnonzero(found.usage.seen)[-1])
    return float(found.monthly["deep_low"][now, place]), float(found.monthly["deep_high"][now, place])
