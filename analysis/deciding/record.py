"""The decision as a document for programs, with all it takes to make it again."""

from __future__ import annotations

import dataclasses
import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ...model.declared import plain_number
from ...model.errors import InputError
from ...scenarios.core.provenance import plain
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import Settings, load, set_in
from ...scenarios.files.sources import is_shipped, real_path
from ...scenarios.files.written import constraints_table, scenario_files
from ...scenarios.programmes.intervention import Intervention
from ...scenarios.reading.toml_text import document as toml
from ...scenarios.writing.whole import scratch, write_file
from ..base.effects import as_json
from ..base.purchase_words import records
from ..base.results import provenance
from ..words.phrases import LANGUAGES
from .answer import advice, answer
from .decision import DecisionResult
from .mix import Mix
from .worlds import FINAL

BEST_MIX = "best_mix"
"""What the scenario file of the best mix is called."""


def finite(value: Any) -> Any:
    """Return records as JSON values; what is not a number becomes null."""
    if isinstance(value, dict):
        return {str(key): finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(each) for each in value]
    return as_json(plain_number(value))


def part(each: Intervention) -> dict[str, Any]:
    """Return an intervention as a table of a scenario file: what differs from the usual values."""
    usual = {f.name: f.default for f in dataclasses.fields(each)}
    given = {name: value for name, value in plain(each).items() if value != plain(usual.get(name)) or name == "kind"}
    return {name: value for name, value in given.items() if value not in (None, [])}


def mix(found: Mix) -> dict[str, Any]:
    """Return a mix: its interventions, as in a scenario file, their strengths and spending by kind."""
    return {
        "name": found.name, "title_en": found.scenario.title("en"), "title_de": found.scenario.title("de"),
        "cost": found.cost, "interventions": [part(each) for each in found.scenario.interventions],
        "strengths": list(found.scenario.strengths()), "spending": found.spending(),
    }  # fmt: skip


def _fields(record: Any, *left_out: str) -> dict[str, Any]:
    return {f.name: getattr(record, f.name) for f in dataclasses.fields(record) if f.name not in ("mix", *left_out)}


def document(decision: DecisionResult) -> dict[str, Any]:
    """Return a decision as the JSON document of ``crm-adoption decide --json``."""
    q, w = decision.question, decision.warnings
    found: Mapping[str, Any] = {
        "question": {
            "scenario": q.scenario.name, "budget": q.budget, **_fields(q.objective), "from_month": q.first,
            "worlds": q.worlds.name, "fitted": q.worlds.fitted, "number_of_worlds": len(q.worlds),
            "companies_per_world": FINAL, "constraints": constraints_table(q.base.constraints),
            "misfit": q.misfit, "fit_warnings": list(q.warnings.get(q.lang, ())),
        },
        "answer": answer(decision, decision.lang), "advice": advice(decision, decision.lang),
        "options": [{**mix(each.mix), **_fields(each)} for each in decision.options],
        "leading": {
            **_fields(decision.leading, "mixes", "shared"), "regret": decision.leading.regret,
            "mixes": [mix(each) for each in decision.leading.mixes],
            "shared": {kind: list(limits) for kind, limits in decision.leading.shared.items()},
        },
        "shipped": [{"name": each.mix.name, **_fields(each)} for each in decision.rivals],
        "knowledge": {**_fields(decision.knowledge, "unknowns", "alternatives"),
                      "alternatives": [mix(each) for each in decision.knowledge.alternatives],
                      "unknowns": [_fields(each) for each in decision.knowledge.unknowns]},
        "warnings": {**_fields(w, "signs"), "signs": [_fields(each) for each in w.signs],
                     "check": _fields(w.check) if w.check else None},
        "rescues": [_fields(each) for each in decision.rescues],
        "next_euros": _fields(decision.marginal),
        "frontier": [{**_fields(each), "spending": each.mix.spending() if each.mix else {}}
                     for each in decision.frontier],
        "not_available": [_fields(each) for each in decision.unavailable],
        "effort": _fields(decision.effort),
        "overspent": records([q.scenario]),
        "provenance": made_of(decision),
    }  # fmt: skip
    return dict(finite(dict(found)))


def made_of(decision: DecisionResult) -> dict[str, Any]:
    """Return what it takes to make a decision again."""
    scenarios = [each.mix.scenario for each in decision.options]
    worlds = decision.question.worlds
    return {
        **provenance(scenarios, seed=worlds.seed, replications=FINAL * len(worlds)),
        "optuna": _optuna(), "trials": decision.effort.trials,
    }  # fmt: skip


def _optuna() -> str:
    from importlib.metadata import version

    return version("optuna")


def as_scenario_files(
    decision: DecisionResult, reference: str | None, folder: Path, settings: Settings = ()
) -> dict[str, str]:
    """Return the best mix as the files of a scenario that can be run, by name: the TOML first, a roster if needed.

    Parameters
    ----------
    reference : str, optional
        The scenario decided on: where its company is the one decided on, the file extends it, a file of the user's by
        its path from the folder, with what was set. One that was fitted is written in full.
    folder : Path
        Where the files will stand.
    settings : mapping, or sequence of str
        What was set of the scenario, as `crm_adoption.load` takes it.
    """
    found = replace(decision.mix.scenario, name=BEST_MIX)
    files = _short(found, reference, folder, settings) or scenario_files(found)
    first, text = next(iter(files.items()))
    said = [each for lang in LANGUAGES for each in decision.question.warnings.get(lang, ())]
    return files | {first: "".join(f"# {each}\n" for each in said) + text}


def _short(found: Scenario, reference: str | None, folder: Path, settings: Settings) -> dict[str, str] | None:
    """Return a file that extends a scenario of the same company at the same prices; None if it is not."""
    base = same_company(found, reference, settings)
    named = _named_from(folder, str(reference)) if base is not None else None
    if base is None or named is None:
        return None
    said = set_in(str(reference), settings, allow_outside=True) if settings else {}
    head: dict[str, Any] = {
        **said, "extends": named, "title_en": found.title("en"), "title_de": found.title("de"), "months": found.months,
    }  # fmt: skip
    if base.interventions:  # what a scenario does comes to what the one it extends does, unless it says otherwise
        head["inherit_interventions"] = False
    if found.constraints != base.constraints:
        head["constraints"] = constraints_table(found.constraints)
    table = {**head, "interventions": [part(each) for each in found.interventions]}
    return {f"{BEST_MIX}.toml": toml(table)} if not settings or _is(found, table, str(reference)) else None


def _is(found: Scenario, table: Mapping[str, Any], reference: str) -> bool:
    """Return whether a file that extends a scenario and sets some of it makes the company that was decided on."""
    base = reference if is_shipped(reference) else str(real_path(Path(reference)))
    with scratch() as folder:
        write_file(folder / f"{BEST_MIX}.toml", toml({**table, "extends": base}), field=None)
        try:
            made = load(folder / f"{BEST_MIX}.toml", allow_outside=True, allow_plugins=True)
        except InputError:  # a list of people that was set stands elsewhere
            return False
    return (made.company, made.prices, made.months) == (found.company, found.prices, found.months)


def same_company(found: Scenario, reference: str | None, settings: Settings = ()) -> Scenario | None:
    """Return the scenario that was named, if its company and prices are those of a mix; None if they are not.

    Parameters
    ----------
    found : Scenario
    reference : str, optional
        A shipped name or the path of a file; leave to read what it names was given when it was decided on.
    settings : mapping, or sequence of str
        What was set of it.
    """
    if reference is None or not (is_shipped(reference) or Path(reference).is_file()):
        return None
    base = load(reference, settings=settings, allow_outside=True, allow_plugins=True)
    return base if (base.company, base.prices) == (found.company, found.prices) else None


def _as_fitted(decision: DecisionResult, fit: Path) -> list[str]:
    """Return the options with which a command speaks of the same company in the same month."""
    question = decision.question
    far = ["--despite-misfit"] if question.misfit else []
    seed = ["--seed", str(question.worlds.seed)] if question.worlds.seed else []
    months = ["--months", str(question.base.months), "--month", str(question.objective.month)]
    return ["--fit", fit.as_posix(), *far, *months, *seed]


def _named_from(folder: Path, reference: str) -> str | None:
    """Return how a file in a folder names a scenario; None where there is no way from one to the other."""
    if is_shipped(reference):
        return reference
    try:
        return Path(os.path.relpath(real_path(Path(reference)), real_path(folder))).as_posix()
    except ValueError:  # on another drive
        return None


def next_command(
    decision: DecisionResult, reference: str | None, folder: Path, fit: Path | None = None,
    settings: Sequence[str] = (),
) -> str:  # fmt: skip
    """Return the command with which to go on: the best mix beside the company as it is, or by itself.

    Parameters
    ----------
    reference : str, optional
        As for `as_scenario_files`.
    folder : Path
    fit : Path, optional
        The fit that was decided on: the command then takes the company as it was fitted, and says the same.
    settings : sequence of str
        What was set of the scenario decided on.
    """
    mix = (folder / f"{BEST_MIX}.toml").as_posix()
    if fit is not None:
        return shlex.join(["crm-adoption", "compare", "no_programme", mix, *_as_fitted(decision, fit)])
    known = same_company(decision.mix.scenario, reference, settings)
    both = [word for each in settings for word in ("--set", each)]
    words = ["run", mix] if known is None else ["compare", str(reference), mix, *both]
    return shlex.join(["crm-adoption", *words])
