"""The report of a comparison: its sentences and numbers are the comparison's, in either language; nobody is named."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption.analysis.laboratory import recording
from crm_adoption.analysis.telling import tables as comparison_tables
from crm_adoption.analysis.telling.assumption_tables import prices, programmes
from crm_adoption.analysis.telling.comparison import Comparison, compare
from crm_adoption.analysis.telling.report import comparison_report, middle_replicate, on_paper
from crm_adoption.analysis.words.phrases import change, euro
from crm_adoption.model.outcomes import OUTCOME
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.programmes.prices import Prices
from crm_adoption.scenarios.words.catalogue import Words

NASTY = "</title></style><script>alert('x')</script> & \"Söhne\""
QUICK = ("--replications", 2, "--months", 6)


@pytest.fixture(scope="module")
def report(comparison: Comparison) -> str:
    return comparison_report(comparison, "crm-adoption report --seed 1")


def texts(html: str) -> str:
    """Return all that a reader sees, on one line."""
    body = html[html.index("<body>") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())


def test_the_answer_is_the_advice(report: str, comparison: Comparison) -> None:
    lead = re.search(r'<div class="lead">(.*?)</div>', report)
    assert lead
    assert texts("<body>" + lead[1]) == comparison.advice()[0]
    shown = texts(report)
    for sentence in on_paper(comparison.advice(), "en"):
        assert " ".join(sentence.split()) in shown


def test_the_tables_are_those_of_the_command(report: str, comparison: Comparison) -> None:
    shown = texts(report)
    every = [comparison_tables.effects(comparison, outcome) for outcome in comparison.outcomes]
    every += [comparison_tables.standings(comparison), comparison_tables.costs(comparison),
              comparison_tables.departments(comparison), comparison_tables.thresholds(comparison),
              comparison_tables.prices(comparison)]  # fmt: skip
    for table in every:
        assert table.title in shown
        for row in table.rows:
            assert " ".join(" ".join(row).split()) in shown


def test_the_headline_figures_are_the_best_programme_s(report: str, comparison: Comparison) -> None:
    facts = re.search(r'<dl class="facts">(.*?)</dl>', report)
    assert facts
    shown = texts("<body>" + facts[1])
    effect = comparison.effect(comparison.best, "deep_use")
    assert change(effect.difference, "deep_use", "en") in shown
    cost = next(each for each in comparison.costs if each.scenario == comparison.best)
    assert euro(cost.total, "en") in shown


def test_a_comparison_of_two_asks_whether_and_of_more_which(comparison: Comparison, report: str) -> None:
    assert "<h1>Which of 2 programmes does most for “Real use”, within 12 months?</h1>" in report.replace("\u00a0", " ")
    two = compare(["no_programme", "training"], replications=2, months=6, lang="de")
    html = comparison_report(two)
    assert (
        "<h1>Bringt „Schulung“ bei „Echte Nutzung“ mehr als „Kein Programm“, innerhalb von 6 Monaten?</h1>"
        in html.replace("\u00a0", " ")
    )


@pytest.mark.parametrize("outcome", ["active_users", "customers", "fragmentation", "net_value"])
def test_every_kind_of_main_outcome_makes_a_report(outcome: str) -> None:
    found = compare(["no_programme", "training"], replications=2, months=6, outcomes=[outcome], lang="de")
    shown = texts(comparison_report(found))
    assert OUTCOME[outcome].label_de in shown
    assert found.advice()[0] in shown
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", shown)


def test_a_single_pair_says_that_nothing_can_be_said() -> None:
    found = compare(["no_programme", "training"], replications=1, months=6)
    shown = texts(comparison_report(found))
    assert "With 1 pair of companies simulated nothing can be told apart" in shown
    assert not re.search(r"\bnan\b", shown)


def test_it_says_what_is_assumed_and_how_to_make_it_again(report: str, comparison: Comparison) -> None:
    shown = texts(report)
    for each in comparison.programmes:
        for table in (programmes([each.scenario], "en"), prices([each.scenario], "en")):
            for row in table.rows:
                assert " ".join(row) in shown
    assert "The company has 120 people in 4 departments and 12 CRM features; 14 months are simulated." in shown
    assert "Command crm-adoption report --seed 1" in shown
    assert "Seed 1" in shown
    assert on_paper(comparison.advice(), "en")[-1] in shown


def test_prices_say_from_where_they_are() -> None:
    found = [load(name) for name in ("tooling_spend", "rescue", "champions", "full_programme")]
    rows = {tuple(row[:2]): row for row in prices(found, "de").rows}
    assert rows["Mehr Technik", "EUR je Kopf"][2:] == ["Befund I13, Güte B", "1.000", "500 – 2.500"]
    assert any(row[2] == "Einschätzung" for row in rows.values())


def test_every_unit_of_a_price_has_words() -> None:
    assert {each.unit for each in Prices.declarations().values()} <= set(Words("telling.report.units"))


def test_what_waits_for_a_condition_says_so() -> None:
    rows = programmes([load("rescue")], "en").rows
    assert any(row[2].startswith("when ") for row in rows)
    assert programmes([load("no_programme")], "en").rows == [["No programme", "nothing is done", "–", "–", "–", "–"]]


def test_the_people_shown_are_those_of_the_middle_company(report: str, comparison: Comparison) -> None:
    best = comparison.programme(comparison.best)
    middle = middle_replicate(best, "deep_use", 12)
    values = best.at("deep_use", 12)
    assert sorted(values)[(len(values) - 1) // 2] == values[middle]
    assert f"no. {middle + 1} of the companies simulated" in texts(report)
    assert len(re.findall(r'<svg [^>]*aria-label="People by department', report)) == 2


def test_nobody_is_named_in_a_report(report: str, comparison: Comparison) -> None:
    roster = comparison.baseline.scenario.company.organisation.roster
    assert roster is not None
    assert "P001" in roster.ids
    assert not re.search(r"\bP\d{3}\b", re.sub(r"base64,[^\"]+", "", report))


def test_a_company_too_large_to_draw_is_not_drawn(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_adoption.analysis.telling.report.MOST_PEOPLE", 100)
    html = comparison_report(comparison)
    assert "With 120 people the company is too large to be drawn person by person." in texts(html)
    assert "People by department" not in html
    assert recording.MOST_PEOPLE > 120


def test_titles_and_names_from_files_stay_text(comparison: Comparison) -> None:
    def renamed(scenario: Scenario) -> Scenario:
        departments = tuple(
            replace(each, label_en=NASTY, label_de=NASTY) for each in scenario.company.organisation.departments
        )
        organisation = replace(scenario.company.organisation, departments=departments, name=NASTY)
        company = replace(scenario.company, organisation=organisation)
        return replace(scenario, company=company, title_en=NASTY + scenario.name, title_de=NASTY, description_en=NASTY)

    found = compare([renamed(each.scenario) for each in comparison.programmes[:2]], replications=2, months=6)
    html = comparison_report(found, f"crm-adoption report {NASTY}")
    assert "<script" not in html
    assert html.count("</style>") == 1
    assert html.count("</title>") == html.count("<title>")
    assert "&lt;script&gt;" in html


def test_the_german_report_has_no_english_sentence_in_it(comparison: Comparison) -> None:
    german = texts(comparison_report(replace(comparison, lang="de")))
    english = [*Words("telling.report").all("en").values()]
    plain = [part for text in english for part in re.split(r"\{\w+\}", text) if len(part.split()) > 2]
    assert plain
    assert [part for part in plain if part.strip() in german] == []
    assert [each.meaning for each in OUTCOME.values() if each.meaning in german] == []


# The command


def test_the_command_writes_one_file_and_says_where(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    done = call("report", "no_programme", "training", *QUICK, "--lang", "de", "--out", file)
    assert (done.code, done.out.strip()) == (0, f"Der Bericht steht in {file}"), done.err
    text = file.read_text(encoding="utf-8")
    assert text.startswith('<!doctype html>\n<html lang="de">')
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]
    again = call("report", "no_programme", "training", *QUICK, "--lang", "de", "--out", file, "--quiet")
    assert (again.code, again.out) == (0, "")


def test_json_is_one_document_with_the_file_named(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    done = call("report", "training", *QUICK, "--out", file, "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["file"] == str(file)
    assert found["advice"][0] in texts(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("trainig",), "Did you mean 'training'?"),
        (("training", "--month", 99), "month"),
        (("training", "--threshold", "0.25"), "give percent of real use, 1 to 100"),
        (("training", "--lang", "it"), "is not a language we have"),
        (("training", "--style", "gone.mplstyle"), "gone.mplstyle"),
        (("training", "--budget", "-5"), "budget"),
    ],
)
def test_mistakes_are_explained_and_leave_nothing(arguments: tuple[object, ...], words: str, tmp_path: Path) -> None:
    assert words in complaint(call("report", *arguments, *QUICK, "--out", tmp_path / "report.html"))
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text("mine", encoding="utf-8")
    assert "something else in it" in complaint(call("report", "training", *QUICK, "--out", file))
    assert file.read_text(encoding="utf-8") == "mine"
    assert call("report", "training", *QUICK, "--out", file, "--replace").code == 0
    assert "there is no folder" in complaint(call("report", *QUICK, "--out", tmp_path / "gone" / "x.html"))
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert "the folder holds other files" in complaint(call("report", "training", *QUICK, "--out", tmp_path))


def test_it_stands_in_the_folder_of_the_comparison_s_results(tmp_path: Path) -> None:
    assert call("compare", "training", *QUICK, "--quiet", "--out", tmp_path / "results").code == 0
    done = call("report", "training", *QUICK, "--out", tmp_path / "results")
    assert done.code == 0, done.err
    assert done.out.strip().endswith(str(tmp_path / "results" / "report.html"))
    assert (tmp_path / "results" / "results.csv").exists()
