"""The options of ``crm-adoption compare``: batches, precision, budget, departments, thresholds, files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from command_line import call, complaint
from crm_adoption.analysis.cli.options import amount
from crm_adoption.analysis.telling.comparison import compare
from crm_adoption.model.errors import InputError

QUICK = ("--replications", 2, "--months", 6, "--month", 6, "--outcome", "deep_use")
COMPARE = ("compare", "no_programme", "aligned_kpis")


def said(*arguments: object) -> str:
    answer = call(*arguments)
    assert (answer.code, answer.err) == (0, ""), answer.err
    return answer.out


def json_of(*arguments: object) -> Any:
    return json.loads(said(*arguments, "--json"))


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "today.toml").write_text('extends = "seed_company"\nmonths = 6\n', encoding="utf-8")
    for name, kind in (("goals", "AlignKPIs"), ("tools", "ToolingSpend")):
        text = f'extends = "today.toml"\ntitle_en = "Our {name}"\n[[interventions]]\nkind = "{kind}"\nbudget = 50_000\n'
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    return folder


# --- batches ---


def test_a_folder_is_all_its_scenario_files_by_name(plans: Path) -> None:
    document = json_of("compare", plans, *QUICK)
    assert document["baseline"] == "today"
    assert [each["scenario"] for each in document["effects"]] == ["goals", "tools"]
    listed = json_of("compare", *sorted(plans.glob("*.toml")), *QUICK)
    assert listed["effects"] == document["effects"]
    mixed = json_of("compare", plans, "mandate", *QUICK)
    assert [each["scenario"] for each in mixed["effects"]] == ["goals", "tools", "mandate"]


def test_a_folder_is_as_good_from_python(plans: Path) -> None:
    one = compare(plans, replications=2, outcomes=["deep_use"])
    many = compare(sorted(plans.glob("*.toml")), replications=2, outcomes=["deep_use"])
    assert one.effects == many.effects
    assert [each.name for each in one.programmes] == ["today", "goals", "tools"]


def test_a_folder_without_scenarios_is_explained(tmp_path: Path) -> None:
    assert "the folder holds no scenario file (.toml)" in complaint(call("compare", tmp_path, *QUICK))


def test_a_broken_file_in_a_folder_is_named(plans: Path) -> None:
    (plans / "wrong.toml").write_text('extends = "today.toml"\n[[interventions]]\nkind = "Trainig"\n', "utf-8")
    message = complaint(call("compare", plans, *QUICK))
    assert "wrong.toml: interventions.1" in message
    assert "Did you mean 'Training'?" in message


def test_two_files_of_one_name_are_both_named(plans: Path, tmp_path: Path) -> None:
    other = tmp_path / "goals.toml"
    other.write_text('extends = "training"\n', encoding="utf-8")
    message = complaint(call("compare", plans, other, *QUICK))
    assert "scenario 'goals' is given twice; names must differ" in message
    assert f"{plans / 'goals.toml'} and {other}" in message
    with pytest.raises(InputError, match="no scenario was given"):
        compare([])


def test_values_can_be_set_for_all(plans: Path) -> None:
    document = json_of("compare", plans, *QUICK, "--set", "organisation.silo_strength=0.1")
    for each in document["provenance"]["scenarios"].values():
        departments = each["company"]["organisation"]["departments"]
        assert {department["levers"]["silo_strength"] for department in departments} == {0.1}
    message = complaint(call("compare", plans, *QUICK, "--set", "organisation.silo_strenght=0.1"))
    assert "silo_strength" in message


# --- precision ---


def test_pairs_are_added_until_the_cap() -> None:
    short = ("--months", 2, "--month", 2, "--outcome", "deep_use")
    document = json_of(*COMPARE, *short, "--precision", "0,02", "--most", 130)
    assert document["precision"]["most"] == 130
    assert (document["precision"]["met"], document["provenance"]["replications"]) == (False, 130)
    fixed = json_of(*COMPARE, *QUICK)
    assert fixed["precision"]["fixed"]
    assert json_of(*COMPARE, *short)["provenance"]["replications"] == 128


# --- equal budget ---


@pytest.mark.parametrize("typed", ["60000", "60_000", "60.000", "60,000", "6e4"])
def test_a_budget_is_the_same_for_all(typed: str, plans: Path) -> None:
    document = json_of("compare", plans, "mandate", *QUICK, "--budget", typed)
    totals = {each["scenario"]: each["total"] for each in document["costs"]["programmes"]}
    assert totals["goals"] == pytest.approx(60_000)
    assert totals["tools"] == pytest.approx(60_000)
    assert totals["mandate"] == pytest.approx(23_600)  # 20,000 and 5 a head in 6 months
    assert document["budget"] == {
        "total": 60_000.0, "most_that_can_be_spent": {"mandate": pytest.approx(23_600)},
        "left_over": {"mandate": pytest.approx(36_400)},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "table", "advice"),
    [
        ("en", "at most EUR 23,600", "“Mandate” cannot spend EUR 60,000"),
        ("de", "höchstens 23.600 EUR", "60.000 EUR lassen sich nicht ausgeben"),
    ],
)
def test_what_cannot_be_spent_is_said(lang: str, table: str, advice: str, tmp_path: Path) -> None:
    text = said(*COMPARE, "mandate", *QUICK, "--budget", 60_000, "--lang", lang, "--out", tmp_path / "out", "--details")
    assert table in text
    assert advice in " ".join(text.split())


def test_results_at_another_budget_are_other_results(tmp_path: Path) -> None:
    said(*COMPARE, *QUICK, "--budget", 60_000, "--out", tmp_path, "--quiet")
    said(*COMPARE, *QUICK, "--budget", 60_000, "--out", tmp_path, "--quiet")
    message = complaint(call(*COMPARE, *QUICK, "--budget", 70_000, "--out", tmp_path))
    assert "results of other scenarios" in message


def test_amounts_are_read_as_people_write_them() -> None:
    assert [amount(text) for text in ("200.000", "1,250,000", "1 250 000", "1500.5", "12", "1.5")] == [
        200_000.0, 1_250_000.0, 1_250_000.0, 1500.5, 12.0, 1.5,
    ]  # fmt: skip


# --- departments, thresholds, order ---


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Real use by department, month 6", "Customer Success", "When real use passes", "10 %: month", "best")),
        ("de", ("Echte Nutzung nach Abteilung, Monat 6", "Vertrieb", "Schwelle", "10 %: Monat", "am besten")),
    ],
)
def test_departments_thresholds_and_order_are_shown(lang: str, words: tuple[str, ...], tmp_path: Path) -> None:
    arguments = (*COMPARE, "tooling_spend", *QUICK, "--by-department", "--threshold", "10", "--threshold", "12.5%")
    text = said(*arguments, "--lang", lang, "--out", tmp_path / "out", "--details")
    for each in words:
        assert each in text
    assert ("12,5 %:" if lang == "de" else "12.5 %:") in text
    plain = said(*COMPARE, *QUICK, "--lang", lang, "--out", tmp_path / "plain", "--details")
    assert words[0] not in plain


def test_departments_are_always_in_the_document(plans: Path) -> None:
    document = json_of("compare", plans, *QUICK)
    places = {each["place"] for each in document["effects_by_department"]}
    assert places == {"sales", "marketing", "customer_success", "service"}
    assert {each["place"] for each in document["effects"]} == {"company"}
    assert [each["threshold"] for each in document["thresholds"][::3]] == [0.25, 0.5]
    assert [each["rank"] for each in document["standings"]] == [1, 2, 3]


def test_what_waits_for_a_condition_is_reported(tmp_path: Path) -> None:
    arguments = ("compare", "no_programme", "rescue", "--replications", 3, "--months", 14, "--outcome", "deep_use")
    document = json_of(*arguments)
    assert len(document["triggered"]) == 3
    assert all(each["share"] == 1.0 and each["month"] == 6.0 for each in document["triggered"])
    answer = compare(["no_programme", "rescue"], replications=3, months=14, outcomes=["deep_use"])
    assert document["costs"]["programmes"][0]["total"] == answer.programme("rescue").at("cost", 14).mean()
    assert "Real use below 30 %" in said(*arguments, "--out", tmp_path / "en", "--details")
    assert "Echte Nutzung unter 30 %" in said(*arguments, "--out", tmp_path / "de", "--lang", "de", "--details")


# --- files ---


def test_workbook_and_parquet_stand_beside_the_table(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    duckdb = pytest.importorskip("duckdb")
    said(*COMPARE, *QUICK, "--xlsx", "--parquet", "--out", tmp_path, "--quiet")
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert {"results.xlsx", "results.parquet", "results.csv"} <= set(manifest["files"])
    assert set(manifest["files"]) == {path.name for path in tmp_path.iterdir()}
    text = pd.read_csv(tmp_path / "results.csv")
    found = duckdb.sql(f"SELECT * FROM '{tmp_path / 'results.parquet'}'").df()
    assert list(found.columns) == list(text.columns)
    pd.testing.assert_frame_equal(found, text, check_dtype=False, rtol=1e-6)


MISTAKES = {
    "no budget": (("--budget", 0), "budget: 0.0 is not a budget; give EUR above 0"),
    "a negative budget": (("--budget", -5), "budget: -5.0 is not a budget"),
    "a budget in words": (("--budget", "much"), "'--budget': 'much' is not an amount of money"),
    "an endless budget": (("--budget", "inf"), "budget: inf is not a budget"),
    "a budget that is no number": (("--budget", "nan"), "budget: nan is not a budget"),
    "no precision": (("--precision", 0), "precision: 0.0 is not allowed; give percentage points above 0"),
    "precision in words": (("--precision", "fine"), "'--precision': 'fine' is not a number"),
    "a cap of one": (("--most", 1), "most: 1 is not allowed"),
    "half a cap": (("--most", "1.5"), "'--most': '1.5' is not a whole number"),
    "a threshold as a share": (("--threshold", "0.25"), "'0.25' is not allowed; give percent of real use, 1 to 100"),
    "a threshold beyond all": (("--threshold", 101), "'101' is not allowed; give percent of real use"),
    "a threshold in words": (("--threshold", "half"), "'half' is not a number"),
    "a setting without a value": (("--set", "organisation.people"), "organisation.people"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_in_an_option_is_explained(case: str, tmp_path: Path) -> None:
    arguments, words = MISTAKES[case]
    message = complaint(call(*COMPARE, *QUICK, *arguments, "--out", tmp_path / "out"))
    assert words in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--xlsx", "--parquet"])
def test_a_file_needs_a_folder(option: str) -> None:
    message = complaint(call(*COMPARE, *QUICK, "--json", option))
    assert f"{option}: with --json nothing is written; name a folder with --out" in message
