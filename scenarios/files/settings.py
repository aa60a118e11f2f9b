"""Single values of a scenario set from outside its file, by dotted path: ``organisation.sponsorship=0.6``."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from ...model.declared import plain_number
from ...model.errors import InputError, nearest
from ...model.features import ROLES, STANDARD_FEATURES
from ...model.phrase import Phrase
from ..core.constraints import ALL
from ..programmes.interventions import KINDS
from ..programmes.plugins import kind_named
from .build import EVERYWHERE_ELSE
from .layers import Table
from .phases import check_by_itself
from .tables import (
    BehaviourTable,
    ConstraintsTable,
    DepartmentTable,
    FeatureTable,
    MarketTable,
    OldCrmTable,
    OrganisationTable,
    PricesTable,
    ScenarioTable,
    SiteTable,
    validate,
)

Settings = Mapping[str, Any] | Sequence[str]
"""Values by dotted path, or texts ``PATH=VALUE`` as ``--set`` takes them."""
Path = tuple[str, ...]
_COSTS = ("one_off", "monthly")
"""Fields of an intervention that may have parts, such as ``per_head``."""

LONGEST = 60
"""Of what is given, so many characters are repeated in an error."""
_GROUPS = {
    "behaviour": BehaviourTable, "market": MarketTable, "prices": PricesTable, "constraints": ConstraintsTable,
}  # fmt: skip
INSTEAD = {
    "strength": ("budget",),
    "budget": ("strength", "one_off", "monthly"),
    "end": ("lasts",),
    "lasts": ("end",),
}
"""Fields of an intervention that a new value takes the place of, because only one of them may be given."""


def _value(text: str) -> Any:
    """Return a text read as a TOML value (a number may begin with its point), or the text itself."""
    try:
        found = tomllib.loads(f"value = {'0' * text.startswith('.')}{text}")
    except (ValueError, RecursionError):  # no TOML, or a number too long
        return text
    return found["value"] if list(found) == ["value"] else text


def _path(text: str) -> Path:
    """Return the parts of a dotted path; parts with dots or spaces stand in quotation marks."""
    try:
        table: Any = tomllib.loads(f"{text} = 0")
    except (ValueError, RecursionError):
        return tuple(part.strip() for part in text.split("."))
    path: list[str] = []
    while isinstance(table, dict):
        ((name, table),) = table.items()
        path.append(name)
    return tuple(path)


def _assignment(text: object) -> tuple[Path, Any]:
    name, sign, value = text.partition("=") if isinstance(text, str) else ("", "", "")
    if not sign or not name.strip():
        example = "organisation.departments.sales.resistance=0.4"
        raise InputError(
            "{text!r:.60} sets nothing; write PATH=VALUE, for example {example}.", text=text, example=example
        )
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError("{value!r:.60} is no text in UTF-8.", value=value, field=name.strip()) from None
    return _path(name.strip()), _value(value.strip())


def read(settings: Settings) -> list[tuple[Path, Any]]:
    """Return settings as paths and values.

    Raises
    ------
    InputError
        For a text without a path and a value.
    """
    if isinstance(settings, Mapping):
        given = {name: plain_number(value) for name, value in settings.items()}
        return [(_path(name) if isinstance(name, str) else (str(name),), value) for name, value in given.items()]
    if isinstance(settings, str) or not isinstance(settings, Sequence):
        settings = [settings]
    return [_assignment(each) for each in settings]


def origin(settings: Settings) -> str:
    """Return what a mistake in settings is said to come from."""
    return Phrase("settings") if isinstance(settings, Mapping) else "--set"


@cache
def _homes() -> dict[str, str]:
    """Return the full path of each parameter by its last name."""
    tables = {
        "features.NAME": FeatureTable, "prices": PricesTable, "organisation.departments.NAME": DepartmentTable,
        "market": MarketTable, "behaviour": BehaviourTable, "organisation": OrganisationTable,
    }  # fmt: skip
    return {name: f"{path}.{name}" for path, table in tables.items() for name in table.model_fields}


def _allowed(path: Path, table: Mapping[str, Any]) -> tuple[Phrase, Iterable[str]] | None:
    """Return what may follow a path and which names there are, None where it ends in a value."""
    departments = table.get("organisation", {}).get("departments", {})
    match path:
        case ():
            return Phrase("field"), [name for name in ScenarioTable.model_fields if name != "extends"]
        case ("organisation",):
            return Phrase("field"), OrganisationTable.model_fields
        case ("organisation", "old_crm"):
            return Phrase("field"), OldCrmTable.model_fields
        case ("organisation", "old_crm", "departments", _):
            features = [*(each.name for each in STANDARD_FEATURES), *table.get("features", {})]
            return Phrase("feature"), dict.fromkeys(features)
        case ("organisation", "sites"):
            return Phrase("site"), table.get("organisation", {}).get("sites", {})
        case ("organisation", "sites", _):
            return Phrase("field"), SiteTable.model_fields
        case ("organisation", "departments") | ("organisation", "old_crm", "departments") | ("features", _, "go_live"):
            return Phrase("department"), departments
        case ("organisation", "departments", _):
            return Phrase("field"), DepartmentTable.model_fields
        case ("features",):
            return Phrase("feature"), dict.fromkeys(
                [*(each.name for each in STANDARD_FEATURES), *table.get("features", {})]
            )
        case ("features", _):
            return Phrase("field"), FeatureTable.model_fields
        case ("features", name, "relevance"):
            own = table.get("features", {}).get(name, {}).get("relevance", {})
            return Phrase("department role"), dict.fromkeys(
                [*ROLES, *own, *(d.get("role", n) for n, d in departments.items())]
            )
        case ("interventions",):
            return Phrase("intervention"), [str(n + 1) for n in range(len(table.get("interventions", [])))]
        case ("interventions", number):
            kind = table["interventions"][int(number) - 1]["kind"]
            names = (each.name for each in fields(kind_named(kind, allow_plugins=True)))  # read with leave
            return Phrase("field of {kind}", kind=kind), ["kind", *names]
        case ("constraints", "at_most" | "not_before"):
            return Phrase("kind of intervention"), [*KINDS, ALL]
        case (group,) if group in _GROUPS:
            return Phrase("field"), _GROUPS[group].model_fields
    return None


def _suggestion(path: Path, name: str, allowed: Sequence[str]) -> Phrase:
    """Return " Did you mean ...?": a name that may stand here, or where a parameter of this name stands."""
    homes = _homes()
    home = homes.get(name) if name == path[-1] else None
    if len(path) == 1 and not home and not difflib.get_close_matches(name.lower(), allowed, n=1, cutoff=0.75):
        close = difflib.get_close_matches(name.lower(), homes, n=1, cutoff=0.7)
        home = homes[close[0]] if close else None
    if home:
        return Phrase(" Did you mean {home!r}? `crm-adoption parameters` lists all.", home=home)
    return nearest(name, allowed)


def _check(path: Path, table: Mapping[str, Any]) -> None:
    """Refuse a path that does not exist in a scenario's table."""
    for depth, name in enumerate(path):
        found = _allowed(path[:depth], table)
        if found is None:
            if path[0] == "interventions" and path[2] in _COSTS:
                return
            problem = "unknown part {name!r}: {path} is a single value."
            raise InputError(problem, field=".".join(path), name=name, path=".".join(path[:depth]))
        kind, names = found
        allowed = list(names)
        if name not in allowed and kind == "intervention":
            place = ".".join(path)
            if not allowed:
                raise InputError("the scenario has no intervention {name!r}; it has none.", field=place, name=name)
            problem = "the scenario has no intervention {name!r}; it has {count}, numbered from 1."
            raise InputError(problem, field=place, name=name, count=len(allowed))
        if name not in allowed:
            near = _suggestion(path, name, allowed)
            raise InputError("unknown {kind} {name!r}.{near}", field=".".join(path), kind=kind, name=name, near=near)


def _leaves(path: Path, value: Any, table: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield the single values that a path and its value set; tables are taken apart, unknown names refused."""
    _check(path, table)
    if isinstance(value, Mapping) and _allowed(path, table) is not None:
        for name, each in value.items():
            yield from _leaves((*path, str(name)), each, table)
    else:
        yield path, value


def _put(table: Table, path: Path, value: Any, rest: str) -> None:
    """Set one value of a table; where a single value stood on the way, it is kept under the name ``rest``."""
    *way, last = path
    for name in way:
        below = table.get(name)
        table[name] = dict(below) if isinstance(below, Mapping) else {} if below is None else {rest: below}
        table = table[name]
    table[last] = value


def _changed(record: Mapping[str, Any], path: Path, value: Any, given: set[str]) -> Table:
    """Return an intervention's table with one value set; what it takes the place of goes."""
    replaced = set(INSTEAD.get(path[0], ())) - given
    if "when" in record:  # then its end and how long it lasts may both be given
        replaced -= {"end", "lasts"}
    changed = {key: each for key, each in record.items() if key not in replaced}
    _put(changed, path, value, "total")
    return changed


def _programmes(table: Mapping[str, Any], changes: Sequence[tuple[Path, Any]], allow_plugins: bool) -> list[Table]:
    """Return the interventions with values set by their number, checked one by one."""
    records = list(table.get("interventions", []))
    given: dict[int, set[str]] = {}
    for path, value in changes:
        if len(path) < 3:
            raise InputError(
                "give one field of one intervention, for example interventions.1.strength.", field=".".join(path)
            )
        index = int(path[1]) - 1
        given.setdefault(index, set()).add(path[2])
        records[index] = _changed(records[index], path[2:], value, given[index])
    for index in given:
        try:
            check_by_itself(records[index], allow_plugins=allow_plugins)
        except InputError as error:
            raise error.within(field=f"interventions.{index + 1}") from None
    return records


def assigned(table: Mapping[str, Any], settings: Settings, *, allow_plugins: bool = False) -> tuple[Table, list[Table]]:
    """Return the table that settings lay over a scenario's table, and its interventions as they change.

    Raises
    ------
    InputError
        For a path that does not exist (with the part that is unknown and the nearest that does), or
        a value of the wrong type or out of range, as in a file.
    """
    above: Table = {}
    changes = []
    for given, whole in read(settings):
        for path, value in _leaves(given, whole, table):
            if path[0] == "interventions":
                changes.append((path, value))
            else:
                _put(above, path, value, ALL if path[0] == "constraints" else EVERYWHERE_ELSE)
    validate(above)
    return above, _programmes(table, changes, allow_plugins)
