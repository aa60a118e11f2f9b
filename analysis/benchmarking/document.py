"""The benchmark as one document: what was observed, what was foretold, and how often the two agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from ... import __version__
from ...model.behaviour import Behaviour
from ...model.compiled import source_hash
from ...model.simulation import whole_number
from ..evidence.ensemble import load_ensemble
from .experiments import SIGN, Aside, Experiment, Representation, register
from .foretelling import COMPANIES, PEOPLE, foretold, per_set
from .judging import Judged, Tally, judged, tally
from .register import REGISTERED, fingerprint, registered_text

DEFAULT = "default"
SETS = (DEFAULT, "evidence", "all")
"""Parameter sets that are asked, in this order, unless others are named."""
Document = Mapping[str, Any]
LANGUAGES = ("en", "de")


def members(name: str) -> tuple[Behaviour, ...]:
    """Return the parameter sets of a name: the default set, or an ensemble."""
    return (Behaviour(),) if name == DEFAULT else load_ensemble(name).members


def work(names: Sequence[str]) -> int:
    """Return how many representations are run."""
    return len(names) * sum(len(each.representations) for each in register().experiments)


def _texts(of: Callable[[str], str]) -> dict[str, str]:
    return {lang: of(lang) for lang in LANGUAGES}


def _foretold(name: str, number: int, experiment: Experiment, way: Representation, found: Judged) -> dict[str, Any]:
    return {
        "set": name, "representation": way.name, "counted": number == 0, "scale": experiment.scale(way),
        "why": _texts(way.why), "outcome": way.outcome, "month": way.month, **asdict(found),
    }  # fmt: skip


def _record(experiment: Experiment, foretold: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an experiment as values of JSON, with all that was foretold of it."""
    half = None if experiment.se is None else 1.959963984540054 * experiment.se
    limits = None if half is None else [experiment.observed - half, experiment.observed + half]
    return {
        "id": experiment.id, "study": experiment.study, "title": _texts(experiment.title),
        "citation": experiment.citation, "design": experiment.design, "topics": list(experiment.topics),
        "population": _texts(experiment.population), "seen": experiment.seen, "quote": experiment.quote,
        "where": experiment.where, "measure": experiment.measure, "observed": experiment.observed,
        "standard_error": experiment.se, "standard_error_from": experiment.se_from, "interval": limits,
        "sites": experiment.sites, "foretold": foretold,
    }  # fmt: skip


def _aside(each: Aside) -> dict[str, Any]:
    return {"study": each.study, "citation": each.citation, "evidence": each.evidence, "why": _texts(each.why)}


def _summary(found: Mapping[str, list[tuple[Experiment, Judged]]]) -> dict[str, Any]:
    return {name: asdict(tally(each)) for name, each in found.items()}


def run_benchmark(
    names: Sequence[str] = SETS, *, seed: int = 0, workers: int | None = None,
    progress: Callable[[int], object] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Hold all registered experiments against the model.

    Parameters
    ----------
    names : sequence of str
        ``default``, names of ensembles or their files.
    seed : int
        Root seed of people and chance.
    workers : int, optional
        Threads; the result does not depend on them.
    progress : callable, optional
        Called with 1 after each representation.

    Returns
    -------
    dict
        Values of JSON: the list ``experiments``, the ``summary`` by parameter sets, and all it takes to make it again.

    Raises
    ------
    InputError
        For an ensemble that cannot be loaded, or a number outside its range.
    """
    seed = whole_number(seed, 0, 2**64 - 1, "seed")
    sets = {name: members(name) for name in names}
    counted: dict[str, list[tuple[Experiment, Judged]]] = {name: [] for name in sets}
    records = []
    for experiment in register().experiments:
        foretold_of = []
        for name, behaviours in sets.items():
            for number, way in enumerate(experiment.representations):
                found = judged(experiment, foretold(experiment, way, behaviours, seed=seed, workers=workers))
                foretold_of.append(_foretold(name, number, experiment, way, found))
                if number == 0:
                    counted[name].append((experiment, found))
                if progress:
                    progress(1)
        records.append(_record(experiment, foretold_of))
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"), "version": __version__,
        "model_sources_sha256": source_hash(), "seed": seed, "registered": REGISTERED,
        "as_registered": fingerprint(registered_text()) == REGISTERED,
        "effort": {"companies": COMPANIES, "people": PEOPLE},
        "sets": {name: {"members": len(each), "companies_each": per_set(len(each))} for name, each in sets.items()},
        "experiments": records, "summary": _summary(counted),
        "used_in_the_fit": [_aside(each) for each in register().used_in_the_fit],
        "left_out": [_aside(each) for each in register().left_out],
    }  # fmt: skip


def tallied(document: Document, name: str) -> Tally:
    """Return how often what one kind of parameter sets foretold was found."""
    return Tally(**document["summary"][name])


def rows(document: Document, name: str) -> list[tuple[Document, Document]]:
    """Return each experiment with what counts of what one kind of parameter sets foretold."""
    return [
        (each, found) for each in document["experiments"] for found in each["foretold"]
        if found["set"] == name and found["counted"]
    ]  # fmt: skip


def main_set(document: Document) -> str:
    """Return the parameter sets that pages lead with: those accepted on no effect of a programme, if asked."""
    return "evidence" if "evidence" in document["sets"] else next(iter(document["sets"]))


def only_signs(entry: Document) -> bool:
    """Return whether only a direction was observed."""
    return bool(entry["measure"] == SIGN)
