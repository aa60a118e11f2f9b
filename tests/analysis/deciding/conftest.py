"""A small decision, made once: six parameter sets, fourteen months."""

from __future__ import annotations

from dataclasses import replace

import pytest
from crm_adoption.analysis.deciding import deciding
from crm_adoption.analysis.deciding.decision import Question
from crm_adoption.analysis.deciding.mix import background
from crm_adoption.analysis.deciding.objective import Objective
from crm_adoption.analysis.deciding.told import Decision
from crm_adoption.analysis.deciding.worlds import of_ensemble
from crm_adoption.analysis.evidence.ensemble import Ensemble, load_ensemble
from crm_adoption.scenarios.files.catalogue import load
from small_decisions import BUDGET, MONTHS, TRIALS


@pytest.fixture(scope="session")
def few_sets() -> Ensemble:
    whole = load_ensemble("evidence")
    return replace(whole, members=whole.members[:6])


@pytest.fixture(scope="session")
def decision(few_sets: Ensemble) -> Decision:
    return deciding.decide(budget=BUDGET, months=MONTHS, ensemble=few_sets, trials=TRIALS, seed=3, workers=2)


@pytest.fixture(scope="session")
def question(few_sets: Ensemble) -> Question:
    base = background(load("no_programme", settings={"months": MONTHS}))
    worlds = of_ensemble(base, few_sets, 3, 1)
    return Question(base, base, BUDGET, Objective("deep_use", MONTHS), worlds, 0, "en")
