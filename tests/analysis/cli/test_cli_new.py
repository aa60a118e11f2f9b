"""``crm-adoption new``: questions answered by options, by lines on standard input or at a terminal."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from unittest.mock import patch

import pytest
from command_line import Answer, call, complaint
from crm_adoption import load
from crm_adoption.scenarios.files.starter import (
    CHANGE,
    MEASURED,
    SPONSOR,
    USUAL,
    Answers,
    Unit,
    machine_name,
    names,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st

COMMAND = [sys.executable, "-m", "crm_adoption.analysis.cli.main", "new"]
ALL = (
    "--company", "Müller & Söhne", "--department", "Vertrieb=40", "--department", "Innendienst=1.200:service",
    "--measured", "own", "--sponsor", "visible", "--change", "much", "--cost", "250,000", "--customers", "900",
)  # fmt: skip
LINES = [
    "Müller & Söhne",
    "Vertrieb",
    "40",
    "",
    "Innendienst",
    "1.200",
    "service",
    "",
    "1",
    "3",
    "much",
    "250,000",
    "900",
]


def piped(lines: list[str], *arguments: object) -> Answer:
    """Call the command with lines on standard input."""
    with patch.object(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines))):
        return call("new", *arguments)


def pseudo_terminal() -> tuple[int, int]:
    """Return both ends of a new terminal; skip where there can be none: on Windows, in a chroot without /dev/pts."""
    pty = pytest.importorskip("pty", reason="there are no pseudo terminals on this system")
    try:
        return pty.openpty()  # type: ignore[no-any-return]
    except OSError as error:
        pytest.skip(f"there are no pseudo terminals here ({error})")


def at_terminal(terminal: int, folder: Path) -> Answer:
    """Call the command with a terminal as its standard input."""
    keep = {"cwd": folder, "stdin": terminal, "capture_output": True, "encoding": "utf-8"}
    done = subprocess.run([*COMMAND, "mine.toml"], **keep, check=False, timeout=60)  # type: ignore[call-overload]
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_what_is_written_can_be_checked_and_run(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    done = call("new", path, *ALL, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert f"1240 {'people' if lang == 'en' else 'Personen'} (Vertrieb 40, Innendienst 1200)." in done.out
    assert call("check", path).code == 0
    assert call("run", path, "--replications", 1, "--months", 2, "--set", "organisation.people=40").code == 0
    scenario = load(path)
    organisation = scenario.company.organisation
    assert (scenario.title("en"), scenario.title("de"), organisation.name) == ("Müller & Söhne",) * 3
    assert [(d.name, d.label_en, d.people, d.role) for d in organisation.departments] == [
        ("vertrieb", "Vertrieb", 40, "sales"),
        ("innendienst", "Innendienst", 1200, "service"),
    ]
    levers = organisation.departments[1].levers
    for choice in (MEASURED["own"], SPONSOR["visible"], CHANGE["much"]):
        assert {name: getattr(levers, name) for name in choice.levers} == dict(choice.levers)
    assert (scenario.company.market.customers, scenario.company.market.platform_cost) == (900, 250_000)
    words = path.read_text(encoding="utf-8")
    assert ("Geschäftsführung" in words, "top management" in words) == (lang == "de", lang == "en")


def test_options_and_lines_on_standard_input_say_the_same(tmp_path: Path) -> None:
    one, other = tmp_path / "one" / "mine.toml", tmp_path / "other" / "mine.toml"
    for path in (one, other):
        path.parent.mkdir()
    assert call("new", one, *ALL).code == 0
    done = piped(["en", *LINES], other)
    assert (done.code, done.err) == (0, "")
    assert one.read_bytes() == other.read_bytes()
    mixed = tmp_path / "mine.toml"
    assert piped([*LINES[:8], *LINES[9:]], mixed, "--measured", "own", "--lang", "en").code == 0
    assert mixed.read_bytes() == one.read_bytes()
    german, asked = tmp_path / "one" / "us.toml", tmp_path / "other" / "us.toml"
    assert call("new", german, *ALL, "--lang", "de").code == piped(["de", *LINES], asked).code == 0
    assert german.read_bytes() == asked.read_bytes() != one.read_bytes()


def test_usual_answers_stand_where_none_is_given(tmp_path: Path) -> None:
    silent, empty = tmp_path / "a.toml", tmp_path / "b.toml"
    done = call("new", silent, "--yes", "--json")
    assert json.loads(done.out) == {
        "file": str(silent),
        "people": 120,
        "departments": {"sales": 50, "marketing": 20, "customer_success": 25, "service": 25},
    }
    assert piped([""] * 8, empty, "--quiet").out == ""
    assert load(silent).company == load(empty).company
    german = tmp_path / "c.toml"
    assert call("new", german, "--yes", "--lang", "de", "--quiet").code == 0
    assert load(german).title("de") == "Unser Unternehmen"


def test_the_plan_in_the_comments_works(tmp_path: Path) -> None:
    """Its lines stand ready: without their # they are an intervention, or a file on top of this one."""
    path = tmp_path / "mine.toml"
    for lang in ("en", "de"):
        text = written(Answers("Us"), lang, path.name)
        plan = [line[1:] for line in text.splitlines() if line.startswith("#") and not line.startswith("# ")]
        path.write_text(text, encoding="utf-8")
        assert load(path).interventions == ()
        path.write_text(f"{text}\n" + "\n".join(plan), encoding="utf-8")
        assert load(path).total_cost == 60_000


ROLES = [each.role for each in USUAL]
PRINTABLE = st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" ")
NAMES = st.text(PRINTABLE, min_size=1, max_size=20).map(str.strip).filter(bool)
UNITS = st.builds(lambda name, *rest: Unit(name, name, *rest), NAMES, st.integers(2, 500), st.sampled_from(ROLES))


@settings(max_examples=60, deadline=None)
@given(
    company=NAMES,
    departments=st.lists(UNITS, min_size=1, max_size=6),
    choices=st.tuples(*(st.sampled_from(list(each)) for each in (MEASURED, SPONSOR, CHANGE))),
    cost=st.integers(0, 10**9),
    customers=st.integers(1, 10**9),
    lang=st.sampled_from(["en", "de"]),
)
def test_every_answer_makes_a_file_that_says_it(
    tmp_path_factory: pytest.TempPathFactory,
    company: str,
    departments: list[Unit],
    choices: tuple[str, str, str],
    cost: int,
    customers: int,
    lang: str,
) -> None:
    path = tmp_path_factory.mktemp("new") / "mine.toml"
    path.write_text(written(Answers(company, departments, *choices, cost, customers), lang, "mine.toml"), "utf-8")
    scenario = load(path)
    assert scenario.title(lang) == company
    found = scenario.company.organisation.departments
    assert [Unit(d.label_en, d.label_de, d.people, d.role) for d in found] == departments
    assert [d.name for d in found] == names(departments)
    assert (scenario.company.market.platform_cost, scenario.company.market.customers) == (cost, customers)


def test_machine_names_are_readable() -> None:
    assert machine_name("Customer Success") == "customer_success"
    assert machine_name("Groß- & Schlüsselkunden (DACH)") == "gross_schluesselkunden_dach"
    assert machine_name("Ventes à l’étranger") == "ventes_a_l_etranger"
    assert names([Unit(label, label, 1, "sales") for label in ("東京", "a b", "A-B", "a_b!")]) == [
        "department_1", "a_b", "a_b_too", "a_b_too_too",
    ]  # fmt: skip


MISTAKES = {
    "no number": (("--cost", "lots"), "--cost: 'lots' is not allowed; give a whole number from 0 to 1,000,000,000"),
    "half a customer": (("--customers", "1.5"), "--customers: '1.5' is not allowed; give a whole number from 0 to"),
    "mixed separators": (("--customers", "1.000,000"), "--customers: '1.000,000' is not allowed"),
    "other digits": (("--customers", "٣"), "--customers: '٣' is not allowed"),
    "other choice": (("--sponsor", "visibel"), "--sponsor: unknown answer 'visibel'. Did you mean 'visible'?"),
    "number of no choice": (("--measured", "4"), "--measured: unknown answer '4'. Allowed: own, partly, shared"),
    "no name": (("--company", " "), "--company: a name is needed"),
    "long name": (("--company", "x" * 81), "is not a name; allowed are up to 80 printable characters"),
    "name on two lines": (("--company", "a\nb"), "--company: 'a\\nb' is not a name"),
    "department without people": (("--department", "Sales"), "--department: 'Sales' is no department; write NAME="),
    "department of nobody": (
        ("--department", "Sales=0"),
        "--department: '0' is not allowed; give a whole number",
    ),
    "department without a name": (("--department", "=5"), "--department: a name is needed"),
    "unknown role": (("--department", "A=5:salse"), "--department: unknown answer 'salse'. Did you mean 'sales'?"),
    "no role to guess": (("--department", "Foo=5"), "--department: which role does 'Foo' resemble? Write Foo=5:ROLE"),
    "department twice": (("--department", "Sales=5", "--department", "sales=6"), "department 'sales' already"),
    "one person": (("--department", "Sales=1"), "organisation.departments: an organisation of one person"),
    "other language": (("--lang", "it"), "'it' is not a language we have"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_in_an_option_is_explained_and_nothing_written(case: str, tmp_path: Path) -> None:
    arguments, words = MISTAKES[case]
    assert words in complaint(call("new", tmp_path / "mine.toml", "--yes", *arguments))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "lang: the answers on standard input end here; give all of them, or --yes for the usual ones"),
        (["fr"], "lang: unknown answer 'fr'. Allowed: en, de"),
        (["en", *LINES[:5]], "people: the answers on standard input end here"),
        (["", "Us", "Sales", "many"], "people: 'many' is not allowed; give a whole number from 1 to 5,000,000"),
        (["", "Us", "Back office", "3", ""], "role: unknown answer ''. Allowed: sales, marketing"),
        (["", "Us", "Sales", "3", "", "sales"], "department: there is a department 'sales' already; give another name"),
        (["", "Us", "", "nobody"], "measured: unknown answer 'nobody'. Allowed: own, partly, shared"),
    ],
)
def test_a_mistake_on_standard_input_is_explained(lines: list[str], words: str, tmp_path: Path) -> None:
    assert words in complaint(piped(lines, tmp_path / "mine.toml"))
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_there_stay_unless_they_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine", encoding="utf-8")
    message = complaint(call("new", path, "--yes"))
    assert f"{path}: there is such a file already; choose another name, or add --replace to write over it" in message
    assert path.read_text(encoding="utf-8") == "mine"
    assert complaint(call("new", path, "--yes", "--replace", "--cost", "x"))
    assert path.read_text(encoding="utf-8") == "mine"
    assert call("new", path, "--yes", "--replace").code == 0
    assert tomllib.loads(path.read_text(encoding="utf-8"))["title_en"] == "Our company"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mine.txt", "this is no name of a scenario file; it ends in .toml"),
        ("a\nb.toml", "this is no name of a scenario file"),
        ("missing/mine.toml", "the file cannot be written (there is no such folder); choose another"),
        ("file/mine.toml", "the file cannot be written (part of the path is a file, not a folder)"),
        ("folder.toml", "this is a folder, not a scenario file"),
    ],
)
def test_what_cannot_be_written_is_refused_before_any_question(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.toml").mkdir()
    assert words in complaint(piped(["", *LINES], tmp_path / name))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder.toml"]


def test_at_a_terminal_a_wrong_answer_is_explained_and_asked_again(tmp_path: Path) -> None:
    master, terminal = pseudo_terminal()
    try:
        typed = ["en", "Us", "Sales", "many", "12", "", "", "2", "0", "3", "2", "x", "100", ""]
        os.write(master, "".join(f"{line}\n" for line in typed).encode())
        done = at_terminal(terminal, tmp_path)
    finally:
        os.close(master)
        os.close(terminal)
    assert done.code == 0, done.err
    assert done.err.count("How many people work in “Sales”?") == 2
    assert "'many' is not allowed; give a whole number from 1 to 5,000,000." in done.err
    assert "1 by their own figures only\n  2 mostly by their own figures\n" in done.err
    assert "mine.toml is written: 12 people (Sales 12)." in done.out
    scenario = load(tmp_path / "mine.toml")
    assert scenario.company.market.platform_cost == 100
    assert scenario.company.organisation.departments[0].levers.sponsorship == SPONSOR["visible"].levers["sponsorship"]


def test_the_end_of_typing_stops_without_a_file(tmp_path: Path) -> None:
    master, terminal = pseudo_terminal()
    try:
        os.write(master, b"de\nUs\n\x04")
        done = at_terminal(terminal, tmp_path)
    finally:
        os.close(master)
        os.close(terminal)
    assert (done.code, done.out) == (130, "")
    assert done.err.endswith("Stopped.\n")
    assert list(tmp_path.iterdir()) == []


def test_input_that_is_no_text_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "mine.toml"], cwd=tmp_path, input=b"en\nUs\n\xff\xfe\n", capture_output=True, check=False, timeout=60
    )
    message = complaint(Answer(done.returncode, done.stdout.decode(), done.stderr.decode()))
    assert "department: " in message or "standard input cannot be read as text in UTF-8" in message
    assert list(tmp_path.iterdir()) == []


def test_an_old_crm_stands_in_the_file_and_in_the_company(tmp_path: Path) -> None:
    file = tmp_path / "old.toml"
    for lang, told in (("en", "old CRM"), ("de", "alten CRM")):
        assert call("new", file, "--yes", "--replace", "--old-crm", "70", "--lang", lang).code == 0
        text = file.read_text("utf-8")
        assert tomllib.loads(text)["organisation"]["old_crm"] == {"use": 0.7}
        assert told in text
        until = text.replace("# until", "until")
        file.write_text(until, "utf-8")
        old = load(file).company.organisation.old_crm
        assert old is not None
        assert old.until == 12
        assert set(old.shares.values()) == {0.7}
    assert call("new", file, "--yes", "--replace").code == 0
    assert load(file).company.organisation.old_crm is None


@pytest.mark.parametrize("wrong", ["101", "much", "-3", "0.7"])
def test_shares_of_an_old_crm_are_whole_percent(tmp_path: Path, wrong: str) -> None:
    answer = call("new", tmp_path / "old.toml", "--yes", "--old-crm", wrong)
    assert answer.code == 2
    assert "--old-crm" in complaint(answer)
    assert not (tmp_path / "old.toml").exists()
