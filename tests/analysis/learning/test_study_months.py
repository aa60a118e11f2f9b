"""Studies of companies whose month of go-live is known say calendar months in their tables, sentences and figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from command_line import call
from crm_adoption import load
from crm_adoption.analysis.learning.study_runs import manner_of, runs_of
from crm_adoption.scenarios.studies.designs import one_at_a_time
from crm_adoption.scenarios.studies.study import StudyFile
from small_studies import SPONSOR, WEIGHT, study

NOTHING, GOALS = load("no_programme", settings=["months=4"]), load("aligned_kpis", settings=["months=4"])


def stored(folder: Path, *live: str) -> StudyFile:
    scenarios = tuple(replace(each, go_live=month) for each, month in zip((NOTHING, GOALS), live, strict=True))
    path = folder / "small.study"
    replace(study(replications=1, scenarios=scenarios), design=one_at_a_time((WEIGHT, SPONSOR), 2)).run(path)
    return StudyFile(path)


@pytest.mark.parametrize(("lang", "month"), [("en", "June 2027"), ("de", "Juni 2027")])
def test_tables_and_sentences_name_the_calendar_month(lang: str, month: str, tmp_path: Path) -> None:
    path = stored(tmp_path, "2027-04", "2027-04").path
    told = call("study", "sensitivity", path, "--scenario", "no_programme", "--lang", lang, "--out", tmp_path / "out")
    assert told.code == 0, told.err
    assert month in told.out
    again = call("replay", path, "no_programme/0/0", "--lang", lang)
    assert month in again.out, again


def test_the_month_is_said_where_it_is_the_same(tmp_path: Path) -> None:
    found = stored(tmp_path, "2027-04", "")
    assert manner_of(found, "en").first == 12 * 2027 + 3  # type: ignore[attr-defined]
    assert runs_of(found, "deep_use", scenario="aligned_kpis").go_live == ""
    assert runs_of(found, "deep_use", scenario="aligned_kpis", against="no_programme").go_live == "2027-04"


def test_different_months_are_only_numbered(tmp_path: Path) -> None:
    found = stored(tmp_path, "2027-04", "2028-01")
    assert manner_of(found, "en").first is None  # type: ignore[attr-defined]
