"""The questionnaire: what is asked, which construct each question stands for, and what of the model that informs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model.texts import in_language

FILE = Path(__file__).parent / "instrument.toml"
LANGUAGES = ("en", "de")
"""Languages in which people can be asked."""
Values = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Tie:
    """One parameter or lever that a construct informs.

    Attributes
    ----------
    parameter : str
        Group and name as they are declared: ``levers.sponsorship``, ``department.territoriality``.
    sign : int
        1 if a higher score of the construct means a higher value, -1 if a lower one.
    spread : bool
        Whether it is how much people differ in the construct that informs it, not their mean.
    """

    parameter: str
    sign: int
    spread: bool = False

    @property
    def group(self) -> str:
        """Group of the parameter: ``levers``, ``behaviour``, ``department``, ``organisation`` or ``own_system``."""
        return self.parameter.partition(".")[0]

    @property
    def name(self) -> str:
        """Name of the parameter within its group."""
        return self.parameter.partition(".")[2]

    @property
    def by_department(self) -> bool:
        """Whether departments can differ in it."""
        return self.group in ("levers", "department", "own_system")


@dataclass(frozen=True)
class Construct:
    """What some items measure together.

    Attributes
    ----------
    name, label_en, label_de : str
        A high score means much of what the name says.
    ties : tuple of Tie
        At least one.
    """

    name: str
    ties: tuple[Tie, ...]
    label_en: str = ""
    label_de: str = ""

    def label(self, lang: str) -> str:
        """Return its name in words."""
        return str(in_language(self, "label", lang))


@dataclass(frozen=True)
class Item:
    """One statement to which people agree or not.

    Attributes
    ----------
    name : str
    construct : str
    reversed : bool
        Whether agreeing speaks against what the construct is named for.
    loading : float
        Standardised loading that is expected of it once it is turned round.
    follows : str
        The published scale that it follows in idea.
    part : str
        Part of the questionnaire in which it stands.
    text_en, text_de : str
    """

    name: str
    construct: str
    reversed: bool
    loading: float
    follows: str
    part: str = ""
    text_en: str = ""
    text_de: str = ""

    def text(self, lang: str) -> str:
        """Return what is asked, in a language."""
        return str(in_language(self, "text", lang))


@dataclass(frozen=True)
class Part:
    """Statements that stand together below a title."""

    name: str
    title_en: str
    title_de: str

    def title(self, lang: str) -> str:
        """Return the title in a language."""
        return str(in_language(self, "title", lang))


@dataclass(frozen=True)
class Instrument:
    """A questionnaire.

    Attributes
    ----------
    items : tuple of Item
        In the order in which they are asked.
    constructs : tuple of Construct
    points : int
        Points of the scale, 1 being least agreement.
    name : str
        By which answers are told to be of this questionnaire.
    parts : tuple of Part
    scale_en, scale_de : tuple of str
        Words of the points, from 1 on.
    unsaid_en, unsaid_de : str
        What one ticks to give no answer.
    department_en, department_de, other_en, other_de : str
        How the department is asked for, and what one ticks who names none of those offered.
    leads_en, leads_de, yes_en, yes_de, no_en, no_de : str
        How it is asked who leads others, and what one ticks.
    """

    items: tuple[Item, ...]
    constructs: tuple[Construct, ...]
    points: int = 5
    name: str = ""
    parts: tuple[Part, ...] = ()
    scale_en: tuple[str, ...] = ()
    scale_de: tuple[str, ...] = ()
    unsaid_en: str = ""
    unsaid_de: str = ""
    department_en: str = ""
    department_de: str = ""
    other_en: str = ""
    other_de: str = ""
    leads_en: str = ""
    leads_de: str = ""
    yes_en: str = ""
    yes_de: str = ""
    no_en: str = ""
    no_de: str = ""

    def scale(self, lang: str) -> tuple[str, ...]:
        """Return the words of the points, from 1 on."""
        words: tuple[str, ...] = in_language(self, "scale", lang)
        return words

    def asked(self, what: str, lang: str) -> str:
        """Return ``unsaid``, ``department``, ``other``, ``leads``, ``yes`` or ``no`` in a language."""
        return str(in_language(self, what, lang))

    @cached_property
    def turned(self) -> npt.NDArray[np.bool_]:
        """Which items are worded against their construct, in order."""
        return np.array([each.reversed for each in self.items], bool)

    def columns(self, construct: str) -> tuple[int, ...]:
        """Return at which places the items of a construct stand."""
        return tuple(n for n, each in enumerate(self.items) if each.construct == construct)

    def coded(self, values: Values) -> Values:
        """Return answers turned so that high always means much of the construct; 0 stays what is missing.

        Parameters
        ----------
        values : int8 array [..., items]
            As they were ticked.
        """
        turned = np.where(self.turned & (values > 0), self.points + 1 - values, values)
        return turned.astype(np.int8)


def _of(kind: Any, table: Mapping[str, Any]) -> Any:
    return kind(**{name: tuple(each) if isinstance(each, list) else each for name, each in table.items()})


def _construct(name: str, table: Mapping[str, Any]) -> Construct:
    ties: Sequence[Mapping[str, Any]] = table["ties"]
    return Construct(name, tuple(Tie(**each) for each in ties), table["label_en"], table["label_de"])


@cache
def instrument() -> Instrument:
    """Return the questionnaire that is shipped."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    made = {
        "items": [Item(**{"reversed": False, **each}) for each in table["items"]],
        "constructs": [_construct(name, each) for name, each in table["constructs"].items()],
        "parts": [Part(**each) for each in table["parts"]],
    }
    found: Instrument = _of(Instrument, {**table, **made})
    return found
