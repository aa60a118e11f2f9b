"""Which scenarios are compared with each other, and whether they can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..model.errors import InputError, unknown
from ..scenarios.files import load
from ..scenarios.scenario import Scenario


def without_programme(scenario: Scenario) -> Scenario:
    """Return the same company with nothing done to it."""
    return replace(
        scenario,
        name="no_programme" if scenario.name != "no_programme" else "nothing_done",
        interventions=(),
        title_en="No programme",
        title_de="Kein Programm",
        description_en="The same company with nothing done.",
        description_de="Dasselbe Unternehmen ohne Programm.",
    )


def _over(scenario: Scenario, months: int) -> Scenario:
    """Return a scenario over another horizon; an error names the scenario."""
    try:
        return replace(scenario, months=months)
    except InputError as error:
        raise error.within(file=scenario.name) from None


def scenarios_to_compare(
    wanted: Sequence[Scenario | str | Path], months: int | None, baseline: str | None
) -> list[Scenario]:
    """Return the scenarios to compare, the baseline first."""
    found = [each if isinstance(each, Scenario) else load(each) for each in wanted]
    if months is not None:
        found = [_over(each, months) for each in found]
    names = [each.name for each in found]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise InputError(f"scenario {sorted(repeated)[0]!r} is given twice; names must differ.")
    if baseline is not None:
        name = baseline if baseline in names else Path(baseline).stem
        if name not in names:
            raise unknown("baseline", baseline, names)
    else:
        idle = [each.name for each in found if not each.interventions]
        if not idle and len(found) == 1:
            found = [without_programme(found[0]), *found]
        name = idle[0] if idle else found[0].name
    found.sort(key=lambda each: each.name != name)
    if len(found) < 2:
        raise InputError(f"{found[0].name!r} alone is nothing to compare; add another scenario.")
    _check_alike(found)
    return found


def _check_alike(scenarios: Sequence[Scenario]) -> None:
    first = scenarios[0]
    for each in scenarios[1:]:
        if each.months != first.months:
            raise InputError(
                f"{each.name!r} runs {each.months} months and {first.name!r} {first.months}; "
                "give --months to compare them over the same time."
            )
        if each.company.organisation.names != first.company.organisation.names:
            raise InputError(f"{each.name!r} and {first.name!r} have different departments; they cannot be paired.")
