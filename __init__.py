"""crm-adoption: how a company takes up its CRM, and which programme helps, in money and months.

The names below are imported when they are first used, so ``import crm_adoption`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

_WHERE = {
    "ActivityTargets": "scenarios.programmes.interventions",
    "AdoptionFit": "analysis.validation.adoption",
    "AdoptionPrediction": "analysis.validation.prediction",
    "AlignKPIs": "scenarios.programmes.interventions",
    "AutonomousAI": "scenarios.programmes.rollouts",
    "Behaviour": "model.behaviour",
    "BreakSilos": "scenarios.programmes.interventions",
    "CRMAdoption": "scenarios.mesa.model",
    "Champions": "scenarios.programmes.coaching",
    "Company": "model.company",
    "Comparison": "analysis.telling.comparison",
    "ConnectOwnSystem": "scenarios.programmes.own_systems",
    "Constraints": "scenarios.core.constraints",
    "Cost": "analysis.comparing.costs",
    "DataCleanup": "scenarios.programmes.interventions",
    "Decision": "analysis.deciding.told",
    "Department": "model.organisation",
    "Diagnosis": "analysis.company.told",
    "Discovery": "analysis.learning.discovery",
    "Duel": "analysis.questions.duel_record",
    "Effect": "analysis.base.effects",
    "Ensemble": "analysis.evidence.ensemble",
    "Evidence": "analysis.evidence.facts",
    "ExecutiveSponsor": "scenarios.programmes.interventions",
    "Failure": "analysis.learning.told_discovery",
    "Feature": "model.features",
    "FittedCompany": "analysis.company.told",
    "InputError": "model.errors",
    "Intervention": "scenarios.programmes.intervention",
    "Investment": "scenarios.programmes.intervention",
    "Levers": "model.levers",
    "Mandate": "scenarios.programmes.interventions",
    "Market": "model.market",
    "Money": "scenarios.programmes.money",
    "NewFeatureWave": "scenarios.programmes.shocks",
    "Organisation": "model.organisation",
    "OwnSystem": "model.systems",
    "PeerMeetings": "scenarios.programmes.interventions",
    "PhaseMap": "analysis.learning.told_map",
    "PlainFunction": "scenarios.studies.plain_function",
    "Plan": "analysis.learning.pilot",
    "Policies": "analysis.policies.told",
    "Prices": "scenarios.programmes.prices",
    "Programme": "analysis.base.programme",
    "Reach": "scenarios.programmes.hooks",
    "RetireOwnSystem": "scenarios.programmes.own_systems",
    "RewardSharing": "scenarios.programmes.interventions",
    "Run": "model.simulation",
    "Scenario": "scenarios.core.scenario",
    "Sensitivity": "analysis.learning.told_sensitivity",
    "Shock": "scenarios.programmes.shocks",
    "Simplify": "scenarios.programmes.interventions",
    "SponsorLeaves": "scenarios.programmes.shocks",
    "Split": "analysis.questions.split_record",
    "StagedRollout": "scenarios.programmes.rollouts",
    "Study": "scenarios.studies.study",
    "StudyFile": "scenarios.studies.study",
    "SupervisorCommitment": "scenarios.programmes.interventions",
    "SwitchOffFeatures": "scenarios.programmes.rollouts",
    "ToolingSpend": "scenarios.programmes.interventions",
    "Training": "scenarios.programmes.coaching",
    "Trigger": "scenarios.programmes.trigger",
    "TurnoverWave": "scenarios.programmes.shocks",
    "Uncertainty": "scenarios.studies.uncertainty",
    "Walls": "analysis.questions.walls_record",
    "Watch": "scenarios.mesa.watching",
    "WhatIfAnswer": "analysis.questions.what_if_answer",
    "catalogue": "scenarios.files.catalogue",
    "compare": "analysis.telling.comparison",
    "decide": "analysis.deciding.deciding",
    "diagnose": "analysis.company.told",
    "discover": "analysis.learning.discovery",
    "discover_in": "analysis.learning.told_discovery",
    "duel": "analysis.questions.duel",
    "fit": "analysis.company.told",
    "fit_adoption": "analysis.validation.adoption",
    "load": "scenarios.files.catalogue",
    "load_ensemble": "analysis.evidence.ensemble",
    "load_evidence": "analysis.evidence.facts",
    "load_result": "analysis.base.exports",
    "load_study": "scenarios.studies.files",
    "phase_map": "analysis.learning.told_map",
    "plan": "analysis.learning.pilot",
    "policy": "analysis.policies.policy",
    "progress": "analysis.report.bar",
    "read_person_months": "analysis.validation.person_months",
    "sensitivity": "analysis.learning.sensitivity",
    "sensitivity_in": "analysis.learning.told_sensitivity",
    "simulate": "scenarios.simulate",
    "split": "analysis.questions.split",
    "typical_companies": "scenarios.core.typical",
    "walls": "analysis.questions.walls",
    "watch": "scenarios.mesa.watching",
    "what_if": "analysis.questions.what_if",
}

__all__ = sorted([*_WHERE, "__version__"])  # pyright: ignore[reportUnsupportedDunderAll]

if TYPE_CHECKING:
    __version__: str
    from .analysis.base.effects import Effect
    from .analysis.base.exports import load_result
    from .analysis.base.programme import Programme
    from .analysis.company.told import Diagnosis, FittedCompany, diagnose, fit
    from .analysis.comparing.costs import Cost
    from .analysis.deciding.deciding import decide
    from .analysis.deciding.told import Decision
    from .analysis.evidence.ensemble import Ensemble, load_ensemble
    from .analysis.evidence.facts import Evidence, load_evidence
    from .analysis.learning.discovery import Discovery, discover
    from .analysis.learning.pilot import Plan, plan
    from .analysis.learning.sensitivity import sensitivity
    from .analysis.learning.told_discovery import Failure, discover_in
    from .analysis.learning.told_map import PhaseMap, phase_map
    from .analysis.learning.told_sensitivity import Sensitivity, sensitivity_in
    from .analysis.policies.policy import policy
    from .analysis.policies.told import Policies
    from .analysis.questions.duel import duel
    from .analysis.questions.duel_record import Duel
    from .analysis.questions.split import split
    from .analysis.questions.split_record import Split
    from .analysis.questions.walls import walls
    from .analysis.questions.walls_record import Walls
    from .analysis.questions.what_if import what_if
    from .analysis.questions.what_if_answer import WhatIfAnswer
    from .analysis.report.bar import progress
    from .analysis.telling.comparison import Comparison, compare
    from .analysis.validation.adoption import AdoptionFit, fit_adoption
    from .analysis.validation.person_months import read_person_months
    from .analysis.validation.prediction import AdoptionPrediction
    from .model.behaviour import Behaviour
    from .model.company import Company
    from .model.errors import InputError
    from .model.features import Feature
    from .model.levers import Levers
    from .model.market import Market
    from .model.organisation import Department, Organisation
    from .model.simulation import Run
    from .model.systems import OwnSystem
    from .scenarios.core.constraints import Constraints
    from .scenarios.core.scenario import Scenario
    from .scenarios.core.typical import typical_companies
    from .scenarios.files.catalogue import catalogue, load
    from .scenarios.mesa.model import CRMAdoption
    from .scenarios.mesa.watching import Watch, watch
    from .scenarios.programmes.coaching import Champions, Training
    from .scenarios.programmes.hooks import Reach
    from .scenarios.programmes.intervention import Intervention, Investment
    from .scenarios.programmes.interventions import (
        ActivityTargets,
        AlignKPIs,
        BreakSilos,
        DataCleanup,
        ExecutiveSponsor,
        Mandate,
        PeerMeetings,
        RewardSharing,
        Simplify,
        SupervisorCommitment,
        ToolingSpend,
    )
    from .scenarios.programmes.money import Money
    from .scenarios.programmes.own_systems import ConnectOwnSystem, RetireOwnSystem
    from .scenarios.programmes.prices import Prices
    from .scenarios.programmes.rollouts import AutonomousAI, StagedRollout, SwitchOffFeatures
    from .scenarios.programmes.shocks import NewFeatureWave, Shock, SponsorLeaves, TurnoverWave
    from .scenarios.programmes.trigger import Trigger
    from .scenarios.simulate import simulate
    from .scenarios.studies.files import load_study
    from .scenarios.studies.plain_function import PlainFunction
    from .scenarios.studies.study import Study, StudyFile
    from .scenarios.studies.uncertainty import Uncertainty


def _imported(module: str) -> ModuleType:
    try:
        return import_module(f".{module}", __name__)
    except ModuleNotFoundError as error:
        from .scenarios.ground.served import why_missing

        if reason := why_missing(error.name):
            raise ImportError(reason, name=error.name) from None
        raise


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("crm-adoption")
    except PackageNotFoundError:  # the sources are used without being installed
        return "0.0.0"


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return globals().setdefault(name, _version())
    if name in _WHERE:
        return getattr(_imported(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
