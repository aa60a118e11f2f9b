"""One's own company in every question: what is done, done there, and the company in turn as each draw of its fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ...model.errors import InputError
from ...scenarios.core.begun import begun_after
from ...scenarios.core.scenario import Scenario
from ...scenarios.files.catalogue import catalogue, load_all, resolved_upon
from ...scenarios.files.changes import changed
from ...scenarios.files.settings import Settings, read
from ...scenarios.files.sources import what_if_scenarios
from ...scenarios.files.targets import Target, target_of
from ...scenarios.files.written import scenario_files
from ...scenarios.writing.whole import scratch, write_file
from .ensemble import load_ensemble
from .fit_draws import TOO_FAR, Fit, load_fit

Given = Fit | str | Path | None
"""A fit as it is given: the record, its file or folder, or none."""


def trusted(fit: Given, *, despite_misfit: bool = False) -> Fit | None:
    """Return a fit that can be gone on: one that looks like its company, or one widened to the evidence.

    Parameters
    ----------
    fit : Fit, str, Path or None
        None is given back.
    despite_misfit : bool
        Whether to go on although no simulated company looks at all like the one fitted.

    Raises
    ------
    InputError
        If the file is no fit, or no simulated company looks at all like the one fitted and that is not accepted.
    """
    known = load_fit(fit) if isinstance(fit, (str, Path)) else fit
    if known is None or not known.misfit or known.is_widened:
        return known
    if known.distance > TOO_FAR and not despite_misfit:
        problem = (
            "no simulated company has a history like this one; it is {times:.1f} times as far from the nearest as "
            "these are from each other, so what the fit says of it cannot be relied on. Say more of it when fitting "
            "(--known, --live-since, --scenario); --despite-misfit goes on all the same, with all of the "
            "evidence beside the fit."
        )
        raise InputError(problem, field="--fit", times=known.distance)
    return known.widened(load_ensemble("evidence"))


def in_company(
    references: Sequence[Scenario | str | Path], fit: Fit, *, allow_outside: bool = False, allow_plugins: bool = False
) -> list[Scenario]:
    """Return scenarios in a fitted company: what each does, done there, after the months that it has lived.

    Shipped ones come at the same money a head, with what they change of a company; of files what is done counts, at
    the money that stands there: the company is the one that was fitted.

    Parameters
    ----------
    references : sequence of Scenario, str or Path
    fit : Fit
    allow_outside, allow_plugins
        How scenario files are read (see `load`).

    Raises
    ------
    InputError
        For whatever is wrong in a file, or a department or feature that the company does not have.
    """
    named = [str(each) for each in references if _is_shipped(each)]
    shipped = resolved_in(named, fit.scenario, allow_plugins=allow_plugins)
    rest = [each for each in references if not _is_shipped(each)]
    loaded = iter(load_all(rest, allow_outside=allow_outside, allow_plugins=allow_plugins))
    return [_shipped(shipped[str(each)], fit) if _is_shipped(each) else _own(next(loaded), fit) for each in references]


def _is_shipped(reference: Scenario | str | Path) -> bool:
    return isinstance(reference, str) and (reference in catalogue() or reference in what_if_scenarios())


def resolved_in(names: Sequence[str], company: Scenario, *, allow_plugins: bool = False) -> dict[str, Scenario]:
    """Return shipped scenarios by name, done in another company: what each does and changes, at the same money a head.

    Parameters
    ----------
    names : sequence of str
    company : Scenario
        Only its company counts, not what is done in it.
    allow_plugins : bool
        How its file is read (see `load`).

    Raises
    ------
    InputError
        For a department or feature that the company does not have.
    """
    with scratch() as folder:
        files = scenario_files(replace(company, name="company", interventions=()))
        for name, text in files.items():
            write_file(folder / name, text, field=None)
        file = folder / next(iter(files))
        return {name: resolved_upon(name, file, allow_plugins=allow_plugins) for name in names}


def _shipped(scenario: Scenario, fit: Fit) -> Scenario:
    """Return a shipped scenario resolved upon the company; go-lives of the past stay as they were."""
    own, found = fit.scenario, scenario
    if fit.history:
        found = replace(found, company=replace(found.company, catalogue=own.company.catalogue))
    if found.company == own.company:
        found = replace(found, company=own.company)  # the same one, so that nothing is built twice
    return begun_after(found, fit.history)


def _own(scenario: Scenario, fit: Fit) -> Scenario:
    """Return what a scenario of the user's does, done in the company; one of this company keeps its horizon."""
    own = fit.scenario
    months = scenario.months if scenario.company == own.company else max(scenario.months, own.months)
    try:
        found = replace(scenario, company=own.company, go_live=own.go_live, currency=own.currency, months=months)
    except InputError as error:
        raise error.within(file=scenario.name) from None
    return begun_after(found, fit.history)


def lived(source: object) -> int:
    """Return how many months a company has lived before anything can be done: those of its fit, else none."""
    return source.history if isinstance(source, Fit) else 0


def loader(fit: Fit, settings: Settings = ()) -> Callable[..., list[Scenario]]:
    """Return what loads scenarios in a fitted company, at the prices and on the market that settings give.

    Parameters
    ----------
    fit : Fit
    settings : mapping, or sequence of str
        As `crm_adoption.load` takes them: of prices and market only, for all else of the company was fitted.

    Raises
    ------
    InputError
        For settings of anything else, and values that are not allowed.
    """
    changes: list[tuple[Target, float]] = []
    for parts, value in read(settings):
        path = ".".join(parts)
        target = target_of(path)
        if target.group not in ("prices", "market"):
            problem = (
                "a fit brings its company along; only prices and market can be set, the rest when it is fitted "
                "(--known, --scenario)."
            )
            raise InputError(problem, field=path)
        target.check(value, field=path)
        changes.append((target, float(value)))

    def load_in(references: Sequence[Scenario | str | Path], **reading: bool) -> list[Scenario]:
        found = in_company(references, fit, **reading)
        return [changed(each, changes) for each in found] if changes else found

    return load_in


def replications_of(source: object, asked: int | None, usual: int) -> int:
    """Return how many replicates are run: those asked for, or as many as usual; of a fit as every command takes."""
    if asked is not None:
        return asked
    return source.replications if isinstance(source, Fit) else usual
