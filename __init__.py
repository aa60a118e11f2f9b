"""crm-adoption: how a company takes up its CRM, and which programme helps, in money and months.

The names below are imported when they are first used, so ``import crm_adoption`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import TYPE_CHECKING, Any

try:
    __version__ = version("crm-adoption")
except PackageNotFoundError:  # the sources are used without being installed
    __version__ = "0.0.0"

_WHERE = {
    "AdoptionFit": "analysis.validation.adoption",
    "AdoptionPrediction": "analysis.validation.prediction",
    "AlignKPIs": "scenarios.interventions",
    "AutonomousAI": "scenarios.rollouts",
    "Behaviour": "model.behaviour",
    "BreakSilos": "scenarios.interventions",
    "CRMAdoption": "scenarios.mesa_model",
    "Champions": "scenarios.coaching",
    "Company": "model.company",
    "Comparison": "analysis.told",
    "DataCleanup": "scenarios.interventions",
    "Decision": "analysis.deciding.told",
    "Department": "model.organisation",
    "Duel": "analysis.duel_record",
    "Ensemble": "analysis.ensemble",
    "ExecutiveSponsor": "scenarios.interventions",
    "Feature": "model.features",
    "InputError": "model.errors",
    "Intervention": "scenarios.intervention",
    "Investment": "scenarios.intervention",
    "Levers": "model.levers",
    "Mandate": "scenarios.interventions",
    "Market": "model.market",
    "Money": "scenarios.money",
    "NewFeatureWave": "scenarios.shocks",
    "Organisation": "model.organisation",
    "PlainFunction": "scenarios.studies.plain_function",
    "Prices": "scenarios.prices",
    "Programme": "analysis.programme",
    "Reach": "scenarios.intervention",
    "RewardSharing": "scenarios.interventions",
    "Run": "model.simulation",
    "Scenario": "scenarios.scenario",
    "Shock": "scenarios.intervention",
    "Simplify": "scenarios.interventions",
    "SponsorLeaves": "scenarios.shocks",
    "StagedRollout": "scenarios.rollouts",
    "Study": "scenarios.studies.study",
    "StudyFile": "scenarios.studies.study",
    "SupervisorCommitment": "scenarios.interventions",
    "SwitchOffFeatures": "scenarios.rollouts",
    "ToolingSpend": "scenarios.interventions",
    "Training": "scenarios.coaching",
    "Trigger": "scenarios.trigger",
    "TurnoverWave": "scenarios.shocks",
    "Uncertainty": "scenarios.studies.uncertainty",
    "catalogue": "scenarios.files",
    "compare": "analysis.told",
    "decide": "analysis.deciding.deciding",
    "discover": "analysis.learning.discovery",
    "discover_in": "analysis.learning.discovery",
    "duel": "analysis.duel",
    "fit_adoption": "analysis.validation.adoption",
    "load": "scenarios.files",
    "load_ensemble": "analysis.ensemble",
    "load_evidence": "analysis.evidence",
    "load_study": "scenarios.studies.files",
    "phase_map": "analysis.learning.phase_map",
    "plan": "analysis.learning.pilot",
    "read_person_months": "analysis.validation.person_months",
    "sensitivity": "analysis.learning.sensitivity",
    "sensitivity_in": "analysis.learning.sensitivity",
    "simulate": "scenarios.simulate",
    "typical_companies": "scenarios.typical",
    "what_if": "analysis.what_if",
}

__all__ = sorted([*_WHERE, "__version__"])  # pyright: ignore[reportUnsupportedDunderAll]

if TYPE_CHECKING:
    from .analysis.deciding.deciding import decide
    from .analysis.deciding.told import Decision
    from .analysis.duel import duel
    from .analysis.duel_record import Duel
    from .analysis.ensemble import Ensemble, load_ensemble
    from .analysis.evidence import load_evidence
    from .analysis.learning.discovery import discover, discover_in
    from .analysis.learning.phase_map import phase_map
    from .analysis.learning.pilot import plan
    from .analysis.learning.sensitivity import sensitivity, sensitivity_in
    from .analysis.programme import Programme
    from .analysis.told import Comparison, compare
    from .analysis.validation.adoption import AdoptionFit, fit_adoption
    from .analysis.validation.person_months import read_person_months
    from .analysis.validation.prediction import AdoptionPrediction
    from .analysis.what_if import what_if
    from .model.behaviour import Behaviour
    from .model.company import Company
    from .model.errors import InputError
    from .model.features import Feature
    from .model.levers import Levers
    from .model.market import Market
    from .model.organisation import Department, Organisation
    from .model.simulation import Run
    from .scenarios.coaching import Champions, Training
    from .scenarios.files import catalogue, load
    from .scenarios.intervention import Intervention, Investment, Reach, Shock
    from .scenarios.interventions import (
        AlignKPIs,
        BreakSilos,
        DataCleanup,
        ExecutiveSponsor,
        Mandate,
        RewardSharing,
        Simplify,
        SupervisorCommitment,
        ToolingSpend,
    )
    from .scenarios.mesa_model import CRMAdoption
    from .scenarios.money import Money
    from .scenarios.prices import Prices
    from .scenarios.rollouts import AutonomousAI, StagedRollout, SwitchOffFeatures
    from .scenarios.scenario import Scenario
    from .scenarios.shocks import NewFeatureWave, SponsorLeaves, TurnoverWave
    from .scenarios.simulate import simulate
    from .scenarios.studies.files import load_study
    from .scenarios.studies.plain_function import PlainFunction
    from .scenarios.studies.study import Study, StudyFile
    from .scenarios.studies.uncertainty import Uncertainty
    from .scenarios.trigger import Trigger
    from .scenarios.typical import typical_companies


def _imported(module: str) -> ModuleType:
    try:
        return import_module(f".{module}", __name__)
    except ModuleNotFoundError as error:
        from .scenarios.served import why_missing

        if reason := why_missing(error.name):
            raise ImportError(reason, name=error.name) from None
        raise


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(_imported(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
