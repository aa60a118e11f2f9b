"""The folder of forms: complete, in both languages, safe, and what is filled in can be read."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
from command_line import call
from crm_adoption.analysis.surveys.forms import WORKBOOK, Wish, offered, texts_of, workbook_of
from crm_adoption.analysis.surveys.tools import lime_survey
from crm_adoption.scenarios.surveys.departments import codes_of
from crm_adoption.scenarios.surveys.reading import read_answers
from filled_sheets import ASKED, drawn
from survey_layouts import COMPANY

FORMS = texts_of(COMPANY, Wish())


def test_the_folder_holds_all_forms(tmp_path: Path) -> None:
    found = call("survey", "new", "--out", tmp_path / "forms", "--json")
    assert found.code == 0, found.err
    told = json.loads(found.out)
    assert set(told["files"]) == {*FORMS, WORKBOOK}
    assert {each.name for each in (tmp_path / "forms").iterdir()} == {*told["files"], "manifest.json"}
    assert told["departments"] == list(COMPANY.names)


@pytest.mark.parametrize("name", ["survey.html", "sheet_en.html", "sheet_de.html"])
def test_a_form_loads_nothing(name: str) -> None:
    page = FORMS[name]
    allowed = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert allowed is not None
    assert "default-src &#39;none&#39;" in allowed[1]
    assert "http" not in re.sub(r'http-equiv="[^"]*"', "", page)
    assert not re.search(r"\b(src|href|action|srcset)=|url\(|@import|\bfetch\b|XMLHttpRequest|sendBeacon|Storage", page)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    prints = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts]
    assert re.findall(r"sha256-([^;]*)&#39;", allowed[1].replace("&#43;", "+")) == prints


@pytest.mark.parametrize("name", ["survey.html", "microsoft_forms", "google_forms", "sheet", "limesurvey.txt"])
@pytest.mark.parametrize("lang", ["en", "de"])
def test_every_question_is_in_every_form(name: str, lang: str) -> None:
    text = FORMS.get(name) or FORMS.get(f"{name}_{lang}.txt") or FORMS[f"{name}_{lang}.html"]
    for each in (*(item.text(lang) for item in ASKED.items), ASKED.asked("department", lang), *ASKED.scale(lang)):
        assert each in text
    for each in COMPANY.departments:
        assert each.label(lang) in text


def test_departments_of_which_nothing_could_be_shown_are_not_offered() -> None:
    small = replace(COMPANY.departments[1], name="legal", label_en="Legal affairs", label_de="Recht", people=4)
    company = replace(COMPANY, departments=(*COMPANY.departments, small), roster=None, ties=None)
    assert [each.name for each in offered(company)] == list(COMPANY.names)
    assert not any("Legal affairs" in text or "Recht<" in text for text in texts_of(company, Wish()).values())


def test_it_need_not_be_asked_who_leads() -> None:
    for name, text in texts_of(COMPANY, Wish(leads=False)).items():
        assert ASKED.asked("leads", "en") not in text, name
        assert ASKED.asked("leads", "de") not in text, name
    assert ASKED.asked("leads", "en") in FORMS["survey.html"]


@pytest.mark.parametrize("name", [f"google_forms_{lang}.txt" for lang in ("en", "de")])
def test_the_script_for_google_forms_is_a_script(name: str, tmp_path: Path) -> None:
    node = which("node")
    if node is None:
        pytest.skip("node is not installed")
    (tmp_path / "script.js").write_text(FORMS[name], encoding="utf-8")
    assert subprocess.run([node, "--check", tmp_path / "script.js"], check=False).returncode == 0


def test_the_file_for_limesurvey_has_its_form() -> None:
    """Codes are letters and digits, answers' codes at most five; each language has the same questions."""
    rows = list(csv.DictReader(io.StringIO(FORMS["limesurvey.txt"]), delimiter="\t"))
    by_lang = {
        lang: [(each["class"], each["type/scale"], each["relevance"], "" if each["class"] == "G" else each["name"])
               for each in rows if each["language"] == lang and each["class"] in ("G", "Q", "SQ", "A")]
        for lang in ("en", "de")
    }  # fmt: skip
    assert by_lang["en"] == by_lang["de"]
    for each in rows:
        if each["class"] in ("Q", "SQ"):
            assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", each["name"])
        if each["class"] == "A":
            assert re.fullmatch(r"[A-Za-z0-9]{1,5}", each["name"])
    settings = {each["name"]: each["text"] for each in rows if each["class"] == "S"}
    assert (settings["anonymized"], settings["ipaddr"], settings["datestamp"]) == ("Y", "N", "N")
    assert sum(each["class"] == "SQ" for each in rows) == 2 * len(ASKED.items)
    without = lime_survey(ASKED, COMPANY.departments, codes_of(COMPANY), leads=False)
    assert "\tleads\t" not in without


def test_the_workbook_that_is_filled_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write = workbook_of(COMPANY, Wish("de"))
    assert write is not None
    write(tmp_path)
    book = openpyxl.load_workbook(tmp_path / WORKBOOK)
    ticks = drawn(7)
    for row in ticks.tolist():
        book.active.append(["Kundenbetreuung", "ja", *(each or None for each in row)])
    book.save(tmp_path / WORKBOOK)
    found = read_answers(tmp_path / WORKBOOK, COMPANY)
    assert found.values.tolist() == ticks.tolist()
    assert (set(found.departments), found.heads.all()) == ({"customer_success"}, True)
    rules = book.active.data_validations.dataValidation
    assert [each.prompt for each in rules][-len(ASKED.items) :] == [each.text("de") for each in ASKED.items]


def test_the_empty_template_says_that_nobody_has_filled_it(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(FORMS["answers.csv"], encoding="utf-8")
    answer = call("survey", "read", tmp_path / "answers.csv")
    assert answer.code == 2
    assert "no rows" in answer.err


def test_other_files_are_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "survey.html").write_text("ours", encoding="utf-8")
    answer = call("survey", "new", "--out", tmp_path)
    assert answer.code == 2
    assert "--replace" in answer.err
    assert (tmp_path / "survey.html").read_text("utf-8") == "ours"
