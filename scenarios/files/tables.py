"""The tables of scenario files: which fields there are, and in plain words what is wrong with a file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema, create_model

from ...model.behaviour import Behaviour
from ...model.declared import Declaration, Declared
from ...model.errors import InputError, nearest
from ...model.features import Feature
from ...model.levers import Levers
from ...model.market import Market
from ...model.organisation import Department, Organisation
from ...model.phrase import SILENCE, Phrase, Template, either, joined
from ...model.simulation import MOST_MONTHS
from ...model.systems import OldCRM, OwnSystem
from ...model.written import hint, said
from ..programmes.prices import Prices

SHOWN = 10
"""Of more problems than this, the rest is only counted."""

_DECLARED: dict[type[BaseModel], dict[str, Declaration]] = {}
_WANTED = {
    "string_type": Template("a text in quotation marks"),
    "bool_type": Template("true or false"),
    "int_type": Template("a whole number"),
    "float_type": Template("a number"),
    "list_type": Template("a list"),
    "dict_type": Template("a table"),
    "model_type": Template("a table"),
    "literal_error": Template("{expected}"),
    "greater_than": Template("more than {gt}"),
    "greater_than_equal": Template("{ge} or more"),
    "less_than_equal": Template("{le} or less"),
}


def _number(declaration: Declaration) -> Any:
    """Return the optional field of a declared parameter."""
    low, high = declaration.allowed
    limits = {name: limit for name, limit in (("ge", low), ("le", high)) if math.isfinite(limit)}
    words = f"{declaration.meaning} Unit: {declaration.unit}. Source: {declaration.source}."
    return float | None, Field(None, description=words, allow_inf_nan=False, **limits)  # type: ignore[call-overload]


def _table(name: str, /, *groups: type[Declared], **own: Any) -> type[BaseModel]:
    """Return a table with fields of its own and all declared parameters of some groups."""
    declared = {name: each for group in groups for name, each in group.declarations().items()}
    fields = own | {name: _number(each) for name, each in declared.items()}
    table: type[BaseModel] = create_model(name, __config__=ConfigDict(extra="forbid", strict=True), **fields)
    _DECLARED[table] = declared
    return table


_TEXT = (str | None, None)
_FLAG = (bool | None, None)
MONTH = {
    "anyOf": [
        {"type": "integer", "minimum": 0},
        {"type": "string", "pattern": r"^\d{4}-\d{1,2}$", "description": "Calendar month; needs go_live."},
    ]
}
"""Months from 0, or calendar months."""
_MONTHS = {"anyOf": [MONTH, {"type": "object", "additionalProperties": MONTH}]}

_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_SHARES = {
    "type": "object",
    "additionalProperties": {"anyOf": [_SHARE, {"type": "object", "additionalProperties": _SHARE}]},
}

OwnSystemTable = _table("OwnSystemTable", OwnSystem)
OldCrmTable = _table(
    "OldCrmTable",
    OldCRM,
    use=(float | None, Field(None, ge=0, le=1, description="Share of the work that is done in it, by habit.")),
    features=(list[str] | None, Field(None, description="Features whose work it can do; by default all but AI.")),
    until=(
        Annotated[Any, WithJsonSchema(MONTH)],
        Field(None, description="Month after which it is switched off, or the calendar month in which it is gone."),
    ),
    departments=(
        Annotated[dict[str, Any], WithJsonSchema(_SHARES)],  # checked with the company, for one clear message
        Field(default_factory=dict, description="Other shares, by department, or by department and feature."),
    ),
)
DepartmentTable = _table(
    "DepartmentTable",
    Department,
    Levers,
    people=(int | None, Field(None, ge=1, description="Headcount; or give share.")),
    share=(float | None, Field(None, gt=0, le=1, description="Share of the organisation's people.")),
    site=(str | None, Field(None, description="Site at which all of the department stands.")),
    sites=(dict[str, int] | None, Field(None, description="People of the department by site.")),
    role=(str | None, Field(None, description="Column of the features' relevance; by default the department's name.")),
    own_systems=(
        dict[str, OwnSystemTable],  # type: ignore[valid-type]
        Field(default_factory=dict, description="Systems of the department's own, by the feature that they stand for."),
    ),
    label_en=_TEXT,
    label_de=_TEXT,
)
SiteTable = _table("SiteTable", Levers, label_en=_TEXT, label_de=_TEXT)
OrganisationTable = _table(
    "OrganisationTable",
    Organisation,
    Levers,
    name=_TEXT,
    people=(int | None, Field(None, ge=1, description="Headcount, spread over departments by their shares.")),
    seats=(int | None, Field(None, ge=1, description="Licences bought.")),
    roster=(str | None, Field(None, description="CSV file with one row per person, relative to this file.")),
    ties=(
        str | None,
        Field(None, description="CSV file of who works with whom (needs a roster), relative to this file."),
    ),
    departments=(dict[str, DepartmentTable], Field(default_factory=dict)),  # type: ignore[valid-type]
    sites=(
        dict[str, SiteTable],  # type: ignore[valid-type]
        Field(default_factory=dict, description="Sites, with what holds for all of their departments."),
    ),
    old_crm=(
        OldCrmTable | None,
        Field(None, description="A CRM that people work in at the start, and from which they must move."),
    ),
    handovers=(
        dict[str, dict[str, float]],
        Field(default_factory=dict, description="How often a customer's matter goes from one department to another."),
    ),
)
FeatureTable = _table(
    "FeatureTable",
    Feature,
    label_en=_TEXT,
    label_de=_TEXT,
    relevance=(dict[str, float] | None, None),
    writes=_FLAG,
    shared_record=_FLAG,
    is_ai=_FLAG,
    autonomous=_FLAG,
    go_live=(
        Annotated[Any, WithJsonSchema(_MONTHS)],  # checked with the feature, for one clear message
        Field(None, description="Month, or a table of months by department."),
    ),
)
BehaviourTable, MarketTable = (_table(f"{group.__name__}Table", group) for group in (Behaviour, Market))
_DATED = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "from": {"description": "Month with the CRM from which it holds (from 1), or calendar month.", **MONTH},
            "amount": {"type": "number", "exclusiveMinimum": 0},
        },
        "required": ["amount"],
        "additionalProperties": False,
    },
}
"""A price that changes with the months."""


def _price(declaration: Declaration) -> Any:
    """Return the optional field of a price: a number, or a list of prices with the months from which they hold."""

    def checked(value: Any) -> Any:
        return value if value is None or isinstance(value, list) else declaration.check(value)

    _, field = _number(declaration)
    form = {"anyOf": [{"type": "number", "minimum": 0}, _DATED]}
    return Annotated[Any, AfterValidator(checked), WithJsonSchema(form)], Field(None, description=field.description)


PricesTable: type[BaseModel] = create_model(
    "PricesTable",
    __config__=ConfigDict(extra="forbid", strict=True),
    **{name: _price(each) for name, each in Prices.declarations().items()},
)
_DECLARED[PricesTable] = Prices.declarations()
ConstraintsTable = _table(
    "ConstraintsTable",
    without=(list[str] | None, Field(None, description="Kinds of interventions that must not be chosen.")),
    at_most=(dict[str, float] | None, Field(None, description="Most that may be spent on a kind, EUR.")),
    budget=(list[dict[str, Any]] | None, Field(None, description="Most to be spent on everything: from, to, amount.")),
    budget_by_year=(list[float] | None, Field(None, description="Most to be spent on everything, by year.")),
    not_before=(
        Annotated[Any, WithJsonSchema(_MONTHS)],
        Field(None, description="Month before which nothing may begin, or a table of months by kind."),
    ),
)
ScenarioTable = _table(
    "ScenarioTable",
    extends=(str | None, Field(None, description="A shipped scenario or a path relative to this file.")),
    title_en=_TEXT,
    title_de=_TEXT,
    description_en=_TEXT,
    description_de=_TEXT,
    months=(int | None, Field(None, ge=1, le=MOST_MONTHS)),
    go_live=(str | None, Field(None, description="Calendar month of go-live, such as 2027-04, as text.")),
    currency=(str | None, Field(None, description="ISO code of all amounts, EUR by default; nothing is converted.")),
    pull_shape=(Literal["threshold", "linear"] | None, None),
    organisation=(OrganisationTable | None, None),
    behaviour=(BehaviourTable | None, None),
    market=(MarketTable | None, None),
    prices=(PricesTable | None, None),
    feature_file=(str | None, Field(None, description="TOML or CSV file of features, relative to this file.")),
    standard_features=(bool | None, Field(None, description="false leaves out what is not named.")),
    features=(dict[str, FeatureTable] | None, None),  # type: ignore[valid-type]
    interventions=(list[dict[str, Any]] | None, None),
    inherit_interventions=(
        bool | None,
        Field(None, description="false leaves out the interventions of the scenario that it extends."),
    ),
    constraints=(ConstraintsTable | None, None),
)
_INSIDE = {
    "organisation": OrganisationTable, "behaviour": BehaviourTable, "market": MarketTable,
    "prices": PricesTable, "features": FeatureTable, "constraints": ConstraintsTable,
}  # fmt: skip


_NUMBERS = ("float_type", "int_type", "bool_type")


def _table_of(location: tuple[Any, ...]) -> type[BaseModel]:
    """Return the table in which the last name of a location stands."""
    if location[:2] == ("organisation", "old_crm") and len(location) > 2:
        return OldCrmTable
    if location[:2] == ("organisation", "sites") and len(location) > 3:
        return SiteTable
    if "own_systems" in location[:-2]:
        return OwnSystemTable
    if location[:2] == ("organisation", "departments") and len(location) > 3:
        return DepartmentTable
    return ScenarioTable if len(location) == 1 else _INSIDE.get(location[0], ScenarioTable)


def _explain(error: Mapping[str, Any]) -> Phrase:
    """Return one problem found by pydantic in our words."""
    location, value = error["loc"], error["input"]
    table, name = _table_of(location), location[-1]
    path = ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
    if error["type"] == "extra_forbidden":
        near = elsewhere(name) or nearest(name, table.model_fields)
        return Phrase("{path}: unknown field {name!r}.{near}", path=path, name=name, near=near)
    if location == ("interventions",):
        return Phrase("{path}: write [[interventions]] in double brackets, once above each intervention.", path=path)
    if name in _DECLARED[table]:
        try:
            _DECLARED[table][name].check(value)
        except InputError as refused:
            return Phrase("{path}: {problem}", path=path, problem=refused.phrase)
        except OverflowError:
            pass  # a whole number beyond all floats; the words below fit
    wanted = Phrase(_WANTED.get(error["type"], Template("{msg}")), msg=error["msg"], **_limits(error.get("ctx", {})))
    more = hint(value) if error["type"] in _NUMBERS else SILENCE
    problem = "{path}: {value} is not allowed; give {wanted}.{more}"
    return Phrase(problem, path=path, value=said(value), wanted=wanted, more=more)


def _limits(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what pydantic says of a field's limits, with alternatives that can be said in another language."""
    return {name: either(str(each).split(" or ")) if name == "expected" else each for name, each in context.items()}


def elsewhere(name: str) -> Phrase:
    """Return " It stands ..." for a field that is known, but in another table; "" for one that is not."""
    if name in ScenarioTable.model_fields:
        return Phrase(" {name} stands at the top of the file, above the first [table].", name=name)
    homes = {**{table: f"[{place}]" for place, table in _INSIDE.items() if place != "features"},
             DepartmentTable: "[organisation.departments.NAME]", FeatureTable: "[features.NAME]"}  # fmt: skip
    found = [place for table, place in homes.items() if name in table.model_fields]
    return Phrase(" {name} stands below {places}.", name=name, places=either(found)) if found else SILENCE


def listed(problems: Sequence[str]) -> Phrase:
    """Return problems as one paragraph: the first ten, and how many more there are."""
    shown = joined("; ", (Phrase("{problem:bare}", problem=each) for each in problems[:SHOWN]))
    if len(problems) <= SHOWN:
        return Phrase("{problems}.", problems=shown)
    return Phrase("{problems} ... and {count} more.", problems=shown, count=len(problems) - SHOWN)


def validate(table: dict[str, Any]) -> None:
    """Check the fields of one file's table.

    Raises
    ------
    InputError
        With all problems found (the first ten in full).
    """
    try:
        ScenarioTable.model_validate(table)
    except ValidationError as error:
        raise InputError(listed([_explain(each) for each in error.errors()])) from None
