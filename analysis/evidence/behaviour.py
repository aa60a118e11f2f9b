"""How people behave is not known: a company drawn from what the evidence or its own fit leaves, a draw a replicate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ...model.behaviour import Behaviour
from ...model.company import Company
from ...model.errors import InputError
from ...scenarios.core.scenario import Scenario
from .ensemble import Ensemble, load_ensemble
from .fit_draws import Fit
from .fitted import Given, trusted

USUAL = "evidence"
CERTAIN = "default"
"""Behaviour as it stands in the scenario."""
Source = Ensemble | Fit
"""Where draws come from: what the evidence leaves of behaviour, or what its own history leaves of a company."""


def sets_of(behaviour: Ensemble | str | Path) -> Ensemble | None:
    """Return the parameter sets that stand for what is not known of behaviour; None where it is taken as certain.

    Parameters
    ----------
    behaviour : Ensemble, str or Path
        ``default`` (as the scenario has it), ``evidence``, ``all``, or the path of an ensemble.

    Raises
    ------
    InputError
        If there is none of this name, or the file is none.
    """
    if isinstance(behaviour, Ensemble):
        return behaviour
    return None if behaviour == CERTAIN else load_ensemble(behaviour)


def sets_for(scenario: Scenario, behaviour: Ensemble | str | Path) -> Ensemble:
    """Return the parameter sets that a company is taken through; where behaviour is taken as certain, its own alone.

    Parameters
    ----------
    scenario : Scenario
    behaviour : Ensemble, str or Path
        As `sets_of` takes it.

    Raises
    ------
    InputError
        If there is none of this name, or the file is none.
    """
    found = sets_of(behaviour)
    return found or Ensemble(CERTAIN, "scenario", {}, (scenario.company.behaviour,), {}, {})


def source_of(behaviour: Ensemble | str | Path, fit: Given = None, *, despite_misfit: bool = False) -> Source | None:
    """Return where draws come from: the fit where there is one, else the parameter sets of behaviour.

    Parameters
    ----------
    behaviour : Ensemble, str or Path
        As `sets_of` takes it.
    fit : Fit, str or Path, optional
        As `fitted.trusted` takes it.
    despite_misfit : bool

    Raises
    ------
    InputError
        If a fit and other parameter sets are both given, or one of them is wrong.
    """
    known = trusted(fit, despite_misfit=despite_misfit)
    check_alone(known, named=behaviour != USUAL)
    return sets_of(behaviour) if known is None else known


def check_alone(fit: Given, *, named: bool) -> None:
    """Refuse parameter sets that are named beside a fit, which has its own.

    Parameters
    ----------
    fit : Fit, str, Path or None
    named : bool
        Whether parameter sets are named.

    Raises
    ------
    InputError
        If both are given.
    """
    if fit is not None and named:
        raise InputError("a fit has its own parameter sets; give --fit or --behaviour, not both.", field="--behaviour")


def uncertain(scenario: Scenario, sets: Source | None) -> Scenario:
    """Return a scenario whose replicate k is of member k of an ensemble, or of draw k of a fit, in turn.

    Numbers of behaviour that the scenario itself sets stay as it sets them, in every member.

    Parameters
    ----------
    scenario : Scenario
    sets : Ensemble, Fit or None
        None leaves the scenario as it is.

    Returns
    -------
    Scenario
    """
    if sets is None:
        return scenario
    if isinstance(sets, Fit):
        own = _own(scenario.company)
        if not own and scenario.company is sets.scenario.company:
            return scenario.with_draws(sets.could_be)
        return scenario.with_draws([each.applied(scenario, own).company for each in sets.taken])
    return scenario.with_draws([scenario.company.behaving(each) for each in members_in(scenario.company, sets)])


def members_in(company: Company, sets: Ensemble) -> tuple[Behaviour, ...]:
    """Return the members of an ensemble; numbers of behaviour that a company's own scenario sets stay in each of them.

    Parameters
    ----------
    company : Company
    sets : Ensemble
    """
    own = _own(company)
    return tuple(replace(each, **own) for each in sets.members) if own else tuple(sets.members)


def _own(company: Company) -> dict[str, float]:
    """Return the numbers of behaviour that are not the usual ones."""
    usual, given = Behaviour(), company.behaviour
    return {name: value for name in Behaviour.declarations() if (value := getattr(given, name)) != getattr(usual, name)}


def misfit_said(sets: Source | None, lang: str) -> list[str]:
    """Return what is said before any answer: that no simulated company looks like the one that was fitted.

    Parameters
    ----------
    sets : Ensemble, Fit or None
    lang : str
    """
    return sets.misfit_said(lang) if isinstance(sets, Fit) else []


def record_of(sets: Source | None) -> dict[str, Any]:
    """Return how behaviour was taken, for a document: what it takes to take it so again.

    Parameters
    ----------
    sets : Ensemble, Fit or None

    Returns
    -------
    dict[str, object]
        Values of JSON.
    """
    if sets is None:
        return {"name": CERTAIN}
    made = sets.provenance.get("fingerprint")
    return {"name": sets.name, "target": sets.target, "parameter_sets": len(sets.members), "fingerprint": made}
