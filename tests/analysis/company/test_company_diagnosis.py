"""A diagnosis says what the export holds, of groups only, and how often its rule errs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from command_line import call
from crm_adoption import InputError, load
from crm_adoption.analysis.company.brief import brief
from crm_adoption.analysis.company.charts import diagnosis_figures
from crm_adoption.analysis.company.diagnosis import DiagnosisResult as Diagnosis
from crm_adoption.analysis.company.diagnosis import diagnose, span_of
from crm_adoption.analysis.company.exports import harmless
from crm_adoption.analysis.company.findings import findings
from crm_adoption.analysis.company.rule import rule_of
from crm_adoption.analysis.company.tables import document, feature_table, place_table
from crm_adoption.scenarios.usage.clicks import clicks
from crm_adoption.scenarios.usage.example import Example, example, short, write_example
from crm_adoption.scenarios.usage.mapping import Naming
from crm_adoption.scenarios.usage.problems import KINDS
from crm_adoption.scenarios.usage.reading import read_company
from screens import shown


@pytest.fixture(scope="module")
def made() -> Example:
    return example(short(load("seed_company"), 9), seed=3)


@pytest.fixture(scope="module")
def files(made: Example, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_example(made, tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def found(files: tuple[Path, Path]) -> Diagnosis:
    return diagnose(*read_company(*files))


def test_real_use_comes_out_near_the_truth(made: Example, found: Diagnosis) -> None:
    """The range of the last months holds the truth, and the most probable value lies near it."""
    relevant = made.recording.relevant[made.recording.department]
    truth = made.recording.deep.sum(axis=(0, 2), where=relevant[:, None, :]) / relevant.sum()
    low, high = found.monthly["deep_low"][:, 0], found.monthly["deep_high"][:, 0]
    assert ((low[-3:] <= truth[-3:] + 0.01) & (truth[-3:] - 0.01 <= high[-3:])).all()
    assert abs(found.present[0].deep - truth[-1]) < 0.08


def test_the_rule_can_be_given() -> None:
    counts = np.full((50, 2, 2), 12.0)
    rule = rule_of(("pipeline", "quoting"), {"deep_from": 5.0, "quoting": 20.0})
    assert rule.deep_from == (5.0, 20.0)
    assert rule.deep(counts).mean() == 0.5
    assert not rule_of(("pipeline",)).given.any()
    with pytest.raises(InputError, match="Did you mean 'quoting'"):
        rule_of(("pipeline", "quoting"), {"qoting": 3.0})


def test_nobody_can_be_told_from_groups_under_five(tmp_path: Path) -> None:
    people = [("s", "Sales", 9), ("v", "Service", 6), ("m", "Marketing", 3)]
    rows = [f"{k}{i},{name},{'' if i == 0 else k + '0'},{40 - 2 * i}" for k, name, n in people for i in range(n)]
    (tmp_path / "roster.csv").write_text("\n".join(["id,department,manager,tenure_months", *rows]))
    usage = [f"{k}{i},2026-0{m},Contacts,{5 * i + m}" for k, _, n in people for i in range(n) for m in (1, 2, 3)]
    (tmp_path / "usage.csv").write_text("\n".join(["person,month,feature,count", *usage]))
    small = diagnose(*read_company(tmp_path / "roster.csv", tmp_path / "usage.csv"))
    assert [(each.name, each.people) for each in small.places] == [("", 18), ("sales", 9), ("small", 9)]
    assert small.newcomers is None
    text = json.dumps(document(small, "en")) + str(place_table(small, "en")) + str(feature_table(small, "de"))
    assert "Marketing" not in json.dumps(document(small, "en")["places"])
    assert not any(name in text for name in small.usage.people)


def test_what_stands_out_follows_the_numbers(found: Diagnosis) -> None:
    texts = findings(found, "en")
    assert any(text.startswith("Log-ins look better than the work") for text in texts)
    assert any("Typical companies" in text for text in texts)
    assert len(findings(found, "de")) == len(texts)


def test_more_real_use_means_other_findings(made: Example, tmp_path: Path) -> None:
    done = made.recording
    everything = clicks(np.ones_like(done.deep), np.zeros_like(done.deep), done.scenario.company.catalogue.names,
                        np.random.default_rng(1))  # fmt: skip
    all_deep = diagnose(*read_company(*write_example(Example(done, everything, made.first_month), tmp_path)))
    assert span_of(all_deep, 0)[1] > 0.75  # one way of working alone: which one it is, counts do not tell
    assert len(all_deep.real.unclear) >= len(all_deep.usage.features) / 2
    assert not any(text.startswith("Log-ins look better") for text in findings(all_deep, "en"))
    assert all_deep.typical is not None
    assert all_deep.typical.below("deep", all_deep.present[0].deep) == 1.0


def test_figures_in_both_languages(found: Diagnosis) -> None:
    for lang in ("en", "de"):
        figures = diagnosis_figures(found, lang)
        assert list(figures) == ["1-who-uses-what", "2-over-the-months"]
        assert all(figure.get_label() for figure in figures.values())


def test_every_problem_has_words() -> None:
    from crm_adoption.analysis.company.problem_words import say

    assert set(say.all("en")) == set(KINDS)


def test_no_cell_of_an_export_is_a_formula() -> None:
    assert [harmless(each) for each in ("=1+1", "@x", "+a", "-a", "-3", "ok")] == [
        "'=1+1",
        "'@x",
        "'+a",
        "'-a",
        "-3",
        "ok",
    ]


def test_the_command(files: tuple[Path, Path], tmp_path: Path) -> None:
    said = call("diagnose", *files, "--out", tmp_path / "out", "--lang", "de", "--details")
    assert said.code == 0
    assert "Was hervorsticht" in said.out
    names = {each.name for each in (tmp_path / "out").iterdir()}
    assert {"places.csv", "features.csv", "diagnosis.json", "mapping.toml", "1-who-uses-what.png"} <= names
    again = call("diagnose", *files, "--mapping", tmp_path / "out" / "mapping.toml", "--json")
    assert json.loads(again.out)["places"][0]["people"] == 115  # five who came alone do not count yet
    assert call("diagnose", *files, "--out", tmp_path / "out").code == 0  # other pseudonyms, the same company
    manifest = (tmp_path / "out" / "manifest.json").read_text()
    assert "P001" not in manifest


def test_last_uses_are_diagnosed_without_a_course(tmp_path: Path, files: tuple[Path, Path]) -> None:
    rows = [f"P{i:03d},Contacts,2026-0{1 + i % 3}-12" for i in range(1, 60)]
    (tmp_path / "usage.csv").write_text("\n".join(["person,feature,last used", *rows]))
    said = call("diagnose", files[0], tmp_path / "usage.csv", "--details")
    assert said.code == 0, said.err
    assert "last uses only" in said.out


def test_a_wrong_feature_file_of_the_rule_is_refused(files: tuple[Path, Path]) -> None:
    company, usage = read_company(*files)
    with pytest.raises(InputError, match="unknown name"):
        diagnose(company, usage, Naming(rule={"nothing": 3.0}))


def test_example_export_refuses_to_write_over_files(tmp_path: Path) -> None:
    assert call("example-export", tmp_path, "--months", "3").code == 0
    refused = call("example-export", tmp_path, "--months", "3")
    assert refused.code == 2
    assert "--replace" in refused.err
    assert call("example-export", tmp_path, "--first-month", "soon", "--replace").code == 2


def test_one_is_singular() -> None:
    from crm_adoption.analysis.company.problem_words import problem_text
    from crm_adoption.scenarios.usage.problems import Problem

    one = Problem("unknown person", 1, rows=(7,), people=1)
    assert problem_text(one, "en").startswith("1 row belongs to fewer than 5 people who are not in the roster")
    assert problem_text(one, "de").startswith(
        "1 Zeile gehört zu weniger als 5 Personen, die nicht in der Personalliste"
    )
    machine = Problem("machines", 1, people=1, names=("robot",))
    assert problem_text(machine, "en").startswith("1 row belongs to 1 name")
    alone = problem_text(Problem("without use", 1, used=True), "en")
    assert alone.startswith("Fewer than 5 people of the roster are nowhere in the export")
    assert "21 rows belong to 11 people who" in problem_text(Problem("unknown person", 21, people=11), "en")
    for kind in KINDS:
        for lang in ("en", "de"):
            assert not any(word in problem_text(Problem(kind, 1), lang) for word in ("1 rows", "1 Zeilen", "1 people"))


@pytest.mark.parametrize("lang", ["en", "de"])
def test_it_fits_on_one_screen(
    found: Diagnosis, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(brief(found, lang), lang, capsys, monkeypatch)
