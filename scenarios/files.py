"""Scenario files: a few lines of TOML on top of a named base, checked before anything runs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from ..model.behaviour import Behaviour
from ..model.company import Company
from ..model.declared import Declared
from ..model.errors import InputError, nearest, unknown
from ..model.features import ROLES, STANDARD_FEATURES, Catalogue, Feature
from ..model.levers import LEVERS, Levers
from ..model.market import Market
from ..model.organisation import Department, Organisation
from .interventions import make
from .prices import Prices
from .roster import read_roster, read_text
from .scenario import Scenario

_STRICT = ConfigDict(extra="forbid", strict=True)


def _numbers(*groups: type[Declared]) -> dict[str, Any]:
    """Return optional pydantic fields for all declared parameters of some groups."""
    fields: dict[str, Any] = {}
    for group in groups:
        for name, each in group.declarations().items():
            limits = {"ge": each.allowed[0], "le": each.allowed[1]}
            words = f"{each.meaning} Unit: {each.unit}. Source: {each.source}."
            fields[name] = (float | None, Field(None, description=words, **limits))
    return fields


def _table(name: str, /, **fields: Any) -> type[BaseModel]:
    return create_model(name, __config__=_STRICT, **fields)


_TEXT = (str | None, None)
_MONTH = (int | None, Field(None, ge=0))

DepartmentTable = _table(
    "DepartmentTable",
    people=(int | None, Field(None, ge=1, description="Headcount; or give share.")),
    share=(float | None, Field(None, gt=0, le=1, description="Share of the organisation's people.")),
    role=_TEXT,
    label_en=_TEXT,
    label_de=_TEXT,
    **_numbers(Department, Levers),
)
OrganisationTable = _table(
    "OrganisationTable",
    name=_TEXT,
    people=(int | None, Field(None, ge=1, description="Headcount, spread over departments by their shares.")),
    seats=(int | None, Field(None, ge=1, description="Licences bought.")),
    roster=(str | None, Field(None, description="CSV file with one row per person, relative to this file.")),
    departments=(dict[str, DepartmentTable], Field(default_factory=dict)),  # type: ignore[valid-type]
    **_numbers(Organisation, Levers),
)
FeatureTable = _table(
    "FeatureTable",
    label_en=_TEXT,
    label_de=_TEXT,
    relevance=(dict[str, float] | None, None),
    writes=(bool | None, None),
    shared_record=(bool | None, None),
    is_ai=(bool | None, None),
    autonomous=(bool | None, None),
    go_live=(int | dict[str, int] | None, Field(None, description="Month, or a table of months by department.")),
    **_numbers(Feature),
)
ScenarioTable = _table(
    "ScenarioTable",
    extends=(str | None, Field(None, description="A shipped scenario or a path relative to this file.")),
    title_en=_TEXT,
    title_de=_TEXT,
    description_en=_TEXT,
    description_de=_TEXT,
    months=(int | None, Field(None, ge=1, le=1200)),
    pull_shape=(Literal["threshold", "linear"] | None, None),
    organisation=(OrganisationTable | None, None),
    behaviour=(_table("BehaviourTable", **_numbers(Behaviour)) | None, None),
    market=(_table("MarketTable", **_numbers(Market)) | None, None),
    prices=(_table("PricesTable", **_numbers(Prices)) | None, None),
    features=(dict[str, FeatureTable] | None, None),  # type: ignore[valid-type]
    interventions=(list[dict[str, Any]] | None, None),
)


@dataclass(frozen=True)
class _Source:
    """Where a scenario's text stands."""

    name: str
    path: Path | None

    @property
    def place(self) -> str:
        return str(self.path) if self.path else self.name

    def text(self) -> str:
        return read_text(self.path, "scenario file") if self.path else _shipped(f"{self.name}.toml")


def _shipped(file: str) -> str:
    return resources.files("crm_adoption.scenarios.catalogue").joinpath(file).read_text(encoding="utf-8")


@cache
def catalogue() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    folder = resources.files("crm_adoption.scenarios.catalogue")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def _locate(reference: str, base: Path | None) -> _Source:
    """Return the source of a shipped name or a path (relative to ``base``)."""
    if reference in catalogue():
        return _Source(reference, None)
    path = (base or Path()) / reference
    if path.suffix == ".toml" or path.exists() or "/" in reference or "\\" in reference:
        return _Source(path.stem, path)
    raise InputError(
        f"unknown scenario {reference!r}.{nearest(reference, catalogue())} A path to a scenario file ends in .toml."
    )


def _allowed_at(location: tuple[Any, ...]) -> list[str]:
    """Return the field names allowed in the table that a location of an error lies in."""
    table: Any = ScenarioTable
    for part in location[:-1]:
        if isinstance(table, type) and issubclass(table, BaseModel) and part in table.model_fields:
            annotation = table.model_fields[part].annotation
            inner = [a for a in getattr(annotation, "__args__", (annotation,)) if a is not type(None)]
            table = next((a for a in inner if isinstance(a, type) and issubclass(a, BaseModel)), None) or next(
                (a.__args__[1] for a in [annotation, *inner] if getattr(a, "__origin__", None) is dict), None
            )
    return list(table.model_fields) if isinstance(table, type) and issubclass(table, BaseModel) else []


def _explain(error: Mapping[str, Any]) -> str:
    """Return one problem found by pydantic in our words."""
    location = tuple(part for part in error["loc"] if part not in ("int", "float", "str") and "[" not in str(part))
    path, value, context = ".".join(map(str, location)), error["input"], error.get("ctx", {})
    if error["type"] == "extra_forbidden":
        return f"{path}: unknown field {location[-1]!r}.{nearest(str(location[-1]), _allowed_at(location))}"
    if "ge" in context or "gt" in context or "le" in context:
        declared = {
            n: d
            for g in (Behaviour, Market, Prices, Levers, Department, Organisation, Feature)
            for n, d in g.declarations().items()
        }
        if location[-1] in declared:
            try:
                declared[location[-1]].check(value)
            except InputError as problem:
                return f"{path}: {problem.problem}"
        return f"{path}: {value!r} is out of range; {error['msg'].removeprefix('Input ')}."
    return f"{path}: {value!r} is not allowed here; {error['msg'].removeprefix('Input ')}."


def _read(source: _Source) -> dict[str, Any]:
    """Return one file's table, checked by itself."""
    try:
        table = tomllib.loads(source.text())
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not valid TOML: {error}.", file=source.place) from None
    try:
        ScenarioTable.model_validate(table)
    except ValidationError as error:
        raise InputError(" ".join(_explain(each) for each in error.errors()), file=source.place) from None
    organisation = table.get("organisation", {})
    if "roster" in organisation:
        organisation["roster"] = _roster_path(organisation["roster"], source)
    for number, record in enumerate(table.get("interventions", []), start=1):
        try:
            make(record)
        except InputError as error:
            raise error.within(field=f"interventions.{number}", file=source.place) from None
    return table


def _roster_path(name: str, source: _Source) -> Path:
    if source.path is not None:
        return source.path.parent / name
    with resources.as_file(resources.files("crm_adoption.scenarios.catalogue").joinpath(name)) as path:
        return path


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return ``below`` with the tables of ``above`` laid over it; interventions are added."""
    merged = dict(below)
    for key, value in above.items():
        if key == "interventions":
            merged[key] = [*below.get(key, []), *value]
        elif isinstance(value, dict) and isinstance(below.get(key), dict):
            merged[key] = _merge(below[key], value)
        else:
            merged[key] = value
    return merged


def _chain(source: _Source, seen: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a file's table on top of all that it extends."""
    if source.place in seen:
        circle = " -> ".join([*seen[seen.index(source.place) :], source.place])
        raise InputError(f"the scenario extends itself in a circle: {circle}.", field="extends", file=source.place)
    table = _read(source)
    if "extends" not in table:
        return table
    try:
        base = _locate(table["extends"], source.path.parent if source.path else None)
    except InputError as error:
        raise error.within(field="extends", file=source.place) from None
    below = _chain(base, (*seen, source.place))
    words = ("title_en", "title_de", "description_en", "description_de")
    return _merge({key: value for key, value in below.items() if key not in words}, table)


def _given(group: type[Declared], *tables: Mapping[str, Any]) -> dict[str, float]:
    """Return the parameters of a group that the tables give; later tables win."""
    names = group.declarations()
    return {name: value for table in tables for name, value in table.items() if name in names}


def _sizes(table: Mapping[str, Any], departments: Mapping[str, Any]) -> dict[str, int]:
    """Return headcounts: as given, or the total spread by shares (largest remainders)."""
    if all("people" in each for each in departments.values()):
        return {name: each["people"] for name, each in departments.items()}
    total = table.get("people")
    missing = [name for name, each in departments.items() if "share" not in each and "people" not in each]
    if missing or total is None:
        name = missing[0] if missing else next(iter(departments))
        raise InputError(
            f"department {name!r} needs people, or a share of the organisation's people.",
            field=f"organisation.departments.{name}.people",
        )
    fixed = {name: each["people"] for name, each in departments.items() if "people" in each}
    rest = total - sum(fixed.values())
    shares = {name: each["share"] for name, each in departments.items() if name not in fixed}
    wished = {name: rest * share / sum(shares.values()) for name, share in shares.items()}
    sizes = {name: int(value) for name, value in wished.items()}
    for name in sorted(wished, key=lambda n: sizes[n] - wished[n])[: rest - sum(sizes.values())]:
        sizes[name] += 1
    for name, size in sizes.items():
        if size < 1:
            raise InputError(
                f"{total} people leave nobody for department {name!r}.", field=f"organisation.departments.{name}.share"
            )
    return {name: fixed.get(name, sizes.get(name, 0)) for name in departments}


def _organisation(table: Mapping[str, Any]) -> Organisation:
    departments = table.get("departments", {})
    if not departments:
        raise InputError("the organisation has no departments; give at least one.", field="organisation.departments")
    roster = read_roster(table["roster"], tuple(departments)) if "roster" in table else None
    if roster:
        sizes = {name: roster.departments.count(name) for name in departments}
    else:
        sizes = _sizes(table, departments)
    built = []
    for name, each in departments.items():
        label = each.get("label_en", name.replace("_", " ").capitalize())
        built.append(
            Department(
                name=name,
                label_en=label,
                label_de=each.get("label_de", label),
                role=each.get("role", name),
                people=sizes[name],
                levers=Levers(**_given(Levers, table, each)),
                **_given(Department, each),
            )
        )
    return Organisation(
        name=table.get("name", "The company"),
        departments=tuple(built),
        roster=roster,
        seats=table.get("seats"),
        **_given(Organisation, table),
    )


def _feature(name: str, table: Mapping[str, Any], known: Feature | None) -> Feature:
    """Return a standard feature with the table's changes, or a new one."""
    values: dict[str, Any] = {}
    if known:
        values = {key: getattr(known, key) for key in known.__dataclass_fields__}
    elif "relevance" not in table:
        raise InputError(
            f"{name!r} is a new feature and needs a relevance for at least one department role.",
            field=f"features.{name}.relevance",
        )
    values |= {"name": name, **{key: value for key, value in table.items() if key != "go_live"}}
    values.setdefault("label_en", name.replace("_", " ").capitalize())
    values.setdefault("label_de", values["label_en"])
    if known and "relevance" in table:
        values["relevance"] = {**known.relevance, **table["relevance"]}
    if isinstance(table.get("go_live"), dict):
        values["go_live_in"] = table["go_live"]
    elif "go_live" in table:
        values["go_live"] = table["go_live"]
    try:
        return Feature(**values)
    except InputError as error:
        raise error.within(field=f"features.{name}") from None


def _catalogue(tables: Mapping[str, Any], departments: tuple[str, ...], months: int) -> Catalogue:
    known = {feature.name: feature for feature in STANDARD_FEATURES}
    changed = {name: _feature(name, table, known.get(name)) for name, table in tables.items()}
    features = [changed.pop(name, feature) for name, feature in known.items()]
    for feature in (*features, *changed.values()):
        for department, month in feature.go_live_in.items():
            path = f"features.{feature.name}.go_live.{department}"
            if department not in departments:
                raise unknown("department", department, departments).within(field=path)
            if month > months:
                raise InputError(f"month {month} is outside the horizon of {months} months.", field=path)
        if feature.go_live > months:
            problem = f"month {feature.go_live} is outside the horizon of {months} months."
            raise InputError(problem, field=f"features.{feature.name}.go_live")
    return Catalogue((*features, *changed.values()))


def _build(name: str, table: Mapping[str, Any]) -> Scenario:
    if "organisation" not in table:
        raise InputError(
            'there is no organisation; add extends = "seed_company" or an [organisation] table.', field="organisation"
        )
    months = table.get("months", 36)
    organisation = _organisation(table["organisation"])
    company = Company(
        organisation=organisation,
        catalogue=_catalogue(table.get("features", {}), organisation.names, months),
        behaviour=Behaviour(**table.get("behaviour", {})),
        market=Market(**table.get("market", {})),
        pull_shape=table.get("pull_shape", "threshold"),
    )
    return Scenario(
        name=name,
        company=company,
        interventions=tuple(make(record) for record in table.get("interventions", [])),
        months=months,
        prices=Prices(**table.get("prices", {})),
        **{key: table[key] for key in ("title_en", "title_de", "description_en", "description_de") if key in table},
    )


def load(reference: str | Path) -> Scenario:
    """Load a scenario.

    Parameters
    ----------
    reference : str or Path
        The name of a shipped scenario (see `catalogue`) or the path of a scenario file.

    Raises
    ------
    InputError
        For whatever is wrong in the file or in one that it extends: file, field, value, what is
        allowed, and the nearest valid name.

    Examples
    --------
    >>> load("no_programme").company.organisation.headcount
    120
    """
    source = _Source(reference.stem, reference) if isinstance(reference, Path) else _locate(reference, None)
    try:
        return _build(source.name, _chain(source))
    except InputError as error:
        raise error.within(file=source.place) from None


def text_of(reference: str) -> str:
    """Return the text of a shipped scenario or of a file, to start one's own from."""
    return _locate(reference, None).text()


def schema() -> dict[str, Any]:
    """Return the JSON schema of scenario files."""
    return ScenarioTable.model_json_schema()


__all__ = ["ROLES", "LEVERS", "catalogue", "load", "schema", "text_of"]
