"""Texts of the user's steer no terminal, picture, page or table: no control character or bidi mark comes through."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption import Department, Feature, InputError, Scenario, load
from crm_adoption.analysis.company.exports import harmless
from crm_adoption.analysis.drawings.svg import clean
from crm_adoption.model.display import displayable
from crm_adoption.scenarios.reading.toml_files import parsed
from crm_adoption.scenarios.reading.toml_text import text as toml_text
from few_sets import written as few_written
from hypothesis import given
from hypothesis import strategies as st

STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0001-\U000e007f]"
)
EVIL = "Plan\x1b[2J\x1b]0;x\x07\u202egnp.exe\u2066\u200f\x9b31m\U000e0041"
WRITTEN = "Plan\\u001b[2J\\u001b]0;x\\u0007\\u202egnp.exe\\u2066\\u200f\\u009b31m\\U000e0041"


def hostile(folder: Path, number: int = 1) -> Path:
    """Return a scenario file whose every text tries to steer whatever shows it."""
    file = folder / f"evil{number}.toml"
    file.write_text(
        f'extends = "no_programme"\ntitle_en = "{number} {WRITTEN}"\ntitle_de = "{number} {WRITTEN}"\n'
        f'description_en = "{WRITTEN}"\n[organisation]\nname = "{WRITTEN}"\n'
        f'[organisation.departments.sales]\nlabel_en = "Sales {WRITTEN}"\nlabel_de = "Vertrieb {WRITTEN}"\n'
        f'[features.pipeline]\nlabel_en = "Pipeline {WRITTEN}"\nlabel_de = "Pipeline {WRITTEN}"\n'
        '[[interventions]]\nkind = "Training"\n',
        encoding="utf-8",
    )
    return file


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("evil")
    return [hostile(folder, number) for number in (1, 2)]


def check_output(*arguments: object) -> str:
    answer = call(*arguments)
    assert answer.code == 0, answer.err
    for text in (answer.out, answer.err):
        assert not STEERING.search(text), STEERING.search(text)
    return answer.out


def check_files(folder: Path) -> None:
    found = [each for each in folder.rglob("*") if each.is_file()]
    assert found
    for each in found:
        if each.suffix == ".xlsx":
            with zipfile.ZipFile(each) as book:
                texts = [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
        elif each.suffix in (".svg", ".html", ".csv", ".md", ".toml"):
            texts = [each.read_text(encoding="utf-8")]
        else:
            continue
        for text in texts:
            assert not STEERING.search(text.removeprefix("\ufeff")), (each, STEERING.search(text))


QUICK = ("--replications", 2, "--months", 2)


def test_commands_show_no_steering_characters(files: list[Path], tmp_path: Path) -> None:
    a, b = files
    assert "gnp.exe" in check_output("run", a, *QUICK, "--out", tmp_path / "run")
    check_output("check", a)
    check_output("scenarios", "diff", a, b)
    check_output("scenarios", "show", a, "--set", "months=9")
    check_output("duel", a, b, *QUICK, "--out", tmp_path / "duel")
    over_sets = ("--ensemble", few_written(tmp_path, 2), "--replications", 1, "--month", 2)
    check_output("walls", a, *over_sets, "--out", tmp_path / "walls")
    check_output("split", a, *over_sets, "--out", tmp_path / "split")
    out = check_output("run", a, *QUICK, "--json")
    assert json.loads(out)
    check_files(tmp_path)


def test_a_comparison_and_its_files_show_none(files: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="workbooks need the extra 'analysis'")
    out = check_output("compare", *files, *QUICK, "--by-department", "--xlsx", "--out", tmp_path / "out")
    assert "gnp.exe" in out
    check_output("compare", *files, *QUICK, "--json")
    check_output("report", *files, *QUICK, "--out", tmp_path / "report.html")
    check_files(tmp_path)
    assert "gnp.exe" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_shown_file_with_raw_characters_shows_none(tmp_path: Path) -> None:
    path = tmp_path / "raw.toml"
    path.write_text(f'title_en = "{EVIL}"\n', encoding="utf-8")
    check_output("scenarios", "show", path)


def test_mistakes_show_none(tmp_path: Path) -> None:
    folder = tmp_path / f"a{EVIL.replace('/', '')}"
    folder.mkdir()
    path = folder / "mine.toml"
    path.write_text(f'"{WRITTEN}" = 1\n', encoding="utf-8")
    for arguments in (("check", path), ("check", EVIL), ("run", "no_programme", "--set", f"{EVIL}=1"), (EVIL,)):
        assert not STEERING.search(complaint(call(*arguments)))


def test_names_that_cannot_be_seen_are_refused_with_what_is_in_them(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = '[organisation.departments."sales\\u202e"]\npeople = 5\nrole = "sales"\n'
    path.write_text(text, encoding="utf-8")
    message = complaint(call("check", path))
    assert "has a character that cannot be seen (right-to-left override); write it again without" in message


def test_scenarios_made_in_python_are_as_safe() -> None:
    company = load("no_programme").company
    made = Scenario(EVIL, company, title_en=EVIL, description_en=f"a\n{EVIL}")
    for text in (made.name, made.title_en, made.description_en.replace("\n", "")):
        assert not STEERING.search(text)
    assert made.description_en.startswith("a\nPlan")
    assert not STEERING.search(Department("a", EVIL, EVIL, "sales", 5).label("en"))
    assert not STEERING.search(Feature("a", EVIL, EVIL, {"sales": 1.0}).label("de"))
    with pytest.raises(InputError, match="cannot be seen"):
        Department("a\x1b", "", "", "sales", 5)


def test_an_error_shows_none_wherever_it_comes_from() -> None:
    error = InputError(EVIL, field=EVIL, file=EVIL)
    for text in (str(error), error.problem, error.field or "", error.file or "", repr(error)):
        assert not STEERING.search(text)


@given(st.text(st.characters(codec=None), max_size=30))
def test_any_text_is_safe_in_every_form(text: str) -> None:
    for shown in (displayable(text), displayable(text, lines=True), harmless(text), clean(text)):
        assert not STEERING.search(shown)
    assert "\n" not in displayable(text)
    assert displayable(displayable(text)) == displayable(text)


@given(st.text(max_size=30))
def test_texts_in_toml_are_escaped_and_come_back(text: str) -> None:
    written = toml_text(text)
    assert not STEERING.search(written)
    if "\ud800" <= max(text, default="a") <= "\udfff":
        return
    assert parsed(f"a = {written}") == {"a": text}


def test_scripts_stay_as_they_are() -> None:
    for text in ("Größe", "计划", "план", "خطة", "योजना", "👩\u200d💻", "می\u200cخواهم", "a\u00a0b", "ﬁ"):
        assert displayable(text) == text


def test_the_characters_that_are_taken_out_are_those_of_unicode() -> None:
    """All controls, separators of lines and marks of format, but joiners and signs that are seen."""
    kept = {"\u200c", "\u200d"}
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        kind, name = unicodedata.category(sign), unicodedata.name(sign, "")
        seen = name.startswith(("ARABIC NUMBER", "ARABIC SIGN", "ARABIC FOOTNOTE", "ARABIC END", "ARABIC DISPUTED",
                                "ARABIC POUND", "ARABIC PIASTRE", "SYRIAC", "KAITHI", "EGYPTIAN"))  # fmt: skip
        if kind in ("Cc", "Cs", "Zl", "Zp") or (kind == "Cf" and sign not in kept and not seen):
            assert displayable(sign) != sign, f"{code:x} {name}"
        elif kind != "Cn":
            assert displayable(sign) == sign, f"{code:x} {name}"
