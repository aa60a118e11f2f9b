"""What a reader can change in the settings of the laboratory: from what the page tells to other choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from ...model.errors import InputError
from ..laboratory.build import LETTERS, moved
from ..laboratory.choices import OWN_COMPANY, USUAL_BUDGET, Choices, Plan
from ..laboratory.panel import whole
from ..laboratory.presets import Preset, found
from .heard import part

Told = Mapping[str, Any]


class Offers(Protocol):
    """What a session offers to choose from, and what it began with."""

    presets: dict[str, Preset]
    start: Choices


def _preset(session: Offers, choices: Choices, told: Told) -> Choices:
    return choices.with_plan(_number(choices, told), Plan(found(str(part(told, "value")), session.presets).key))


def _number(choices: Choices, told: Told) -> int:
    number = part(told, "number") or 0
    if not isinstance(number, int) or not 0 <= number < len(choices.plans):
        raise InputError("there are only scenarios {names}.", names=", ".join(LETTERS[: len(choices.plans)]))
    return number


def _strength(session: Offers, choices: Choices, told: Told) -> Choices:
    number, name = _number(choices, told), str(part(told, "name"))
    return moved(choices, number, session.presets, name, whole(part(told, "value"), name))


def _lever(session: Offers, choices: Choices, told: Told) -> Choices:
    name = str(part(told, "name"))
    value = whole(part(told, "value"), name)
    if name == "people":
        return choices.with_people(value)
    return choices.with_replicate(value) if name == "replicate" else choices.with_lever(name, value)


def _company(session: Offers, choices: Choices, told: Told) -> Choices:
    key = str(part(told, "value"))
    company = OWN_COMPANY if key == OWN_COMPANY else found(key, session.presets).key
    return replace(choices, company=company, people=None, levers=())


def _more(session: Offers, choices: Choices, told: Told) -> Choices:
    there = {plan.preset for plan in choices.plans}
    return choices.more(Plan(next((key for key in ("tooling_spend", "training", "champions", *session.presets)
                                   if key not in there), "no_programme")))  # fmt: skip


CHANGES: dict[Any, Callable[[Offers, Choices, Told], Choices]] = {
    "preset": _preset,
    "strength": _strength,
    "lever": _lever,
    "company": _company,
    "add": _more,
    "remove": lambda session, choices, told: choices.fewer(_number(choices, told)),
    "equal": lambda session, choices, told: choices.with_budget(USUAL_BUDGET if part(told, "value") else None),
    "budget": lambda session, choices, told: choices.with_budget(whole(part(told, "value"), "budget")),
    "reset": lambda session, choices, told: session.start,
}
