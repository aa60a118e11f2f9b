"""The experiments: written down beforehand, enough of each kind, and used in no fit."""

from __future__ import annotations

import dataclasses
import re

import pytest
from crm_adoption.analysis.benchmarking.experiments import OBSERVABLE, SIGN, Experiment, register
from crm_adoption.analysis.benchmarking.foretelling import companies
from crm_adoption.analysis.benchmarking.register import REGISTERED, fingerprint, registered_text
from crm_adoption.analysis.benchmarking.touched import TOUCHED
from crm_adoption.analysis.claims.readings import CLAIMS
from crm_adoption.analysis.evidence.bands import BANDS
from crm_adoption.analysis.evidence.facts import load_evidence
from crm_adoption.model.features import STANDARD_FEATURES
from crm_adoption.model.outcomes import OUTCOME_NAMES
from crm_adoption.scenarios.core.overrides import overridden

EXPERIMENTS = register().experiments


def studies(*topics: str, design: str = "") -> set[str]:
    return {
        each.study for each in EXPERIMENTS
        if (not topics or set(topics) & set(each.topics)) and design in ("", each.design)
    }  # fmt: skip


def named(study: str, source: str) -> bool:
    """Return whether a source names the study: its first author and its year."""
    author, _, year = study.rpartition(" ")
    return bool(author and year.isdigit()) and author in source and re.search(rf"\b{year}\b", source) is not None


def test_the_file_is_the_one_that_was_committed_before_the_model_was_asked() -> None:
    assert fingerprint(registered_text()) == REGISTERED
    assert fingerprint(registered_text() + " ") != REGISTERED


def test_there_are_enough_of_each_kind() -> None:
    assert len(studies()) >= 10
    assert len(studies(design="randomised")) >= 6
    assert len(studies("incentives")) >= 3
    assert len(studies("peers", "training")) >= 2
    assert studies("monitoring")
    assert studies("ai")


def test_no_band_uses_an_experiment() -> None:
    facts = load_evidence()
    used = {id for band in BANDS for id in band.evidence if id in facts}
    for study in studies():
        assert [id for id in used if named(study, facts[id].source)] == [], study


def test_an_experiment_that_a_band_uses_would_be_found() -> None:
    facts = load_evidence()
    for each in register().used_in_the_fit:
        assert each.evidence in {id for band in BANDS for id in band.evidence}
        assert each.study not in studies()
    assert named("Sandvik 2020", facts["S20"].source)
    assert not named("Sandvik 2021", facts["S20"].source)


def test_facts_kept_for_the_benchmark_are_cited_by_no_band_and_no_parameter() -> None:
    from crm_adoption.analysis.evidence.citations import cited_by

    kept = [each for each in load_evidence().values() if each.purpose.startswith("benchmark")]
    assert len(kept) >= 3
    for each in kept:
        assert cited_by(each.id) == {"parameters": [], "bands": []}


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda each: each.id)
def test_an_experiment_says_all_that_must_be_known(experiment: Experiment) -> None:
    for each in dataclasses.fields(experiment):
        if each.name not in ("se", "se_from", "observed"):
            assert getattr(experiment, each.name), each.name
    assert (experiment.se is None) == (experiment.se_from == "")
    assert experiment.sites in ("many", "one")
    if experiment.measure == SIGN:
        assert experiment.observed in (-1.0, 0.0, 1.0)
        assert experiment.se is None


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda each: each.id)
def test_what_stands_for_an_experiment_can_be_run_and_differs_between_the_arms(experiment: Experiment) -> None:
    names = {each.name for each in STANDARD_FEATURES}
    for way in experiment.representations:
        assert way.why_en
        assert way.why_de
        assert way.outcome in (*OUTCOME_NAMES, OBSERVABLE)
        assert set(way.features) <= names
        control, treated = way.arms()
        assert control != treated
        overridden(companies()[0], dict(way.settings))


def test_ids_are_unique_and_claims_name_experiments_that_exist() -> None:
    ids = [each.id for each in EXPERIMENTS]
    assert len(set(ids)) == len(ids)
    assert TOUCHED.keys() <= {*CLAIMS, "twenty_eighty"}
    assert {name for names in TOUCHED.values() for name in names} <= set(ids)
