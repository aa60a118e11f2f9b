"""Mistakes that people make in files: each is told with the file, the line, its text and what to write instead."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import call, complaint
from crm_adoption import InputError, Scenario, load, load_study
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.evidence.fit_draws import load_fit
from crm_adoption.analysis.validation.data_files import check_data
from crm_adoption.model.phrase import Phrase
from crm_adoption.scenarios.files.feature_file import read_features
from crm_adoption.scenarios.files.roster import read_roster
from crm_adoption.scenarios.reading import file_reading
from crm_adoption.scenarios.reading.any_table import read_tables
from crm_adoption.scenarios.reading.file_reading import (
    beginning,
    check_file,
    read_bytes,
    read_if_there,
    read_text,
    size_in_words,
)
from crm_adoption.scenarios.reading.toml_files import parsed
from crm_adoption.scenarios.studies.store_reading import StoredStudy
from crm_adoption.scenarios.studies.store_salvage import salvaged
from crm_adoption.scenarios.usage.mapping import read_mapping


def read_export(path: Path) -> object:
    return read_tables(path, Phrase("usage export"))


BASE = 'extends = "no_programme"\n'
ONE = f'{BASE}[[interventions]]\nkind = "Training"\n'

# The line that is wrong, behind a line that is right; what the message must say to write.
LINES = {
    "decimal comma": ("x = 0,5", "write x = 0.5."),
    "decimal comma with a comment": ("x = 0,5  # half", "write x = 0.5."),
    "decimal comma in a table": ("x = { sales = 0,5 }", "write x = { sales = 0.5 }."),
    "curly quotes": ("title_en = “Our plan”", 'write title_en = "Our plan".'),
    "German quotes": ("title_de = „Plan“", 'write title_de = "Plan".'),
    "closed by a curly quote": ('title_en = "Our plan”', 'write title_en = "Our plan".'),
    "smart apostrophes": ("extends = ‘no_programme’", 'write extends = "no_programme".'),
    "unclosed quote": ('title_en = "Our plan', 'write title_en = "Our plan".'),
    "unclosed apostrophe": ("title_en = 'Our plan", "write title_en = 'Our plan'."),
    "two kinds of quotes": ("title_en = \"Our plan'", 'write title_en = "Our plan".'),
    "quotes inside quotes": ('title_en = "the "new" way"', "write title_en = 'the \"new\" way'."),
    "unclosed long text": ('title_en = """Our plan\nmonths = 3', 'is not closed; write """ at its end'),
    "unclosed list": ('departments = ["sales"\nramp = 6', "a list is not closed"),
    "missing comma": ('departments = ["sales" "service"]', "a comma is missing"),
    "list of bare words": ("departments = [sales, service]", 'write departments = ["sales", "service"].'),
    "text without quotes": ("title_en = Our plan", 'write title_en = "Our plan".'),
    "path of Windows": ('roster = "C:\\Users\\me\\people.csv"', 'write roster = "C:/Users/me/people.csv".'),
    "month of the calendar": ("start = 2026-10", "months are counted from go-live"),
    "German date": ("start = 1.10.2026", "months are counted from go-live"),
    "leading zero": ("start = 03", "write start = 3."),
    "point at the beginning": ("x = .5", "write x = 0.5."),
    "point at the end": ("x = 5.", "write x = 5.0."),
    "thousands with a comma": ("budget = 90,000", "write budget = 90000 or budget = 90.0."),
    "thousands in German": ("budget = 90.000,00", "write budget = 90000.0."),
    "millions in German": ("budget = 1.234.567", "write budget = 1234567."),
    "thousands with a blank": ("budget = 90 000", "write budget = 90000."),
    "thousands with a point": ("budget = 90.000", "would be 90.0; write 90000 (or 90_000), or 90.0"),
    "currency": ("budget = 90000 EUR", "write budget = 90000."),
    "sign of a currency": ("budget = € 90000", "write budget = 90000."),
    "unit": ("months = 36 months", "write months = 36."),
    "percent": ("x = 60 %", "write x = 0.6."),
    "minus sign of a word processor": ("x = −0.5", "write x = -0.5."),
    "dash": ("x = –3", "write x = -3."),
    "space of another kind": ("x\u00a0=\u00a03", "write x = 3."),
    "True": ("x = True", "write x = true."),
    "yes": ("x = yes", "write x = true."),
    "FALSE": ("x = FALSE", "write x = false."),
    "None": ("x = None", "leave the line out"),
    "NaN": ("x = NaN", "leave the line out"),
    "missing sign": ("months 36", "write months = 36."),
    "colon": ("months: 36", "write months = 36."),
    "two signs": ("months == 36", "write months = 36."),
    "nothing behind the sign": ("months =", "write a value, or leave months out"),
    "comma at the end": ("months = 3,", "write months = 3."),
    "semicolon at the end": ("months = 3;", "write months = 3."),
    "blank in a name": ("silo strength = 0.6", "write silo_strength = 0.6."),
    "umlaut in a name": ("größe = 3", 'write "größe" = 3.'),
    "umlaut in a heading": (
        "[organisation.departments.Außendienst]",
        'write [organisation.departments."Außendienst"].',
    ),
    "blank in a heading": ("[organisation.departments.field sales]", 'write [organisation.departments."field sales"].'),
    "unclosed heading": ("[organisation", "write [organisation]."),
    "comment of another language": ("// our plan", "write # our plan."),
}


@pytest.mark.parametrize("case", LINES)
def test_a_wrong_line_is_told_with_its_number_its_text_and_what_to_write(case: str, tmp_path: Path) -> None:
    wrong, words = LINES[case]
    path = tmp_path / "plan.toml"
    path.write_text(f"months_before = 1\n{wrong}\n", encoding="utf-8")
    message = complaint(call("check", path))
    first = " ".join(wrong.splitlines()[0].split())
    assert str(path) in message
    assert f"line 2 ({first}):" in message or f"line 2 ({first.split('  #')[0]}" in message
    assert words in message


WHOLE = {
    "key twice": ("months = 3\nseed = 1\nmonths = 4\n", "line 3 (months = 4): months stands in line 1 already; leave"),
    "table twice": (
        "[organisation]\na = 1\n[market]\n[organisation]\nb = 2\n",
        "line 4 ([organisation]): this table stands in line 1 already; put its lines below that heading",
    ),
    "interventions in single brackets twice": (
        '[interventions]\nkind = "Training"\n[interventions]\nkind = "Mandate"\n',
        "line 3 ([interventions]): write [[interventions]] in double brackets",
    ),
    "CR alone": ('extends = "no_programme"\rmonths = 3\r', 'line 1 (extends = "no_programme"): the line ends with CR'),
    "JSON": ('{"months": 3}', "this is JSON; settings stand here as name = value"),
    "YAML": ("---\nmonths: 3\n", "this is YAML; settings stand here as name = value"),
    "page": ("<!DOCTYPE html><html></html>", "this is a page of the web"),
}


@pytest.mark.parametrize("case", WHOLE)
def test_mistakes_of_more_than_one_line(case: str, tmp_path: Path) -> None:
    text, words = WHOLE[case]
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8", newline="")
    assert words in complaint(call("check", path))


def test_every_reader_of_settings_tells_mistakes_in_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "it.toml"
    path.write_text("[a]\nx = 0,5\n", encoding="utf-8")
    for reader in (load, load_study, read_features, read_mapping):
        with pytest.raises(InputError, match=r"line 2 \(x = 0,5\): .* write x = 0\.5\."):
            reader(path)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", 'line 2 reads as Windows-1252 (title_de = "Größe"); save it as UTF-8'),
        ("utf-16", "not a text file in UTF-8 but in UTF-16; save it as UTF-8"),
        ("utf-32", "not a text file in UTF-8 but in UTF-32; save it as UTF-8"),
        ("utf-16-le", "binary"),
    ],
)
def test_other_encodings_are_told(encoding: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(f'{BASE}title_de = "Größe"\n'.encode(encoding))
    assert words in complaint(call("check", path))


@pytest.mark.parametrize("text", [f"\ufeff{BASE}", BASE.replace("\n", "\r\n"), f"\t{BASE}\tmonths\t=\t36\t\n"])
def test_what_is_no_mistake_is_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8", newline="")
    assert load(path).months == 36


VALUES = {
    "date for a month": (f"{ONE}start = 2026-10-01", "start: 2026-10-01 is not a month", "counted from go-live"),
    "date for a horizon": (f"{BASE}months = 2026-10-01", "months: 2026-10-01 is not allowed", "counted from go-live"),
    "date for a go-live": (f"{BASE}[features.pipeline]\ngo_live = 2026-10-01", "2026-10-01 is not a month", "counted"),
    "decimal in quotes": (f'{BASE}[market]\nmargin = "0,6"', "Write 0.6, without quotation marks"),
    "percent in quotes": (f'{BASE}[organisation]\nsilo_strength = "60 %"', "Write 0.6, without quotation marks"),
    "thousands in quotes": (f'{ONE}budget = "90.000"', "Write 90000 or 90.0, without quotation marks"),
    "number in quotes": (f'{BASE}months = "24"', "Write 24, without quotation marks"),
    "month in quotes": (f'{ONE}start = "6"', "Write 6, without quotation marks"),
    "truth in quotes": (f'{BASE}[features.pipeline]\nwrites = "True"', "Write true, without quotation marks"),
    "hyphen in a name": (f"{BASE}[organisation]\nsilo-strength = 0.6", "Did you mean 'silo_strength'?"),
    "field of the top below a table": (f"{BASE}[organisation]\nmonths = 24", "months stands at the top of the file"),
    "field of the top in an intervention": (f"{ONE}months = 24", "months stands at the top of the file, above"),
    "field of a table at the top": (f"{BASE}sponsorship = 0.5", "sponsorship stands below [organisation]"),
    "field of behaviour in the market": (f"{BASE}[market]\nattention = 0.5", "attention stands below [behaviour]"),
    "address": ('extends = "https://example.org/plan.toml"', "is an address", "save the file and give its path"),
    "tab in a path": (f'{BASE}[organisation]\nroster = "data\\temp.csv"', "\\ begins a special character"),
}  # fmt: skip


@pytest.mark.parametrize("case", VALUES)
def test_a_value_of_the_wrong_kind_is_told_with_what_to_write(case: str, tmp_path: Path) -> None:
    text, *words = VALUES[case]
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    message = complaint(call("check", path))
    for each in words:
        assert each in message.replace("this is an address", "is an address")


@pytest.mark.parametrize("command", ["run", "check", "compare", "sweep"])
def test_an_address_on_the_command_line_is_told(command: str) -> None:
    message = complaint(call(command, "https://example.org/plan.toml"))
    assert "https:/" in message
    assert "save the file and give its path" in message


ADDRESS = Path("https://example.org/a")
READERS: dict[str, Callable[[Path], object]] = {
    "bytes": lambda path: read_bytes(path, "file"), "text": lambda path: read_text(path, "file"),
    "if there": lambda path: read_if_there(path, "file"), "beginning": lambda path: beginning(path, 9),
    "checked": lambda path: check_file(path, "file"), "study": load_study, "features": read_features,
    "roster": lambda path: read_roster(path, ("a",)), "mapping": read_mapping, "export": read_export,
    "ensemble": load_ensemble, "fit": load_fit, "store": StoredStudy,
    "damaged store": lambda path: salvaged(path, Path("b.duckdb")), "data": check_data,
}  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("end", ["", ".csv", "/b.duckdb"])
def test_every_reader_tells_an_address(reader: str, end: str) -> None:
    with pytest.raises(InputError, match=r"https:/.*this is an address.*save the file and give its path"):
        READERS[reader](Path(f"{ADDRESS}{end}"))


def test_settings_on_the_command_line_are_told_what_to_write() -> None:
    assert "Write 0.6" in complaint(call("check", "no_programme", "--set", "organisation.sponsorship=0,6"))


# Limits


@pytest.mark.skipif(os.name == "nt", reason="devices and pipes are files elsewhere")
def test_devices_and_pipes_are_refused_by_every_reader_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    endless = {end: tmp_path / f"endless{end}" for end in (".toml", ".csv", ".json", ".parquet", ".xlsx")}
    for link in endless.values():
        link.symlink_to("/dev/zero")
    begun = time.monotonic()
    readers = [
        (load, ".toml"), (load_study, ".toml"), (read_features, ".toml"), (read_mapping, ".toml"),
        (read_features, ".csv"), (lambda path: read_roster(path, ("a",)), ".csv"), (read_export, ".csv"),
        (read_export, ".parquet"), (read_export, ".xlsx"), (load_ensemble, ".json"), (load_fit, ".json"),
    ]  # fmt: skip
    for reader, end in readers:
        with pytest.raises(InputError, match="this is a device, not a"):
            reader(endless[end])
    with pytest.raises(InputError, match="this is a pipe, not a scenario file; write what it gives into a file"):
        load(pipe)
    assert time.monotonic() - begun < 20.0


@pytest.mark.skipif(os.name == "nt", reason="devices are files elsewhere")
def test_a_manifest_that_never_ends_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").symlink_to("/dev/zero")
    assert "other files" in complaint(call("run", "no_programme", "--replications", 1, "--out", tmp_path))


def test_a_file_that_is_too_large_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(f'{BASE}title_en = "{"x" * 10_000_000}"\n', encoding="utf-8")
    begun = time.monotonic()
    message = complaint(call("check", path))
    assert "this file has 10 MB; a scenario file may have at most 2 MB" in message
    assert time.monotonic() - begun < 5.0


def test_sparse_tables_and_exports_are_refused_unread(tmp_path: Path) -> None:
    for name, reader in (
        ("a.csv", lambda path: read_roster(path, ("a",))),
        ("b.csv", lambda path: read_tables(path, Phrase("usage export"))),
    ):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(5_000_000_000)
        with pytest.raises(InputError, match="this table has 5 GB or more; at most 2 GB are read"):
            reader(path)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 50)
    monkeypatch.setattr(file_reading, "_check", lambda *_: None)
    assert read_bytes(path, "text", 50) == b"x" * 50
    with pytest.raises(InputError, match="more than 49 bytes; a text may have at most 49 bytes"):
        read_bytes(path, "text", 49)


@pytest.mark.parametrize(
    ("field", "where", "most"),
    [
        ("title_en", "", "1,000"), ("description_de", "", "20,000"), ("name", "[organisation]\n", "300"),
        ("label_en", "[organisation.departments.sales]\n", "300"), ("label_de", "[features.pipeline]\n", "300"),
    ],
)  # fmt: skip
def test_long_texts_are_refused_with_their_field_and_length(field: str, where: str, most: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(f'{BASE}{where}{field} = "{"x" * 1_000_000}"\n', encoding="utf-8")
    message = complaint(call("check", path))
    assert f"{field}: this text has 1,000,000 characters" in message
    assert f"at most {most} are allowed" in message
    assert len(message) < 1000


def test_long_values_are_shortened_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(f'{ONE}departments = "{"x" * 1_000_000}"\n', encoding="utf-8")
    assert len(complaint(call("check", path))) < 10_000


def test_long_answers_on_standard_input_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("x" * 1_000_000))
    assert "an answer has at most 10,000 characters" in complaint(call("new", tmp_path / "mine.toml"))


def test_sizes_are_said_as_people_do() -> None:
    assert [size_in_words(n) for n in (7, 2_000, 2_000_000, 1_234_000_000)] == ["7 bytes", "2 kB", "2 MB", "1.23 GB"]


def test_binary_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"a = 1\x00")
    with pytest.raises(InputError, match="no text"):
        read_text(path, "scenario file")


def test_numbers_that_programs_write_are_never_taken_for_thousands() -> None:
    for number in (0.125, 12.345, 100.001, 1.5, 93600.0):
        assert parsed(f"budget = {number!r}") == {"budget": number}


# Files given together


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Return a folder with a company's file, and plans for it in a folder below."""
    (tmp_path / "plaene").mkdir()
    (tmp_path / "features.toml").write_text("[pipeline]\nusefulness = 0.3\n", encoding="utf-8")
    (tmp_path / "firma.toml").write_text(f'{BASE}feature_file = "features.toml"\n', encoding="utf-8")
    for name in ("a", "b"):
        text = f'extends = "../firma.toml"\ntitle_en = "{name}"\n[[interventions]]\nkind = "Training"\n'
        (tmp_path / "plaene" / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_files_given_together_may_name_one_another(plans: Path) -> None:
    quick = ("--replications", 2, "--months", 2, "--json")
    files = (plans / "firma.toml", plans / "plaene" / "a.toml")
    assert call("compare", *files, plans / "plaene" / "b.toml", *quick).code == 0
    assert call("compare", plans / "firma.toml", plans / "plaene", *quick).code == 0
    assert call("scenarios", "diff", *files).code == 0
    study = plans / "study.toml"
    study.write_text('scenarios = ["firma.toml", "plaene/a.toml"]\n', encoding="utf-8")
    assert [each.title_en for each in load_study(study).scenarios][1] == "a"


def test_alone_a_plan_does_not_leave_its_folder(plans: Path) -> None:
    alone = complaint(call("check", plans / "plaene" / "a.toml"))
    assert "leads out of the scenario's folder" in alone
    assert "or be given beside it" in alone
    assert "leads out" in complaint(call("compare", plans / "plaene", "--months", 2))


def test_what_is_given_together_opens_no_other_file(plans: Path) -> None:
    """Nothing is read that would not be read if each file was given alone."""
    (plans / "plaene" / "c.toml").write_text(f'{BASE}feature_file = "../features.toml"\n', encoding="utf-8")
    message = complaint(call("compare", plans / "firma.toml", plans / "plaene" / "c.toml"))
    assert "leads out of the scenario's folder" in message
    (plans / "firma.toml").write_text(f'{BASE}feature_file = "../features.toml"\n', encoding="utf-8")
    assert "leads out" in complaint(call("compare", plans / "firma.toml", plans / "plaene" / "a.toml"))


def test_a_scenario_made_in_python_keeps_its_limits() -> None:
    company = load("no_programme").company
    with pytest.raises(InputError, match="title_en: this text has 1,001 characters"):
        Scenario("plan", company, title_en="x" * 1001)
