"""``survey read`` writes the company that answers leave, and every command takes it."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from answered import answered, write_answers
from command_line import call, complaint
from crm_adoption.analysis.evidence.fit_draws import Fit, load_fit, write_fit

SIZES = {"sales": 30, "marketing": 12, "customer_success": 4, "service": 18}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    places = {"sponsorship": [0.9, 0.2, 0.0, -0.3], "silos": [0.8, 0.8, 0.2, 0.6]}
    return write_answers(answered(SIZES, places, yes=0.25, missing=0.04), tmp_path_factory.mktemp("a") / "answers.csv")


@pytest.fixture(scope="module")
def folder(answers: Path) -> Path:
    out = answers.parent / "survey"
    assert call("survey", "read", answers, "--company", "no_programme", "--out", out, "--quiet").code == 0
    return out


def test_the_first_screen_says_what_moved_and_what_comes_next(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for lang, told, after in (
        ("en", "The answers tell something of", "--out FOLDER"),
        ("de", "sagen etwas über", "--out ORDNER"),
    ):
        found = call("survey", "read", answers, "--company", "no_programme", "--lang", lang)
        lines = found.out.splitlines()
        assert len(lines) <= 25
        assert max(map(len, lines)) <= 80
        assert told in " ".join(found.out.split())
        assert after in found.out
        assert " … " in found.out


def test_the_folder_holds_a_company_that_commands_take(folder: Path) -> None:
    assert {each.name for each in folder.iterdir()} >= {"fit.json", "numbers.csv", "reliability.csv", "result.json"}
    fit = load_fit(folder)
    assert fit.provenance["survey"]["answers"] == 64
    done = call("compare", "no_programme", "aligned_kpis", "--fit", folder, "--replications", 64, "--no-figures",
                "--out", folder.parent / "compared", "--json")  # fmt: skip
    assert done.code == 0, done.err
    assert json.loads(done.out)


def test_four_people_are_nowhere_in_the_folder(folder: Path) -> None:
    result = json.loads((folder / "result.json").read_text("utf-8"))["company"]
    assert result["departments_told"] == ["sales", "service"]
    assert not any("customer_success" in path for path in result["numbers"])
    assert "Customer Success" not in (folder / "numbers.csv").read_text("utf-8")


def test_without_a_company_one_is_made_of_the_answers(answers: Path) -> None:
    found = call("survey", "read", answers)
    assert found.code == 0
    assert "The company is made of the answers" in " ".join(found.out.split())


def test_departments_that_resemble_none_need_a_company(tmp_path: Path) -> None:
    strange = replace(answered({"x1": 9, "x2": 9}), invited={"x1": None, "x2": None})
    found = call("survey", "read", write_answers(strange, tmp_path / "a.csv"))
    assert found.code == 0
    assert "once the company is known" in " ".join(found.out.split())


def test_with_a_fit_both_are_one_company(answers: Path, folder: Path, tmp_path: Path) -> None:
    used = load_fit(folder)
    lever = "organisation.sponsorship"
    draws = tuple(replace(d, settings={lever: 0.2 + 0.3 * (k % 10) / 10.0}) for k, d in enumerate(used.draws))
    write_fit(Fit(used.scenario, draws, 9, 3, {}), tmp_path)
    out = tmp_path / "both"
    found = call("survey", "read", answers, "--with", tmp_path, "--out", out, "--json")
    assert found.code == 0, found.err
    numbers = json.loads(found.out)["company"]["numbers"]
    assert numbers[lever]["told_by_use"] > 0.3
    assert load_fit(out).history == 9
    screen = call("survey", "read", answers, "--with", tmp_path, "--details").out
    assert "Usage alone had told most of Sponsorship" in " ".join(screen.split())


def test_a_fit_and_another_company_are_refused(answers: Path, folder: Path) -> None:
    said = complaint(call("survey", "read", answers, "--with", folder, "--company", "no_programme"))
    assert "not both" in said
