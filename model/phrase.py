"""Sentences that remember of what they are made, so that another floor can say them in another language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from numbers import Number
from string import Formatter
from typing import Any, NewType

BARE, FIRST = "bare", "first"
"""How a sentence is formatted that stands inside another: without its full stop, or only what stands before a ``;``."""
Template = NewType("Template", str)
"""A template that waits in a table for its values: ``Template("{least} or more")``."""
LETTERS = re.compile(r"[^\W\d_]")
_BLANKS = re.compile(r"\{[^{}]*(?:\{[^{}]*\})?[^{}]*\}")


@dataclass(frozen=True)
class _Shown:
    """What a value of any other kind looks like; the value itself may be large, or change."""

    text: str
    written: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.written


@dataclass(frozen=True)
class Tongue:
    """A language in which phrases are told.

    Attributes
    ----------
    code : str
        Such as ``de``.
    look_up : callable
        Returns a template in the language.
    number : callable
        Returns a number with thousands parted as in English as the language parts them.
    counted : callable
        Returns a sentence in which one of a thing stands in the singular.
    """

    code: str
    look_up: Callable[[str], str]
    number: Callable[[str], str]
    counted: Callable[[str], str]


class Worded(str):
    """A text that a function of the language gives, such as an amount; in English until it is told.

    Parameters
    ----------
    function : callable
        Takes ``args`` and the language.
    *args
    """

    function: Callable[..., str]
    args: tuple[Any, ...]

    def __new__(cls, function: Callable[..., str], /, *args: Any) -> Worded:  # noqa: D102 (described in the class)
        text = super().__new__(cls, function(*args, "en"))
        text.function, text.args = function, args
        return text

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.function, *self.args

    def told(self, tongue: Tongue) -> str:
        """Return the text in another language."""
        return self.function(*self.args, tongue.code)


class Phrase(str):
    """A text in English that keeps its template and what stands in the template's blanks.

    Parameters
    ----------
    template : str
        English, with blanks as `str.format` knows them; ``{inner:bare}`` leaves out the full stop of a sentence.
    **values
        What stands in the blanks, by name: texts, numbers, other phrases. Without any the text is taken as it stands.

    Examples
    --------
    >>> Phrase("{count:,} of {kind} {name!r}", count=1200, kind=Phrase("feature"), name="a")
    "1,200 of feature 'a'"
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Phrase:  # noqa: D102 (described in the class)
        kept: dict[str, object] = {
            name: each if isinstance(each, (str, Number)) else _Shown(str(each), repr(each))
            for name, each in values.items()
        }
        phrase = super().__new__(cls, _English().vformat(template, (), kept) if kept else template)
        phrase.template, phrase.values = template, kept
        return phrase

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.template,), self.values

    def mapped(self, change: Callable[[str], str]) -> Phrase:
        """Return the same phrase with the texts in its blanks changed, those of inner phrases too."""
        values = {name: each.mapped(change) if isinstance(each, Phrase) else change(each) if isinstance(each, str)
                  else each for name, each in self.values.items()}  # fmt: skip
        return Phrase(self.template, **values)

    def told(self, tongue: Tongue) -> str:
        """Return the phrase in another language."""
        template = tongue.look_up(self.template)
        return _Told(tongue).vformat(template, (), self.values) if self.values else template


class _English(Formatter):
    """Blanks filled as `str.format` does."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in (BARE, FIRST):
            return (str(value).split("; ")[0] if format_spec == FIRST else str(value)).rstrip(".")
        return format(value, format_spec)


class _Told(_English):
    """Blanks filled in another language, inner phrases first."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        value = super().get_value(key, args, kwargs)
        return value.told(self.tongue) if isinstance(value, (Phrase, Worded)) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        text = super().format_field(value, format_spec)
        return self.tongue.number(text) if "," in format_spec else text


def is_worded(template: str) -> bool:
    """Return whether a template has words of its own, besides its blanks."""
    return LETTERS.search(_BLANKS.sub("", template.replace("{{", "").replace("}}", ""))) is not None


def joined(between: str, parts: Iterable[str]) -> Phrase:
    """Return phrases one after the other, as one.

    Examples
    --------
    >>> joined("; ", ["a", Phrase("b")])
    'a; b'
    """
    values = {f"part_{number}": each for number, each in enumerate(parts)}
    template = between.replace("{", "{{").replace("}", "}}").join(f"{{{name}}}" for name in values)
    return Phrase(template, **values)


def either(parts: Iterable[str]) -> str:
    """Return what may stand instead of each other in a sentence: "a or b"."""
    return reduce(lambda one, other: Phrase("{one} or {other}", one=one, other=other), parts)


def both(parts: Iterable[str]) -> str:
    """Return what belongs together in a sentence: "a and b"."""
    return reduce(lambda one, other: Phrase("{one} and {other}", one=one, other=other), parts)


SILENCE = Phrase("")
"""What stands in a blank where there is nothing to say."""
