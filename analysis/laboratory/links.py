"""The state of the page as the query of its address, and back; what is damaged is said and left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ...scenarios.words.files import spoken
from .choices import BANDS, COLOURS, LEVERS, MOST_SCENARIOS, OUTCOMES, PROGRAMMES, TABS, THEMES, Look, Plan, State
from .presets import Preset, found
from .refused import SettingError

LONGEST = 4000
"""Characters of a query that are read at most."""
_LOOKS: dict[str, tuple[str, ...]] = {
    "tab": TABS, "lang": spoken("laboratory"), "theme": THEMES, "outcome": OUTCOMES, "band": BANDS, "colour": COLOURS,
}  # fmt: skip
_FORMERLY = {"fragmentation": "must_repeat"}
"""What older links call by another name."""
_PARTS = {
    "tab": "tabs", "lang": "language", "outcome": "shown", "step": "story step", "s": "any scenario",
    "company": "company of", "no": "replicate", "lever": "settings",
}  # fmt: skip
"""Words for parts of a link that are called otherwise in `page_words.WORDS`."""


def as_query(state: State) -> str:
    """Return the query of a state: what differs from the usual, and always the scenarios."""
    usual, look, choices = Look(), state.look, state.choices
    pairs: list[tuple[str, str]] = [("tab", look.tab), ("lang", look.lang), ("month", str(look.month))]
    others = [name for name in _LOOKS if name not in ("tab", "lang")]
    pairs += [(name, getattr(look, name)) for name in others if getattr(look, name) != getattr(usual, name)]
    pairs += [("step", str(look.step))] * (look.step != usual.step) + [("ties", "1")] * look.ties
    pairs += [("s", _listed(plan.preset, plan.strengths)) for plan in choices.plans]
    pairs += [("company", choices.company)] * bool(choices.company)
    pairs += [("people", str(choices.people))] * (choices.people is not None)
    pairs += [("no", str(choices.replicate))] * bool(choices.replicate)
    pairs += [("lever", f"{name}:{value}") for name, value in choices.levers]
    pairs += [("budget", str(choices.budget))] * (choices.budget is not None)
    return urlencode(pairs)


def _listed(name: str, pairs: Sequence[tuple[str, int]]) -> str:
    return ",".join([name, *(f"{kind}:{value}" for kind, value in pairs)])


def _whole(text: str) -> int:
    try:
        if len(text) > 9:
            raise ValueError
        return int(text)
    except ValueError:
        raise SettingError("no whole number", text[:40]) from None


def _pair(text: str, allowed: tuple[str, ...]) -> tuple[str, int]:
    name, _, value = text.partition(":")
    _one_of(name, allowed)
    try:
        return name, _whole(value)
    except SettingError as error:
        error.field = name
        raise


def _preset(key: str, presets: Mapping[str, Preset]) -> str:
    if key not in presets and not key.startswith("upload-"):
        raise SettingError("not there", key[:40])
    return found(key[:80], presets).key


def _plan(text: str, presets: Mapping[str, Preset]) -> Plan:
    key, *moved = text.split(",")
    plan = Plan(_preset(key, presets))
    for each in moved:
        plan = plan.moved(*_pair(each, PROGRAMMES))
    return plan


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise SettingError("not there", text[:40])
    return text


class _Reading:
    """What has been read of a query so far, and what was wrong with it."""

    def __init__(self, start: State, presets: Mapping[str, Preset]) -> None:
        self.choices, self.look, self.presets = start.choices, start.look, presets
        self.plans: list[Plan] = []
        self.wrong: list[SettingError] = []

    def take(self, name: str, text: str) -> None:
        """Read one part; a damaged one is noted and changes nothing."""
        try:
            if name in _LOOKS:
                self._look(name, _one_of(_FORMERLY.get(text, text), _LOOKS[name]))
            elif name in _READ:
                _READ[name](self, text)
            else:
                raise SettingError("no part", name[:40])
        except SettingError as error:
            error.field = error.field or _PARTS.get(name, name)
            self.wrong.append(error)

    def _look(self, name: str, value: Any) -> None:
        self.look = replace(self.look, **{name: value})

    def _month(self, text: str) -> None:
        month = _whole(text)
        if not 0 <= month <= 1200:
            raise SettingError("not there", month)
        self._look("month", month)

    def _step(self, text: str) -> None:
        step = _whole(text)
        if not 1 <= step <= 20:
            raise SettingError("not there", step)
        self._look("step", step)

    def _scenario(self, text: str) -> None:
        if len(self.plans) == MOST_SCENARIOS:
            raise SettingError("most scenarios", MOST_SCENARIOS)
        self.plans.append(_plan(text, self.presets))

    def _company(self, text: str) -> None:
        self.choices = replace(self.choices, company=_preset(text, self.presets))

    def _lever(self, text: str) -> None:
        self.choices = self.choices.with_lever(*_pair(text, LEVERS))

    def done(self) -> State:
        """Return the state; one scenario alone gets a second one beside it."""
        others = [each for each in self.choices.plans if each not in self.plans]
        plans = (*self.plans, *others[: max(2 - len(self.plans), 0)])
        choices = replace(self.choices, plans=plans) if self.plans else self.choices
        return State(choices, self.look)


_READ: dict[str, Callable[[_Reading, str], None]] = {
    "month": _Reading._month,
    "step": _Reading._step,
    "ties": lambda reading, text: reading._look("ties", _one_of(text, ("0", "1")) == "1"),
    "s": _Reading._scenario,
    "company": _Reading._company,
    "people": lambda reading, text: setattr(reading, "choices", reading.choices.with_people(_whole(text))),
    "no": lambda reading, text: setattr(reading, "choices", reading.choices.with_replicate(_whole(text))),
    "lever": _Reading._lever,
    "budget": lambda reading, text: setattr(reading, "choices", reading.choices.with_budget(_whole(text))),
}


def from_query(query: str | None, start: State, presets: Mapping[str, Preset]) -> tuple[State, list[SettingError]]:
    """Return the state of a query and what was wrong with it; the rest is as in ``start``.

    Parameters
    ----------
    query : str or None
        What stands behind the question mark; may be anything.
    start : State
        What holds where the query says nothing.
    presets : mapping of str to Preset
        The only scenarios that it can name.
    """
    reading = _Reading(start, presets)
    text = query or ""
    if len(text) > LONGEST:
        return start, [SettingError("link too long", len(text), limits=(0, LONGEST))]
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=60)
    except ValueError:
        return start, [SettingError("unreadable link", "")]
    for name, value in pairs:
        reading.take(name, value)
    return reading.done(), reading.wrong
