"""The JSON schema of scenario files, for editors and for programs that write such files."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ..programmes.intervention import Intervention, Investment
from ..programmes.interventions import KINDS
from ..programmes.money import MOST_EUROS, Money
from ..programmes.plugins import NAME
from .phases import YEARS
from .tables import MONTH, ScenarioTable

Rules = dict[str, Any]
OWN = "OwnIntervention"

_PLAIN: dict[Any, Rules] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},
    float: {"type": "number", "minimum": 0},
    str: {"type": "string"},
}
_COST = {"anyOf": [{"type": "number", "minimum": 0, "maximum": MOST_EUROS}, {"$ref": f"#/$defs/{Money.__name__}"}]}
_AMOUNT = {"type": "number", "minimum": 0, "maximum": MOST_EUROS}
_PHASE = {
    "type": "object", "properties": {"from": MONTH, "to": MONTH, "amount": _AMOUNT}, "additionalProperties": False,
    "required": ["from", "to", "amount"],
}  # fmt: skip
"""A budget by phase: months with the CRM, from 1, both included, and what is spent in them."""
_BY_YEAR = {"type": "array", "items": _AMOUNT, "description": "Budget of the first, second, ... year with the CRM."}
_BY_NAME: dict[str, Rules] = {
    "start": MONTH,
    "end": MONTH,
    **{name: {"type": "string", "examples": ["deep_use < 0.30 in sales"]} for name in ("when", "until", "as_long_as")},
    "one_off": _COST,
    "monthly": _COST,
    "strength": {"type": "number", "minimum": 0, "maximum": 1},
    "budget": {"anyOf": [_AMOUNT, {"type": "array", "items": _PHASE}]},
}
"""Fields of all interventions whose limits, or form in a file, their types do not say."""

_FIELD = re.compile(r"^(\w[^:\n]*) :[^\n]*\n((?: [^\n]*\n?)*)", re.MULTILINE)
"""A field in a docstring: names, a colon, its type, and below, indented, what it means."""


def _rules(hint: Any) -> Rules:
    """Return the rules for values of a type, as they stand in a file."""
    origin, inner = get_origin(hint), [each for each in get_args(hint) if each is not type(None)]
    if origin in (Union, types.UnionType):
        found = [_rules(each) for each in inner]
        return found[0] if len(found) == 1 else {"anyOf": found}
    if origin is Literal:
        return {"enum": inner}
    if origin in (tuple, list, Sequence):
        return {"type": "array", "items": _rules(inner[0])}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _rules(inner[1])}
    if isinstance(hint, type) and is_dataclass(hint):
        return _table(hint, {})
    return dict(_PLAIN.get(hint, {}))


def _plain(words: str) -> str:
    """Return words of a docstring on one line, without its marks."""
    return " ".join(words.replace("`", "").split())


def _meanings(kind: type) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say about its fields."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        text = inspect.cleandoc(each.__doc__ or "")
        part = re.search(r"Parameters\n-+\n(.*?)(?:\n\n\w[^\n]*\n-+\n|\Z)", text, re.DOTALL)
        for names, words in re.findall(
            r"^(\w[^:\n]*) :[^\n]*\n((?:(?: .*)?\n?)*)", part[1] if part else "", re.MULTILINE
        ):
            found |= dict.fromkeys((name.strip() for name in names.split(",")), _plain(words))
    return found


def _table(kind: type, by_name: Mapping[str, Rules]) -> Rules:
    """Return the rules for a dataclass as a table."""
    hints, meanings = get_type_hints(kind), _meanings(kind)
    own: tuple[Field[Any], ...] = fields(kind)
    properties: dict[str, Rules] = {}
    for each in own:
        rules = by_name.get(each.name) or _rules(hints[each.name])
        properties[each.name] = {"description": meanings[each.name], **rules} if each.name in meanings else dict(rules)
    required = [each.name for each in own if each.default is MISSING and each.default_factory is MISSING]
    rules = {"type": "object", "properties": properties, "additionalProperties": False}
    return rules | ({"required": required} if required else {})


def _intervention(kind: type[Intervention]) -> Rules:
    """Return the rules for one kind of intervention."""
    rules = _table(kind, _BY_NAME)
    by_year = {} if issubclass(kind, Investment) else {YEARS: _BY_YEAR}
    rules["properties"] = {"kind": {"const": kind.__name__}, **rules["properties"], **by_year}
    words = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0]
    return rules | {"description": _plain(words), "required": ["kind", *rules.get("required", [])]}


def _own() -> Rules:
    """Return the rules for kinds that are not ours: the common fields, and whatever else they have."""
    words = "An intervention that is not ours, as module:Class; its code is run, so it needs --allow-plugins."
    rules = _table(Intervention, _BY_NAME)
    kind = {"type": "string", "pattern": f"^{NAME}$"}
    return rules | {
        "properties": {"kind": kind, **rules["properties"]}, "additionalProperties": True, "required": ["kind"],
        "description": words,
    }  # fmt: skip


def schema() -> Rules:
    """Return the JSON schema of scenario files.

    Interventions are described kind by kind, from the fields of their classes; those that are not ours by what
    all have in common.
    """
    document = ScenarioTable.model_json_schema()
    document["$defs"] |= {Money.__name__: _table(Money, {})}
    document["$defs"] |= {name: _intervention(kind) for name, kind in KINDS.items()} | {OWN: _own()}
    references = {name: f"#/$defs/{name}" for name in KINDS}
    document["properties"]["interventions"] = {
        "description": "What is done, in any order; they add to those of the scenario that this one extends.",
        "type": "array",
        "items": {
            "oneOf": [{"$ref": each} for each in [*references.values(), f"#/$defs/{OWN}"]],
        },
    }
    return document
