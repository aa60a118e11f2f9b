"""The presenter's page without a browser: sessions, what they refuse, the command, its port and its end."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

from crm_adoption.analysis.laboratory.build import all_built
from crm_adoption.analysis.laboratory.choices import Plan
from crm_adoption.analysis.laboratory.page_words import say
from crm_adoption.analysis.laboratory.presets import uploaded
from crm_adoption.analysis.pages.assumptions import DOCUMENTS, installed, page_of
from crm_adoption.analysis.pages.lab_files import file_of, names_of
from crm_adoption.analysis.pages.serve import is_loopback, next_free
from crm_adoption.analysis.pages.session import MOST_MESSAGES, Session
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.catalogue import load

sys.path.insert(0, str(Path(__file__).parent))
from command_line import call, complaint
from page_server import free_port, page_process


@pytest.fixture
def session() -> Session:
    return Session("tab=lab", (), "en")


def test_sessions_share_nothing(session: Session) -> None:
    other = Session("tab=lab", (), "en")
    session.change({"what": "strength", "number": 1, "name": "Training", "value": 30})
    session.change({"what": "upload", "name": "mine.toml", "value": "extends = 'mandate'"})
    assert other.choices.value.plans == (Plan("no_programme"), Plan("aligned_kpis"))
    assert "upload-mine" not in other.presets
    assert "upload-mine" in session.query()
    assert "upload-mine" not in other.query()


def test_changes_are_taken_back_one_by_one(session: Session) -> None:
    first = session.choices.value
    for percent in (30, 60):
        session.change({"what": "strength", "number": 1, "name": "Training", "value": percent})
    assert dict(session.choices.value.plans[1].strengths) == {"Training": 60}
    session.change({"what": "undo"})
    assert dict(session.choices.value.plans[1].strengths) == {"Training": 30}
    session.change({"what": "undo"})
    session.change({"what": "undo"})
    assert session.choices.value == first
    assert not session.undoable


@pytest.mark.parametrize("told", [
    {"what": "strength", "number": 9, "name": "Training", "value": 3},
    {"what": "strength", "number": 1, "name": "Trainin", "value": 3},
    {"what": "strength", "number": 1, "name": "Training", "value": "<b>"},
    {"what": "lever", "name": "people", "value": 10**9},
    {"what": "lever", "name": "attention", "value": 3},
    {"what": "preset", "number": 0, "value": "../../etc/passwd"},
    {"what": "company", "value": "nonsense"},
    {"what": "budget", "value": "-1"},
    {"what": "upload", "name": "x.toml", "value": "extends = '/etc/passwd'"},
    {"what": "strength"},
])  # fmt: skip
def test_what_is_not_allowed_changes_nothing_and_is_said(session: Session, told: dict[str, object]) -> None:
    before, presets = session.choices.value, dict(session.presets)
    session.safely(session.change)(told)
    assert session.choices.value == before
    assert session.presets == presets
    (message,) = session.messages.value
    assert message["text"].strip()
    assert "Traceback" not in message["text"]


def test_a_german_page_refuses_in_german() -> None:
    session = Session("tab=lab&lang=de", (), "en")
    session.safely(session.change)({"what": "lever", "name": "people", "value": "1.000.000"})
    session.safely(session.change)({"what": "strength", "number": 1, "name": "Training", "value": "viel"})
    assert [each["text"] for each in session.messages.value] == [
        "Das geht nicht: Personen: 1000000 ist nicht erlaubt; geben Sie eine ganze Zahl von 20 bis 20.000.",
        "Das geht nicht: Schulung: „viel“ ist keine ganze Zahl.",
    ]


def test_a_damaged_link_gives_one_message_with_all_that_is_wrong() -> None:
    query = "tab=lab&lang=de&outcome=zzz&month=x&people=1&company=nix&no=500"
    (message,) = Session(query, (), "en").messages.value
    assert message["text"] == "Ein Teil des Links war beschädigt und blieb weg."
    assert message["parts"] == [
        "Gezeigt wird: „zzz“ gibt es nicht.",
        "Monat: „x“ ist keine ganze Zahl.",
        "Personen: 1 ist nicht erlaubt; geben Sie eine ganze Zahl von 20 bis 20.000.",
        "Unternehmen: „nix“ gibt es nicht.",
        "Ausgelostes Unternehmen Nr.: 500 ist nicht erlaubt; geben Sie eine ganze Zahl von 0 bis 99.",
    ]


def test_a_german_page_tells_what_is_wrong_with_a_file_in_german() -> None:
    session = Session("tab=lab&lang=de", (), "en")
    session.safely(session.change)({"what": "upload", "name": "mein plan.toml", "value": "monhts = 3"})
    (message,) = session.messages.value
    assert message["text"].startswith(
        "Das geht nicht: mein plan.toml: monhts: das Feld 'monhts' gibt es nicht. Meinten"
    )


def test_messages_do_not_pile_up_and_are_put_away(session: Session) -> None:
    for number in range(6):
        session.tell("refused", str(number))
    assert len(session.messages.value) == MOST_MESSAGES
    session.close(session.messages.value[0]["number"])
    assert [each["text"][-1] for each in session.messages.value] == ["4", "5"]


def test_newer_choices_end_an_older_run(session: Session) -> None:
    cancel = threading.Event()
    cancel.set()
    session.choices.set(session.choices.value.with_lever("monitoring", 17))
    session.run(cancel)
    assert session.runs.value is None
    session.run(threading.Event())
    assert len(session.runs.value) == 2
    assert session.progress.value is None


def test_files_are_offered_and_a_scenario_comes_back_from_its_own(session: Session, tmp_path: Path) -> None:
    """What the page gives away, uploaded again, is the same scenario."""
    session.change({"what": "preset", "number": 1, "value": "staged_rollout"})
    session.change({"what": "strength", "number": 1, "name": "Training", "value": 35})
    session.run(threading.Event())
    offered = ["png", "svg", "csv", "tomlA", "tomlB", "summary", "report", "slides"]
    assert [what for what, _, _ in names_of(session)] == offered
    assert b"<svg" in file_of(session, "svg", dark=True)[2][:60]
    name, _, data = file_of(session, "tomlB", dark=False)
    given = all_built(session.choices.value, session.presets)[1]
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(tmp_path)
        found = load(next(path for path in tmp_path.iterdir() if path.suffix == ".toml"))
    else:
        found = uploaded(name, data.decode(), []).scenario
    assert found.interventions == given.interventions
    assert found.company.organisation == given.company.organisation
    with pytest.raises(InputError, match="no file"):
        file_of(session, "../x", dark=False)


def test_documents_are_installed_and_fetch_nothing() -> None:
    assert {"odd", "evidence", "parameters", "glossary"} <= set(installed()) <= set(DOCUMENTS)
    for name, lang in itertools.product(installed(), ("en", "de")):
        page = page_of(name, lang)
        assert "<table>" in page
        assert "<script" not in page
        assert page.count("<img") == page.count('src="data:image/png;base64,')
        assert 'href="evidence.md' not in page
    assert page_of("claims", "de") != page_of("claims", "en")
    assert next(iter(DOCUMENTS)) == "claims"
    for name in installed():
        assert "do not edit" not in page_of(name)
    assert "nicht bearbeiten" not in page_of("claims", "de")
    assert "generate.py" not in page_of("glossary")


# The command


def test_a_taken_port_gets_a_message_and_the_next_free_one() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        free = next_free("127.0.0.1", port)
        assert port < free <= port + 50
        with _said("--port", str(port)) as lines:
            assert lines[0] == f"Port {port} is taken; using {free} instead."
            assert f"http://127.0.0.1:{free}" in lines[1]


def test_an_address_of_another_machine_is_no_taken_port() -> None:
    with pytest.raises(InputError, match="is not an address of this machine"):
        next_free("203.0.113.7", free_port())
    with pytest.raises(InputError, match="is not a port"):
        next_free("127.0.0.1", 70_000)


def test_a_host_that_others_reach_is_warned_of() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost", "0.0.0.0", "192.168.1.2")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
    with _said("--host", "0.0.0.0", "--port", str(free_port()), "--lang", "de") as lines:
        assert lines[0].startswith("Warnung: Unter 0.0.0.0 kann jeder in Ihrem Netz")


@contextlib.contextmanager
def _said(*words: str):  # type: ignore[no-untyped-def]
    """Start the command and return the two lines that it says first."""
    start = [sys.executable, "-m", "crm_adoption.analysis.cli.main", "present", "--no-browser", *words]
    running = subprocess.Popen(start, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    try:
        assert running.stdout is not None
        yield [running.stdout.readline().strip() for _ in range(2)]
    finally:
        running.terminate()
        running.wait(20)


def test_ctrl_c_ends_it_cleanly_and_it_listens_at_home_only() -> None:
    with page_process(command="present") as (where, running):
        with urllib.request.urlopen(where) as answer:
            assert answer.status == 200
        os.kill(running.pid, signal.SIGINT)
        deadline = time.monotonic() + 20.0
        while running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert running.returncode == 0
        assert running.stdout is not None
        assert "Traceback" not in running.stdout.read()


def test_a_broken_file_is_said_before_anything_starts(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text("months = [", encoding="utf-8")
    assert "this is not valid TOML" in complaint(call("present", "--no-browser", file))
    assert "unknown scenario 'nonsense'" in complaint(call("present", "--no-browser", "nonsense"))
    crowd = "".join(
        f"[organisation.departments.{each}]\nshare = 0.25\n"
        for each in ("sales", "marketing", "customer_success", "service")
    )
    file.write_text(f'extends = "no_programme"\n[organisation]\npeople = 32000\n{crowd}', encoding="utf-8")
    said = complaint(call("present", "--no-browser", file))
    assert "32,000 people are too many for the page, which takes 20,000; use the command line." in said


def test_a_company_with_departments_of_its_own_starts_with_programmes_done_there(tmp_path: Path) -> None:
    file = tmp_path / "two_departments.toml"
    kinds = {"desk": "service", "field": "sales"}
    file.write_text("".join(
        f'[organisation.departments.{name}]\nlabel_en = "{name}"\nlabel_de = "{name}"\nrole = "{role}"\npeople = 20\n'
        for name, role in kinds.items()
    ), encoding="utf-8")  # fmt: skip
    session = Session(None, (str(file),), "en")
    assert [each.preset for each in session.choices.value.plans] == ["no_programme-here", "two_departments"]
    assert session.messages.value == ()
    first, own = all_built(session.choices.value, session.presets)
    assert first.company.organisation == own.company.organisation


def test_every_word_is_used_somewhere() -> None:
    """No sentence is left over: each key stands in the page's Python or Vue files."""
    root = Path(importlib.util.find_spec("crm_adoption.analysis").origin).parent  # type: ignore[union-attr, arg-type]
    text = "".join(
        path.read_text(encoding="utf-8") for folder in ("laboratory", "pages") for path in (root / folder).iterdir()
        if path.suffix in (".py", ".vue") and path.name != "page_words.py"
    )  # fmt: skip
    names = {"kpi_alignment", "sponsorship", "supervisor_commitment", "silo_strength", "monitoring", "change_capacity"}
    unused = [
        key for key in say
        if key not in names and f'"{key}"' not in text and f"words.{key}" not in text and f"'{key}'" not in text
    ]  # fmt: skip
    assert unused == []
