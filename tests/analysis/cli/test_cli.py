"""The command line as it is meant: what is printed, what is written, in which language."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import Answer, call, process
from crm_adoption.analysis.cli.parameters import COLUMNS
from crm_adoption.analysis.evidence.citations import declarations
from crm_adoption.model.outcomes import OUTCOME, OUTCOME_NAMES
from crm_adoption.scenarios.files.catalogue import catalogue, load, schema, text_of
from crm_adoption.scenarios.files.sources import other_companies
from rich.cells import cell_len

QUICK = ("--replications", 2, "--months", 6)
COMPARED = ("no_programme", "aligned_and_tooling", *QUICK, "--month", 6)
TWO = ("no_programme", "aligned_kpis", *QUICK, "--month", 6, "--outcome", "deep_use")


def good(*arguments: object) -> Answer:
    answer = call(*arguments)
    assert (answer.code, answer.err) == (0, ""), answer.err
    return answer


def json_of(*arguments: object) -> Any:
    """Return the one JSON document that is printed, and nothing else."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(good(*arguments).out, parse_constant=refuse)


def tables(text: str) -> list[list[str]]:
    """Return the lines of each table in a text."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("┏"):
            found.append([])
        if line[:1] in ("┏", "┃", "┡", "│", "├", "└"):
            found[-1].append(line)
    return found


def assert_neat(text: str, width: int) -> None:
    """Every line fits, every table is a closed rectangle, and no number or heading is cut off."""
    assert all(cell_len(line.rstrip()) <= width for line in text.splitlines() if "manifest.json" not in line)
    assert tables(text)
    for lines in tables(text):
        assert len({cell_len(line) for line in lines}) == 1
        assert {lines[0][-1], lines[-1][-1]} == {"┓", "┘"}
        assert all(line[-1] in "┓┃┩│┤┘" for line in lines)
        assert not any(re.search(r"\S…|…\S", line) for line in lines)


# --- run ---


def test_run_shows_the_outcomes_over_the_months() -> None:
    text = good("run", "aligned_kpis", "--replications", 3, "--seed", 5, "--details").out
    assert text.startswith("Aligned KPIs: 3 simulated companies of 120 people, seed 5.")
    assert all(set(each.label("en").split()) <= set(text.split()) for each in OUTCOME.values())
    for month in (1, 3, 6, 12, 24, 36):
        assert f"Month {month} " in text


def test_run_in_german() -> None:
    text = good("run", "aligned_kpis", *QUICK, "--lang", "de", "--details").out
    assert text.startswith("Gemeinsame Ziele: 2 simulierte Unternehmen mit 120 Personen, Startwert 0.")
    assert "Echte Nutzung" in text
    assert "Nettowert" in text
    assert "Monat 6 " in text
    assert re.search(r"−\d{3}\.\d{3} EUR", text)
    assert not any(word in text for word in ("Outcome", "Real use", "Month"))


def test_run_shows_the_outcomes_that_are_wanted() -> None:
    text = good("run", "no_programme", *QUICK, "--outcome", "churn", "--outcome", "customers", "--details").out
    assert text.index("Customers lost per month") < text.rindex("Customers")
    assert "Real use" not in text


@pytest.mark.parametrize(("months", "shown"), [(2, [1, 2]), (6, [1, 3, 6]), (10, [1, 3, 6, 10])])
def test_run_shows_the_last_month(months: int, shown: list[int]) -> None:
    text = good("run", "no_programme", "--months", months, "--replications", 2, "--outcome", "churn", "--details").out
    assert [int(month) for month in re.findall(r"Month (\d+)", text)] == shown


def test_run_prints_one_json_document() -> None:
    document = json_of("run", "no_programme", *QUICK, "--json")
    assert list(document) == ["currency", "go_live", "outcomes", "summaries", "behaviour", "warnings", "provenance"]
    assert list(document["outcomes"]) == list(OUTCOME_NAMES)
    use = document["outcomes"]["deep_use"]
    assert (use["unit"], use["direction"], use["label_de"]) == ("share", 1, "Echte Nutzung")
    assert len(use["scenarios"]["no_programme"]["mean"]) == 6
    assert document["provenance"]["replications"] == 2


def test_run_writes_its_files_and_repeats_itself(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    first = good("run", "no_programme", *QUICK, "--out", out, "--details")
    assert first.out.endswith(f"results.csv and manifest.json are in {out}\n")
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "results.csv"]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == ["manifest.json", "results.csv"]
    assert (manifest["seed"], manifest["replications"]) == (0, 2)
    before = (out / "results.csv").read_bytes()
    assert good("run", "no_programme", *QUICK, "--out", out, "--workers", 2, "--quiet").out == ""
    assert (out / "results.csv").read_bytes() == before
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["place"] for row in rows} == {"company", "sales", "marketing", "customer_success", "service"}
    assert {row["outcome"] for row in rows} == set(OUTCOME_NAMES)


def test_quiet_prints_nothing_and_json_prints_its_document_all_the_same() -> None:
    assert good("run", "no_programme", *QUICK, "--quiet").out == ""
    assert json_of("run", "no_programme", *QUICK, "--quiet", "--json")


# --- compare ---


def test_compare_prints_one_json_document() -> None:
    document = json_of("compare", *TWO, "--json")
    assert set(document) >= {"outcomes", "effects", "costs", "provenance", "advice", "best"}
    assert [each["scenario"] for each in document["effects"]] == ["aligned_kpis"]
    assert (document["baseline"], document["month"]) == ("no_programme", 6)


def test_compare_looks_at_month_12_or_the_last() -> None:
    command = ("compare", "no_programme", "training", "--replications", 2, "--outcome", "churn", "--json")
    assert [json_of(*command, "--months", months)["month"] for months in (5, 12, 14)] == [5, 12, 12]


def test_compare_with_one_pair_prints_valid_json() -> None:
    document = json_of("compare", *TWO, "--replications", 1, "--json")
    assert document["effects"][0]["ci_low"] is None


def test_compare_shows_effects_costs_and_advice_and_writes_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = good("compare", *TWO, "--lang", "de", "--details").out
    for words in (
        "2 simulierte Unternehmen mit 120 Personen, Startwert 0; Unterschiede zu „Kein Programm“ sind gepaart",
        "Echte Nutzung, Monat 6 (Hauptergebnis)",
        "Vergleichsfall",
        "Prozentpunkte",
        "Kosten",
        "Grenzen: ",
        "results.csv und manifest.json liegen in crm-adoption-results",
    ):
        assert words in text
    out = tmp_path / "crm-adoption-results"
    files = {path.name for path in out.iterdir()}
    assert {"manifest.json", "results.csv"} < files
    assert {Path(name).suffix for name in files} == {".json", ".csv", ".pdf", ".png", ".svg"}
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"] == sorted(files)


def test_replacing_takes_the_old_files_away_and_no_others(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("mine", encoding="utf-8")
    assert good("compare", *TWO, "--out", tmp_path, "--quiet").out == ""
    assert len(list(tmp_path.glob("*.png"))) == 6
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    good("run", "mandate", *QUICK, "--out", tmp_path, "--replace", "--quiet")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "manifest.json", "notes.txt", "results.csv"]


def test_compare_takes_a_single_file_against_its_own_company(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "training"\n[organisation]\nmonitoring = 0.9\n', encoding="utf-8")
    document = json_of("compare", path, *QUICK, "--month", 6, "--outcome", "deep_use", "--json")
    assert document["baseline"] == "no_programme"
    base, mine = (document["provenance"]["scenarios"][name] for name in ("no_programme", "mine"))
    assert base["company"] == mine["company"]
    assert base["interventions"] == []


# --- scenarios, check ---


def test_scenarios_are_listed() -> None:
    text = good("scenarios").out
    for name in (*catalogue(), *other_companies()):
        assert name in text
    german = good("scenarios", "--lang", "de").out
    assert "Gemeinsame Ziele" in german
    assert "150.000 EUR" in german
    listed = json_of("scenarios", "--json")
    assert [each["name"] for each in listed] == [*catalogue(), *other_companies()]
    assert {each["name"]: each["total_cost"] for each in listed}["training"] == pytest.approx(150_000)


@pytest.mark.parametrize("name", catalogue())
def test_a_scenario_that_is_shown_can_be_saved_and_checked(name: str, tmp_path: Path) -> None:
    text = good("scenarios", "show", name).out
    assert text == text_of(name)
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    assert good("check", path).out.endswith("No problems found.\n")


def test_differences_are_those_of_the_definitions(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(
        'extends = "mandate"\ntitle_en = "[/b] mine"\n[organisation.departments.sales]\nsilo_strength = 0.1\n',
        encoding="utf-8",
    )
    assert json_of("scenarios", "diff", "mandate", path, "--json") == {
        "organisation.departments.sales.silo_strength": {"mandate": 0.85, "my": 0.1}
    }
    text = good("scenarios", "diff", "mandate", path).out
    assert "organisation.departments.sales.silo_strength" in text
    assert good("scenarios", "diff", "mandate", "mandate").out == "mandate and mandate do not differ.\n"
    assert json_of("scenarios", "diff", "mandate", "mandate", "--json") == {}
    roster = good("scenarios", "diff", "no_programme", own_company(tmp_path)).out
    assert "organisation.roster" in roster


def test_differences_do_not_hang_on_the_order(tmp_path: Path) -> None:
    for name, cost in {"free": "one_off = 0\n", "paid": ""}.items():
        text = f'extends = "no_programme"\n[[interventions]]\nkind = "Simplify"\nstrength = 0.5\n{cost}'
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    free, paid = tmp_path / "free.toml", tmp_path / "paid.toml"
    one, other = (json_of("scenarios", "diff", *pair, "--json") for pair in ((free, paid), (paid, free)))
    assert list(one) == list(other) != []


def own_company(folder: Path) -> Path:
    path = folder / "own.toml"
    path.write_text("[organisation.departments.sales]\npeople = 9\n", encoding="utf-8")
    return path


def test_check_says_what_was_understood(tmp_path: Path) -> None:
    text = good("check", "aligned_and_tooling").out
    assert text.startswith(
        "Half KPIs, half tooling: 120 people (Sales 50, Marketing 19, Customer Success 24, Service 27)"
    )
    assert "36 months, EUR 150,000" in text
    assert "  1. Aligned KPIs: 54 %, EUR 75,000\n  2. Spending on tooling: 46 %, EUR 75,000\n" in text
    german = good("check", "champions", "--lang", "de").out
    assert "120 Personen (Vertrieb 50, " in german
    assert german.endswith("Keine Fehler gefunden.\n")
    assert good("check", "champions", "--quiet").out == ""
    record = json_of("check", own_company(tmp_path), "--json")
    assert (record["name"], record["people"], record["departments"]) == ("own", 9, {"sales": 9})
    assert (record["months"], record["total_cost"], record["interventions"]) == (36, 0.0, {})


def test_brackets_in_a_title_mean_nothing(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text('extends = "mandate"\ntitle_en = "[/b] Plan [red]A :smile:"\n', encoding="utf-8")
    for command in (("check", path), ("run", path, *QUICK, "--details")):
        assert good(*command).out.startswith("[/b] Plan [red]A :smile:: ")


# --- parameters, help ---


def test_parameters_are_shown_in_every_form() -> None:
    text, one = good("parameters").out, good("parameters", "--group", "market").out
    names = {name: {each.name for each in found} for name, found in declarations().items()}
    assert all(name in text for found in names.values() for name in found)
    assert "fragmentation_effect" in one
    assert "habit_bonus" not in one
    shown = json.dumps(json_of("parameters", "--schema"))
    assert "Source: S1, S3 (not checked), S4." in shown
    assert shown.replace(" (not checked)", "").replace(" (partly not checked)", "") == json.dumps(schema())
    document = json_of("parameters", "--json")
    assert {group: {each["name"] for each in found} for group, found in document.items()} == names
    assert json_of("parameters", "--json", "--group", "market").keys() == {"market"}


def test_parameters_as_markdown_are_tables() -> None:
    rows = [line for line in good("parameters", "--markdown").out.splitlines() if line.startswith("| ")]
    assert rows.count("| " + " | ".join(COLUMNS) + " |") == len(declarations())
    assert {row.count("|") for row in rows} == {len(COLUMNS) + 1}


@pytest.mark.parametrize(
    "arguments", [(), ("--help",), ("run", "--help"), ("compare", "--help"), ("scenarios", "--help")]
)
def test_help_is_printed(arguments: tuple[str, ...]) -> None:
    assert good(*arguments).out.startswith("Usage: crm-adoption")


def test_the_version_is_printed() -> None:
    assert re.fullmatch(r"\d+\.\d+.*\n", good("--version").out)


# --- the screen ---


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("lang", ["en", "de"])
def test_tables_are_neat_at_any_width(width: int, lang: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in (
        ("run", "full_programme", "--replications", 3, "--lang", lang, "--details"),
        ("compare", *COMPARED, "mandate", "rescue", "--months", 9, "--by-department", "--budget", 90_000,
         "--threshold", 12.5, "--out", tmp_path / "out", "--lang", lang, "--details"),
        ("scenarios", "--lang", lang),
    ):  # fmt: skip
        assert_neat(good(*command).out, width)


@pytest.mark.parametrize("width", [80, 160])
def test_long_tables_are_neat_too(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in (("parameters",), ("scenarios", "diff", "mandate", "full_programme")):
        assert_neat(good(*command).out, width)


def amounts(printed: str) -> list[str]:
    return sorted(re.findall(r"−?\d+,[\d,]+", printed))


def test_columns_that_do_not_fit_follow_below_with_the_words_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    narrow = good("run", "no_programme", "--replications", 10, "--outcome", "net_value", "--details").out
    monkeypatch.setenv("COLUMNS", "200")
    wide = good("run", "no_programme", "--replications", 10, "--outcome", "net_value", "--details").out
    assert (len(tables(narrow)), len(tables(wide))) == (3, 1)
    assert narrow.count("Net value") == 3
    assert len(amounts(wide)) == 6 * 3
    assert amounts(narrow) == amounts(wide)


def test_a_user_gets_the_document_and_nothing_else() -> None:
    """The real command, as a process of its own."""
    answer = process("run", "no_programme", *QUICK, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out)["provenance"]["scenarios"]["no_programme"]["months"] == 6
    assert load("no_programme").months == 36
