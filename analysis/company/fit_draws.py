"""A fitted company as a file: the draws that its own history leaves, each a company that could be this one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ... import __version__
from ...model.behaviour import Behaviour
from ...model.errors import InputError, words_of
from ...model.phrase import Phrase
from ...scenarios.core.provenance import engine, plain, restored_scenario
from ...scenarios.core.scenario import Scenario
from ...scenarios.ground.by_value import by_value
from ...scenarios.reading.damaged import of_json
from ...scenarios.reading.file_reading import MOST_TABLE, read_text
from ...scenarios.studies.changes import changed
from ...scenarios.studies.targets import target_of
from ...scenarios.writing.whole import write_file
from ..comparing.robustness import at_behaviour

if TYPE_CHECKING:
    from ..evidence.ensemble import Ensemble

FORMAT = 1
FILE = "fit.json"


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

    def applied(self, scenario: Scenario) -> Scenario:
        """Return a scenario with the draw's numbers and behaviour."""
        found = changed(scenario, [(target_of(path), value) for path, value in self.settings.items()])
        return replace(found, company=at_behaviour(found.company, self.behaviour))


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
