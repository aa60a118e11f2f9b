"""Everything that is written to be used again is used again, and warnings travel with the numbers."""

from __future__ import annotations

import csv
import io
import json
import shlex
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import call
from crm_adoption.analysis.cli.fit import write_folder as write_fit_folder
from crm_adoption.analysis.company.fit_job import fit_company
from crm_adoption.analysis.company.fitting import Fitted
from crm_adoption.analysis.deciding import deciding
from crm_adoption.analysis.deciding.brief import brief
from crm_adoption.analysis.deciding.folder import write_folder
from crm_adoption.analysis.deciding.record import next_command
from crm_adoption.analysis.deciding.told import Decision
from crm_adoption.analysis.evidence.ensemble import Ensemble, load_ensemble
from crm_adoption.analysis.evidence.fit_draws import Fit, load_fit
from crm_adoption.analysis.telling.exports import scenario_download
from crm_adoption.analysis.words.phrases import LANGUAGES
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.studies.designs import from_csv
from crm_adoption.scenarios.studies.study import StudyFile
from crm_adoption.scenarios.usage.example import example, short, write_example
from crm_adoption.scenarios.usage.reading import read_company
from small_studies import study

MONTHS, BUDGET = 12, 120_000.0
FEW_DRAWS = 6
EXPORTED = tuple(f"2026-{month:02d}" for month in range(1, 9))
"""Months of the export that is fitted."""
OWN = """
extends = "no_programme"
title_en = "Ours"
[organisation]
sponsorship = 0.7
[prices]
align_kpis = 2000.0
[market]
customers = 500
"""
LACKING = {"en": "Warning: none of the simulated companies", "de": "Warnung: Keines der simulierten Unternehmen"}


@pytest.fixture(scope="module")
def few() -> Ensemble:
    whole = load_ensemble("evidence")
    return replace(whole, members=whole.members[:2])


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("export")
    return write_example(example(short(load("no_programme", settings={"organisation.people": 60}), 8), seed=11), folder)


@pytest.fixture(scope="module")
def fitted(export: tuple[Path, Path]) -> Fitted:
    return fit_company(*read_company(*export), load_ensemble("evidence"), companies=500, seed=2)


@pytest.fixture(scope="module")
def unlike(fitted: Fitted) -> Fitted:
    """A fit of a company that the model does not know, as `fit_company` would warn of it."""
    from crm_adoption.analysis.company.fit_words import warnings

    far = replace(fitted, distance=9.0)
    said = {lang: warnings(far, lang) for lang in LANGUAGES}
    likely = sorted(far.fit.draws, key=lambda draw: -draw.weight)[:FEW_DRAWS]  # a decision over all takes a minute,
    draws = tuple(replace(draw, weight=1.0 / FEW_DRAWS) for draw in likely)  # and unequal weights make 64 worlds of six
    return replace(far, fit=replace(far.fit, draws=draws, provenance={**far.fit.provenance, "warnings": said}))


def decided(few: Ensemble, scenario: Any = None, **more: Any) -> Decision:
    if "fit" not in more:
        more = {"ensemble": few, "months": MONTHS, **more}
    return deciding.decide(scenario, budget=BUDGET, trials=14, seed=1, **more)


def same(again: Scenario, found: Decision) -> None:
    """Refuse a file that makes another scenario than the best mix."""
    mix = found.mix.scenario
    assert again.interventions == mix.interventions
    assert (again.months, again.prices) == (mix.months, mix.prices)
    assert again.company == mix.company
    assert again.strengths() == pytest.approx(mix.strengths())
    assert again.total_cost == pytest.approx(found.best.cost)


@pytest.mark.parametrize("how", ["shipped", "shipped with a programme", "set", "own file", "own file, set"])
def test_the_best_mix_is_the_scenario_that_was_found(few: Ensemble, tmp_path: Path, how: str) -> None:
    reference, settings = "no_programme", []
    if how == "shipped with a programme":
        reference = "sponsor_leaves"
    if how.endswith("set"):
        settings = ["organisation.sponsorship=0.9", "prices.training=500"]
    if how.startswith("own file"):
        (tmp_path / "ours.toml").write_text(OWN, encoding="utf-8")
        reference = str(tmp_path / "ours.toml")
    found = decided(few, load(reference, settings=settings))
    write_folder(found, tmp_path / "out", reference, xlsx=False, settings=settings)
    assert "extends = " in (tmp_path / "out" / "best_mix.toml").read_text(encoding="utf-8").splitlines()[0]
    command = shlex.split(next_command(found, reference, tmp_path / "out", settings=settings))
    same(load(tmp_path / "out" / "best_mix.toml", allow_outside=how.startswith("own file")), found)
    assert command[:3] == ["crm-adoption", "compare", reference]
    done = call(*command[1:], "--months", MONTHS, "--replications", 2, "--quiet", "--out", tmp_path / "compared")
    assert done.code == 0, done.err


@pytest.fixture(scope="module")
def decided_on(unlike: Fitted, few: Ensemble, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Decision]:
    """A folder of that fit, and a decision for the company that is read from it."""
    folder = tmp_path_factory.mktemp("fitted") / "fit"
    write_fit_folder(unlike, EXPORTED, folder, "en", None, "")
    return folder, decided(few, fit=folder)


def test_the_best_mix_of_a_fitted_company_can_be_run(decided_on: tuple[Path, Decision], tmp_path: Path) -> None:
    _, found = decided_on
    write_folder(found, tmp_path, "no_programme", xlsx=True)
    same(load(tmp_path / "best_mix.toml"), found)
    done = call("run", tmp_path / "best_mix.toml", "--replications", 1, "--months", MONTHS)
    assert done.code == 0, done.err
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert {each.name for each in tmp_path.iterdir()} == set(manifest["files"])


def test_warnings_of_a_fit_go_where_its_numbers_go(decided_on: tuple[Path, Decision], tmp_path: Path) -> None:
    from openpyxl import load_workbook

    fit, found = decided_on
    read = load_fit(fit)
    for lang in LANGUAGES:
        assert LACKING[lang] in " ".join(read.warnings[lang])
    for lang in LANGUAGES:
        said = replace(found, question=replace(found.question, lang=lang))
        folder = tmp_path / lang
        write_folder(said, folder, "no_programme", xlsx=True)
        assert LACKING[lang] in said.advice()[0]
        misfit = replace(said, question=replace(said.question, misfit=True))
        assert LACKING[lang] in brief(misfit, lang).answer[0][0]
        record = json.loads((folder / "decision.json").read_text(encoding="utf-8"))
        assert LACKING[lang] in " ".join(record["question"]["fit_warnings"])
        assert LACKING[lang] in (folder / "report.html").read_text(encoding="utf-8").replace("\u00a0", " ")
        answer = load_workbook(folder / "decision.xlsx").worksheets[0]
        assert any(LACKING[lang] in str(cell.value) for row in answer for cell in row)
        assert LACKING[lang] in (folder / "best_mix.toml").read_text(encoding="utf-8")


def test_a_fit_is_read_as_it_was_written(fitted: Fitted, tmp_path: Path) -> None:
    write_fit_folder(fitted, EXPORTED, tmp_path, "de", None, "")
    read = load_fit(tmp_path)
    assert read.draws == fitted.fit.draws
    assert read.scenario == fitted.fit.scenario
    assert set(read.warnings) == set(LANGUAGES)
    assert isinstance(read, Fit)


def test_the_example_export_is_read_by_diagnose_and_fit(tmp_path: Path) -> None:
    done = call("example-export", tmp_path)
    assert done.code == 0, done.err
    roster, usage = (next(tmp_path.glob(f"{name}*.csv")) for name in ("roster", "usage"))
    assert call("diagnose", roster, usage).code == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_file_is_checked_and_run(tmp_path: Path, lang: str) -> None:
    file, departments = tmp_path / "ours.toml", ("--department", "Sales=20", "--department", "Service=15:service")
    done = call("new", file, *departments, "--lang", lang, "--yes", "--quiet")
    assert done.code == 0, done.err
    assert call("check", file).code == 0
    assert call("run", file, "--replications", 1, "--months", 2).code == 0


def test_a_download_of_the_laboratory_is_run(tmp_path: Path) -> None:
    for name in ("aligned_kpis", "full_programme", "rescue", "sponsor_leaves"):
        file, content = scenario_download(load(name))
        (tmp_path / file).write_bytes(content)
        if file.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                archive.extractall(tmp_path)
            file = f"{Path(file).stem}.toml"
        assert load(tmp_path / file).schedule.cost.sum() == pytest.approx(load(name).schedule.cost.sum())


def test_points_of_a_study_are_the_points_of_another(tmp_path: Path) -> None:
    path = tmp_path / "one.duckdb"
    study(points=4).run(path)
    stored = StudyFile(path)
    with (tmp_path / "points.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(stored.uncertainties)
        rows.writerows([[repr(float(value)) for value in row] for row in stored.points])
    again = from_csv(tmp_path / "points.csv", stored.study().uncertainties)
    assert (again.points == stored.points).all()
