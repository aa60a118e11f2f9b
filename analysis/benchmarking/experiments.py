"""The experiments as they were written down: what was done, what was found, how each is put into the model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from ...scenarios.files.made import make
from ...scenarios.ground.by_value import by_value
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.words.declared import text_of
from .register import registered_text

T = TypeVar("T")

OBSERVABLE = "observable"
"""The outcome that a log or a camera sees: real use and the bare minimum together."""
HOURS, POINTS, RELATIVE, SIGN = "hours", "points", "relative", "sign"


@by_value
@dataclass(frozen=True)
class Representation:
    """How an experiment is put into the model.

    Attributes
    ----------
    name : str
    why_en, why_de : str
        What stands for what, in words.
    outcome : str
        An outcome of the model, or `OBSERVABLE`.
    month : int
        Month in which it is looked at, from 1.
    measure : str
        ``points``, ``hours``, ``relative``; empty is the experiment's own.
    features : tuple of str
        Only pairs of people and these features count; empty is all of them.
    settings : mapping
        What is known of the organisation, by declared name.
    control, treated : tuple of dict
        What is done to both arms, as in scenario files.
    """

    name: str
    why_en: str
    why_de: str
    outcome: str
    month: int
    measure: str = ""
    features: tuple[str, ...] = ()
    settings: tuple[tuple[str, float], ...] = ()
    control: tuple[dict[str, Any], ...] = ()
    treated: tuple[dict[str, Any], ...] = ()

    def why(self, lang: str) -> str:
        """Return what stands for what, in words."""
        return text_of(self, "why", lang)

    def arms(self) -> tuple[tuple[Intervention, ...], tuple[Intervention, ...]]:
        """Return what is done to the control arm and to the treated arm."""
        control, treated = (tuple(make(each) for each in arm) for arm in (self.control, self.treated))
        return control, treated


@by_value
@dataclass(frozen=True)
class Experiment:
    """A published experiment.

    Attributes
    ----------
    id, study : str
        Its own name, and that of the study: one study may have several results.
    title_en, title_de, population_en, population_de : str
    citation, where, quote : str
        The publication; where it was looked up; what was read there.
    seen : str
        ``abstract``, ``summary`` or ``table``.
    design : str
        ``randomised``, ``natural``, ``quasi``, ``field`` or ``review``.
    topics : tuple of str
    measure : str
        ``points``, ``hours``, ``relative`` or ``sign``.
    observed : float
        The effect in percent or percentage points; with ``sign`` -1, 0 or 1.
    se : float or None
        Its standard error, None where none was seen.
    se_from : str
        Where the standard error comes from.
    sites : str
        ``many``, a mean over organisations, or ``one``.
    representations : tuple of Representation
        The first one counts.
    """

    id: str
    study: str
    title_en: str
    title_de: str
    citation: str
    design: str
    topics: tuple[str, ...]
    population_en: str
    population_de: str
    seen: str
    quote: str
    where: str
    measure: str
    observed: float
    sites: str
    representations: tuple[Representation, ...]
    se: float | None = None
    se_from: str = ""

    def title(self, lang: str) -> str:
        """Return what was done, in words."""
        return text_of(self, "title", lang)

    def population(self, lang: str) -> str:
        """Return to whom it was done, in words."""
        return text_of(self, "population", lang)

    def scale(self, representation: Representation) -> str:
        """Return in what the model's effect is counted: where only a sign was found, as its outcome usually is."""
        measure = representation.measure or self.measure
        if measure != SIGN:
            return measure
        return HOURS if representation.outcome == "hours_saved" else POINTS


@by_value
@dataclass(frozen=True)
class Aside:
    """A study that is not counted, and why.

    Attributes
    ----------
    study, citation : str
    why_en, why_de : str
    evidence : str
        The fact of the table of evidence by which a band uses it; empty if it was left out for another reason.
    """

    study: str
    why_en: str
    why_de: str
    citation: str = ""
    evidence: str = ""

    def why(self, lang: str) -> str:
        """Return why it is not counted."""
        return text_of(self, "why", lang)


@by_value
@dataclass(frozen=True)
class Register:
    """All that was written down.

    Attributes
    ----------
    experiments : tuple of Experiment
    used_in_the_fit, left_out : tuple of Aside
    """

    experiments: tuple[Experiment, ...]
    used_in_the_fit: tuple[Aside, ...]
    left_out: tuple[Aside, ...]


def _record(kind: type[T], table: Mapping[str, Any]) -> T:
    """Return a record from its table: lists become tuples, tables pairs."""
    values = {
        name: tuple(value) if isinstance(value, list) else tuple(value.items()) if isinstance(value, dict) else value
        for name, value in table.items()
    }
    return kind(**values)


def _experiment(table: dict[str, Any]) -> Experiment:
    ways = tuple(_record(Representation, each) for each in table["representations"])
    return _record(Experiment, {**table, "observed": float(table["observed"]), "representations": list(ways)})


@cache
def register() -> Register:
    """Return the experiments as they were written down before the model was asked.

    Examples
    --------
    >>> from crm_adoption.analysis.benchmarking.experiments import register
    >>> len({each.study for each in register().experiments}) >= 10
    True
    """
    table = tomllib.loads(registered_text())
    asides = ([_record(Aside, each) for each in table[kind]] for kind in ("used_in_the_fit", "left_out"))
    used, left = (tuple(each) for each in asides)
    return Register(tuple(_experiment(each) for each in table["experiments"]), used, left)
