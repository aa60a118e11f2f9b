"""Which scenarios and outcomes are compared with each other, and whether they can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...model.errors import InputError, unknown
from ...model.outcomes import column
from ...model.phrase import Phrase
from ...scenarios.core.budget import at_budget, most_spent
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.told_together import told_together
from ...scenarios.files.sources import is_shipped
from .forms import all_loaded, told

Wanted = Scenario | str | Path
Loaded = Callable[..., list[Scenario]]


def outcomes_to_compare(wanted: Sequence[str] | str) -> tuple[str, ...]:
    """Return the outcomes to compare without repeats, the main one first; InputError for unknown ones or none."""
    wanted = [wanted] if isinstance(wanted, str) else wanted
    for name in wanted:
        column(name)  # refuses unknown names before anything runs
    if not wanted:
        raise InputError("no outcome was given; name at least one.", field="outcomes")
    return tuple(dict.fromkeys(wanted))


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


def _is_folder(reference: object) -> bool:
    if is_shipped(reference):
        return False
    try:
        return isinstance(reference, (str, Path)) and reference != "" and Path(reference).is_dir()
    except (OSError, ValueError):  # no path at all
        return False


def _spelled_out(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return what was wanted with each folder replaced by its scenario files, by name."""
    found: list[Wanted] = []
    for each in wanted:
        if isinstance(each, Scenario) or not _is_folder(each):
            found.append(each)
            continue
        files = sorted(path for path in Path(each).iterdir() if path.suffix == ".toml" and path.is_file())
        if not files:
            raise InputError("the folder holds no scenario file (.toml).", file=str(each))
        found += files
    return found


def _check_names(wanted: Sequence[Wanted], scenarios: Sequence[Scenario]) -> None:
    """Refuse two scenarios of one name, saying where they come from."""
    first: dict[str, str] = {}
    for asked, each in zip(wanted, scenarios, strict=True):
        where = Phrase("a Scenario") if isinstance(asked, Scenario) else str(asked)
        if each.name in first and {first[each.name], where} == {each.name}:
            raise InputError("scenario {name!r} is given twice; names must differ.", name=each.name)
        if each.name in first:
            problem = (
                "scenario {name!r} is given twice; names must differ ({one} and {other}). Rename one of the files."
            )
            raise InputError(problem, name=each.name, one=first[each.name], other=where)
        first[each.name] = where


def scenarios_to_compare(
    wanted: Sequence[Wanted] | Wanted,
    months: int | None,
    baseline: str | None,
    *,
    settings: Mapping[str, Any] | Sequence[str] = (),
    allow_outside: bool = False,
    allow_plugins: bool = False,
    loaded: Loaded | None = None,
) -> list[Scenario]:
    """Return the scenarios to compare, the baseline first.

    Parameters
    ----------
    wanted : sequence of Scenario, str or Path
        Scenarios, shipped names, scenario files and folders of them.
    months : int, optional
        Horizon for all, instead of the scenarios' own.
    baseline : str, optional
        Name or file of the baseline; by default the first without interventions, else the first.
    settings, allow_outside, allow_plugins
        As `crm_adoption.load` takes them, for all that are loaded.
    loaded : callable, optional
        What loads them, in a company of its own; by default each comes in its file's.

    Raises
    ------
    InputError
        For whatever is wrong in a file, two scenarios of one name, an unknown baseline, or scenarios
        that cannot be paired.
    """
    listed = _spelled_out([wanted] if isinstance(wanted, (str, Path, Scenario)) else wanted)
    how: dict[str, Any] = {"allow_outside": allow_outside, "allow_plugins": allow_plugins}
    found = loaded(listed, **how) if loaded else all_loaded(listed, settings=settings, **how)
    if not found:
        raise InputError("no scenario was given; name at least one.")
    _check_names(listed, found)
    if months is not None:
        found = [_over(each, months) for each in found]
    names = [each.name for each in found]
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
        raise InputError("{name!r} alone is nothing to compare; add another scenario.", name=found[0].name)
    _check_alike(found)
    return told_together(found)


def _check_alike(scenarios: Sequence[Scenario]) -> None:
    first = scenarios[0]
    for each in scenarios[1:]:
        if each.months != first.months:
            problem = (
                "{name!r} runs {months} months and {other!r} {other_months}; give --months to compare them over "
                "the same time."
            )
            raise InputError(problem, name=each.name, months=each.months, other=first.name, other_months=first.months)
        if each.company.organisation.names != first.company.organisation.names:
            problem = "{name!r} and {other!r} have different departments; they cannot be paired."
            raise InputError(problem, name=each.name, other=first.name)


def at_equal_budget(scenarios: Sequence[Scenario], budget: float | None) -> tuple[list[Scenario], dict[str, float]]:
    """Return the scenarios at a budget, and by name the most that those can spend which cannot spend all of it."""
    if budget is None:
        return list(scenarios), {}
    scaled = [told(at_budget(each, budget), each, equal=True) for each in scenarios]
    most = {each.name: most_spent(each) for each in scenarios if each.total_cost > 0.0}
    return scaled, {name: value for name, value in most.items() if value < budget * (1.0 - 1e-9)}
