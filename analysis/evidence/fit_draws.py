"""A fitted company as a file: the draws that its own history leaves, each a company that could be this one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ... import __version__
from ...model.behaviour import Behaviour
from ...model.company import Company
from ...model.errors import InputError, words_of
from ...model.in_brief import in_brief
from ...model.phrase import Phrase
from ...scenarios.core.provenance import engine, plain, restored_scenario
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.changes import changed
from ...scenarios.files.targets import target_of
from ...scenarios.ground.by_value import by_value
from ...scenarios.reading.damaged import of_json
from ...scenarios.reading.file_reading import MOST_TABLE, read_text
from ...scenarios.words.files import ENGLISH
from ...scenarios.writing.whole import write_file

if TYPE_CHECKING:
    from .ensemble import Ensemble

FORMAT = 1
FAR = 1.5
"""Distance from which no simulated company is like the real one (judgement; those of our engine lie near 1.1)."""
TOO_FAR = 3.0
"""Distance from which nothing is decided on a fit unless that is accepted (judgement)."""
MOST, EACH = 64, 16
"""Draws that replicates take in turn, and replicates to each of them where nothing else is asked for."""
FILE, FITTED = "fit.json", "fit"


@in_brief
@by_value
@dataclass(frozen=True)
class Draw:
    """One company that could be this one.

    Attributes
    ----------
    weight : float
        Its probability, in (0, 1]; the weights of all draws add up to one.
    behaviour : Behaviour
        How its people behave: a member of the ensemble.
    settings : mapping of str to float
        The company's own numbers by dotted path, for example ``organisation.sponsorship``.
    replicate : int
        Number of the simulated company that came near the data, at the fit's seed.
    """

    weight: float
    behaviour: Behaviour
    settings: Mapping[str, float]
    replicate: int = 0

    def applied(self, scenario: Scenario, behaviour: Mapping[str, float] | None = None) -> Scenario:
        """Return a scenario with the draw's numbers and behaviour, but for numbers of behaviour that are given."""
        found = changed(scenario, [(target_of(path), value) for path, value in self.settings.items()])
        return found.behaving(replace(self.behaviour, **behaviour) if behaviour else self.behaviour)


@in_brief
@dataclass(frozen=True)
class Fit:
    """A company and the draws that its history leaves.

    Attributes
    ----------
    scenario : Scenario
        The company before any draw is applied.
    draws : tuple of Draw
        At least one.
    history : int
        Months since go-live that the export covers: what is decided today begins in this month.
    seed : int
        Root seed to which the draws' replicates belong.
    provenance : mapping
        With what the fit was made: versions, settings, the rule of deep use, warnings.
    """

    name: ClassVar[str] = FITTED
    target: ClassVar[str] = FITTED
    scenario: Scenario
    draws: tuple[Draw, ...]
    history: int = 0
    seed: int = 0
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def warnings(self) -> Mapping[str, Sequence[str]]:
        """What makes the fit unreliable, in sentences by language."""
        found = self.provenance.get("warnings", {})
        return found if isinstance(found, Mapping) else {}

    @property
    def distance(self) -> float:
        """How far the company is from the simulated ones nearest to it, in what is usual between those."""
        found = self.provenance.get("distance", 0.0)
        return float(found) if isinstance(found, (int, float)) else 0.0

    @property
    def misread(self) -> float:
        """By how much the company's real use may be misread from its export: a standard deviation, share of people."""
        found = self.provenance.get("misread", 0.0)
        return float(found) if isinstance(found, (int, float)) else 0.0

    @property
    def misfit(self) -> bool:
        """Whether no simulated company looks like this one."""
        return self.distance > FAR

    def misfit_said(self, lang: str) -> list[str]:
        """Return what is said before anything else where no simulated company looks like this one.

        Parameters
        ----------
        lang : str
            English is spoken where the fit has no sentence in it.
        """
        said = self.warnings.get(lang) or self.warnings.get(ENGLISH) or ()
        return list(said)[:1] if self.misfit else []

    @cached_property
    def taken(self) -> tuple[Draw, ...]:
        """The draws that replicates take in turn, each as often as its weight deserves (systematic resampling).

        They are the same for every command and seed, so that all speak of the same companies. Kitagawa, G. (1996).
        Monte Carlo filter and smoother for non-Gaussian nonlinear state space models. Journal of Computational and
        Graphical Statistics 5, 1-25.
        """
        weights = np.array([each.weight for each in self.draws], dtype=np.float64)
        number = min(MOST, len(weights)) if np.ptp(weights) == 0.0 else MOST
        edges = np.cumsum(weights / weights.sum())
        chosen = np.minimum(np.searchsorted(edges, (0.5 + np.arange(number)) / number), len(weights) - 1)
        return tuple(self.draws[int(k)] for k in chosen)

    @cached_property
    def could_be(self) -> tuple[Company, ...]:
        """The companies of the draws taken, equally likely."""
        found = {id(each): each.applied(self.scenario).company for each in self.taken}
        return tuple(found[id(each)] for each in self.taken)

    @property
    def members(self) -> tuple[Behaviour, ...]:
        """How people behave in the draws taken."""
        return tuple(each.behaviour for each in self.taken)

    @property
    def replications(self) -> int:
        """Replicates with which every command speaks of the company, unless others are asked for."""
        return EACH * len(self.taken)

    def widened(self, ensemble: Ensemble) -> Fit:
        """Return the fit with every member of an ensemble beside the draws, together as likely as they are.

        Where no simulated company looks like this one, what its history seemed to leave is not to be relied on alone.
        """
        more = tuple(Draw(0.5 / len(ensemble.members), each, {}) for each in ensemble.members)
        draws = (*(replace(each, weight=0.5 * each.weight) for each in self.draws), *more)
        return replace(self, draws=draws, provenance={**self.provenance, "widened": True})

    @property
    def is_widened(self) -> bool:
        """Whether the evidence stands beside the draws already."""
        return bool(self.provenance.get("widened"))

    @classmethod
    def from_ensemble(cls, scenario: Scenario, ensemble: Ensemble) -> Fit:
        """Return the fit of a company about which no data are known: every member of an ensemble, equally likely."""
        weight = 1.0 / len(ensemble.members)
        return cls(scenario, tuple(Draw(weight, each, {}) for each in ensemble.members))

    def companies(self, months: int | None = None) -> tuple[tuple[Scenario, float], ...]:
        """Return every draw as a scenario, with its weight.

        Parameters
        ----------
        months : int, optional
            Horizon in months since go-live instead of the scenario's.
        """
        start = self.scenario if months is None else replace(self.scenario, months=months)
        return tuple((each.applied(start), each.weight) for each in self.draws)


def write_fit(fit: Fit, path: Path) -> Path:
    """Write a fit as ``fit.json`` into a folder, or under the name given; return the file."""
    file = path / FILE if path.is_dir() else path
    sets = list(dict.fromkeys(each.behaviour for each in fit.draws))
    number = {each: index for index, each in enumerate(sets)}
    rows = [
        {"weight": each.weight, "behaviour": number[each.behaviour], "replicate": each.replicate,
         "settings": dict(each.settings)}
        for each in fit.draws
    ]  # fmt: skip
    parts = [
        f'"format": {FORMAT}', f'"version": {json.dumps(__version__)}', f'"engine": {json.dumps(engine())}',
        f'"history": {fit.history}', f'"seed": {fit.seed}', f'"provenance": {json.dumps(plain(fit.provenance))}',
        f'"scenario": {json.dumps(plain(fit.scenario))}',
        '"behaviours": [\n' + ",\n".join(json.dumps(plain(each)) for each in sets) + "\n]",
        '"draws": [\n' + ",\n".join(map(json.dumps, rows)) + "\n]",
    ]  # fmt: skip
    return write_file(file, "{\n" + ",\n".join(parts) + "\n}\n")


def load_fit(path: str | Path) -> Fit:
    """Read a fit that ``crm-adoption fit`` has written.

    Parameters
    ----------
    path : str or Path
        ``fit.json``, or the folder in which it stands.

    Raises
    ------
    InputError
        If there is none, the file is no fit, or another version of the model made it.
    """
    file = Path(path) / FILE if Path(path).is_dir() else Path(path)
    try:
        text = read_text(file, Phrase("fit"), MOST_TABLE)
    except InputError as error:
        problem = "the fit cannot be read ({problem:bare}); `crm-adoption fit ROSTER USAGE --out FOLDER` writes one."
        raise InputError(problem, file=str(file), problem=error.phrase) from None
    try:
        table = json.loads(text)
        made, version, wanted = table["engine"], table["version"], table["format"]
    except (ValueError, RecursionError, KeyError, TypeError):
        if how := of_json(text.encode()):
            problem = "the fit is damaged: {how}; make it again with `crm-adoption fit`, or bring it back from a copy."
            raise InputError(problem, file=str(file), how=how) from None
        raise InputError("this is not a fit as `crm-adoption fit` writes it.", file=str(file)) from None
    if wanted != FORMAT or made != engine():
        problem = "another version of the model ({version}) made this fit; make it again with `crm-adoption fit`."
        raise InputError(problem, file=str(file), version=version)
    try:
        return _restored(table)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InputError("the fit is damaged ({said}); make it again.", said=words_of(error), file=str(file)) from None


def _restored(table: Mapping[str, Any]) -> Fit:
    sets = [Behaviour(**each) for each in table["behaviours"]]
    draws = tuple(
        Draw(float(each["weight"]), sets[each["behaviour"]], dict(each["settings"]), int(each["replicate"]))
        for each in table["draws"]
    )
    if not draws:
        raise ValueError("it has no draws")
    scenario = restored_scenario(table["scenario"])
    return Fit(scenario, draws, int(table["history"]), int(table["seed"]), dict(table["provenance"]))
