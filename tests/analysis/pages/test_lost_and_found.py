"""Messages, uploads and the connection without a browser: what is said, where it stands, what comes back."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("solara", reason="pages need the extra 'viz'")

from crm_adoption.analysis.laboratory.page_words import say
from crm_adoption.analysis.laboratory.presets import MOST_BYTES, MOST_UPLOADS
from crm_adoption.analysis.pages import connection, lab_files, memory
from crm_adoption.analysis.pages.session import Session
from crm_adoption.analysis.pages.settings import environment, environment_of_files
from crm_adoption.analysis.pages.uploads import given_back, named_in
from crm_adoption.scenarios.words.catalogue import Words

PAGES = Path(connection.__file__).parent
PLAN = {"key": "upload-plan", "name": "plan.toml", "value": "extends = 'mandate'\ntitle_en = 'My plan'\n"}
LINK = "tab=lab&s=no_programme&s=upload-plan,Training:30&month=9"


def texts(session: Session) -> list[str]:
    return [each["text"] for each in session.messages.value]


def test_a_link_waits_for_the_uploads_that_the_browser_keeps() -> None:
    session = Session(LINK, (), "en")
    assert session.waiting.value
    assert session.query() == ""  # the address stays as it is until then
    assert texts(session) == []
    session.give_back({"files": [PLAN]})
    assert not session.waiting.value
    assert [plan.preset for plan in session.choices.value.plans] == ["no_programme", "upload-plan"]
    assert session.presets["upload-plan"].title("en") == "My plan"
    assert "upload-plan%2CTraining%3A30" in session.query()
    assert texts(session) == []


def test_an_upload_that_is_nowhere_is_explained_and_not_called_damage() -> None:
    session = Session(LINK + "&lever=zzz:1", (), "de")
    session.give_back({"files": []})
    missing, damaged = session.messages.value
    assert missing["text"] == say("link without upload", "de")
    assert "upload-plan" in missing["parts"][0]
    assert damaged["text"] == say("damaged link", "de", what="").strip()
    assert "upload-plan" not in str(damaged)
    assert len(session.choices.value.plans) == 2


def test_uploads_come_back_even_where_the_link_does_not_name_them() -> None:
    session = Session("tab=story", (), "en")
    assert not session.waiting.value
    session.give_back({"files": [PLAN]})
    assert "upload-plan" in session.presets


@pytest.mark.parametrize("files", [
    None, "x", [{}], [{**PLAN, "key": "no_programme"}], [{**PLAN, "key": "upload-" + "x" * 100}],
    [{**PLAN, "value": "extends = '/etc/passwd'"}], [{**PLAN, "value": "x" * (MOST_BYTES + 1)}],
    [{**PLAN, "name": "plan.exe"}],
])  # fmt: skip
def test_what_a_browser_gives_back_is_not_trusted(files: object) -> None:
    assert given_back(files, Session("", (), "en").presets) == {}


def test_no_more_come_back_than_could_be_uploaded() -> None:
    many = [{**PLAN, "key": f"upload-{n}"} for n in range(MOST_UPLOADS + 3)]
    assert len(given_back(many, {})) == MOST_UPLOADS


@pytest.mark.parametrize(("query", "keys"), [
    (None, ()), ("tab=lab", ()), (LINK, ("upload-plan",)),
    ("company=upload-a&s=upload-b:1&s=upload-a", ("upload-a", "upload-b:1")),
    ("month=upload-a", ()), ("s=upload-" + "x" * 5000, ()), ("&".join(["s=upload-a"] * 70), ()),
])  # fmt: skip
def test_uploads_named_in_a_link_are_found(query: str | None, keys: tuple[str, ...]) -> None:
    assert named_in(query) == keys


def test_an_upload_is_handed_to_the_browser_to_keep_and_a_refused_one_is_not() -> None:
    session = Session("tab=lab", (), "en")
    session.safely(session.change)({"what": "upload", "number": 5, "name": "bad.toml", "value": "months = ["})
    assert session.kept.value is None
    session.safely(session.change)({"what": "upload", "number": 6, **PLAN})
    assert session.kept.value == {"key": "upload-plan", "number": 6}
    session.unkept({"key": "upload-plan"})
    assert texts(session)[-1] == say("not kept", "en", what="My plan")


def test_a_refusal_is_said_once_and_goes_when_the_reader_goes_on() -> None:
    session = Session("tab=lab&lever=zzz:1", (), "en")
    refused = {"what": "lever", "name": "monitoring", "value": 900}
    for _ in range(3):
        session.safely(session.change)(refused)
    assert [each["kind"] for each in session.messages.value] == ["problem", "refused"]
    session.safely(session.change)({**refused, "value": 30})
    assert [each["kind"] for each in session.messages.value] == ["problem"]


@pytest.mark.parametrize("lang", ["en", "de"])
def test_pages_speak_for_themselves_before_anything_is_shown(lang: str) -> None:
    for given in (environment("page", "no_programme", lang), environment_of_files("page", (), lang)):
        assert given["SOLARA_THEME_TITLE"] == Words("pages.words")("name", lang)
        assert given["SOLARA_ASSETS_EXTRA_LOCATIONS"] == "crm_adoption.analysis.pages.assets"
        assert given["SOLARA_THEME_FORCE_REFRESH"] == "true"


def test_what_solara_says_in_english_is_hidden() -> None:
    """Whatever its page shows of its own stands in one of the parts that are hidden."""
    from solara.server import server

    template = (server.directory / "templates" / "solara.html.j2").read_text(encoding="utf-8")
    hidden = (PAGES / "assets" / "custom.css").read_text(encoding="utf-8")
    for overlay in re.findall(r'<v-overlay style="(z-index: \d+);"', template):
        assert f'.v-overlay[style*="{overlay}"]' in hidden
    assert template.count("<v-overlay") == len(re.findall(r'<v-overlay style="z-index: \d+;"', template))
    loader = (server.directory / "templates" / "loader-solara.html").read_text(encoding="utf-8")
    assert 'id="loader-container"' in loader
    assert 'id="loader"' in loader


def test_no_part_of_a_page_has_scripts_in_its_markup() -> None:
    for path in PAGES.glob("*.vue"):
        markup = path.read_text(encoding="utf-8").split("<script>")[0]
        assert not re.search(r"\son[a-z]+=|javascript:", markup), path.name


@pytest.mark.parametrize("name", ["present.css", "page.css"])
def test_messages_stand_where_they_are_seen(name: str) -> None:
    """Whatever tells a reader of a refusal, of work or of old settings does not scroll away."""
    text = (PAGES / name).read_text(encoding="utf-8")
    rules = {"present.css": (".lab-messages", ".lab-progress"), "page.css": (".crm-changed",)}[name]
    for rule in rules:
        block = re.search(rf"^{re.escape(rule)} {{([^}}]*)}}", text, re.MULTILINE)
        assert block is not None
        assert re.search(r"position: (fixed|sticky|absolute)", block[1]), rule


def test_a_report_that_many_want_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[str]()

    class Aside:
        def __init__(self, *_: object, **__: object) -> None: ...
        def __enter__(self) -> Aside:
            return self

        def __exit__(self, *_: object) -> None: ...
        def submit(self, *_: object, lang: str, month: int, fit: object) -> Aside:
            made.append(f"{lang} {month} {os.getpid()}")
            threading.Event().wait(0.3)
            return self

        def result(self) -> str:
            return "report"

    monkeypatch.setattr(lab_files, "ProcessPoolExecutor", Aside)
    sessions = [Session("tab=lab&month=7", (), "en") for _ in range(4)]
    found = list[bytes]()
    threads = [threading.Thread(target=lambda each=each: found.append(lab_files.file_of(each, "report", False)[2]))
               for each in sessions]  # fmt: skip
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [b"report"] * 4
    assert len(made) == 1


BOUNDED = {
    "installed", "page_of", "shipped", "from_files", "subject", "own_presets", "_read", "fitted_presets", "hashes",
    "_font",
}  # fmt: skip
"""Functions whose results are as many as the documents and scenarios that are installed or given at the start, a fit
among them, or as the pages that the server sends, of which the last four are kept, or the sizes of type in a film."""


@pytest.mark.parametrize("folder", ["pages", "laboratory", "story"])
def test_nothing_is_kept_without_a_limit_in_bytes(folder: str) -> None:
    """Results of what readers ask stand in a `Shared`, which has a budget; nothing else remembers."""
    for path in (PAGES.parent / folder).glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"@(?:functools\.)?(?:lru_)?cache\b.*\ndef (\w+)", text)) <= BOUNDED, path.name
        assert not re.search(r"^\w+(: [^=]+)? = (dict|list|set|OrderedDict)(\[.*\])?\(\)$", text, re.MULTILINE), (
            path.name
        )


def test_threads_of_shared_work_hold_no_session() -> None:
    """Solara's threads keep the session that starts them, which would never end then."""
    from crm_adoption.analysis.base.shared_work import Shared
    from solara.server import kernel, kernel_context

    def work() -> None:
        loop = asyncio.new_event_loop()  # of this thread alone: Solara asks for one, and from 3.12 on there must be one
        asyncio.set_event_loop(loop)
        context = kernel_context.VirtualKernelContext(id="of-a-test", kernel=kernel.Kernel(), session_id="of-a-test")
        with context:
            Shared[int](0).get("key", lambda report: 1)
        workers = [each for each in threading.enumerate() if each.name == "shared-work"]
        assert workers
        assert all(getattr(each, "current_context", None) is None for each in workers)
        context.close()
        loop.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(work).result()


def test_memory_is_given_back_once_after_sessions_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait() -> None:
        for each in threading.enumerate():
            if each.name == "give-back":
                each.join(20)

    wait()  # for those of sessions before
    given = list[float]()
    monkeypatch.setattr(memory, "AFTER", 0.1)
    monkeypatch.setattr(memory, "give_back", lambda: given.append(1.0))
    for _ in range(20):
        memory.give_back_later()
    wait()
    assert given == [1.0]


def test_memory_can_be_given_back_here() -> None:
    assert memory.give_back() in (True, False)  # and nothing breaks where the system has no such call


STUCK = """
import threading, types
from crm_adoption.analysis.pages.stopping import stops

server = types.SimpleNamespace(should_exit=False)
with stops(server, longest={longest}):
    print("serving")
    server.should_exit = {asked}
    threading.Event().wait({seconds})
print("left")
"""


@pytest.mark.parametrize(("longest", "asked", "seconds", "said"), [
    (0.3, True, 60.0, ["serving"]), (0.1, False, 0.8, ["serving", "left"]), (30.0, True, 0.1, ["serving", "left"]),
])  # fmt: skip
def test_a_server_that_hangs_while_it_stops_ends_all_the_same(
    longest: float, asked: bool, seconds: float, said: list[str]
) -> None:
    script = STUCK.format(longest=longest, asked=asked, seconds=seconds)
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=40, check=False)
    assert (ended.returncode, ended.stdout.split()) == (0, said)
