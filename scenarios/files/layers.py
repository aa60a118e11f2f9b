"""How one scenario's table is laid over another: tables are merged, people are counted in one way only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.constraints import ALL
from .build import EVERYWHERE_ELSE, WORDS

Table = dict[str, Any]
BY_PERSON = ("roster", "ties")
"""Fields of an organisation that name its people one by one."""
_COUNTS = ("people", "share", "sites")


def has_headcounts(organisation: Mapping[str, Any]) -> bool:
    """Return whether an organisation's table says how many people there are."""
    departments = organisation.get("departments", {}).values()
    return "people" in organisation or any(count in each for each in departments for count in _COUNTS)


def without_headcounts(organisation: Mapping[str, Any]) -> Table:
    """Return an organisation's table without roster, ties, people and shares."""
    left = {key: value for key, value in organisation.items() if key not in ("people", *BY_PERSON)}
    departments = left.get("departments", {}).items()
    left["departments"] = {
        name: {key: value for key, value in each.items() if key not in _COUNTS} for name, each in departments
    }
    return left


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> Table:
    """Return ``below`` with the tables of ``above`` laid over it; interventions are added."""
    found = dict(below)
    for key, value in above.items():
        if key == "interventions":
            found[key] = [*below.get(key, []), *value]
        elif isinstance(value, dict) and isinstance(below.get(key), dict):
            found[key] = merged(below[key], value)
        elif key == "go_live" and isinstance(value, dict) and key in below:
            found[key] = {EVERYWHERE_ELSE: below[key], **value}
        elif key == "not_before" and isinstance(value, dict) and key in below:
            found[key] = {ALL: below[key], **value}
        else:
            found[key] = value
    return found


def _counted_anew(old: Mapping[str, Any], new: Mapping[str, Any]) -> Table:
    """Return a department's table without the count that the new one replaces by the other kind."""
    given = any(count in new for count in _COUNTS)
    return {key: value for key, value in old.items() if not (given and key in _COUNTS)}


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> Table:
    """Return a table over another: a roster, headcounts and shares take each other's place."""
    base = dict(below)
    old, new = below.get("organisation", {}), above.get("organisation", {})
    if ("roster" in old and has_headcounts(new)) or "roster" in new:
        base["organisation"] = without_headcounts(old)
    elif "departments" in old:
        changed = new.get("departments", {})
        departments = {name: _counted_anew(each, changed.get(name, {})) for name, each in old["departments"].items()}
        base["organisation"] = {**old, "departments": departments}
    return merged(base, above)


def _features_left(below: Mapping[str, Any], above: Mapping[str, Any]) -> set[str] | None:
    """Return the features that are left where the standard ones are left out; None where they are not."""
    if above.get("standard_features", below.get("standard_features", True)):
        return None
    return {*below.get("features", {}), *above.get("features", {})}


def _systems_left(below: Mapping[str, Any], above: Mapping[str, Any]) -> Table:
    """Return an extended table without own systems that are named anew, or stand for features that are left out."""
    if "organisation" not in below:
        return dict(below)
    named, features = above.get("organisation", {}).get("departments", {}), _features_left(below, above)
    departments = {}
    for name, each in below["organisation"].get("departments", {}).items():
        own = {} if "own_systems" in named.get(name, {}) else each.get("own_systems", {})
        own = {feature: system for feature, system in own.items() if features is None or feature in features}
        departments[name] = {**each, "own_systems": own} if "own_systems" in each else each
    return {**below, "organisation": {**below["organisation"], "departments": departments}}


def extended(below: Mapping[str, Any], above: Mapping[str, Any]) -> Table:
    """Return a scenario's table over that of the scenario it extends, whose words are not passed on.

    A department's own systems are a list: where the table names any (or none), they are those only. Where it does not
    inherit interventions, those below are left out.
    """
    if not above.get("inherit_interventions", True):
        below = {key: value for key, value in below.items() if key != "interventions"}
    return laid_over(_systems_left({key: value for key, value in below.items() if key not in WORDS}, above), above)
