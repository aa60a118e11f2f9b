"""A scenario with other numbers: what does not depend on them is taken over, not computed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...model.company import Company
from ...model.errors import InputError, unknown
from ...model.features import Catalogue
from ...model.organisation import Department, Organisation
from ..core.overrides import resized
from ..core.scenario import Scenario
from ..programmes.intervention import Intervention
from ..programmes.interventions import KINDS
from .settings import INSTEAD
from .targets import Target, places

_LAYOUT_FREE = frozenset({"behaviour", "market", "prices", "levers", "interventions"})
"""Groups on which the company's places, hierarchy and features do not depend."""
Changes = Sequence[tuple[Target, float]]


def _value(target: Target, value: float) -> float | int:
    whole = target.group in ("counts", "interventions") and target.step
    return round(value) if whole else float(value)


def _by_place(changes: Iterable[tuple[Target, Any]]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for target, value in changes:
        found.setdefault(target.place, {})[target.name] = value
    return found


def _department(department: Department, levers: Mapping[str, Any], numbers: Mapping[str, Any]) -> Department:
    if not levers and not numbers:
        return department
    held = replace(department.levers, **levers) if levers else department.levers
    return replace(department, levers=held, **numbers)


def _organisation(organisation: Organisation, given: Mapping[str, Changes]) -> Organisation:
    counts = {target.name: value for target, value in given.get("counts", ())}
    if "people" in counts:
        organisation = resized(organisation, counts.pop("people"))
    numbers: dict[str, Any] = counts | {target.name: value for target, value in given.get("organisation", ())}
    if "levers" in given or "department" in given:
        levers, own = _by_place(given.get("levers", ())), _by_place(given.get("department", ()))
        numbers["departments"] = tuple(
            _department(each, levers.get("", {}) | levers.get(each.name, {}), own.get("", {}) | own.get(each.name, {}))
            for each in organisation.departments
        )
    return replace(organisation, **numbers) if numbers else organisation


def _catalogue(catalogue: Catalogue, changes: Changes) -> Catalogue:
    by_feature = _by_place(changes)
    return Catalogue(
        tuple(replace(each, **by_feature[each.name]) if each.name in by_feature else each
              for each in catalogue.features)
    )  # fmt: skip


def _programme(intervention: Intervention, numbers: Mapping[str, Any]) -> Intervention:
    """Return an intervention with other numbers; what they take the place of goes, as with ``--set``."""
    gone = {other for name in numbers for other in INSTEAD.get(name, ())} - set(numbers)
    if intervention.when is not None:
        gone -= {"end", "lasts"}
    values: dict[str, Any] = {**dict.fromkeys(gone), **numbers}
    return replace(intervention, **values)


def _interventions(interventions: Sequence[Intervention], changes: Changes) -> tuple[Intervention, ...]:
    by_number = _by_place(changes)
    return tuple(
        _programme(each, by_number[str(number)]) if str(number) in by_number else each
        for number, each in enumerate(interventions, start=1)
    )


def changed(scenario: Scenario, changes: Changes) -> Scenario:
    """Return a scenario with other numbers; whatever does not depend on them is not computed again.

    Raises
    ------
    InputError
        For a value that is not allowed, alone or with the others.
    """
    given: dict[str, list[tuple[Target, Any]]] = {}
    for target, value in changes:
        if target.exists_in(scenario):
            given.setdefault(target.group, []).append((target, _value(target, value)))
    if not given:
        return scenario
    company = _company(scenario.company, given)
    parts: dict[str, Any] = {"company": company}
    if "prices" in given:
        parts["prices"] = replace(scenario.prices, **{t.name: value for t, value in given["prices"]})
    if "interventions" in given:
        parts["interventions"] = _interventions(scenario.interventions, given["interventions"])
    found = replace(scenario, **parts)
    if set(given) <= {"behaviour", "market"} and all(type(each) in KINDS.values() for each in scenario.interventions):
        found.__dict__["schedule"] = scenario.schedule  # none of ours looks at behaviour or market
    return found


def _company(company: Company, given: Mapping[str, Changes]) -> Company:
    """Return the company with other numbers, and its setting where the places in it stay the same."""
    parts: dict[str, Any] = {
        name: replace(getattr(company, name), **{target.name: value for target, value in given[name]})
        for name in ("behaviour", "market")
        if name in given
    }
    if not set(given) <= _LAYOUT_FREE - {"levers"}:
        parts["organisation"] = organisation = _organisation(company.organisation, given)
        market, factor = parts.get("market", company.market), organisation.headcount / company.organisation.headcount
        entered = {target.name for target, _ in given.get("market", ())}
        if factor != 1.0:
            parts["market"] = replace(market.resized(factor), **{name: getattr(market, name) for name in entered})
    if "feature" in given:
        parts["catalogue"] = _catalogue(company.catalogue, given["feature"])
    if not parts:
        return company
    found = replace(company, **parts)
    if set(given) <= _LAYOUT_FREE:
        records = {"behaviour": found.felt(found.behaviour), "market": found.market.as_record()}
        found.__dict__["setting"] = company.setting._replace(**records)
    return found


def check_values(scenario: Scenario, target: Target, values: Iterable[float]) -> None:
    """Refuse values that a scenario cannot take, alone as they are.

    Raises
    ------
    InputError
        With the value and what is wrong with it.
    """
    for value in values if target.exists_in(scenario) else ():
        try:
            _ = changed(scenario, [(target, value)]).schedule
        except InputError as error:
            raise InputError(
                "at {value:g} scenario {name!r} cannot run: {problem}",
                value=value,
                name=scenario.name,
                problem=error.whole,
            ) from None


def check_somewhere(target: Target, scenarios: Sequence[Scenario], field: str) -> None:
    """Refuse an uncertainty on what none of the scenarios has.

    Raises
    ------
    InputError
        With what the scenarios have instead.
    """
    if any(target.exists_in(each) for each in scenarios):
        return
    allowed = dict.fromkeys(name for each in scenarios for name in places(each, target))
    if target.group == "interventions":
        error = unknown("intervention with {name!r}", target.place, allowed, name=target.name)
    else:
        error = unknown("feature" if target.group == "feature" else "department", target.place, allowed)
    raise InputError("none of the scenarios has it: {problem}", problem=error.phrase, field=field)


def present(scenario: Scenario, target: Target) -> float | None:
    """Return the number as it stands in a scenario (in the first department, if it is meant in all), if it has one."""
    company = scenario.company
    homes: dict[str, Any] = {
        "behaviour": company.behaviour, "market": company.market, "prices": scenario.prices,
        "organisation": company.organisation, "counts": company.organisation,
    }  # fmt: skip
    if not target.exists_in(scenario):
        return None
    if target.group == "interventions":
        home: Any = scenario.interventions[int(target.place) - 1]
    elif target.group == "feature":
        home = next(each for each in company.catalogue.features if each.name == target.place)
    elif target.group in ("levers", "department"):
        departments = company.organisation.departments
        home = next(each for each in departments if target.place in ("", each.name))
        home = home.levers if target.group == "levers" else home
    else:
        home = homes[target.group]
    if target == Target("counts", "people"):
        return float(company.organisation.headcount)
    value = getattr(home, target.name)
    return float(value) if isinstance(value, (int, float)) else None
